import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { escalatesAt, s37, silenceRuling } from "../../app/domain/act/s37-silence";
import { startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const dueAt = startOfDay("2027-02-09");
const escalation = startOfDay("2027-02-16");
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const outcome = (now: Date, answeredAt: Date | null = null) => silenceRuling(rules, { dueAt, answeredAt, now }).outcome;

describe("s37: when the council is silent", () => {
  it("publishes that silence never means yes", () => {
    expect(s37.text[2]).toContain("Silence never means yes.");
  });

  it("goes to the Commissioner after five more working days", () => {
    expect(escalatesAt(rules, dueAt)).toEqual(escalation);
    expect(escalatesAt(rules, startOfDay("2027-03-25"))).toEqual(startOfDay("2027-04-03"));
  });

  it("is on time before the due instant, overdue from it, escalated from the fifth working day's end", () => {
    expect([outcome(justBefore(dueAt)), outcome(dueAt), outcome(justBefore(escalation)), outcome(escalation)]).toEqual([
      "on_time",
      "overdue",
      "overdue",
      "escalated",
    ]);
  });

  it("keeps the outcome of the instant of the answer", () => {
    const later = startOfDay("2027-05-01");
    expect([
      outcome(later, justBefore(dueAt)),
      outcome(later, dueAt),
      outcome(later, justBefore(escalation)),
      outcome(later, escalation),
    ]).toEqual(["on_time", "overdue", "overdue", "escalated"]);
  });

  it("says in plain words that it is overdue and what happens next", () => {
    expect(silenceRuling(rules, { dueAt, answeredAt: null, now: dueAt })).toMatchObject({
      holds: false,
      sections: ["s37", "s34"],
      sentence: "The council's answer is overdue: its last day was Monday 8 February 2027. Silence is not consent.",
      wouldChange: "Unless the council answers, this goes to the Commissioner at the end of Monday 15 February 2027.",
    });
  });
});

describe("s37: as it stands in the Act", () => {
  it("is section 37, in part 6", () => {
    expect(s37).toMatchObject({ id: "s37", number: 37, part: 6 });
  });
});
