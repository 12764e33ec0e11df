import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { instantInWords } from "~/domain/time/words";
import { type Env, projectRoot, readEnv, StartupProblem } from "../env";
import { makeBackup } from "../persistence/backup/make-backup";
import { ensureDatabase } from "../persistence/connect";

const usage = `npm run backup -- FILE [--force]
    writes everything into one file, which npm run restore reads; the program may go on running meanwhile
    --force    replaces a file of that name
    Not in it: the signing key, sessions and sign-in codes, and ballots of votes that have not closed.`;

function parseCommandLine(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { force: { type: "boolean", default: false } } });
  } catch {
    throw new StartupProblem(usage);
  }
}

/** The name and number of this release. */
function product(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
  return version;
}

function whereKeyIs(env: Env): string {
  const key = env.signingKey ? "the value of SIGNING_KEY" : join(env.dataFolder, "signing-key.pem");
  return `The signing key is not in it. Keep a copy of it somewhere else: ${key}`;
}

async function run(args: string[]): Promise<void> {
  const { positionals, values } = parseCommandLine(args);
  const [file, ...others] = positionals;
  if (!file || others.length > 0) throw new StartupProblem(usage);
  // npm changes to the project's folder and leaves word of where the person stood.
  const path = resolve(process.env.INIT_CWD ?? ".", file);
  const env = readEnv();
  const database = await ensureDatabase(env);
  try {
    const made = await makeBackup(database.ownerUrl, path, { isForced: values.force, product: product() });
    const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`${path}: ${rows} rows of ${made.tables.length} tables, as of ${instantInWords(new Date(made.at))}.`);
    console.log("It was read back and is whole. It holds names, addresses and e-mail addresses: keep it closed.");
    if (made.openVotes > 0) {
      const votes = made.openVotes === 1 ? "1 vote is open" : `${made.openVotes} votes are open`;
      console.log(`${votes}: no ballots of an open vote are in a backup, so restoring this one cancels what was open.`);
    }
    console.log(whereKeyIs(env));
  } finally {
    await database.stop();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
