import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  directionRuling,
  findingRuling,
  hearingRuling,
  impartialRuling,
  matters,
  newDateRuling,
  s50,
  separatePostsRuling,
} from "../../app/domain/act/s50-commissioner";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s50: the Commissioner", () => {
  it("publishes that the Commissioner never changes how a vote came out", () => {
    expect(s50.text[2]).toContain("never changes how a vote came out");
  });

  it("hears what the Act lists and nothing else", () => {
    for (const matter of matters) expect(hearingRuling(rules, { matter }).holds).toBe(true);
    expect(hearingRuling(rules, { matter: "noise" }).holds).toBe(false);
  });

  it("may order a new count or a new date with reasons, never an outcome", () => {
    const order = (
      direction: "publish_finding" | "recount" | "new_date" | "set_aside" | "change_outcome",
      reasons = "Two counts differ.",
    ) => directionRuling(rules, { direction, reasons }).holds;
    expect([
      order("publish_finding"),
      order("recount"),
      order("new_date"),
      order("set_aside"),
      order("change_outcome"),
    ]).toEqual([true, true, true, true, false]);
    expect(order("recount", "")).toBe(false);
  });
});

describe("s50: a finding", () => {
  const today = "2027-03-01";
  const find = (more: Partial<Parameters<typeof findingRuling>[1]>) =>
    findingRuling(rules, { matter: "silence", isUpheld: true, reasons: "Heard.", newDay: null, today, ...more });

  it("sets a new date from tomorrow until 28 days from now, and no other", () => {
    const on = (day: "2027-03-01" | "2027-03-02" | "2027-03-29" | "2027-03-30") =>
      newDateRuling(rules, { day, today }).holds;
    expect([on("2027-03-01"), on("2027-03-02"), on("2027-03-29"), on("2027-03-30")]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(find({ newDay: "2027-03-30" }).outcome).toBe("wrong_date");
    expect(find({ newDay: "2027-03-29" })).toMatchObject({ holds: true, sections: ["s50", "s37"] });
  });

  it("sets it only for silence without good reason, and must for an objection that is not good", () => {
    const newDay = "2027-03-08";
    expect(find({ isUpheld: false, newDay }).outcome).toBe("no_date");
    expect(find({ matter: "objection", newDay }).outcome).toBe("no_date");
    expect(find({ matter: "contested_count", newDay }).outcome).toBe("no_date");
    expect(find({ matter: "objection", isUpheld: false }).outcome).toBe("needs_date");
    expect(find({ matter: "objection", isUpheld: false, newDay })).toMatchObject({
      holds: true,
      outcome: "not_upheld",
      sentence:
        "The council's objection is not good. It is to commit to the decision by the end of Monday 8 March 2027.",
    });
  });

  it("says what follows, and needs reasons", () => {
    for (const matter of ["silence", "objection", "contested_count", "inadmissibility"] as const) {
      expect(find({ matter, reasons: " " }).holds).toBe(false);
      expect(find({ matter })).toMatchObject({ holds: true, outcome: "upheld" });
    }
    expect(find({ matter: "contested_count" }).sentence).toContain("How the vote came out does not change.");
  });

  it("is made by nobody who belongs to a side", () => {
    const nothing = { livesThere: false, holdsOffice: false, holdsPost: false, isParty: false };
    expect(impartialRuling(rules, nothing).holds).toBe(true);
    for (const tie of Object.keys(nothing)) {
      expect(impartialRuling(rules, { ...nothing, [tie]: true }), tie).toMatchObject({
        holds: false,
        outcome: "barred",
      });
    }
  });
});

describe("s50: a post beside the Commissioner's", () => {
  it("is none of a council, in either order, so that no council keeps the Commissioner from its matters", () => {
    const nothing = { isCommissioner: false, holdsCouncilPost: false };
    const held = { isCommissioner: true, holdsCouncilPost: true };
    const holds = (facts: Parameters<typeof separatePostsRuling>[1]) => separatePostsRuling(rules, facts).holds;
    for (const post of ["council", "commissioner", "other"] as const) expect(holds({ post, ...nothing })).toBe(true);
    expect(holds({ post: "council", ...nothing, isCommissioner: true })).toBe(false);
    expect(holds({ post: "commissioner", ...nothing, holdsCouncilPost: true })).toBe(false);
    expect(holds({ post: "council", ...nothing, holdsCouncilPost: true })).toBe(true);
    expect(holds({ post: "commissioner", ...nothing, isCommissioner: true })).toBe(true);
    expect(holds({ post: "other", ...held })).toBe(true);
    expect(separatePostsRuling(rules, { post: "council", ...held })).toMatchObject({
      outcome: "separate",
      sections: ["s50"],
    });
  });
});

describe("s50: as it stands in the Act", () => {
  it("is section 50, in part 9", () => {
    expect(s50).toMatchObject({ id: "s50", number: 50, part: 9 });
  });
});
