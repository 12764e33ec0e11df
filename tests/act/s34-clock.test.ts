import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  acknowledgeBy,
  answerDaysOf,
  answerDue,
  clockFigures,
  datedBy,
  lastDayBefore,
  type PauseFacts,
  pauseRuling,
  s34,
} from "../../app/domain/act/s34-clock";
import { atTime, civilDateOf, daysBetween, startOfDay } from "../../app/domain/time/civil";

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
