import { commitmentRuling, slippage } from "~/domain/act/s38-commitments";
import type { Actor } from "~/domain/permissions/actor";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { hiddenBefore, outOfRoom, type SentEvidence, takeEvidence } from "../evidence/take-evidence";
import {
  evidenceMinute,
  isOutOfRoom,
  isSameEvidence,
  type NewEvidence,
  wasHidden,
  writeEvidence,
} from "../evidence/write-evidence";
import { announceDone, announceMoved } from "../notices/about-delivery";
import { fromDateColumn, type Tx, toDateColumn } from "../persistence/db";
import { effectOf, type FoundDuty } from "../queries/find-duty";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { type CommitmentInput, makeCommitment, whyNoCommitment } from "./make-commitment";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import type { AuditChange } from "./write-audit-line";

/** What an officer records about a decision that is to be carried out. `words` is one sentence for everybody to read. */
export type Progress =
  | { step: "under_way"; words: string }
  | { step: "noted"; commitmentId: string; words: string }
  | { step: "done"; commitmentId: string; words: string }
  | { step: "moved"; commitmentId: string; dueOn: CivilDate; words: string }
  | { step: "milestone_added"; commitmentId: string; what: string; dueOn: CivilDate }
  | { step: "milestone_done"; commitmentId: string; milestoneId: string }
  | { step: "promised"; commitment: CommitmentInput };

/**
 * Records how a decision is being carried out (section 38): work is under way, how a commitment goes on, that it or a step on the way is done,
 * that its date has moved, or that one more is made. With a note and with the end of a commitment comes a file, if there is one. When the last
 * commitment is done, so is the proposal. The day first promised is never taken away. Recording the same thing twice is the same as once.
 *
 * Answers whether everything is done. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an
 * unknown duty, commitment or step (`not_found`), an answer that is not to be carried out (`conflict`), what is missing and a file that is not
 * taken (`invalid`), more files than an hour allows (`too_many`), and a file for which there is no room (`busy`).
 */
export async function recordProgress(
  context: Context,
  actor: Actor,
  input: { dutyId: string; progress: Progress; file?: SentEvidence | null },
): Promise<Outcome<{ isDone: boolean }>> {
  // Whoever may not do it is told so before a file is looked at.
  if (!input.file || actor.personId === null) return record(context, actor, input, undefined);
  const mayRecord = await actOnDuty(context, actor, "proposal.record_progress", input.dutyId, async () => done({}));
  if (!mayRecord.ok) return mayRecord;
  const by = { personId: actor.personId, limit: "files_by_officer" as const };
  const taken = await takeEvidence(context.db, input.file, by);
  if (!taken.ok) return taken;
  try {
    return await record(context, actor, input, taken.value.evidence);
  } catch (error) {
    if (isOutOfRoom(error)) return outOfRoom();
    throw error;
  }
}

function record(
  context: Context,
  actor: Actor,
  input: { dutyId: string; progress: Progress },
  evidence: NewEvidence | undefined,
): Promise<Outcome<{ isDone: boolean }>> {
  return actOnDuty(context, actor, "proposal.record_progress", input.dutyId, async (tx, duty, now, actor) => {
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
      await audit(tx, actor, duty, now, [{ what: "Commitment", after: progress.commitment.what.trim() }]);
      return done({ isDone: false });
    }
    if (progress.step === "under_way") {
      const words = progress.words.trim();
      if (proposal.underWayAt) return done({ isDone });
      if (words === "") return invalid([{ field: "words", message: "Say in a sentence what has begun." }]);
      if (isDone) return refused("conflict", "Everything that was promised is done already.", { section: "s38" });
      await tx.proposal.update({ where: { id: proposal.id }, data: { underWayAt: now } });
      await minute(tx, actor, duty, now, { step: "under_way", sentence: words });
      await audit(tx, actor, duty, now, [{ what: "Work", after: "Under way" }]);
      return done({ isDone: false });
    }
    const commitment = proposal.commitments.find((one) => one.id === progress.commitmentId);
    if (!commitment) return refused("not_found", "There is no such commitment.");
    if (evidence && (await wasHidden(tx, commitment.id, evidence))) return hiddenBefore();
    const held: Held = { tx, actor, duty, commitment, now };
    switch (progress.step) {
      case "done":
        return finish(held, progress.words.trim(), evidence);
      case "noted":
        return note(held, progress.words.trim(), evidence);
      case "moved":
        return move(held, { dueOn: progress.dueOn, words: progress.words.trim() });
      case "milestone_added":
        return addMilestone(held, { what: progress.what.trim(), dueOn: progress.dueOn });
      case "milestone_done":
        return finishMilestone(held, progress.milestoneId);
    }
  });
}

type FoundProposal = NonNullable<FoundDuty["row"]["proposal"]>;

interface Held {
  tx: Tx;
  actor: Actor;
  duty: FoundDuty;
  commitment: FoundProposal["commitments"][number];
  now: Date;
}

type Recorded = Outcome<{ isDone: boolean }>;

async function finish(held: Held, words: string, evidence: NewEvidence | undefined): Promise<Recorded> {
  const { tx, duty, commitment, now } = held;
  const proposal = duty.row.proposal as FoundProposal;
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
  await writeStep(held, { kind: "done", text: words }, evidence);
  await tell(held, {
    step: "done",
    sentence: words,
    firstPromised: fromDateColumn(commitment.originalDueOn),
    standing: standing.outcome,
    isEverythingDone: isDone,
    ...evidenceMinute(evidence),
  });
  await auditStep(held, { what: "Standing", before: "Open", after: "Done" });
  await announceDone(tx, duty, { id: commitment.id, what: commitment.what, words });
  return done({ isDone });
}

async function note(held: Held, words: string, evidence: NewEvidence | undefined): Promise<Recorded> {
  const { tx, actor, duty, commitment } = held;
  const isDone = duty.row.proposal?.doneAt != null;
  if (words === "") return invalid([{ field: "words", message: "Say in a sentence how it stands." }]);
  const last = await tx.commitmentStep.findFirst({
    where: { commitmentId: commitment.id },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    include: { evidence: { select: { hash: true, alt: true } } },
  });
  const isSame =
    last?.kind === "noted" &&
    last.text === words &&
    last.byName === actor.name &&
    (!evidence || last.evidence.some((one) => isSameEvidence(one, evidence)));
  if (isSame) return done({ isDone });
  await writeStep(held, { kind: "noted", text: words }, evidence);
  await tell(held, { step: "noted", sentence: words, ...evidenceMinute(evidence) });
  await auditStep(held, { what: "Progress", after: words });
  return done({ isDone });
}

async function move(held: Held, moved: { dueOn: CivilDate; words: string }): Promise<Recorded> {
  const { tx, duty, commitment, now } = held;
  if (commitment.doneAt) return refused("conflict", "This commitment is done already.", { section: "s38" });
  const before = fromDateColumn(commitment.dueOn);
  if (before === moved.dueOn) return done({ isDone: false });
  if (moved.words === "") return invalid([{ field: "words", message: "Say in a sentence why the date moves." }]);
  // The owner and the promise stay; only the day must still be one to come.
  const stopped = whyNoCommitment(duty, { what: commitment.what, owner: commitment.owner, dueOn: moved.dueOn }, now);
  if (stopped) return stopped;
  await tx.commitment.update({ where: { id: commitment.id }, data: { dueOn: toDateColumn(moved.dueOn) } });
  const days = { fromOn: toDateColumn(before), toOn: toDateColumn(moved.dueOn) };
  const stepId = await writeStep(held, { kind: "moved", text: moved.words, ...days });
  await tell(held, {
    step: "moved",
    sentence: `${commitment.what}: now expected on ${dayInWords(moved.dueOn)}. ${moved.words}`,
    firstPromised: fromDateColumn(commitment.originalDueOn),
    expectedBefore: before,
    nowExpected: moved.dueOn,
  });
  await auditStep(held, { what: "Day", before: dayInWords(before), after: dayInWords(moved.dueOn) });
  await announceMoved(tx, duty, { ...commitment, stepId, before, after: moved.dueOn, reason: moved.words });
  return done({ isDone: false });
}

async function addMilestone(held: Held, step: { what: string; dueOn: CivilDate }): Promise<Recorded> {
  const { tx, duty, commitment, now } = held;
  const { what } = step;
  const dueOn = toDateColumn(step.dueOn);
  const known = await tx.milestone.findMany({ where: { commitmentId: commitment.id } });
  if (known.some((one) => one.what === what && one.dueOn.getTime() === dueOn.getTime())) return done({ isDone: false });
  if (commitment.doneAt) return refused("conflict", "This commitment is done already.", { section: "s38" });
  if (known.length >= mostMilestones) {
    return invalid([{ field: "step", message: `A commitment has ${mostMilestones} steps on the way at most.` }]);
  }
  if (what === "") return invalid([{ field: "step", message: "Say what will be done by then." }]);
  const today = civilDateOf(now);
  if (step.dueOn < today) return invalid([{ field: "stepOn", message: "Give a day from today on." }]);
  const ruling = commitmentRuling(duty.rules, {
    promise: commitment.what,
    owner: commitment.owner,
    dueOn: fromDateColumn(commitment.dueOn),
    madeOn: civilDateOf(commitment.madeAt),
    milestonesOn: [step.dueOn],
  });
  if (!ruling.holds) {
    const message = `${ruling.sentence} ${ruling.wouldChange}`;
    return refused("invalid", message, { section: "s38", ruling, errors: [{ field: "stepOn", message }] });
  }
  await tx.milestone.create({ data: { commitmentId: commitment.id, what, dueOn, addedAt: now } });
  await writeStep(held, { kind: "milestone_added", text: `${what}, by ${dayInWords(step.dueOn)}` });
  await tell(held, { step: "milestone_added", sentence: what, dueOn: step.dueOn });
  await auditStep(held, { what: "Step on the way", after: what });
  return done({ isDone: false });
}

/** More steps than this are a plan of the works, which is not what a promise shows. */
const mostMilestones = 20;

async function finishMilestone(held: Held, milestoneId: string): Promise<Recorded> {
  const { tx, commitment, now } = held;
  const milestone = await tx.milestone.findFirst({ where: { id: milestoneId, commitmentId: commitment.id } });
  if (!milestone) return refused("not_found", "There is no such step.");
  const isDone = commitment.doneAt !== null;
  if (milestone.doneAt) return done({ isDone });
  await tx.milestone.update({ where: { id: milestone.id }, data: { doneAt: now } });
  await writeStep(held, { kind: "milestone_done", text: milestone.what });
  await tell(held, { step: "milestone_done", sentence: milestone.what, dueOn: fromDateColumn(milestone.dueOn) });
  await auditStep(held, { what: "Step on the way", before: "Open", after: `Done: ${milestone.what}` });
  return done({ isDone });
}

async function writeStep(
  { tx, actor, duty, commitment, now }: Held,
  step: { kind: string; text: string; fromOn?: Date; toOn?: Date },
  evidence?: NewEvidence,
): Promise<string> {
  const officer = postOf(actor, duty.row.councilId);
  const { id } = await tx.commitmentStep.create({
    data: { commitmentId: commitment.id, ...step, byName: officer.name, byPost: officer.post, at: now },
  });
  if (evidence) await writeEvidence(tx, commitment.id, evidence, { stepId: id, byId: officer.id, now });
  return id;
}

/** Writes the minute of a step about one commitment. */
function tell({ tx, actor, duty, commitment, now }: Held, body: { [key: string]: string | boolean }): Promise<void> {
  return minute(tx, actor, duty, now, { ...body, commitment: commitment.id, what: commitment.what });
}

function auditStep({ tx, actor, duty, commitment, now }: Held, change: AuditChange): Promise<void> {
  return audit(tx, actor, duty, now, [{ what: "Commitment", after: commitment.what }, change]);
}

function audit(tx: Tx, actor: Actor, duty: FoundDuty, now: Date, changes: AuditChange[]): Promise<void> {
  const about = `Delivery of ${namedIn(duty)}`;
  return auditDuty(tx, actor, now, duty, { action: "proposal.record_progress", about, changes });
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
