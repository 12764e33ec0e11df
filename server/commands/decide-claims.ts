import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { claimRefusalForm } from "~/forms/people";
import { readVerdicts, type VerdictRow } from "../imports/read-verdicts";
import type { Read } from "../persistence/db";
import { claimToDecide } from "./claim-under-review";
import { confirmResidency } from "./confirm-residency";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refuseResidency } from "./refuse-residency";
import { refusedTo } from "./refused-to";

export { mostVerdicts } from "../imports/read-verdicts";

/** What became of a row, or in a dry run would. */
export interface VerdictResult {
  line: number;
  who: string;
  verdict: string;
  standing: "confirmed" | "refused" | "already" | "not_done";
  /** One sentence; why not, where it was not done. */
  words: string;
}

interface Matched {
  id: string;
  confirmedAt: Date | null;
  refusedAt: Date | null;
  endedAt: Date | null;
}

/** The shortest beginning of a claim's number that names it. */
const shortestNumber = 8;
/** As many as tell that a row may mean more than one. */
const enough = 2;
/** The least number there is. */
const nil = "00000000-0000-0000-0000-000000000000";

/**
 * Decides many claims from a list, row by row: each by the command that decides one by hand, in a transaction of its own, so that one bad row
 * keeps nobody out. In a dry run nothing is written. The same list sent twice decides nothing twice.
 *
 * Answers what became of each row, and the list as text, to be sent again. Refuses a stranger (`not_signed_in`), anybody but an officer of the council (`not_allowed`), an unknown
 * council (`not_found`), and a list that cannot be read or is too long (`invalid`).
 */
export async function decideClaims(
  context: Context,
  actor: Actor,
  input: { council: string; list: Uint8Array; isDryRun: boolean },
): Promise<Outcome<{ results: VerdictResult[]; text: string }>> {
  const council = await context.db.council.findUnique({ where: { slug: input.council }, select: { id: true } });
  if (!council && actor.personId !== null) return refused("not_found", "There is no council at this address.");
  const allowed = may(actor, "residency.confirm", { councilId: council?.id ?? "" });
  if (!council || !allowed.holds) return refusedTo(actor, allowed);
  const read = readVerdicts(input.list);
  if (!read.ok) return invalid([{ field: "list", message: read.why }]);
  const results: VerdictResult[] = [];
  const seen = new Map<string, { verdict: string; line: number }>();
  for (const row of read.rows) {
    const { line, who, verdictTyped: verdict } = row;
    const result = await decideRow(context, actor, { row, councilId: council.id, seen, isDryRun: input.isDryRun });
    results.push({ line, who, verdict, ...result });
  }
  return done({ results, text: read.text });
}

type Decided = Pick<VerdictResult, "standing" | "words">;
const notDone = (words: string): Decided => ({ standing: "not_done", words });
const already = (words: string): Decided => ({ standing: "already", words });

async function decideRow(
  context: Context,
  actor: Actor,
  decided: {
    row: VerdictRow;
    councilId: string;
    seen: Map<string, { verdict: string; line: number }>;
    isDryRun: boolean;
  },
): Promise<Decided> {
  const { row, councilId, seen, isDryRun } = decided;
  const { verdict } = row;
  if (row.who === "") return notDone("This row names nobody.");
  if (verdict === null) return notDone("The verdict is neither “confirm” nor “refuse”.");
  const claims = await findClaims(context.db, councilId, row.who);
  const [claim] = claims;
  if (!claim) return notDone("Nobody with this number or address claims a home in this council.");
  if (claims.length > 1) {
    return notDone(
      row.who.includes("@")
        ? "This person has claimed more than one home. Give the number of the claim that was checked."
        : "More than one claim begins like this. Give the whole number.",
    );
  }
  const before = seen.get(claim.id);
  if (before && before.verdict !== verdict) return notDone(`Line ${before.line} says otherwise about the same claim.`);
  if (before) return already(`Line ${before.line} says the same.`);
  seen.set(claim.id, { verdict, line: row.line });
  if (claim.confirmedAt) {
    if (verdict === "refuse") return notDone("It was confirmed already.");
    return claim.endedAt ? notDone("The person no longer lives there.") : already("It was confirmed already.");
  }
  if (claim.refusedAt) {
    return verdict === "refuse" ? already("It was refused already.") : notDone("It was refused already.");
  }
  if (claim.endedAt) return notDone("The person has taken this claim back or claimed another home since.");
  const refusal = verdict === "refuse" ? claimRefusalForm.safeParse({ claim: claim.id, reason: row.reason }) : null;
  if (refusal && !refusal.success) return notDone(refusal.error.issues[0]?.message ?? "Give a reason.");
  const may = await claimToDecide(context, actor, claim.id);
  if (!may.ok) return notDone(may.refused.message);
  const standing = verdict === "confirm" ? "confirmed" : "refused";
  const name = `${may.value.name}, ${may.value.ward}`;
  if (isDryRun) return { standing, words: name };
  const outcome = refusal
    ? await refuseResidency(context, actor, { claimId: claim.id, reason: refusal.data.reason })
    : await confirmResidency(context, actor, { claimId: claim.id });
  return outcome.ok ? { standing, words: name } : notDone(outcome.refused.message);
}

/**
 * The claims that a row may mean: by number or its beginning, or by e-mail address. Two at most are enough to tell that it could be either: a
 * list is written before it is read, and meanwhile somebody may have claimed a home that nobody has checked.
 */
async function findClaims(db: Read, councilId: string, who: string): Promise<Matched[]> {
  const select = { id: true, confirmedAt: true, refusedAt: true, endedAt: true } as const;
  const ofCouncil = { ward: { councilId } };
  if (isIdentifier(who)) return db.residency.findMany({ where: { id: who, ...ofCouncil }, select });
  if (who.includes("@")) {
    const where = { person: { email: who }, ...ofCouncil };
    return db.residency.findMany({ where, select, take: enough });
  }
  // A range of whole numbers is found by the index; a text would be compared with every claim there is.
  const rest = nil.slice(who.length);
  const isBeginning = who.length >= shortestNumber && who.replace(/[0-9a-f]/g, "0") + rest === nil;
  if (!isBeginning) return [];
  const id = { gte: who + rest, lte: who + rest.replaceAll("0", "f") };
  return db.residency.findMany({ where: { id, ...ofCouncil }, select, take: enough });
}
