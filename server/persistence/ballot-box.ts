import pg from "pg";

/** One ballot on its way into a box. Bytes are written in hexadecimal. */
export interface BallotEntry {
  personId: string;
  choice: string;
  /** A UUID. */
  request: string;
  nonce: string;
  receipt: string;
  commitment: string;
}

export type CastVerdict =
  | "cast"
  | "repeated"
  | "too_many_changes"
  | "receipt_taken"
  | "paper_issued"
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
  /** Whether a vote has a box: it has opened and has not been closed. */
  exists(voteId: string): Promise<boolean>;
  /** The frozen roll of an open vote. */
  roll(voteId: string): Promise<FrozenRoll>;
  close(): Promise<void>;
}

const choices = /^[a-z_,]*$/;

/** Choices as PostgreSQL reads an array. The driver's own way of writing one costs as much as the rest of a cast. */
function arrayOf(words: readonly string[]): string {
  const line = words.join(",");
  if (!choices.test(line)) throw new Error("a ballot holds what it may not");
  return `{${line}}`;
}

/** Bytes of a whole batch, one after another. */
const packed = (values: readonly string[]) => Buffer.from(values.join(""), "hex");
const withoutDashes = (uuids: readonly string[]) => Buffer.from(uuids.join("").replaceAll("-", ""), "hex");

const idBytes = 16;
const firstDigits = 8;

/** @param people the ids of everybody on it, 16 bytes each, in order: with what is made here, a roll of 200,000 takes 4 MB */
function frozenRoll(people: Buffer): FrozenRoll {
  // The first four bytes nearly always decide, and are compared as a number.
  const firsts = Uint32Array.from({ length: people.length / idBytes }, (_, index) =>
    people.readUInt32BE(index * idBytes),
  );
  return {
    has(personId) {
      const wanted = Number.parseInt(personId.slice(0, firstDigits), 16);
      let low = 0;
      let high = firsts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((firsts[middle] as number) < wanted) low = middle + 1;
        else high = middle;
      }
      const digits = personId.replaceAll("-", "");
      for (let place = low; firsts[place] === wanted; place += 1) {
        if (people.toString("hex", place * idBytes, (place + 1) * idBytes) === digits) return true;
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
        text: "SELECT ordinal, outcome, receipt, nonce, commitment FROM cast_ballots($1, $2, $3, $4, $5, $6, $7, $8)",
        values: [
          voteId,
          withoutDashes(entries.map((entry) => entry.personId)),
          arrayOf(entries.map((entry) => entry.choice)),
          withoutDashes(entries.map((entry) => entry.request)),
          packed(entries.map((entry) => entry.nonce)),
          Buffer.from(entries.map((entry) => entry.receipt).join(""), "latin1"),
          packed(entries.map((entry) => entry.commitment)),
          changesAnHour,
        ],
      });
      return rows.map(({ ordinal, outcome, receipt, nonce, commitment }) =>
        outcome === "repeated"
          ? {
              ordinal,
              outcome,
              answered: { receipt, nonce: nonce.toString("hex"), commitment: commitment.toString("hex") },
            }
          : { ordinal, outcome },
      );
    },
    async exists(voteId) {
      const { rows } = await pool.query<{ exists: boolean }>("SELECT box_exists($1) AS exists", [voteId]);
      return rows[0]?.exists ?? false;
    },
    async roll(voteId) {
      const { rows } = await pool.query<{ people: Buffer | null }>(
        "SELECT string_agg(uuid_send(person_id), ''::bytea ORDER BY person_id) AS people FROM vote_roll WHERE vote_id = $1",
        [voteId],
      );
      return frozenRoll(rows[0]?.people ?? Buffer.alloc(0));
    },
    close: () => pool.end(),
  };
}
