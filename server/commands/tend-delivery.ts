import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { announceReportAnswered } from "../notices/about-delivery";
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
 * Hides a resident's report with its picture, or a file of the council's. Its place stays, with the reason, for everybody to see. What must not
 * be seen is hidden after the sunset too.
 *
 * Answers that it is hidden; hiding it twice keeps the first reason. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy
 * and officers of this council (`not_allowed`) and an unknown commitment, report or file (`not_found`).
 */
export async function hideDelivery(
  context: Context,
  actor: Actor,
  input: ShownThing & { reason: string },
): Promise<Outcome> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "delivery.hide"));
  return context.db.$transaction(async (tx) => {
    const held = await holdCommitment(tx, input.commitmentId);
    if (!held || !isIdentifier(input.shownId)) return refused("not_found", noSuchCommitment);
    const { now, found, subject, commitment, about, page } = held;
    const refusal = firstRefusal(may(actor, "delivery.hide", subject));
    if (refusal) return refusal;
    const which = { id: input.shownId, commitmentId: commitment.id };
    const report = await tx.deliveryReport.findFirst({ where: which });
    const file = report
      ? null
      : await tx.evidence.findFirst({ where: which, select: { id: true, hash: true, hiddenAt: true } });
    if (!report && !file) return refused("not_found", noSuchThing);
    if ((report ?? file)?.hiddenAt) return done({});
    const reason = input.reason.trim();
    const data = { hiddenAt: now, hiddenById: actor.personId, hiddenReason: reason };
    if (report) await tx.deliveryReport.update({ where: { id: report.id }, data });
    else await tx.evidence.update({ where: { id: input.shownId }, data, select: { id: true } });
    await appendMinute(tx, found.row.id, now, "delivery_hidden", {
      ...about,
      evidenceHash: file?.hash,
      reason,
      by: actor.name,
      ...(report ? await countReports(tx, commitment.id) : {}),
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "delivery.hide",
      about: `${report ? "A report" : "A file"} about “${commitment.what}”`,
      page,
      actingId: subject.duties?.actingId,
      changes: [{ what: "Reason", after: reason }],
    });
    return done({});
  });
}

/**
 * Answers a resident's report for the council. Another answer takes the place of the first.
 *
 * Answers nothing; the same answer twice is one. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an
 * unknown commitment or report (`not_found`) and a report that is hidden (`conflict`).
 */
export async function answerReport(
  context: Context,
  actor: Actor,
  input: ShownThing & { answer: string },
): Promise<Outcome> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "delivery.answer_report"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdCommitment(tx, input.commitmentId);
    if (!held || !isIdentifier(input.shownId)) return refused("not_found", noSuchCommitment);
    const { now, found, subject, commitment, about, page }: HeldCommitment = held;
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
