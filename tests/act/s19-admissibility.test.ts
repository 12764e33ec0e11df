import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  type AdmissibilityFacts,
  admissibilityGrounds,
  admissibilityRuling,
  contestRuling,
  contestUntil,
  convenorDecidesBy,
  inadmissibilityRuling,
  s19,
} from "../../app/domain/act/s19-admissibility";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const good: AdmissibilityFacts = {
  facts: {
    title: "Empty the park bins twice a week",
    service: "Litter bins and street cleaning",
    powerId: "power-1",
    change: "The bins in both parks are emptied on Mondays and Fridays.",
    place: "Mill Green, by the gate",
    startsOn: "2027-01-04",
    costPence: 420_000,
    moneySource: "The yearly litter budget",
    moneyType: "revenue",
    whoPaysAfter: "Westmere Council",
    measure: "Bins found full on the Friday count",
    measureOn: "2027-03-05",
  },
  power: {
    name: "Litter bins and litter picking",
    catalogueId: "litter",
    tier: "A",
    service: "Litter bins and street cleaning",
    streets: ["Alder Park", "Mill Green"],
    budgetYearPence: 1_000_000,
    budgetDecisionPence: 500_000,
    grantedFrom: new Date("2026-12-01T00:00:00Z"),
    lapsesAt: new Date("2027-05-31T23:00:00Z"),
  },
  now: new Date("2026-12-10T12:00:00Z"),
  sunsetAt: new Date("2027-05-31T23:00:00Z"),
  balancePence: 500_000,
  liveTitles: ["Plant trees in Mill Lane"],
};
const facts = (change: Partial<AdmissibilityFacts["facts"]>): AdmissibilityFacts => ({
  ...good,
  facts: { ...good.facts, ...change },
});
const power = (change: Partial<NonNullable<AdmissibilityFacts["power"]>>): AdmissibilityFacts => ({
  ...good,
  power: good.power && { ...good.power, ...change },
});
const outcome = (about: AdmissibilityFacts) => admissibilityRuling(rules, about).outcome;

describe("s19: whether a proposal is admissible", () => {
  it("publishes what is checked by the Act itself", () => {
    expect(s19.text[0]).toContain("Some things are checked by the Act itself: that the parish holds the power");
  });

  it("admits a proposal inside a power that is held, and shows all it rests on", () => {
    const ruling = admissibilityRuling(rules, good);
    expect(ruling.outcome).toBe("admissible");
    expect(ruling.sections).toEqual(expect.arrayContaining(["s18", "s12", "s14", "s19"]));
    expect(ruling.figures.find((figure) => figure.name === "Left in the budget")?.value).toBe(500_000);
  });

  it("refuses a proposal that does not say all it must", () => {
    expect(admissibilityRuling(rules, facts({ moneySource: "" })).sections).toEqual(["s18"]);
    expect(outcome(facts({ moneySource: "" }))).toBe("inadmissible");
  });

  it("refuses a power that is not held, has lapsed, or is suspended", () => {
    expect(outcome({ ...good, power: null })).toBe("not_held");
    expect(outcome(power({ lapsesAt: good.now }))).toBe("lapsed");
    expect(outcome(power({ suspendedAt: good.now }))).toBe("suspended");
  });

  it("refuses everything from the sunset on, citing s40", () => {
    const ruling = admissibilityRuling(rules, { ...good, now: good.sunsetAt });
    expect(ruling.outcome).toBe("ended");
    expect(ruling.sections[0]).toBe("s40");
  });

  it("refuses a change that would start when the power has ended", () => {
    expect(admissibilityRuling(rules, facts({ startsOn: "2027-05-31", measureOn: "2027-06-30" })).holds).toBe(true);
    expect(admissibilityRuling(rules, facts({ startsOn: "2027-06-01", measureOn: "2027-06-30" })).holds).toBe(false);
    expect(admissibilityRuling(rules, power({ lapsesAt: new Date("2027-01-04T00:00:00Z") })).holds).toBe(false);
  });

  it("refuses what can never be delegated, and points the convenor to words that hint at it", () => {
    expect(outcome(power({ catalogueId: "byelaws" }))).toBe("never_delegable");
    const hinted = admissibilityRuling(rules, facts({ change: "Put up a sign that explains the dog byelaw." }));
    expect(hinted.holds).toBe(true);
    expect(hinted.sentence).toContain("making byelaws");
  });

  it("refuses another service and another street than the power covers", () => {
    expect(outcome(facts({ service: "Public toilets" }))).toBe("outside_scope");
    expect(outcome(facts({ place: "High Street" }))).toBe("outside_scope");
    expect(outcome(facts({ place: "MILL GREEN" }))).toBe("admissible");
    expect(outcome(facts({ place: "Mill Greenway" }))).toBe("outside_scope");
    expect(admissibilityRuling(rules, power({ streets: [] })).holds).toBe(true);
  });

  it("refuses a cost above the limit for one decision or above what is left, to the penny", () => {
    expect(outcome(facts({ costPence: 500_000 }))).toBe("admissible");
    expect(outcome(facts({ costPence: 500_001 }))).toBe("outside_budget");
    expect(outcome({ ...facts({ costPence: 400_001 }), balancePence: 400_000 })).toBe("outside_budget");
    expect(outcome({ ...facts({ costPence: 400_000 }), balancePence: 400_000 })).toBe("admissible");
    expect(outcome({ ...power({ budgetDecisionPence: null }), balancePence: 1_000_000 })).toBe("admissible");
  });

  it("does not set advice against a budget", () => {
    expect(outcome({ ...power({ tier: "C" }), balancePence: 0 })).toBe("admissible");
  });

  it("refuses a title that is already live, whatever its capitals and punctuation", () => {
    expect(outcome({ ...good, liveTitles: ["EMPTY the park bins, twice a week."] })).toBe("duplicate");
    expect(outcome({ ...good, liveTitles: ["Empty the park bins three times a week"] })).toBe("admissible");
  });

  it("gives the convenor five working days, to the end of the fifth", () => {
    const submittedAt = new Date("2026-12-18T18:00:00Z");
    const by = convenorDecidesBy(rules, submittedAt);
    expect(by).toEqual(new Date("2026-12-30T00:00:00Z"));
    const found = { ground: "about_a_person", reasons: "It names one neighbour.", submittedAt };
    expect(inadmissibilityRuling(rules, { ...found, now: new Date(by.getTime() - 1) }).outcome).toBe("inadmissible");
    expect(inadmissibilityRuling(rules, { ...found, now: by }).holds).toBe(false);
    expect(inadmissibilityRuling(rules, { ...found, ground: "dislike", now: submittedAt }).holds).toBe(false);
    expect(inadmissibilityRuling(rules, { ...found, reasons: " ", now: submittedAt }).holds).toBe(false);
  });

  it("lists each ground once, with an explanation", () => {
    expect(new Set(admissibilityGrounds.map(({ id }) => id)).size).toBe(admissibilityGrounds.length);
    expect(admissibilityGrounds.every(({ explanation }) => explanation.endsWith("."))).toBe(true);
  });
});

describe("s19: what is shown of the power and its budget", () => {
  const names = (about: AdmissibilityFacts) => admissibilityRuling(rules, about).figures.map(({ name }) => name);
  const costsNothing = { costPence: 0, moneySource: "", moneyType: "none", whoPaysAfter: "" } as const;

  it("names the sunset where the power lasts until then, and the register where it ends before", () => {
    const how = (about: AdmissibilityFacts) =>
      admissibilityRuling(rules, about).figures.find(({ name }) => name === "Power lapses at")?.how;
    expect(how(good)).toBe("The sunset of the parish");
    expect(how(power({ lapsesAt: new Date("2027-05-01T00:00:00Z") }))).toBe("The lapse date in the register");
  });

  it("keeps to the street where a power covers only one", () => {
    const one = power({ streets: ["Mill Green"] });
    expect(outcome(one)).toBe("admissible");
    expect(outcome({ ...one, facts: { ...one.facts, place: "High Street" } })).toBe("outside_scope");
  });

  it("shows each limit that the register sets and no other", () => {
    expect(names(good)).toEqual(expect.arrayContaining(["Limit for one decision", "Budget for the year"]));
    const limitless = names(power({ budgetDecisionPence: null, budgetYearPence: null }));
    expect(limitless).not.toContain("Limit for one decision");
    expect(limitless).not.toContain("Budget for the year");
    expect(limitless).toContain("Left in the budget");
  });

  it("leaves the budget out only for a proposal that costs nothing at all", () => {
    expect(names(facts(costsNothing))).not.toContain("Left in the budget");
    expect(outcome({ ...facts({ costPence: 1 }), balancePence: 0 })).toBe("outside_budget");
    expect(admissibilityRuling(rules, { ...facts({ costPence: 1 }), balancePence: -5 }).wouldChange).toBe(
      "A cost of £0 or less would do.",
    );
  });

  it("points to words only where there are some", () => {
    expect(admissibilityRuling(rules, good).sentence).toContain("This proposal is admissible.");
    const hinted = facts({ change: "Put up a sign that explains the dog byelaw." });
    expect(admissibilityRuling(rules, hinted).sentence).not.toContain("This proposal is admissible.");
    expect(names(hinted)).toContain("For the convenor to look at");
  });
});

describe("s19: contesting that a proposal was ruled out", () => {
  const ruledOutAt = new Date("2027-03-02T12:00:00Z");
  const until = contestUntil(rules, ruledOutAt);
  const contest = (more: Partial<Parameters<typeof contestRuling>[1]> = {}) =>
    contestRuling(rules, { ruledOutAt, isContested: false, reasons: "It is clear.", now: ruledOutAt, ...more });

  it("is for five working days, once, with reasons, and only of one that was ruled out", () => {
    expect(until).toEqual(new Date("2027-03-10T00:00:00Z"));
    expect(contest({ now: new Date(until.getTime() - 1) }).holds).toBe(true);
    expect(contest({ now: until }).sentence).toBe("The last day to contest this was Tuesday 9 March 2027.");
    expect(contest({ isContested: true }).holds).toBe(false);
    expect(contest({ reasons: " " }).wouldChange).toBe("Give the reasons.");
    expect(contest({ ruledOutAt: null }).holds).toBe(false);
  });

  it("leaves a proposal that goes on safe from being ruled out again", () => {
    const facts = { ground: "unclear", reasons: "Which?", submittedAt: ruledOutAt, now: ruledOutAt };
    expect(inadmissibilityRuling(rules, facts).holds).toBe(true);
    expect(inadmissibilityRuling(rules, { ...facts, isReadmitted: true }).sections).toEqual(["s19", "s50"]);
  });
});

describe("s19: as it stands in the Act", () => {
  it("is section 19, in part 4", () => {
    expect(s19).toMatchObject({ id: "s19", number: 19, part: 4 });
  });
});
