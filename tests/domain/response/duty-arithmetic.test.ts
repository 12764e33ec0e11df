import { describe, expect, it } from "vitest";
import { actInForce } from "../../../app/domain/act/act-in-force";
import { acknowledgeBy, answerDue, datedBy } from "../../../app/domain/act/s34-clock";
import { countedPeriods, type DutyDates, dutyFigures } from "../../../app/domain/response/duty-arithmetic";
import { atTime, endOfDay } from "../../../app/domain/time/civil";

const receivedAt = atTime("2026-11-03", 12, 0);
const valuesOf = (duty: DutyDates) => dutyFigures(actInForce, duty).map(({ value, how }) => [value, how]);

const decision: DutyDates = {
  kind: "decision",
  receivedAt,
  termDays: 365,
  acknowledgeBy: acknowledgeBy(actInForce, receivedAt, 365),
  dateBy: datedBy(actInForce, receivedAt, 365),
  answerBy: answerDue(actInForce, { receivedAt, termDays: 365, pause: null }),
  pauseFrom: null,
  pauseUntil: null,
  directedBy: null,
};

describe("the arithmetic of a duty", () => {
  it("of the powers for a new term is that of section 43, and nothing is due after it", () => {
    // Renewal: 28 days, or a sixth of the term. The acknowledgement keeps its ten working days; the day to say when is cut short.
    const answerBy = endOfDay("2026-12-01");
    const renewal: DutyDates = { ...decision, kind: "renewal", dateBy: answerBy, answerBy };
    expect(valuesOf(renewal)).toEqual([
      ["Tuesday 17 November 2026", "10 working days after Tuesday 3 November 2026"],
      ["Tuesday 1 December 2026", "30 days after Tuesday 3 November 2026, and never later than the answer itself"],
      ["Tuesday 1 December 2026", "28 days after Tuesday 3 November 2026"],
    ]);
    const early: DutyDates = { ...renewal, dateBy: endOfDay("2026-11-20"), answerBy: endOfDay("2026-11-20") };
    expect(valuesOf(early)[2]).toEqual([
      "Friday 20 November 2026",
      "28 days after Tuesday 3 November 2026, and never later than the sunset",
    ]);
  });

  it("ends with the day that the Commissioner set where that took the place of the first, and with the first where it did not", () => {
    const directedBy = endOfDay("2027-01-20");
    const last = ["Saturday 2 January 2027", expect.stringMatching(/^60 days after/)];
    expect(valuesOf({ ...decision, directedBy })[2]).toEqual(last);
    expect(valuesOf({ ...decision, answerBy: directedBy, directedBy })).toEqual([
      ...valuesOf(decision).slice(0, 2),
      ["Wednesday 20 January 2027", "Set by the Commissioner (s50)"],
    ]);
  });

  it("counts the days to acknowledge, to object where that may be, and until silence goes to the Commissioner", () => {
    expect(countedPeriods(actInForce, decision).map(({ name }) => name)).toEqual([
      "To acknowledge",
      "Until silence goes to the Commissioner",
    ]);
    const [acknowledging, objecting, silence] = countedPeriods(actInForce, decision, { mayObject: true });
    expect(acknowledging?.words).toContain("Day 10 is Tuesday 17 November 2026.");
    expect(objecting?.words).toContain("Day 10 is Tuesday 17 November 2026.");
    expect(silence?.words).toMatch(/^The last day to answer is Saturday 2 January 2027\. Day 1 is Monday 4 January\./);
  });

  it("says when the acknowledgement is due sooner than its ten working days", () => {
    const short: DutyDates = { ...decision, acknowledgeBy: endOfDay("2026-11-10"), answerBy: endOfDay("2026-11-10") };
    expect(countedPeriods(actInForce, short)[0]?.words).toMatch(
      /The answer is due sooner, on Tuesday 10 November 2026, and nothing is due after it\.$/,
    );
  });
});
