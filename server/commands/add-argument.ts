import { aliveRuling } from "~/domain/act/s40-expiry";
import { type Actor, livesIn } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { newcomerName } from "~/forms/people";
import type { Context } from "./context";
import { firstRefusal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";

/** How many arguments one person may add in an hour, so that nobody drowns out the rest. */
export const argumentsAnHour = 10;
const hourMs = 3_600_000;

/**
 * Adds an argument For or Against to a proposal. Somebody who does not live in the area is marked as an observer.
 *
 * Answers the argument; the same words sent twice on the same side are one argument. Refuses a stranger (`not_signed_in`), a newcomer
 * without a name (`conflict`), a time before deliberation or after voting (s22), a parish that has ended (s40), and more arguments than
 * an hour allows (`too_many`).
 */
export async function addArgument(
  context: Context,
  asking: Actor,
  input: { proposalId: string; side: "for" | "against"; text: string },
): Promise<Outcome<{ argumentId: string }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.argue"));
  if (asking.name === newcomerName) {
    return refused("conflict", "Give your name on your account page first. It stands beside what you say.");
  }
  return context.db.$transaction(async (tx) => {
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held || held.one.rules === null || !held.found.term) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const refusal = firstRefusal(
      may(actor, "proposal.argue", subject),
      aliveRuling(held.one.rules, { sunsetAt: held.found.term.sunsetAt, now }),
      stepRuling(held.one.rules, "argue", one.state),
    );
    if (refusal) return refusal;

    const { side, text } = input;
    const authorId = actor.personId;
    const same = await tx.argument.findFirst({
      where: { proposalId: one.id, authorId, side, text },
      select: { id: true },
    });
    if (same) return done({ argumentId: same.id });
    const recent = await tx.argument.count({ where: { authorId, at: { gt: new Date(now.getTime() - hourMs) } } });
    if (recent >= argumentsAnHour) {
      return refused(
        "too_many",
        `You have added ${argumentsAnHour} arguments in the last hour, which is the most one person may. Your words are kept here: send them again later.`,
      );
    }
    const argument = await tx.argument.create({
      data: { proposalId: one.id, authorId, side, text, isObserver: !livesIn(actor, found.wardIds), at: now },
    });
    return done({ argumentId: argument.id });
  });
}
