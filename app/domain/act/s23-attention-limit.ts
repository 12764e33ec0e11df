import { number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

export const liveProposals = parameter("liveProposals", {
  default: 12,
  min: 3,
  max: 50,
  unit: "proposals",
  meaning: "How many proposals of a parish may be in deliberation, notice or voting at one time.",
  precedent:
    "The Act's own figure, after councils' standing orders, which limit how many motions a meeting takes. Nobody can weigh dozens of questions at once.",
});

export const s23 = section({
  number: 23,
  part: 4,
  title: "The attention limit",
  text: [
    "At most {liveProposals} proposals of a parish may be in deliberation, notice or voting at one time.",
    "A proposal that has its seconders while all places are taken waits in a queue. Its place in the queue is shown.",
    "Whoever came first is served first. A place that becomes free goes at once to the first in the queue.",
  ],
  parameters: [liveProposals],
  resembles:
    "The limits on the number of motions in councils' standing orders, and the ballot for private members' bills.",
});

/** How many proposals may be live at one time under these rules. */
export function liveProposalsLimit(rules: Rules): number {
  return parameterValue(rules, liveProposals);
}

/** A proposal that has its seconders. */
export interface QueuedProposal<Id> {
  id: Id;
  secondedAt: Date;
  /**
   * When it leaves the queue or gives up its place, if it took its place at an instant; null when it has not left.
   * An instant at or before that means that it left while it was waiting, withdrawn for example.
   */
  leavesAt: (startedAt: Date) => Date | null;
}

/** Where a proposal stands. */
export interface QueuePosition {
  /** When it took its place; null while it waits, and when it left before it had one. */
  startedAt: Date | null;
  /** Its place in the queue, from 1; null when it does not wait. */
  place: number | null;
}

/**
 * Where each proposal of a parish stands at an instant, replayed from the instants at which they had their seconders:
 * first come, first served, and a place freed at an instant is taken by the first waiting at that instant.
 * The same facts always give the same answer, so nothing has to be stored or run on time. Two proposals seconded at
 * the same instant go in the order of their ids. Proposals seconded after `now` are left out.
 */
export function attentionQueue<Id extends string | number>(
  rules: Rules,
  proposals: readonly QueuedProposal<Id>[],
  now: Date,
): Map<Id, QueuePosition> {
  const limit = liveProposalsLimit(rules);
  const positions = new Map<Id, QueuePosition>();
  /** When each taken place became, or becomes, free: one entry for every place, at most `limit`. */
  const freeAt: number[] = [];
  let lastStart = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  for (const proposal of inOrder(proposals)) {
    const seconded = proposal.secondedAt.getTime();
    if (seconded > now.getTime()) continue;
    const from = Math.max(seconded, lastStart);
    const soonest = freeAt.length < limit ? { index: freeAt.length, at: from } : soonestOf(freeAt);
    const start = Math.max(from, soonest.at);
    const isWaiting = start > now.getTime();
    const leaves = leavingTime(proposal, isWaiting ? now : new Date(start));
    if (leaves <= Math.min(start, now.getTime())) {
      positions.set(proposal.id, { startedAt: null, place: null });
    } else if (isWaiting) {
      waiting += 1;
      positions.set(proposal.id, { startedAt: null, place: waiting });
    } else {
      positions.set(proposal.id, { startedAt: new Date(start), place: null });
      freeAt[soonest.index] = leaves;
      lastStart = start;
    }
  }
  return positions;
}

function inOrder<Id extends string | number>(proposals: readonly QueuedProposal<Id>[]): QueuedProposal<Id>[] {
  return [...proposals].sort((one, other) => {
    const byTime = one.secondedAt.getTime() - other.secondedAt.getTime();
    if (byTime !== 0) return byTime;
    return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
  });
}

function soonestOf(freeAt: readonly number[]): { index: number; at: number } {
  const at = Math.min(...freeAt);
  return { index: freeAt.indexOf(at), at };
}

function leavingTime<Id>(proposal: QueuedProposal<Id>, startedAt: Date): number {
  return proposal.leavesAt(startedAt)?.getTime() ?? Number.POSITIVE_INFINITY;
}

/**
 * Whether a proposal that has its seconders may take a place now. Outcome `allowed` or `queued`.
 *
 * @param facts.live how many proposals of the parish are in deliberation, notice or voting
 * @param facts.ahead how many proposals are in the queue before it
 */
export function attentionRuling(rules: Rules, facts: { live: number; ahead: number }): Ruling {
  const limit = liveProposalsLimit(rules);
  const figures = [
    {
      name: "Live proposals",
      value: facts.live,
      unit: "proposals",
      how: `In deliberation, notice or voting now; the rules allow ${number(limit)}`,
    },
    {
      name: "Ahead in the queue",
      value: facts.ahead,
      unit: "proposals",
      how: "Proposals that had their seconders earlier",
    },
  ];
  if (facts.live + facts.ahead < limit) {
    return allow(rules, {
      sections: ["s23"],
      figures,
      sentence: "There is a free place, so this proposal can be argued about now.",
    });
  }
  const place = facts.ahead + 1;
  return refuse(rules, {
    sections: ["s23"],
    outcome: "queued",
    figures,
    sentence: `All ${number(limit)} places are taken. This proposal is number ${number(place)} in the queue.`,
    wouldChange: `It moves up when one of the ${people(limit, "live proposal", "live proposals")} is decided or withdrawn.`,
  });
}
