import pg from "pg";
import { expect } from "vitest";

/** A row that is locked by somebody else, so that whatever needs it waits. */
export interface HeldRow {
  /** Goes on once so many transactions of the database wait for a lock. */
  untilWaited(by: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Locks a row until it is released.
 *
 * @param strength `UPDATE` keeps even those waiting who only point at the row
 */
export async function holdRow(
  ownerUrl: string,
  table: "parish" | "person" | "vote",
  id: string,
  strength: "UPDATE" | "NO KEY UPDATE" = "NO KEY UPDATE",
): Promise<HeldRow> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR ${strength}`, [id]);
  const waiting = `SELECT count(*)::int AS count FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()`;
  const countWaiting = async (): Promise<number> => {
    // What is known of other sessions is kept to the end of a transaction otherwise.
    await client.query("SELECT pg_stat_clear_snapshot()");
    return (await client.query<{ count: number }>(waiting)).rows[0]?.count ?? 0;
  };
  return {
    untilWaited: (by) => expect.poll(countWaiting, { timeout: 10_000 }).toBeGreaterThanOrEqual(by),
    async release() {
      await client.query("COMMIT");
      await client.end();
    },
  };
}
