import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may, type ProposalDuties } from "~/domain/permissions/may";
import { isUndecided } from "~/domain/proposal/proposal-state";
import { findOnParishRoll } from "../queries/office-facts";
import { postOf } from "./act-on-duty";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * An officer of the council names somebody to do the duties of the convenor on one proposal, because everybody who holds an office in the parish
 * has a conflict of interest in it (section 33). Another name takes the place of an earlier one.
 *
 * Answers that they are named; naming the same person twice is one naming. Refuses a stranger (`not_signed_in`), anybody but an officer of
 * this council (`not_allowed`, s33), a proposal on which convenor or deputy may act or that is decided (`closed`, s33), an address of
 * nobody on the parish roll, of the author and of somebody with a conflict (`invalid`), and a parish that has ended (s40).
 */
export async function nameActingPerson(
  context: Context,
  asking: Actor,
  input: { proposalId: string; email: string },
): Promise<Outcome> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "conflict.name_acting"));
  return context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held || held.one.rules === null || held.one.submittedAt === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const refusal = firstRefusal(
      may(actor, "conflict.name_acting", subject),
      aliveRuling(held.one.rules, { sunsetAt: held.found.term.sunsetAt, now }),
    );
    if (refusal) return refusal;
    const duties = subject.duties as ProposalDuties;
    if (!isUndecided(one.state) || found.row.offices.length === 0 || duties.isAnyoneLeft) {
      return refused(
        "closed",
        "Nobody is named: the council does so only where convenor and deputy both may not act.",
        {
          section: "s33",
        },
      );
    }
    const person = await findOnParishRoll(tx, found.wardIds, input.email);
    const mistake = !person
      ? "Nobody on the roll of this parish has this address."
      : duties.conflictedIds.includes(person.id)
        ? "This person has a conflict of interest too."
        : person.id === one.authorId
          ? "This person is the author of the proposal."
          : null;
    if (!person || mistake) return invalid([{ field: "email", message: mistake ?? "" }]);
    if (duties.actingId === person.id) return done({});
    const officer = postOf(actor, found.row.councilId);
    await tx.actingPerson.updateMany({ where: { proposalId: one.id, endedAt: null }, data: { endedAt: now } });
    await tx.actingPerson.create({
      data: {
        proposalId: one.id,
        personId: person.id,
        officerId: officer.id,
        officerName: officer.name,
        officerPost: officer.post,
        namedAt: now,
      },
    });
    await appendMinute(tx, found.row.id, now, "acting_person_named", {
      number: one.number,
      title: one.title,
      person: person.name,
      officerName: officer.name,
      officerPost: officer.post,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "conflict.name_acting",
      about: `${person.name} is to act on “${one.title}”`,
      page: `/proposals/${one.number}`,
      actingId: subject.duties?.actingId,
    });
    return done({});
  });
}
