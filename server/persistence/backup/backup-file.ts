import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { StartupProblem } from "../../env";

// A backup is one file of lines, compressed with gzip, so that `zcat FILE | less` shows what is in it:
//   the head: what the backup is of, and what the database must be before rows go in
//   for each table a line with its name and columns, its rows as PostgreSQL's COPY writes them, and a line `\.`
//   the tail: for each table its number of rows and the SHA-256 of its lines, and that of the head
// A file without its tail is not complete.

const formatVersion = 1;
const formatName = "pop-up-parish backup";

const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);

const headShape = z.object({
  format: z.literal(`${formatName} ${formatVersion}`),
  /** The release that made it. */
  product: z.string(),
  /** The application's instant that the backup shows. */
  at: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256Text })),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  /** Votes that had opened and not closed: their ballots are not in here. */
  openVotes: z.int().min(0),
});

const tableShape = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

const tailShape = z.object({
  head: sha256Text,
  tables: z.array(z.object({ table: z.string(), rows: z.int().min(0), sha256: sha256Text })),
});

const lineShape = z.union([tableShape, tailShape]);

/** What a backup says of itself before its rows. */
export type BackupHead = Omit<z.infer<typeof headShape>, "format">;

/** What a backup says of a table after its rows. */
export type TableSum = z.infer<typeof tailShape>["tables"][number];

/** A table on its way into a file or out of it. */
export interface TableRows extends z.infer<typeof tableShape> {
  /** Lines as COPY writes them. The pieces of them may be of any length. */
  rows: AsyncIterable<Buffer>;
}

const lineFeed = 10;
const lineFeedBytes = Buffer.of(lineFeed);
const endOfRows = Buffer.from("\\.\n");
const pieceBytes = 256 * 1024;

/** Adds up one table's lines as they go by. */
class Sum {
  rows = 0;
  readonly #hash = createHash("sha256");

  constructor(readonly table: string) {}

  heading(line: string): void {
    this.#hash.update(`${line}\n`);
  }

  take(piece: Buffer): void {
    this.#hash.update(piece);
    for (let at = piece.indexOf(lineFeed); at !== -1; at = piece.indexOf(lineFeed, at + 1)) this.rows += 1;
  }

  total(): TableSum {
    return { table: this.table, rows: this.rows, sha256: this.#hash.digest("hex") };
  }
}

const hashOf = (line: string) => createHash("sha256").update(line).digest("hex");

/**
 * Writes a backup into a file that must not exist yet and that only its owner may read.
 *
 * @throws whatever the file system or the source of the rows throws; the file is then not complete
 */
export async function writeBackup(path: string, head: BackupHead, tables: AsyncIterable<TableRows>): Promise<void> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
  await pipeline(Readable.from(linesOf(head, tables)), createGzip({ chunkSize: pieceBytes }), file);
}

async function* linesOf(head: BackupHead, tables: AsyncIterable<TableRows>): AsyncGenerator<Buffer | string> {
  const headLine = JSON.stringify({ format: `${formatName} ${formatVersion}`, ...head });
  yield `${headLine}\n`;
  const sums: TableSum[] = [];
  for await (const { table, columns, rows } of tables) {
    const sum = new Sum(table);
    const heading = JSON.stringify({ table, columns });
    sum.heading(heading);
    yield `${heading}\n`;
    for await (const piece of rows) {
      sum.take(piece);
      yield piece;
    }
    yield endOfRows;
    sums.push(sum.total());
  }
  yield `${JSON.stringify({ head: hashOf(headLine), tables: sums })}\n`;
}

/** A file that is not, or no longer, what `writeBackup` wrote. */
class Damaged extends Error {}

/** Reads lines and stretches of rows from pieces of a file. */
class Lines {
  readonly #pieces: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#pieces.next();
    if (done) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }

  /** The next line without its line feed; null at the end of the file. */
  async next(): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(lineFeed);
      if (end !== -1) {
        const line = this.#held.toString("utf8", 0, end);
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      if (await this.#more()) continue;
      if (this.#held.length === 0) return null;
      throw new Damaged();
    }
  }

  /** A table's rows up to the line that ends them, in pieces of any length. No row is held whole: one may be as large as the log of a vote. */
  async *rows(): AsyncGenerator<Buffer> {
    // COPY writes a backslash as two, so nothing else looks like this. The line feed in front of the first row has been read already.
    const end = Buffer.concat([lineFeedBytes, endOfRows]);
    this.#held = Buffer.concat([lineFeedBytes, this.#held]);
    let from = 1;
    for (;;) {
      const held = this.#held;
      const found = held.indexOf(end);
      const until = found === -1 ? held.length - end.length + 1 : found + 1;
      const ready = held.subarray(from, Math.max(from, until));
      if (found !== -1) {
        this.#held = held.subarray(found + end.length);
      } else if (ready.length > 0) {
        this.#held = held.subarray(until);
        from = 0;
      }
      if (ready.length > 0) yield ready;
      if (found !== -1) return;
      if (!(await this.#more())) throw new Damaged();
    }
  }
}

/**
 * Reads a whole backup, and checks every line of it against what the tail says.
 *
 * @param take is given each table in turn and must read its rows to their end. It is called before the rest of the file has been
 *   checked, so that only what it does in a transaction is safe. Left out, the rows are checked and nothing else.
 * @returns what the backup says of itself and of its tables
 * @throws StartupProblem when the file cannot be read, was made by a newer release, is damaged, or is not complete
 */
export async function readBackup(
  path: string,
  take: (table: TableRows) => Promise<void> = readToEnd,
): Promise<BackupHead & { tables: TableSum[] }> {
  const pieces = createGunzip({ chunkSize: pieceBytes });
  // What goes wrong in it is met when the pieces are read.
  const reading = pipeline(createReadStream(path), pieces).catch(() => {});
  try {
    const lines = new Lines(pieces);
    const headLine = (await lines.next()) ?? "";
    const head = readHead(path, headLine);
    const sums: TableSum[] = [];
    for (;;) {
      const line = lineShape.parse(JSON.parse((await lines.next()) ?? ""));
      if ("table" in line) {
        sums.push(await readTable(line, lines, take));
        continue;
      }
      const isWhole = line.head === hashOf(headLine) && JSON.stringify(line.tables) === JSON.stringify(sums);
      if (!isWhole || (await lines.next()) !== null) throw new Damaged();
      return { ...head, tables: sums };
    }
  } catch (error) {
    throw explainReading(path, error);
  } finally {
    pieces.destroy();
    await reading;
  }
}

async function readToEnd({ rows }: TableRows): Promise<void> {
  for await (const _ of rows);
}

function readHead(path: string, line: string): BackupHead {
  const value = z.looseObject({ format: z.string() }).parse(JSON.parse(line));
  const [, version] = new RegExp(`^${formatName} (\\d+)$`).exec(value.format) ?? [];
  if (Number(version) > formatVersion) {
    throw new StartupProblem(`${path} was made by a newer release of this program: restore it with that one.`);
  }
  const { format: _, ...head } = headShape.parse(value);
  return head;
}

async function readTable(
  heading: z.infer<typeof tableShape>,
  lines: Lines,
  take: (table: TableRows) => Promise<void>,
): Promise<TableSum> {
  const sum = new Sum(heading.table);
  sum.heading(JSON.stringify({ table: heading.table, columns: heading.columns }));
  async function* summed() {
    for await (const piece of lines.rows()) {
      sum.take(piece);
      yield piece;
    }
  }
  await take({ ...heading, rows: summed() });
  return sum.total();
}

function explainReading(path: string, error: unknown): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new StartupProblem(`There is no file ${path}.`);
  if (code === "EISDIR") return new StartupProblem(`${path} is a folder.`);
  if (code === "EACCES" || code === "EPERM") return new StartupProblem(`${path} cannot be read.`);
  const isDamaged = code.startsWith("Z_") || [Damaged, SyntaxError, z.ZodError].some((kind) => error instanceof kind);
  return isDamaged ? new StartupProblem(`${path} is damaged, not complete, or no backup of this program.`) : error;
}
