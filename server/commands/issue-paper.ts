import type { Actor } from "~/domain/permissions/actor";
import { isIdentifier } from "~/domain/record/identifier";
import { takeFromLimits } from "../auth/rate-limits";
import type { Context } from "./context";
import { keepPapersReady, lockForPaper, voteForPaper } from "./offer-paper";
import { openVote } from "./open-vote";
import { done, type Outcome, refused } from "./outcome";
import { auditInParish } from "./write-audit-line";

type Issuing =
  | "issued"
  | "already_issued"
  | "voted_online"
  | "not_on_roll"
  | "no_paper"
  | "not_open"
  | "closed"
  | "unknown";

const refusals = {
  voted_online: [
    "conflict",
    "This resident has voted online already, so they get no paper. They can still change that ballot online.",
  ],
  not_on_roll: ["not_allowed", "This person is not on the roll of this vote. No paper was issued."],
  no_paper: ["closed", "No paper ballots were offered for this vote before it opened."],
  not_open: ["not_open", "Voting has not opened yet, so no paper was issued."],
  closed: ["closed", "Voting has closed, so no paper was issued."],
  unknown: ["not_found", "There is no vote at this address."],
} as const;

/**
 * Records that a paper ballot is given to somebody on the roll of an open vote. From then on they cannot vote online, and in the final list of
 * who voted they are marked as having been given a paper. Which paper, by its number, is recorded nowhere: it is taken from a pile.
 *
 * Answers their name; issuing twice is issuing once. Refuses a stranger (`not_signed_in`), anybody but an officer of the council without an
 * office in the parish, and the officer's own paper (`not_allowed`, s25), too many in an hour (`too_many`), an unknown vote or person
 * (`not_found`), somebody not on the roll (`not_allowed`, s24), somebody who has voted online (`conflict`), and a vote without paper or not open.
 */
export async function issuePaper(
  context: Context,
  asking: Actor,
  input: { voteId: string; personId: string },
): Promise<Outcome<{ name: string; isNew: boolean }>> {
  const asked = await voteForPaper(context, asking, "paper.issue", input);
  if (!asked.ok) return asked;
  const person = isIdentifier(input.personId)
    ? await context.db.person.findUnique({ where: { id: input.personId }, select: { id: true, name: true } })
    : null;
  if (!person) return refused("not_found", "There is no such person.");
  // A refusal tells that somebody has voted: nobody may go through a roll in this way.
  const minutes = await takeFromLimits(context.db, [{ limit: "papers_by_officer", who: asked.value.asking.personId }]);
  if (minutes !== null) {
    return refused("too_many", `Very many papers were asked for. Try again in ${minutes} minutes.`);
  }
  const { vote } = asked.value;
  await openVote(context, vote.id);
  return context.db.$transaction(async (tx): Promise<Outcome<{ name: string; isNew: boolean }>> => {
    const officer = await lockForPaper(tx, "paper.issue", asked.value);
    if (!officer.ok) return officer;
    const actor = officer.value;
    const rows = await tx.$queryRaw<{ issuing: Issuing; now: Date }[]>`
      SELECT issue_paper(${vote.id}::uuid, ${person.id}::uuid) AS issuing, app_now() AS now`;
    const { issuing, now } = rows[0] as { issuing: Issuing; now: Date };
    if (issuing === "already_issued") return done({ name: person.name, isNew: false });
    if (issuing === "issued" || issuing === "voted_online") {
      const isNew = issuing === "issued";
      await auditInParish(tx, actor, now, vote.parish, {
        action: "paper.issue",
        // Whom it was for is left out: with the searches and refusals around it, the log would tell who has voted, and since when.
        about: `${isNew ? "Paper given out" : "Paper refused to a resident who has voted online"}: “${vote.question}”`,
        page: "/minutes",
      });
      if (isNew) {
        const { papersIssued } = await tx.vote.findUniqueOrThrow({ where: { id: vote.id } });
        await keepPapersReady(tx, vote.id, papersIssued);
        return done({ name: person.name, isNew });
      }
    }
    const [code, message] = refusals[issuing as keyof typeof refusals];
    return refused(code, message, { section: issuing === "not_on_roll" ? "s24" : "s25" });
  });
}
