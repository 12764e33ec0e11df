import type { Context } from "../commands/context";
import { settleVotes } from "../commands/settle-votes";
import type { Db } from "../persistence/db";

/**
 * Moves the deployment's clock to an instant, earlier or later. Only the simulation's database lets the application do this.
 *
 * @returns the instant that the clock shows afterwards; never before `to` by more than the time the statement takes
 */
export async function setClock(db: Db, to: Date): Promise<Date> {
  const rows = await db.$queryRaw<{ now: Date }[]>`
    SELECT move_clock(ceil(extract(epoch FROM ${to}::timestamptz - app_now()) * 1000)::bigint) AS now`;
  return (rows[0] as { now: Date }).now;
}

/** How far the clock stands from real time, in milliseconds: positive when it is ahead. */
export async function clockOffsetMs(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ offset: bigint }[]>`SELECT offset_ms AS offset FROM clock WHERE id = 1`;
  return Number((rows[0] as { offset: bigint }).offset);
}

/**
 * Moves the clock forward to an instant the way time passes: it stands still at every opening and closing of a vote on the
 * way, so that each happens in its turn and is recorded at its own instant.
 */
export async function passTime(context: Context, until: Date): Promise<Date> {
  const { db } = context;
  for (;;) {
    // One question a move: which vote opens or closes before that, and if none does, the move itself.
    const rows = await db.$queryRaw<{ stop: Date | null; now: Date }[]>`
      WITH next AS MATERIALIZED (
        SELECT least(
          (SELECT min(opens_at) FROM vote WHERE opened_at IS NULL AND cancelled_at IS NULL),
          (SELECT min(coalesce(paper_due_at, closes_at)) FROM vote WHERE closed_at IS NULL AND cancelled_at IS NULL)
        ) AS at, ${until}::timestamptz AS until
      )
      SELECT CASE WHEN at <= until THEN at END AS stop,
        CASE
          WHEN at <= until OR until <= app_now() THEN app_now()
          ELSE move_clock(ceil(extract(epoch FROM until - app_now()) * 1000)::bigint)
        END AS now
      FROM next`;
    const { stop, now } = rows[0] as { stop: Date | null; now: Date };
    if (stop === null) return now;
    if (stop > now) await setClock(db, stop);
    await settleVotes(context);
  }
}
