import { canonical } from "./canonical";
import type { Sha256 } from "./chain";
import { emptyFrontier, type Frontier, grow, rootOf, type TreeHashes } from "./merkle";

/** A change of the box that the log does not hold yet. */
export interface WaitingLeaf {
  /** Which voter's: the same for all changes of one voter, and nothing else. */
  slot: string;
  commitment: string;
  choice: string;
  /** Commitment and choice of the ballot that this one replaces; null for a first ballot. */
  before: { commitment: string; choice: string } | null;
}

/** A waiting leaf as a line: slot, commitment and choice, and those of the ballot before. */
export function leafText({ slot, commitment, choice, before }: WaitingLeaf): string {
  return [slot, commitment, choice, ...(before ? [before.commitment, before.choice] : [])].join(" ");
}

export function readLeaf(text: string): WaitingLeaf {
  const [slot = "", commitment = "", choice = "", commitmentBefore, choiceBefore] = text.split(" ");
  const before = commitmentBefore && choiceBefore ? { commitment: commitmentBefore, choice: choiceBefore } : null;
  return { slot, commitment, choice, before };
}

/** The log and the count after a step. */
export interface StepState {
  /** 0 before the first step. */
  number: number;
  /** Hash of the last step; before the first, of the vote's terms. */
  hash: string;
  log: Frontier;
  ballots: number;
  counts: Readonly<Record<string, number>>;
}

/** A step as it is published, without its signature. */
export interface Step {
  vote: string;
  number: number;
  at: string;
  size: number;
  root: string;
  ballots: number;
  counts: Readonly<Record<string, number>>;
  isLast: boolean;
  previous: string;
}

/** The state before any step of a vote. */
export function beforeSteps(termsHash: string, options: readonly string[]): StepState {
  return {
    number: 0,
    hash: termsHash,
    log: emptyFrontier,
    ballots: 0,
    counts: Object.fromEntries(options.map((option) => [option, 0])),
  };
}

/** A leaf of the log as a line of its file. */
export function leafLine(leaf: WaitingLeaf): string {
  return leaf.before ? `replace ${leaf.before.commitment} ${leaf.commitment}` : `cast ${leaf.commitment}`;
}

/** What is signed of a step. */
export function stepText(step: Step): string {
  return `pop-up-parish step 1\n${canonical({ ...step })}`;
}

/**
 * Divides what waits into what the next step takes in and what it keeps back: the changes of the `fewest` voters who came last. Nothing is taken
 * in unless that leaves the changes of at least `fewest` others, so that no step shows the choice of a few known people.
 *
 * @param waiting oldest first
 */
export function divide(waiting: readonly WaitingLeaf[], fewest: number): { taken: WaitingLeaf[]; kept: WaitingLeaf[] } {
  const voters = new Set(waiting.map((leaf) => leaf.slot));
  const newest = new Set<string>();
  for (let index = waiting.length - 1; index >= 0 && newest.size < fewest; index -= 1) {
    newest.add(waiting[index]?.slot as string);
  }
  if (voters.size - newest.size < fewest) return { taken: [], kept: [...waiting] };
  return {
    taken: waiting.filter((leaf) => !newest.has(leaf.slot)),
    kept: waiting.filter((leaf) => newest.has(leaf.slot)),
  };
}

/**
 * Leaves in random order, except that of one voter's changes the earlier stands first: what is replaced is in the log before what replaces it.
 *
 * @param random a whole number from 0 up to, but not including, the one given
 */
export function shuffled(leaves: readonly WaitingLeaf[], random: (below: number) => number): WaitingLeaf[] {
  const order = [...leaves];
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random(index + 1);
    [order[index], order[other]] = [order[other] as WaitingLeaf, order[index] as WaitingLeaf];
  }
  const inTurn = new Map<string, WaitingLeaf[]>();
  for (const leaf of leaves) {
    const turn = inTurn.get(leaf.slot);
    if (turn) turn.push(leaf);
    else inTurn.set(leaf.slot, [leaf]);
  }
  return order.map((leaf) => inTurn.get(leaf.slot)?.shift() as WaitingLeaf);
}

/** The step that takes in some leaves, and the state after it. */
export function nextStep(
  from: StepState,
  facts: { vote: string; at: Date; leaves: readonly WaitingLeaf[]; isLast: boolean },
  hashes: { tree: TreeHashes; text: Sha256 },
): { step: Step; state: StepState; lines: string[] } {
  const lines = facts.leaves.map(leafLine);
  const log = grow(hashes.tree, from.log, lines);
  const counts: Record<string, number> = { ...from.counts };
  let { ballots } = from;
  for (const leaf of facts.leaves) {
    counts[leaf.choice] = (counts[leaf.choice] ?? 0) + 1;
    if (leaf.before) counts[leaf.before.choice] = (counts[leaf.before.choice] ?? 0) - 1;
    else ballots += 1;
  }
  const step: Step = {
    vote: facts.vote,
    number: from.number + 1,
    at: facts.at.toISOString(),
    size: log.size,
    root: rootOf(hashes.tree, log),
    ballots,
    counts,
    isLast: facts.isLast,
    previous: from.hash,
  };
  return {
    step,
    state: { number: step.number, hash: hashes.text(canonical({ ...step })), log, ballots, counts },
    lines,
  };
}
