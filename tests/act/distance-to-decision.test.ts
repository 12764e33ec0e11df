import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DistanceFacts, distanceToDecision } from "../../app/domain/act/distance-to-decision";
import type { Rules, Ruling } from "../../app/domain/act/ruling";
import { decisionRuling } from "../../app/domain/act/s30-participation-floor";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts: DistanceFacts = { class: "ordinary", roll: 2184, counted: { for: 45, against: 50, abstain: 1 }, cast: 96 };
const figure = (ruling: Ruling, name: string) => Number(ruling.figures.find((one) => one.name === name)?.value);

describe("distance to decision", () => {
  it("says how many voters the floor lacks and how many For the majority lacks", () => {
    expect(distanceToDecision(rules, facts)).toMatchObject({
      holds: false,
      outcome: "would_be_inquorate",
      sections: ["s30", "s29"],
      sentence:
        "If it closed now, too few people would have voted: 14 more voters for the floor; 6 more For to pass, if nobody changes their ballot.",
    });
  });

  it("says so when only the floor is lacking", () => {
    expect(distanceToDecision(rules, { ...facts, counted: { for: 90, against: 6, abstain: 0 } }).sentence).toBe(
      "If it closed now, too few people would have voted: 14 more voters for the floor; so far For has the majority.",
    );
  });

  it("says how many more For would pass it once the floor is met", () => {
    const ruling = distanceToDecision(rules, { ...facts, counted: { for: 60, against: 60, abstain: 0 }, cast: 120 });
    expect(ruling.outcome).toBe("would_fail");
    expect(ruling.sentence).toBe(
      "If it closed now, it would fail: 1 more For to pass, if nobody changes their ballot.",
    );
  });

  it("says how many more Against would make it fail once it would pass", () => {
    const ruling = distanceToDecision(rules, { ...facts, counted: { for: 80, against: 60, abstain: 0 }, cast: 140 });
    expect(ruling).toMatchObject({ holds: true, outcome: "would_pass", sections: ["s29", "s30"] });
    expect(ruling.sentence).toBe(
      "If it closed now, it would pass: 20 more Against would make it fail, if nobody changes their ballot.",
    );
  });

  it("weighs for the floor also the ballots that are in but not counted yet, and says how many they are", () => {
    const ruling = distanceToDecision(rules, { ...facts, counted: { for: 70, against: 38, abstain: 0 }, cast: 112 });
    expect(ruling.outcome).toBe("would_pass");
    expect(ruling.sentence).toContain("4 ballots are in but not counted yet.");
    expect(ruling.figures.find((one) => one.name === "Voted so far")?.how).toBe("108 of 112 counted so far");
  });

  it("never says that an open vote is settled: people may change their ballots", () => {
    const small = { class: "ordinary" as const, roll: 12, cast: 12 };
    expect(distanceToDecision(rules, { ...small, counted: { for: 12, against: 0, abstain: 0 } }).sentence).toBe(
      "If it closed now, it would pass: it can fail only if people change their ballots.",
    );
    expect(distanceToDecision(rules, { ...small, counted: { for: 0, against: 12, abstain: 0 } }).sentence).toBe(
      "If it closed now, it would fail: it needs 13 more For, and nobody on the roll could still add to the count, so it can pass only if people change their ballots.",
    );
  });

  it("agrees with the decision that the same counts would give", () => {
    fc.assert(
      fc.property(situation(), ({ of, roll, counted, percent }) => {
        const under = { ...rules, parameters: { charterMajorityPercent: percent } };
        const cast = counted.for + counted.against + counted.abstain;
        const decided = decisionRuling(under, { class: of, roll, counts: counted }).outcome;
        const expected = { passed: "would_pass", failed: "would_fail", inquorate: "would_be_inquorate" }[decided];
        expect(distanceToDecision(under, { class: of, roll, counted, cast }).outcome).toBe(expected);
      }),
    );
  });

  it("gives distances that are exactly enough: one fewer would not do", () => {
    fc.assert(
      fc.property(situation(), ({ of, roll, counted, percent }) => {
        const under = { ...rules, parameters: { charterMajorityPercent: percent } };
        const cast = counted.for + counted.against + counted.abstain;
        const ruling = distanceToDecision(under, { class: of, roll, counted, cast });
        const decide = (counts: typeof counted) => decisionRuling(under, { class: of, roll, counts }).outcome;
        if (ruling.outcome === "would_be_inquorate") {
          const more = figure(ruling, "More voters for the floor");
          expect(decide({ ...counted, abstain: counted.abstain + more })).not.toBe("inquorate");
          expect(decide({ ...counted, abstain: counted.abstain + more - 1 })).toBe("inquorate");
        } else if (ruling.outcome === "would_fail") {
          const more = figure(ruling, "More For to pass");
          expect(decide({ ...counted, for: counted.for + more })).toBe("passed");
          expect(decide({ ...counted, for: counted.for + more - 1 })).toBe("failed");
        } else {
          const more = figure(ruling, "More Against to fail");
          expect(decide({ ...counted, against: counted.against + more })).toBe("failed");
          expect(decide({ ...counted, against: counted.against + more - 1 })).toBe("passed");
        }
      }),
      { numRuns: 500 },
    );
  });
});

function situation() {
  return fc
    .record({
      of: fc.constantFrom("advisory", "ordinary", "spending", "charter"),
      counted: fc.record({ for: fc.nat(120), against: fc.nat(120), abstain: fc.nat(40) }),
      others: fc.nat(1500),
      percent: fc.integer({ min: 50, max: 67 }),
    })
    .map(({ others, ...rest }) => ({
      ...rest,
      roll: rest.counted.for + rest.counted.against + rest.counted.abstain + others,
    }));
}
