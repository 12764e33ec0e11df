import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  confirmationRuling,
  councilConfirmsBy,
  councilConfirmsWithin,
  hasTimeForRenewal,
  type RenewalFacts,
  renewalAgainRuling,
  renewalClosesBy,
  renewalDays,
  renewalOpensAt,
  renewalRuling,
  s43,
} from "../../app/domain/act/s43-renewal";
import { windingUpFrom } from "../../app/domain/act/s44-winding-up";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const year = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-12-01") };
const short = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-03-01") };
const facts: RenewalFacts = {
  ...year,
  opensAt: atTime("2027-09-01", 8, 0),
  closesAt: atTime("2027-09-08", 21, 0),
  renewalsSoFar: 0,
  firstStartsOn: "2026-12-01",
  newTermMonths: 12,
};

describe("s43: renewal", () => {
  it("publishes that no vote, or none passed, means the end", () => {
    expect(s43.text[2]).toContain("the parish ends at its sunset");
    expect(s43.parameters.map(({ name, default: value, min, max }) => [name, value, min, max])).toEqual([
      ["renewals", 2, 0, 4],
      ["lifetimeMonths", 60, 12, 60],
    ]);
  });

  it("may open from 120 days before the sunset, or from half of a shorter term", () => {
    expect(renewalOpensAt(rules, year)).toEqual(startOfDay("2027-08-03"));
    expect(renewalOpensAt(rules, short)).toEqual(startOfDay("2027-01-15"));
  });

  it("must close before winding up begins", () => {
    expect(renewalClosesBy(rules, year)).toEqual(windingUpFrom(rules, year));
    const closes = renewalClosesBy(rules, year);
    expect(renewalRuling(rules, { ...facts, closesAt: closes }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, closesAt: new Date(closes.getTime() + 1) }).holds).toBe(false);
  });

  it("may not open earlier", () => {
    const opens = renewalOpensAt(rules, year);
    expect(renewalRuling(rules, { ...facts, opensAt: opens }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, opensAt: new Date(opens.getTime() - 1) }).sentence).toBe(
      "A renewal vote may open from Tuesday 3 August 2027 and not before.",
    );
  });

  it("is confirmed within 28 days or a sixth of the term, and never after the sunset", () => {
    expect([
      councilConfirmsWithin(rules, 90),
      councilConfirmsWithin(rules, 167),
      councilConfirmsWithin(rules, 168),
    ]).toEqual([15, 27, 28]);
    expect(councilConfirmsBy(rules, { ...year, closedAt: facts.closesAt })).toEqual(startOfDay("2027-10-07"));
    expect(councilConfirmsBy(rules, { ...year, closedAt: atTime("2027-11-20", 21, 0) })).toEqual(year.sunsetAt);
  });

  it("is refused after two renewals, or at all when the schedule says none", () => {
    expect(renewalRuling(rules, { ...facts, renewalsSoFar: 1 }).holds).toBe(true);
    expect(renewalRuling(rules, { ...facts, renewalsSoFar: 2 }).holds).toBe(false);
    expect(renewalRuling({ ...rules, parameters: { renewals: 0 } }, facts).sentence).toContain("allows no renewal");
  });

  it("may last for the lifetime exactly and no longer, and may be shorter than before", () => {
    const two = { ...rules, parameters: { lifetimeMonths: 24 } };
    expect(renewalRuling(two, facts).holds).toBe(true);
    expect(renewalRuling(two, { ...facts, newTermMonths: 13 }).wouldChange).toBe(
      "Choose a term that ends by Friday 1 December 2028.",
    );
    expect(renewalRuling(two, { ...facts, newTermMonths: 3 }).holds).toBe(true);
  });
});

describe("s43: the days for a renewal vote", () => {
  /** 63 days: a renewal vote may open from the start of day 33, which is a Friday, and winding up takes ten. */
  const nineWeeks = { startsOn: "2027-01-04" as const, sunsetAt: startOfDay("2027-03-08") };
  const lasting = (votingDays: number) => ({ ...rules, parameters: { votingDays } });

  it("begin on the first day that is neither a Sunday nor a bank holiday", () => {
    const fromSunday = { startsOn: "2026-12-01" as const, sunsetAt: startOfDay("2027-11-29") };
    expect(renewalOpensAt(rules, fromSunday)).toEqual(startOfDay("2027-08-01"));
    expect(renewalDays(rules, fromSunday)?.firstOpeningDay).toBe("2027-08-02");
  });

  it("may be one day, and then none", () => {
    expect(renewalDays(lasting(20), nineWeeks)).toEqual({
      firstOpeningDay: "2027-02-05",
      lastOpeningDay: "2027-02-05",
      lastNoticeDay: "2027-01-21",
    });
    expect(renewalDays(lasting(21), nineWeeks)).toBeNull();
  });

  it("are certain only in a term that has more of them than votes can be kept from opening", () => {
    expect(hasTimeForRenewal(lasting(17), 63)).toBe(true);
    expect(hasTimeForRenewal(lasting(18), 63)).toBe(false);
  });

  it("are no reason to refuse a vote that fits between the two instants exactly", () => {
    const opensAt = renewalOpensAt(rules, nineWeeks);
    const closesAt = renewalClosesBy(rules, nineWeeks);
    const hold = (from: Date, until: Date) =>
      renewalRuling(lasting(21), {
        ...facts,
        ...nineWeeks,
        firstStartsOn: "2027-01-04",
        opensAt: from,
        closesAt: until,
      });
    expect(hold(opensAt, closesAt).holds).toBe(true);
    expect(hold(new Date(opensAt.getTime() - 1), closesAt).sentence).toContain("too short for a renewal vote");
    expect(hold(opensAt, new Date(closesAt.getTime() + 1)).sentence).toContain("too short for a renewal vote");
  });
});

describe("s43: renewal put to the vote again", () => {
  const closedAt = atTime("2027-08-16", 21, 0);
  const again = (outcome: string, timesPutAgain: number, now: Date) =>
    renewalAgainRuling(rules, { last: { outcome, closedAt, timesPutAgain }, now });

  it("is free when it has not been voted on in this term", () => {
    expect(renewalAgainRuling(rules, { last: null, now: closedAt }).holds).toBe(true);
  });

  it("is refused for good once it was lost", () => {
    expect(again("failed", 0, startOfDay("2027-11-30"))).toMatchObject({
      holds: false,
      outcome: "lost",
      sections: ["s43"],
      sentence: "The people voted against renewing this parish on Monday 16 August 2027, so it ends at its sunset.",
    });
  });

  it("waits 28 days, and is allowed once, when too few people voted", () => {
    const from = startOfDay("2027-09-14");
    expect(again("inquorate", 0, new Date(from.getTime() - 1)).holds).toBe(false);
    expect(again("inquorate", 0, from).holds).toBe(true);
    expect(again("inquorate", 1, from)).toMatchObject({ holds: false, sections: ["s30"] });
  });
});

describe("s43: the council's yes or no to a power", () => {
  const oldSunsetAt = startOfDay("2027-12-01");

  it("may be given until the last instant of the old term, and not at the old sunset", () => {
    expect(confirmationRuling(rules, { oldSunsetAt, now: new Date(oldSunsetAt.getTime() - 1) })).toMatchObject({
      holds: true,
      sentence: "The council may confirm or refuse this power until the end of Tuesday 30 November 2027.",
    });
    expect(confirmationRuling(rules, { oldSunsetAt, now: oldSunsetAt })).toMatchObject({
      holds: false,
      outcome: "lapsed",
      sentence: "The council had until Tuesday 30 November 2027 to confirm this power, so it has lapsed.",
    });
  });
});

describe("s43: as it stands in the Act", () => {
  it("is section 43, in part 7", () => {
    expect(s43).toMatchObject({ id: "s43", number: 43, part: 7 });
  });

  it("lets a council set renewals from 0 to 4, lifetimeMonths from 12 to 60", () => {
    expect(s43.parameters).toMatchObject([
      { name: "renewals", default: 2, min: 0, max: 4, unit: "renewals" },
      { name: "lifetimeMonths", default: 60, min: 12, max: 60, unit: "months" },
    ]);
  });
});
