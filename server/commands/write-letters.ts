import type { Actor } from "~/domain/permissions/actor";
import type { Context } from "./context";
import { issuePostedCode, type PostedLetter } from "./issue-posted-code";
import { done, invalid, type Outcome } from "./outcome";

/** Making the codes is slow on purpose, so there is a limit to how many are made at once. */
export const mostLetters = 100;

/**
 * Makes letters with a code each for many open claims, one after the other and each as by hand. The codes are in the answer and nowhere else.
 *
 * Answers the letters, and for each claim that got none the reason. Refuses whom `issuePostedCode` refuses for the first of them, no claim at all and
 * more than a hundred (`invalid`).
 */
export async function writeLetters(
  context: Context,
  actor: Actor,
  input: { claimIds: readonly string[] },
): Promise<Outcome<{ letters: PostedLetter[]; notWritten: { claimId: string; why: string }[] }>> {
  const claimIds = [...new Set(input.claimIds)];
  if (claimIds.length === 0) return invalid([{ field: "claim", message: "Choose at least one person to write to." }]);
  if (claimIds.length > mostLetters) {
    return invalid([{ field: "claim", message: `Choose at most ${mostLetters} people at once.` }]);
  }
  const letters: PostedLetter[] = [];
  const notWritten: { claimId: string; why: string }[] = [];
  for (const claimId of claimIds) {
    const outcome = await issuePostedCode(context, actor, { claimId });
    if (outcome.ok) letters.push(outcome.value);
    else if (outcome.refused.code === "not_signed_in" || outcome.refused.code === "not_allowed") {
      if (letters.length === 0) return outcome;
      notWritten.push({ claimId, why: outcome.refused.message });
    } else notWritten.push({ claimId, why: outcome.refused.message });
  }
  return done({ letters, notWritten });
}
