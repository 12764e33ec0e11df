import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { newcomerName } from "~/forms/people";
import { takeFromLimits } from "../auth/rate-limits";
import { hiddenBefore, outOfRoom, type SentEvidence, takeEvidence } from "../evidence/take-evidence";
import {
  dropUnusedEvidence,
  evidenceMinute,
  isOutOfRoom,
  isSameEvidence,
  type NewEvidence,
  wasHidden,
  writeEvidence,
} from "../evidence/write-evidence";
import { instant, type Read } from "../persistence/db";
import { findParishById } from "../queries/find-parish";
import type { Context } from "./context";
import { holdCommitment, noSuchCommitment } from "./hold-commitment";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** What a resident says of a commitment. */
export interface ReportInput {
  commitmentId: string;
  isDone: boolean;
  text: string;
  file: SentEvidence | null;
}

type Reported = Outcome<{ reportId: string }>;

/**
 * Says of a commitment that it is done, or that it is not done where somebody lives (section 38), with a picture if there is one. A person has
 * one standing report on a commitment: another changes it. A changed report keeps its picture unless it brings a new one. The same report sent
 * twice is one.
 *
 * Answers the report. Refuses a stranger (`not_signed_in`), whoever is not on the parish roll (`not_allowed`, s38), a newcomer without a name or
 * a report that was hidden (`conflict`), an unknown commitment (`not_found`), a parish that has ended (s40), a file that is not taken
 * (`invalid`), more reports or files than an hour allows (`too_many`), and a file for which there is no room (`busy`).
 */
export async function reportDelivery(context: Context, actor: Actor, input: ReportInput): Promise<Reported> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "delivery.report"));
  const { db } = context;
  const early = await mayReport(db, actor, input.commitmentId);
  if (early) return early;
  if (actor.name === newcomerName) {
    return refused("conflict", "Give your name on your account page first. It stands beside what you report.");
  }
  const minutes = await takeFromLimits(db, [{ limit: "reports_by_person", who: actor.personId }]);
  if (minutes !== null) {
    return refused(
      "too_many",
      "You have reported as often as an hour allows. Your words are kept here: send them later.",
    );
  }
  const by = { personId: actor.personId, limit: "files_by_resident" as const };
  const taken = await takeEvidence(db, input.file, by);
  if (!taken.ok) return taken;
  try {
    return await write(context, actor, input, taken.value.evidence);
  } catch (error) {
    if (isOutOfRoom(error)) return outOfRoom();
    throw error;
  }
}

/** Refuses whoever may not report before a file of theirs is looked at. */
async function mayReport(db: Read, actor: Actor, commitmentId: string) {
  const held = await db.commitment.findUnique({
    where: { id: commitmentId },
    select: { proposal: { select: { parishId: true } } },
  });
  const found = held && (await findParishById(db, held.proposal.parishId, await instant(db)));
  if (!found) return refused("not_found", noSuchCommitment);
  return firstRefusal(may(actor, "delivery.report", parishSubject(found)));
}

function write(
  { db }: Context,
  asking: Actor & { personId: string },
  input: ReportInput,
  evidence: NewEvidence | undefined,
): Promise<Reported> {
  const text = input.text.trim();
  const { personId } = asking;
  return db.$transaction(async (tx) => {
    const held = await holdCommitment(tx, asking, input.commitmentId);
    if (!held) return refused("not_found", noSuchCommitment);
    const { now, found, subject, commitment, about, actor } = held;
    const allowed = may(actor, "delivery.report", subject);
    const alive =
      found.rules && found.term ? aliveRuling(found.rules, { sunsetAt: found.term.sunsetAt, now }) : allowed;
    const refusal = firstRefusal(allowed, alive);
    if (refusal) return refusal;
    const key = { commitmentId: commitment.id, personId };
    const before = await tx.deliveryReport.findUnique({
      where: { commitmentId_personId: key },
      include: { evidence: { select: { hash: true, alt: true } } },
    });
    if (before?.hiddenAt) {
      return refused(
        "conflict",
        `Your report was hidden: ${before.hiddenReason} You cannot change it. You may ask the convenor, the deputy or whoever runs this site to show it again.`,
      );
    }
    const isSamePicture = !evidence || isSameEvidence(before?.evidence, evidence);
    if (before && before.isDone === input.isDone && before.text === text && isSamePicture) {
      return done({ reportId: before.id });
    }
    if (evidence && (await wasHidden(tx, commitment.id, evidence))) return hiddenBefore();
    const kept = evidence
      ? (await writeEvidence(tx, commitment.id, evidence, { stepId: null, byId: personId, now })).evidenceId
      : (before?.evidenceId ?? null);
    const said = { isDone: input.isDone, text, evidenceId: kept, at: now };
    const { id } = await tx.deliveryReport.upsert({
      where: { commitmentId_personId: key },
      create: { ...key, ...said },
      update: said,
    });
    if (before?.evidenceId && before.evidenceId !== kept) await dropUnusedEvidence(tx, before.evidenceId);
    await appendMinute(tx, found.row.id, now, "delivery_reported", {
      ...about,
      ...(await countReports(tx, commitment.id)),
      ...evidenceMinute(evidence),
    });
    return done({ reportId: id });
  });
}

/** How many reports say what. Those that are hidden count: what they say of the commitment is not what they were hidden for. */
export async function countReports(db: Read, commitmentId: string): Promise<{ saidDone: number; saidNotDone: number }> {
  return {
    saidDone: await db.deliveryReport.count({ where: { commitmentId, isDone: true } }),
    saidNotDone: await db.deliveryReport.count({ where: { commitmentId, isDone: false } }),
  };
}
