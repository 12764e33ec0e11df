import { open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { type Application, startApplication } from "../container";
import { readEnv, StartupProblem } from "../env";
import { ensureDatabase } from "../persistence/connect";
import { migrate } from "../persistence/migrate";
import { allowClockMoves } from "../persistence/simulation-clock";
import { joinResidents } from "../simulation/join-residents";

const usage = `npm run simulate -- residents --parish SLUG --count N [--open-vote [--minutes M]] --out FILE

Makes N simulated residents who are confirmed in the parish's first ward and writes one line of JSON for each:
{ "resident": …, "cookie": "session=…", "vote": … }. With --open-vote it opens a practice vote for M minutes, 60 when
not said, with all of them on its roll; without it "vote" is null. It works while the server runs.`;

const mostResidents = 200_000;
const mostMinutes = 28 * 24 * 60;
const usualMinutes = 60;
/** Anything longer than this tells how far it is. */
const quietMs = 2_000;

interface Wanted {
  slug: string;
  count: number;
  voteMinutes: number | null;
  out: string;
}

function wholeNumber(name: string, text: string | undefined, most: number): number {
  const value = /^\d{1,9}$/.test(text ?? "") ? Number(text) : 0;
  if (value < 1 || value > most) {
    throw new StartupProblem(`--${name} must be a whole number from 1 to ${most.toLocaleString("en-GB")}.`);
  }
  return value;
}

function readWords(words: string[]): Wanted {
  const [command, ...rest] = words;
  if (command !== "residents") throw new StartupProblem(usage);
  let given: ReturnType<typeof parse>;
  try {
    given = parse(rest);
  } catch (error) {
    throw new StartupProblem(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
  const { parish, count, out, minutes } = given;
  if (!parish || !out) throw new StartupProblem(`Say which parish (--parish) and which file (--out).\n\n${usage}`);
  if (minutes !== undefined && !given["open-vote"]) throw new StartupProblem("--minutes goes with --open-vote.");
  return {
    slug: parish,
    count: wholeNumber("count", count, mostResidents),
    voteMinutes: given["open-vote"] ? wholeNumber("minutes", minutes ?? String(usualMinutes), mostMinutes) : null,
    out: resolve(process.env.INIT_CWD ?? process.cwd(), out),
  };
}

function parse(words: string[]) {
  return parseArgs({
    args: words,
    options: {
      parish: { type: "string" },
      count: { type: "string" },
      "open-vote": { type: "boolean" },
      minutes: { type: "string" },
      out: { type: "string" },
    },
  }).values;
}

/** Tells each second how far the work is, once it has taken longer than people wait without a word. */
function tellProgress(count: number): { step(stage: string, made: number): void; stop(): void } {
  const startedMs = performance.now();
  let line = "";
  const timer = setInterval(() => {
    if (line && performance.now() - startedMs > quietMs) console.error(line);
  }, 1_000);
  timer.unref();
  return {
    step(stage, made) {
      line = `${stage}: ${made.toLocaleString("en-GB")} of ${count.toLocaleString("en-GB")}`;
    },
    stop: () => clearInterval(timer),
  };
}

async function make(app: Application, wanted: Wanted): Promise<void> {
  const { slug, count, voteMinutes, out } = wanted;
  // The file holds ways to sign in, so only its owner may read it. It gets its name when it is whole.
  const unfinished = `${out}.unfinished`;
  const file = await open(unfinished, "w", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new StartupProblem(`Cannot write ${out} (${error.code}).`);
  });
  const progress = tellProgress(count);
  try {
    await app.settle();
    const joined = await joinResidents(app.context, {
      slug,
      count,
      voteMinutes,
      onProgress: (made) => progress.step("Residents", made),
    });
    if (!joined.ok) throw new StartupProblem(joined.refused.message);
    const { residents, voteId } = joined.value;
    const cookies = await app.sessions.startMany(residents, (started) => progress.step("Sessions", started));
    const lines = residents.map((resident, index) =>
      JSON.stringify({ resident, cookie: cookies[index], vote: voteId }),
    );
    await file.writeFile(`${lines.join("\n")}\n`);
    await file.close();
    await rename(unfinished, out);
    const vote = voteId ? ` The vote is ${voteId}.` : "";
    console.log(
      `${count.toLocaleString("en-GB")} residents joined ${slug}; ${out} says how to sign in as each.${vote}`,
    );
  } finally {
    progress.stop();
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
  }
}

async function run(words: string[]): Promise<void> {
  const env = readEnv();
  if (!env.isSimulated) {
    throw new StartupProblem("The simulation is off, so there is nothing to simulate. SIMULATION=on turns it on.");
  }
  const wanted = readWords(words);
  const database = await ensureDatabase(env);
  try {
    await migrate(database.ownerUrl);
    await allowClockMoves(database.ownerUrl, true);
    const { ownerUrl, appUrl } = database;
    const log = pino({ level: "warn" });
    const app = await startApplication({ env, log, ownerUrl, appUrl, hasJobs: false });
    try {
      await make(app, wanted);
    } finally {
      await app.stop();
    }
  } finally {
    await database.stop();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
