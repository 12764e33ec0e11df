import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { bindingRuling, s13, tierIds } from "../../app/domain/act/s13-tiers";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s13: tiers of power", () => {
  it("publishes when a decision is binding", () => {
    expect(s13.text[1]).toBe(
      "A proposal that passes is binding only under tier A, and only inside the power's scope and budget.",
    );
  });

  it("binds only under tier A, inside scope and budget", () => {
    for (const tier of tierIds) {
      for (const insideScope of [true, false]) {
        for (const insideBudget of [true, false]) {
          const isBinding = tier === "A" && insideScope && insideBudget;
          expect(bindingRuling(rules, { tier, insideScope, insideBudget }).holds).toBe(isBinding);
        }
      }
    }
  });

  it("says why a decision does not bind", () => {
    const outcome = (tier: "A" | "B" | "C", insideScope = true, insideBudget = true) =>
      bindingRuling(rules, { tier, insideScope, insideBudget }).outcome;
    expect([outcome("A"), outcome("B"), outcome("C"), outcome("A", false), outcome("A", true, false)]).toEqual([
      "binding",
      "needs_consent",
      "advisory",
      "outside_scope",
      "outside_budget",
    ]);
  });

  it("does not bind while the power that it was decided under is not held", () => {
    const facts = { tier: "A", insideScope: true, insideBudget: true } as const;
    expect(bindingRuling(rules, { ...facts, isHeld: true }).outcome).toBe("binding");
    expect(bindingRuling(rules, { ...facts, isHeld: false })).toMatchObject({ holds: false, outcome: "not_held" });
  });
});

describe("s13: as it stands in the Act", () => {
  it("is section 13, in part 3", () => {
    expect(s13).toMatchObject({ id: "s13", number: 13, part: 3 });
  });
});
