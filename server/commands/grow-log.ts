import { randomBytes, randomInt } from "node:crypto";
import { canonical } from "~/domain/record/canonical";
import { ballotText, nonceBytes, receiptOf, receiptText } from "~/domain/record/receipt";
import {
  beforeSteps,
  divide,
  leafText,
  nextStep,
  readLeaf,
  type Step,
  type StepState,
  shuffled,
  stepText,
  type WaitingLeaf,
} from "~/domain/record/steps";
import { termsText } from "~/domain/record/vote-terms";
import { type Choice, choices } from "~/domain/voting/yes-no-abstain";
import type { Signer } from "../auth/signing-key";
import { type Read, rulesOf, type Tx, type Vote } from "../persistence/db";
import type { Context } from "./context";
import { sha256, treeHashes } from "./log-hashes";
import { appendMinute } from "./minute-book";

/** The hash of what was fixed when a vote opened. */
export async function termsHash(db: Read, vote: Vote): Promise<string> {
  const parish = await db.parish.findUniqueOrThrow({ where: { id: vote.parishId }, select: { slug: true } });
  const { rollSize } = vote;
  if (rollSize === null) throw new Error("a vote has no terms before it opens");
  return sha256(termsText({ ...vote, parish: parish.slug, rollSize, rules: rulesOf(vote.rules) }));
}

/** What waits to join a vote's log, and the step that it joins. */
interface Growth {
  /** Null before the first step. */
  last: { step: Step; hash: string; keyId: string; roots: string[] } | null;
  leaves: WaitingLeaf[];
  /** Where the leaves stand in the box. */
  positions: bigint[];
  /** Of how many voters a running count must at least move. */
  fewest: number;
  /** The instant at which all of this was read. */
  at: Date;
}

/** The last step, if there is one, beside some of the leaves that wait, if there are any. */
interface GrowthRow {
  fewest: number;
  at: Date;
  step: string | null;
  hash: string;
  keyId: string;
  roots: string[];
  position: bigint | null;
  lines: string | null;
}

/**
 * Reads the last step and the leaves in one statement, which sees them as they stood at one instant. Should another process publish a step meanwhile, then
 * what is made of this follows on a step that is no longer the last, and the database refuses it.
 */
async function readGrowth(db: Read, voteId: string, isLast: boolean): Promise<Growth> {
  const rows = await db.$queryRaw<GrowthRow[]>`
    SELECT v.tally_step_ballots AS "fewest", v."at", s.step, s.hash, s.key_id AS "keyId", s.roots, w.position, w.lines
    FROM (SELECT id, tally_step_ballots, app_now() AS "at" FROM vote WHERE id = ${voteId}::uuid) v
    LEFT JOIN LATERAL (SELECT * FROM vote_step WHERE vote_id = v.id ORDER BY number DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL waiting_leaves(v.id, ${isLast}) w ON true
    ORDER BY w.position`;
  const [first] = rows;
  if (!first) throw new Error(`there is no vote ${voteId}`);
  const { step, hash, keyId, roots, fewest, at } = first;
  return {
    last: step === null ? null : { step: JSON.parse(step) as Step, hash, keyId, roots },
    leaves: rows.flatMap(({ lines }) => lines?.split("\n").map(readLeaf) ?? []),
    positions: rows.flatMap(({ position }) => position ?? []),
    fewest,
    at,
  };
}

/** The log and the count after a step. */
function stateAfter({ step, hash, roots }: NonNullable<Growth["last"]>): StepState {
  const { number, size, ballots, counts } = step;
  return { number, hash, log: { size, roots }, ballots, counts };
}

/** The log and the count before the first step, as the vote's terms begin them. */
async function stateBeforeSteps(db: Read, vote: Vote): Promise<StepState> {
  return beforeSteps(await termsHash(db, vote), choices);
}

interface SignedStep {
  step: Step;
  state: StepState;
  lines: string[];
  text: string;
  signature: string;
}

function signedStep(
  signer: Signer,
  from: StepState,
  facts: { vote: string; at: Date; leaves: readonly WaitingLeaf[]; isLast: boolean },
): SignedStep {
  const next = nextStep(
    from,
    { ...facts, leaves: shuffled(facts.leaves, randomInt) },
    { tree: treeHashes, text: sha256 },
  );
  return { ...next, text: canonical({ ...next.step }), signature: signer.sign(stepText(next.step)) };
}

/**
 * Grows the log and the running count of a vote with open publicity by one step, when enough voters' changes wait. No lock is held while the step
 * is made: of two processes that make the same one, the database takes the first.
 *
 * @returns whether a step was published
 */
export async function growLog(context: Context, voteId: string): Promise<boolean> {
  const { db, signer } = context;
  const { leaves, positions, last, fewest, at } = await readGrowth(db, voteId, false);
  const { taken, kept } = divide(leaves, fewest);
  if (taken.length === 0) return false;
  // Nearly every step follows one that this very process has signed, so that nothing more need be read for it.
  let before = last && stateAfter(last);
  if (!before || last?.keyId !== signer.id) {
    const vote = await db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await db.$transaction((tx) => announceKey(tx, signer, vote, at));
    before ??= await stateBeforeSteps(db, vote);
  }
  const { step, state, lines, text, signature } = signedStep(signer, before, {
    vote: voteId,
    at,
    leaves: taken,
    isLast: false,
  });
  const rows = await db.$queryRaw<{ published: boolean }[]>`
    SELECT publish_step(${voteId}::uuid, ${step.number}, ${at}, ${text}, ${state.hash}, ${signer.id}, ${signature}, ${step.size},
      ${state.log.roots}::text[], ${lines.join("\n")}, ${step.ballots}, ${JSON.stringify(step.counts)}::jsonb, ${positions}::bigint[],
      ${kept.map(leafText).join("\n")}, ${kept.length}) AS published`;
  return rows[0]?.published ?? false;
}

/**
 * Publishes the last step of a vote and opens its box, in the transaction that holds its lock for closing. Papers go into the log and the
 * ballot file with the ballots that waited, in random order, as ballots like all others.
 *
 * @param papers what is chosen on each paper that is counted
 * @returns the last step and its hash
 */
export async function closeLog(
  tx: Tx,
  signer: Signer,
  vote: Vote,
  at: Date,
  papers: readonly Choice[],
): Promise<{ step: Step; hash: string }> {
  await announceKey(tx, signer, vote, at);
  const { leaves, last } = await readGrowth(tx, vote.id, true);
  const opened = papers.map((choice) => ballotOf(vote.id, choice));
  const { step, state, lines, text, signature } = signedStep(
    signer,
    last ? stateAfter(last) : await stateBeforeSteps(tx, vote),
    {
      vote: vote.id,
      at,
      leaves: [...leaves, ...opened.map(({ leaf }) => leaf)],
      isLast: true,
    },
  );
  await tx.$executeRaw`
    SELECT close_box(${vote.id}::uuid, ${step.number}, ${at}, ${text}, ${state.hash}, ${signer.id}, ${signature}, ${step.size},
      ${state.log.roots}::text[], ${lines.join("\n")}, ${step.ballots}, ${JSON.stringify(step.counts)}::jsonb, ${[...papers]}::text[],
      ${Buffer.from(opened.map(({ receipt }) => receipt).join(""), "latin1")}, ${Buffer.from(opened.map(({ nonce }) => nonce).join(""), "hex")})`;
  return { step, hash: state.hash };
}

/** A paper as a ballot: its nonce is drawn here and nobody ever holds its receipt. */
function ballotOf(voteId: string, choice: Choice) {
  const nonce = randomBytes(nonceBytes).toString("hex");
  const receipt = receiptOf(sha256(receiptText(voteId, nonce)));
  const leaf: WaitingLeaf = {
    slot: receipt,
    commitment: sha256(ballotText(voteId, nonce, choice)),
    choice,
    before: null,
  };
  return { nonce, receipt, leaf };
}

/**
 * Makes sure that the public key of this process is known for a vote before it signs anything of it. A key that comes in while the vote is open
 * stands in the minute book.
 */
export async function announceKey(
  tx: Tx,
  signer: Signer,
  vote: Pick<Vote, "id" | "parishId">,
  at: Date,
): Promise<void> {
  const isNew = await tx.$executeRaw`
    INSERT INTO vote_key (vote_id, key_id, public_key, "from")
    VALUES (${vote.id}::uuid, ${signer.id}, ${signer.publicKey}, ${at}) ON CONFLICT DO NOTHING`;
  if (isNew === 0) return;
  await appendMinute(tx, vote.parishId, at, "signing_key_changed", { vote: vote.id, signingKey: signer.publicKey });
}
