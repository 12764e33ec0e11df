import { powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import { isSlug } from "~/domain/parish/slug";
import { stranger } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Entry } from "~/domain/record/chain";
import type { EntryKind } from "~/domain/record/entry-kinds";
import type { Book, BookSchedule, BookVote } from "~/domain/record/fold/book";
import { foldBook } from "~/domain/record/fold/fold";
import type { CivilDate } from "~/domain/time/civil";
import { instantInWords, people, whenInWords } from "~/domain/time/words";
import { voteState } from "~/domain/vote/vote-state";
import { done, type Outcome, refused } from "../commands/outcome";
import { type Prisma, type Read, toDateColumn, toJson } from "../persistence/db";
import { type FoundParish, type ParishRow, toFound } from "./find-parish";
import { type ParishPage, parishPageOf } from "./get-parish-page";
import { type RegisterPage, registerOf } from "./get-register";
import { reviewSteps } from "./get-review";
import { scheduleOf } from "./get-schedule";
import { isTakenOver, type OwedFacts, owedLines } from "./list-owed";
import { type ProposalsPage, proposalsPageOf } from "./list-proposals";
import { vacancyIn } from "./office-facts";
import { lineOf, type ProposalStanding, type ProposalStandsOn, standingsOf } from "./proposal-facts";
import { viewOrders } from "./view-orders";

/**
 * Pages as they stood at an instant, made from minute books alone: what a table says now changes nothing of them. The books say what had
 * happened; how that stands is asked of the same functions as for the pages of now.
 */

const entryShape = {
  orderBy: { number: "asc" },
  select: { at: true, kind: true, body: true },
} satisfies Prisma.MinuteEntryFindManyArgs;

type EntryRow = Prisma.MinuteEntryGetPayload<typeof entryShape>;

function toEntry({ at, kind, body }: EntryRow): Pick<Entry, "at" | "kind" | "body"> {
  return { at: at.toISOString(), kind: kind as EntryKind, body: body as Entry["body"] };
}

/** What an address stands for: this never changes, and no entry has to tell it. */
interface Place {
  id: string;
  slug: string;
  council: { id: string; slug: string };
}

/** A parish as its book explains it at an instant. */
interface BookAt {
  at: Date;
  book: Book;
  found: FoundParish;
}

async function openBook(db: Read, slug: string, at: Date): Promise<Outcome<BookAt>> {
  const row = isSlug(slug)
    ? await db.parish.findUnique({
        where: { slug },
        select: {
          id: true,
          slug: true,
          name: true,
          council: { select: { id: true, slug: true } },
          minutes: { ...entryShape, where: { at: { lte: at } } },
        },
      })
    : null;
  if (!row) return refused("not_found", "There is no parish at this address.");
  const book = foldBook(row.minutes.map(toEntry), at);
  if (book.begunAt) return done({ at, book, found: foundIn(book, row, at) });
  const first = await db.minuteEntry.findFirst({ where: { parishId: row.id }, orderBy: { number: "asc" } });
  const message = first
    ? `The minute book of ${row.name} begins ${whenInWords(first.at)}. Give a later time.`
    : `The minute book of ${row.name} has no entry yet.`;
  return refused("invalid", message, { errors: [{ field: "asOf", message }] });
}

/** The parish of a book, in the form in which every query takes one. People are known to a book by name only. */
function foundIn(book: Book, place: Place, at: Date): FoundParish {
  const { parish } = book;
  const row: ParishRow = {
    ...parish,
    id: place.id,
    slug: place.slug,
    councilId: place.council.id,
    council: { ...place.council, name: book.council },
    name: book.name,
    problem: book.problem,
    endPoint: book.endPoint,
    startsOn: dateColumn(book.startsOn),
    termMonths: book.termMonths,
    moneyAskedPence: BigInt(book.money.pence),
    moneyType: book.money.type,
    moneyPurpose: book.money.purpose,
    ordinaryPublicity: book.publicity.ordinary,
    spendingPublicity: book.publicity.spending,
    receiverName: book.receiver.name,
    receiverTakes: book.receiver.takes,
    rules: parish.rules && (toJson(parish.rules) as Prisma.JsonValue),
    electorate: book.electorate,
    supportersNeeded: book.supportersNeeded,
    createdAt: book.begunAt ?? at,
    termStartsOn: dateColumn(parish.termStartsOn),
    nextTermStartsOn: dateColumn(parish.nextTermStartsOn),
    minuteCount: 0,
    minuteHead: "",
    proposalCount: book.proposals.length,
    wards: book.wards.map(({ code, name, electorate }) => ({
      parishId: place.id,
      wardId: code,
      ward: { id: code, gss: code, name, electorate, councilId: place.council.id },
    })),
    offices: book.offices
      .filter(({ endedAt }) => endedAt === null)
      .map(({ office, person, fromAt, awayFrom, awayUntil }) => ({
        id: office,
        parishId: place.id,
        personId: "",
        person: { id: "", name: person },
        office,
        fromAt,
        endedAt: null,
        awayFrom: dateColumn(awayFrom),
        awayUntil: dateColumn(awayUntil),
      })),
    founders: [],
  };
  return toFound(row, at);
}

function dateColumn(day: CivilDate | null): Date | null {
  return day && toDateColumn(day);
}

function powersIn({ powers }: Book) {
  return powers.map((power) => ({
    ...power,
    id: power.catalogueId,
    budgetYearPence: BigInt(power.budgetYearPence),
    budgetDecisionPence: BigInt(power.budgetDecisionPence),
  }));
}

function proposalsIn(book: Book): ProposalStandsOn[] {
  return book.proposals
    .map((one): ProposalStandsOn => {
      const power = book.powers.find(({ catalogueId }) => catalogueId === one.catalogueId);
      const duty = book.duties.find(({ kind, proposal }) => kind === "decision" && proposal === one.number);
      return {
        ...one,
        id: String(one.number),
        authorId: "",
        costPence: BigInt(one.costPence),
        powerId: one.catalogueId,
        power: power ?? null,
        rules: one.rules && (toJson(one.rules) as Prisma.JsonValue),
        review: one.reviewedAt && { at: one.reviewedAt },
        duty: duty ?? null,
        votes: book.votes
          .filter(({ proposal }) => proposal === one.number)
          .map((vote) => ({ ...vote, ruling: vote.outcome === null ? null : { outcome: vote.outcome } })),
      };
    })
    .sort((one, other) => other.number - one.number);
}

function standingsIn({ book, found, at }: BookAt): ProposalStanding[] {
  return found.rules ? standingsOf({ rules: found.rules, sunsetAt: found.row.sunsetAt }, proposalsIn(book), at) : [];
}

function owedIn({ book, found, at }: BookAt): OwedFacts {
  const { rules } = found;
  if (!rules || found.row.withdrawnAt) return { duties: [], promises: [] };
  const { slug, name } = found.row;
  return {
    duties: book.duties
      .filter(({ answeredAt }) => answeredAt === null)
      .map((duty) => {
        const proposal = book.proposals.find(({ number }) => number === duty.proposal) ?? null;
        const id = `${duty.kind}:${duty.proposal ?? duty.receivedAt.toISOString()}`;
        return { rules: proposal?.rules ?? rules, row: { ...duty, id, parish: found.row, proposal } };
      }),
    promises: book.proposals.flatMap(({ number, commitments }) =>
      commitments
        .filter(({ doneAt, takenOverAt }) => doneAt === null && !isTakenOver(found.row, takenOverAt, at))
        .map(({ id, what, dueOn }) => ({
          id,
          what,
          dueOn: toDateColumn(dueOn),
          proposal: { number, parish: { slug, name } },
        })),
    ),
  };
}

/** A vote that had been announced, in words. */
export interface VoteAsItStood {
  key: string;
  href: string;
  question: string;
  words: string;
}

const outcomes: Readonly<Record<string, string>> = {
  passed: "Passed",
  failed: "Not passed",
  inquorate: "Too few people voted",
};

function voteWords(vote: BookVote, at: Date): string {
  const roll = vote.roll === null ? "" : `, with ${people(vote.roll)} on its roll`;
  switch (voteState(vote, at)) {
    case "scheduled":
      return `Opens ${whenInWords(vote.opensAt)}`;
    case "open":
      return `Open until ${instantInWords(vote.closesAt)}${roll}`;
    case "counting":
      return `Being counted${roll}`;
    case "closed":
      return `${outcomes[vote.outcome ?? ""] ?? "Closed"}${roll}`;
    default:
      return "Cancelled";
  }
}

/**
 * The page of a parish as it stood at an instant, with the votes that were to come, open, or about the parish itself.
 *
 * Refuses an unknown parish (`not_found`) and an instant before its minute book begins (`invalid`).
 */
export async function parishAsItStood(
  db: Read,
  slug: string,
  at: Date,
): Promise<Outcome<ParishPage & { announced: VoteAsItStood[] }>> {
  const opened = await openBook(db, slug, at);
  if (!opened.ok) return opened;
  const { book, found } = opened.value;
  const startsOn = found.term?.startsOn;
  const review = book.midTermReviews.find(({ termStartsOn }) => termStartsOn === startsOn);
  const page = parishPageOf(
    found,
    {
      roll: book.roll,
      powers: powersIn(book).sort((one, other) => (one.catalogueId < other.catalogueId ? -1 : 1)),
      proposals: standingsIn(opened.value).map((one) => lineOf(one, at)),
      votes: { open: [], coming: [], closed: [] },
      owed: owedLines(owedIn(opened.value), at),
      supporters: book.supporters,
      review: reviewSteps(found, review?.publishedAt ?? null, at)?.standing ?? null,
      vacancy: vacancyIn(found, book.offices, at),
    },
    stranger,
    at,
  );
  const announced = book.votes
    .filter((vote) => vote.cancelledAt === null && (vote.proposal === null || vote.closedAt === null))
    .map((vote) => ({
      key: vote.id,
      href: `/votes/${vote.id}`,
      question: vote.round > 1 ? `${vote.question} (put once more)` : vote.question,
      words: voteWords(vote, at),
    }))
    .reverse();
  return done({ ...page, announced });
}

const undecided = {
  decision: null,
  conditions: "",
  budgetYearPence: 0,
  budgetDecisionPence: 0,
  wrapper: null,
  isTrial: false,
  ground: null,
  reasons: "",
  officerName: "",
  officerPost: "",
  decisionReference: "",
};

/**
 * The register of powers of a parish as it stood at an instant. What the council decides on powers is in the book, and here, from the end
 * of its review on.
 *
 * Refuses as `parishAsItStood` does.
 */
export async function registerAsItStood(db: Read, slug: string, at: Date): Promise<Outcome<RegisterPage>> {
  const opened = await openBook(db, slug, at);
  if (!opened.ok) return opened;
  const { book, found } = opened.value;
  const requests = book.asked.map(({ catalogueId, scope, budgetYearPence }) => {
    const decided = book.decisions.find((one) => one.catalogueId === catalogueId) ?? undecided;
    return {
      ...decided,
      id: catalogueId,
      catalogueId,
      scope,
      budgetYearPence: BigInt(budgetYearPence),
      grantedBudgetYearPence: BigInt(decided.budgetYearPence),
      grantedBudgetDecisionPence: BigInt(decided.budgetDecisionPence),
    };
  });
  const orders = viewOrders(
    [...book.orders].reverse().map(({ catalogueId, ...order }) => ({
      ...order,
      powerId: catalogueId,
      power: catalogueId ? { catalogueId, service: powerOf(catalogueId)?.service ?? "" } : null,
      ground: order.ground ?? "",
    })),
    at,
  );
  return done(registerOf(found, { powers: powersIn(book), requests, orders, mayAppeal: false }, at));
}

/**
 * The proposals of a parish as they stood at an instant.
 *
 * Refuses as `parishAsItStood` does.
 *
 * @param wanted as for `listProposals`
 */
export async function proposalsAsTheyStood(
  db: Read,
  slug: string,
  wanted: { state: string | null; page: number },
  at: Date,
): Promise<Outcome<ProposalsPage>> {
  const opened = await openBook(db, slug, at);
  if (!opened.ok) return opened;
  const reader = { actor: stranger, mine: new Set<string>(), drafts: [] };
  return done(proposalsPageOf(opened.value.found, standingsIn(opened.value), reader, wanted, at));
}

const scheduleKinds = ["draft_started", "schedule_made"] as const satisfies readonly EntryKind[];

/** What a book states about a version, in words; empty where it states nothing. */
function statedWords({ stated }: BookSchedule): string {
  if (!stated) return "";
  const { examined, different } = stated;
  if (examined === 0) return "No recorded decision of this council rested on the figures that changed.";
  const again = `${people(examined, "recorded decision", "recorded decisions")} made again:`;
  return different === 0
    ? `${again} none would have come out differently.`
    : `${again} ${people(different, "one", "of them")} would have come out differently.`;
}

/**
 * The schedule of a council as it stood at an instant, as the books of its parishes tell it: each live parish has a new version in its book,
 * and a draft begins its book with those that were made before.
 *
 * Refuses an unknown council (`not_found`) and an instant at which no parish of it kept a book yet (`invalid`).
 */
export async function scheduleAsItStood(db: Read, slug: string, at: Date) {
  const council = await db.council.findUnique({
    where: { slug },
    select: {
      slug: true,
      name: true,
      parishes: { select: { minutes: { ...entryShape, where: { kind: { in: [...scheduleKinds] } } } } },
    },
  });
  if (!council) return refused("not_found", "There is no council at this address.");
  const books = council.parishes.map(({ minutes }) => minutes.map(toEntry));
  if (!books.some(([first]) => first && new Date(first.at) <= at)) {
    const message = `No parish of ${council.name} kept a minute book at that time. Give a later time.`;
    return refused("invalid", message, { errors: [{ field: "asOf", message }] });
  }
  // A book that began later tells of the versions made before it as well, so every book is read to its end.
  const told = books.flatMap((entries) => foldBook(entries, endOfTime).schedules);
  const made = new Map(told.filter(({ madeAt }) => madeAt <= at).map((one) => [one.version, one]));
  for (const one of told) if (one.stated && made.has(one.version)) made.set(one.version, one);
  const allowed: Ruling = may(stranger, "schedule.make");
  const rows = [...made.values()].map((one) => ({
    ...one,
    parameters: { ...one.parameters },
    statement: null,
    stated: statedWords(one),
  }));
  const page = scheduleOf({ slug: council.slug, name: council.name }, rows, allowed, at);
  return done({ ...page, made: null });
}

const endOfTime = new Date(8.64e15);
