import { randomBytes } from "node:crypto";
import type { Ruling } from "~/domain/act/ruling";
import { powerHeldRuling } from "~/domain/act/s12-register";
import { announceOpened } from "../notices/about-votes";
import { instant, type Tx, type Vote } from "../persistence/db";
import { findParishById } from "../queries/find-parish";
import { takesProposalsRuling } from "../queries/proposal-facts";
import { closeVote } from "./close-vote";
import type { Context } from "./context";
import { termsHash } from "./grow-log";
import { appendMinute } from "./minute-book";

export type Opening = "opened" | "already_open" | "not_yet" | "cancelled" | "unknown";

/**
 * Opens a vote whose instant has come: freezes its roll as it stood at that instant and makes its box.
 * Whoever comes first does it, a job, a timer or a voter; all others find it done. A vote that the parish may not hold at its opening instant
 * is cancelled instead, with the reason: the parish is suspended, winds up or has ended, or no longer holds the power (s16, s44, s40, s12).
 *
 * Answers `opened`, or why there was nothing to do.
 */
export async function openVote(context: Context, voteId: string): Promise<Opening> {
  await closeEarlier(context, voteId);
  let isCancelled = false;
  const opening = await context.db.$transaction(async (tx): Promise<Opening> => {
    const barred = await findBarred(tx, voteId);
    isCancelled = barred !== null;
    if (barred) {
      await cancel(tx, barred);
      return "cancelled";
    }
    const rows = await tx.$queryRaw<{ opening: Opening }[]>`
      SELECT open_vote(${voteId}::uuid, ${randomBytes(32)}) AS opening`;
    const opening = rows[0]?.opening ?? "unknown";
    if (opening !== "opened") return opening;
    const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId } });
    await appendMinute(tx, vote.parishId, vote.opensAt, "vote_opened", {
      vote: vote.id,
      question: vote.question,
      class: vote.class,
      method: vote.method,
      publicity: vote.publicity,
      opensAt: vote.opensAt.toISOString(),
      closesAt: vote.closesAt.toISOString(),
      paperDueAt: vote.paperDueAt?.toISOString(),
      roll: vote.rollSize as number,
      terms: await termsHash(tx, vote),
      signingKey: context.signer.publicKey,
    });
    const { id: keyId, publicKey } = context.signer;
    await tx.voteKey.create({ data: { voteId, keyId, publicKey, from: vote.opensAt } });
    await announceOpened(tx, vote);
    return opening;
  });
  if (opening === "opened") {
    context.publish({ kind: "vote_changed", voteId });
    context.enqueue({ name: "deliver-mail" });
  }
  if (isCancelled) context.publish({ kind: "vote_changed", voteId });
  return opening;
}

/** Counts the votes on the term of the same parish that closed before this one opens: what was decided then may give it time, or take it. */
async function closeEarlier(context: Context, voteId: string): Promise<void> {
  const earlier = await context.db.$queryRaw<{ id: string }[]>`
    SELECT other.id FROM vote JOIN vote AS other ON other.parish_id = vote.parish_id
    WHERE vote.id = ${voteId}::uuid AND vote.opened_at IS NULL AND other.opened_at IS NOT NULL
      AND other.purpose IN ('renewal', 'ending')
      AND other.closed_at IS NULL AND coalesce(other.paper_due_at, other.closes_at) <= least(vote.opens_at, app_now())
    ORDER BY coalesce(other.paper_due_at, other.closes_at)`;
  for (const { id } of earlier) await closeVote(context, id);
}

interface Barred {
  vote: Vote & { proposal: { number: number } | null };
  ruling: Ruling;
}

/**
 * A vote that is due to open and that the Act bars, with the ruling; null when it may open. Whatever ended the parish's right cancelled the
 * votes that it knew of. This asks once more, at the only instant that counts.
 */
async function findBarred(tx: Tx, voteId: string): Promise<Barred | null> {
  // The parish first, like every command that may cancel a vote of it.
  await tx.$queryRaw`SELECT 1 FROM parish WHERE id = (SELECT parish_id FROM vote WHERE id = ${voteId}::uuid) FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM vote WHERE id = ${voteId}::uuid FOR NO KEY UPDATE`;
  const vote = await tx.vote.findFirst({
    where: { id: voteId, openedAt: null, cancelledAt: null, opensAt: { lte: await instant(tx) } },
    include: { proposal: { select: { number: true, power: true } } },
  });
  // A charter is voted on before there is a parish that could hold powers; a practice vote decides nothing.
  if (!vote || vote.purpose === "charter" || vote.purpose === "practice") return null;
  const { opensAt, parishId, proposal } = vote;
  const found = await findParishById(tx, parishId, opensAt);
  if (!found) throw new Error(`vote ${voteId} has no parish`);
  const rulings = [takesProposalsRuling(found, opensAt)];
  if (proposal?.power && found.rules)
    rulings.push(powerHeldRuling(found.rules, { power: proposal.power, now: opensAt }));
  const ruling = rulings.find(({ holds }) => !holds);
  return ruling ? { vote, ruling } : null;
}

async function cancel(tx: Tx, { vote, ruling }: Barred): Promise<void> {
  const { id, parishId, question, opensAt: at } = vote;
  const number = vote.proposal?.number;
  const { sentence: reason, sections } = ruling;
  await tx.vote.updateMany({ where: { id }, data: { cancelledAt: at, cancelledReason: reason } });
  await appendMinute(tx, parishId, at, "vote_cancelled", { vote: id, number, question, reason, sections });
}
