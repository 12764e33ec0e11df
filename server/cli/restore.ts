import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { instantInWords } from "~/domain/time/words";
import { type Env, readEnv, StartupProblem } from "../env";
import { restoreBackup } from "../persistence/backup/restore-backup";
import { ensureDatabase } from "../persistence/connect";
import { openDb } from "../persistence/db";
import { type CheckedRecord, checkRecord } from "../queries/check-record";

const usage = `npm run restore -- FILE
    restores what npm run backup wrote into an empty database, and works out every minute book and every vote again
    Ends with status 0 when everything agrees, 1 when anything does not or nothing could be restored.`;

function report({ books, votes, problems }: CheckedRecord): void {
  console.log(`Worked out again: ${count(books, "minute book")} and ${count(votes, "vote")}.`);
  for (const problem of problems) console.log(`  ${problem}`);
  const isWhole = problems.length === 0;
  console.log(isWhole ? "Everything agrees." : "The rows are those of the backup: this was wrong when it was made.");
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}

function whatToDoNext(env: Env): string {
  const file = join(env.dataFolder, "signing-key.pem");
  const lacksKey = !env.signingKey && !existsSync(file);
  return lacksKey
    ? `Everybody has to sign in again. Put the signing key that was used into ${file} before the next start; without it a new one is made, and announced.`
    : "Everybody has to sign in again.";
}

async function run(args: string[]): Promise<void> {
  const [file, ...others] = args;
  if (!file || file.startsWith("-") || others.length > 0) throw new StartupProblem(usage);
  // npm changes to the project's folder and leaves word of where the person stood.
  const path = resolve(process.env.INIT_CWD ?? ".", file);
  const env = readEnv();
  const database = await ensureDatabase(env);
  try {
    const restored = await restoreBackup(database.ownerUrl, path, (line) => console.error(line));
    const { cancelledVotes, tables, at } = restored;
    console.log(`Restored ${count(tables.length, "table")} as of ${instantInWords(new Date(at))}.`);
    if (cancelledVotes > 0) {
      console.log(`Cancelled, because ballots may be lost: ${count(cancelledVotes, "vote")} that had not closed.`);
    }
    console.error("Working out every minute book and vote again.");
    const db = openDb(database.appUrl, 2);
    try {
      const checked = await checkRecord(db);
      report(checked);
      if (checked.problems.length > 0) process.exitCode = 1;
    } finally {
      await db.$disconnect();
    }
    console.log(whatToDoNext(env));
  } finally {
    await database.stop();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
