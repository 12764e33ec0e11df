import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeVote } from "#server/commands/close-vote";
import { growLog } from "#server/commands/grow-log";
import { openVote } from "#server/commands/open-vote";
import { projectRoot } from "#server/env";
import { makeBackup, tablesLeftOut } from "#server/persistence/backup/make-backup";
import { restoreBackup } from "#server/persistence/backup/restore-backup";
import { inDatabase } from "#server/persistence/connect";
import { openDb } from "#server/persistence/db";
import { migrate, readMigrations } from "#server/persistence/migrate";
import { checkRecord } from "#server/queries/check-record";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { asOwner, dropDatabase } from "../support/database";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

// What is backed up and restored is a small deployment with a vote that was closed, one that is open, and one that is announced.

let world: World;
let folder: string;
let file: string;
let parish: { id: string; slug: string };
let people: string[];
let votes: { closed: string; open: string; announced: string };
/** Every table's rows as text, as they stood when the backup was made. */
let before: Map<string, string[]>;

const hourMs = 3_600_000;
const quiet = () => {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  file = join(folder, "parish.backup");
  world = await makeWorld();
  const { db, context } = world.app;
  const council = await makeCouncil(db, { name: 'Tab\there, back\\slash and "quotes"\nin two lines ☘' });
  const wardId = (await makeWard(db, council.id)).id;
  const convenorId = (await makeResident(db, wardId)).id;
  parish = await makeActiveParish(db, { councilId: council.id, wardIds: [wardId], convenorId });
  people = await makeResidents(db, wardId, 30);
  await world.sql("INSERT INTO session VALUES ('a session', $1, now() + interval '1 day')", [convenorId]);

  votes = { closed: await held(0), open: "", announced: "" };
  await world.advance("61 minutes");
  expect(await closeVote(context, votes.closed)).toBe("closed");
  votes.open = await held(0);
  votes.announced = await vote(5 * hourMs);
  await makeBackup(world.ownerUrl, file, { isForced: false, product: "1.2.3" });
  before = await rowsOf(world.ownerUrl);
});

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

async function vote(opensInMs: number): Promise<string> {
  const opensAt = new Date((await world.app.now()).getTime() + opensInMs);
  const closesAt = new Date(opensAt.getTime() + hourMs);
  return (await makeVote(world, { parishId: parish.id, opensAt, closesAt })).id;
}

/** A vote in which thirty residents cast, with steps of a running count. */
async function held(opensInMs: number): Promise<string> {
  const id = await vote(opensInMs);
  await openVote(world.app.context, id);
  for (const [index, person] of people.entries()) {
    const outcome = await castAs(world, person, id, index % 3 === 0 ? "against" : "for");
    if (!outcome.ok) throw new Error(outcome.refused.message);
  }
  await growLog(world.app.context, id);
  return id;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function rowsOf(url: string): Promise<Map<string, string[]>> {
  const tables = await query<{ name: string }>(
    url,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1",
    [tablesLeftOut],
  );
  const rows = new Map<string, string[]>();
  for (const { name } of tables) {
    const found = await query<{ row: string }>(url, `SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    rows.set(
      name,
      found.map(({ row }) => row),
    );
  }
  return rows;
}

/** Every column, key, check, index, trigger and function of the product, as the database describes them. */
async function shapeOf(url: string): Promise<string[]> {
  const rows = await query<{ what: string }>(
    url,
    `SELECT format('%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull) AS what FROM pg_attribute
       JOIN pg_class c ON c.oid = attrelid WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
     UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT format('%s %s', tgenabled, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
     ORDER BY 1`,
  );
  return rows.map(({ what }) => what);
}

const made: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const unmake of made.splice(0).reverse()) await unmake();
});

/** An empty database for the length of a test, as the login that the tests have, as a superuser, or as a login that may do nothing else. */
async function emptyDatabase(whose: "owner" | "superuser" | "plain owner" = "owner"): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  const superuser = new URL(world.ownerUrl);
  superuser.username = "postgres";
  const admin = whose === "owner" ? world.ownerUrl : superuser.href;
  const url = new URL(inDatabase(admin, name));
  if (whose === "plain owner") {
    await query(admin, `CREATE ROLE ${name} LOGIN PASSWORD '${superuser.password}'`);
    made.push(() => query(admin, `DROP ROLE ${name}`));
    url.username = name;
  }
  await query(admin, `CREATE DATABASE ${name} OWNER "${url.username}"`);
  made.push(() => asOwner(admin, (client) => dropDatabase(client, name)));
  return url.href;
}

async function relationsIn(url: string): Promise<number> {
  const [found] = await query<{ count: number }>(
    url,
    "SELECT count(*)::int AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace",
  );
  return found?.count ?? 0;
}

const lines = () => gunzipSync(readFileSync(file)).toString("utf8").split("\n");

/** A backup that says something else, and is otherwise as good as the real one. */
function changed(change: (lines: string[]) => string[]): string {
  const path = join(folder, `${randomBytes(4).toString("hex")}.backup`);
  writeFileSync(path, gzipSync(change(lines()).join("\n")));
  return path;
}

async function checked(url: string) {
  const db = openDb(url, 2);
  try {
    return await checkRecord(db);
  } finally {
    await db.$disconnect();
  }
}

describe("a deployment that is backed up and restored", () => {
  it.each(["owner", "superuser", "plain owner"] as const)(
    "has every row and rule again, by the hand of the %s",
    async (whose) => {
      const url = await emptyDatabase(whose);
      const restored = await restoreBackup(url, file, quiet);
      expect(restored).toMatchObject({ product: "1.2.3", openVotes: 1, cancelledVotes: 1 });

      const after = await rowsOf(url);
      const tables = [...before.keys()];
      expect([...after.keys()]).toEqual(tables);
      // Cancelling the open vote changes its row and adds an entry to the book of its parish.
      const touched = ["minute_entry", "parish", "vote"];
      for (const name of tables.filter((table) => !touched.includes(table))) {
        expect(after.get(name), name).toEqual(before.get(name));
      }
      expect(after.get("minute_entry")).toHaveLength((before.get("minute_entry")?.length ?? 0) + 1);
      expect(after.get("council")?.join()).toContain("☘");

      expect(await shapeOf(url)).toEqual(await shapeOf(world.ownerUrl));
      await expect(query(url, "DELETE FROM minute_entry")).rejects.toThrow(/append-only/);
      expect(await checked(url)).toEqual({ books: 1, votes: 2, problems: [] });
    },
  );

  it("goes on where it stood: what is written next continues the book", async () => {
    const url = await emptyDatabase();
    await restoreBackup(url, file, quiet);
    const db = openDb(url, 2);
    try {
      await query(url, "SELECT move_clock(6 * 3600 * 1000)");
      const context = { ...world.app.context, db };
      expect(await openVote(context, votes.announced)).toBe("opened");
    } finally {
      await db.$disconnect();
    }
    expect(await checked(url)).toEqual({ books: 1, votes: 3, problems: [] });
  });

  it("has nobody signed in", async () => {
    const url = await emptyDatabase();
    await restoreBackup(url, file, quiet);
    expect(await world.sql("SELECT FROM session")).not.toEqual([]);
    expect(await query(url, "SELECT FROM session")).toEqual([]);
  });

  it("gets the migrations that have come since", async () => {
    const all = readMigrations().map(({ name }) => name);
    const [older, restored] = [await emptyDatabase(), await emptyDatabase()];
    await migrate(older, undefined, all.slice(0, 2));
    await query(
      older,
      "INSERT INTO person (id, email, name, created_at) VALUES (gen_random_uuid(), 'a@b', 'A', now())",
    );
    const path = join(folder, "older.backup");
    await makeBackup(older, path, { isForced: false, product: "0.0.1" });
    await restoreBackup(restored, path, quiet);
    expect(await shapeOf(restored)).toEqual(await shapeOf(world.ownerUrl));
    expect(await query(restored, "SELECT email, name FROM person")).toEqual([{ email: "a@b", name: "A" }]);
  });
});

describe("a backup that is made while votes are cast and closed", () => {
  it("shows one instant: books, logs and ballot files agree with one another", async () => {
    const busy = await makeWorld();
    made.push(() => busy.stop());
    const { db, context } = busy.app;
    const councilId = (await makeCouncil(db)).id;
    const wardId = (await makeWard(db, councilId)).id;
    const residents = await makeResidents(db, wardId, 20);
    const { id: parishId } = await makeActiveParish(db, {
      councilId,
      wardIds: [wardId],
      convenorId: residents[0] as string,
    });
    const now = await busy.app.now();
    const ids: string[] = [];
    for (let hour = 1; hour <= 6; hour += 1) {
      const closesAt = new Date(now.getTime() + hour * hourMs);
      ids.push((await makeVote(busy, { parishId, opensAt: now, closesAt })).id);
    }
    const cast = () => Promise.all(ids.flatMap((id) => residents.map((person) => castAs(busy, person, id, "for"))));
    await cast();
    await busy.advance("4 hours");

    const path = join(folder, "busy.backup");
    const closings = async () => {
      for (const id of ids) await closeVote(context, id);
    };
    const [backup] = await Promise.all([
      makeBackup(busy.ownerUrl, path, { isForced: false, product: "1" }),
      closings(),
      cast(),
    ]);
    const url = await emptyDatabase();
    expect((await restoreBackup(url, path, quiet)).cancelledVotes).toBe(backup.openVotes);
    expect((await checked(url)).problems).toEqual([]);
  });
});

describe("a vote that was open when the backup was made", () => {
  it("has nothing in the file that could join people and choices", async () => {
    const box = votes.open.replaceAll("-", "");
    const [key] = await world.sql<{ inner: string; outer: string }>(
      `SELECT encode(inner_key, 'hex') AS inner, encode(outer_key, 'hex') AS outer FROM box.key_${box}`,
    );
    const slots = await world.sql<{ slot: string; receipt: string }>(
      `SELECT encode(slot, 'hex') AS slot, convert_from(receipt, 'UTF8') AS receipt FROM box.slot_${box}`,
    );
    const text = lines().join("\n");
    const secrets = [key?.inner, key?.outer, ...slots.flatMap(({ slot, receipt }) => [slot.slice(0, 24), receipt])];
    expect(secrets).toHaveLength(2 + 2 * people.length);
    expect(secrets.filter((secret) => text.includes(secret as string))).toEqual([]);
    // The search finds what is there: the receipts of the closed vote are public.
    const [ballot] = await world.sql<{ receipt: string }>("SELECT receipt FROM ballot LIMIT 1");
    expect(text).toContain(ballot?.receipt);
  });

  it("is cancelled when the backup is restored, with the reason in the minute book, and takes no ballot", async () => {
    const url = await emptyDatabase();
    await restoreBackup(url, file, quiet);
    const [row] = await query<{ reason: string }>(
      url,
      "SELECT cancelled_reason AS reason FROM vote WHERE id = $1 AND cancelled_at IS NOT NULL",
      [votes.open],
    );
    expect(row?.reason).toMatch(/restored from a backup of \w+.*they are lost/);
    const [entry] = await query<{ kind: string; body: object }>(
      url,
      "SELECT kind, body FROM minute_entry ORDER BY number DESC LIMIT 1",
    );
    expect(entry).toMatchObject({ kind: "vote_cancelled", body: { vote: votes.open, reason: row?.reason } });
    expect(await query(url, "SELECT open_vote($1, sha256('x')) AS opening", [votes.open])).toEqual([
      { opening: "cancelled" },
    ]);
  });

  it("is cancelled as well when it opened only after the backup", async () => {
    const url = await emptyDatabase();
    const late = join(folder, "late.backup");
    await world.advance("5 hours 30 minutes");
    await makeBackup(world.ownerUrl, late, { isForced: false, product: "1.2.3" });
    expect(await restoreBackup(url, late, quiet)).toMatchObject({ openVotes: 1, cancelledVotes: 2 });
  });
});

describe("a file that is not what was written", () => {
  async function refusal(path: string): Promise<string> {
    const url = await emptyDatabase();
    const error = await restoreBackup(url, path, quiet).then(
      () => new Error("it was restored"),
      (error: Error) => error,
    );
    expect(error.name).toBe("StartupProblem");
    expect(await relationsIn(url)).toBe(0);
    return error.message.replaceAll(folder, "");
  }

  it.each([0.01, 0.3, 0.6, 0.99])("is refused when one byte of it is wrong, %s of the way", async (place) => {
    const bytes = readFileSync(file);
    const at = Math.floor(bytes.length * place);
    bytes[at] = (bytes[at] as number) ^ 0x10;
    const path = join(folder, "spoilt.backup");
    writeFileSync(path, bytes);
    expect(await refusal(path)).toMatch(/is damaged, not complete, or no backup/);
  });

  it("is refused when it ends early, wherever", async () => {
    const bytes = readFileSync(file);
    const path = join(folder, "short.backup");
    for (const length of [0, 5, Math.floor(bytes.length / 2), bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(await refusal(path)).toMatch(/is damaged, not complete/);
    }
    const whole = lines();
    for (const count of [1, 2, whole.length - 2]) {
      expect(await refusal(changed((all) => [...all.slice(0, count), ""]))).toMatch(/is damaged, not complete/);
    }
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ["another number of rows", (all) => all.map((line) => line.replace(/"rows":(\d+)/, '"rows":7$1'))],
    ["a row less", (all) => all.filter((line) => !line.includes("vote_opened"))],
    ["a changed row", (all) => all.map((line) => line.replace("vote_opened", "vote_closed"))],
    ["another instant", (all) => all.map((line, index) => (index === 0 ? line.replace(/"at":"2/, '"at":"3') : line))],
    ["a table less", (all) => all.map((line) => line.replace(/\{"table":"council"[^}]*\},/, ""))],
    ["something after its end", (all) => [...all, "more", ""]],
  ])("is refused when it has %s", async (_what, change) => {
    expect(await refusal(changed(change))).toMatch(/is damaged, not complete/);
  });

  it("is refused when a newer release made it", async () => {
    const newer = changed(([head = "", ...rest]) => [head.replace("backup 1", "backup 2"), ...rest]);
    expect(await refusal(newer)).toMatch(/was made by a newer release/);
  });

  it("is refused when it has a migration that this program does not know, or knows otherwise", async () => {
    const other = join(folder, "other.backup");
    const url = await emptyDatabase();
    await migrate(url);
    await query(url, "UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name LIKE '%tables'");
    await makeBackup(url, other, { isForced: true, product: "9.9.9" });
    expect(await refusal(other)).toMatch(/another version of the migration \d+_tables/);
    await query(url, "UPDATE _prisma_migrations SET migration_name = '29990101000000_new' WHERE checksum LIKE '0000%'");
    await makeBackup(url, other, { isForced: true, product: "9.9.9" });
    expect(await refusal(other)).toMatch(/has the migration 29990101000000_new. Restore it with release 9.9.9/);
  });

  it("is refused when it is missing, a folder, or something else", async () => {
    expect(await refusal(join(folder, "nowhere"))).toMatch(/There is no file/);
    expect(await refusal(folder)).toMatch(/is a folder/);
    expect(await refusal(join(projectRoot, "package.json"))).toMatch(/no backup of this program/);
    const otherGzip = join(folder, "other.gz");
    writeFileSync(otherGzip, gzipSync("null\n"));
    expect(await refusal(otherGzip)).toMatch(/no backup of this program/);
  });
});

describe("a database that is not empty", () => {
  it("is left as it is", async () => {
    const url = await emptyDatabase();
    await query(url, "CREATE TABLE mine (id int)");
    await expect(restoreBackup(url, file, quiet)).rejects.toThrow(/not empty \(it has mine\), so nothing was restored/);
    expect(await relationsIn(url)).toBe(1);
    await expect(restoreBackup(world.ownerUrl, file, quiet)).rejects.toThrow(/not empty/);
    expect(await query(world.ownerUrl, "SELECT FROM council")).toHaveLength(1);
  });
});

describe("the file of a backup", () => {
  it("can be read by its owner alone, and nothing else is left beside it", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("is not replaced unless that was asked for", async () => {
    const path = join(folder, "mine.txt");
    writeFileSync(path, "mine");
    const options = { product: "1", isForced: false };
    await expect(makeBackup(world.ownerUrl, path, options)).rejects.toThrow(/exists already.*--force/);
    expect(readFileSync(path, "utf8")).toBe("mine");
    await makeBackup(world.ownerUrl, path, { ...options, isForced: true });
    expect(readFileSync(path).length).toBeGreaterThan(1000);
    await expect(makeBackup(world.ownerUrl, folder, options)).rejects.toThrow(/is a folder/);
    await expect(makeBackup(world.ownerUrl, join(folder, "no", "such"), options)).rejects.toThrow(/no folder for/);
  });

  it("is not made of an empty database", async () => {
    const path = join(folder, "empty.backup");
    const options = { isForced: false, product: "1" };
    await expect(makeBackup(await emptyDatabase(), path, options)).rejects.toThrow(/nothing to back up/);
    expect(existsSync(path)).toBe(false);
  });
});

describe("the commands", () => {
  function npmRun(words: string[], url: string): Promise<{ status: number; output: string }> {
    const own = { NODE_ENV: "production", DATABASE_URL: url, DATA_DIR: folder, INIT_CWD: folder };
    const env: NodeJS.ProcessEnv = { ...process.env, ...own } as NodeJS.ProcessEnv;
    const program = join(projectRoot, "server", "launch", "tool.mjs");
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...words], { cwd: projectRoot, env }, (error, stdout, stderr) =>
        resolve({ status: (error?.code as number | undefined) ?? 0, output: stdout + stderr }),
      );
    });
  }

  it("back up and restore, and say what is not in the file and what was worked out again", async () => {
    const saved = await npmRun(["backup", "by-hand.backup"], world.ownerUrl);
    expect(saved.output).toMatch(/rows of \d+ tables/);
    expect(saved.output).toMatch(/1 vote is open: no ballots/);
    expect(saved.output).toMatch(/signing key is not in it/);
    expect(saved.status).toBe(0);
    const back = await npmRun(["restore", "by-hand.backup"], await emptyDatabase());
    expect(back.output).toMatch(/Worked out again: 1 minute book and 2 votes.\nEverything agrees./);
    expect(back.output).toMatch(/Everybody has to sign in again/);
    expect(back.status).toBe(0);
  });

  it("end with status 1 when the record that comes back is not whole", async () => {
    const [forged, restored] = [await emptyDatabase(), await emptyDatabase()];
    await restoreBackup(forged, file, quiet);
    for (const [table, change] of [
      ["ballot", "UPDATE ballot SET choice = 'against'"],
      ["minute_entry", "UPDATE minute_entry SET at = at + interval '1 hour' WHERE number = 1"],
    ]) {
      await query(forged, `ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await query(forged, change as string);
    }
    await makeBackup(forged, join(folder, "forged.backup"), { isForced: false, product: "1" });
    const { status, output } = await npmRun(["restore", "forged.backup"], restored);
    expect(output).toMatch(new RegExp(`The minute book of ${parish.slug}: Entry 1 was changed`));
    expect(output).toMatch(new RegExp(`The vote ${votes.closed} of ${parish.slug}: WRONG +6 Count`));
    expect(status).toBe(1);
  });

  it("end with status 1 and one line when called wrongly or with a wrong file", async () => {
    const url = await emptyDatabase();
    for (const words of [["restore"], ["backup"], ["backup", "--fast", "a"], ["restore", "a", "b"]]) {
      expect(await npmRun(words, url)).toMatchObject({ status: 1, output: expect.stringContaining("npm run") });
    }
    const { status, output } = await npmRun(["restore", "nowhere"], url);
    expect({ status, line: output.trim().split("\n").at(-1) }).toEqual({
      status: 1,
      line: `There is no file ${join(folder, "nowhere")}.`,
    });
  });
});
