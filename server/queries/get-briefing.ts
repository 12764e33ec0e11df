import { lastDayBefore } from "~/domain/act/s34-clock";
import { fortnightAfter, lastFortnight } from "~/domain/notices/dates";
import type { Plain } from "~/domain/record/canonical";
import { countingKinds, type EntryKind, entryKinds } from "~/domain/record/entry-kinds";
import { dayInWords, instantInWords, shortDay } from "~/domain/time/words";
import { aboutDuty } from "../notices/about-duties";
import type { Read } from "../persistence/db";
import { type FoundDuty, findDuty } from "./find-duty";
import { type FoundParish, findParishById, findParishes } from "./find-parish";
import { sunsetOfParish } from "./get-sunset";

/** One line of a briefing. */
export interface BriefingLine {
  key: string;
  at: string;
  when: string;
  words: string;
  href: string;
}

/** What happened in a fortnight, newest first, and what comes in the next, soonest first. */
export interface Briefing {
  from: string;
  to: string;
  happened: BriefingLine[];
  /** How many more entries there are than are shown. */
  more: number;
  coming: BriefingLine[];
}

interface Span {
  from: Date;
  to: Date;
}

const linesShown = 50;

/** Entries of use only to somebody who checks a count, and those that only keep a figure up to date. */
const technical: readonly EntryKind[] = ["signing_key_changed", ...countingKinds];

/** The briefing of one parish. */
export function briefingOfParish(db: Read, found: FoundParish, span: Span): Promise<Briefing> {
  return briefingOf(db, [found], span, false);
}

/** The briefing of a council: of all parishes in its area together. */
export async function briefingOfCouncil(db: Read, councilId: string, span: Span): Promise<Briefing> {
  const opened = { councilId, gatheringOpenedAt: { not: null } };
  const found = await findParishes(db, opened, span.to, { orderBy: [{ name: "asc" }, { id: "asc" }] });
  return briefingOf(db, found, span, true);
}

/** How many briefings a feed holds: a season of them. */
const briefingsKept = 6;

/** The last briefings of a parish or a council as they were sent, newest first; none from before there was anything to tell. */
export async function lastBriefings(
  db: Read,
  which: { parishId: string } | { councilId: string },
  since: Date | null,
  now: Date,
): Promise<{ at: Date; briefing: Briefing }[]> {
  const briefings: { at: Date; briefing: Briefing }[] = [];
  let fortnight = lastFortnight(now);
  while (briefings.length < briefingsKept && (since === null || fortnight.to > since)) {
    const found = "parishId" in which ? await findParishById(db, which.parishId, fortnight.to) : null;
    const briefing =
      "councilId" in which
        ? await briefingOfCouncil(db, which.councilId, fortnight)
        : found && (await briefingOfParish(db, found, fortnight));
    if (briefing) briefings.push({ at: fortnight.to, briefing });
    fortnight = lastFortnight(fortnight.from);
  }
  return briefings;
}

async function briefingOf(db: Read, parishes: FoundParish[], span: Span, namesParish: boolean): Promise<Briefing> {
  const byId = new Map(parishes.map((found) => [found.row.id, found]));
  const parishId = { in: [...byId.keys()] };
  const within = { gt: span.from, lte: span.to };
  const until = fortnightAfter(span.to);
  const soon = { gt: span.to, lte: until };
  const where = { parishId, at: within, kind: { notIn: [...technical] } };
  // One after the other, because a transaction has one connection.
  const entries = await db.minuteEntry.findMany({
    where,
    orderBy: [{ at: "desc" }, { number: "desc" }],
    take: linesShown,
  });
  const total = await db.minuteEntry.count({ where });
  const opening = await db.vote.findMany({ where: { parishId, cancelledAt: null, opensAt: soon } });
  const closing = await db.vote.findMany({ where: { parishId, cancelledAt: null, closesAt: soon } });
  const duties = await findDutiesOf(db, [...byId.keys()], soon);
  const said = (id: string, words: string) => (namesParish ? `${byId.get(id)?.row.name}: ${words}` : words);
  const line = (id: string, at: Date, key: string, words: string, href: string, when = instantInWords(at)) => ({
    key,
    at: at.toISOString(),
    when,
    words: said(id, words),
    href,
  });
  const pathOf = (id: string) => `/parishes/${byId.get(id)?.row.slug}`;
  const coming = [
    ...opening.map((one) =>
      line(one.parishId, one.opensAt, `opens ${one.id}`, `Voting opens: ${one.question}`, `/votes/${one.id}`),
    ),
    ...closing.map((one) =>
      line(one.parishId, one.closesAt, `closes ${one.id}`, `Voting closes: ${one.question}`, `/votes/${one.id}`),
    ),
    ...duties.map(({ row }) => {
      const { about, path } = aboutDuty(row);
      const words = `${row.council.name} answers ${about} by the end of this day`;
      return line(row.parishId, row.answerBy, `answer ${row.id}`, words, path, dayInWords(lastDayBefore(row.answerBy)));
    }),
    ...parishes.flatMap((found) =>
      (sunsetOfParish(found, span.to)?.dates ?? [])
        .map((date) => ({ ...date, instant: new Date(date.at) }))
        .filter(({ instant }) => instant > span.to && instant <= until)
        .map(({ key, name, instant }) =>
          line(
            found.row.id,
            instant,
            `${key} ${found.row.id}`,
            name,
            `${pathOf(found.row.id)}/sunset`,
            dayInWords(instant),
          ),
        ),
    ),
  ];
  return {
    from: dayInWords(span.from),
    to: dayInWords(span.to),
    more: total - entries.length,
    happened: entries.map((entry) =>
      line(
        entry.parishId,
        entry.at,
        `${entry.parishId} ${entry.number}`,
        entryWords(entry.kind as EntryKind, entry.body as Record<string, Plain>),
        `${pathOf(entry.parishId)}/minutes?before=${entry.number + 1}#entry-${entry.number}`,
        shortDay(entry.at),
      ),
    ),
    coming: coming.sort((one, other) => one.at.localeCompare(other.at) || one.key.localeCompare(other.key)),
  };
}

async function findDutiesOf(db: Read, parishIds: string[], due: { gt: Date; lte: Date }): Promise<FoundDuty[]> {
  const owed = await db.duty.findMany({
    where: { parishId: { in: parishIds }, answeredAt: null, answerBy: due, parish: { withdrawnAt: null } },
    select: { id: true },
  });
  const duties: FoundDuty[] = [];
  for (const { id } of owed) {
    const duty = await findDuty(db, id);
    if (duty) duties.push(duty);
  }
  return duties;
}

/** An entry of a minute book in one line: its heading, and what it is about where the entry says so. */
export function entryWords(kind: EntryKind, body: Record<string, Plain>): string {
  const heading = entryKinds[kind] ?? kind;
  const about = [body.question, body.title, body.about, body.what, body.name].find(
    (value) => typeof value === "string" && value !== "",
  );
  return about ? `${heading}: ${about}` : heading;
}
