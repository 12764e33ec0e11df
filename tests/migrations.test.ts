import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "#server/env";
import { inDatabase } from "#server/persistence/connect";
import { migrate, readMigrations } from "#server/persistence/migrate";
import { schemaDifference } from "../server/launch/diff-schema.mjs";
import { asOwner, createTestDatabase, dropDatabase, type TestDatabase } from "./support/database";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function rows<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A copy of the product's migrations with one more, which tests may spoil. */
function copyWith(name: string, sql: string): string {
  const copy = mkdtempSync(join(folder, "copy-"));
  const migrations = join(copy, "migrations");
  cpSync(join(projectRoot, "prisma", "migrations"), migrations, { recursive: true });
  cpSync(join(projectRoot, "prisma", "grants.sql"), join(copy, "grants.sql"));
  mkdirSync(join(migrations, name));
  writeFileSync(join(migrations, name, "migration.sql"), sql);
  return migrations;
}

describe("migrations", () => {
  it("lead to exactly what the schema file says", async () => {
    expect(await schemaDifference(database.ownerUrl)).toBe("");
  });

  it("are not applied a second time", async () => {
    expect(await migrate(database.ownerUrl)).toEqual([]);
    const applied = await rows<{ migration_name: string; checksum: string }>(
      database.ownerUrl,
      "SELECT migration_name, checksum FROM _prisma_migrations ORDER BY migration_name",
    );
    expect(applied).toEqual(readMigrations().map(({ name, checksum }) => ({ migration_name: name, checksum })));
  });

  it("leave nothing behind when one fails half way, and name its line", async () => {
    const failing = copyWith("29990101000000_fails", "CREATE TABLE half_made (id int);\nSELECT no_such_column;");
    await expect(migrate(database.ownerUrl, failing)).rejects.toThrow(/29990101000000_fails failed \(line 2\)/);
    expect(await rows(database.ownerUrl, "SELECT to_regclass('half_made') AS found")).toEqual([{ found: null }]);
  });

  it("are refused when an applied one has been changed", async () => {
    const other = await createTestDatabase();
    try {
      const changed = copyWith("29990101000000_changes", "CREATE TABLE changes (id int);");
      expect(await migrate(other.ownerUrl, changed)).toEqual(["29990101000000_changes"]);
      writeFileSync(join(changed, "29990101000000_changes", "migration.sql"), "CREATE TABLE changes (id bigint);");
      await expect(migrate(other.ownerUrl, changed)).rejects.toThrow(/was changed after it was applied/);
      await expect(migrate(other.ownerUrl)).rejects.toThrow(/newer than this program/);
    } finally {
      await other.drop();
    }
  });

  it("are applied once when several processes start together", async () => {
    const name = `together_${process.pid}`;
    await rows(database.ownerUrl, `CREATE DATABASE test_${name}`);
    const url = inDatabase(database.ownerUrl, `test_${name}`);
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.flat()).toEqual(readMigrations().map((migration) => migration.name));
    await asOwner(database.ownerUrl, (client) => dropDatabase(client, `test_${name}`));
  });
});

describe("the application's role", () => {
  it("cannot change the shape of the database", async () => {
    for (const sql of ["CREATE TABLE mine (id int)", "DROP TABLE minute_entry", "CREATE SCHEMA mine"]) {
      await expect(rows(database.appUrl, sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it("cannot touch the record of migrations", async () => {
    await expect(rows(database.appUrl, "DELETE FROM _prisma_migrations")).rejects.toThrow(/permission denied/);
  });
});
