import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { classOf, classRuling, s02, terms } from "../../app/domain/act/s02-interpretation";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s2: what words mean", () => {
  it("publishes that a share of people is rounded up", () => {
    expect(s02.text.at(-1)).toBe("A share of people is rounded up to a whole person.");
  });

  it("calls a proposal under a tier C power advisory, whatever it costs", () => {
    expect(classOf({ tier: "C", costPence: 0 })).toBe("advisory");
    expect(classOf({ tier: "C", costPence: 500_000 })).toBe("advisory");
  });

  it("calls any other proposal spending if it costs money and ordinary if it does not", () => {
    for (const tier of ["A", "B"] as const) {
      expect(classOf({ tier, costPence: 0 })).toBe("ordinary");
      expect(classOf({ tier, costPence: 1 })).toBe("spending");
    }
  });

  it("says why, with the figures it used", () => {
    const ruling = classRuling(rules, { tier: "A", costPence: 420_000 });
    expect(ruling.outcome).toBe("spending");
    expect(ruling.sentence).toBe("This is a spending proposal, because it costs £4,200.");
    expect(ruling.figures.map((figure) => figure.value)).toEqual(["A", 420_000]);
    expect(classRuling(rules, { tier: "C", costPence: 0 }).outcome).toBe("advisory");
    expect(classRuling(rules, { tier: "B", costPence: 0 }).outcome).toBe("ordinary");
  });

  it("explains each of its words once", () => {
    const words = terms.map(({ term }) => term);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual(expect.arrayContaining(["Clear days", "Working days", "Roll", "Term"]));
    expect(terms.every(({ meaning }) => meaning.endsWith("."))).toBe(true);
  });
});

describe("s2: as it stands in the Act", () => {
  it("is section 2, in part 1", () => {
    expect(s02).toMatchObject({ id: "s2", number: 2, part: 1 });
  });
});
