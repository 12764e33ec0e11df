import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  acknowledgeBy,
  answerDayRuling,
  answerDaysOf,
  answerDue,
  clockFigures,
  datedBy,
  lastDayBefore,
  type PauseFacts,
  pauseRuling,
  s34,
} from "../../app/domain/act/s34-clock";
import { atTime, type CivilDate, civilDateOf, daysBetween, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const receivedAt = atTime("2026-12-10", 21, 0);

describe("s34: the council's clock", () => {
  it("publishes the three times and their bounds", () => {
    expect(s34.parameters.map(({ name, default: value, min, max }) => [name, value, min, max])).toEqual([
      ["acknowledgeWorkingDays", 10, 5, 15],
      ["datedDays", 30, 14, 45],
      ["answerDays", 60, 28, 120],
    ]);
    expect(s34.text[2]).toContain("within a quarter of the term, if that is sooner");
  });

  it("acknowledges within 10 working days, which leave out Christmas and New Year", () => {
    expect(acknowledgeBy(rules, receivedAt)).toEqual(startOfDay("2026-12-25"));
    expect(acknowledgeBy(rules, atTime("2026-12-18", 21, 0))).toEqual(startOfDay("2027-01-07"));
  });

  it("says when within 30 days and answers within 60, each to the end of its last day", () => {
    expect(datedBy(rules, receivedAt)).toEqual(startOfDay("2027-01-10"));
    expect(answerDue(rules, { receivedAt })).toEqual(startOfDay("2027-02-09"));
  });

  it("keeps to London days across the change of the clocks", () => {
    expect(answerDue(rules, { receivedAt: atTime("2027-02-20", 21, 0) }).toISOString()).toBe(
      "2027-04-21T23:00:00.000Z",
    );
  });

  it("is due within a quarter of a short term, rounded down, and then nothing else is due later", () => {
    expect(answerDaysOf(rules, 90)).toBe(22);
    expect([answerDaysOf(rules, 239), answerDaysOf(rules, 240), answerDaysOf(rules)]).toEqual([59, 60, 60]);
    const due = answerDue(rules, { receivedAt, termDays: 90 });
    expect(due).toEqual(startOfDay("2027-01-02"));
    expect(datedBy(rules, receivedAt, 90)).toEqual(due);
    expect(acknowledgeBy(rules, receivedAt, 90) <= due).toBe(true);
  });

  it("moves by the days of a pause, and never by more than 28", () => {
    const paused = (until: Date) =>
      answerDue(rules, { receivedAt, pause: { from: atTime("2026-12-14", 9, 0), until } });
    expect(paused(atTime("2026-12-21", 9, 0))).toEqual(startOfDay("2027-02-16"));
    expect(paused(atTime("2027-03-14", 9, 0))).toEqual(startOfDay("2027-03-09"));
  });

  it("puts the arithmetic in words", () => {
    const [acknowledge, dated, answer] = clockFigures(rules, {
      receivedAt,
      termDays: 90,
      pause: { from: startOfDay("2026-12-14"), until: startOfDay("2026-12-21") },
    });
    expect(acknowledge).toMatchObject({
      value: "Thursday 24 December 2026",
      how: "10 working days after Thursday 10 December 2026",
    });
    expect(dated?.how).toBe("30 days after Thursday 10 December 2026, and never later than the answer itself");
    expect(answer).toMatchObject({
      value: "Friday 8 January 2027",
      how: "22 days after Thursday 10 December 2026, and the clock stood still for 7 days; a quarter of the term of 90 days is 22 days, and the smaller of that and 60 days is 22 days",
    });
  });

  it("gives every answer at least the full number of days, whenever it was received", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2031-01-01"), noInvalidDate: true }),
        fc.integer({ min: 28, max: 120 }),
        (received, answerDays) => {
          const due = answerDue({ ...rules, parameters: { answerDays } }, { receivedAt: received });
          expect(daysBetween(civilDateOf(received), lastDayBefore(due))).toBe(answerDays);
          expect(due).toEqual(startOfDay(civilDateOf(due)));
        },
      ),
    );
  });
});

describe("s34: stopping the clock", () => {
  const facts: PauseFacts = {
    receivedAt,
    reason: "needs_survey",
    from: atTime("2026-12-14", 10, 0),
    until: atTime("2027-01-11", 10, 0),
    pausesBefore: 0,
  };

  it("is allowed once, for 28 days, with a listed reason", () => {
    expect(pauseRuling(rules, facts)).toMatchObject({
      holds: true,
      sections: ["s34"],
      sentence:
        "The clock stops until Monday 11 January 2027. The answer is now due by the end of Monday 8 March 2027.",
    });
  });

  it("is refused for the powers of a new term, which lapse at the sunset whatever the clock says", () => {
    const refused = pauseRuling(rules, { ...facts, isRenewal: true });
    expect(refused).toMatchObject({ holds: false, sections: ["s43", "s34"] });
    expect(refused.wouldChange).toBe("Answer for each power by the day it is due.");
  });

  it("is refused for an answer whose day the Commissioner directed", () => {
    const refused = pauseRuling(rules, { ...facts, isDirected: true });
    expect(refused).toMatchObject({ holds: false, sections: ["s50", "s34"], wouldChange: "Answer by that day." });
  });

  it("is refused for 29 days, for no days and backwards", () => {
    expect(pauseRuling(rules, { ...facts, until: atTime("2027-01-12", 10, 0) }).sentence).toBe(
      "A pause may last at most 28 days, and this one would last 29 days.",
    );
    expect(pauseRuling(rules, { ...facts, until: facts.from }).holds).toBe(false);
    expect(pauseRuling(rules, { ...facts, until: receivedAt }).holds).toBe(false);
  });

  it("is refused a second time and without a listed reason", () => {
    expect(pauseRuling(rules, { ...facts, pausesBefore: 1 }).sentence).toContain("once is all that the Act allows");
    expect(pauseRuling(rules, { ...facts, reason: "busy" }).holds).toBe(false);
  });

  it("is refused once the answer is overdue, from that very instant", () => {
    const due = answerDue(rules, { receivedAt });
    const until = atTime("2027-02-20", 10, 0);
    expect(pauseRuling(rules, { ...facts, from: new Date(due.getTime() - 1), until }).holds).toBe(true);
    expect(pauseRuling(rules, { ...facts, from: due, until }).sentence).toContain("cannot be stopped");
  });

  it("is refused when the answer would then come after the sunset", () => {
    expect(pauseRuling(rules, { ...facts, sunsetAt: startOfDay("2027-03-09") }).holds).toBe(true);
    expect(pauseRuling(rules, { ...facts, sunsetAt: startOfDay("2027-03-08") }).holds).toBe(false);
  });
});

describe("s34: the edges of a pause", () => {
  const facts: PauseFacts = {
    receivedAt,
    reason: "needs_survey",
    from: receivedAt,
    until: atTime("2026-12-11", 9, 0),
    pausesBefore: 0,
  };

  it("may begin when the decision is received and last one day, and not begin a moment before", () => {
    expect(pauseRuling(rules, facts).holds).toBe(true);
    expect(pauseRuling(rules, facts).figures.map(({ name }) => name)).toEqual(["Pause", "Answer by"]);
    expect(pauseRuling(rules, { ...facts, from: new Date(receivedAt.getTime() - 1) }).sentence).toBe(
      "A pause needs a first day and a later day on which the clock starts again.",
    );
    expect(pauseRuling(rules, { ...facts, until: atTime("2026-12-10", 23, 0) }).holds).toBe(false);
  });

  it("moves nothing when it has no days", () => {
    const due = answerDue(rules, { receivedAt });
    for (const until of [receivedAt, atTime("2026-12-09", 9, 0)]) {
      expect(answerDue(rules, { receivedAt, pause: { from: receivedAt, until } })).toEqual(due);
    }
  });

  it("is only spoken of when there is one, and the cap only where the term makes one", () => {
    const received = "Thursday 10 December 2026";
    expect(clockFigures(rules, { receivedAt }).map(({ how }) => how)).toEqual([
      `10 working days after ${received}`,
      `30 days after ${received}`,
      `60 days after ${received}`,
    ]);
    const shortAnswer = { ...rules, parameters: { answerDays: 28 } };
    expect(clockFigures(shortAnswer, { receivedAt })[1]?.how).toBe(`30 days after ${received}`);
  });
});

describe("s34: saying on which day the answer will come", () => {
  const answerBy = startOfDay("2027-02-09");
  const says = (day: CivilDate, today: CivilDate) => answerDayRuling(rules, { day, today, answerBy });

  it("may name any day from today to the last day", () => {
    expect(says("2027-01-05", "2027-01-05").holds).toBe(true);
    expect(says("2027-02-08", "2027-01-05")).toMatchObject({
      holds: true,
      sentence: "The council will answer on Monday 8 February 2027.",
    });
    expect(says("2027-02-08", "2027-02-08").holds).toBe(true);
  });

  it("may not name a day that has passed, one after the last, or any once the answer is overdue", () => {
    expect(says("2027-01-04", "2027-01-05").sentence).toBe("The day of the answer has already passed.");
    expect(says("2027-02-09", "2027-01-05").sentence).toBe(
      "The answer is due by the end of Monday 8 February 2027, and this day is later.",
    );
    expect(says("2027-02-09", "2027-02-09").sentence).toBe(
      "The answer was due by the end of Monday 8 February 2027, so no later day can be given.",
    );
  });

  it("takes the last instant of a time into it, to the millisecond", () => {
    expect(lastDayBefore(answerBy)).toBe("2027-02-08");
    expect(lastDayBefore(new Date(answerBy.getTime() + 1))).toBe("2027-02-09");
  });
});

describe("s34: as it stands in the Act", () => {
  it("is section 34, in part 6", () => {
    expect(s34).toMatchObject({ id: "s34", number: 34, part: 6 });
  });

  it("lets a council set acknowledgeWorkingDays from 5 to 15, datedDays from 14 to 45, answerDays from 28 to 120", () => {
    expect(s34.parameters).toMatchObject([
      { name: "acknowledgeWorkingDays", default: 10, min: 5, max: 15, unit: "working days" },
      { name: "datedDays", default: 30, min: 14, max: 45, unit: "days" },
      { name: "answerDays", default: 60, min: 28, max: 120, unit: "days" },
    ]);
  });
});
