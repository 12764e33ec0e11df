import type { Rules } from "../domain/act/ruling";
import { decisionRuling } from "../domain/act/s30-participation-floor";
import { canonical, type Plain } from "../domain/record/canonical";
import { ballotText, receiptOf, receiptText } from "../domain/record/receipt";
import { type Step, stepText } from "../domain/record/steps";
import { instantInWords, number, people } from "../domain/time/words";
import { type Choice, choices } from "../domain/voting/yes-no-abstain";
import {
  type Checked,
  checkPromise,
  checkSignature,
  hashLeaf,
  hashNode,
  hashText,
  type Promised,
} from "./check-promise";

/** The public files of a vote (docs/vote-record.md), as they were read. The ballot file is null while the vote is open. */
export interface RecordFiles {
  record: string;
  steps: string;
  log: string;
  ballots: string | null;
}

/** One thing that was checked, in plain words. */
export interface Finding {
  verdict: Checked;
  words: string;
}

interface Published {
  terms: {
    vote: string;
    class: "advisory" | "ordinary" | "spending" | "charter";
    roll: number;
    rules: Rules;
    closesAt: string;
  } & Record<string, Plain>;
  keys: { id: string; publicKey: string }[];
  result: { body: Record<string, Plain>; hash: string } | null;
}

interface SignedStep {
  key: string;
  signature: string;
  step: Step;
}

interface Ballot {
  choice: string;
  nonce: string;
  receipt: string;
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

function read(files: RecordFiles) {
  const record = JSON.parse(files.record) as Published;
  const steps = linesOf(files.steps).map((line) => JSON.parse(line) as SignedStep);
  const log = linesOf(files.log);
  return {
    record,
    steps,
    // The log of an open vote may have grown since its steps were read.
    log: record.result ? log : log.slice(0, steps.at(-1)?.step.size ?? 0),
    ballots: files.ballots === null ? null : linesOf(files.ballots).map((line) => JSON.parse(line) as Ballot),
  };
}

/** The root of the first leaves of a log, for each of some sizes in rising order. */
async function rootsAt(log: readonly string[], sizes: readonly number[]): Promise<string[]> {
  const hashes = await Promise.all(log.map(hashLeaf));
  const roots: string[] = [];
  const full: string[] = [];
  let size = 0;
  for (const wanted of sizes) {
    for (; size < wanted; size += 1) {
      let root = hashes[size] ?? "";
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) root = await hashNode(full.pop() as string, root);
      full.push(root);
    }
    let root = full.at(-1) ?? (await hashText(""));
    for (const left of full.slice(0, -1).reverse()) root = await hashNode(left, root);
    roots.push(root);
  }
  return roots;
}

/** The commitments that are live in a log; null when it is not one: something is replaced that was not live, or stands twice. */
function liveIn(log: readonly string[]): Set<string> | null {
  const live = new Set<string>();
  const seen = new Set<string>();
  for (const line of log) {
    const [kind, first = "", second] = line.split(" ");
    const commitment = kind === "replace" ? second : first;
    if (!commitment || seen.has(commitment)) return null;
    if (kind === "replace" && !live.delete(first)) return null;
    if (kind !== "replace" && kind !== "cast") return null;
    seen.add(commitment);
    live.add(commitment);
  }
  return live;
}

const verdictOf = (isRight: boolean): Checked => (isRight ? "holds" : "fails");

/**
 * Checks the record of a vote with the reader's own machine: the chain of steps and its signatures, the log, every ballot, the count and the decision.
 *
 * @returns a finding for each thing checked, in the order of the record; a file that cannot be read is a finding too
 */
export async function checkRecord(files: RecordFiles): Promise<Finding[]> {
  if (!globalThis.crypto?.subtle) return [{ verdict: "cannot", words: tooOld }];
  try {
    return await findings(files);
  } catch {
    return [
      { verdict: "fails", words: "One of the files is not written as it must be, so the count cannot be checked." },
    ];
  }
}

const tooOld = "This browser cannot do the arithmetic. Use the program below, or a newer browser.";

async function findings(files: RecordFiles): Promise<Finding[]> {
  const { record, steps, log, ballots } = read(files);
  const found: Finding[] = [];
  const say = (verdict: Checked | boolean, words: string) =>
    found.push({ verdict: typeof verdict === "boolean" ? verdictOf(verdict) : verdict, words });

  let previous = await hashText(canonical(record.terms));
  let isChained = true;
  let signed: Checked = "holds";
  for (const [index, { key, signature, step }] of steps.entries()) {
    const publicKey = record.keys.find((one) => one.id === key)?.publicKey;
    isChained &&= step.previous === previous && step.number === index + 1 && step.vote === record.terms.vote;
    if (signed === "holds") signed = await checkSignature(stepText(step), signature, publicKey ? [publicKey] : []);
    previous = await hashText(canonical({ ...step }));
  }
  if (steps.length === 0) return [{ verdict: "holds", words: "Nothing of the count has been published yet." }];
  const last = (steps.at(-1) as SignedStep).step;
  say(isChained, `${people(steps.length, "step follows", "steps follow")} on what was fixed when the vote opened.`);
  say(
    signed,
    signed === "cannot" ? `Signatures were not checked. ${tooOld}` : "Every step is signed by the site’s key.",
  );

  const roots = await rootsAt(
    log,
    steps.map(({ step }) => step.size),
  );
  const isGrowing = steps.every(({ step }, index) => step.root === roots[index]) && last.size === log.length;
  say(isGrowing, `The log has ${people(log.length, "entry", "entries")}, and only ever grew.`);

  const live = liveIn(log);
  const isWhole = live !== null && live.size === last.ballots;
  say(
    isWhole,
    `${people(last.ballots, "ballot is", "ballots are")} live in the log. Those that were changed are not counted.`,
  );
  if (!ballots || !record.result) return found;

  const isInLog = await Promise.all(
    ballots.map(async ({ nonce, choice, receipt }) => {
      const [commitment, digest] = await Promise.all([
        hashText(ballotText(record.terms.vote, nonce, choice)),
        hashText(receiptText(record.terms.vote, nonce)),
      ]);
      return receiptOf(digest) === receipt && live?.has(commitment);
    }),
  );
  const { body } = record.result;
  const isOpened = isInLog.every(Boolean) && new Set(ballots.map((ballot) => ballot.receipt)).size === last.ballots;
  say(
    isOpened && body.marks === ballots.length,
    "Every ballot in the file is in the log, once, and nobody’s is missing.",
  );

  const counts = Object.fromEntries(
    choices.map((choice) => [choice, ballots.filter((ballot) => ballot.choice === choice).length]),
  ) as Record<Choice, number>;
  const isCounted =
    canonical(counts) === canonical(last.counts) && canonical(counts) === canonical(body.counts ?? null);
  const words = `${number(counts.for)} for, ${number(counts.against)} against, ${number(counts.abstain)} abstaining`;
  say(isCounted, `Counted again in this browser: ${words}.`);

  const ruling = decisionRuling(record.terms.rules, { class: record.terms.class, roll: record.terms.roll, counts });
  say(ruling.outcome === body.outcome, ruling.sentence);
  const isBound =
    body.step === previous && body.root === last.root && body.ballotFile === (await hashText(files.ballots ?? ""));
  say(isBound && last.isLast, "The minute book names this very log, this last step and this ballot file.");
  return found;
}

/** A slip as it was saved: what `checkSlip` takes. */
export type SavedSlip = Promised;

/** Whether something that was opened as a slip is one. */
export function isSlip(value: unknown): value is SavedSlip {
  const texts = ["vote", "choice", "nonce", "receipt", "commitment", "promise", "by"];
  return (
    typeof value === "object" && value !== null && texts.every((key) => typeof Reflect.get(value, key) === "string")
  );
}

/**
 * Checks a voter's slip against the record: the promise, and whether the log and the count hold the ballot.
 *
 * @param now the instant to judge by whether a promise is broken
 */
export async function checkSlip(files: RecordFiles, slip: SavedSlip, now: Date): Promise<Finding[]> {
  const { record, steps, log, ballots } = read(files);
  const found: Finding[] = [];
  const keys = record.keys.map((key) => key.publicKey);
  const promise = slip.vote === record.terms.vote ? await checkPromise(slip, keys) : "fails";
  if (promise === "cannot") return [{ verdict: "cannot", words: tooOld }];
  found.push({
    verdict: promise,
    words:
      promise === "holds"
        ? `The site signed that your ballot will be in the log by ${instantInWords(new Date(slip.by))}.`
        : "This is not a receipt of this vote, or it was changed.",
  });
  if (promise === "fails") return found;

  const place = log.findIndex((line) => line.endsWith(slip.commitment));
  if (place < 0) {
    const isBroken = now > new Date(slip.by);
    const words = isBroken
      ? "Your ballot is not in the log, although the site signed that it would be. Keep your receipt: it proves this to anybody."
      : "Your ballot is not in the log yet. The newest ballots join it later, at the latest when the vote closes.";
    return [...found, { verdict: verdictOf(!isBroken), words }];
  }
  const step = steps.find((one) => one.step.size > place)?.step.number ?? 0;
  const where = `Your ballot is entry ${number(place + 1)} of ${number(log.length)} in the log, since step ${number(step)}.`;
  found.push({ verdict: "holds", words: where });
  if (log.some((line) => line.startsWith(`replace ${slip.commitment} `))) {
    const words = "It was changed later: the ballot that replaced it counts. Check with the receipt of that one.";
    return [...found, { verdict: "holds", words }];
  }
  if (!ballots) return found;
  const ballot = ballots.find((one) => one.receipt === slip.receipt);
  const isThere = ballot?.choice === slip.choice && ballot.nonce === slip.nonce;
  const counted = isThere
    ? "It is in the count, as you cast it."
    : "It is not in the count as you cast it. Your receipt proves this.";
  return [...found, { verdict: verdictOf(isThere), words: counted }];
}
