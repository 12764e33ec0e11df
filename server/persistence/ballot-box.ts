import pg from "pg";

/** One ballot on its way into a box. */
export interface BallotEntry {
  slot: Uint8Array;
  personId: string;
  choice: string;
  request: string;
  nonce: Uint8Array;
  receipt: string;
  commitment: Uint8Array;
}

export type CastVerdict =
  | "cast"
  | "repeated"
  | "too_many_changes"
  | "receipt_taken"
  | "not_open"
  | "closed"
  | "unknown";

/** What became of a ballot; of a repeated one, with the answer that was given the first time. */
export type CastAnswer =
  | { outcome: Exclude<CastVerdict, "repeated"> }
  | { outcome: "repeated"; answered: Pick<BallotEntry, "receipt" | "nonce" | "commitment"> };

/** Who may vote, as it was fixed at the opening instant. */
export interface FrozenRoll {
  has(personId: string): boolean;
}

/** The hot path to the boxes of votes: hand-written SQL over its own few connections. */
export interface BallotBox {
  /**
   * Puts a batch into a vote's box in one statement and one transaction. At most one entry a person.
   *
   * @returns an answer, by its place from 1, for each that was not simply cast
   */
  cast(
    voteId: string,
    entries: readonly BallotEntry[],
    changesAnHour: number,
  ): Promise<(CastAnswer & { ordinal: number })[]>;
  /** The key of a box while it exists. */
  key(voteId: string): Promise<Buffer | null>;
  /** The frozen roll of an open vote. */
  roll(voteId: string): Promise<FrozenRoll>;
  /** Grows the public count by a step if enough ballots wait. */
  publishStep(voteId: string): Promise<boolean>;
  close(): Promise<void>;
}

const plainWord = /^[0-9A-Za-z-]+$/;

/** An array of plain words as PostgreSQL reads it. The driver's own way of writing one costs as much as the rest of a cast. */
function arrayOf(words: readonly string[]): string {
  for (const word of words) if (!plainWord.test(word)) throw new Error("a ballot holds what it may not");
  return `{${words.join(",")}}`;
}

const idBytes = 16;

/** @param people the ids of everybody on it, 16 bytes each, in order: a roll of 200,000 takes 3.2 MB */
function frozenRoll(people: Buffer): FrozenRoll {
  return {
    has(personId) {
      const wanted = Buffer.from(personId.replaceAll("-", ""), "hex");
      let low = 0;
      let high = people.length / idBytes;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const order = people.compare(wanted, 0, idBytes, middle * idBytes, (middle + 1) * idBytes);
        if (order === 0) return true;
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return false;
    },
  };
}

/** @param poolSize connections; casts on one vote queue for its lock, so a few are enough */
export function openBallotBox(connectionString: string, poolSize = 4): BallotBox {
  const pool = new pg.Pool({ connectionString, max: poolSize });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  return {
    async cast(voteId, entries, changesAnHour) {
      const { rows } = await pool.query<{
        ordinal: number;
        outcome: CastVerdict;
        receipt: string;
        nonce: Buffer;
        commitment: Buffer;
      }>({
        name: "cast_ballots",
        text: "SELECT ordinal, outcome, receipt, nonce, commitment FROM cast_ballots($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values: [
          voteId,
          Buffer.concat(entries.map((entry) => entry.slot)),
          arrayOf(entries.map((entry) => entry.personId)),
          arrayOf(entries.map((entry) => entry.choice)),
          arrayOf(entries.map((entry) => entry.request)),
          Buffer.concat(entries.map((entry) => entry.nonce)),
          arrayOf(entries.map((entry) => entry.receipt)),
          Buffer.concat(entries.map((entry) => entry.commitment)),
          changesAnHour,
        ],
      });
      return rows.map(({ ordinal, outcome, ...answered }) =>
        outcome === "repeated" ? { ordinal, outcome, answered } : { ordinal, outcome },
      );
    },
    async key(voteId) {
      const { rows } = await pool.query<{ key: Buffer | null }>("SELECT box_key($1) AS key", [voteId]);
      return rows[0]?.key ?? null;
    },
    async roll(voteId) {
      const { rows } = await pool.query<{ people: Buffer | null }>(
        "SELECT string_agg(uuid_send(person_id), ''::bytea ORDER BY person_id) AS people FROM vote_roll WHERE vote_id = $1",
        [voteId],
      );
      return frozenRoll(rows[0]?.people ?? Buffer.alloc(0));
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
