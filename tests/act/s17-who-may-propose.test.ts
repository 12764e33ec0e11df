import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { mayProposeRuling, s17 } from "../../app/domain/act/s17-who-may-propose";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s17: who may propose", () => {
  it("publishes that anybody on the parish roll may", () => {
    expect(s17.text[0]).toBe("Anybody on the parish roll may make a proposal.");
  });

  it("lets people on the roll propose and nobody else", () => {
    expect(mayProposeRuling(rules, { isOnRoll: true }).holds).toBe(true);
    const ruling = mayProposeRuling(rules, { isOnRoll: false });
    expect(ruling.holds).toBe(false);
    expect(ruling.sections).toEqual(["s17"]);
    expect(ruling.wouldChange).toContain("confirmed");
  });
});

describe("s17: as it stands in the Act", () => {
  it("is section 17, in part 4", () => {
    expect(s17).toMatchObject({ id: "s17", number: 17, part: 4 });
  });
});
