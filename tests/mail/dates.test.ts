import { describe, expect, it } from "vitest";
import { closingSoonAt, lastFortnight, lastMorning, sunsetNoticeDue } from "~/domain/notices/dates";
import { letterBlocks, letterHeading } from "~/domain/notices/letter-blocks";
import {
  addDays,
  atTime,
  type CivilDate,
  civilDateOf,
  daysBetween,
  londonHour,
  startOfDay,
  weekdayOf,
} from "~/domain/time/civil";

const at = (date: CivilDate, hour: number, minute = 0) => atTime(date, hour, minute);

describe("a vote that closes within a day", () => {
  it("is told of at the same hour of the day before, also when the clocks change in between", () => {
    const vote = { opensAt: at("2026-03-20", 8), closesAt: at("2026-03-29", 21) };
    expect(closingSoonAt(vote)).toEqual(at("2026-03-28", 21));
    const autumn = { opensAt: at("2026-10-18", 8), closesAt: at("2026-10-25", 21) };
    expect(closingSoonAt(autumn)).toEqual(at("2026-10-24", 21));
  });

  it("is not told of when it is open for no longer than that", () => {
    expect(closingSoonAt({ opensAt: at("2026-06-01", 19), closesAt: at("2026-06-01", 19, 15) })).toBeNull();
    expect(closingSoonAt({ opensAt: at("2026-06-01", 21), closesAt: at("2026-06-02", 21) })).toBeNull();
  });
});

describe("a sunset that comes near", () => {
  const parish = { activeFromAt: startOfDay("2026-01-01"), sunsetAt: startOfDay("2027-01-01") };

  it("is told of 90, 60, 30 and 7 days before, at 8am", () => {
    for (const [day, due] of [
      ["2026-10-03", 90],
      ["2026-11-02", 60],
      ["2026-12-02", 30],
      ["2026-12-25", 7],
    ] as const) {
      expect(sunsetNoticeDue(parish, at(day, 8))).toBe(due);
      expect(sunsetNoticeDue(parish, new Date(at(day, 8).getTime() - 1))).not.toBe(due);
    }
    expect(sunsetNoticeDue(parish, at("2026-10-03", 7, 59))).toBeNull();
  });

  it("is told of once for all that were missed, and not from the sunset on", () => {
    expect(sunsetNoticeDue(parish, at("2026-12-31", 12))).toBe(7);
    expect(sunsetNoticeDue(parish, parish.sunsetAt)).toBeNull();
  });

  it("is not told of for a day before the parish began", () => {
    const short = { activeFromAt: startOfDay("2026-11-20"), sunsetAt: startOfDay("2027-01-01") };
    expect(sunsetNoticeDue(short, at("2026-11-21", 9))).toBeNull();
    expect(sunsetNoticeDue(short, at("2026-12-02", 8))).toBe(30);
  });
});

describe("mornings and fortnights", () => {
  it("begin at 8am of London, before and after the clocks change", () => {
    for (const day of ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"] as const) {
      expect(lastMorning(at(day, 8))).toEqual(at(day, 8));
      expect(londonHour(lastMorning(at(day, 23)))).toEqual({ hour: 8, minute: 0 });
      expect(lastMorning(at(day, 7, 59))).toEqual(at(addDays(day, -1), 8));
    }
  });

  it("end on every second Monday, all through two years, each where the one before ended", () => {
    let before = lastFortnight(at("2026-01-05", 8));
    expect(before.day).toBe("2026-01-05");
    for (let day: CivilDate = "2026-01-05"; day < "2028-01-01"; day = addDays(day, 1)) {
      const fortnight = lastFortnight(at(day, 8));
      expect(weekdayOf(fortnight.day)).toBe(1);
      expect(londonHour(fortnight.to)).toEqual({ hour: 8, minute: 0 });
      expect(daysBetween(civilDateOf(fortnight.from), fortnight.day)).toBe(14);
      if (fortnight.day !== before.day) {
        expect(fortnight.day).toBe(day);
        expect(fortnight.from).toEqual(before.to);
        before = fortnight;
      }
    }
  });

  it("count back from the first Monday as well", () => {
    expect(lastFortnight(at("2026-01-04", 12)).day).toBe("2025-12-22");
    expect(lastFortnight(at("2026-01-05", 7, 59)).day).toBe("2025-12-22");
  });
});

describe("the blocks of a letter", () => {
  it("are headings, lists and lines, as the plain text shows them", () => {
    const text = `${letterHeading("What comes")}\n\n- One: 1\n- Two\n\nA line\nand another`;
    expect(letterBlocks(text)).toEqual([
      { kind: "heading", words: "What comes" },
      { kind: "list", items: ["One: 1", "Two"] },
      { kind: "lines", lines: ["A line", "and another"] },
    ]);
  });
});
