import { actInForce } from "~/domain/act/act-in-force";
import { directionRuling } from "~/domain/act/s50-commissioner";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { announceByCommissioner } from "../notices/about-matters";
import { instant, toJson } from "../persistence/db";
import { findMatter } from "../queries/find-matters";
import { mayDecideMatter } from "../queries/matter-people";
import { recountVote } from "../queries/recount-vote";
import type { Context } from "./context";
import { holdMatter, minutedMatter, noSuchMatter } from "./hold-matter";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The Commissioner has a contested count done again (sections 32 and 50): the published record is counted by the code of the page on which
 * anybody checks it, and the report is published. It changes nothing of the vote: whatever comes out, the decision stays as it is.
 *
 * Once done it is done: the record never changes, and so neither would the report. Answers whether everything agrees. Refuses a stranger
 * (`not_signed_in`), anybody but the Commissioner and one who belongs to a side (`not_allowed`), a count that nobody challenged
 * (`not_found`), and one on which the Commissioner has decided (`conflict`).
 */
export async function directRecount(
  context: Context,
  asking: Actor,
  input: { voteId: string },
): Promise<Outcome<{ agrees: boolean }>> {
  const allowed = may(asking, "matter.decide");
  if (!isSignedIn(asking) || !allowed.holds) return refusedTo(asking, allowed);
  const { db } = context;
  const known = await findMatter(db, "contested_count", input.voteId, await instant(db));
  const vote = known && (await db.vote.findUnique({ where: { id: input.voteId } }));
  if (!vote) return noSuchMatter();
  // Outside the transaction, so that a large record holds up nobody: it is closed, and never changes again.
  const counted = await recountVote(db, vote);
  const outcome = await db.$transaction(async (tx): Promise<Outcome<{ agrees: boolean }>> => {
    const held = await holdMatter(tx, asking, "contested_count", vote.id);
    if (!held) return noSuchMatter();
    const { now, matter, found, people, actor } = held;
    const impartial = mayDecideMatter(actor, people);
    if (!impartial.holds) return refusedTo(actor, { ...impartial, outcome: "not_allowed" });
    const before = await tx.recount.findUnique({ where: { voteId: vote.id } });
    if (before) return done({ agrees: before.agrees });
    if (matter.finding) return refused("conflict", "The Commissioner has decided on this count.", { section: "s50" });
    const ruling = directionRuling(found.rules ?? actInForce, {
      direction: "recount",
      reasons: "Somebody on the roll challenged the count.",
    });
    const { agrees, report, counts, root, ballotFile } = counted;
    const data = { agrees, report: toJson(report), counts: toJson(counts), root, ballotFile };
    await tx.recount.create({
      data: { ...data, voteId: vote.id, parishId: vote.parishId, byId: actor.personId, byName: actor.name, at: now },
    });
    const sentence = agrees
      ? "The count was done again from what was published, and everything agrees."
      : "The count was done again from what was published, and something does not agree.";
    await appendMinute(tx, vote.parishId, now, "recount_directed", {
      ...minutedMatter(held),
      ...counts,
      agrees,
      root,
      ballotFile,
      by: actor.name,
      sentence,
      sections: ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "matter.decide",
      about: `A new count of “${matter.title}”`,
      page: "/minutes",
      changes: [{ what: "New count", after: agrees ? "Everything agrees" : "Something does not agree" }],
    });
    await announceByCommissioner(tx, matter, people, { what: "recount", sentence, reasons: "" });
    return done({ agrees });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}
