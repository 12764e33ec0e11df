import { commitmentRuling } from "~/domain/act/s38-commitments";
import { noNewCommitmentsRuling } from "~/domain/act/s44-winding-up";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { type Tx, toDateColumn } from "../persistence/db";
import type { FoundDuty } from "../queries/find-duty";
import { termOf } from "../queries/find-parish";
import { whatOf } from "./act-on-duty";
import { appendMinute } from "./minute-book";
import { type FieldError, type Refused, refused, refusedBy } from "./outcome";

/** A promise as it was typed. */
export interface CommitmentInput {
  what: string;
  /** The post of whoever answers for it. */
  owner: string;
  /** Their name, where it is given. */
  ownerName?: string;
  dueOn: CivilDate | null;
}

/**
 * Why a commitment cannot be made, or null when it can: it is incomplete or its day has passed (section 38), or the parish was
 * already winding up when it decided (section 44).
 *
 * What a parish decided before it began to wind up is under way, and section 44 lets that go on: section 41 leaves the council's
 * time to answer inside the term for exactly that. So the question is put for the instant of the decision, not of the answer, and
 * the council may still promise, late or after the sunset, what it was asked in time. Section 45 hands over what is left.
 */
export function whyNoCommitment(
  duty: FoundDuty,
  input: CommitmentInput | null,
  now: Date,
): { ok: false; refused: Refused } | null {
  const { row, rules } = duty;
  const term = termOf(row.parish, row.receivedAt);
  if (term) {
    const winding = noNewCommitmentsRuling(rules, { ...term, now: row.receivedAt });
    if (!winding.holds) return refusedBy(winding);
  }
  const given = input ?? { what: "", owner: "", dueOn: null };
  const ruling = commitmentRuling(rules, {
    promise: given.what,
    owner: given.owner,
    dueOn: given.dueOn,
    madeOn: civilDateOf(now),
  });
  if (ruling.holds) return null;
  const message = `${ruling.sentence} ${ruling.wouldChange}`;
  const errors: FieldError[] = [];
  if (given.what.trim() === "") errors.push({ field: "what", message: "Say what the council will do." });
  if (given.owner.trim() === "") errors.push({ field: "owner", message: "Give the post of whoever answers for it." });
  if (given.dueOn === null) errors.push({ field: "dueOn", message: "Give the day by which it will be done." });
  if (errors.length === 0) errors.push({ field: "dueOn", message });
  return refused("invalid", errors[0]?.message ?? message, { section: "s38", ruling, errors });
}

/** Writes a commitment and its minute, in the transaction of the answer that it follows from. */
export async function makeCommitment(tx: Tx, duty: FoundDuty, input: CommitmentInput, now: Date): Promise<void> {
  const { proposal, parishId } = duty.row;
  if (!proposal || input.dueOn === null) throw new Error("a commitment needs a proposal and a day");
  const dueOn = toDateColumn(input.dueOn);
  const commitment = await tx.commitment.create({
    data: {
      proposalId: proposal.id,
      what: input.what.trim(),
      owner: input.owner.trim(),
      ownerName: input.ownerName?.trim() ?? "",
      originalDueOn: dueOn,
      dueOn,
      madeAt: now,
    },
  });
  await appendMinute(tx, parishId, now, "commitment_made", {
    ...whatOf(duty),
    commitment: commitment.id,
    what: input.what.trim(),
    owner: ownerWords(input),
    dueOn: input.dueOn,
  });
}

/** Whoever answers for a commitment, in words: the name, where it is given, and the post. */
export function ownerWords({ owner, ownerName }: { owner: string; ownerName?: string }): string {
  return [ownerName?.trim(), owner.trim()].filter(Boolean).join(", ");
}
