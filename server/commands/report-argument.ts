import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { isSignedIn } from "./hold-proposal";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * Tells the convenor that something is wrong with an argument. Only the convenor and the deputy see reports.
 *
 * Answers that it is reported; a person's second report of the same argument changes the reason of the first. Refuses a stranger
 * (`not_signed_in`), an unknown argument (`not_found`) and one that is hidden already (`conflict`).
 */
export async function reportArgument(
  context: Context,
  actor: Actor,
  input: { proposalId: string; argumentId: string; reason: string },
): Promise<Outcome> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "argument.report"));
  const argument = await context.db.argument.findFirst({
    where: { id: input.argumentId, proposalId: input.proposalId },
    select: { hiddenAt: true },
  });
  if (!argument) return refused("not_found", "There is no such argument.");
  if (argument.hiddenAt) return refused("conflict", "This argument has been hidden already.");
  const { reason } = input;
  const at = await instant(context.db);
  const key = { argumentId: input.argumentId, personId: actor.personId };
  await context.db.argumentReport.createMany({ data: [{ ...key, reason, at }], skipDuplicates: true });
  await context.db.argumentReport.updateMany({ where: { ...key, reason: { not: reason } }, data: { reason, at } });
  return done({});
}
