import { decisionRuling } from "~/domain/act/s30-participation-floor";
import { countEndsAt } from "~/domain/vote/vote-state";
import type { Choice } from "~/domain/voting/yes-no-abstain";
import { announceDecided } from "../notices/about-votes";
import { rulesOf, toJson } from "../persistence/db";
import { ballotFileHash } from "../queries/vote-record";
import { concludeVote } from "./conclude-vote";
import type { Context } from "./context";
import { closeLog, termsHash } from "./grow-log";
import { appendMinute } from "./minute-book";
import { countedPapers, inMinutes, paperResult } from "./paper-count";

export type Closing = "closed" | "already_closed" | "not_yet" | "not_open" | "unknown";

/**
 * Closes a vote whose instant has come, which for one that takes paper is the end of the time for counting it: opens the box into the ballot file, destroys the box, rules on the result and
 * does what follows from it, all in one transaction. Whoever comes first does it; all others find it done.
 * What follows is dated at that instant, however much later the counting happens.
 *
 * Answers `closed`, or why there was nothing to do.
 */
export async function closeVote(context: Context, voteId: string): Promise<Closing> {
  const closing = await context.db.$transaction(
    async (tx): Promise<Closing> => {
      const rows = await tx.$queryRaw<{ closing: Closing | "closing"; at: Date }[]>`
        SELECT begin_closing(${voteId}::uuid) AS closing, app_now() AS at`;
      const { closing, at } = rows[0] as (typeof rows)[0];
      if (closing !== "closing") return closing;
      const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId } });
      const endedAt = countEndsAt(vote);
      const papers = await countedPapers(tx, vote);
      const { step, hash } = await closeLog(tx, context.signer, vote, at, papers.choices);
      const counts = step.counts as Record<Choice, number>;
      const roll = vote.rollSize as number;
      const rules = rulesOf(vote.rules);
      const ruling = decisionRuling(rules, { class: vote.class, roll, counts });
      const online = await tx.voteMark.count({ where: { voteId, isPaper: false } });
      const paper = paperResult(vote, papers, online);
      await tx.vote.updateMany({
        where: { id: voteId },
        data: { ruling: toJson(ruling), ...(paper && { paperResult: toJson(paper) }) },
      });
      await appendMinute(tx, vote.parishId, endedAt, "vote_closed", {
        vote: vote.id,
        question: vote.question,
        roll,
        ballots: step.ballots,
        // Everybody who voted online, and as many of those with a paper as came back.
        marks: online + papers.choices.length,
        ...(paper && inMinutes(paper)),
        counts,
        outcome: ruling.outcome,
        sentence: ruling.sentence,
        sections: ruling.sections,
        actVersion: ruling.actVersion,
        scheduleVersion: ruling.scheduleVersion,
        terms: await termsHash(tx, vote),
        steps: step.number,
        step: hash,
        leaves: step.size,
        root: step.root,
        ballotFile: await ballotFileHash(tx, voteId),
      });
      await announceDecided(tx, vote, ruling);
      await concludeVote(tx, vote, rules, ruling);
      return "closed";
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
  if (closing === "closed") {
    context.publish({ kind: "vote_closed", voteId });
    context.enqueue({ name: "deliver-mail" });
  }
  return closing;
}
