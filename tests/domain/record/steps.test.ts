import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256, treeHashes } from "#server/commands/log-hashes";
import {
  beforeSteps,
  divide,
  leafLine,
  leafText,
  nextStep,
  readLeaf,
  shuffled,
  type WaitingLeaf,
} from "~/domain/record/steps";
import { choices } from "~/domain/voting/yes-no-abstain";

const hashes = { tree: treeHashes, text: sha256 };

/** Ballots of a few voters one after another, as a box keeps them. */
const history = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...choices)), { maxLength: 60 })
  .map((casts) => {
    const live = new Map<string, { commitment: string; choice: string }>();
    return casts.map(([voter, choice], index): WaitingLeaf => {
      const slot = `slot${voter}`;
      const leaf = { slot, commitment: sha256(`ballot ${index}`), choice, before: live.get(slot) ?? null };
      live.set(slot, { commitment: leaf.commitment, choice });
      return leaf;
    });
  });
const dice = fc.infiniteStream(fc.nat()).map((rolls) => (below: number) => (rolls.next().value as number) % below);

it("a step takes in the changes of at least so many voters, and keeps back those of as many who came last", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 3, max: 6 }), (waiting, fewest) => {
      const { taken, kept } = divide(waiting, fewest);
      const voters = (leaves: readonly WaitingLeaf[]) => new Set(leaves.map((leaf) => leaf.slot));
      expect([...taken, ...kept]).toHaveLength(waiting.length);
      if (taken.length === 0) {
        expect(voters(waiting).size).toBeLessThan(2 * fewest);
        return;
      }
      expect(voters(taken).size).toBeGreaterThanOrEqual(fewest);
      expect(voters(kept).size).toBe(fewest);
      for (const slot of voters(taken)) expect(voters(kept)).not.toContain(slot);
      expect(kept.at(-1)).toBe(waiting.at(-1));
    }),
  );
});

it("within a step leaves stand in random order, but a ballot never before the one that it replaces", () => {
  fc.assert(
    fc.property(history, dice, (leaves, random) => {
      const mixed = shuffled(leaves, random);
      expect([...mixed].map(leafLine).sort()).toEqual(leaves.map(leafLine).sort());
      const seen = new Set<string>();
      for (const leaf of mixed) {
        if (leaf.before) expect(seen).toContain(leaf.before.commitment);
        seen.add(leaf.commitment);
      }
    }),
  );
});

it("orders of the same leaves come out equally often", () => {
  const leaves = ["a", "b", "c"].map((slot) => ({ slot, commitment: slot, choice: "for", before: null }));
  const seen = new Map<string, number>();
  for (let first = 0; first < 3; first += 1) {
    for (let second = 0; second < 2; second += 1) {
      const rolls = [first, second];
      const order = shuffled(leaves, () => rolls.shift() as number).map((leaf) => leaf.slot);
      seen.set(order.join(""), (seen.get(order.join("")) ?? 0) + 1);
    }
  }
  expect([...seen.values()]).toEqual([1, 1, 1, 1, 1, 1]);
});

it("the steps of a vote end in its count, each following on the one before", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 3, max: 5 }), dice, (leaves, fewest, random) => {
      let state = beforeSteps(sha256("terms"), choices);
      let waiting: WaitingLeaf[] = [];
      const lines: string[] = [];
      const at = new Date("2026-11-20T20:00:00Z");
      const publish = (taken: readonly WaitingLeaf[], isLast: boolean) => {
        const before = state;
        const next = nextStep(state, { vote: "vote", at, leaves: shuffled(taken, random), isLast }, hashes);
        expect(next.step.previous).toBe(before.hash);
        expect(next.step.number).toBe(before.number + 1);
        expect(Object.values(next.step.counts).reduce((sum, count) => sum + count, 0)).toBe(next.step.ballots);
        expect(Object.values(next.step.counts).every((count) => count >= 0)).toBe(true);
        lines.push(...next.lines);
        state = next.state;
      };
      for (const leaf of leaves) {
        const { taken, kept } = divide([...waiting, leaf], fewest);
        waiting = kept;
        if (taken.length > 0) publish(taken, false);
      }
      publish(waiting, true);
      const live = new Map(leaves.map((leaf) => [leaf.slot, leaf.choice]));
      expect(state.ballots).toBe(live.size);
      for (const choice of choices) {
        expect(state.counts[choice]).toBe([...live.values()].filter((one) => one === choice).length);
      }
      expect(lines).toHaveLength(leaves.length);
      expect(state.log.size).toBe(leaves.length);
    }),
  );
});

it("a leaf that waits is read as it was written", () => {
  fc.assert(
    fc.property(history, (leaves) => {
      for (const leaf of leaves) expect(readLeaf(leafText(leaf))).toEqual(leaf);
    }),
  );
});
