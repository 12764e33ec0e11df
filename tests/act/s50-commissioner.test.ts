import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { directionRuling, hearingRuling, matters, s50 } from "../../app/domain/act/s50-commissioner";

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

describe("s50: as it stands in the Act", () => {
  it("is section 50, in part 9", () => {
    expect(s50).toMatchObject({ id: "s50", number: 50, part: 9 });
  });
});
