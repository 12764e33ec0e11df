import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { majorityRuling, s29 } from "../../app/domain/act/s29-majority";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const outcome = (of: "ordinary" | "charter", yes: number, no: number, abstain = 0, under = rules) =>
  majorityRuling(under, { class: of, for: yes, against: no, abstain }).outcome;

describe("s29: what a majority is", () => {
  it("publishes that a tie fails and that nobody has a casting vote", () => {
    expect(s29.text[1]).toBe("A tie fails. Nobody has a second or casting vote.");
  });

  it("passes with one more For than Against and fails on a tie, below it and with nobody voting", () => {
    expect([outcome("ordinary", 11, 10), outcome("ordinary", 10, 10), outcome("ordinary", 9, 10)]).toEqual([
      "passed",
      "failed",
      "failed",
    ]);
    expect(outcome("ordinary", 0, 0, 30)).toBe("failed");
    expect(majorityRuling(rules, { class: "ordinary", for: 10, against: 10, abstain: 0 }).sentence).toBe(
      "10 voted For and 10 Against. A tie fails.",
    );
  });

  it("does not weigh abstentions", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (yes, no, abstain) => {
        expect(outcome("ordinary", yes, no, abstain)).toBe(yes > no ? "passed" : "failed");
        expect(outcome("charter", yes, no, abstain)).toBe(outcome("charter", yes, no));
      }),
    );
  });

  it("asks a charter vote for more than the council's share, and not for exactly that share", () => {
    const two = { ...rules, parameters: { charterMajorityPercent: 60 } };
    expect(outcome("charter", 60, 40, 0, two)).toBe("failed");
    expect(outcome("charter", 61, 39, 0, two)).toBe("passed");
    expect(outcome("ordinary", 51, 49, 0, two)).toBe("passed");
    expect(majorityRuling(two, { class: "charter", for: 60, against: 40, abstain: 0 }).sentence).toBe(
      "60 voted For and 40 Against, which is not more than 60% For.",
    );
  });

  it("says how many voters choosing otherwise would have changed it, and that number is right", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.integer({ min: 50, max: 67 }), (yes, no, percent) => {
        const under = { ...rules, parameters: { charterMajorityPercent: percent } };
        const ruling = majorityRuling(under, { class: "charter", for: yes, against: no, abstain: 0 });
        if (ruling.holds || yes + no === 0) return;
        const switched = Number(/if ([\d,]+) voter/.exec(ruling.wouldChange)?.[1]);
        expect(outcome("charter", yes + switched, no - switched, 0, under)).toBe("passed");
        expect(outcome("charter", yes + switched - 1, no - switched + 1, 0, under)).toBe("failed");
      }),
    );
  });
});
