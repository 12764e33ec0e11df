import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parts, sections } from "../../app/domain/act/act";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the table of the Act is kept. */
export const actTableFile = join(root, "app", "domain", "act", "README.md");

const actFolder = join(root, "app", "domain", "act");
const testFolder = join(root, "tests", "act");

const intro = `# The Act as code

One file is one section: its number, title, plain text, parameters with their bounds and precedent, and the pure functions that
lead from facts to a ruling. [act.ts](act.ts) is the register. No other folder holds a number of the Act, and a test sees to that.
Each section is tested from outside by the file beside it in the table.

\`npm run act:table\` writes this file from the register. \`npm run mutate:act\` changes every number and comparison of a section in
turn and shows which change no test notices.`;

/** The two digits of a section's file name, such as `s08-`, which sort as the sections do. */
function prefixOf(section: number): string {
  return `s${String(section).padStart(2, "0")}-`;
}

function filesOf(folder: string, section: number, ending: RegExp): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefixOf(section)) && ending.test(name))
    .sort();
}

/** The one file that holds a section. Throws when there is none or more than one. */
export function sectionFile(section: number): string {
  const [file, ...more] = filesOf(actFolder, section, /\.ts$/);
  if (!file || more.length > 0) throw new Error(`Section ${section} must be one file in app/domain/act.`);
  return file;
}

/** The tests of a section. Throws when it has none. */
export function sectionTests(section: number): string[] {
  const files = filesOf(testFolder, section, /\.test\.ts$/);
  if (files.length === 0) throw new Error(`Section ${section} has no test in tests/act.`);
  return files;
}

/** A table in Markdown whose columns line up, the first one to the right: as the formatter wants it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [head = "", ...body] = rows.map((row) =>
    line(row.map((cell, column) => (column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0)))),
  );
  const rule = widths.map((width, column) => (column === 0 ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [head, line(rule), ...body].join("\n");
}

/** What app/domain/act/README.md must say: every section with its title, file and tests, part by part. */
export function actTable(): string {
  const tables = parts.map((part) => {
    const rows = sections
      .filter((section) => section.part === part.number)
      .map(({ number, title }) => {
        const file = sectionFile(number);
        const tests = sectionTests(number).map((name) => `[${name}](../../../tests/act/${name})`);
        return [String(number), title, `[${file}](${file})`, tests.join(", ")];
      });
    return `## Part ${part.number}: ${part.title}\n\n${tableOf([["Section", "Title", "File", "Test"], ...rows])}`;
  });
  return `${[intro, ...tables].join("\n\n")}\n`;
}
