import { powerOf } from "~/domain/act/catalogue";
import type { Figure, Ruling } from "~/domain/act/ruling";
import { abandonedAfterDays, charterPutAgainRuling } from "~/domain/act/s09-council-review";
import {
  admissibilityGrounds,
  contestRuling,
  convenorDecidesBy,
  convenorWorkingDays,
} from "~/domain/act/s19-admissibility";
import { challengeRuling, challengesHeardRuling } from "~/domain/act/s32-receipts";
import { lastDayBefore } from "~/domain/act/s34-clock";
import { objectionWorkingDays, objectUntil } from "~/domain/act/s35-answer";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { silenceRuling } from "~/domain/act/s37-silence";
import { vacancyRuling, vacantSince } from "~/domain/act/s53-convenors-office";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Plain } from "~/domain/record/canonical";
import { countingKinds, type EntryKind } from "~/domain/record/entry-kinds";
import type { MatterView, SaidView } from "~/domain/response/matter-view";
import { type MatterKind, type MatterSide, matterSides, matterWords } from "~/domain/response/matters";
import { dayInWords, instantInWords, number } from "~/domain/time/words";
import { type Prisma, type Read, rulesOf } from "../persistence/db";
import { findDuty } from "./find-duty";
import { type FoundMatter, findMatter } from "./find-matters";
import { type FoundParish, findParishById } from "./find-parish";
import { entryWords } from "./get-briefing";
import { figuresOf } from "./get-council-answer";
import { lineOfMatter } from "./list-matters";
import { matterPeople, mayDecideMatter, speakingFor } from "./matter-people";

/** What one kind of matter adds to the record. */
interface Told {
  facts: MatterView["facts"];
  figures?: Figure[];
  said: SaidView[];
  rulings?: Ruling[];
  files?: MatterView["files"];
  /** Which entries of the minute book it rests on. */
  entries: Prisma.MinuteEntryWhereInput[];
}

/** What a person may do about a matter now. */
export interface MatterDesk {
  /** The sides for which this person can still make the statement. */
  speaks: MatterSide[];
  /** Whether the person may decide, or why not; null for somebody who does not hold the role. */
  decides: Ruling | null;
  /** Why it cannot be decided yet, in one sentence; empty when it can. */
  waitsFor: string;
  mayRecount: boolean;
}

/** The public record of a matter; null when there is none. */
export async function getMatter(db: Read, kind: MatterKind, id: string, now: Date): Promise<MatterView | null> {
  const held = await load(db, kind, id, now);
  return held && viewOf(db, held.matter, held.found, now);
}

/** The same, with what one person may do about it. */
export async function getMatterPage(
  db: Read,
  which: { kind: MatterKind; id: string },
  actor: Actor,
  now: Date,
): Promise<{ view: MatterView; desk: MatterDesk } | null> {
  const held = await load(db, which.kind, which.id, now);
  if (!held) return null;
  const { matter, found } = held;
  const view = await viewOf(db, matter, found, now);
  const people = await matterPeople(db, matter, found);
  const waits = matter.state === "waits";
  const spoken = view.said.filter(({ what }) => what === statement).map(({ side }) => side);
  const speaks = matterSides.filter((side) => {
    const action = speakingFor(matter.kind, side);
    return waits && action && !spoken.includes(side) && may(actor, action, people.subject).holds;
  });
  const isCommissioner = may(actor, "matter.decide").holds;
  const decides = isCommissioner && waits && matter.kind !== "vacancy" ? mayDecideMatter(actor, people) : null;
  return {
    view,
    desk: {
      speaks,
      decides,
      waitsFor: decides?.holds && matter.kind === "contested_count" ? await whyNotYet(db, matter.id, now) : "",
      mayRecount: decides?.holds === true && matter.kind === "contested_count" && view.recount === null,
    },
  };
}

async function load(db: Read, kind: MatterKind, id: string, now: Date) {
  const matter = await findMatter(db, kind, id, now);
  const found = matter && (await findParishById(db, matter.parish.id, now));
  return matter && found ? { matter, found } : null;
}

async function whyNotYet(db: Read, voteId: string, now: Date): Promise<string> {
  const vote = await db.vote.findUniqueOrThrow({ where: { id: voteId }, select: { rules: true, closedAt: true } });
  const heard = challengesHeardRuling(rulesOf(vote.rules), { closedAt: vote.closedAt as Date, now });
  return heard.holds ? "" : heard.sentence;
}

const statement = "Statement";

async function viewOf(db: Read, matter: FoundMatter, found: FoundParish, now: Date): Promise<MatterView> {
  const { kind, id } = matter;
  const tell: Record<MatterKind, () => Promise<Told>> = {
    silence: () => silence(db, matter, now),
    objection: () => objection(db, matter),
    contested_count: () => contestedCount(db, matter, now),
    inadmissibility: () => ruledOut(db, matter),
    suspension: () => appeal(db, matter),
    vacancy: () => vacancy(db, found, now),
  };
  const told = await tell[kind]();
  const statements =
    kind === "vacancy"
      ? []
      : await db.matterStatement.findMany({ where: { kind, subjectId: id }, orderBy: { at: "asc" } });
  const recount = kind === "contested_count" ? await db.recount.findUnique({ where: { voteId: id } }) : null;
  const counts = recount?.counts as { for: number; against: number; abstain: number } | undefined;
  return {
    ...lineOfMatter(matter, now),
    sides: matterWords[kind].sides,
    facts: told.facts,
    figures: told.figures ?? [],
    said: [
      ...told.said,
      ...statements.map((one) => ({
        key: `statement ${one.side}`,
        side: one.side,
        who: `${one.byName}, ${one.byPost}`,
        at: one.at.toISOString(),
        what: statement,
        text: one.text,
        note: "",
      })),
    ],
    rulings: told.rulings ?? [],
    files: told.files ?? [],
    entries: await entriesOf(db, matter, told.entries),
    recount: recount && {
      agrees: recount.agrees,
      report: recount.report as unknown as { verdict: string; words: string }[],
      countWords: counts
        ? `${number(counts.for)} for, ${number(counts.against)} against, ${number(counts.abstain)} abstaining`
        : "",
      root: recount.root,
      ballotFile: recount.ballotFile,
      by: recount.byName,
      at: recount.at.toISOString(),
    },
  };
}

/** As many entries of the minute book as a page shows; the book itself has them all. */
const mostEntries = 60;

async function entriesOf(db: Read, { parish, id }: FoundMatter, which: Prisma.MinuteEntryWhereInput[]) {
  const rows = await db.minuteEntry.findMany({
    where: {
      parishId: parish.id,
      kind: { notIn: [...countingKinds] },
      OR: [...which, { body: { path: ["matterId"], equals: id } }],
    },
    orderBy: { number: "asc" },
    take: mostEntries,
  });
  return rows.map((row) => ({
    number: row.number,
    when: instantInWords(row.at),
    words: entryWords(row.kind as EntryKind, row.body as Record<string, Plain>),
    href: `/parishes/${parish.slug}/minutes?before=${row.number + 1}#entry-${row.number}`,
  }));
}

/** Entries about a proposal: kinds differ in what they call its number. */
function aboutProposal(of: number): Prisma.MinuteEntryWhereInput[] {
  return ["number", "proposal"].map((key) => ({ body: { path: [key], equals: of } }));
}

const aboutVote = (voteId: string): Prisma.MinuteEntryWhereInput[] => [{ body: { path: ["vote"], equals: voteId } }];

const kindsOf = (...kinds: EntryKind[]): Prisma.MinuteEntryWhereInput[] => [{ kind: { in: kinds } }];

function proposalFact({ parish, proposal }: FoundMatter): MatterView["facts"] {
  if (!proposal) return [];
  const { number: numbered, title } = proposal;
  return [{ name: "Proposal", words: `${numbered}. ${title}`, href: `/parishes/${parish.slug}/proposals/${numbered}` }];
}

async function dutyOf(db: Read, matter: FoundMatter) {
  const duty = await findDuty(db, matter.id);
  if (!duty) throw new Error(`there is no duty ${matter.id} behind a matter`);
  return duty;
}

async function silence(db: Read, matter: FoundMatter, now: Date): Promise<Told> {
  const duty = await dutyOf(db, matter);
  const { row, rules, termDays } = duty;
  const late = silenceRuling(rules, { dueAt: row.answerBy, answeredAt: row.answeredAt, now });
  const isCharter = row.kind === "charter_review";
  const again = isCharter ? charterPutAgainRuling(rules, { receivedAt: row.receivedAt, termDays, now }) : null;
  const done = (at: Date | null, by: Date) =>
    at ? `${instantInWords(at)}${at >= by ? ", late" : ""}` : now >= by ? "Not done, and late" : "Not done yet";
  const kinds: EntryKind[] =
    row.kind === "renewal"
      ? ["renewal_received", "power_confirmed", "power_not_confirmed"]
      : ["charter_received", "power_granted", "power_refused", "review_completed"];
  return {
    facts: [
      ...proposalFact(matter),
      { name: "Received", words: instantInWords(row.receivedAt) },
      { name: "Acknowledged", words: done(row.acknowledgedAt, row.acknowledgeBy) },
      { name: "Said when it will answer", words: done(row.datedAt, row.dateBy) },
      ...(row.pauseFrom && row.pauseUntil
        ? [
            {
              name: "Clock stopped",
              words: `From ${dayInWords(row.pauseFrom)} until ${dayInWords(row.pauseUntil)}`,
            },
          ]
        : []),
      { name: "Answered", words: done(row.answeredAt, row.answerBy) },
      ...(again?.holds
        ? [
            {
              name: "Still unanswered",
              words: `${number(abandonedAfterDays)} days and more after the answer was due. ${again.sentence}`,
            },
          ]
        : []),
    ],
    figures: figuresOf(duty),
    said: [],
    rulings: [late, ...(again?.holds ? [again] : [])],
    entries: matter.proposal
      ? aboutProposal(matter.proposal.number)
      : kindsOf(...kinds, "duty_acknowledged", "duty_dated", "duty_paused"),
  };
}

async function objection(db: Read, matter: FoundMatter): Promise<Told> {
  const duty = await dutyOf(db, matter);
  const { row, rules } = duty;
  const finding = await db.matterFinding.findUnique({
    where: { kind_subjectId: { kind: "objection", subjectId: matter.id } },
  });
  const kept = finding?.objection as { ground: string; reasons: string; officer: string; post: string } | null;
  const made = kept ?? {
    ground: row.response?.ground ?? "",
    reasons: row.response?.reasons ?? "",
    officer: row.response?.officerName ?? "",
    post: row.response?.officerPost ?? "",
  };
  const ground = groundOf(made.ground);
  const lastDay = lastDayBefore(objectUntil(rules, row.receivedAt));
  return {
    facts: [
      ...proposalFact(matter),
      { name: "Received", words: instantInWords(row.receivedAt) },
      { name: "Objected", words: instantInWords(matter.since) },
      { name: "Ground", words: ground ? `${ground.name}. ${ground.explanation}` : "" },
      ...(row.response && row.response.answer !== "object"
        ? [{ name: "Since then", words: `The council committed on ${instantInWords(row.response.at)}.` }]
        : []),
    ],
    figures: [
      {
        name: "Last day to object",
        value: dayInWords(lastDay),
        unit: "",
        how: `${objectionWorkingDays} working days after ${dayInWords(row.receivedAt)} (s35)`,
      },
    ],
    said: [
      {
        key: "objection",
        side: "claimant",
        who: `${made.officer}, ${made.post}`,
        at: matter.since.toISOString(),
        what: "The objection",
        text: made.reasons,
        note: "",
      },
    ],
    entries: matter.proposal ? aboutProposal(matter.proposal.number) : [],
  };
}

async function contestedCount(db: Read, matter: FoundMatter, now: Date): Promise<Told> {
  const vote = await db.vote.findUniqueOrThrow({
    where: { id: matter.id },
    include: { contests: { orderBy: { at: "asc" } } },
  });
  const rules = rulesOf(vote.rules);
  const closedAt = vote.closedAt ?? vote.closesAt;
  const ruling = vote.ruling as unknown as Ruling | null;
  const page = `/votes/${vote.id}`;
  return {
    facts: [
      { name: "Vote", words: vote.question, href: page },
      { name: "Closed", words: instantInWords(vote.closesAt) },
      { name: "Counted", words: instantInWords(closedAt) },
      { name: "How it came out", words: ruling?.sentence ?? "" },
      ...proposalFact(matter),
    ],
    figures: challengeRuling(rules, { closedAt, now }).figures,
    said: vote.contests.map((one) => ({
      key: one.id,
      side: "claimant",
      who: one.name,
      at: one.at.toISOString(),
      what: "Challenge",
      text: one.reasons,
      note: receiptWords(one),
    })),
    rulings: ruling ? [ruling] : [],
    files: [
      { text: "Check this count yourself", href: `${page}/check` },
      { text: "The record of the vote", href: `${page}/record.json` },
      { text: "Steps of the count", href: `${page}/steps.ndjson` },
      { text: "The log", href: `${page}/log.txt` },
      { text: "The ballot file", href: `${page}/ballots.ndjson` },
      { text: "The program that counts again", href: "/recount.mjs" },
    ],
    entries: aboutVote(vote.id),
  };
}

function receiptWords({ isReceiptCounted }: { isReceiptCounted: boolean | null }): string {
  if (isReceiptCounted === null) return "";
  return isReceiptCounted
    ? "They gave a receipt. It is in the ballot file. Which ballot it is was not kept."
    : "They gave a receipt. It is not in the ballot file. Whoever holds it can show the Commissioner their slip, with its signed promise.";
}

async function ruledOut(db: Read, matter: FoundMatter): Promise<Told> {
  const row = await db.proposal.findUniqueOrThrow({ where: { id: matter.id }, include: { contest: true } });
  const { contest, submittedAt } = row;
  const rules = row.rules === null ? null : rulesOf(row.rules);
  const ruledOutAt = row.ruledOutAt ?? row.inadmissibleAt;
  const ground = admissibilityGrounds.find(({ id }) => id === row.inadmissibleGround);
  const lastDay = (end: Date) => dayInWords(lastDayBefore(end));
  return {
    facts: [
      ...proposalFact(matter),
      { name: "Put forward", words: submittedAt ? instantInWords(submittedAt) : "" },
      { name: "Ruled out", words: ruledOutAt ? instantInWords(ruledOutAt) : "" },
      { name: "Ground", words: ground ? `${ground.name}. ${ground.explanation}` : "" },
      { name: "Contested", words: instantInWords(matter.since) },
      ...(row.readmittedAt && row.secondingEndsAt
        ? [{ name: "Goes on", words: `Its time to find seconders ends with ${lastDay(row.secondingEndsAt)}.` }]
        : []),
    ],
    figures:
      rules && submittedAt && ruledOutAt
        ? [
            {
              name: "Last day to rule it out",
              value: lastDay(convenorDecidesBy(rules, submittedAt)),
              unit: "",
              how: `${convenorWorkingDays} working days after ${dayInWords(submittedAt)} (s19)`,
            },
            ...contestRuling(rules, { ruledOutAt, isContested: true, reasons: "", now: matter.since }).figures,
          ]
        : [],
    said: [
      {
        key: "ruling",
        side: "respondent",
        who: "The convenor’s office",
        at: (ruledOutAt ?? matter.since).toISOString(),
        what: "Why it was ruled out",
        text: row.inadmissibleReasons,
        note: "",
      },
      ...(contest
        ? [
            {
              key: "contest",
              side: "claimant" as const,
              who: contest.name,
              at: contest.at.toISOString(),
              what: "Why it should go on",
              text: contest.reasons,
              note: "",
            },
          ]
        : []),
    ],
    entries: aboutProposal(row.number),
  };
}

async function appeal(db: Read, matter: FoundMatter): Promise<Told> {
  const order = await db.suspension.findUniqueOrThrow({
    where: { id: matter.id },
    include: { appeal: true, power: { select: { catalogueId: true, service: true } } },
  });
  const ground = groundOf(order.ground);
  return {
    facts: [
      {
        name: order.kind === "suspend" ? "Suspended" : "Taken back",
        words: order.power ? (powerOf(order.power.catalogueId)?.name ?? order.power.service) : "The whole parish",
        href: `/parishes/${matter.parish.slug}/powers`,
      },
      { name: "Ground", words: ground ? `${ground.name}. ${ground.explanation}` : "" },
      { name: "Ordered", words: instantInWords(order.noticeAt) },
      { name: "Takes effect", words: instantInWords(order.takesEffectAt) },
      ...(order.endedAt
        ? [{ name: "Ended", words: `${instantInWords(order.endedAt)}, by ${order.endedByName}, ${order.endedByPost}` }]
        : []),
    ],
    said: [
      {
        key: "order",
        side: "respondent",
        who: `${order.officerName}, ${order.officerPost}`,
        at: order.noticeAt.toISOString(),
        what: "Why the council ordered it",
        text: order.reasons,
        note: "",
      },
      ...(order.appeal
        ? [
            {
              key: "appeal",
              side: "claimant" as const,
              who: order.appeal.byName,
              at: order.appeal.at.toISOString(),
              what: "Why the parish appeals",
              text: order.appeal.reasons,
              note: "",
            },
          ]
        : []),
    ],
    entries: [{ body: { path: ["suspension"], equals: order.id } }],
  };
}

async function vacancy(db: Read, { row, rules }: FoundParish, now: Date): Promise<Told> {
  const offices = await db.parishOffice.findMany({ where: { parishId: row.id }, select: { endedAt: true } });
  const since = vacantSince(offices);
  const ruling = since && rules ? vacancyRuling(rules, { vacantSince: since, now }) : null;
  return {
    facts: [
      { name: "Parish", words: row.name, href: `/parishes/${row.slug}/convenor` },
      { name: "Nobody in office since", words: since ? instantInWords(since) : "" },
    ],
    said: [],
    rulings: ruling ? [ruling] : [],
    entries: kindsOf("office_taken", "office_left", "office_not_taken", "requisition_started", "requisition_closed"),
  };
}
