import { allOf, allow, type Rules, type Ruling, refuse } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import { powerHeldRuling } from "~/domain/act/s12-register";
import { openingUnderOrderRuling } from "~/domain/act/s16-suspension";
import { noticeRuling } from "~/domain/act/s21-notice";
import { noticeTimingRuling } from "~/domain/act/s22-deliberation";
import { attentionRuling } from "~/domain/act/s23-attention-limit";
import { closingInstant, hallVoteRuling, hallWindow, openingInstant } from "~/domain/act/s25-window";
import { defaultPublicity, type Publicity } from "~/domain/act/s26-publicity";
import { putAgainRuling } from "~/domain/act/s30-participation-floor";
import { openingRuling } from "~/domain/act/s41-last-safe-day";
import { noNewVotesRuling } from "~/domain/act/s44-winding-up";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { atTime, type CivilDate } from "~/domain/time/civil";
import { instantInWords, people } from "~/domain/time/words";
import { countEndsAt } from "~/domain/vote/vote-state";
import type { Read } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { getPowerBalance } from "./get-power-balance";
import { type ProposalStanding, proposalStandings, takesProposalsRuling } from "./proposal-facts";

/** A proposal whose vote is being planned, as it stands now. */
export interface PlannedProposal {
  now: Date;
  found: FoundParish;
  one: ProposalStanding;
}

/** When a vote is to open: on a day, and for a hall vote at an hour of it. */
export interface PlannedOpening {
  opensOn: CivilDate;
  /** Named by the convenor for a hall vote, London time. */
  hall: { hour: number; minute: number } | null;
}

/** What a notice fixes, besides the rules. */
export interface VoteTerms {
  class: ProposalClass;
  publicity: Publicity;
  opensAt: Date;
  closesAt: Date;
}

/** Everything that would be fixed by a notice that names this opening. */
export function termsOf(
  found: FoundParish,
  one: Pick<ProposalStanding, "class" | "rules">,
  opening: PlannedOpening,
): VoteTerms {
  if (!one.rules) throw new Error("a draft has no rules to plan a vote by");
  const proposalClass = one.class ?? "ordinary";
  const { hour, minute } = opening.hall ?? {};
  const opensAt =
    hour !== undefined && minute !== undefined
      ? atTime(opening.opensOn, hour, minute)
      : openingInstant(opening.opensOn);
  const closesAt = opening.hall ? hallWindow(one.rules, opensAt).closesAt : closingInstant(one.rules, opening.opensOn);
  return { class: proposalClass, publicity: publicityOf(found, proposalClass), opensAt, closesAt };
}

/** How much of the count is shown while the vote is open: what the charter says, or section 26 where it says nothing. */
export function publicityOf(found: FoundParish, of: ProposalClass): Publicity {
  const { ordinaryPublicity, spendingPublicity } = found.row;
  if (of === "ordinary") return ordinaryPublicity ?? defaultPublicity(of);
  if (of === "spending") return spendingPublicity ?? defaultPublicity(of);
  return defaultPublicity(of);
}

/** Whether notice may be given now of a vote with this opening, by everything the Act asks, in the order in which it matters. */
export async function planRuling(db: Read, held: PlannedProposal, opening: PlannedOpening): Promise<Ruling> {
  const { now, found, one } = held;
  const rules = one.rules;
  const term = found.term;
  const open = takesProposalsRuling(found, now);
  if (!open.holds || !rules || !term) return open;
  const step = stepRuling(rules, "give_notice", one.state);
  if (!step.holds) return step;

  const { class: proposalClass, opensAt, closesAt } = termsOf(found, one, opening);
  const timing = await timingRuling(db, held);
  if (!timing.holds) return timing;
  const seconders = await db.seconder.count({ where: { proposalId: one.id, withdrawnAt: null } });
  const power = one.powerId ? await db.power.findUnique({ where: { id: one.powerId } }) : null;
  const balance = one.powerId ? await getPowerBalance(db, one.powerId, now, one.id) : null;
  const rulings = [
    enoughSecondersRuling(rules, seconders, one.secondersNeeded ?? 0),
    openingRuling(rules, {
      ...term,
      class: proposalClass,
      tier: one.tier,
      opensOn: opening.opensOn,
      closesAt: opening.hall ? closesAt : undefined,
    }),
    // The parish winds up by the rules of its charter, whichever were in force when the proposal was put forward.
    found.rules ? noNewVotesRuling(found.rules, { ...term, now: closesAt }) : open,
    powerHeldRuling(rules, { power, now }),
    openingUnderOrderRuling(rules, {
      orderedFrom: [...ordersOf(found.row), ...(power ? ordersOf(power) : [])],
      opensAt,
    }),
    stillHeldRuling(rules, power?.lapsesAt ?? closesAt, closesAt),
    noticeRuling(rules, {
      class: proposalClass,
      noticeAt: now,
      opensOn: opening.opensOn,
      costPence: one.costPence,
      balancePence: balance?.balancePence ?? 0,
    }),
    ...(opening.hall ? [hallVoteRuling(rules, { class: proposalClass, opensAt, noticeNamedHour: true })] : []),
  ];
  return allOf(timing, ...rulings);
}

/** Whether the time has come: in its deliberation, or for one that too few people voted on, after the wait and with a free place. */
export async function timingRuling(db: Read, { now, found, one }: PlannedProposal): Promise<Ruling> {
  const rules = one.rules;
  if (!rules) throw new Error("a draft has no deliberation");
  if (one.state === "deliberating" && one.deliberationStartedAt) {
    return noticeTimingRuling(rules, { deliberationStartedAt: one.deliberationStartedAt, now });
  }
  const closedAt = one.vote ? countEndsAt(one.vote) : now;
  const again = putAgainRuling(rules, { closedAt, now, timesPutAgain: (one.vote?.round ?? 1) - 1 });
  if (!again.holds) return again;
  const all = await proposalStandings(db, found.row.id, now);
  const live = all.filter(({ state }) => ["deliberating", "notice", "voting"].includes(state)).length;
  const ahead = all.filter(({ state }) => state === "queued").length;
  return allOf(again, attentionRuling(found.rules ?? rules, { live, ahead }));
}

function ordersOf({ suspendedAt, revokedAt }: { suspendedAt: Date | null; revokedAt: Date | null }) {
  return [suspendedAt, revokedAt];
}

/** Whether the power that a vote relies on lasts until its result is there. */
export function stillHeldRuling(rules: Rules, lapsesAt: Date, closesAt: Date): Ruling {
  if (closesAt < lapsesAt)
    return allow(rules, { sections: ["s12"], sentence: "The power lasts until voting has closed." });
  return refuse(rules, {
    sections: ["s12", "s41"],
    outcome: "lapses_first",
    sentence: `The power that this proposal relies on ends on ${instantInWords(lapsesAt)}, before voting would close.`,
    wouldChange: "Choose an earlier day.",
  });
}

function enoughSecondersRuling(rules: Rules | null, seconders: number, needed: number): Ruling {
  if (!rules) throw new Error("a draft has no seconders");
  const figures = [
    { name: "Seconders", value: seconders, unit: "people", how: "People who second this proposal now" },
    { name: "Seconders needed", value: needed, unit: "people", how: "Fixed when the proposal was put forward" },
  ];
  if (seconders >= needed) {
    return allow(rules, { sections: ["s20"], figures, sentence: "This proposal has the seconders it needs." });
  }
  const missing = needed - seconders;
  return refuse(rules, {
    sections: ["s20", "s22"],
    figures,
    sentence: `Some seconders have taken their names off, and this proposal no longer has the ${needed} it needs.`,
    wouldChange: `${people(missing, "more seconder", "more seconders")} would be enough.`,
  });
}

/** The question of a vote: the title of the proposal, asked. */
export function questionOf(title: string): string {
  return `${title.trim().replace(/[\s.?!…]+$/u, "")}?`;
}
