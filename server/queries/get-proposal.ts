import { allow, type Ruling } from "~/domain/act/ruling";
import { classRuling, type ProposalClass } from "~/domain/act/s02-interpretation";
import { moneyTypeNames } from "~/domain/act/s05-charter";
import { tiers } from "~/domain/act/s13-tiers";
import { admissibilityGrounds, convenorDecidesBy } from "~/domain/act/s19-admissibility";
import { secondersNeeded } from "~/domain/act/s20-seconders";
import { deliberationEndsEarliest, noticeBy } from "~/domain/act/s22-deliberation";
import { shownApart } from "~/domain/act/s25-window";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { type Action, may } from "~/domain/permissions/may";
import { isUndecided, type ProposalState } from "~/domain/proposal/proposal-state";
import { type ProposalStep, stepRuling } from "~/domain/proposal/proposal-steps";
import { dayInWords, instantInWords, people, pounds } from "~/domain/time/words";
import { aroundProposalLimits } from "~/forms/proposal";
import type { VoteView } from "~/live/contract";
import { fromDateColumn, type Read } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import { conflictsOn, type ProposalConflicts } from "./get-conflicts";
import { proposalDuties } from "./office-facts";
import { nextDateWords, type ProposalStanding, proposalStandings, takesProposalsRuling } from "./proposal-facts";
import { viewVote } from "./view-vote";
import { timingRuling } from "./vote-plan";

/** The parish of a proposal's page. */
export interface ProposalParish {
  id: string;
  slug: string;
  name: string;
  state: ParishState;
}

/** The parish of a proposal's page. */
export function parishOf(found: FoundParish): ProposalParish {
  return { id: found.row.id, slug: found.row.slug, name: found.row.name, state: found.state };
}

/** What `may` asks about a proposal of a parish. */
export function proposalSubject(found: FoundParish, one?: ProposalStanding) {
  return {
    parishId: found.row.id,
    councilId: found.row.councilId,
    wardIds: found.wardIds,
    authorId: one?.authorId,
  };
}

/** An argument as anybody may read it. */
export interface ArgumentView {
  id: string;
  author: string;
  isObserver: boolean;
  when: string;
  /** Empty when it is hidden. */
  text: string;
  /** Why it was hidden; null when it is not. */
  hiddenReason: string | null;
  hasReported: boolean;
  /** What people have said is wrong with it. Given to the convenor and the deputy only. */
  reports: { key: string; reason: string }[];
}

/** Something that may be done to the proposal, and by whom. */
export interface StepView {
  /** Whether the reader is somebody who may ever do it, so that the page speaks of it. */
  isTheirs: boolean;
  /** Whether they may do it now, and if not, why. */
  ruling: Ruling;
}

export interface VoteRound {
  view: VoteView;
  opens: string;
  closes: string;
  round: number;
}

export interface ProposalEvent {
  key: string;
  title: string;
  when: string;
  dateTime: string;
  stage: "done" | "now" | "next";
}

/** A proposal's page. */
export interface ProposalPage {
  parish: ProposalParish;
  id: string;
  number: number;
  title: string;
  author: string;
  state: ProposalState;
  nextDate: string;
  revision: number;
  /** Whether its vote is still to come or going on. */
  isUndecided: boolean;
  isSignedIn: boolean;
  isAuthor: boolean;
  facts: { name: string; words: string }[];
  change: string;
  /** Why it is in its class. */
  classRuling: Ruling | null;
  /** What the Act said when it was put forward or last changed; null where that was not kept. */
  admissibility: Ruling | null;
  inadmissible: { ground: string; explanation: string; reasons: string; when: string } | null;
  /** Until when the convenor may find it inadmissible, in words; empty once that time is over. */
  convenorUntil: string;
  grounds: { value: string; label: string; hint: string }[];
  seconders: {
    count: number;
    needed: number;
    arithmetic: Ruling | null;
    hasSeconded: boolean;
    until: string;
    onPaper: number | null;
  };
  steps: Record<ProposalStep, StepView>;
  /** Whether arguments are taken in this state, whoever reads. */
  takesArguments: boolean;
  arguments: { for: ArgumentView[]; against: ArgumentView[] };
  /** How they are ordered. */
  order: "newest" | "oldest";
  mayHide: boolean;
  conflicts: ProposalConflicts;
  votes: VoteRound[];
  timeline: ProposalEvent[];
  argumentLimit: number;
  reasonsLimit: number;
}

const stepActions: Record<ProposalStep, Action> = {
  change: "proposal.edit",
  withdraw: "proposal.withdraw",
  second: "proposal.second",
  unsecond: "proposal.unsecond",
  argue: "proposal.argue",
  rule_inadmissible: "proposal.rule_inadmissible",
  give_notice: "proposal.give_notice",
};

/** Steps that a parish past its active days no longer takes, though the proposal might. */
const needsActiveParish: readonly ProposalStep[] = ["change", "second", "give_notice"];

/** A proposal as a reader sees it now; null when there is none at this address. Drafts have no address. */
export async function getProposal(
  db: Read,
  slug: string,
  number: number,
  actor: Actor,
  now: Date,
  order: "newest" | "oldest",
): Promise<ProposalPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const standings = await proposalStandings(db, found.row.id, now);
  const one = standings.find((standing) => standing.number === number && standing.submittedAt !== null);
  if (!one?.rules) return null;
  const rules = one.rules;
  const [row, minutes] = await Promise.all([
    db.proposal.findUniqueOrThrow({
      where: { id: one.id },
      include: {
        author: { select: { name: true } },
        power: true,
        seconders: { where: { withdrawnAt: null }, select: { personId: true, enteredById: true } },
        arguments: {
          orderBy: [{ at: order === "newest" ? "desc" : "asc" }, { id: "asc" }],
          include: { author: { select: { name: true } }, reports: { select: { personId: true, reason: true } } },
        },
        votes: { orderBy: { round: "asc" } },
        duty: { select: { answeredAt: true } },
        review: { select: { at: true } },
      },
    }),
    db.minuteEntry.findMany({
      where: {
        parishId: found.row.id,
        kind: { in: ["proposal_submitted", "proposal_changed"] },
        body: { path: ["number"], equals: number },
      },
      orderBy: { number: "asc" },
      select: { at: true, kind: true, body: true },
    }),
  ]);
  const subject = { ...proposalSubject(found, one), duties: await proposalDuties(db, found, one.id) };
  const mayHide = may(actor, "argument.hide", subject).holds;
  const hasSeconded = row.seconders.some(({ personId }) => personId === actor.personId);
  const open = takesProposalsRuling(found, now);
  const term = found.term;
  const step = async (name: ProposalStep): Promise<StepView> => {
    const allowed = may(actor, stepActions[name], { ...subject, isSeconder: hasSeconded });
    if (!allowed.holds) return { isTheirs: false, ruling: allowed };
    const rulings = [
      needsActiveParish.includes(name) ? open : aliveRuling(rules, { sunsetAt: term?.sunsetAt ?? now, now }),
      stepRuling(rules, name, one.state),
    ];
    if (name === "give_notice" && rulings.every((ruling) => ruling.holds)) {
      rulings.push(await timingRuling(db, { now, found, one }));
    }
    const last = rulings[rulings.length - 1] as Ruling;
    return { isTheirs: true, ruling: rulings.find((ruling) => !ruling.holds) ?? last };
  };
  const [change, withdraw, second, unsecond, argue, ruleOut, giveNotice] = await Promise.all(
    (["change", "withdraw", "second", "unsecond", "argue", "rule_inadmissible", "give_notice"] as const).map(step),
  );
  const decidesBy = one.submittedAt ? convenorDecidesBy(rules, one.submittedAt) : null;
  const submitted = minutes.find(({ kind }) => kind === "proposal_submitted");
  const roll = bodyOf(submitted?.body).roll;
  const needed = one.secondersNeeded ?? 0;
  const ground = admissibilityGrounds.find((listed) => listed.id === row.inadmissibleGround);
  const view = (argument: (typeof row.arguments)[number]): ArgumentView => ({
    id: argument.id,
    author: argument.author.name,
    isObserver: argument.isObserver,
    when: instantInWords(argument.at),
    text: argument.hiddenAt ? "" : argument.text,
    hiddenReason: argument.hiddenAt ? argument.hiddenReason : null,
    hasReported: argument.reports.some(({ personId }) => personId === actor.personId),
    reports: mayHide ? argument.reports.map(({ reason }, index) => ({ key: String(index), reason })) : [],
  });
  const sides = (side: "for" | "against") => row.arguments.filter((argument) => argument.side === side).map(view);
  const power = row.power;
  return {
    parish: parishOf(found),
    id: one.id,
    number,
    title: one.title,
    author: row.author.name,
    state: one.state,
    nextDate: nextDateWords(one, now),
    revision: row.revision,
    isUndecided: isUndecided(one.state),
    isSignedIn: actor.personId !== null,
    isAuthor: actor.personId === one.authorId,
    facts: [
      { name: "Where", words: row.place },
      { name: "From", words: row.startsOn ? dayInWords(fromDateColumn(row.startsOn)) : "" },
      { name: "Service", words: power?.service ?? "" },
      {
        name: "Power relied on",
        words: power ? `${one.powerName}, tier ${power.tier}: ${tiers[power.tier].name.toLowerCase()}` : "",
      },
      { name: "Kind of proposal", words: classWords[one.class ?? "ordinary"] },
      { name: "Cost", words: one.costPence === 0 ? "Nothing" : pounds(one.costPence) },
      ...(one.costPence === 0
        ? []
        : [
            { name: "Type of money", words: capital(moneyTypeNames[row.moneyType]) },
            { name: "Where the money comes from", words: row.moneySource },
            { name: "Who pays after the sunset", words: row.whoPaysAfter },
          ]),
      { name: "What will be measured", words: row.measure },
      { name: "How things are now", words: row.baseline },
      { name: "Target", words: row.target },
      { name: "Measured on", words: row.measureOn ? dayInWords(fromDateColumn(row.measureOn)) : "" },
    ].filter(({ words }) => words !== ""),
    change: row.change,
    classRuling: power ? classRuling(rules, { tier: power.tier, costPence: one.costPence }) : null,
    admissibility: rulingIn(minutes.at(-1)?.body),
    inadmissible: row.inadmissibleAt
      ? {
          ground: ground?.name ?? "Inadmissible",
          explanation: ground?.explanation ?? "",
          reasons: row.inadmissibleReasons,
          when: dayInWords(row.inadmissibleAt),
        }
      : null,
    convenorUntil:
      decidesBy && now < decidesBy && isUndecided(one.state)
        ? `until the end of ${dayInWords(new Date(decidesBy.getTime() - 1))}`
        : "",
    grounds: admissibilityGrounds.map(({ id, name, explanation }) => ({ value: id, label: name, hint: explanation })),
    seconders: {
      count: row.seconders.length,
      needed,
      arithmetic: secondingArithmetic(one, typeof roll === "number" ? roll : null),
      hasSeconded,
      onPaper: shownApart(row.seconders.filter(({ enteredById }) => enteredById !== null).length),
      until: one.secondingEndsAt ? dayInWords(new Date(one.secondingEndsAt.getTime() - 1)) : "",
    },
    steps: {
      change: change as StepView,
      withdraw: withdraw as StepView,
      second: second as StepView,
      unsecond: unsecond as StepView,
      argue: argue as StepView,
      rule_inadmissible: {
        isTheirs: (ruleOut as StepView).isTheirs && decidesBy !== null && now < decidesBy,
        ruling: (ruleOut as StepView).ruling,
      },
      give_notice: giveNotice as StepView,
    },
    takesArguments: stepRuling(rules, "argue", one.state).holds,
    arguments: { for: sides("for"), against: sides("against") },
    order,
    mayHide,
    conflicts: await conflictsOn(db, found, one, actor, subject),
    votes: row.votes
      .filter((vote) => vote.cancelledAt === null)
      .map((vote) => ({
        view: viewVote(vote, now),
        opens: instantInWords(vote.opensAt),
        closes: instantInWords(vote.closesAt),
        round: vote.round,
      })),
    timeline: timelineOf(one, row, minutes, now),
    argumentLimit: aroundProposalLimits.argument.max,
    reasonsLimit: aroundProposalLimits.inadmissible.max,
  };
}

const classWords: Record<ProposalClass, string> = {
  advisory: "Advisory",
  ordinary: "Ordinary",
  spending: "Spending",
  charter: "Charter",
};

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function bodyOf(body: unknown): { [key: string]: unknown } {
  return typeof body === "object" && body !== null ? (body as { [key: string]: unknown }) : {};
}

/** The ruling that a minute keeps; null where it keeps none. */
function rulingIn(body: unknown): Ruling | null {
  const kept = bodyOf(body).admissibility;
  return typeof kept === "object" && kept !== null && "sentence" in kept ? (kept as Ruling) : null;
}

/** How the number of seconders was worked out when the proposal was put forward; null where the roll of then was not kept. */
function secondingArithmetic(one: ProposalStanding, roll: number | null): Ruling | null {
  if (!one.rules || one.secondersNeeded === null || roll === null) return null;
  const { needed, ruling } = secondersNeeded(one.rules, roll);
  return needed === one.secondersNeeded
    ? ruling
    : allow(one.rules, {
        sections: ["s20"],
        sentence: `${people(one.secondersNeeded, "seconder is", "seconders are")} needed, as fixed when it was put forward.`,
      });
}

/** The end of a period that runs to the end of a day. */
function endOfPeriod(end: Date): string {
  return `end of ${dayInWords(new Date(end.getTime() - 1))}`;
}

interface EventFacts {
  withdrawnAt: Date | null;
  inadmissibleAt: Date | null;
  underWayAt: Date | null;
  doneAt: Date | null;
  duty: { answeredAt: Date | null } | null;
  review: { at: Date } | null;
  votes: {
    round: number;
    noticeAt: Date;
    opensAt: Date;
    closesAt: Date;
    paperDueAt: Date | null;
    cancelledAt: Date | null;
    cancelledReason: string;
  }[];
}

/** What has happened to a proposal and what is to come, in order. */
function timelineOf(
  one: ProposalStanding,
  row: EventFacts,
  minutes: readonly { at: Date; kind: string }[],
  now: Date,
): ProposalEvent[] {
  const events: { at: Date; title: string; when: string }[] = [];
  const add = (at: Date | null | undefined, title: string, wordsOf = instantInWords) => {
    if (at) events.push({ at, title, when: wordsOf(at) });
  };
  add(one.submittedAt, "Put forward");
  for (const minute of minutes) if (minute.kind === "proposal_changed") add(minute.at, "Text changed by the author");
  if (one.state === "seconding" || one.state === "expired")
    add(one.secondingEndsAt, "Time to find seconders ends", endOfPeriod);
  add(one.secondedAt, "Enough seconders");
  add(one.deliberationStartedAt, "Deliberation began");
  if (one.state === "deliberating" && one.rules && one.deliberationStartedAt) {
    add(deliberationEndsEarliest(one.rules, one.deliberationStartedAt), "Notice of a vote may be given", dayInWords);
    add(noticeBy(one.rules, one.deliberationStartedAt), "Lapses if nobody has given notice", endOfPeriod);
  }
  for (const vote of row.votes) {
    add(vote.noticeAt, vote.round === 1 ? "Notice of the vote given" : "Notice of a second vote given");
    if (vote.cancelledAt) add(vote.cancelledAt, `Vote cancelled. ${vote.cancelledReason}`.trim());
    else {
      add(vote.opensAt, "Voting opens");
      add(vote.closesAt, "Voting closes");
      add(vote.paperDueAt, "Papers are counted, and the result is known");
    }
  }
  add(row.withdrawnAt, "Withdrawn by the author");
  add(row.inadmissibleAt, "Found inadmissible");
  if (!row.duty?.answeredAt) add(one.answerBy, "The council’s answer is due", endOfPeriod);
  add(row.duty?.answeredAt, "The council answered");
  add(row.underWayAt, "Work began");
  add(row.doneAt, "Done");
  add(row.review?.at, "Reviewed");
  const sorted = events
    .map((event, index) => ({ ...event, index }))
    .sort((first, second) => first.at.getTime() - second.at.getTime() || first.index - second.index);
  const latest = sorted.findLastIndex(({ at }) => at <= now);
  return sorted.map(({ at, title, when, index }, position) => ({
    key: `${index} ${title}`,
    title,
    when,
    dateTime: at.toISOString(),
    stage: at > now ? "next" : position === latest ? "now" : "done",
  }));
}
