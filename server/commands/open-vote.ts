import { randomBytes } from "node:crypto";
import type { Context } from "./context";
import { termsHash } from "./grow-log";
import { appendMinute } from "./minute-book";

export type Opening = "opened" | "already_open" | "not_yet" | "cancelled" | "unknown";

/**
 * Opens a vote whose instant has come: freezes its roll as it stood at that instant and makes its box.
 * Whoever comes first does it, a job, a timer or a voter; all others find it done.
 *
 * Answers `opened`, or why there was nothing to do.
 */
export async function openVote(context: Context, voteId: string): Promise<Opening> {
  const opening = await context.db.$transaction(async (tx) => {
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
      roll: vote.rollSize as number,
      terms: await termsHash(tx, vote),
      signingKey: context.signer.publicKey,
    });
    const { id: keyId, publicKey } = context.signer;
    await tx.voteKey.create({ data: { voteId, keyId, publicKey, from: vote.opensAt } });
    return opening;
  });
  if (opening === "opened") context.publish({ kind: "vote_changed", voteId });
  return opening;
}
