import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { groundRuling, grounds, reasonsMinCharacters, s36 } from "../../app/domain/act/s36-coded-grounds";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts = {
  ground: "unsafe",
  reasons: "A crossing at this bend would stand where drivers cannot see it in time.",
  officerName: "Ada Brook",
  officerPost: "Highways engineer",
};

describe("s36: grounds for saying no", () => {
  it("publishes that the name of a ground is not a reason", () => {
    expect(s36.text[1]).toContain("To repeat the name of the ground is not a reason.");
  });

  it("knows seven grounds", () => {
    expect(grounds.map((one) => one.code)).toEqual([
      "unlawful",
      "outside_powers",
      "unfunded",
      "unsafe",
      "duplicates_contract",
      "equality_impact",
      "wrong_authority",
    ]);
  });

  it("holds with a known ground, reasons and a named officer", () => {
    expect(groundRuling(rules, facts)).toMatchObject({
      holds: true,
      sentence: 'The ground is "Unsafe", given by Ada Brook, Highways engineer.',
    });
  });

  it("refuses a ground that the Act does not know", () => {
    expect(groundRuling(rules, { ...facts, ground: "inconvenient" }).wouldChange).toContain("unlawful");
  });

  it("wants forty characters of reasons, about one sentence", () => {
    expect(reasonsMinCharacters).toBe(40);
  });

  it("refuses reasons shorter than a sentence, not counting space around and between words", () => {
    const of = (reasons: string) => groundRuling(rules, { ...facts, reasons }).holds;
    expect([of("x".repeat(reasonsMinCharacters)), of("x".repeat(reasonsMinCharacters - 1))]).toEqual([true, false]);
    expect(of(`No.${" ".repeat(60)}Unsafe.`)).toBe(false);
  });

  it("refuses an answer without the officer's name or post", () => {
    expect(groundRuling(rules, { ...facts, officerName: " " }).wouldChange).toBe("Give the officer's name.");
    expect(groundRuling(rules, { ...facts, officerPost: "" }).wouldChange).toBe("Give the officer's post.");
  });
});

describe("s36: as it stands in the Act", () => {
  it("is section 36, in part 6", () => {
    expect(s36).toMatchObject({ id: "s36", number: 36, part: 6 });
  });
});
