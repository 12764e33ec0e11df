import { contestRuling } from "~/domain/act/s19-admissibility";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { announceMatter } from "../notices/about-matters";
import { findMatter } from "../queries/find-matters";
import { matterPeople } from "../queries/matter-people";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * The author of a proposal contests before the Commissioner that it was ruled out (section 19), once.
 *
 * The same sent twice is one. Refuses a stranger (`not_signed_in`), anybody but the author (`not_allowed`), an unknown proposal
 * (`not_found`), missing reasons (`invalid`), a second time, a proposal that was not ruled out, a time after the fifth working day (s19), and
 * a parish that has ended, in which nothing could go on (s40).
 */
export async function contestInadmissibility(
  context: Context,
  asking: Actor,
  input: { proposalId: string; reasons: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "ruling.contest"));
  if (!isIdentifier(input.proposalId)) return noSuchProposal();
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held?.one.rules || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const { rules } = held.one;
    const allowed = may(actor, "ruling.contest", subject);
    if (!allowed.holds) return refusedTo(actor, allowed);
    const reasons = input.reasons.trim();
    const row = await tx.proposal.findUniqueOrThrow({ where: { id: one.id }, include: { contest: true } });
    if (row.contest?.reasons === reasons) return done({});
    const refusal = firstRefusal(aliveRuling(rules, { sunsetAt: held.found.term.sunsetAt, now }));
    if (refusal) return refusal;
    const { inadmissibleAt: ruledOutAt, contest } = row;
    const ruling = contestRuling(rules, { ruledOutAt, isContested: contest !== null, reasons, now });
    if (!ruling.holds) {
      return ruling.wouldChange ? invalid([{ field: "reasons", message: ruling.sentence }]) : refusedBy(ruling);
    }
    await tx.contest.create({
      data: {
        parishId: found.row.id,
        proposalId: one.id,
        personId: actor.personId,
        name: actor.name,
        reasons,
        at: now,
      },
    });
    await appendMinute(tx, found.row.id, now, "ruling_contested", {
      number: one.number,
      title: one.title,
      by: actor.name,
      reasons,
      sections: ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    const matter = await findMatter(tx, "inadmissibility", one.id, now);
    if (matter) await announceMatter(tx, matter, await matterPeople(tx, matter, found));
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
