import { allOf, type Ruling } from "~/domain/act/ruling";
import { paperCountUntil, paperRuling } from "~/domain/act/s25-window";
import { endingRuling, termDaysOf } from "~/domain/act/s40-expiry";
import { openingRuling } from "~/domain/act/s41-last-safe-day";
import { noNewVotesRuling, windingUpDaysOf } from "~/domain/act/s44-winding-up";
import { civilDateOf } from "~/domain/time/civil";
import { type Read, rulesOf, type Vote } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { stillHeldRuling } from "./vote-plan";

/** Until when the papers of a vote would be counted, and whether they may be offered now: its result must come in time for its parish. */
export async function paperPlanRuling(
  db: Read,
  found: FoundParish,
  vote: Vote,
  now: Date,
): Promise<{ paperDueAt: Date; ruling: Ruling }> {
  const rules = rulesOf(vote.rules);
  const { opensAt, closesAt } = vote;
  const paperDueAt = paperCountUntil(rules, closesAt);
  const rulings = [paperRuling(rules, { now, opensAt, closesAt })];
  const { term } = found;
  if (term) {
    rulings.push(noNewVotesRuling(found.rules ?? rules, { ...term, now: paperDueAt }));
    const power = vote.proposalId
      ? ((await db.proposal.findUniqueOrThrow({ where: { id: vote.proposalId }, include: { power: true } })).power ??
        null)
      : null;
    // A renewal has its own last day (section 43), which is the day before winding up begins.
    if (vote.purpose !== "renewal") {
      const opensOn = civilDateOf(opensAt);
      const tier = power?.tier ?? null;
      rulings.push(openingRuling(rules, { ...term, class: vote.class, tier, opensOn, closesAt: paperDueAt }));
    }
    if (power) rulings.push(stillHeldRuling(rules, power.lapsesAt, paperDueAt));
    if (vote.purpose === "ending" && vote.asksSunsetAt) {
      rulings.push(
        endingRuling(rules, {
          ...term,
          closesAt: paperDueAt,
          endsOn: civilDateOf(vote.asksSunsetAt),
          windingUpDays: windingUpDaysOf(found.rules ?? rules, termDaysOf(term)),
        }),
      );
    }
  }
  const [first, ...rest] = rulings as [Ruling, ...Ruling[]];
  return { paperDueAt, ruling: allOf(first, ...rest) };
}
