import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type ImportedPlaces, importPlaces, type PlaceFiles } from "../commands/import-places";
import { readEnv, StartupProblem } from "../env";
import type { Counts } from "../imports/plan-places";
import type { Problem, SourceFile } from "../imports/read-table";
import { ensureDatabase } from "../persistence/connect";
import { openDb } from "../persistence/db";
import { migrate } from "../persistence/migrate";

const usage = `npm run import -- places --councils FILE --wards FILE [--electorates FILE]
    loads the councils of England and their wards from CSV files; a row that cannot be used is skipped and listed
    --councils     a register of local authorities: local-authority-code, official-name, gss-code, nation,
                   local-authority-type, current-authority, replaced-by, former-gss-codes, gov-uk-slug, pop-2020
    --wards        lists of wards: WDCD, WDNM, LADCD, LADCD_ACTIVE, SOURCEFILE (the year of the list)
    --electorates  code, electorate, date, source
    Each may also be loaded on its own. Loading the same files again changes nothing.`;

/** Nobody waits longer than this without a word of what is going on. */
const silenceMs = 2000;

/** Says which step is under way, but only once the whole has taken longer than two seconds, and then again and again. */
class Progress {
  readonly #startedMs = performance.now();
  readonly #timer = setInterval(() => this.#sayIfQuiet(), silenceMs / 4);
  #step = "";
  #lastMs = performance.now();

  begin(step: string): void {
    this.#step = step;
    // A step that keeps this thread busy gives the timer no chance, so a new step speaks for itself.
    this.#sayIfQuiet();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #sayIfQuiet(): void {
    if (performance.now() - this.#lastMs < silenceMs) return;
    this.#lastMs = performance.now();
    console.error(`${this.#step} (${Math.round((this.#lastMs - this.#startedMs) / 1000)} s)`);
  }
}

function open(path: string | undefined): SourceFile | undefined {
  if (path === undefined) return undefined;
  // npm changes to the project's folder and leaves word of where the person stood.
  const full = [process.env.INIT_CWD, process.cwd()]
    .filter((folder) => folder !== undefined)
    .map((folder) => resolve(folder, path))
    .find(existsSync);
  if (full === undefined) throw new StartupProblem(`There is no file ${path}.`);
  try {
    return { name: path, bytes: readFileSync(full) };
  } catch (error) {
    const isFolder = (error as { code?: string }).code === "EISDIR";
    throw new StartupProblem(isFolder ? `${path} is a folder.` : `${path} cannot be read.`);
  }
}

function filesIn(args: string[]): PlaceFiles {
  let given: ReturnType<typeof parseCommandLine>;
  try {
    given = parseCommandLine(args);
  } catch {
    throw new StartupProblem(usage);
  }
  const { positionals, values } = given;
  if (positionals.length !== 1 || positionals[0] !== "places") throw new StartupProblem(usage);
  const paths = [values.councils, values.wards, values.electorates].filter((path) => path !== undefined);
  if (paths.length === 0) throw new StartupProblem(usage);
  if (new Set(paths).size < paths.length) throw new StartupProblem("The same file is given twice.");
  return { councils: open(values.councils), wards: open(values.wards), electorates: open(values.electorates) };
}

function parseCommandLine(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: { councils: { type: "string" }, wards: { type: "string" }, electorates: { type: "string" } },
  });
}

/** The problems, a line each; where rows that follow one another have the same fault, one line for all of them. */
function linesOf(problems: Problem[]): string[] {
  const runs: { first: Problem; last: Problem }[] = [];
  for (const problem of problems) {
    const run = runs.at(-1);
    const isNext =
      run && run.last.file === problem.file && run.last.what === problem.what && run.last.line + 1 === problem.line;
    if (isNext) run.last = problem;
    else runs.push({ first: problem, last: problem });
  }
  return runs.map(({ first, last }) => {
    const lines = first === last ? `line ${first.line}` : `lines ${first.line} to ${last.line}`;
    return `  ${first.file}, ${lines}: ${first.what}`;
  });
}

function print({ councils, wards, electorates, problems, notes }: ImportedPlaces): void {
  const sum = (counts: Counts | null, title: string) => {
    if (counts === null) return;
    const { added, changed, unchanged, skipped } = counts;
    console.log(`${title}: ${added} added, ${changed} changed, ${unchanged} unchanged, ${skipped} skipped`);
  };
  if (problems.length > 0) console.log(["Rows that were skipped:", ...linesOf(problems)].join("\n"));
  sum(councils, "Councils");
  sum(wards, "Wards");
  sum(electorates, "Electorates");
  for (const note of notes) console.log(`${note}.`);
  const isUnchanged = [councils, wards, electorates].every((counts) => !counts || counts.added + counts.changed === 0);
  if (isUnchanged) console.log("Nothing has changed: the database had all of it.");
}

async function run(args: string[]): Promise<void> {
  const files = filesIn(args);
  const progress = new Progress();
  progress.begin("Starting the database");
  try {
    const database = await ensureDatabase(readEnv());
    try {
      await migrate(database.ownerUrl);
      const db = openDb(database.appUrl, 2);
      try {
        const outcome = await importPlaces({ db }, files, (step) => progress.begin(step));
        if (!outcome.ok) throw new StartupProblem(`${outcome.refused.message}\nNothing was loaded.`);
        print(outcome.value);
      } finally {
        await db.$disconnect();
      }
    } finally {
      await database.stop();
    }
  } finally {
    progress.end();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
