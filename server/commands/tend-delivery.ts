import { type HidingGround, hidingGrounds } from "~/domain/act/s38-commitments";
import { type Actor, holdsOffice } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { postFor } from "~/domain/permissions/official-actions";
import { isIdentifier } from "~/domain/record/identifier";
import {
  announcePictureHidden,
  announcePictureShown,
  announceReportAnswered,
  announceReportHidden,
  announceReportShown,
} from "../notices/about-delivery";
import type { Tx } from "../persistence/db";
import { postOf } from "./act-on-duty";
import type { Context } from "./context";
import { type HeldCommitment, holdCommitment, noSuchCommitment } from "./hold-commitment";
import { firstRefusal, isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { countReports } from "./report-delivery";
import { auditInParish } from "./write-audit-line";

/** A resident's report on a commitment, or a file of the council's. */
export interface ShownThing {
  commitmentId: string;
  shownId: string;
}

const noSuchThing = "There is no such report or file.";

/**
 * Hides a resident's report with its picture, or a file of the council's, on one of the grounds of section 38. Its place stays, with the ground,
 * the reason and the office of whoever hid it, for everybody to see, and a report still counts. Its author is told. What must not be seen is
 * hidden after the sunset too.
 *
 * A file is hidden wherever the very same bytes are shown about this promise, and nobody can send them there again. Of a report that is so only
 * where it is asked for: the words of one neighbour are no reason to hide the picture of another who sent the same.
 *
 * Answers that it is hidden; hiding it twice keeps the first reason. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy
 * and officers of this council (`not_allowed`) and an unknown commitment, report or file (`not_found`).
 *
 * @param input.isPictureToo whether the picture of a report is hidden like a file
 */
export async function hideDelivery(
  context: Context,
  asking: Actor,
  input: ShownThing & { ground: HidingGround; reason: string; isPictureToo?: boolean },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "delivery.hide"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdShown(tx, asking, input, "delivery.hide");
    if (!held.ok) return held;
    const { report, file, hiddenAt, now, actor, found, subject, commitment, page } = held.value;
    if (hiddenAt) return done({});
    const reason = input.reason.trim();
    const hiddenByPost = officeOf("delivery.hide", held.value);
    const why = `${hidingGrounds[input.ground]}. ${reason}`;
    const hiding = {
      hiddenAt: now,
      hiddenById: actor.personId,
      hiddenReason: reason,
      hiddenGround: input.ground,
      hiddenByPost,
    };
    const hash = report && !input.isPictureToo ? undefined : file?.hash;
    const others = hash ? await sendersOf(tx, commitment.id, hash) : [];
    if (report) await tx.deliveryReport.update({ where: { id: report.id }, data: hiding, select: { id: true } });
    if (hash) {
      await tx.evidence.updateMany({ where: { commitmentId: commitment.id, hash, hiddenAt: null }, data: hiding });
    }
    await minuteHiding(tx, held.value, "delivery_hidden", {
      evidenceHash: hash,
      ground: hidingGrounds[input.ground],
      reason,
      by: hiddenByPost,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "delivery.hide",
      about: namedThing(held.value),
      page,
      actingId: subject.duties?.actingId,
      changes: [
        { what: "Ground", after: hidingGrounds[input.ground] },
        { what: "Reason", after: reason },
        ...(report && hash ? [{ what: "Its picture", after: "Hidden whoever sent it" }] : []),
      ],
    });
    const told = { what: commitment.what, by: hiddenByPost, why, path: `/parishes/${found.row.slug}${page}` };
    const keyOf = (id: string) => `${id}:${now.toISOString()}`;
    if (report) await announceReportHidden(tx, { ...told, key: keyOf(report.id), personId: report.personId });
    for (const { id, personId } of others.filter((one) => one.id !== report?.id)) {
      await announcePictureHidden(tx, { ...told, key: keyOf(id), personId });
    }
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/**
 * Shows a report or a file again that was hidden (section 38): a file wherever it was hidden with it, a report with the picture that was hidden
 * with it. The author of a report is told, and whoever sent a picture that is shown again.
 *
 * Answers that it is shown; what is not hidden stays as it is. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy and the
 * operator (`not_allowed`) and an unknown commitment, report or file (`not_found`).
 */
export async function showDelivery(context: Context, asking: Actor, input: ShownThing): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "delivery.show"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdShown(tx, asking, input, "delivery.show");
    if (!held.ok) return held;
    const { report, file, hiddenAt, now, actor, found, subject, commitment, page } = held.value;
    if (!hiddenAt) return done({});
    const shown = { hiddenAt: null, hiddenById: null, hiddenReason: "", hiddenGround: "", hiddenByPost: "" };
    if (report) await tx.deliveryReport.update({ where: { id: report.id }, data: shown, select: { id: true } });
    // What was hidden at one time about one promise was hidden together.
    const { count } = await tx.evidence.updateMany({
      where: { commitmentId: commitment.id, hash: file?.hash ?? "", hiddenAt },
      data: shown,
    });
    const by = officeOf("delivery.show", held.value);
    await minuteHiding(tx, held.value, "delivery_shown", { evidenceHash: count > 0 ? file?.hash : undefined, by });
    await auditInParish(tx, actor, now, found.row, {
      action: "delivery.show",
      about: namedThing(held.value),
      page,
      actingId: subject.duties?.actingId,
    });
    const told = { what: commitment.what, path: `/parishes/${found.row.slug}${page}` };
    const keyOf = (id: string) => `${id}:${now.toISOString()}`;
    if (report) await announceReportShown(tx, { ...told, key: keyOf(report.id), personId: report.personId });
    const senders = count > 0 && file ? await sendersOf(tx, commitment.id, file.hash) : [];
    for (const { id, personId } of senders.filter((one) => one.id !== report?.id)) {
      await announcePictureShown(tx, { ...told, key: keyOf(id), personId });
    }
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/** A report or a file, with the commitment that it is about. */
type HeldShown = HeldCommitment & {
  actor: Actor & { personId: string };
  report: { id: string; personId: string } | null;
  /** The file itself, or the picture of the report. */
  file: { hash: string } | null;
  /** Since when the report, or the file by itself, is hidden. */
  hiddenAt: Date | null;
};

async function holdShown(
  tx: Tx,
  asking: Actor & { personId: string },
  input: ShownThing,
  action: "delivery.hide" | "delivery.show",
): Promise<Outcome<HeldShown>> {
  const held = await holdCommitment(tx, asking, input.commitmentId);
  if (!held || !isIdentifier(input.shownId)) return refused("not_found", noSuchCommitment);
  const refusal = firstRefusal(may(held.actor, action, held.subject));
  if (refusal) return refusal;
  const which = { id: input.shownId, commitmentId: held.commitment.id };
  const report = await tx.deliveryReport.findFirst({
    where: which,
    select: { id: true, personId: true, hiddenAt: true, evidence: { select: { hash: true } } },
  });
  if (report) return done({ ...held, report, file: report.evidence, hiddenAt: report.hiddenAt });
  const file = await tx.evidence.findFirst({ where: which, select: { hash: true, hiddenAt: true } });
  if (!file) return refused("not_found", noSuchThing);
  return done({ ...held, report: null, file, hiddenAt: file.hiddenAt });
}

/** The reports that everybody can read which show a file. */
function sendersOf(tx: Tx, commitmentId: string, hash: string): Promise<{ id: string; personId: string }[]> {
  return tx.deliveryReport.findMany({
    where: { commitmentId, hiddenAt: null, evidence: { hash, hiddenAt: null } },
    select: { id: true, personId: true },
  });
}

/** Minutes say in which office something was hidden or shown, and what the reports come to: hiding one changes nothing of that. */
async function minuteHiding(
  tx: Tx,
  { found, now, about, report, commitment }: HeldShown,
  kind: "delivery_hidden" | "delivery_shown",
  body: { [key: string]: string | undefined },
): Promise<void> {
  const counts = report ? await countReports(tx, commitment.id) : {};
  await appendMinute(tx, found.row.id, now, kind, { ...about, ...body, ...counts });
}

const namedThing = ({ report, commitment }: HeldShown) =>
  `${report ? "A report" : "A file"} about “${commitment.what}”`;

/** The office in which somebody hides or shows, for everybody to read. */
function officeOf(action: "delivery.hide" | "delivery.show", { actor, found, subject }: HeldShown): string {
  const { id: parishId, councilId, name, council } = found.row;
  const actingId = subject.duties?.actingId;
  const post = postFor(actor, action, { councilId, parishId, actingId }) ?? "";
  if (holdsOffice(actor, parishId) || actor.personId === actingId) return `the ${post.toLowerCase()} of ${name}`;
  return action === "delivery.hide" ? `${council.name} (${post})` : "the operator of this site";
}

/**
 * Answers a resident's report for the council. Another answer takes the place of the first.
 *
 * Answers nothing; the same answer twice is one. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an
 * unknown commitment or report (`not_found`) and a report that is hidden (`conflict`).
 */
export async function answerReport(
  context: Context,
  asking: Actor,
  input: ShownThing & { answer: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "delivery.answer_report"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdCommitment(tx, asking, input.commitmentId);
    if (!held || !isIdentifier(input.shownId)) return refused("not_found", noSuchCommitment);
    const { now, found, subject, commitment, about, page, actor } = held;
    const refusal = firstRefusal(may(actor, "delivery.answer_report", subject));
    if (refusal) return refusal;
    const report = await tx.deliveryReport.findFirst({ where: { id: input.shownId, commitmentId: commitment.id } });
    if (!report) return refused("not_found", noSuchThing);
    if (report.hiddenAt) return refused("conflict", "This report has been hidden.");
    const answer = input.answer.trim();
    if (report.answer === answer) return done({});
    const { name, post } = postOf(actor, found.row.councilId);
    await tx.deliveryReport.update({
      where: { id: report.id },
      data: { answer, answeredBy: `${name}, ${post}`, answeredAt: now },
    });
    await appendMinute(tx, found.row.id, now, "delivery_report_answered", { ...about, answer, officer: name, post });
    await auditInParish(tx, actor, now, found.row, {
      action: "delivery.answer_report",
      about: `A report about “${commitment.what}”`,
      page,
      changes: [{ what: "Answer", before: report.answer || undefined, after: answer }],
    });
    await announceReportAnswered(tx, {
      key: `${report.id}:${now.toISOString()}`,
      personId: report.personId,
      council: found.row.council.name,
      what: commitment.what,
      answer,
      path: `/parishes/${found.row.slug}${page}`,
    });
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
