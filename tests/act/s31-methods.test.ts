import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { methodChangeRuling, methodOf, methods, s31 } from "../../app/domain/act/s31-methods";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s31: ways of voting and counting", () => {
  it("publishes that the method is fixed when the vote opens", () => {
    expect(s31.text[2]).toContain("fixed when the vote opens");
  });

  it("knows five methods, each with a name and a description", () => {
    expect(methods.map((one) => one.code)).toEqual([
      "yes_no_abstain",
      "approval",
      "instant_runoff",
      "single_transferable_vote",
      "equal_shares",
    ]);
    for (const method of methods) expect(method.description.length).toBeGreaterThan(20);
    expect(methodOf("yes_no_abstain")?.name).toBe("For, Against or Abstain");
    expect(methodOf("loudest")).toBeNull();
  });

  it("lets the method change only before the opening", () => {
    const at = (state: "scheduled" | "open" | "counting" | "closed") => methodChangeRuling(rules, { state }).holds;
    expect([at("scheduled"), at("open"), at("counting"), at("closed")]).toEqual([true, false, false, false]);
  });
});

describe("s31: as it stands in the Act", () => {
  it("is section 31, in part 5", () => {
    expect(s31).toMatchObject({ id: "s31", number: 31, part: 5 });
  });
});
