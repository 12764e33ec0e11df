import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  type Answer,
  type AnswerFacts,
  answerRuling,
  type ConsentFacts,
  modifyConsentRuling,
  modifyConsentUntil,
  objectUntil,
  s35,
} from "../../app/domain/act/s35-answer";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const receivedAt = atTime("2026-12-10", 21, 0);
const facts: AnswerFacts = {
  tier: "B",
  answer: "accept",
  receivedAt,
  now: atTime("2026-12-14", 10, 0),
  ground: "unfunded",
  reasons: "The budget for benches was spent in June and none is left until April.",
  officerName: "Ada Brook",
  officerPost: "Head of Parks",
};

describe("s35: the council's answer", () => {
  it("publishes the three answers and the consent that a change needs", () => {
    expect(s35.text[0]).toContain("it accepts, it modifies or it rejects");
    expect(s35.text[2]).toContain("at least a third of all of them must answer, within 14 days");
  });

  it("is accept, modify or reject under tiers B and C, and nothing else", () => {
    for (const tier of ["B", "C"] as const) {
      const may = (answer: Answer) => answerRuling(rules, { ...facts, tier, answer }).holds;
      expect((["accept", "modify", "reject", "commit", "object"] as const).map(may)).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
    }
  });

  it("is commit or object under tier A, and nothing else", () => {
    const may = (answer: Answer) => answerRuling(rules, { ...facts, tier: "A", answer, ground: "unsafe" }).holds;
    expect((["accept", "modify", "reject", "commit", "object"] as const).map(may)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(answerRuling(rules, { ...facts, tier: "A", answer: "reject" })).toMatchObject({
      sections: ["s35", "s13"],
      sentence: "The parish decides this by itself (tier A), so the council cannot accept, modify or reject it.",
    });
  });

  it("treats a tier A decision outside its scope or budget as one that the council must agree to", () => {
    const outside = { ...facts, tier: "A" as const, isBinding: false };
    expect(answerRuling(rules, { ...outside, answer: "reject" }).holds).toBe(true);
    expect(answerRuling(rules, { ...outside, answer: "commit" }).holds).toBe(false);
  });

  it("lets the council object only because a decision is unlawful or unsafe", () => {
    const object = (ground: string | null) =>
      answerRuling(rules, { ...facts, tier: "A", answer: "object", ground }).holds;
    expect([object("unlawful"), object("unsafe"), object("unfunded"), object(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("lets the council object for 10 working days, to the end of the tenth", () => {
    const until = objectUntil(rules, receivedAt);
    expect(until).toEqual(startOfDay("2026-12-25"));
    const at = (now: Date) => answerRuling(rules, { ...facts, tier: "A", answer: "object", ground: "unsafe", now });
    expect(at(new Date(until.getTime() - 1)).holds).toBe(true);
    expect(at(until).sentence).toBe("The last day to object to this decision was Thursday 24 December 2026.");
  });

  it("asks for a ground, reasons and an officer with every answer but accept and commit", () => {
    const bare = { ...facts, ground: null, reasons: "", officerName: "", officerPost: "" };
    expect(answerRuling(rules, bare).holds).toBe(true);
    expect(answerRuling(rules, { ...bare, answer: "reject" })).toMatchObject({
      holds: false,
      sections: ["s36", "s35"],
    });
    expect(answerRuling(rules, { ...facts, answer: "modify", reasons: "No." }).holds).toBe(false);
    expect(answerRuling(rules, { ...facts, answer: "reject", officerPost: " " }).holds).toBe(false);
  });
});

describe("s35: the seconders' consent to a change", () => {
  const askedAt = atTime("2026-12-14", 10, 0);
  const asked: ConsentFacts = { seconders: 12, consents: 0, refusals: 0, askedAt, now: atTime("2026-12-20", 10, 0) };
  const over = startOfDay("2026-12-29");
  const outcome = (change: Partial<ConsentFacts>) => modifyConsentRuling(rules, { ...asked, ...change }).outcome;

  it("may be given for 14 days, but not past the sunset", () => {
    expect(modifyConsentUntil(rules, askedAt)).toEqual(over);
    expect(modifyConsentUntil(rules, askedAt, startOfDay("2026-12-20"))).toEqual(startOfDay("2026-12-20"));
  });

  it("waits while those who have not answered could still change it", () => {
    expect(outcome({})).toBe("pending");
    expect(outcome({ consents: 6 })).toBe("pending");
    expect(outcome({ consents: 4, refusals: 3 })).toBe("pending");
    expect(outcome({ consents: 4, refusals: 3, now: new Date(over.getTime() - 1) })).toBe("pending");
  });

  it("is settled early once nobody left could change it", () => {
    expect(outcome({ consents: 7 })).toBe("consented");
    expect(outcome({ refusals: 6 })).toBe("counts_as_reject");
    expect(outcome({ refusals: 5 })).toBe("pending");
    expect(outcome({ consents: 6, refusals: 6 })).toBe("counts_as_reject");
  });

  it("needs more yes than no among those who answered when the time is up", () => {
    expect(outcome({ consents: 3, refusals: 2, now: over })).toBe("consented");
    expect(outcome({ consents: 3, refusals: 3, now: over })).toBe("counts_as_reject");
    expect(outcome({ consents: 2, refusals: 3, now: over })).toBe("counts_as_reject");
  });

  it("needs a third of all seconders to answer, rounded up", () => {
    expect(outcome({ consents: 4, now: over })).toBe("consented");
    expect(outcome({ consents: 3, now: over })).toBe("counts_as_reject");
    expect(outcome({ seconders: 13, consents: 4, now: over })).toBe("counts_as_reject");
    expect(modifyConsentRuling(rules, { ...asked, consents: 3, now: over }).sentence).toBe(
      "Only 3 of 12 seconders answered and 4 were needed, so the council's answer counts as a rejection.",
    );
  });

  it("counts as a rejection when there is nobody to ask", () => {
    expect(outcome({ seconders: 0 })).toBe("counts_as_reject");
  });
});

describe("s35: what is said of an answer", () => {
  const said = (change: Partial<AnswerFacts>) => answerRuling(rules, { ...facts, ...change });

  it("says why the council cannot simply commit", () => {
    expect(said({ answer: "commit" }).sentence).toBe(
      "The council must agree to this (tier B), so it answers by accepting, modifying or rejecting it.",
    );
    expect(said({ answer: "commit", tier: "A", isBinding: false }).sentence).toMatch(/^This decision goes beyond/);
  });

  it("says what the council does, and who hears an objection", () => {
    expect(said({ answer: "modify" })).toMatchObject({
      sections: ["s35", "s36"],
      sentence: "The council would do it in a changed way. Its seconders have 14 days to say yes or no.",
    });
    expect(said({ answer: "reject" }).sentence).toMatch(/^The council rejects the decision/);
    expect(said({ answer: "object", tier: "A", ground: "unsafe" })).toMatchObject({
      sections: ["s35", "s36", "s50"],
      sentence: "The council objects to the decision, and the Commissioner decides whether the objection is good.",
    });
  });
});

describe("s35: the edges of the seconders' consent", () => {
  const askedAt = atTime("2026-12-14", 10, 0);
  const asked: ConsentFacts = { seconders: 12, consents: 2, refusals: 2, askedAt, now: atTime("2026-12-19", 10, 0) };
  const of = (change: Partial<ConsentFacts>) => modifyConsentRuling(rules, { ...asked, ...change });

  it("waits for the last seconder, who can still bring a tie", () => {
    expect(of({ consents: 6, refusals: 5 }).outcome).toBe("pending");
    expect(of({ consents: 7, refusals: 5 }).outcome).toBe("consented");
  });

  it("does not blame too few answers where a third have answered", () => {
    expect(of({}).wouldChange).toBe("More must say yes than no when the time is up.");
    expect(of({ refusals: 1 }).wouldChange).toBe("1 more answer is needed, with more yes than no.");
    expect(of({ now: startOfDay("2026-12-29") }).sentence).toMatch(/^The seconders do not agree to the change/);
  });

  it("names the day in which the time ends, to the millisecond", () => {
    const sunsetAt = startOfDay("2026-12-20");
    expect(of({ sunsetAt }).sentence).toContain("until the end of Saturday 19 December 2026");
    expect(of({ sunsetAt: new Date(sunsetAt.getTime() + 1) }).sentence).toContain("the end of Sunday 20 December 2026");
  });
});

describe("s35: as it stands in the Act", () => {
  it("is section 35, in part 6", () => {
    expect(s35).toMatchObject({ id: "s35", number: 35, part: 6 });
  });
});
