import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  closingInstant,
  hallVoteRuling,
  hallWindow,
  openingInstant,
  s25,
  votingWindow,
} from "../../app/domain/act/s25-window";
import { addDays, atTime, civilDateOf, londonHour } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s25: how long a vote is open", () => {
  it("publishes the hours and the two lengths", () => {
    expect(s25.text[0]).toContain("opens at 8am and closes at 9pm");
    expect(s25.parameters.map(({ name, default: value, min, max }) => [name, value, min, max])).toEqual([
      ["votingDays", 7, 1, 28],
      ["hallMinutes", 15, 5, 120],
    ]);
  });

  it("opens at 8am London time, in winter and in summer", () => {
    expect(openingInstant("2026-12-03").toISOString()).toBe("2026-12-03T08:00:00.000Z");
    expect(openingInstant("2026-07-03").toISOString()).toBe("2026-07-03T07:00:00.000Z");
  });

  it("closes at 9pm London time seven days later, across the change of the clocks", () => {
    expect(closingInstant(rules, "2026-12-03").toISOString()).toBe("2026-12-10T21:00:00.000Z");
    expect(closingInstant(rules, "2027-03-25").toISOString()).toBe("2027-04-01T20:00:00.000Z");
    expect(closingInstant(rules, "2026-10-22").toISOString()).toBe("2026-10-29T21:00:00.000Z");
  });

  it("gives a vote that opens at its usual hour its usual closing", () => {
    expect(votingWindow(rules, openingInstant("2026-12-03")).closesAt).toEqual(closingInstant(rules, "2026-12-03"));
  });

  it("gives a vote that opens at 9pm exactly 7 days, and one a minute later the evening after", () => {
    expect(votingWindow(rules, atTime("2026-12-03", 21, 0)).closesAt).toEqual(atTime("2026-12-10", 21, 0));
    expect(votingWindow(rules, atTime("2026-12-03", 21, 1)).closesAt).toEqual(atTime("2026-12-11", 21, 0));
  });

  it("is never open for less than votingDays times 24 hours and always closes at 9pm", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2031-01-01"), noInvalidDate: true }),
        fc.integer({ min: 1, max: 28 }),
        (opensAt, votingDays) => {
          const { closesAt } = votingWindow({ ...rules, parameters: { votingDays } }, opensAt);
          expect(closesAt.getTime() - opensAt.getTime()).toBeGreaterThanOrEqual(votingDays * 86_400_000);
          expect(londonHour(closesAt)).toEqual({ hour: 21, minute: 0 });
          expect(civilDateOf(closesAt) <= addDays(civilDateOf(opensAt), votingDays + 1)).toBe(true);
        },
      ),
    );
  });
});

describe("s25: hall votes", () => {
  const facts = { class: "ordinary" as const, opensAt: atTime("2026-12-03", 19, 30), noticeNamedHour: true };

  it("last 15 minutes, or what the council has set", () => {
    expect(hallWindow(rules, facts.opensAt).closesAt).toEqual(atTime("2026-12-03", 19, 45));
    const slower = { ...rules, parameters: { hallMinutes: 120 } };
    expect(hallWindow(slower, facts.opensAt).closesAt).toEqual(atTime("2026-12-03", 21, 30));
  });

  it("may be called for an ordinary proposal whose notice named the hour", () => {
    expect(hallVoteRuling(rules, facts)).toMatchObject({
      holds: true,
      sentence: "A hall vote may be held from 7:30pm to 7:45pm.",
    });
  });

  it("may not be called for any other class", () => {
    for (const other of ["advisory", "spending", "charter"] as const) {
      expect(hallVoteRuling(rules, { ...facts, class: other }).sentence).toBe(
        "Only an ordinary proposal may be put to a hall vote.",
      );
    }
  });

  it("may not be called when the notice did not name the hour", () => {
    expect(hallVoteRuling(rules, { ...facts, noticeNamedHour: false }).holds).toBe(false);
  });

  it("lie wholly between 8am and 9pm, to the minute", () => {
    const at = (hour: number, minute: number) =>
      hallVoteRuling(rules, { ...facts, opensAt: atTime("2026-12-03", hour, minute) }).holds;
    expect([at(7, 59), at(8, 0), at(20, 45), at(20, 46)]).toEqual([false, true, true, false]);
  });
});

describe("s25: as it stands in the Act", () => {
  it("is section 25, in part 5", () => {
    expect(s25).toMatchObject({ id: "s25", number: 25, part: 5 });
  });

  it("lets a council set votingDays from 1 to 28, hallMinutes from 5 to 120", () => {
    expect(s25.parameters).toMatchObject([
      { name: "votingDays", default: 7, min: 1, max: 28, unit: "days" },
      { name: "hallMinutes", default: 15, min: 5, max: 120, unit: "minutes" },
    ]);
  });
});
