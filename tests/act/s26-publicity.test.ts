import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { defaultPublicity, publicView, s26, tallyStepBallotsOf } from "../../app/domain/act/s26-publicity";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const shown = (publicity: "open" | "turnout" | "sealed", state: "scheduled" | "open" | "counting" | "closed") => {
  const view = publicView(rules, { publicity, state });
  return [view.mayShowCounts, view.mayShowTurnout];
};

describe("s26: what is shown while a vote is open", () => {
  it("publishes that nobody sees more than anybody else", () => {
    expect(s26.text[2]).toContain("Nobody sees more than anybody else");
  });

  it("is open for ordinary and advisory, turnout for spending, sealed for charter votes", () => {
    expect((["ordinary", "advisory", "spending", "charter"] as const).map(defaultPublicity)).toEqual([
      "open",
      "open",
      "turnout",
      "sealed",
    ]);
  });

  it("shows nothing before the opening and everything after closing, whatever the publicity", () => {
    for (const publicity of ["open", "turnout", "sealed"] as const) {
      expect(shown(publicity, "scheduled")).toEqual([false, false]);
      expect(shown(publicity, "closed")).toEqual([true, true]);
    }
  });

  it("shows counts and turnout of an open vote, only turnout of a turnout vote, nothing of a sealed one", () => {
    for (const state of ["open", "counting"] as const) {
      expect(shown("open", state)).toEqual([true, true]);
      expect(shown("turnout", state)).toEqual([false, true]);
      expect(shown("sealed", state)).toEqual([false, false]);
    }
  });

  it("says why nothing of a sealed vote is shown", () => {
    expect(publicView(rules, { publicity: "sealed", state: "open" }).ruling).toMatchObject({
      holds: false,
      sections: ["s26"],
      sentence: "This vote is sealed: nobody sees how many people have voted, or how, until it has closed.",
    });
  });

  it("moves a running count by at least 5 voters, or what the council has set", () => {
    expect(tallyStepBallotsOf(rules)).toBe(5);
    const wider = { ...rules, parameters: { tallyStepBallots: 12 } };
    expect(publicView(wider, { publicity: "open", state: "open" }).ruling.sentence).toContain(
      "at least 12 voters at a time",
    );
  });
});

describe("s26: as it stands in the Act", () => {
  it("is section 26, in part 5", () => {
    expect(s26).toMatchObject({ id: "s26", number: 26, part: 5 });
  });

  it("lets a council set tallyStepBallots from 3 to 50", () => {
    expect(s26.parameters).toMatchObject([{ name: "tallyStepBallots", default: 5, min: 3, max: 50, unit: "ballots" }]);
  });
});
