import { slippage } from "~/domain/act/s38-commitments";
import type { Actor } from "~/domain/permissions/actor";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, type Tx, toDateColumn } from "../persistence/db";
import { effectOf, type FoundDuty } from "../queries/find-duty";
import { actOnDuty, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { type CommitmentInput, makeCommitment, whyNoCommitment } from "./make-commitment";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";

/** What an officer records about a decision that is to be carried out. `words` is one sentence for everybody to read. */
export type Progress =
  | { step: "under_way"; words: string }
  | { step: "done"; commitmentId: string; words: string }
  | { step: "moved"; commitmentId: string; dueOn: CivilDate; words: string }
  | { step: "promised"; commitment: CommitmentInput };

/**
 * Records how a decision is being carried out (section 38): work is under way, a commitment is done, its date has moved, or one more
 * is made. When the last commitment is done, so is the proposal. The day first promised is never taken away.
 * Recording the same thing twice is the same as once.
 *
 * Answers whether everything is done. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an
 * unknown duty or commitment (`not_found`), an answer that is not to be carried out (`conflict`), and what is missing (`invalid`).
 */
export function recordProgress(
  context: Context,
  actor: Actor,
  input: { dutyId: string; progress: Progress },
): Promise<Outcome<{ isDone: boolean }>> {
  return actOnDuty(context, actor, "proposal.record_progress", input.dutyId, async (tx, duty, now) => {
    const { proposal } = duty.row;
    const { progress } = input;
    if (!proposal) return refused("not_found", "There is no decision to carry out here.");
    if (effectOf(duty, now) !== "stands") {
      return refused("conflict", "There is no answer yet that is to be carried out.", { section: "s38" });
    }
    const isDone = proposal.doneAt !== null;
    if (progress.step === "promised") {
      const isKnown = proposal.commitments.some(
        (one) =>
          one.what === progress.commitment.what.trim() &&
          one.owner === progress.commitment.owner.trim() &&
          fromDateColumn(one.originalDueOn) === progress.commitment.dueOn,
      );
      if (isKnown) return done({ isDone });
      if (isDone) return refused("conflict", "Everything that was promised is done already.", { section: "s38" });
      const stopped = whyNoCommitment(duty, progress.commitment, now);
      if (stopped) return stopped;
      await makeCommitment(tx, duty, progress.commitment, now);
      return done({ isDone: false });
    }
    const words = progress.words.trim();
    if (progress.step === "under_way") {
      if (proposal.underWayAt) return done({ isDone });
      if (words === "") return invalid([{ field: "words", message: "Say in a sentence what has begun." }]);
      if (isDone) return refused("conflict", "Everything that was promised is done already.", { section: "s38" });
      await tx.proposal.update({ where: { id: proposal.id }, data: { underWayAt: now } });
      await minute(tx, actor, duty, now, { step: "under_way", sentence: words });
      return done({ isDone: false });
    }
    const commitment = proposal.commitments.find((one) => one.id === progress.commitmentId);
    if (!commitment) return refused("not_found", "There is no such commitment.");
    return progress.step === "done"
      ? finish(tx, actor, duty, commitment, words, now)
      : move(tx, actor, duty, commitment, { dueOn: progress.dueOn, words }, now);
  });
}

type Commitment = NonNullable<FoundDuty["row"]["proposal"]>["commitments"][number];

async function finish(
  tx: Tx,
  actor: Actor,
  duty: FoundDuty,
  commitment: Commitment,
  words: string,
  now: Date,
): Promise<Outcome<{ isDone: boolean }>> {
  const proposal = duty.row.proposal as NonNullable<FoundDuty["row"]["proposal"]>;
  if (commitment.doneAt) return done({ isDone: proposal.doneAt !== null });
  if (words === "") return invalid([{ field: "words", message: "Say in a sentence what was done." }]);
  const standing = slippage(duty.rules, {
    promisedOn: fromDateColumn(commitment.originalDueOn),
    expectedOn: fromDateColumn(commitment.dueOn),
    doneOn: civilDateOf(now),
    today: civilDateOf(now),
  });
  const isDone = proposal.commitments.every((one) => one.id === commitment.id || one.doneAt !== null);
  await tx.commitment.update({ where: { id: commitment.id }, data: { doneAt: now } });
  if (isDone) await tx.proposal.update({ where: { id: proposal.id }, data: { doneAt: now } });
  await minute(tx, actor, duty, now, {
    step: "done",
    sentence: words,
    commitment: commitment.id,
    what: commitment.what,
    firstPromised: fromDateColumn(commitment.originalDueOn),
    standing: standing.outcome,
    isEverythingDone: isDone,
  });
  return done({ isDone });
}

async function move(
  tx: Tx,
  actor: Actor,
  duty: FoundDuty,
  commitment: Commitment,
  moved: { dueOn: CivilDate; words: string },
  now: Date,
): Promise<Outcome<{ isDone: boolean }>> {
  if (commitment.doneAt) return refused("conflict", "This commitment is done already.", { section: "s38" });
  const before = fromDateColumn(commitment.dueOn);
  if (before === moved.dueOn) return done({ isDone: false });
  if (moved.words === "") return invalid([{ field: "words", message: "Say in a sentence why the date moves." }]);
  // The owner and the promise stay; only the day must still be one to come.
  const stopped = whyNoCommitment(duty, { what: commitment.what, owner: commitment.owner, dueOn: moved.dueOn }, now);
  if (stopped) return stopped;
  await tx.commitment.update({ where: { id: commitment.id }, data: { dueOn: toDateColumn(moved.dueOn) } });
  await minute(tx, actor, duty, now, {
    step: "moved",
    sentence: `${commitment.what}: now expected on ${dayInWords(moved.dueOn)}. ${moved.words}`,
    commitment: commitment.id,
    what: commitment.what,
    firstPromised: fromDateColumn(commitment.originalDueOn),
    expectedBefore: before,
    nowExpected: moved.dueOn,
  });
  return done({ isDone: false });
}

async function minute(
  tx: Tx,
  actor: Actor,
  duty: FoundDuty,
  now: Date,
  body: { [key: string]: string | boolean },
): Promise<void> {
  const officer = postOf(actor, duty.row.councilId);
  await appendMinute(tx, duty.row.parishId, now, "delivery_recorded", {
    ...whatOf(duty),
    ...body,
    officer: officer.name,
    post: officer.post,
  });
}
