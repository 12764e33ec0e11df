import { createHash, createHmac } from "node:crypto";
import pg from "pg";

/** Somebody with every right over the database server, who wants to know how each resident voted. */
export interface Intruder {
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  leave(): Promise<void>;
}

/** A ballot as anybody can see it once it was published, or as its voter keeps it. */
export interface KnownBallot {
  receipt: string;
  nonce: string;
  commitment: string;
}

/** For each person, the ballot that is taken to be theirs. */
export type Guesses = Map<string, KnownBallot>;

/** Opens a connection as the superuser of the embedded server, whose password is the owner's. */
export async function breakIn(ownerUrl: string): Promise<Intruder> {
  const url = new URL(ownerUrl);
  url.username = "postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS pageinspect");
  return {
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    leave: () => client.end(),
  };
}

/** Everything of one stored row that could tell when or beside what it was written. */
interface Trace {
  table: string;
  /** Transaction that wrote it. */
  writtenBy: string;
  /** Page and place on it, in order of writing where nothing was sorted. */
  place: number;
  /** What it says, bytes in hexadecimal, as text. */
  says: string;
  /** Instants and numbers from sequences that it holds. */
  order: number[];
}

interface Column {
  table: string;
  name: string;
  type: string;
}

/** Reads every row of every table of every schema, dead ones too, with its header. */
async function readTraces({ sql }: Intruder): Promise<Trace[]> {
  const columns = await sql<Column>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`);
  const traces: Trace[] = [];
  for (const table of new Set(columns.map((column) => column.table))) {
    const ordered = columns
      .filter((one) => one.table === table && /^(timestamp|bigint|integer)/.test(one.type))
      .map((one) =>
        one.type.startsWith("timestamp") ? `extract(epoch FROM "${one.name}")::float8` : `"${one.name}"::float8`,
      );
    const rows = await sql<{ xmin: string; place: string; says: string; ord: (number | null)[] }>(`
      SELECT xmin::text, (ctid::text::point)[0] * 1000 + (ctid::text::point)[1] AS place, to_jsonb(t)::text AS says,
        ARRAY[${ordered.join(", ")}]::float8[] AS ord
      FROM ${table} t`);
    for (const row of rows) {
      const order = row.ord.filter((one): one is number => one !== null);
      traces.push({ table, writtenBy: row.xmin, place: Number(row.place), says: row.says, order });
    }
    // Rows that were changed or deleted lie on their pages until they are cleaned up.
    const dead = await sql<{ xmin: string; place: string; data: string }>(
      `SELECT i.t_xmin::text AS xmin, p.page * 1000 + i.lp AS place, encode(i.t_data, 'hex') AS data
      FROM generate_series(0, pg_relation_size($1::regclass) / current_setting('block_size')::int - 1) AS p (page),
        LATERAL heap_page_items(get_raw_page($1::regclass::text, p.page)) AS i
      WHERE i.t_data IS NOT NULL`,
      [table],
    );
    for (const row of dead) {
      traces.push({
        table: `${table} pages`,
        writtenBy: row.xmin,
        place: Number(row.place),
        says: row.data,
        order: [],
      });
    }
  }
  return traces;
}

const personMarks = (person: string) => [person, person.replaceAll("-", "")];
const ballotMarks = (ballot: KnownBallot) => [
  ballot.receipt,
  Buffer.from(ballot.receipt).toString("hex"),
  ballot.nonce,
  ballot.commitment,
];

/** Who or what each trace names, in the order in which it names them. */
function group<T>(traces: readonly Trace[], things: readonly T[], marksOf: (thing: T) => string[]) {
  return traces.flatMap((trace) =>
    things
      .map((thing) => ({ thing, at: Math.max(...marksOf(thing).map((mark) => trace.says.indexOf(mark))) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)
      .map(({ thing }) => ({ trace, thing })),
  );
}

/**
 * Tries to tell whose ballot is whose, each way in turn.
 *
 * @returns for each way that could be tried, what it guesses
 */
export async function tryToJoin(
  intruder: Intruder,
  voteId: string,
  people: readonly string[],
  ballots: readonly KnownBallot[],
): Promise<Map<string, Guesses>> {
  const ways = new Map<string, Guesses>();
  const byKey = await joinByKey(intruder, voteId, people, ballots);
  if (byKey) ways.set("the key of the box", byKey);

  const traces = await readTraces(intruder);
  const ofPeople = group(traces, people, personMarks);
  const ofBallots = group(traces, ballots, ballotMarks);

  // A row, or a transaction, that names one person and one ballot.
  const same = (name: string, keyOf: (trace: Trace) => string) => {
    const guesses: Guesses = new Map();
    const peopleAt = new Map<string, Set<string>>();
    for (const { trace, thing } of ofPeople) {
      const key = keyOf(trace);
      peopleAt.set(key, (peopleAt.get(key) ?? new Set()).add(thing));
    }
    const ballotsAt = new Map<string, Set<KnownBallot>>();
    for (const { trace, thing } of ofBallots) {
      const key = keyOf(trace);
      ballotsAt.set(key, (ballotsAt.get(key) ?? new Set()).add(thing));
    }
    for (const [key, found] of peopleAt) {
      const theirs = ballotsAt.get(key);
      if (found.size === 1 && theirs?.size === 1) guesses.set([...found][0] as string, [...theirs][0] as KnownBallot);
    }
    ways.set(name, guesses);
  };
  same("what stands in one row", (trace) => `${trace.table} ${trace.place}`);
  same("what one transaction wrote", (trace) => trace.writtenBy);

  // Two tables whose rows stand in the same order: by place, by transaction, or by any instant or number they hold.
  const orders = (found: typeof ofPeople | typeof ofBallots) => {
    const sorted = new Map<string, unknown[]>();
    for (const table of new Set(found.map(({ trace }) => trace.table))) {
      const rows = found.filter(({ trace }) => trace.table === table);
      const by: Record<string, (trace: Trace) => number> = {
        place: (trace) => trace.place,
        transaction: (trace) => Number(trace.writtenBy),
      };
      rows[0]?.trace.order.forEach((_, index) => {
        by[`value ${index}`] = (trace) => trace.order[index] ?? 0;
      });
      for (const [name, of] of Object.entries(by)) {
        const line = [...rows].sort((one, other) => of(one.trace) - of(other.trace)).map(({ thing }) => thing);
        sorted.set(`${table} by ${name}`, [...new Set<unknown>(line)]);
      }
    }
    return sorted;
  };
  const linesOfPeople = orders(ofPeople);
  for (const [ofBallot, lineOfBallots] of orders(ofBallots)) {
    for (const [ofPerson, lineOfPeople] of linesOfPeople) {
      const guesses: Guesses = new Map();
      lineOfPeople.forEach((person, index) => {
        const ballot = lineOfBallots[index];
        if (ballot) guesses.set(person as string, ballot as KnownBallot);
      });
      ways.set(`the order of ${ofPerson} beside ${ofBallot}`, guesses);
    }
  }
  return ways;
}

/** With the key of a box, a slot can be computed for everybody. */
async function joinByKey(
  { sql }: Intruder,
  voteId: string,
  people: readonly string[],
  ballots: readonly KnownBallot[],
): Promise<Guesses | null> {
  const key = await keyOfBox({ sql }, voteId);
  if (!key) return null;
  const slots = await sql<{ slot: Buffer; nonce: Buffer }>(`SELECT slot, nonce FROM box.slot_${boxName(voteId)}`);
  const guesses: Guesses = new Map();
  for (const person of people) {
    const slot = slotOf(key, person);
    const row = slots.find((one) => one.slot.equals(slot));
    const ballot = ballots.find((one) => one.nonce === row?.nonce.toString("hex"));
    if (ballot) guesses.set(person, ballot);
  }
  return guesses;
}

const boxName = (voteId: string) => voteId.replaceAll("-", "");

/** The key of an open vote's box, taken from what the box holds; null when there is no box. */
export async function keyOfBox({ sql }: Pick<Intruder, "sql">, voteId: string): Promise<Buffer | null> {
  const tables = await sql(`SELECT to_regclass('box.key_${boxName(voteId)}') AS name`);
  if ((tables[0] as { name: string | null }).name === null) return null;
  const rows = await sql<{ inner_key: Buffer }>(`SELECT inner_key FROM box.key_${boxName(voteId)}`);
  return Buffer.from((rows[0]?.inner_key ?? Buffer.alloc(0)).map((byte) => byte ^ 0x36)).subarray(0, 32);
}

/** The slot of a person: HMAC-SHA-256, computed by another program than the one that cast. */
export function slotOf(key: Buffer, person: string): Buffer {
  return createHmac("sha256", key)
    .update(Buffer.from(person.replaceAll("-", ""), "hex"))
    .digest();
}

/** The two forms of a key that a box holds. */
export function formsOf(key: Buffer): Buffer[] {
  const filled = Buffer.concat([key, Buffer.alloc(32)]);
  return [0x36, 0x5c].map((over) => Buffer.from(filled.map((byte) => byte ^ over)));
}

/** How many of the secrets lie anywhere in the server's files: tables, indexes and the write-ahead log, whole or not cleaned up yet. */
export async function secretsOnDisk({ sql }: Intruder, secrets: readonly Buffer[]): Promise<number> {
  const files = await sql<{ path: string }>(`
    SELECT 'pg_wal/' || name AS path FROM pg_ls_waldir()
    UNION ALL
    SELECT 'base/' || d.oid || '/' || f.name FROM pg_database d, LATERAL pg_ls_dir('base/' || d.oid) AS f (name)
    WHERE d.datname = current_database() AND f.name ~ '^[0-9]'`);
  const found = new Set<number>();
  for (const { path } of files) {
    const [row] = await sql<{ bytes: Buffer | null }>("SELECT pg_read_binary_file($1, 0, 1 << 28, true) AS bytes", [
      path,
    ]);
    const bytes = row?.bytes;
    if (bytes) for (const [index, secret] of secrets.entries()) if (bytes.includes(secret)) found.add(index);
  }
  return found.size;
}

/** The digest of a person as some log might hold it instead of the name. */
export function disguises(person: string): string[] {
  return [person, person.replaceAll("-", ""), createHash("sha256").update(person).digest("hex")];
}
