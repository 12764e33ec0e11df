import { closeVote } from "./close-vote";
import type { Context } from "./context";
import { openVote } from "./open-vote";

/**
 * Opens and closes every vote whose instant has come, in the order of their instants. Every page and command does this first, so
 * that what it reads is true at the instant of asking whatever timers and jobs did.
 */
export async function settleVotes(context: Context): Promise<void> {
  const due = await context.db.$queryRaw<{ id: string; opens: boolean }[]>`
    WITH clock_now AS MATERIALIZED (SELECT app_now() AS at)
    SELECT id, opens FROM (
      SELECT id, opens_at AS at, true AS opens FROM vote
        WHERE opened_at IS NULL AND cancelled_at IS NULL AND opens_at <= (SELECT at FROM clock_now)
      UNION ALL
      SELECT id, coalesce(paper_due_at, closes_at), false FROM vote
        WHERE closed_at IS NULL AND cancelled_at IS NULL AND closes_at <= (SELECT at FROM clock_now)
          AND coalesce(paper_due_at, closes_at) <= (SELECT at FROM clock_now)
    ) AS due ORDER BY due.at`;
  for (const vote of due) {
    if (vote.opens) await openVote(context, vote.id);
    else await closeVote(context, vote.id);
  }
}

/** The real milliseconds until the next vote is due to open or close; null when none is. */
export async function untilNextVote(context: Context): Promise<number | null> {
  const next = await context.db.$queryRaw<{ ms: number | null }[]>`
    SELECT (extract(epoch FROM least(
      (SELECT min(opens_at) FROM vote WHERE opened_at IS NULL AND cancelled_at IS NULL),
      (SELECT min(coalesce(paper_due_at, closes_at)) FROM vote WHERE closed_at IS NULL AND cancelled_at IS NULL)
    ) - app_now()) * 1000)::float8 AS ms`;
  const ms = next[0]?.ms;
  return ms === null || ms === undefined ? null : Math.max(0, ms);
}
