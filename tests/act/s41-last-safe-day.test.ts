import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { hallWindow, openingInstant, votingWindow } from "../../app/domain/act/s25-window";
import { answerDue } from "../../app/domain/act/s34-clock";
import { termDaysOf } from "../../app/domain/act/s40-expiry";
import {
  type LastSafeDayFacts,
  lastCertainNoticeDay,
  lastSafeDay,
  openingRuling,
  s41,
} from "../../app/domain/act/s41-last-safe-day";
import { windingUpFrom } from "../../app/domain/act/s44-winding-up";
import { addDays, atTime, type CivilDate, daysBetween, startOfDay } from "../../app/domain/time/civil";
import { clearDaysBetween, maySitOn } from "../../app/domain/time/clear-days";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
/** Day 1 is a Tuesday; days 61 and 68 are Saturdays, on which votes may open. */
const startsOn: CivilDate = "2026-12-01";
const sunsetAt = startOfDay(addDays(startsOn, 90));
const facts: LastSafeDayFacts = { class: "ordinary", tier: "B", startsOn, sunsetAt };
const dayOfTerm = (date: CivilDate | null) => (date ? daysBetween(startsOn, date) + 1 : null);

describe("s41: the last safe day", () => {
  it("publishes the example that the figures follow", () => {
    expect(s41.text[4]).toContain("may open until day 61");
    expect(s41.text[4]).toContain("may open until day 68");
  });

  it("is day 61 of 90 under tiers B and C, day 68 under tier A and for a charter vote", () => {
    expect(dayOfTerm(lastSafeDay(rules, facts).lastOpeningDay)).toBe(61);
    expect(dayOfTerm(lastSafeDay(rules, { ...facts, class: "advisory", tier: "C" }).lastOpeningDay)).toBe(61);
    expect(dayOfTerm(lastSafeDay(rules, { ...facts, tier: "A" }).lastOpeningDay)).toBe(68);
    expect(dayOfTerm(lastSafeDay(rules, { ...facts, class: "charter", tier: null }).lastOpeningDay)).toBe(68);
  });

  it("leaves the clear days of notice before it, 14 for a charter vote", () => {
    const ordinary = lastSafeDay(rules, facts);
    expect(clearDaysBetween(ordinary.lastNoticeDay ?? startsOn, ordinary.lastOpeningDay ?? startsOn)).toBe(7);
    const charter = lastSafeDay(rules, { ...facts, class: "charter", tier: null });
    expect(clearDaysBetween(charter.lastNoticeDay ?? startsOn, charter.lastOpeningDay ?? startsOn)).toBe(14);
  });

  it("says both days in one sentence and shows the arithmetic", () => {
    const { ruling } = lastSafeDay(rules, facts);
    expect(ruling).toMatchObject({
      holds: true,
      sections: ["s41", "s21"],
      sentence:
        "The last safe day to open this vote is Saturday 30 January 2027, and the last day to give notice of it is Friday 22 January 2027.",
    });
    expect(ruling.figures.map((one) => [one.name, one.value])).toEqual([
      ["Term", 90],
      ["Time for the answer", 22],
      ["Winding up", 15],
      ["Days from opening to closing", 7],
      ["Last safe day", "Saturday 30 January 2027"],
      ["Last day to give notice", "Friday 22 January 2027"],
    ]);
    expect(ruling.figures[4]?.how).toBe("90 − 22 − 7 = day 61 of the term, which is Saturday 30 January 2027");
  });

  it("moves back from a Sunday or a bank holiday", () => {
    const sunday = lastSafeDay(rules, { ...facts, sunsetAt: startOfDay(addDays(startsOn, 91)) });
    expect(sunday.lastOpeningDay).toBe("2027-01-30");
    const easter = {
      ...facts,
      tier: "A" as const,
      startsOn: "2027-02-02" as const,
      sunsetAt: startOfDay("2027-05-03"),
    };
    expect(lastSafeDay(rules, { ...easter, windowDays: 18 }).lastOpeningDay).toBe("2027-03-30");
    expect(lastSafeDay(rules, { ...easter, windowDays: 19 }).lastOpeningDay).toBe("2027-03-27");
    expect(lastSafeDay(rules, { ...easter, windowDays: 21 }).lastOpeningDay).toBe("2027-03-27");
    expect(lastSafeDay(rules, { ...easter, windowDays: 22 }).lastOpeningDay).toBe("2027-03-25");
  });

  it("gives a hall vote seven days more, because it closes on its day", () => {
    expect(dayOfTerm(lastSafeDay(rules, { ...facts, tier: "A", windowDays: 0 }).lastOpeningDay)).toBe(75);
  });

  it("says so when a term is too short for a vote, or for its notice", () => {
    const long = { ...rules, parameters: { votingDays: 28 } };
    const brief = { ...facts, sunsetAt: startOfDay(addDays(startsOn, 36)) };
    expect(lastSafeDay(long, brief)).toMatchObject({ lastOpeningDay: null, lastNoticeDay: null });
    expect(lastSafeDay(long, brief).ruling.holds).toBe(false);
    const slow = { ...rules, parameters: { votingDays: 28, noticeDays: 28 } };
    const tight = lastSafeDay(slow, { ...facts, sunsetAt: startOfDay(addDays(startsOn, 60)) });
    expect(tight.lastOpeningDay).not.toBeNull();
    expect(tight.lastNoticeDay).toBeNull();
  });
});

describe("s41: opening a vote", () => {
  const opening = { class: "ordinary" as const, tier: "B" as const, startsOn, sunsetAt };
  const on = (opensOn: CivilDate) => openingRuling(rules, { ...opening, opensOn });

  it("is allowed on the last safe day and refused on the next day that is not a Sunday", () => {
    expect(on("2027-01-30").holds).toBe(true);
    expect(on("2027-02-01")).toMatchObject({
      holds: false,
      outcome: "past_last_safe_day",
      sections: ["s41"],
      sentence: "A vote that opens on Monday 1 February 2027 could not be finished before the parish ends.",
      wouldChange: "The last safe day to open it is Saturday 30 January 2027.",
    });
  });

  it("is refused on a Sunday and on a bank holiday, which is named", () => {
    expect(on("2027-01-24").sentence).toBe("A vote may not open on a Sunday, and Sunday 24 January 2027 is one.");
    expect(on("2026-12-25")).toMatchObject({ outcome: "not_a_sitting_day", sections: ["s2", "s41"] });
    expect(on("2026-12-25").sentence).toContain("Christmas Day");
  });

  it("is refused before the parish starts and after its sunset", () => {
    expect(on("2026-11-30").sentence).toContain("cannot open before the parish starts");
    expect(on("2026-12-01").holds).toBe(true);
    expect(on("2027-06-01").outcome).toBe("past_last_safe_day");
  });

  it("goes by the closing instant it is given, so that a hall vote may come later", () => {
    const hall = (opensOn: CivilDate) =>
      openingRuling(rules, {
        ...opening,
        tier: "A",
        opensOn,
        closesAt: hallWindow(rules, atTime(opensOn, 19, 0)).closesAt,
      }).holds;
    expect([hall("2027-02-13"), hall("2027-02-15")]).toEqual([true, false]);
    expect(openingRuling(rules, { ...opening, tier: "A", opensOn: "2027-02-13" }).holds).toBe(false);
  });

  it("agrees with the last safe day for every day of a term", () => {
    for (const tier of ["A", "B", "C"] as const) {
      const { lastOpeningDay } = lastSafeDay(rules, { ...facts, tier });
      for (let day = startsOn; day < addDays(startsOn, 90); day = addDays(day, 1)) {
        const may = openingRuling(rules, { ...opening, tier, opensOn: day }).holds;
        expect(may).toBe(lastOpeningDay !== null && day <= lastOpeningDay && maySitOn(day));
      }
    }
  });
});

describe("s41: running a parish forward", () => {
  const parish = fc.record({
    startDay: fc.integer({ min: 0, max: 3650 }),
    termDays: fc.integer({ min: 60, max: 740 }),
    sunsetHour: fc.constantFrom(0, 0, 0, 11, 23),
    tier: fc.constantFrom("A" as const, "B" as const, "C" as const),
    votingDays: fc.integer({ min: 1, max: 28 }),
    answerDays: fc.integer({ min: 28, max: 120 }),
    windingUpDays: fc.integer({ min: 7, max: 90 }),
    isHall: fc.boolean(),
  });

  it("a vote opened on the last safe day is finished in time, one opened on the next day it may is not", () => {
    fc.assert(
      fc.property(parish, ({ startDay, termDays, sunsetHour, tier, isHall, ...parameters }) => {
        const under: Rules = { ...rules, parameters };
        const first = addDays("2026-01-01", startDay);
        const term = { startsOn: first, sunsetAt: atTime(addDays(first, termDays), sunsetHour, 0) };
        const windowDays = isHall ? { windowDays: 0 } : {};
        const { lastOpeningDay } = lastSafeDay(under, { class: "ordinary", tier, ...term, ...windowDays });
        const isFinishedInTime = (opensOn: CivilDate) => {
          const { closesAt } = isHall
            ? hallWindow(under, atTime(opensOn, 19, 0))
            : votingWindow(under, openingInstant(opensOn));
          const answered = answerDue(under, { receivedAt: closesAt, termDays: termDaysOf(term) });
          return closesAt <= windingUpFrom(under, term) && (tier === "A" || answered <= term.sunsetAt);
        };
        if (lastOpeningDay === null) {
          let day = first;
          while (!maySitOn(day)) day = addDays(day, 1);
          expect(isFinishedInTime(day)).toBe(false);
          return;
        }
        expect(maySitOn(lastOpeningDay)).toBe(true);
        expect(isFinishedInTime(lastOpeningDay)).toBe(true);
        let next = addDays(lastOpeningDay, 1);
        while (!maySitOn(next)) next = addDays(next, 1);
        expect(isFinishedInTime(next)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("s41: the edges of a term", () => {
  const inTerm = (days: number, votingDays: number, more: Partial<LastSafeDayFacts> = {}) => {
    const under = { ...rules, parameters: { votingDays } };
    return lastSafeDay(under, { ...facts, tier: "A", sunsetAt: startOfDay(addDays(startsOn, days)), ...more });
  };

  it("a vote may open on the first day, where 34 − 5 − 28 is 1, and not where that is 0", () => {
    expect(inTerm(34, 28).lastOpeningDay).toBe(startsOn);
    expect(inTerm(33, 28).lastOpeningDay).toBeNull();
  });

  it("notice may be given on the first day, where 19 − 3 − 7 leaves seven clear days before day 9", () => {
    expect(inTerm(19, 7).lastNoticeDay).toBe(startsOn);
    expect(inTerm(19, 8).lastNoticeDay).toBeNull();
  });

  it("counts no time for an answer where the council has none to give", () => {
    expect(inTerm(90, 7).ruling.figures[1]).toMatchObject({
      name: "Time for the answer",
      value: 0,
      how: "Nothing has to be answered by the council before the sunset",
    });
  });

  it("says when a day is moved, and when a vote opens and closes on one day", () => {
    const how = (days: number, more: Partial<LastSafeDayFacts> = {}) =>
      inTerm(days, 7, more).ruling.figures.map((one) => one.how);
    expect(how(91)[4]).toBe(
      "91 − 15 − 7 = day 69 of the term, which is Sunday 7 February 2027; votes do not open that day, so it is the nearest earlier day on which they may",
    );
    expect(how(90)[3]).toBe("The days for which the vote is open");
    expect(how(90, { windowDays: 0 })[3]).toBe("It opens and closes on one day");
  });

  it("is certain of notice three days and the clear days before the last opening", () => {
    const certain = (tier: "A" | "B", of: "ordinary" | "charter" = "ordinary") =>
      lastCertainNoticeDay(rules, { class: of, tier, termDays: 90 });
    expect([certain("B"), certain("A"), certain("A", "charter")]).toEqual([50, 57, 50]);
  });
});

describe("s41: as it stands in the Act", () => {
  it("is section 41, in part 7", () => {
    expect(s41).toMatchObject({ id: "s41", number: 41, part: 7 });
  });
});
