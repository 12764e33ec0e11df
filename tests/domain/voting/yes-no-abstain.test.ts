import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Choice, choices, countYesNoAbstain, isChoice } from "../../../app/domain/voting/yes-no-abstain";

const ballots = fc.array(fc.constantFrom(...choices), { maxLength: 400 });

describe("counting For, Against and Abstain", () => {
  it("lists every choice, also those that nobody made", () => {
    expect(countYesNoAbstain([])).toEqual({
      method: "yes_no_abstain",
      ballots: 0,
      counts: { for: 0, against: 0, abstain: 0 },
    });
    expect(countYesNoAbstain(["for", "abstain", "for"]).counts).toEqual({ for: 2, against: 0, abstain: 1 });
  });

  it("counts every ballot once and none twice", () => {
    fc.assert(
      fc.property(ballots, (cast) => {
        const { counts, ballots: counted } = countYesNoAbstain(cast);
        expect(counted).toBe(cast.length);
        expect(counts.for + counts.against + counts.abstain).toBe(cast.length);
        for (const choice of choices) expect(counts[choice]).toBe(cast.filter((one) => one === choice).length);
      }),
    );
  });

  it("does not depend on the order of the ballots", () => {
    fc.assert(
      fc.property(
        ballots.chain((cast) => fc.tuple(fc.constant(cast), fc.shuffledSubarray(cast, { minLength: cast.length }))),
        ([cast, shuffled]) => {
          expect(countYesNoAbstain(shuffled)).toEqual(countYesNoAbstain(cast));
        },
      ),
    );
  });

  it("gives the sum of two piles when they are counted together", () => {
    fc.assert(
      fc.property(ballots, ballots, (one, other) => {
        const together = countYesNoAbstain([...one, ...other]).counts;
        for (const choice of choices) {
          expect(together[choice]).toBe(
            countYesNoAbstain(one).counts[choice] + countYesNoAbstain(other).counts[choice],
          );
        }
      }),
    );
  });

  it("leaves the ballots as they were", () => {
    const cast: readonly Choice[] = Object.freeze(["for", "against"] as const);
    countYesNoAbstain(cast, choices);
    expect(cast).toEqual(["for", "against"]);
  });

  it("knows the three choices and refuses everything else", () => {
    expect(choices.every(isChoice)).toBe(true);
    for (const other of ["For", "yes", "", null, 1, "__proto__"]) expect(isChoice(other)).toBe(false);
    expect(() => countYesNoAbstain(["against"], ["for"])).toThrow(RangeError);
  });
});
