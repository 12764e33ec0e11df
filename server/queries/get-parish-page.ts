import { powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import { supportRuling } from "~/domain/act/s08-supporters";
import { isLive, type ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { holdsOffice, livesIn } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { dayInWords, people, pounds } from "~/domain/time/words";
import type { Power, Read } from "../persistence/db";
import { countParishRoll, type FoundParish } from "./find-parish";
import { reviewStanding } from "./get-review";
import { type Sunset, sunsetOfParish } from "./get-sunset";
import { listOwed, type OwedLine } from "./list-owed";
import { type ListedVote, listVotes } from "./list-votes";
import { nextDateOf } from "./next-date";
import { absenceWords, vacancyOf } from "./office-facts";
import { listProposalStates, type ProposalLine, takesProposalsRuling } from "./proposal-facts";

export interface ParishPage {
  slug: string;
  name: string;
  state: ParishState;
  lead: string;
  problem: string;
  council: { slug: string; name: string };
  /** "Part of Wexcombe District · 2,184 residents on the roll · 4 powers until sunset". */
  facts: string;
  next: string;
  sunset: Pick<Sunset, "dial" | "lastSafeDay" | "renewal" | "sunsetWords"> | null;
  beingDecided: { proposal: ProposalLine; vote: ListedVote["view"] | null }[];
  /** What was decided, for a parish whose time is over. */
  decided: ProposalLine[];
  charterVotes: ListedVote["view"][];
  owed: OwedLine[];
  powers: { key: string; name: string; words: string }[];
  /** While support gathers: the ruling with its numbers. */
  support: Ruling | null;
  offices: { office: string; name: string }[];
  /** When nobody holds an office: what the Act says about that (section 53). */
  vacancy: Ruling | null;
  /** How the review at half time stands (section 42); null before there is a term. */
  review: Ruling | null;
  proposalCount: number;
  reader: {
    mayPropose: Ruling;
    mayEditDraft: boolean;
    isInOffice: boolean;
    isResident: boolean;
  };
}

const decidedStates = ["passed", "failed", "inquorate", "responded", "under_way", "done", "reviewed", "escalated"];

const officeNames = { convenor: "Convenor", deputy: "Deputy" } as const;

/** The page of a parish for one reader, in whatever state it is. */
export async function getParishPage(db: Read, found: FoundParish, actor: Actor, now: Date): Promise<ParishPage> {
  const { row } = found;
  const [roll, powers, proposals, votes, owed, supporters, review, vacancy] = await Promise.all([
    countParishRoll(db, found.wardIds),
    db.power.findMany({ where: { parishId: row.id }, orderBy: { catalogueId: "asc" } }),
    listProposalStates(db, row.id, now),
    listVotes(db, now, row.id),
    listOwed(db, { parishId: row.id }, now),
    db.supporter.count({ where: { parishId: row.id } }),
    reviewStanding(db, found, now),
    vacancyOf(db, found, now),
  ]);
  return parishPageOf(found, { roll, powers, proposals, votes, owed, supporters, review, vacancy }, actor, now);
}

/** What the page of a parish is made from, beside the parish itself: rows, or what the minute book says. */
export interface ParishPageFacts {
  /** Residents on the parish roll; null where that is not known. */
  roll: number | null;
  powers: readonly Omit<Power, "parishId" | "requestId">[];
  /** Everything that was put forward, the newest first. */
  proposals: ProposalLine[];
  votes: Awaited<ReturnType<typeof listVotes>>;
  owed: OwedLine[];
  supporters: number;
  review: Ruling | null;
  vacancy: Ruling | null;
}

/** The page of a parish as it stands at an instant. */
export function parishPageOf(found: FoundParish, facts: ParishPageFacts, actor: Actor, now: Date): ParishPage {
  const { row, state, rules, term } = found;
  const { roll, powers, proposals, votes, owed, supporters, review, vacancy } = facts;
  const sunset = sunsetOfParish(found, now);
  const views = new Map([...votes.open, ...votes.coming].map((vote) => [vote.view.id, vote.view]));
  const order = ["voting", "notice", "deliberating", "queued", "seconding"];
  const beingDecided = proposals
    .filter((proposal) => order.includes(proposal.state))
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    .map((proposal) => ({ proposal, vote: proposal.voteId ? (views.get(proposal.voteId) ?? null) : null }));
  const livePowers = powers.filter((power) => power.lapsesAt > now && !(power.revokedAt && power.revokedAt <= now));
  const mayWrite = may(actor, "proposal.write", { parishId: row.id, wardIds: found.wardIds });
  return {
    slug: row.slug,
    name: row.name,
    state,
    lead: row.endPoint,
    problem: row.problem,
    council: { slug: row.council.slug, name: row.council.name },
    facts: [
      `Part of ${row.council.name}`,
      // A parish that is over has no roll any more.
      roll !== null && isLive(state) ? `${people(roll, "resident", "residents")} on the roll` : "",
      term && livePowers.length > 0 ? `${people(livePowers.length, "power", "powers")} until sunset` : "",
    ]
      .filter(Boolean)
      .join(" · "),
    next: nextDateOf(found, now),
    sunset: sunset && {
      dial: sunset.dial,
      renewal: sunset.renewal,
      lastSafeDay: sunset.lastSafeDay,
      sunsetWords: sunset.sunsetWords,
    },
    beingDecided,
    decided: proposals.filter((proposal) => decidedStates.includes(proposal.state)),
    charterVotes: [...votes.open, ...votes.coming, ...votes.closed]
      .map((vote) => vote.view)
      .filter((view) => view.class === "charter"),
    owed,
    powers: powers.map((power) => ({
      key: power.id,
      name: powerOf(power.catalogueId)?.name ?? power.service,
      words: powerWords(power, now),
    })),
    support:
      state === "gathering" || state === "lapsed"
        ? rules && row.gatheringOpenedAt && row.electorate !== null
          ? supportRuling(rules, {
              electorate: row.electorate,
              supporters,
              gatheringOpenedAt: row.gatheringOpenedAt,
              now,
            })
          : null
        : null,
    review,
    // Nobody holds an office of a draft yet: its founders may still choose others.
    offices: (row.gatheringOpenedAt === null ? [] : [...row.offices].sort(byOffice)).map((held) => ({
      office: officeNames[held.office],
      name: [held.person.name, absenceWords(held, now)].filter(Boolean).join(", "),
    })),
    vacancy,
    proposalCount: proposals.length,
    reader: {
      mayPropose: mayWrite.holds ? takesProposalsRuling(found, now) : mayWrite,
      mayEditDraft: may(actor, "parish.edit_draft", { founderIds: found.founderIds }).holds,
      isInOffice: holdsOffice(actor, row.id),
      isResident: livesIn(actor, found.wardIds),
    },
  };
}

/** The convenor comes before the deputy, and the alphabet agrees. */
function byOffice(one: { office: string }, other: { office: string }): number {
  return one.office.localeCompare(other.office);
}

function powerWords(
  power: { tier: string; budgetYearPence: bigint; isTrial: boolean; lapsesAt: Date; conditions: string },
  now: Date,
): string {
  if (power.lapsesAt <= now) return `Ended on ${dayInWords(power.lapsesAt)}`;
  const parts = [`Tier ${power.tier}`];
  if (power.isTrial) parts.push(`trial until ${dayInWords(power.lapsesAt)}`);
  if (power.budgetYearPence > 0n) parts.push(`${pounds(Number(power.budgetYearPence))} a year`);
  if (power.conditions) parts.push("with conditions");
  return parts.join(", ");
}
