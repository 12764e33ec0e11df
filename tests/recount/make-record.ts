/**
 * Makes whole records of votes from their description (docs/vote-record.md) alone, sharing code neither with the product nor with recount.mjs.
 * A record is drawn up as a draft and then sealed: hashed, chained and signed. What is changed in a draft is a lie that the operator signs;
 * what is changed in the sealed files is somebody else's doing.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export const choices = ["for", "against", "abstain"] as const;
export type Choice = (typeof choices)[number];
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

/** What a record is to be of. */
export interface Wanted {
  seed: number;
  class?: "ordinary" | "spending" | "advisory" | "charter";
  publicity?: "open" | "turnout" | "sealed";
  roll?: number;
  /** What every voter chose at last. */
  final?: Partial<Record<Choice, number>>;
  /** How many of the ballots were changed before, one after another by voters in turn. */
  changes?: number;
  parameters?: Record<string, number>;
  /** Whether the vote is still open, and so has neither the step of closing nor a result. */
  isOpen?: boolean;
}

export interface Ballot {
  choice: string;
  nonce: string;
  receipt: string;
}

interface Step {
  at: string;
  size: number;
  ballots: number;
  counts: Record<string, number>;
  isLast: boolean;
  key: Key;
  /** Fields that are signed in place of the true ones. */
  says: Fields;
}

export interface Key {
  id: string;
  publicKey: string;
  privateKey: KeyObject;
}

export interface Draft {
  terms: Fields & { vote: string; parish: string; question: string; closesAt: string; roll: number; rules: Fields };
  keys: Key[];
  leaves: string[];
  steps: Step[];
  ballots: Ballot[];
  /** Ballots that their voters changed later. */
  replaced: Ballot[];
  isOpen: boolean;
  /** Fields of the body of `vote_closed` and of the entry in place of the true ones. */
  body: Fields;
  entry: Fields;
  /** Fields of the body of `vote_opened` in place of the true ones. */
  opened: Fields;
}

/** The files of a record by name, as text. */
export type RecordFiles = Record<string, string>;

export const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

/** Canonical JSON of plain data. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_, held: Json) =>
    held !== null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  );
}

/** The Merkle tree hash of RFC 6962, section 2.1, word for word. */
export function treeHash(leaves: readonly string[], from = 0, to = leaves.length): Buffer {
  const hash = createHash("sha256");
  if (to - from === 1)
    return hash
      .update(Buffer.of(0))
      .update(leaves[from] as string, "latin1")
      .digest();
  if (to === from) return hash.digest();
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  return hash
    .update(Buffer.of(1))
    .update(treeHash(leaves, from, from + k))
    .update(treeHash(leaves, from + k, to))
    .digest();
}

export const commitmentOf = (vote: string, nonce: string, choice: string) =>
  sha256(`pop-up-parish ballot 1\n${vote}\n${nonce}\n${choice}`);

export function receiptOf(vote: string, nonce: string): string {
  const sixtyBits = BigInt(`0x${sha256(`pop-up-parish receipt 1\n${vote}\n${nonce}`)}`) >> 196n;
  const letters = sixtyBits.toString(32).padStart(12, "0");
  const crockford = letters.replace(
    /./g,
    (digit) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Number.parseInt(digit, 32)] as string,
  );
  return crockford.replace(/(....)(....)(....)/, "$1-$2-$3");
}

/** A signature of a text in base64url. */
export const signed = (key: Key, text: string) => sign(null, Buffer.from(text), key.privateKey).toString("base64url");

export function makeKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x as string;
  return { id: sha256(Buffer.from(x, "base64url")).slice(0, 16), publicKey: x, privateKey };
}

const keys: [Key, Key] = [makeKey(), makeKey()];

/** Numbers and nonces that depend on the seed alone. */
function randomFrom(seed: number) {
  let drawn = 0;
  const draw = () => sha256(`${seed} ${drawn++}`);
  return {
    nonce: () => draw().slice(0, 32),
    below: (limit: number) => Number.parseInt(draw().slice(0, 12), 16) % limit,
  };
}

const stepBallots = 5;

/** Draws up a record. Steps follow the rules of its publicity: the signing key changes half-way if there are several. */
export function draftRecord(wanted: Wanted): Draft {
  const {
    seed,
    publicity = "open",
    roll = 120,
    final = { for: 30, against: 20, abstain: 10 },
    isOpen = false,
  } = wanted;
  const random = randomFrom(seed);
  const vote = `00000000-0000-4000-8000-${seed.toString().padStart(12, "0")}`;
  const year = isOpen ? 2999 : 2026;
  const terms = {
    vote,
    parish: "millbrook-green",
    question: "Shall the hedge at “Lower Field” be kept? ☘",
    class: wanted.class ?? "ordinary",
    method: "yes_no_abstain",
    options: [...choices],
    publicity,
    stepBallots,
    tieRule: "a tie fails",
    seed: sha256(vote),
    opensAt: `${year}-11-13T09:00:00.000Z`,
    closesAt: `${year}-11-20T21:00:00.000Z`,
    roll,
    rules: {
      actVersion: 1,
      scheduleVersion: 3,
      parameters: { floorPercent: 5, charterFloorPercent: 10, charterMajorityPercent: 50, ...wanted.parameters },
    },
  };

  const voters = choices.flatMap((choice) => Array.from({ length: final[choice] ?? 0 }, () => choice as Choice));
  for (let left = voters.length; left > 1; left -= 1) {
    const other = random.below(left);
    [voters[left - 1], voters[other]] = [voters[other] as Choice, voters[left - 1] as Choice];
  }
  // Every cast of a voter but the last is of any choice; casts of all voters are then mixed without changing any voter's own order.
  const casts = voters.map((choice) => [choice]);
  for (let change = 0; change < (wanted.changes ?? 20) && casts.length > 0; change += 1) {
    casts[change % casts.length]?.unshift(choices[random.below(3)] as Choice);
  }
  const waiting = casts.map((turns, voter) => ({ voter, turns }));
  const leaves: string[] = [];
  const live = new Map<number, Ballot>();
  const replaced: Ballot[] = [];
  const steps: Step[] = [];
  const inStep = new Set<number>();
  const finish = (isLast: boolean) => {
    const counts = { for: 0, against: 0, abstain: 0 };
    for (const { choice } of live.values()) counts[choice as Choice] += 1;
    // Steps come a second apart from the second day on; that of closing comes a moment after the instant.
    const at = isLast ? Date.parse(terms.closesAt) + 412 : Date.parse(terms.opensAt) + 86_400_000 + steps.length * 1000;
    const key = steps.length < 3 ? keys[0] : keys[1];
    steps.push({
      at: new Date(at).toISOString(),
      size: leaves.length,
      ballots: live.size,
      counts,
      isLast,
      key,
      says: {},
    });
    inStep.clear();
  };
  while (waiting.length > 0) {
    const index = random.below(waiting.length);
    const { voter, turns } = waiting[index] as { voter: number; turns: Choice[] };
    const choice = turns.shift() as Choice;
    if (turns.length === 0) waiting.splice(index, 1);
    const nonce = random.nonce();
    const commitment = commitmentOf(vote, nonce, choice);
    const before = live.get(voter);
    leaves.push(
      before ? `replace ${commitmentOf(vote, before.nonce, before.choice)} ${commitment}` : `cast ${commitment}`,
    );
    if (before) replaced.push(before);
    live.set(voter, { choice, nonce, receipt: receiptOf(vote, nonce) });
    inStep.add(voter);
    if (publicity === "open" && inStep.size === stepBallots + (steps.length % 4)) finish(false);
  }
  if (!isOpen) finish(true);
  else leaves.splice(steps.at(-1)?.size ?? 0);
  const ballots = isOpen ? [] : [...live.values()].sort((one, other) => (one.receipt < other.receipt ? -1 : 1));
  return {
    terms,
    keys: [...new Set([keys[0], ...steps.map((step) => step.key)])],
    leaves,
    steps,
    ballots,
    replaced,
    isOpen,
    body: {},
    entry: {},
    opened: {},
  };
}

/** What the Act says of a vote: in hundredths of people, so that no fraction is ever rounded. */
function outcomeOf(draft: Draft, counts: Record<string, number>, took: number): string {
  const { roll, rules } = draft.terms;
  const figures = rules.parameters as Record<string, number>;
  const isCharter = draft.terms.class === "charter";
  const wanted = Math.max(
    isCharter ? 21 : 10,
    Math.ceil((roll * (figures[isCharter ? "charterFloorPercent" : "floorPercent"] as number)) / 100),
  );
  const floor = draft.terms.class === "advisory" ? 0 : Math.min(wanted, Math.ceil(roll / (isCharter ? 2 : 3)));
  if (took < floor) return "inquorate";
  const { for: inFavour = 0, against = 0 } = counts;
  const percent = isCharter ? (figures.charterMajorityPercent as number) : 50;
  return inFavour * 100 > percent * (inFavour + against) ? "passed" : "failed";
}

/** Hashes, chains and signs a draft, and writes its files. */
export function seal(draft: Draft): RecordFiles {
  const termsHash = sha256(canonical(draft.terms));
  let previous = termsHash;
  let last: Fields = {};
  const steps = draft.steps.map(({ key, says, at, size, ballots, counts, isLast }, index) => {
    const root = treeHash(draft.leaves, 0, size).toString("hex");
    const step: Fields = {
      vote: draft.terms.vote,
      number: index + 1,
      at,
      size,
      root,
      ballots,
      counts,
      isLast,
      previous,
      ...says,
    };
    previous = sha256(canonical(step));
    last = step;
    return `${canonical({ key: key.id, signature: signed(key, `pop-up-parish step 1\n${canonical(step)}`), step })}\n`;
  });
  const ballotFile = draft.ballots.map((ballot) => `${canonical({ ...ballot })}\n`).join("");

  const book: Fields[] = [];
  const add = (at: string, kind: string, body: Fields, says: Fields = {}) => {
    const previousHash = (book.at(-1)?.hash as string | undefined) ?? "";
    const entry = { parish: draft.terms.parish, number: book.length + 1, at, kind, body, previousHash, ...says };
    book.push({ ...entry, hash: sha256(canonical(entry)) });
    return book.at(-1) as Fields;
  };
  const { vote, closesAt, opensAt, roll } = draft.terms;
  add("2026-01-05T10:00:00.000Z", "draft_started", { name: "Millbrook Green" });
  add(opensAt as string, "vote_opened", { vote, terms: termsHash, signingKey: keys[0].publicKey, ...draft.opened });
  add(opensAt as string, "signing_key_changed", { signingKey: keys[1].publicKey });
  let result: Fields | null = null;
  if (!draft.isOpen) {
    const counts = Object.fromEntries(
      choices.map((choice) => [choice, draft.ballots.filter((one) => one.choice === choice).length]),
    );
    const ballots = draft.ballots.length;
    result = add(
      closesAt,
      "vote_closed",
      {
        ...{
          vote,
          roll,
          ballots,
          marks: ballots,
          counts,
          outcome: outcomeOf(draft, counts, ballots),
          terms: termsHash,
        },
        ...{ steps: draft.steps.length, step: previous, leaves: last.size as number, root: last.root as string },
        ...{ ballotFile: sha256(ballotFile), ...draft.body },
      },
      draft.entry,
    );
    add("2026-11-21T09:00:00.000Z", "commitment_made", { what: "To keep the hedge" });
  }
  const published = draft.keys.map(({ id, publicKey }) => ({ id, publicKey }));
  return {
    "record.json": canonical({ format: "pop-up-parish vote 1", terms: draft.terms, keys: published, result }),
    "steps.ndjson": steps.join(""),
    "log.txt": draft.leaves.map((leaf) => `${leaf}\n`).join(""),
    "minutes.ndjson": book.map((entry) => `${canonical(entry)}\n`).join(""),
    ...(draft.isOpen ? {} : { "ballots.ndjson": ballotFile }),
  };
}

/** What stands beside the way from a leaf up to the root (the audit path of RFC 6962, section 2.1.1), lowest first. */
function auditPath(leaves: readonly string[], leaf: number, from = 0, to = leaves.length): string[] {
  if (to - from === 1) return [];
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  const half = from + k;
  return leaf < half
    ? [...auditPath(leaves, leaf, from, half), `r${treeHash(leaves, half, to).toString("hex")}`]
    : [...auditPath(leaves, leaf, half, to), `l${treeHash(leaves, from, half).toString("hex")}`];
}

interface SlipFacts {
  /** The hash of the step that the browser had seen. */
  step?: string;
  /** How many others cast in the same moment and share the signature: some before and some after this voter. */
  others?: number;
}

/** The slip of a ballot, with a promise by the first key. */
export function slipOf(draft: Draft, { choice, nonce, receipt }: Ballot, { step, others = 0 }: SlipFacts = {}): Fields {
  const { vote, question, closesAt } = draft.terms;
  const commitment = commitmentOf(vote, nonce, choice);
  const by = new Date(Date.parse(closesAt) + 60_000).toISOString();
  const textOf = (promised: string) => `pop-up-parish promise 1\n${vote}\n${promised}\nin the log by ${by}`;
  const texts = Array.from({ length: others }, (_, other) => textOf(sha256(`${other}`)));
  const place = Math.floor((others * 2) / 3);
  texts.splice(place, 0, textOf(commitment));
  const signature = signed(keys[0], `pop-up-parish promises 1\n${treeHash(texts).toString("hex")}`);
  const promise = [signature, ...auditPath(texts, place)].join(".");
  return { vote, question, choice, receipt, nonce, commitment, promise, by, step: step ?? null };
}
