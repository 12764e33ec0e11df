import { randomBytes } from "node:crypto";
import type { Actor } from "~/domain/permissions/actor";
import { may, type Subject } from "~/domain/permissions/may";
import { serialBytes, serialOf } from "~/domain/record/serial";
import { whenInWords } from "~/domain/time/words";
import { announcePaperOffered } from "../notices/about-votes";
import { instant, lockParish, type Tx } from "../persistence/db";
import { findParishById } from "../queries/find-parish";
import { paperPlanRuling } from "../queries/paper-plan";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { firstRefusal, isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** Papers that are printed together, so that nobody can tell from its number to whom a paper was given. */
export const papersTogether = 20;
/** Once fewer than this are left, more are printed. */
const fewestLeft = 5;

export const noSuchVote = () => refused("not_found", "There is no vote at this address.");

type PaperAction = "paper.offer" | "paper.issue" | "paper.count";

/**
 * The vote about whose papers somebody wants to do something, with what `may` asks of it. Nothing is locked yet.
 *
 * Refuses a stranger (`not_signed_in`), an unknown vote (`not_found`) and whoever may not do it (`not_allowed`, s25).
 */
export async function voteForPaper(
  context: Context,
  asking: Actor,
  action: PaperAction,
  input: { voteId: string; personId?: string },
) {
  const { voteId, personId } = input;
  const vote = await context.db.vote.findUnique({
    where: { id: voteId },
    include: { parish: { select: { id: true, slug: true, councilId: true } } },
  });
  const subject: Subject = { councilId: vote?.parish.councilId, parishId: vote?.parishId, personId };
  const allowed = may(asking, action, subject);
  if (!isSignedIn(asking)) return refusedTo(asking, allowed);
  if (!vote) return noSuchVote();
  return allowed.holds ? done({ vote, subject, asking }) : refusedTo(asking, allowed);
}

/** Locks the vote for that. Answers the officer with what they hold now, and refuses whoever may not do it any more (`not_allowed`, s25). */
export async function lockForPaper<A extends Actor>(
  tx: Tx,
  action: PaperAction,
  asked: { vote: { id: string }; subject: Subject; asking: A },
): Promise<Outcome<A>> {
  await tx.$queryRaw`SELECT 1 FROM vote WHERE id = ${asked.vote.id}::uuid FOR NO KEY UPDATE`;
  const actor = await asOf(tx, asked.asking);
  const allowed = may(actor, action, asked.subject);
  return allowed.holds ? done(actor) : refusedTo(actor, allowed);
}

/**
 * Offers paper ballots for a vote that has notice and has not opened. That fixes until when they are counted, for good: at 9pm on the second
 * working day after the closing day (section 25).
 *
 * Answers that instant; offering twice is offering once. Refuses a stranger (`not_signed_in`), anybody but an officer of the council without
 * an office in the parish (`not_allowed`, s25), an unknown vote (`not_found`), one that was cancelled (`closed`) or has opened, a hall vote
 * (s25), and a vote whose later result would come too late for its parish (s41, s44, s40) or its power (s12).
 */
export async function offerPaper(
  context: Context,
  asking: Actor,
  input: { voteId: string },
): Promise<Outcome<{ paperDueAt: Date }>> {
  const asked = await voteForPaper(context, asking, "paper.offer", input);
  if (!asked.ok) return asked;
  const { id: voteId, parish } = asked.value.vote;
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ paperDueAt: Date }>> => {
    // The parish first, as whatever opens or cancels a vote of it does.
    await lockParish(tx, parish.id);
    const officer = await lockForPaper(tx, "paper.offer", asked.value);
    if (!officer.ok) return officer;
    const actor = officer.value;
    const now = await instant(tx);
    const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId } });
    if (vote.paperDueAt) return done({ paperDueAt: vote.paperDueAt });
    if (vote.cancelledAt) return refused("closed", "This vote was cancelled.");
    const found = await findParishById(tx, parish.id, now);
    if (!found) return noSuchVote();
    const { ruling, paperDueAt } = await paperPlanRuling(tx, found, vote, now);
    const refusal = firstRefusal(ruling);
    if (refusal) return refusal;
    await tx.vote.updateMany({ where: { id: vote.id }, data: { paperDueAt } });
    await printPapers(tx, vote.id, papersTogether);
    await announcePaperOffered(tx, vote, paperDueAt);
    await appendMinute(tx, parish.id, now, "paper_offered", {
      vote: vote.id,
      question: vote.question,
      closesAt: vote.closesAt.toISOString(),
      paperDueAt: paperDueAt.toISOString(),
      officer: actor.name,
    });
    await auditInParish(tx, actor, now, parish, {
      action: "paper.offer",
      about: `Paper ballots for “${vote.question}”`,
      page: "/minutes",
      changes: [{ what: "Papers are counted until", after: whenInWords(paperDueAt) }],
    });
    return done({ paperDueAt });
  });
  if (outcome.ok) {
    context.publish({ kind: "vote_changed", voteId });
    context.enqueue({ name: "deliver-mail" });
  }
  return outcome;
}

/** Adds the serial numbers of more papers, drawn at random: they say nothing of when a paper was given out, or to whom. */
async function printPapers(tx: Tx, voteId: string, count: number): Promise<void> {
  const serials = Array.from({ length: count }, () => serialOf(randomBytes(serialBytes))).sort();
  await tx.paperSerial.createMany({ data: serials.map((serial) => ({ voteId, serial })), skipDuplicates: true });
}

/** Makes sure that there are papers to give out: a few more than were issued. */
export async function keepPapersReady(tx: Tx, voteId: string, issued: number): Promise<void> {
  const printed = await tx.paperSerial.count({ where: { voteId } });
  if (printed - issued < fewestLeft) await printPapers(tx, voteId, papersTogether);
}
