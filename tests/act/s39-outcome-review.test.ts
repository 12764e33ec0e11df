import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { measureRuling, reviewRuling, s39, trialPowerRuling } from "../../app/domain/act/s39-outcome-review";
import { startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s39: looking back at what came of it", () => {
  it("publishes that an unreviewed trial power lapses by itself", () => {
    expect(s39.text[2]).toContain("lapses by itself if nobody has reviewed it");
  });

  it("fixes a measure and a later day when the decision passes", () => {
    const facts = { measure: "Bags of litter a week", reviewOn: "2027-06-02", decidedOn: "2027-06-01" } as const;
    expect(measureRuling(rules, facts).holds).toBe(true);
    expect(measureRuling(rules, { ...facts, reviewOn: "2027-06-01" }).holds).toBe(false);
    expect(measureRuling(rules, { ...facts, reviewOn: null }).holds).toBe(false);
    expect(measureRuling(rules, { ...facts, measure: "" }).holds).toBe(false);
  });

  it("ends with keep, amend or lapse, on its day or later", () => {
    const facts = {
      outcome: "keep",
      findings: "Litter fell by half.",
      reviewedOn: "2027-06-02",
      dueOn: "2027-06-02",
    } as const;
    expect(reviewRuling(rules, facts)).toMatchObject({
      outcome: "keep",
      sentence: "The review of Wednesday 2 June 2027 says to keep it.",
    });
    expect(reviewRuling(rules, { ...facts, outcome: "lapse" }).outcome).toBe("lapse");
    expect(reviewRuling(rules, { ...facts, outcome: "forget" }).holds).toBe(false);
    expect(reviewRuling(rules, { ...facts, findings: "" }).holds).toBe(false);
    expect(reviewRuling(rules, { ...facts, reviewedOn: "2027-06-01" }).holds).toBe(false);
  });

  it("lets a trial power lapse at its last instant unless it was reviewed before", () => {
    const trialEndsAt = startOfDay("2027-07-01");
    const before = new Date(trialEndsAt.getTime() - 1);
    const holds = (now: Date, reviewedAt: Date | null) =>
      trialPowerRuling(rules, { trialEndsAt, reviewedAt, now }).holds;
    expect([
      holds(before, null),
      holds(trialEndsAt, null),
      holds(trialEndsAt, before),
      holds(trialEndsAt, trialEndsAt),
    ]).toEqual([true, false, true, false]);
  });
});

describe("s39: the last day of a trial", () => {
  it("is the day that holds its last instant, to the millisecond", () => {
    const said = (trialEndsAt: Date) =>
      trialPowerRuling(rules, { trialEndsAt, reviewedAt: null, now: startOfDay("2027-06-01") }).sentence;
    const midnight = startOfDay("2027-07-01");
    expect(said(midnight)).toContain("by the end of Wednesday 30 June 2027");
    expect(said(new Date(midnight.getTime() + 1))).toContain("by the end of Thursday 1 July 2027");
  });
});

describe("s39: as it stands in the Act", () => {
  it("is section 39, in part 6", () => {
    expect(s39).toMatchObject({ id: "s39", number: 39, part: 6 });
  });
});
