import pg from "pg";

/** One ballot on its way into a box. */
export interface BallotEntry {
  slot: Buffer;
  personId: string;
  choice: string;
  request: string;
  nonce: Buffer;
  receipt: string;
  commitment: Buffer;
}

export type CastVerdict =
  | "cast"
  | "repeated"
  | "too_many_changes"
  | "receipt_taken"
  | "not_open"
  | "closed"
  | "unknown";

export interface CastRow {
  ordinal: number;
  outcome: CastVerdict;
  receipt: string | null;
  nonce: Buffer | null;
  commitment: Buffer | null;
}

/** The hot path to the boxes of votes: hand-written SQL over its own few connections. */
export interface BallotBox {
  /** Puts a batch into a vote's box in one statement and one transaction. At most one entry a person. */
  cast(voteId: string, entries: readonly BallotEntry[], changesAnHour: number): Promise<CastRow[]>;
  /** The key of a box while it exists. */
  key(voteId: string): Promise<Buffer | null>;
  /** Who of these people are on a vote's frozen roll. */
  onRoll(voteId: string, personIds: readonly string[]): Promise<string[]>;
  /** Grows the public count by a step if enough ballots wait. */
  publishStep(voteId: string): Promise<boolean>;
  close(): Promise<void>;
}

/** @param poolSize connections; casts on one vote queue for its lock, so a few are enough */
export function openBallotBox(connectionString: string, poolSize = 4): BallotBox {
  const pool = new pg.Pool({ connectionString, max: poolSize });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  return {
    async cast(voteId, entries, changesAnHour) {
      const { rows } = await pool.query<CastRow>({
        name: "cast_ballots",
        text: "SELECT ordinal, outcome, receipt, nonce, commitment FROM cast_ballots($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values: [
          voteId,
          entries.map((entry) => entry.slot),
          entries.map((entry) => entry.personId),
          entries.map((entry) => entry.choice),
          entries.map((entry) => entry.request),
          entries.map((entry) => entry.nonce),
          entries.map((entry) => entry.receipt),
          entries.map((entry) => entry.commitment),
          changesAnHour,
        ],
      });
      return rows;
    },
    async key(voteId) {
      const { rows } = await pool.query<{ key: Buffer | null }>("SELECT box_key($1) AS key", [voteId]);
      return rows[0]?.key ?? null;
    },
    async onRoll(voteId, personIds) {
      const { rows } = await pool.query<{ person_id: string }>({
        name: "on_roll",
        text: "SELECT person_id FROM vote_roll WHERE vote_id = $1 AND person_id = ANY($2::uuid[])",
        values: [voteId, personIds],
      });
      return rows.map((row) => row.person_id);
    },
    async publishStep(voteId) {
      const { rows } = await pool.query<{ published: boolean }>({
        name: "publish_step",
        text: "SELECT publish_step($1) AS published",
        values: [voteId],
      });
      return rows[0]?.published ?? false;
    },
    close: () => pool.end(),
  };
}
