import { createHash, createHmac, randomBytes } from "node:crypto";
import { actInForce } from "~/domain/act/act-in-force";
import { mayVoteRuling } from "~/domain/act/s24-roll";
import { changesAnHour, mayChangeRuling } from "~/domain/act/s27-one-person-one-vote";
import { commitmentOf, type HashBytes, nonceBytes, receiptOf } from "~/domain/record/receipt";
import type { Choice } from "~/live/contract";
import { loadActor } from "../auth/load-actor";
import type { BallotBox, BallotEntry, CastRow } from "../persistence/ballot-box";
import type { Context } from "./context";
import { openVote } from "./open-vote";
import { done, type Outcome, refused, refusedBy } from "./outcome";

/** What a voter is given: what finds their ballot in the count, and what proves it is theirs. Never stored with the account. */
export interface Slip {
  receipt: string;
  /** Hexadecimal. */
  nonce: string;
  commitment: string;
}

export interface CastInput {
  voteId: string;
  choice: Choice;
  /** A UUID drawn by whoever casts. */
  request: string;
  /** Hexadecimal; drawn here when the voter's browser did not. */
  nonce?: string;
}

const hash: HashBytes = (bytes) => createHash("sha256").update(bytes).digest();

const largestBatch = 500;
/** Ballots that may wait in one process; beyond this a voter is told to try again, and nothing is recorded. */
const longestQueue = 20_000;

interface Waiting {
  entry: BallotEntry;
  settle: (row: CastRow) => void;
  fail: (error: unknown) => void;
}

interface OpenBox {
  key: Buffer;
  /** People known to be on the roll. The roll is frozen, so a yes stays true. */
  onRoll: Set<string>;
  /** People whose place on the roll is being looked up, many in one query. */
  asking: Map<string, Promise<boolean>>;
  /** The next look-up, which has not been sent yet. */
  nextLook: { people: Set<string>; answer: Promise<Set<string>> } | null;
  waiting: Waiting[];
  isSending: boolean;
}

/** Takes ballots one by one and puts them into boxes many at a time. One per process. */
export interface BallotDesk {
  /**
   * Casts or changes one ballot.
   *
   * Answers the slip once the ballot is committed. Refuses a stranger (`not_signed_in`), somebody not on the roll (`not_allowed`, s24),
   * a vote that is not open yet (`not_open`) or has closed (`closed`, s25), too many changes in an hour (`too_many`, s27), and
   * with `busy` when more ballots wait than can be taken; then nothing was recorded.
   */
  cast(personId: string | null, input: CastInput): Promise<Outcome<Slip>>;
  /** Forgets the key of a vote whose box is gone. */
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
    let key = await box.key(voteId);
    if (!key) {
      // The first request after the opening instant opens the vote, whether or not any job has run.
      const opening = await openVote(context, voteId);
      if (opening === "unknown") return refused("not_found", "There is no such vote.");
      if (opening === "cancelled") return refused("closed", "This vote was cancelled. Nothing was recorded.");
      if (opening === "not_yet") {
        return refused("not_open", "Voting has not opened yet. Nothing was recorded.", { section: "s25" });
      }
      key = await box.key(voteId);
      if (!key) return refused("closed", closedMessage, { section: "s25" });
    }
    const opened: OpenBox = {
      key,
      onRoll: new Set(),
      asking: new Map(),
      nextLook: null,
      waiting: [],
      isSending: false,
    };
    boxes.set(voteId, opened);
    return opened;
  }

  /** Whether a person is on the frozen roll. People who ask in the same turn of the event loop share a query. */
  function isOnRoll(voteId: string, of: OpenBox, personId: string): Promise<boolean> | boolean {
    if (of.onRoll.has(personId)) return true;
    const asked = of.asking.get(personId);
    if (asked) return asked;
    if (!of.nextLook) {
      const people = new Set<string>();
      const answer = new Promise<Set<string>>((resolve, reject) => {
        setImmediate(() => {
          of.nextLook = null;
          box.onRoll(voteId, [...people]).then((found) => resolve(new Set(found)), reject);
        });
      });
      of.nextLook = { people, answer };
    }
    const look = of.nextLook;
    look.people.add(personId);
    const asking = look.answer
      .then((members) => {
        const isMember = members.has(personId);
        if (isMember) of.onRoll.add(personId);
        return isMember;
      })
      .finally(() => of.asking.delete(personId));
    of.asking.set(personId, asking);
    return asking;
  }

  async function send(voteId: string, from: OpenBox): Promise<void> {
    if (from.isSending) return;
    from.isSending = true;
    try {
      while (from.waiting.length > 0) {
        const batch: Waiting[] = [];
        const later: Waiting[] = [];
        const people = new Set<string>();
        // One ballot a person in a batch: their next one waits for the next batch, so that casts are applied in order.
        for (const one of from.waiting) {
          if (batch.length < largestBatch && !people.has(one.entry.personId)) {
            people.add(one.entry.personId);
            batch.push(one);
          } else later.push(one);
        }
        from.waiting = later;
        waitingInAll -= batch.length;
        try {
          const rows = await box.cast(
            voteId,
            batch.map((one) => one.entry),
            changesAnHour,
          );
          for (const row of rows) batch[row.ordinal - 1]?.settle(row);
        } catch (error) {
          for (const one of batch) one.fail(error);
        }
        context.publish({ kind: "vote_changed", voteId });
      }
    } finally {
      from.isSending = false;
    }
  }

  function enqueue(voteId: string, into: OpenBox, entry: BallotEntry): Promise<CastRow> {
    return new Promise((settle, fail) => {
      waitingInAll += 1;
      into.waiting.push({ entry, settle, fail });
      // Ballots that arrive in the same turn of the event loop share a batch.
      if (!into.isSending && into.waiting.length === 1) setImmediate(() => void send(voteId, into));
    });
  }

  return {
    async cast(personId, input) {
      if (!personId) return refused("not_signed_in", "Sign in to vote. Nothing was recorded.");
      if (waitingInAll >= longestQueue) {
        return refused("busy", "Very many people are voting right now. Nothing was recorded: try again in a moment.");
      }
      const found = await findBox(input.voteId);
      if ("ok" in found) return found;
      if (!(await isOnRoll(input.voteId, found, personId))) {
        return refusedBy(await whyNotOnRoll(context, personId, input.voteId), "not_allowed");
      }
      const nonce = input.nonce ? Buffer.from(input.nonce, "hex") : randomBytes(nonceBytes);
      const row = await enqueue(input.voteId, found, {
        slot: createHmac("sha256", found.key).update(personId).digest(),
        personId,
        choice: input.choice,
        request: input.request,
        nonce,
        receipt: receiptOf(hash, input.voteId, nonce),
        commitment: Buffer.from(commitmentOf(hash, input.voteId, nonce, input.choice)),
      });
      switch (row.outcome) {
        case "cast":
        case "repeated":
          return done({
            receipt: row.receipt as string,
            nonce: (row.nonce as Buffer).toString("hex"),
            commitment: (row.commitment as Buffer).toString("hex"),
          });
        case "too_many_changes":
          return refusedBy(mayChangeRuling(actInForce, { changesInLastHour: changesAnHour }), "too_many");
        case "receipt_taken":
          return refused("conflict", "That receipt number is already in use. Nothing was recorded: vote again.");
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
      boxes.get(voteId)?.key.fill(0);
      boxes.delete(voteId);
    },
  };
}

const closedMessage =
  "Voting has closed, so this ballot was not recorded. If you voted before, that ballot counts: check your receipt.";

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
