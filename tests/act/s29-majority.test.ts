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

  it("fails a charter with exactly the share that it must exceed, whatever fraction the share is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5000, max: 6700 }), fc.integer({ min: 1, max: 4000 }), (hundredths, decisive) => {
        const under = { ...rules, parameters: { charterMajorityPercent: hundredths / 100 } };
        // In whole numbers: a share of hundredths of a percent is that many ten-thousandths.
        const most = Math.floor((hundredths * decisive) / 10_000);
        expect(outcome("charter", most, decisive - most, 0, under)).toBe("failed");
        if (most < decisive) expect(outcome("charter", most + 1, decisive - most - 1, 0, under)).toBe("passed");
      }),
      { examples: [[5016, 1250]] },
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

describe("s29: what is said of a majority", () => {
  const said = (of: "ordinary" | "charter", yes: number, no: number, under = rules) =>
    majorityRuling(under, { class: of, for: yes, against: no, abstain: 3 }).sentence;
  const two = { ...rules, parameters: { charterMajorityPercent: 60 } };

  it("names the share only where it is not half", () => {
    expect(said("ordinary", 11, 10)).toBe("11 voted For and 10 Against.");
    expect(said("charter", 11, 10)).toBe("11 voted For and 10 Against.");
    expect(said("charter", 61, 39, two)).toBe("61 voted For and 39 Against, which is more than 60% For.");
  });

  it("tells a vote without For and Against from one with a single voice Against", () => {
    expect(said("ordinary", 0, 0)).toBe("Nobody voted For or Against, so there is no majority.");
    expect(said("ordinary", 0, 1)).toBe("0 voted For and 1 Against, so there is no majority For.");
  });

  it("says what would change either", () => {
    const change = (no: number) =>
      majorityRuling(rules, { class: "ordinary", for: 0, against: no, abstain: 3 }).wouldChange;
    expect(change(0)).toBe("It would pass if more people voted For than Against.");
    expect(change(1)).toBe("It would pass if 1 voter had chosen For instead of Against.");
  });

  it("shows the arithmetic", () => {
    const { figures } = majorityRuling(rules, { class: "ordinary", for: 11, against: 10, abstain: 0 });
    expect(figures.at(-1)).toMatchObject({
      name: "For needed to pass",
      value: 11,
      how: "11 For and 10 Against are 21; 50% of that is 10.5, and more than that is at least 11",
    });
  });
});

describe("s29: as it stands in the Act", () => {
  it("is section 29, in part 5", () => {
    expect(s29).toMatchObject({ id: "s29", number: 29, part: 5 });
  });

  it("lets a council set charterMajorityPercent from 50 to 67", () => {
    expect(s29.parameters).toMatchObject([
      { name: "charterMajorityPercent", default: 50, min: 50, max: 67, unit: "percent" },
    ]);
  });
});
