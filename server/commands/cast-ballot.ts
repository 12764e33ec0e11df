import { randomFillSync } from "node:crypto";
import { actInForce } from "~/domain/act/act-in-force";
import { mayVoteRuling } from "~/domain/act/s24-roll";
import { changesAnHour, mayChangeRuling } from "~/domain/act/s27-one-person-one-vote";
import { promisedBy, promiseText, signPromises } from "~/domain/record/promise";
import { ballotText, nonceBytes, receiptOf, receiptText } from "~/domain/record/receipt";
import type { Choice } from "~/live/contract";
import { loadActor } from "../auth/load-actor";
import type { BallotBox, BallotEntry, CastAnswer, FrozenRoll } from "../persistence/ballot-box";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { announceKey } from "./grow-log";
import { sha256, treeHashes } from "./log-hashes";
import { openVote } from "./open-vote";
import { done, type Outcome, refused, refusedBy } from "./outcome";

/** What a voter is given: what finds their ballot in the count, and what proves it is theirs. Never stored with the account. */
export interface Slip {
  receipt: string;
  /** Hexadecimal. */
  nonce: string;
  commitment: string;
  /** The signed promise that the log will hold the commitment. */
  promise: string;
}

export interface CastInput {
  voteId: string;
  choice: Choice;
  /** A UUID drawn by whoever casts. */
  request: string;
  /** Hexadecimal; drawn here when the voter's browser did not. */
  nonce?: string;
}

// Randomness is fetched for many ballots at a time: each fetch is a call to the operating system.
const drawnTogether = 256;
const drawn = Buffer.alloc(nonceBytes * drawnTogether);
let nonces: string[] = [];

function drawNonce(): string {
  const last = nonces.pop();
  if (last) return last;
  const digits = randomFillSync(drawn).toString("hex");
  const length = 2 * nonceBytes;
  nonces = Array.from({ length: drawnTogether }, (_, index) => digits.slice(index * length, (index + 1) * length));
  return nonces.pop() as string;
}

const largestBatch = 1_000;
const mostBatchesOnTheirWay = 2;
/** Ballots that have to wait before a second batch is sent behind the first: small batches cost nearly as much as large ones. */
const worthASecondBatch = 500;
/** Ballots that may wait in one process; beyond this a voter is told to try again, and nothing is recorded. */
const longestQueue = 20_000;

interface Waiting {
  entry: BallotEntry;
  settle: (answer: Answer) => void;
  fail: (error: unknown) => void;
}

/** What became of a ballot, with the slip of one that is in the box. */
type Answer =
  | { outcome: "cast" | "repeated"; slip: Slip }
  | { outcome: Exclude<CastAnswer["outcome"], "cast" | "repeated"> };

interface OpenBox {
  /** The instant by which the log holds what is promised. */
  promisedBy: string;
  /** Everybody on the roll. It is frozen, so it is read once. */
  roll: FrozenRoll;
  waiting: Waiting[];
  /** People whose ballot is in a batch that has not been answered yet. */
  onTheirWay: Set<string>;
  batchesOnTheirWay: number;
  isSendingSoon: boolean;
  /** Told once none of its ballots is on its way any more. */
  whenQuiet: Set<() => void>;
}

const isQuiet = (box: OpenBox) => box.waiting.length === 0 && box.batchesOnTheirWay === 0;

/** Takes ballots one by one and puts them into boxes many at a time. One per process. */
export interface BallotDesk {
  /**
   * Casts or changes one ballot.
   *
   * Answers the slip once the ballot is committed. Refuses a stranger (`not_signed_in`), somebody not on the roll (`not_allowed`, s24),
   * a vote that is not open yet (`not_open`) or has closed (`closed`, s25), too many changes in an hour (`too_many`, s27), somebody who was given a paper (`conflict`, s25), and
   * with `busy` when more ballots wait than can be taken; then nothing was recorded.
   */
  cast(personId: string | null, input: CastInput): Promise<Outcome<Slip>>;
  /**
   * Waits until no ballot of a vote is on its way through here, but never longer than `longestMs` milliseconds. For work that can be done a moment
   * later as well, so that it does not make voters wait.
   */
  quiet(voteId: string, longestMs: number): Promise<void>;
  /** Forgets the roll of a vote whose box is gone. */
  forget(voteId: string): void;
}

export function makeBallotDesk(context: Context, box: BallotBox): BallotDesk {
  const boxes = new Map<string, OpenBox>();
  let waitingInAll = 0;

  /** Boxes being found: when thousands come in the same second, one of them opens the vote and all wait for it. */
  const finding = new Map<string, Promise<OpenBox | Outcome<never>>>();

  function findBox(voteId: string): Promise<OpenBox | Outcome<never>> | OpenBox {
    const known = boxes.get(voteId);
    if (known) return known;
    let search = finding.get(voteId);
    if (!search) {
      search = lookForBox(voteId).finally(() => finding.delete(voteId));
      finding.set(voteId, search);
    }
    return search;
  }

  async function lookForBox(voteId: string): Promise<OpenBox | Outcome<never>> {
    if (!(await box.exists(voteId))) {
      // The first request after the opening instant opens the vote, whether or not any job has run.
      const opening = await openVote(context, voteId);
      if (opening === "unknown") return refused("not_found", "There is no such vote.");
      if (opening === "cancelled") return refused("closed", "This vote was cancelled. Nothing was recorded.");
      if (opening === "not_yet") {
        return refused("not_open", "Voting has not opened yet. Nothing was recorded.", { section: "s25" });
      }
      if (!(await box.exists(voteId))) return refused("closed", closedMessage, { section: "s25" });
    }
    const vote = await context.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await context.db.$transaction(async (tx) => announceKey(tx, context.signer, vote, await instant(tx)));
    const opened: OpenBox = {
      promisedBy: promisedBy(vote),
      roll: await box.roll(voteId),
      waiting: [],
      onTheirWay: new Set(),
      batchesOnTheirWay: 0,
      isSendingSoon: false,
      whenQuiet: new Set(),
    };
    boxes.set(voteId, opened);
    return opened;
  }

  /** The next batch: one ballot a person, and nobody whose last one is still on its way, so that casts are applied in order. */
  function nextBatch(from: OpenBox): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    for (const one of from.waiting) {
      const { personId } = one.entry;
      if (batch.length < largestBatch && !from.onTheirWay.has(personId)) {
        from.onTheirWay.add(personId);
        batch.push(one);
      } else later.push(one);
    }
    from.waiting = later;
    waitingInAll -= batch.length;
    return batch;
  }

  async function sendBatch(voteId: string, from: OpenBox, batch: readonly Waiting[]): Promise<void> {
    from.batchesOnTheirWay += 1;
    try {
      const rows = await box.cast(
        voteId,
        batch.map((one) => one.entry),
        changesAnHour,
      );
      const answers = answersTo(voteId, from, batch, rows);
      for (const [index, one] of batch.entries()) one.settle(answers[index] as Answer);
    } catch (error) {
      for (const one of batch) one.fail(error);
    } finally {
      from.batchesOnTheirWay -= 1;
      for (const one of batch) from.onTheirWay.delete(one.entry.personId);
    }
    context.publish({ kind: "vote_changed", voteId });
    send(voteId, from);
    if (isQuiet(from)) for (const tell of from.whenQuiet) tell();
  }

  /** What is answered to each ballot of a batch that was committed; those that are in the box get their promise. */
  function answersTo(
    voteId: string,
    from: OpenBox,
    batch: readonly Waiting[],
    rows: readonly (CastAnswer & { ordinal: number })[],
  ): Answer[] {
    const others = new Map(rows.map((row) => [row.ordinal - 1, row]));
    const inBox = batch.map(({ entry }, index) => {
      const other = others.get(index);
      return other === undefined ? entry : other.outcome === "repeated" ? other.answered : null;
    });
    const texts = inBox.flatMap((ballot) => (ballot ? [promiseText(voteId, ballot.commitment, from.promisedBy)] : []));
    const promises = signPromises(treeHashes, context.signer.sign, texts).values();
    return inBox.map((ballot, index): Answer => {
      if (!ballot) return others.get(index) as Answer;
      const { receipt, nonce, commitment } = ballot;
      const promise = promises.next().value as string;
      return { outcome: others.has(index) ? "repeated" : "cast", slip: { receipt, nonce, commitment, promise } };
    });
  }

  /** Sends what waits. While one batch is being written a second may stand behind it at the lock, so that the database need not wait for us. */
  function send(voteId: string, from: OpenBox): void {
    while (from.waiting.length >= (from.batchesOnTheirWay === 0 ? 1 : worthASecondBatch)) {
      if (from.batchesOnTheirWay >= mostBatchesOnTheirWay) return;
      const batch = nextBatch(from);
      if (batch.length === 0) return;
      void sendBatch(voteId, from, batch);
    }
  }

  function enqueue(voteId: string, into: OpenBox, entry: BallotEntry): Promise<Answer> {
    return new Promise((settle, fail) => {
      waitingInAll += 1;
      into.waiting.push({ entry, settle, fail });
      if (into.isSendingSoon) return;
      into.isSendingSoon = true;
      // Ballots that arrive in the same turn of the event loop share a batch.
      setImmediate(() => {
        into.isSendingSoon = false;
        send(voteId, into);
      });
    });
  }

  return {
    async quiet(voteId, longestMs) {
      const opened = boxes.get(voteId);
      if (!opened || isQuiet(opened)) return;
      await new Promise<void>((resolve) => {
        // Whichever comes first ends both, so that nothing piles up while a crowd never pauses.
        const goOn = () => {
          clearTimeout(timer);
          opened.whenQuiet.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, longestMs);
        opened.whenQuiet.add(goOn);
      });
    },
    async cast(personId, input) {
      if (!personId) return refused("not_signed_in", "Sign in to vote. Nothing was recorded.");
      if (waitingInAll >= longestQueue) {
        return refused("busy", "Very many people are voting right now. Nothing was recorded: try again in a moment.");
      }
      const found = await findBox(input.voteId);
      if ("ok" in found) return found;
      if (!found.roll.has(personId)) {
        return refusedBy(await whyNotOnRoll(context, personId, input.voteId), "not_allowed");
      }
      const { voteId, choice, request } = input;
      const nonce = input.nonce ?? drawNonce();
      const row = await enqueue(voteId, found, {
        personId,
        choice,
        request,
        nonce,
        receipt: receiptOf(sha256(receiptText(voteId, nonce))),
        commitment: sha256(ballotText(voteId, nonce, choice)),
      });
      switch (row.outcome) {
        case "cast":
        case "repeated":
          return done(row.slip);
        case "too_many_changes":
          return refusedBy(mayChangeRuling(actInForce, { changesInLastHour: changesAnHour }), "too_many");
        case "receipt_taken":
          return refused("conflict", "That receipt number is already in use. Nothing was recorded: vote again.");
        case "paper_issued":
          return refused("conflict", paperMessage, { section: "s25" });
        case "not_open":
          return refused("not_open", "Voting has not opened yet. Nothing was recorded.", { section: "s25" });
        case "closed":
          boxes.delete(input.voteId);
          return refused("closed", closedMessage, { section: "s25" });
        case "unknown":
          return refused("not_found", "There is no such vote.");
      }
    },
    forget(voteId) {
      boxes.delete(voteId);
    },
  };
}

const closedMessage =
  "Voting has closed, so this ballot was not recorded. If you voted before, that ballot counts: check your receipt.";

const paperMessage =
  "You were given a paper ballot for this vote, so nothing was recorded here. Fill in the paper and hand it in: nobody votes twice.";

/** The ruling on why somebody is not on the roll of a vote, from what is known of them. */
export async function whyNotOnRoll(context: Context, personId: string, voteId: string) {
  const [actor, vote] = await Promise.all([
    loadActor(context.db, personId),
    context.db.vote.findUnique({
      where: { id: voteId },
      select: { opensAt: true, parish: { select: { wards: { select: { wardId: true } } } } },
    }),
  ]);
  const wards = vote?.parish.wards.map((ward) => ward.wardId) ?? [];
  const residency = actor.residency;
  const isResident = residency?.confirmedAt != null && wards.includes(residency.wardId);
  return mayVoteRuling(actInForce, {
    isResident,
    wasVerifiedBeforeOpening: isResident && vote !== null && (residency?.confirmedAt as Date) <= vote.opensAt,
    isAged16: residency?.isAged16 ?? false,
    isOnRoll: false,
  });
}
