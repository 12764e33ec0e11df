import type { Rules } from "../act/ruling";
import { windingUpFrom } from "../act/s44-winding-up";
import { type CivilDate, civilDateOf } from "../time/civil";
import { termOn } from "./term";

/** The states of a parish, in the order a parish goes through them, then the ones beside the road. */
export const parishStates = [
  "draft",
  "gathering",
  "council_review",
  "charter_vote",
  "approved",
  "active",
  "winding_up",
  "expired",
  "lapsed",
  "declined",
  "rejected",
  "withdrawn",
  "suspended",
  "revoked",
] as const;

export type ParishState = (typeof parishStates)[number];

/** Each state in the words that a reader sees. */
export const parishStateWords: Readonly<Record<ParishState, string>> = {
  draft: "Draft",
  gathering: "Gathering support",
  council_review: "With the council",
  charter_vote: "Charter vote",
  approved: "Approved, not started",
  active: "Active",
  winding_up: "Winding up",
  expired: "Ended at sunset",
  lapsed: "Lapsed: too few supporters",
  declined: "Declined by the council",
  rejected: "Charter voted down",
  withdrawn: "Withdrawn",
  suspended: "Suspended",
  revoked: "Revoked",
};

/** The events a parish's state follows from. Each is the instant at which it really happened. */
export interface ParishFacts {
  gatheringOpenedAt: Date | null;
  gatheringEndsAt: Date | null;
  gatheringMetAt: Date | null;
  reviewCompletedAt: Date | null;
  declinedAt: Date | null;
  approvedAt: Date | null;
  rejectedAt: Date | null;
  activeFromAt: Date | null;
  /** First day of the term that was running when a renewal was last decided, or of the only one. */
  termStartsOn: CivilDate | null;
  /** First day of the term that a renewal added. */
  nextTermStartsOn: CivilDate | null;
  sunsetAt: Date | null;
  withdrawnAt: Date | null;
  suspendedAt: Date | null;
  revokedAt: Date | null;
  /** Frozen when gathering opened; empty in a draft. */
  rules: Rules | null;
}

/**
 * The state of a parish at an instant. Nothing is stored: the sunset, winding up and the end of gathering are true at their
 * instant whether or not anything has run.
 */
export function parishState(facts: ParishFacts, now: Date): ParishState {
  if (facts.withdrawnAt) return "withdrawn";
  if (!facts.gatheringOpenedAt) return "draft";
  if (!facts.gatheringMetAt) return facts.gatheringEndsAt && now >= facts.gatheringEndsAt ? "lapsed" : "gathering";
  if (facts.declinedAt) return "declined";
  if (!facts.reviewCompletedAt) return "council_review";
  if (facts.rejectedAt) return "rejected";
  if (!facts.approvedAt || !facts.activeFromAt || !facts.sunsetAt) return "charter_vote";
  if (facts.revokedAt && facts.revokedAt <= now) return "revoked";
  if (now >= facts.sunsetAt) return "expired";
  if (facts.suspendedAt && facts.suspendedAt <= now) return "suspended";
  if (now < facts.activeFromAt) return "approved";
  const { rules, sunsetAt, nextTermStartsOn } = facts;
  if (!rules) return "active";
  const startsOn = facts.termStartsOn ?? civilDateOf(facts.activeFromAt);
  const term = termOn({ startsOn, nextStartsOn: nextTermStartsOn, sunsetAt }, civilDateOf(now));
  return now >= windingUpFrom(rules, term) ? "winding_up" : "active";
}

/** Whether the parish still has, or may yet have, power: it is not in one of the states that end it. */
export function isLive(state: ParishState): boolean {
  return !["expired", "lapsed", "declined", "rejected", "withdrawn", "revoked"].includes(state);
}
