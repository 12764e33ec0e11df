import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { CivilDate } from "~/domain/time/civil";
import type { Context } from "./context";
import { planVote } from "./give-notice";
import { isSignedIn } from "./hold-proposal";
import type { Outcome } from "./outcome";
import { refusedTo } from "./refused-to";

/**
 * The convenor or deputy gives notice of a hall vote on an ordinary proposal, and names its hour.
 *
 * Answers the vote; the same notice given twice is one vote. Refuses a stranger (`not_signed_in`), anybody without office in the
 * parish (`not_allowed`, s25), a proposal of another class, an hour outside 8am to 9pm (s25), and everything that refuses a notice.
 */
export async function callHallVote(
  context: Context,
  actor: Actor,
  input: { proposalId: string; opensOn: CivilDate; hour: number; minute: number },
): Promise<Outcome<{ voteId: string }>> {
  if (!isSignedIn(actor)) return refusedTo(actor, may(actor, "vote.call_hall"));
  const { hour, minute } = input;
  return planVote(context, actor, input.proposalId, { opensOn: input.opensOn, hall: { hour, minute } });
}
