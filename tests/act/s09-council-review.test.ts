import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  charterPutAgainRuling,
  reviewAbandonedAt,
  reviewDue,
  reviewRuling,
  s09,
  supportersGoodUntil,
} from "../../app/domain/act/s09-council-review";
import { answerDue } from "../../app/domain/act/s34-clock";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const outcome = (powersAsked: number, granted: number, refused: number) =>
  reviewRuling(rules, { powersAsked, granted, refused }).outcome;

describe("s9: the council's review of a charter", () => {
  it("publishes that one power given is enough for a vote and none declines the parish", () => {
    expect(s09.text[2]).toBe(
      "If it gives at least one power, the charter goes to a vote. If it gives none, the parish is declined.",
    );
  });

  it("waits while a power is undecided, even when others are given or refused", () => {
    expect([outcome(3, 0, 0), outcome(3, 2, 0), outcome(3, 0, 2)]).toEqual(["waiting", "waiting", "waiting"]);
  });

  it("is granted with one power given and declined with none, once all are decided", () => {
    expect([outcome(3, 1, 2), outcome(3, 3, 0), outcome(3, 0, 3), outcome(1, 0, 1)]).toEqual([
      "granted",
      "granted",
      "declined",
      "declined",
    ]);
  });

  it("is due when an answer is due, and is abandoned 60 days later", () => {
    const facts = { receivedAt: new Date("2026-09-01T09:30:00Z"), termDays: 365 };
    expect(reviewDue(rules, facts)).toEqual(answerDue(rules, facts));
    expect(reviewDue(rules, facts)).toEqual(new Date("2026-11-01T00:00:00Z"));
    const abandonedAt = new Date("2026-12-31T00:00:00Z");
    expect(reviewAbandonedAt(rules, facts)).toEqual(abandonedAt);
    expect(charterPutAgainRuling(rules, { ...facts, now: new Date(abandonedAt.getTime() - 1) }).holds).toBe(false);
    expect(charterPutAgainRuling(rules, { ...facts, now: abandonedAt }).holds).toBe(true);
  });

  it("keeps supporters good for a year", () => {
    expect(supportersGoodUntil(new Date("2028-02-29T12:00:00Z"))).toEqual(new Date("2029-02-28T12:00:00Z"));
  });
});

describe("s9: as it stands in the Act", () => {
  it("is section 9, in part 2", () => {
    expect(s09).toMatchObject({ id: "s9", number: 9, part: 2 });
  });
});
