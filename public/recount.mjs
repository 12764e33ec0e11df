// Recounts a vote of a Pop-up Parish from its public record, and says whether everything in it agrees.
//
//   node recount.mjs https://site/votes/<id>     downloads the record and checks it
//   node recount.mjs FOLDER                      checks the same files in a folder
//
// It needs Node 20.19 or newer and nothing else, and shares no code with the site it checks. What the files hold, and
// the eight checks, are described in docs/vote-record.md. The last part of this file is the program; everything before
// it is the checker, in the order of the checks, which touches neither network nor disk.
import * as crypto from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const usage = `Usage: node recount.mjs https://site/votes/<id> [options]
       node recount.mjs FOLDER [options]

A folder holds record.json, steps.ndjson, log.txt, ballots.ndjson (once the vote has closed) and, if you have it,
minutes.ndjson, the parish's minute book.

  --slip FILE     check also the slip that a voter keeps
  --key KEY       a public key that you know to be right (may be repeated): any other is then a problem
  --save FOLDER   keep what was downloaded
  --help          show this

Ends with status 0 when everything agrees, 1 when anything does not or cannot be read, 2 when called wrongly.`;

// ---- Hashes, spellings and signatures --------------------------------------------------------------------------------

/** SHA-256 of a text or bytes, in hexadecimal or, with "buffer", as bytes. */
const sha256 = crypto.hash
  ? (data, form = "hex") => crypto.hash("sha256", data, form)
  : (data, form = "hex") => crypto.createHash("sha256").update(data).digest(form);

/** Canonical JSON (RFC 8785). JavaScript sorts and prints as it asks. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** When the count of a vote ends: when it closes or, where there is paper, when the papers have been counted. */
const endOf = (terms) => terms.paperDueAt ?? terms.closesAt;

const hashOf = (value) => sha256(canonical(value));

/** Bytes from base64url without padding; null unless it is spelt in the one right way and has that many bytes. */
function fromBase64(text, length) {
  if (typeof text !== "string") return null;
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === length && bytes.toString("base64url") === text ? bytes : null;
}

const publicKeyBytes = (text) => fromBase64(text, 32);

/** Whether a key, `{ publicKey }`, made this signature of a text. */
function isSignedBy(key, text, signature) {
  const bytes = fromBase64(signature, 64);
  // Preparing a key costs as much as using it, and one key signs thousands of steps.
  key.prepared ??= crypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key.publicKey }, format: "jwk" });
  return bytes !== null && crypto.verify(null, Buffer.from(text), key.prepared, bytes);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isInstant = (value) =>
  isText(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;

/** The names of fields that are missing or are not what they must be, from pairs of a test and the names of fields. */
const misshapen = (value, ...shape) =>
  shape.flatMap(([test, names]) => names.split(" ").filter((name) => !isObject(value) || !test(value[name])));

/** The value that bytes spell as JSON in UTF-8; undefined when they spell none. */
function readJson(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The numbers and the bytes of a file's lines, each without its line feed. The last line must have one too. */
function* linesOf(file, name, wrong) {
  let number = 0;
  for (let start = 0; start < file.length; ) {
    const end = file.indexOf(10, start);
    if (end === -1) wrong`${name} does not end with a line feed: it may have been cut short`;
    const line = file.subarray(start, end === -1 ? file.length : end);
    number += 1;
    yield [number, line];
    start += line.length + 1;
  }
}

const leafHash = (leaf) => sha256(`\0${leaf}`, "buffer");
const nodeAbove = (left, right) => sha256(Buffer.concat([Buffer.of(1), left, right]), "buffer");

/** A Merkle tree that grows by leaves (RFC 6962, section 2.1). It holds the roots of its full subtrees only, largest first. */
export class MerkleTree {
  size = 0;
  #full = [];

  /** @param leaf a text of ASCII letters, as all leaves of a log are */
  add(leaf) {
    let node = leafHash(leaf);
    // As many full subtrees end here as the size so far has ones at its end in binary; each is joined with the next.
    for (let size = this.size; size % 2 === 1; size = (size - 1) / 2) node = nodeAbove(this.#full.pop(), node);
    this.#full.push(node);
    this.size += 1;
  }

  /** In hexadecimal. */
  root() {
    if (this.size === 0) return sha256("");
    return this.#full.reduceRight((right, left) => nodeAbove(left, right)).toString("hex");
  }
}

// ---- The report ------------------------------------------------------------------------------------------------------

const mostOfAKind = 5;

/** A value as it is put into a sentence. What comes from files must not steer the reader's terminal nor flood it. */
function shown(value) {
  const raw = isText(value) ? value : (JSON.stringify(value) ?? "nothing");
  const text = raw.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}

const sentence = (words, ...values) => words.reduce((text, word, index) => text + shown(values[index - 1]) + word);

class Report {
  lines = [];
  problems = 0;

  note(text) {
    this.lines.push(`       ${text}`);
  }

  /**
   * Makes one check and adds its line. The check gets `wrong`, a template tag that takes down a problem:
   * wrong`line ${number} is bad`. Problems from the same place of this program are of one kind, of which the first few
   * are shown. The check answers what it found, in words, for the case that nothing was wrong.
   */
  check(title, body) {
    const kinds = new Map();
    const wrong = (words, ...values) => {
      const kind = kinds.get(words) ?? { count: 0, shown: [] };
      kinds.set(words, kind);
      kind.count += 1;
      if (kind.count <= mostOfAKind) kind.shown.push(sentence(words, ...values));
    };
    let found;
    try {
      found = body(wrong);
    } catch (error) {
      wrong`This could not be checked: ${error.message}`;
    }
    this.lines.push(kinds.size === 0 ? `ok     ${title}: ${found}` : `WRONG  ${title}:`);
    for (const kind of kinds.values()) {
      this.problems += kind.count;
      for (const text of kind.shown) this.lines.push(`         - ${text}`);
      if (kind.count > mostOfAKind) this.lines.push(`           and ${kind.count - mostOfAKind} more of this kind`);
    }
  }
}

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

// ---- The checker -----------------------------------------------------------------------------------------------------

/**
 * Checks the record of a vote. Answers the lines of a report and how many problems were found.
 *
 * @param files bytes by name: `record.json`, `steps.ndjson`, `log.txt`, `ballots.ndjson`, `minutes.ndjson`, `slip.json`
 * @param options `keys`: public keys that are known; `vote`: the id that was asked for; `unread`: by name, why a file
 *   that is not among `files` could not be read; `now`: the instant to judge promises by
 */
export function recount(files, { keys: knownKeys = [], vote = null, unread = {}, now = new Date() } = {}) {
  const report = new Report();
  const need = (name, wrong) => {
    if (!files[name]) wrong`${name} could not be read: ${unread[name] ?? "it is not there"}`;
    return files[name] ?? Buffer.alloc(0);
  };

  let record = null;
  report.check("Record", (wrong) => {
    record = readRecord(need("record.json", wrong), { vote, knownKeys }, wrong);
    if (!record) return;
    const { terms, result } = record;
    const state = result ? "closed" : "open until";
    return sentence`vote ${terms.vote} of ${terms.parish}, “${terms.question}”, ${state} ${terms.closesAt}`;
  });
  if (!record) return report;

  const { terms, keys, result } = record;
  const termsHash = hashOf(terms);
  if (knownKeys.length === 0) {
    for (const { publicKey } of keys) report.note(`Key: ${publicKey}`);
    report.note("A site could swap its keys: compare with what others saw, or give those you know with --key.");
  }

  let steps = [];
  report.check("1 Terms and 2 Steps", (wrong) => {
    steps = readSteps(need("steps.ndjson", wrong), { terms, termsHash, keys, isClosed: result !== null }, wrong);
    return `${plural(steps.length, "step")} in one chain that begins with the hash of the terms, all signed`;
  });
  const last = steps.at(-1);

  let log = { entered: new Map(), replacedBy: [], live: 0 };
  report.check("3 Log and 4 Leaves", (wrong) => {
    log = readLog(need("log.txt", wrong), { terms, steps }, wrong);
    return `${plural(log.size, "leaf", "leaves")}, with the roots that were signed; ${plural(log.live, "live ballot")}`;
  });

  let ballots = null;
  if (result === null) {
    if (files["ballots.ndjson"]) {
      report.check("5 Ballots", (wrong) => wrong`ballots.ndjson is there, but record.json has no result`);
    } else report.note("The vote is open: there are no ballots to count yet, and no result.");
  } else {
    report.check("5 Ballots", (wrong) => {
      ballots = readBallots(need("ballots.ndjson", wrong), { terms, log }, wrong);
      const { ballots: stated, marks } = result.body;
      const { number } = ballots;
      const others = {
        "live in the log": log.live,
        "in the last step": last?.ballots,
        "in the minute book": stated,
        marks,
      };
      for (const [where, other] of Object.entries(others)) {
        if (other !== number) wrong`There are ${number} ballots in ballots.ndjson, but ${other} ${where}`;
      }
      if (number > terms.roll) wrong`There are ${number} ballots, but ${terms.roll} people on the roll`;
      return `${plural(number, "ballot")}, each live in the log, and as many marks`;
    });
    report.check("6 Count", (wrong) => {
      if (!ballots) return;
      checkCounts(ballots, { terms, steps, result }, wrong);
      checkPapers(ballots, { terms, result }, wrong);
      return terms.options.map((option) => sentence`${ballots.counts[option]} ${option}`).join(", ");
    });
    report.check("7 Outcome", (wrong) => {
      const decided = outcomeOf(terms, ballots?.counts, wrong);
      if (!decided) return;
      const { outcome, how } = decided;
      const stated = result.body.outcome;
      if (outcome !== stated) wrong`The minute book says ${stated}, but it is ${outcome}: ${how}`;
      return `${outcome}. ${how}`;
    });
    report.check("8 Minute-book entry", (wrong) => {
      const ballotFile = sha256(files["ballots.ndjson"] ?? "");
      checkResult(result, { terms, termsHash, last, ballotFile }, wrong);
      return sentence`entry ${result.number} names these terms, the last step, the log and the ballot file`;
    });
  }

  if (files["minutes.ndjson"] || unread["minutes.ndjson"]) {
    report.check("Minute book", (wrong) => {
      const length = checkBook(need("minutes.ndjson", wrong), { terms, termsHash, keys, result }, wrong);
      return `${plural(length, "entry", "entries")} in one chain, naming these terms${result ? ", this result" : ""} and the keys`;
    });
  } else report.note("minutes.ndjson is not there, so it and its announcements of keys were not checked.");

  if (files["slip.json"] || unread["slip.json"]) {
    report.check("Slip", (wrong) => {
      const slip = readJson(need("slip.json", wrong));
      return checkSlip(slip, { terms, keys, steps, log, isClosed: result !== null, now }, wrong);
    });
  }
  return report;
}

/** Reads record.json. Null when it is not shaped so that anything else could be checked against it. */
function readRecord(file, { vote, knownKeys }, wrong) {
  const record = readJson(file);
  const isFormat = (value) => value === "pop-up-parish vote 1";
  const isResult = (value) => value === null || (isObject(value) && isObject(value.body));
  const bad = [
    ...misshapen(record, [isFormat, "format"], [Array.isArray, "keys"], [isResult, "result"]),
    ...misshapen(
      record?.terms,
      [isText, "vote parish question class method publicity tieRule seed"],
      [isCount, "stepBallots roll"],
      [isInstant, "opensAt closesAt"],
      [(value) => value === undefined || isInstant(value), "paperDueAt"],
      [(value) => Array.isArray(value) && value.every(isText), "options"],
      [isObject, "rules"],
    ),
  ];
  if (bad.length > 0) {
    wrong`record.json is not the record of a vote, and without it nothing can be checked: ${bad.join(", ")}`;
    return null;
  }
  const { terms, keys } = record;
  if (vote !== null && terms.vote !== vote) wrong`record.json is of the vote ${terms.vote}, not of ${vote}`;
  const ids = new Set();
  const sound = keys.filter((key) => publicKeyBytes(key?.publicKey));
  if (sound.length < keys.length) wrong`record.json lists something that is no public key`;
  for (const { id, publicKey } of sound) {
    if (sha256(publicKeyBytes(publicKey)).slice(0, 16) !== id) wrong`The key ${publicKey} does not have the id ${id}`;
    if (ids.has(id)) wrong`The key ${id} is listed twice`;
    if (knownKeys.length > 0 && !knownKeys.includes(publicKey)) wrong`The key ${publicKey} is not one that you know`;
    ids.add(id);
  }
  return { ...record, keys: sound };
}

// ---- 1 and 2: the terms and the chain of steps -----------------------------------------------------------------------

/** Reads and checks the steps. Answers those that could be read, each with its hash. */
function readSteps(file, { terms, termsHash, keys, isClosed }, wrong) {
  const isCounts = (value) =>
    isObject(value) &&
    canonical(Object.keys(value).sort()) === canonical([...terms.options].sort()) &&
    Object.values(value).every(isCount);
  const steps = [];
  for (const [line, bytes] of linesOf(file, "steps.ndjson", wrong)) {
    const { key: keyId, signature, step } = readJson(bytes) ?? {};
    const bad = misshapen(
      step,
      [(value) => value === terms.vote, "vote"],
      [isCount, "number size ballots"],
      [isInstant, "at"],
      [isHash, "root previous"],
      [isCounts, "counts"],
      [(value) => typeof value === "boolean", "isLast"],
    );
    if (bad.length > 0) {
      wrong`steps.ndjson line ${line} is no step of this vote: ${bad.join(", ")}`;
      continue;
    }
    const before = steps.at(-1);
    const spelling = canonical({ key: keyId, signature, step });
    if (spelling !== bytes.toString()) wrong`steps.ndjson line ${line} is not canonical`;
    if (step.number !== line) wrong`steps.ndjson line ${line} holds step ${step.number}`;
    const previous = before ? "step before it" : "terms";
    if (step.previous !== (before?.hash ?? termsHash)) wrong`Step ${step.number} does not follow on the ${previous}`;
    const key = keys.find((one) => one.id === keyId);
    if (!key) wrong`Step ${step.number} is signed by ${keyId}, which is not among the keys`;
    else if (!isSignedBy(key, `pop-up-parish step 1\n${canonical(step)}`, signature)) {
      wrong`Step ${step.number} has a signature that its key did not make`;
    }
    const total = Object.values(step.counts).reduce((sum, count) => sum + count, 0);
    if (total !== step.ballots) wrong`Step ${step.number} has ${step.ballots} ballots, but counts of ${total}`;
    if (before && step.size < before.size) wrong`Step ${step.number} has a smaller log than the step before it`;
    if (before && step.at < before.at) wrong`Step ${step.number} is earlier than the step before it`;
    if (step.isLast && terms.paperDueAt && step.at < terms.paperDueAt)
      wrong`Step ${step.number} closes the vote before papers were counted`;
    if (before?.isLast) wrong`Step ${step.number} comes after the step of closing`;
    if (!step.isLast && terms.publicity !== "open")
      wrong`Step ${step.number} is before closing, but no count was to be`;
    steps.push({ ...step, hash: hashOf(step) });
  }
  const isLast = steps.at(-1)?.isLast ?? false;
  if (isClosed && !isLast) wrong`The vote has closed, but the steps do not end with the step of closing`;
  if (!isClosed && isLast) wrong`The last step is of closing, but record.json has no result (just closed? Run again)`;
  return steps;
}

// ---- 3 and 4: the log --------------------------------------------------------------------------------------------------

const leafForm = /^(?:cast|replace ([0-9a-f]{64})) ([0-9a-f]{64})$/;

/**
 * Builds the tree of the log, follows which ballots are live, and compares both with every step.
 * Answers `entered`, the line of each commitment; `replacedBy`, by line, the line that replaced its commitment; the
 * `size` of the log and how many ballots are `live`.
 */
function readLog(file, { terms, steps }, wrong) {
  const tree = new MerkleTree();
  const entered = new Map();
  const replacedBy = [];
  let live = 0;
  let voters = 0;
  let next = 0;
  const compare = () => {
    for (; steps[next]?.size === tree.size; next += 1) {
      const { number, size, root, ballots, isLast } = steps[next];
      if (tree.root() !== root) wrong`The first ${size} leaves do not have the root that step ${number} signed`;
      if (live !== ballots) wrong`Step ${number} counts ${ballots} ballots, but ${live} are live in the log by then`;
      if (!isLast && voters < terms.stepBallots)
        wrong`Step ${number} takes in ${voters} voters only, which shows too much`;
      voters = 0;
    }
  };
  compare();
  for (const [line, bytes] of linesOf(file, "log.txt", wrong)) {
    const leaf = bytes.latin1Slice();
    tree.add(leaf);
    const [, before, commitment] = leafForm.exec(leaf) ?? [];
    const replaced = before && entered.get(before);
    if (!commitment) wrong`log.txt line ${line} is no leaf`;
    else if (entered.has(commitment))
      wrong`log.txt line ${line}: ${commitment} stands in line ${entered.get(commitment)} already`;
    else entered.set(commitment, line);
    if (!before) live += 1;
    else if (!replaced) wrong`log.txt line ${line} replaces ${before}, which was not in the log before`;
    else if (replacedBy[replaced]) wrong`log.txt line ${line} replaces what line ${replacedBy[replaced]} has replaced`;
    else replacedBy[replaced] = line;
    // A voter's second change in one step replaces what came in with that step; so each voter is counted once.
    if (!before || replaced <= (steps[next - 1]?.size ?? 0)) voters += 1;
    compare();
  }
  const signed = steps.at(-1)?.size ?? 0;
  if (tree.size !== signed) wrong`log.txt has ${tree.size} leaves, but the last step says ${signed}`;
  return { entered, replacedBy, live, size: tree.size };
}

// ---- 5: the ballots --------------------------------------------------------------------------------------------------

const ballotForm = /^\{"choice":"([^"\\]*)","nonce":"([0-9a-f]{32})","receipt":"([0-9A-Z-]{14})"\}$/;

const commitmentOf = (vote, nonce, choice) => sha256(`pop-up-parish ballot 1\n${vote}\n${nonce}\n${choice}`);

/** The first sixty bits of a hash in Crockford's base 32: three groups of twenty bits, which are five hexadecimal digits or four letters. */
function receiptOf(vote, nonce) {
  const digest = sha256(`pop-up-parish receipt 1\n${vote}\n${nonce}`);
  const group = (start) => {
    const bits = Number.parseInt(digest.slice(start, start + 5), 16);
    return [15, 10, 5, 0].map((shift) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(bits >> shift) & 31]).join("");
  };
  return `${group(0)}-${group(5)}-${group(10)}`;
}

/**
 * Reads the ballot file and checks every ballot against the log.
 * Answers the `number` of ballots, the `counts` of each option, and `choices`, the choice by the line of the log where its commitment stands.
 */
function readBallots(file, { terms, log }, wrong) {
  const counts = Object.fromEntries(terms.options.map((option) => [option, 0]));
  const choices = [];
  let number = 0;
  let last = "";
  for (const [line, bytes] of linesOf(file, "ballots.ndjson", wrong)) {
    number = line;
    const [, choice, nonce, receipt] = ballotForm.exec(bytes.latin1Slice()) ?? [];
    if (!terms.options.includes(choice)) {
      wrong`ballots.ndjson line ${line} is no ballot of this vote`;
      continue;
    }
    counts[choice] += 1;
    const where = `ballots.ndjson line ${line}, receipt ${receipt}`;
    if (receipt === last) wrong`${where}: it stands twice`;
    if (receipt < last) wrong`${where}: it is out of order`;
    last = receipt;
    if (receiptOf(terms.vote, nonce) !== receipt) wrong`${where}: it does not follow from the nonce`;
    const leaf = log.entered.get(commitmentOf(terms.vote, nonce, choice));
    if (!leaf) wrong`${where}: the log has no such ballot ${choice}`;
    else if (log.replacedBy[leaf]) wrong`${where}: it was replaced in line ${log.replacedBy[leaf]} of the log`;
    else choices[leaf] = choice;
  }
  for (const [commitment, leaf] of log.entered) {
    if (!log.replacedBy[leaf] && !choices[leaf]) wrong`log.txt line ${leaf}: there is no ballot for ${commitment}`;
  }
  return { number, counts, choices };
}

// ---- 6: the count ----------------------------------------------------------------------------------------------------

/** Compares the count with the last step and the minute book, and each step with those of its ballots that stayed. */
function checkCounts({ counts, choices }, { terms, steps, result }, wrong) {
  if (terms.method !== "yes_no_abstain") wrong`The method is ${terms.method}, which this program cannot count`;
  else if (canonical([...terms.options].sort()) !== '["abstain","against","for"]')
    wrong`The options are not the method's`;
  const stated = isObject(result.body.counts) ? result.body.counts : {};
  if (Object.keys(stated).length !== terms.options.length) wrong`The minute book does not give a count for each option`;
  for (const option of terms.options) {
    const [counted, signed, entered] = [counts[option], steps.at(-1)?.counts[option], stated[option]];
    if (counted !== signed) wrong`There are ${counted} ballots ${option}, but the last step says ${signed}`;
    if (counted !== entered) wrong`There are ${counted} ballots ${option}, but the minute book says ${entered}`;
  }
  // A ballot that was changed later is never opened, so an earlier step may count more than is known of it, but not less.
  const known = Object.fromEntries(terms.options.map((option) => [option, 0]));
  let leaf = 0;
  for (const step of steps) {
    while (leaf < step.size) {
      leaf += 1;
      if (choices[leaf]) known[choices[leaf]] += 1;
    }
    for (const [option, least] of Object.entries(known)) {
      if (step.counts[option] < least)
        wrong`Step ${step.number} says ${step.counts[option]} ${option}, but ${least} of its ballots are`;
    }
  }
}

/**
 * What the minute book says of papers. They are ballots of the file like all others, so that only what it says apart can be wrong: that must fit into
 * the count, and few papers, or few others beside them, must not be told apart at all.
 */
function checkPapers(ballots, { terms, result }, wrong) {
  const { papers, papersIssued, papersCounted, papersSpoilt, papersNotReturned, paperCounts } = result.body;
  const isSaid = papers !== undefined;
  if (isSaid !== (terms.paperDueAt !== undefined))
    wrong`The minute book and the terms differ on whether there was paper`;
  if (isSaid && !["none_issued", "counted", "not_counted"].includes(papers))
    wrong`Papers were ${papers}, which means nothing`;
  if (papersIssued !== undefined && !(papersIssued >= fewestShown && papersIssued <= terms.roll)) {
    wrong`The minute book says that ${papersIssued} papers were issued, to ${terms.roll} people on the roll`;
  }
  if (paperCounts === undefined) return;
  const counts = terms.options.map((option) => paperCounts?.[option]);
  const sum = counts.reduce((total, count) => total + count, 0);
  if (papers !== "counted" || !counts.every(isCount) || sum !== papersCounted)
    wrong`The minute book's counts of papers do not add up`;
  if (papersCounted + papersNotReturned !== papersIssued)
    wrong`Papers counted and not returned are not the papers issued`;
  if (!(papersSpoilt <= paperCounts.abstain)) wrong`More papers are spoilt than abstain, and a spoilt paper abstains`;
  for (const option of terms.options) {
    if (paperCounts[option] > ballots.counts[option]) wrong`More papers are ${option} than there are ballots ${option}`;
  }
  if (papersCounted - papersSpoilt < fewestShown || ballots.number - papersCounted < fewestShown) {
    wrong`Papers are told apart although they, or the other ballots, are fewer than ${fewestShown}`;
  }
}

/** Fewer papers than this, or fewer others beside them, are not told apart. */
const fewestShown = 10;

// ---- 7: the outcome --------------------------------------------------------------------------------------------------

/** What the Act says of each class: which percentage of the roll must take part, at least how many, at most which part. */
const floors = {
  ordinary: { percent: "floorPercent", least: 10, part: 3 },
  spending: { percent: "floorPercent", least: 10, part: 3 },
  charter: { percent: "charterFloorPercent", least: 21, part: 2 },
  advisory: null,
};

/** Figures that the Act has where the rules name no other. */
const figuresOfTheAct = { floorPercent: 5, charterFloorPercent: 10, charterMajorityPercent: 50 };

/** What was decided: the participation floor (section 30 of the Act), then the majority (section 29); with the sums. */
function outcomeOf(terms, counts, wrong) {
  if (!Object.hasOwn(floors, terms.class)) wrong`The class ${terms.class} is none that this program knows`;
  else if (!counts || terms.method !== "yes_no_abstain") wrong`Without a count there is no outcome`;
  else {
    const { for: inFavour = 0, against = 0, abstain = 0 } = counts;
    const took = inFavour + against + abstain;
    const majority = terms.class === "charter" ? percentage(terms.rules, "charterMajorityPercent") : 50;
    const enough = share(inFavour + against, majority);
    const { needed, how } = floorOf(terms);
    const outcome = took < needed ? "inquorate" : inFavour > enough ? "passed" : "failed";
    const sum = `${inFavour} are For, which must be more than ${enough} (${majority}% of For and Against).`;
    return { outcome, how: `${how}, and ${took} did. ${sum}` };
  }
}

function floorOf({ class: of, roll, rules }) {
  if (!floors[of]) return { needed: 0, how: "Nobody must take part" };
  const { least, part, percent: name } = floors[of];
  const percent = percentage(rules, name);
  const byPercent = Math.ceil(share(roll, percent));
  const byPart = Math.ceil(roll / part);
  const needed = Math.min(Math.max(least, byPercent), byPart);
  const sum = `${percent}% of ${roll} is ${byPercent}, at least ${least}, at most one in ${part} which is ${byPart}`;
  return { needed, how: `${sum}: ${plural(needed, "person", "people")} must take part` };
}

function percentage(rules, name) {
  const percent = rules.parameters?.[name] ?? figuresOfTheAct[name];
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(JSON.stringify(percent))) throw new Error(`terms.rules: ${name} is no percentage`);
  return percent;
}

/** A percentage of people, by way of whole numbers: in binary fractions 50.16% of 1,250 would not be 627. */
const share = (people, percent) => (people * Math.round(percent * 1e6)) / 1e8;

// ---- 8: the entry in the minute book, and the book itself ------------------------------------------------------------

const entryHash = ({ hash, ...entry }) => hashOf(entry);

/** Compares the entry `vote_closed` with everything that it names. Ballots, counts and outcome were compared before. */
function checkResult(result, { terms, termsHash, last, ballotFile }, wrong) {
  if (entryHash(result) !== result.hash) wrong`The entry has the hash ${entryHash(result)}, but it says ${result.hash}`;
  if (result.kind !== "vote_closed") wrong`The entry is ${result.kind}, not vote_closed`;
  if (result.parish !== terms.parish) wrong`The entry is of ${result.parish}, not of ${terms.parish}`;
  const actual = {
    vote: terms.vote,
    roll: terms.roll,
    terms: termsHash,
    steps: last?.number,
    step: last?.hash,
    leaves: last?.size,
    root: last?.root,
    ballotFile,
  };
  for (const [field, value] of Object.entries(actual)) {
    if (result.body[field] !== value) wrong`The entry says ${field} ${result.body[field]}, but it is ${value}`;
  }
}

/** Checks the chain of the minute book, and what it says of this vote. Answers how many entries it has. */
function checkBook(file, { terms, termsHash, keys, result }, wrong) {
  const announced = new Set();
  let previous = "";
  let opened = 0;
  let closed = 0;
  let length = 0;
  for (const [line, bytes] of linesOf(file, "minutes.ndjson", wrong)) {
    length = line;
    const entry = readJson(bytes);
    if (!isObject(entry) || !isObject(entry.body)) {
      wrong`minutes.ndjson line ${line} is no entry`;
      continue;
    }
    const { parish, number, kind, body, previousHash, hash } = entry;
    if (parish !== terms.parish) wrong`Entry ${number} is of ${parish}, not of ${terms.parish}`;
    if (number !== line) wrong`minutes.ndjson line ${line} holds entry ${number}`;
    if (previousHash !== previous) wrong`Entry ${number} does not follow on the entry before it`;
    if (entryHash(entry) !== hash) wrong`Entry ${number} was changed after it was written: its hash is not ${hash}`;
    previous = hash;
    if (kind === "vote_opened" || kind === "signing_key_changed") announced.add(body.signingKey);
    if (body.vote !== terms.vote) continue;
    if (kind === "vote_opened") {
      opened += 1;
      if (body.terms !== termsHash) wrong`Entry ${number} opened this vote under other terms: ${body.terms}`;
    }
    if (kind === "vote_closed") {
      closed += 1;
      if (!result) wrong`Entry ${number} closed this vote, but record.json has no result (just closed? Run again)`;
      else if (canonical(entry) !== canonical(result)) wrong`Entry ${number} is not the result that record.json gives`;
    }
  }
  if (opened !== 1) wrong`The minute book opens this vote ${opened} times`;
  if (result && closed !== 1) wrong`The minute book closes this vote ${closed} times`;
  const strangers = keys.filter((key) => !announced.has(key.publicKey));
  for (const { publicKey } of strangers) wrong`The minute book never announced the key ${publicKey}`;
  return length;
}

// ---- A voter's slip --------------------------------------------------------------------------------------------------

/** Checks what a voter was promised, and whether it was kept. Answers where the ballot is, in words. */
function checkSlip(slip, { terms, keys, steps, log, isClosed, now }, wrong) {
  const bad = misshapen(
    slip,
    [isText, "vote question choice receipt nonce promise"],
    [isHash, "commitment"],
    [isInstant, "by"],
    [(value) => value === null || isHash(value), "step"],
  );
  if (bad.length > 0 || slip.vote !== terms.vote) {
    wrong`The slip is not one of this vote: ${bad.join(", ") || slip.vote}`;
    return;
  }
  const { vote, question, choice, receipt, nonce, commitment, promise, by, step } = slip;
  if (question !== terms.question) wrong`The slip asks “${question}”, but the vote asks “${terms.question}”`;
  const committed = commitmentOf(vote, nonce, choice);
  if (committed !== commitment) wrong`The slip's commitment does not follow from its nonce and choice`;
  if (receiptOf(vote, nonce) !== receipt) wrong`The slip's receipt ${receipt} does not follow from its nonce`;
  const delay = Date.parse(by) - Date.parse(endOf(terms));
  if (delay !== 60_000)
    wrong`The slip's instant ${by} is not one minute after ${terms.paperDueAt ? "the end of the count" : "closing"}`;
  // The browser had seen this step before it cast. A record without it is not the one that the voter was shown.
  const isKnown = step === null || steps.some((one) => one.hash === step);
  if (!isKnown) wrong`The voter was shown a step ${step} that is not in this record`;
  const signer = signerOf(promise, `pop-up-parish promise 1\n${vote}\n${commitment}\nin the log by ${by}`, keys);
  if (!signer) wrong`The slip's promise is not signed by a listed key over what the slip says`;

  const line = log.entered.get(commitment);
  if (!line) {
    if (!isClosed && now.toISOString() <= by) return `not in the log yet, which was promised by ${by}`;
    wrong`The slip's ballot ${receipt} is not in the log`;
    if (signer) wrong`The promise that the key ${signer.publicKey} signed was broken, and this slip proves it`;
    return;
  }
  const where = `in line ${line} of the log, step ${steps.find((one) => one.size >= line)?.number ?? "not yet"}`;
  const replacement = log.replacedBy[line];
  if (replacement) return `${where}, and changed by its voter in line ${replacement}`;
  // That every live commitment has its ballot in the file, with the choice that it commits to, is check 5.
  return isClosed ? sentence`${where}, and in the ballot file as ${choice}` : `${where}, and live`;
}

/**
 * The key that signed a promise of this text. Voters of one moment share a signature over the root of a small tree of
 * their promises, so a promise is that signature and what stands beside the way from its own leaf up to the root.
 */
function signerOf(promise, text, keys) {
  const [signature, ...path] = promise.split(".");
  if (path.length > 4 || !path.every((beside) => /^[lr][0-9a-f]{64}$/.test(beside))) return undefined;
  const root = path.reduce((node, beside) => {
    const other = Buffer.from(beside.slice(1), "hex");
    return beside.startsWith("l") ? nodeAbove(other, node) : nodeAbove(node, other);
  }, leafHash(text));
  return keys.find((key) => isSignedBy(key, `pop-up-parish promises 1\n${root.toString("hex")}`, signature));
}

// ---- The program -----------------------------------------------------------------------------------------------------

class WrongUsage extends Error {}

function readWords(words) {
  const asked = { from: null, slip: null, save: null, keys: [] };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const value = () => {
      index += 1;
      if (index >= words.length) throw new WrongUsage(`${word} needs a value.`);
      return words[index];
    };
    if (word === "--slip") asked.slip = value();
    else if (word === "--save") asked.save = value();
    else if (word === "--key") asked.keys.push(value());
    else if (word.startsWith("-") || asked.from !== null) throw new WrongUsage(`“${word}” is not understood.`);
    else asked.from = word;
  }
  if (asked.from === null) throw new WrongUsage("Say which vote: an address or a folder.");
  if (!asked.keys.every(publicKeyBytes)) throw new WrongUsage("A key is 43 characters of base64url.");
  const site = /^(https?:\/\/[^?#]+\/)votes\/([^/?#]+)\/?$/.exec(asked.from);
  if (/^https?:/.test(asked.from) && !site) throw new WrongUsage("The address of a vote ends with /votes/ and its id.");
  if (asked.save && !site) throw new WrongUsage("--save keeps what was downloaded, and a folder is not downloaded.");
  return { ...asked, site: site && { root: site[1], vote: site[2] } };
}

/** Bytes of files by name, and by name why a file could not be read. A file that may be absent, and is, has neither. */
async function gather(places, optional) {
  const [files, unread] = [{}, {}];
  for (const [name, place] of Object.entries(places)) {
    try {
      files[name] = /^https?:/.test(place) ? await fetched(place) : readFileSync(place);
    } catch (error) {
      const isAbsent = error.code === "ENOENT" || [404, 409].includes(error.status);
      if (!isAbsent || !optional.includes(name)) unread[name] = error.cause?.code ?? error.code ?? error.message;
    }
  }
  return { files, unread };
}

async function fetched(address) {
  const response = await fetch(address);
  const { status } = response;
  if (!response.ok) throw Object.assign(new Error(`${address} answered ${status}`), { status });
  return Buffer.from(await response.arrayBuffer());
}

const gatherFolder = (folder) => {
  const names = ["record.json", "steps.ndjson", "log.txt", "ballots.ndjson", "minutes.ndjson"];
  return gather(Object.fromEntries(names.map((name) => [name, join(folder, name)])), names.slice(3));
};

async function download({ root, vote }) {
  const base = `${root}votes/${vote}`;
  const names = ["record.json", "steps.ndjson", "log.txt", "ballots.ndjson"];
  const ofVote = await gather(Object.fromEntries(names.map((name) => [name, `${base}/${name}`])), ["ballots.ndjson"]);
  const record = readJson(ofVote.files["record.json"] ?? "");
  const parish = encodeURIComponent(record?.terms?.parish ?? "");
  const book = await gather({ "minutes.ndjson": `${root}parishes/${parish}/minutes.ndjson` }, []);
  const files = { ...ofVote.files, ...book.files };
  // An open vote moves on between two downloads, so its log may be ahead of its steps, which speak for its beginning.
  if (record?.result === null) files["log.txt"] &&= beginningOf(files["log.txt"], files["steps.ndjson"]);
  return { files, unread: { ...ofVote.unread, ...book.unread } };
}

/** As much of a log as the last of the steps speaks of. */
function beginningOf(log, steps = Buffer.alloc(0)) {
  const size = readJson(steps.subarray(steps.lastIndexOf(10, -2) + 1))?.step?.size ?? 0;
  let end = 0;
  for (let leaf = 0; leaf < size && end < log.length; leaf += 1) end = log.indexOf(10, end) + 1 || log.length;
  return log.subarray(0, end);
}

/** Runs the program. Answers the status it ends with. */
async function main(words) {
  if (words.includes("--help")) {
    console.log(usage);
    return 0;
  }
  try {
    const { from, site, slip, save, keys } = readWords(words);
    const { files, unread } = site ? await download(site) : await gatherFolder(from);
    if (save) {
      mkdirSync(save, { recursive: true });
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(save, name), bytes);
    }
    const own = slip ? await gather({ "slip.json": slip }, []) : {};
    const options = { keys, vote: site?.vote, unread: { ...unread, ...own.unread } };
    const { lines, problems } = recount({ ...files, ...own.files }, options);
    console.log(lines.join("\n"));
    console.log(problems === 0 ? "\nEverything agrees." : `\n${plural(problems, "problem")}: not everything agrees.`);
    return problems === 0 ? 0 : 1;
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    console.error(isUsage ? `${error.message}\n\n${usage}` : `The recount could not be made: ${error.message}`);
    return isUsage ? 2 : 1;
  }
}

const isProgram = process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename;
if (isProgram) process.exitCode = await main(process.argv.slice(2));
