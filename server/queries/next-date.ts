import { windingUpFrom } from "~/domain/act/s44-winding-up";
import { dayInWords, instantInWords } from "~/domain/time/words";
import type { FoundParish } from "./find-parish";

/** What comes next for a parish and when, in one short sentence. */
export function nextDateOf(found: FoundParish, now: Date): string {
  const { row, state, rules, term } = found;
  switch (state) {
    case "draft":
      return "The founders are writing its charter";
    case "gathering":
      return row.gatheringEndsAt
        ? `Gathering support until ${dayInWords(lastDay(row.gatheringEndsAt))}`
        : "Gathering support";
    case "council_review":
      return "The council is deciding on each power";
    case "charter_vote":
      return "Residents decide on the charter";
    case "approved":
      return row.activeFromAt ? `Powers begin ${instantInWords(row.activeFromAt)}` : "Approved by residents";
    case "active":
      return rules && term && now < windingUpFrom(rules, term)
        ? `Sunset on ${dayInWords(term.sunsetAt)}`
        : "Its powers are in force";
    case "winding_up":
      return term ? `Winding up; the sun sets on ${dayInWords(term.sunsetAt)}` : "Winding up";
    case "expired":
      return row.sunsetAt ? `Its powers ended on ${dayInWords(row.sunsetAt)}` : "Its powers have ended";
    case "lapsed":
      return row.gatheringEndsAt
        ? `Too few supporters by ${dayInWords(lastDay(row.gatheringEndsAt))}`
        : "Too few supporters";
    case "declined":
      return row.declinedAt
        ? `The council granted no power, on ${dayInWords(row.declinedAt)}`
        : "The council granted no power";
    case "rejected":
      return row.rejectedAt ? `Voted down on ${dayInWords(row.rejectedAt)}` : "Voted down";
    case "withdrawn":
      return row.withdrawnAt
        ? `Withdrawn by its founders on ${dayInWords(row.withdrawnAt)}`
        : "Withdrawn by its founders";
    case "suspended":
      return row.suspendedAt ? `Suspended since ${dayInWords(row.suspendedAt)}` : "Suspended";
    case "revoked":
      return row.revokedAt ? `Revoked on ${dayInWords(row.revokedAt)}` : "Revoked";
  }
}

/** The last day of a period whose end is the first instant of the day after. */
function lastDay(end: Date): Date {
  return new Date(end.getTime() - 1);
}
