// Checks the archive of a Pop-up Parish: that nothing in it was changed, left out or added.
//
//   node check-archive.mjs FILE.zip                        checks a bundle
//   node check-archive.mjs FOLDER                          checks the same files, unpacked
//   node check-archive.mjs https://site/parishes/<name>    downloads the bundle and checks it
//
// It needs Node 20.19 or newer and recount.mjs beside it, and shares no code with the site it checks. What the files
// hold, and the checks, are described in docs/archive.md. The last part of this file is the program; everything
// before it touches neither network nor disk.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { inflateRawSync } from "node:zlib";

const usage = `Usage: node check-archive.mjs FILE.zip [options]
       node check-archive.mjs FOLDER [options]
       node check-archive.mjs https://site/parishes/<name> [options]

  --head HASH   the hash of an entry of the minute book that you know to be right (may be repeated)
  --key KEY     a public key that you know to be right (may be repeated): any other is then a problem
  --help        show this

Ends with status 0 when everything agrees, 1 when anything does not or cannot be read, 2 when called wrongly.`;

const always = ["README.txt", "charter.json", "handover.json", "minutes.ndjson", "register.json", "reviews.json"];
const ofVote = ["record.json", "steps.ndjson", "log.txt", "ballots.ndjson"];

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Canonical JSON (RFC 8785). JavaScript sorts and prints as it asks. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** The value that bytes spell as JSON in UTF-8; undefined when they spell none. */
function readJson(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** A value as it is put into a sentence. What comes from files must not steer the reader's terminal nor flood it. */
function shown(value) {
  const raw = isText(value) ? value : (JSON.stringify(value) ?? "nothing");
  const text = raw.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}

const sentence = (words, ...values) => words.reduce((text, word, index) => text + shown(values[index - 1]) + word);

const mostOfACheck = 10;

class Report {
  lines = [];
  problems = 0;

  note(text) {
    this.lines.push(`       ${text}`);
  }

  /**
   * Makes one check and adds its line. The check gets `wrong`, a template tag that takes down a problem, and answers what it
   * found, in words, for the case that nothing was wrong.
   */
  check(title, body) {
    const wrongs = [];
    let found;
    try {
      found = body((words, ...values) => void wrongs.push(sentence(words, ...values)));
    } catch (error) {
      wrongs.push(`This could not be checked: ${shown(error.message)}`);
    }
    this.problems += wrongs.length;
    this.lines.push(wrongs.length === 0 ? `ok     ${title}: ${found}` : `WRONG  ${title}:`);
    for (const text of wrongs.slice(0, mostOfACheck)) this.lines.push(`         - ${text}`);
    if (wrongs.length > mostOfACheck) this.lines.push(`           and ${wrongs.length - mostOfACheck} more`);
  }
}

// ---- The bundle ------------------------------------------------------------------------------------------------------

/**
 * The files of a ZIP file, by path. Reads what this bundle may be made of: stored and deflated files, ZIP64 where they are
 * large. Throws when it is anything else, holds a path twice, or holds bytes that belong to no file.
 */
export function unzip(bytes) {
  const files = new Map();
  const { offset, entries } = directoryOf(bytes);
  let at = offset;
  let end = 0;
  for (let index = 0; index < entries; index += 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("its directory is damaged");
    const [method, nameLength, extraLength, noteLength] = [10, 28, 30, 32].map((place) =>
      bytes.readUInt16LE(at + place),
    );
    const path = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [length, packed, start] = sizesOf(bytes, at, extra);
    if (files.has(path)) throw new Error(`it holds ${shown(path)} twice`);
    if (start !== end) throw new Error(`there is something before ${shown(path)} that belongs to no file`);
    if (bytes.readUInt32LE(start) !== 0x04034b50) throw new Error(`${shown(path)} is not where its directory says`);
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    if (from + packed > offset) throw new Error(`${shown(path)} was cut short`);
    const isFolder = path.endsWith("/") && length === 0;
    if (!isFolder) files.set(path, unpack(bytes.subarray(from, from + packed), method, length, path));
    const hasTrailer = (bytes.readUInt16LE(start + 6) & 8) !== 0;
    const isLarge = extra.length >= 4 && extra.readUInt16LE(0) === 1;
    // Sizes that were not known in advance stand behind the file again.
    end = from + packed + (hasTrailer ? (isLarge ? 24 : 16) : 0);
    at += 46 + nameLength + extraLength + noteLength;
  }
  if (end !== offset) throw new Error("there is something after its last file that belongs to none");
  return files;
}

/** Where the directory of a ZIP file begins, and how many files it lists. */
function directoryOf(bytes) {
  const at = bytes.length - 22;
  if (at < 0 || bytes.readUInt32LE(at) !== 0x06054b50) throw new Error("it is no ZIP file, or was cut short");
  const [entries, offset] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16)];
  if (entries !== 0xffff && offset !== 0xffffffff) return { entries, offset };
  const large = Number(bytes.readBigUInt64LE(at - 20 + 8));
  if (bytes.readUInt32LE(large) !== 0x06064b50) throw new Error("its directory is damaged");
  return { entries: Number(bytes.readBigUInt64LE(large + 32)), offset: Number(bytes.readBigUInt64LE(large + 48)) };
}

/** Length, packed length and place of a file. Those that do not fit into 32 bits follow, in this order, in the extra field 1. */
function sizesOf(bytes, at, extra) {
  const sizes = [24, 20, 42].map((place) => bytes.readUInt32LE(at + place));
  let next = 0;
  while (next + 4 <= extra.length && extra.readUInt16LE(next) !== 1) next += 4 + extra.readUInt16LE(next + 2);
  next += 4;
  return sizes.map((size) => {
    if (size !== 0xffffffff) return size;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  });
}

function unpack(packed, method, length, path) {
  if (method !== 0 && method !== 8)
    throw new Error(`${shown(path)} is packed in a way that this program does not read`);
  let file;
  try {
    file = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
  } catch {
    throw new Error(`${shown(path)} is damaged`);
  }
  if (file.length !== length) throw new Error(`${shown(path)} does not have the length that the bundle says`);
  return file;
}

// ---- The checks ------------------------------------------------------------------------------------------------------

/**
 * Checks an archive. Answers the lines of a report and how many problems were found.
 *
 * @param files bytes by path, as a Map
 * @param options `recount`: what recounts a vote; `heads` and `keys`: hashes of entries and public keys that are known
 */
export function checkArchive(files, { recount, heads = [], keys = [] }) {
  const report = new Report();
  let manifest = null;
  report.check("Manifest", (wrong) => {
    manifest = readManifest(files.get("manifest.json"), wrong);
    return manifest && sentence`${manifest.name} (${manifest.parish}), ${manifest.state}`;
  });
  if (!manifest) return report;
  report.check("Files", (wrong) => {
    checkFiles(files, manifest, wrong);
    return `${plural(manifest.files.length, "file")}, each with the hash that the manifest names, and no other`;
  });
  const book = [];
  report.check("Minute book", (wrong) => {
    book.push(...readBook(files.get("minutes.ndjson"), manifest, wrong));
    for (const head of heads) {
      if (!book.some(({ hash }) => hash === head)) wrong`The entry ${head}, which you know, is not in this minute book`;
    }
    return sentence`${plural(book.length, "entry", "entries")} in one chain that ends with ${manifest.head.hash}`;
  });
  if (heads.length === 0) {
    report.note(
      "A site could write its book anew: compare this hash with what others noted, or give theirs with --head.",
    );
  }
  report.check("Register", (wrong) => checkRegister(readDocument(files, "register.json", wrong), book, wrong));
  report.check("Reviews", (wrong) => checkReviews(readDocument(files, "reviews.json", wrong), book, wrong));
  report.check("Handover", (wrong) => checkHandover(files.get("handover.json"), book, wrong));
  const closed = book.filter(({ kind }) => kind === "vote_closed").map(({ body }) => body.vote);
  report.check("Votes", (wrong) => {
    const kept = new Set([...files.keys()].flatMap((path) => /^votes\/([^/]+)\//.exec(path)?.[1] ?? []));
    for (const vote of closed) if (!kept.has(vote)) wrong`The minute book closed the vote ${vote}, but it is not here`;
    for (const vote of kept)
      if (!closed.includes(vote)) wrong`The vote ${vote} is here, but the minute book never closed it`;
    return `${plural(closed.length, "vote")} closed in the minute book, and all of them are here`;
  });
  for (const vote of closed) {
    report.check(`Vote ${shown(vote)}`, (wrong) => {
      const own = Object.fromEntries(ofVote.map((name) => [name, files.get(`votes/${vote}/${name}`)]));
      const counted = recount({ ...own, "minutes.ndjson": files.get("minutes.ndjson") }, { vote, keys });
      for (const line of counted.lines) {
        const [, text] = /^(?:WRONG {2}| {9}- )(.*)$/.exec(line) ?? [];
        if (text) wrong`${text}`;
      }
      if (counted.problems > 0) return;
      return sentence`${readJson(own["record.json"]).terms.question}`;
    });
  }
  return report;
}

function readManifest(bytes, wrong) {
  if (!bytes) {
    wrong`manifest.json is missing, and without it nothing can be checked`;
    return null;
  }
  const manifest = readJson(bytes);
  const isWhole =
    isObject(manifest) &&
    manifest.format === "pop-up-parish archive 1" &&
    [manifest.parish, manifest.name, manifest.state].every(isText) &&
    isObject(manifest.head) &&
    Array.isArray(manifest.files) &&
    manifest.files.every((file) => isObject(file) && isText(file.path) && isText(file.sha256));
  if (isWhole) return manifest;
  wrong`manifest.json is not the manifest of an archive`;
  return null;
}

function checkFiles(files, manifest, wrong) {
  const listed = new Map();
  for (const { path, bytes, sha256: hash } of manifest.files) {
    if (listed.has(path)) wrong`The manifest lists ${path} twice`;
    listed.set(path, hash);
    const file = files.get(path);
    if (!file) wrong`${path} is missing`;
    else if (sha256(file) !== hash) wrong`${path} was changed: its hash is not the one that the manifest names`;
    else if (file.length !== bytes) wrong`${path} has ${file.length} bytes, but the manifest says ${bytes}`;
  }
  for (const path of files.keys()) {
    if (path !== "manifest.json" && !listed.has(path)) wrong`${path} was added: the manifest does not list it`;
  }
  for (const path of always)
    if (!listed.has(path)) wrong`${path} belongs in every archive, but the manifest does not list it`;
}

/** Reads the minute book and follows its chain to the entry that the manifest names. */
function readBook(file, manifest, wrong) {
  const book = [];
  let previous = "";
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file ?? Buffer.alloc(0));
  if (text !== "" && !text.endsWith("\n"))
    wrong`minutes.ndjson does not end with a line feed: it may have been cut short`;
  for (const [index, line] of text.split("\n").slice(0, -1).entries()) {
    const entry = readJson(Buffer.from(line));
    if (!isObject(entry) || !isObject(entry.body)) {
      wrong`minutes.ndjson line ${index + 1} is no entry`;
      continue;
    }
    const { hash, ...hashed } = entry;
    if (entry.parish !== manifest.parish) wrong`Entry ${entry.number} is of ${entry.parish}, not of ${manifest.parish}`;
    if (entry.number !== index + 1) wrong`minutes.ndjson line ${index + 1} holds entry ${entry.number}`;
    if (entry.previousHash !== previous) wrong`Entry ${entry.number} does not follow on the entry before it`;
    if (sha256(canonical(hashed)) !== hash) wrong`Entry ${entry.number} was changed after it was written`;
    previous = hash;
    book.push(entry);
  }
  const { number, hash } = manifest.head;
  if (book.length !== number) wrong`The minute book has ${book.length} entries, but the manifest says ${number}`;
  if (previous !== hash) wrong`The minute book ends with ${previous}, but the manifest says ${hash}`;
  return book;
}

function readDocument(files, path, wrong) {
  const value = readJson(files.get(path) ?? Buffer.alloc(0));
  if (isObject(value)) return value;
  wrong`${path} cannot be read`;
  return {};
}

/** Every power that the minute book says was given must be in the register. */
function checkRegister({ powers = [] }, book, wrong) {
  const granted = book.filter(({ kind }) => kind === "power_granted").map(({ body }) => body.power);
  // Powers come into the register when residents approve the charter.
  const isApproved = book.some(({ kind }) => kind === "parish_approved");
  const held = powers.map(({ power }) => power);
  if (isApproved) {
    for (const power of granted) {
      if (!held.includes(power)) wrong`The minute book gave the power ${power}, but it is not in register.json`;
    }
    if (granted.length > 0) {
      for (const power of held) {
        if (!granted.includes(power)) wrong`register.json holds the power ${power}, but the minute book never gave it`;
      }
    }
  }
  return `${plural(held.length, "power")}, as the minute book gave them`;
}

/** Reviews of outcomes and entries of the minute book must name the same proposals. */
function checkReviews({ outcomes = [] }, book, wrong) {
  const entered = book
    .filter(({ kind }) => kind === "outcome_reviewed")
    .map(({ body }) => body.number ?? body.proposal);
  const kept = outcomes.map(({ proposal }) => proposal);
  for (const number of entered) if (!kept.includes(number)) wrong`The review of proposal ${number} is missing`;
  for (const number of kept)
    if (!entered.includes(number)) wrong`The minute book knows no review of proposal ${number}`;
  return `${plural(kept.length, "outcome")} reviewed, as the minute book says`;
}

/** Whoever received something must have accepted it in the minute book last. */
function checkHandover(file, book, wrong) {
  const handover = readJson(file ?? Buffer.alloc(0));
  if (handover === null) return "the end of the parish is not known yet";
  if (!isObject(handover) || !Array.isArray(handover.things)) {
    wrong`handover.json cannot be read`;
    return;
  }
  const accepted = handover.things.filter(({ answer }) => answer === "accepted");
  for (const { kind, subject, name, receiver } of accepted) {
    const said = book.filter(({ body }) => body.thing === kind && body.subject === subject).at(-1);
    if (said?.kind !== "handover_accepted" || said.body.receiver !== receiver) {
      wrong`handover.json says that ${receiver} accepted ${name}, but the minute book does not`;
    }
  }
  const signed = book.filter(({ kind }) => kind === "handover_signed_off").at(-1);
  const orphans = handover.things.filter(({ isOrphan }) => isOrphan).length;
  const isSame = signed?.body.pack === sha256(file);
  const signing = signed
    ? `; signed off in entry ${signed.number}${isSame ? ", just as it is here" : ", and changed since"}`
    : "";
  return `${accepted.length} of ${plural(handover.things.length, "thing")} accepted, ${plural(orphans, "orphan")}${signing}`;
}

// ---- The program -----------------------------------------------------------------------------------------------------

class WrongUsage extends Error {}

function readWords(words) {
  const asked = { from: null, heads: [], keys: [] };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const into = { "--head": asked.heads, "--key": asked.keys }[word];
    if (into) {
      index += 1;
      if (index >= words.length) throw new WrongUsage(`${word} needs a value.`);
      into.push(words[index]);
    } else if (word.startsWith("-") || asked.from !== null) throw new WrongUsage(`“${word}” is not understood.`);
    else asked.from = word;
  }
  if (asked.from === null) throw new WrongUsage("Say which archive: a file, a folder or an address.");
  return asked;
}

async function gather(from) {
  if (/^https?:/.test(from)) {
    const address = `${from.replace(/\/$/, "")}/archive.zip`;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return unzip(Buffer.from(await response.arrayBuffer()));
  }
  if (!statSync(from).isDirectory()) return unzip(readFileSync(from));
  const names = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = names.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const start = join(from, sep).length;
  return new Map(paths.map((path) => [path.slice(start).replaceAll(sep, "/"), readFileSync(path)]));
}

/** Runs the program. Answers the status it ends with. */
async function main(words) {
  if (words.includes("--help")) {
    console.log(usage);
    return 0;
  }
  try {
    const { from, ...known } = readWords(words);
    const { recount } = await import("./recount.mjs").catch(() => {
      throw new Error("recount.mjs must lie beside this program; it is on the same site");
    });
    const { lines, problems } = checkArchive(await gather(from), { recount, ...known });
    console.log(lines.join("\n"));
    console.log(problems === 0 ? "\nEverything agrees." : `\n${plural(problems, "problem")}: not everything agrees.`);
    return problems === 0 ? 0 : 1;
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    console.error(
      isUsage ? `${error.message}\n\n${usage}` : `The archive could not be checked: ${shown(error.message)}`,
    );
    return isUsage ? 2 : 1;
  }
}

const isProgram = process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename;
if (isProgram) process.exitCode = await main(process.argv.slice(2));
