import type { ParishState } from "~/domain/parish/parish-state";
import { type Actor, holdsOffice } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type ProposalState, proposalStates } from "~/domain/proposal/proposal-state";
import { pounds, shortDay } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import {
  lineOf,
  type ProposalLine,
  type ProposalStanding,
  proposalStandings,
  takesProposalsRuling,
} from "./proposal-facts";

/** The groups of a parish's list of proposals, by what a reader can do about them. */
export const proposalGroups = ["deciding", "seconding", "council", "done", "ended"] as const;
export type ProposalGroup = (typeof proposalGroups)[number];

const groupOf: Record<ProposalState, ProposalGroup> = {
  draft: "ended",
  seconding: "seconding",
  queued: "deciding",
  deliberating: "deciding",
  notice: "deciding",
  voting: "deciding",
  passed: "council",
  escalated: "council",
  responded: "council",
  under_way: "council",
  done: "done",
  reviewed: "done",
  failed: "ended",
  inquorate: "ended",
  withdrawn: "ended",
  inadmissible: "ended",
  expired: "ended",
  lapsed: "ended",
};

/** The order within what is being decided: what closes first comes first. */
const urgency: ProposalState[] = ["voting", "notice", "deliberating", "queued"];

const proposalsOnPage = 20;

/** One line of the list. */
export interface ListedProposal extends ProposalLine {
  group: ProposalGroup;
  cost: string;
  /** What the reader can do about it now; empty when nothing. */
  canDo: string;
}

export interface ProposalsPage {
  parish: { slug: string; name: string; state: ParishState };
  /** Whether the reader may start a proposal now, and if not, why. */
  mayWrite: ReturnType<typeof may>;
  isSignedIn: boolean;
  /** The reader's own drafts, which nobody else sees. */
  drafts: { id: string; title: string; startedOn: string }[];
  proposals: ListedProposal[];
  /** States that at least one proposal is in, with how many, for the filter. */
  states: { state: ProposalState; count: number }[];
  /** The state that the list is narrowed to. */
  chosen: ProposalState | null;
  total: number;
  page: number;
  pages: number;
}

/**
 * The proposals of a parish as a reader sees them now, twenty at a time; null when there is no such parish.
 *
 * @param wanted.state shows only proposals in this state; anything that is not a state shows all
 * @param wanted.page from 1; beyond the end it is the last one
 */
export async function listProposals(
  db: Read,
  slug: string,
  actor: Actor,
  wanted: { state: string | null; page: number },
  now: Date,
): Promise<ProposalsPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const [all, seconded, drafts] = await Promise.all([
    proposalStandings(db, found.row.id, now),
    actor.personId
      ? db.seconder.findMany({
          where: { personId: actor.personId, withdrawnAt: null, proposal: { parishId: found.row.id } },
          select: { proposalId: true },
        })
      : [],
    actor.personId
      ? db.proposal.findMany({
          where: { parishId: found.row.id, authorId: actor.personId, submittedAt: null },
          orderBy: { createdAt: "desc" },
          select: { id: true, title: true, createdAt: true },
        })
      : [],
  ]);
  const mine = new Set(seconded.map((one) => one.proposalId));
  return proposalsPageOf(found, all, { actor, mine, drafts }, wanted, now);
}

/** Whoever reads the list: what they have seconded, and their own drafts. */
interface ListReader {
  actor: Actor;
  mine: ReadonlySet<string>;
  drafts: readonly { id: string; title: string; createdAt: Date }[];
}

/**
 * The list as a reader sees it, from how the proposals stand.
 *
 * @param wanted as for `listProposals`
 */
export function proposalsPageOf(
  found: FoundParish,
  all: readonly ProposalStanding[],
  { actor, mine, drafts }: ListReader,
  wanted: { state: string | null; page: number },
  now: Date,
): ProposalsPage {
  const subject = { parishId: found.row.id, wardIds: found.wardIds };
  const open = takesProposalsRuling(found, now);
  const published = all.filter((one) => one.submittedAt !== null);
  const chosen = proposalStates.find((state) => state === wanted.state && state !== "draft") ?? null;
  const shown = published.filter((one) => chosen === null || one.state === chosen).sort(byGroup);
  const pages = Math.max(1, Math.ceil(shown.length / proposalsOnPage));
  const page = Math.min(Math.max(1, wanted.page), pages);
  const roll = may(actor, "proposal.write", subject);
  return {
    parish: { slug: found.row.slug, name: found.row.name, state: found.state },
    mayWrite: open.holds ? roll : open,
    isSignedIn: actor.personId !== null,
    drafts: drafts.map((draft) => ({ id: draft.id, title: draft.title, startedOn: shortDay(draft.createdAt) })),
    proposals: shown.slice((page - 1) * proposalsOnPage, page * proposalsOnPage).map((one) => ({
      ...lineOf(one, now),
      group: groupOf[one.state],
      cost: one.costPence === 0 ? "no cost" : pounds(one.costPence),
      canDo: open.holds || one.state === "voting" ? canDo(actor, one, mine.has(one.id), subject) : "",
    })),
    states: proposalStates
      .map((state) => ({ state, count: published.filter((one) => one.state === state).length }))
      .filter(({ count }) => count > 0),
    chosen,
    total: shown.length,
    page,
    pages,
  };
}

function byGroup(one: ProposalStanding, other: ProposalStanding): number {
  const group = proposalGroups.indexOf(groupOf[one.state]) - proposalGroups.indexOf(groupOf[other.state]);
  if (group !== 0) return group;
  const urgent = urgency.indexOf(one.state) - urgency.indexOf(other.state);
  if (urgent !== 0) return urgent;
  if (one.place !== null && other.place !== null) return one.place - other.place;
  return other.number - one.number;
}

function canDo(
  actor: Actor,
  one: ProposalStanding,
  hasSeconded: boolean,
  parish: { parishId: string; wardIds: string[] },
): string {
  const subject = { ...parish, authorId: one.authorId };
  const isAuthor = actor.personId === one.authorId;
  switch (one.state) {
    case "seconding":
      if (isAuthor) return "Yours: ask neighbours to second it";
      if (hasSeconded) return "You have seconded this";
      return may(actor, "proposal.second", subject).holds ? "You can second this" : "";
    case "queued":
      return isAuthor ? "Yours: it waits for a free place" : "";
    case "deliberating":
      if (may(actor, "proposal.give_notice", subject).holds) {
        return isAuthor ? "Yours: you can answer arguments and give notice" : "You can argue and give notice";
      }
      return actor.personId ? "You can add an argument" : "";
    case "notice":
      return actor.personId ? "You can add an argument" : "";
    case "voting":
      return may(actor, "proposal.write", subject).holds ? "You can vote" : "";
    default:
      return holdsOffice(actor, parish.parishId) && one.state === "inquorate" && one.vote?.round === 1
        ? "It can be put once more"
        : "";
  }
}
