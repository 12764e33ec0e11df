import type { Actor } from "~/domain/permissions/actor";
import { people } from "~/domain/time/words";
import type { PaperCount } from "~/domain/vote/paper";
import { takeFromLimits } from "../auth/rate-limits";
import type { Context } from "./context";
import { lockForPaper, voteForPaper } from "./offer-paper";
import { done, invalid, type Outcome, refused } from "./outcome";
import { auditInParish } from "./write-audit-line";

type Entering =
  | "waiting"
  | "agreed"
  | "differ"
  | "already_agreed"
  | "wrong_sum"
  | "no_paper"
  | "not_open"
  | "closed"
  | "unknown";

/** How far the counts of a vote's papers are after one was entered. */
export type CountStands = "waiting" | "agreed" | "differ";

const refusals = {
  already_agreed: ["conflict", "Two officers have counted alike already, so the count of the papers stands."],
  no_paper: ["closed", "Nobody was given a paper ballot in this vote, so there is nothing to count."],
  not_open: ["not_open", "Papers are counted once voting has closed."],
  closed: ["closed", "The time for counting papers is over."],
  unknown: ["not_found", "There is no vote at this address."],
} as const;

/**
 * Takes an officer's count of the papers of a vote, between its closing and the end of the time for counting. Two different officers who count
 * alike settle it. When they differ, both are told so, not in what, and both enter theirs again. Nobody sees another's figures.
 *
 * Answers whether another officer's count is waited for, the two agree, or they differ. Refuses a stranger (`not_signed_in`), anybody but an
 * officer of the council without an office in the parish (`not_allowed`, s25), an unknown vote (`not_found`), figures that do not add up to the
 * papers issued (`invalid`), too many tries (`too_many`), and a time at which papers are not counted (`not_open`, `closed`, s25).
 */
export async function enterPaperCount(
  context: Context,
  asking: Actor,
  input: { voteId: string } & PaperCount,
): Promise<Outcome<{ stands: CountStands }>> {
  const asked = await voteForPaper(context, asking, "paper.count", { voteId: input.voteId });
  if (!asked.ok) return asked;
  const { vote } = asked.value;
  const minutes = await takeFromLimits(context.db, [{ limit: "counts_by_officer", who: asked.value.asking.personId }]);
  if (minutes !== null) return refused("too_many", `That is many counts in one hour. Try again in ${minutes} minutes.`);
  return context.db.$transaction(async (tx): Promise<Outcome<{ stands: CountStands }>> => {
    const { for: inFavour, against, abstain, spoilt, notReturned } = input;
    const officer = await lockForPaper(tx, "paper.count", asked.value);
    if (!officer.ok) return officer;
    const actor = officer.value;
    const rows = await tx.$queryRaw<{ entering: Entering; now: Date }[]>`
      SELECT enter_paper_count(${vote.id}::uuid, ${actor.personId}::uuid, ${inFavour}::int, ${against}::int, ${abstain}::int, ${spoilt}::int,
        ${notReturned}::int) AS entering, app_now() AS now`;
    const { entering, now } = rows[0] as { entering: Entering; now: Date };
    if (entering === "wrong_sum") {
      const { papersIssued } = await tx.vote.findUniqueOrThrow({ where: { id: vote.id } });
      return invalid([
        {
          field: "notReturned",
          message: `The five figures must add up to ${people(papersIssued, "paper", "papers")}, as many as were issued.`,
        },
      ]);
    }
    if (entering !== "waiting" && entering !== "agreed" && entering !== "differ") {
      const [code, message] = refusals[entering];
      return refused(code, message, { section: "s25" });
    }
    await auditInParish(tx, actor, now, vote.parish, {
      action: "paper.count",
      // Never the figures: a count of few papers is nearly a ballot.
      about: `Count of the papers of “${vote.question}”`,
      page: "/minutes",
      changes: [{ what: "Counts", after: standings[entering] }],
    });
    return done({ stands: entering });
  });
}

const standings: Readonly<Record<CountStands, string>> = {
  waiting: "One officer’s count is in",
  agreed: "Two officers counted alike",
  differ: "Two officers’ counts differ, so both enter theirs again",
};
