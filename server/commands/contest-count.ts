import { challengeRuling } from "~/domain/act/s32-receipts";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { tidyReceipt } from "~/domain/record/receipt";
import { announceMatter } from "../notices/about-matters";
import { lockParish, rulesOf } from "../persistence/db";
import { findMatter } from "../queries/find-matters";
import { findParishById } from "../queries/find-parish";
import { findReceipt } from "../queries/get-vote-check";
import { matterPeople } from "../queries/matter-people";
import type { Context } from "./context";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { holdsReceipt } from "./receipt-in-text";
import { refusedTo } from "./refused-to";

export interface ContestCountInput {
  voteId: string;
  reasons: string;
  /** As it was typed; may be empty. */
  receipt: string;
}

/**
 * Somebody on the roll of a vote challenges its count before the Commissioner (section 32), with reasons and, when they like, a receipt. Of
 * the receipt only that is kept whether it is in the ballot file: it would say beside their name how they voted (section 28), and one typed with
 * a slip would say it nearly as well.
 *
 * The same challenge sent twice is one. Refuses a stranger (`not_signed_in`), anybody who is not on the roll (`not_allowed`, s32), an
 * unknown vote (`not_found`), missing reasons (`invalid`), a second challenge by the same person, one after the Commissioner has decided
 * (`conflict`), and a time before the count and after the fifth working day (s32).
 */
export async function contestCount(context: Context, actor: Actor, input: ContestCountInput): Promise<Outcome> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "count.contest"));
  const { voteId } = input;
  const noSuchVote = () => refused("not_found", "There is no count of a vote to challenge here.");
  if (!isIdentifier(voteId)) return noSuchVote();
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const known = await tx.vote.findUnique({ where: { id: voteId }, select: { parishId: true, purpose: true } });
    const now = known && known.purpose !== "practice" && (await lockParish(tx, known.parishId));
    if (!known || !now) return noSuchVote();
    const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId } });
    const rolled = await tx.voteRoll.findUnique({ where: { voteId_personId: { voteId, personId: actor.personId } } });
    const allowed = may(actor, "count.contest", { isOnRoll: rolled !== null });
    if (!allowed.holds) return refusedTo(actor, allowed);
    const reasons = input.reasons.trim();
    const mine = await tx.contest.findUnique({ where: { voteId_personId: { voteId, personId: actor.personId } } });
    if (mine) {
      if (mine.reasons === reasons) return done({});
      return refused("conflict", "You have challenged this count already. Everybody may do so once.", {
        section: "s32",
      });
    }
    const rules = rulesOf(vote.rules);
    if (!vote.closedAt) {
      return refused("not_open", "This vote has not been counted, so there is no count to challenge yet.", {
        section: "s32",
      });
    }
    const ruling = challengeRuling(rules, { closedAt: vote.closedAt, now });
    if (!ruling.holds) return refusedBy(ruling);
    const before = await findMatter(tx, "contested_count", voteId, now);
    if (before?.finding) return refused("conflict", "The Commissioner has decided on this count.", { section: "s50" });
    if (reasons === "") return invalid([{ field: "reasons", message: "Say what is wrong with the count." }]);
    if (await holdsReceipt(tx, voteId, reasons)) {
      const message =
        "Take the receipt out of your reasons: they are published with your name, and it would show how you voted. It has a box of its own.";
      return invalid([{ field: "reasons", message }]);
    }

    const typed = tidyReceipt(input.receipt);
    const isReceiptCounted = typed === "" ? null : (await findReceipt(tx, voteId, typed)).choice !== null;
    await tx.contest.create({
      data: {
        parishId: vote.parishId,
        voteId,
        personId: actor.personId,
        name: actor.name,
        reasons,
        isReceiptCounted,
        at: now,
      },
    });
    await appendMinute(tx, vote.parishId, now, "count_contested", {
      vote: voteId,
      about: vote.question,
      by: actor.name,
      reasons,
      isReceiptCounted: isReceiptCounted ?? undefined,
      sections: ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    const matter = await findMatter(tx, "contested_count", voteId, now);
    const found = await findParishById(tx, vote.parishId, now);
    if (matter && found) await announceMatter(tx, matter, await matterPeople(tx, matter, found));
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
