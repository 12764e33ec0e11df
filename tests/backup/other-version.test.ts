import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { joinEmbeddedPostgres } from "#server/persistence/embedded-postgres";

it("a data folder of another major version of PostgreSQL is left alone, and the two commands are named", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "other-version-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  mkdirSync(join(dataFolder, "postgres"));
  writeFileSync(join(dataFolder, "postgres", "PG_VERSION"), "9\n");
  writeFileSync(join(dataFolder, "password"), "secret\n");
  await expect(joinEmbeddedPostgres({ dataFolder })).rejects.toThrow(
    /belongs to PostgreSQL 9, and this program brings \d+\. .*npm run backup -- FILE.*npm run restore -- FILE/,
  );
  expect(existsSync(join(dataFolder, "postgres", "postmaster.pid"))).toBe(false);
});
