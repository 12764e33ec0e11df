import { escalatesAt } from "~/domain/act/s37-silence";
import { windingUpFrom } from "~/domain/act/s44-winding-up";
import { isLive } from "~/domain/parish/parish-state";
import { durationInWords, inDays, instantInWords } from "~/domain/time/words";
import type { CrowdStanding } from "~/live/crowd";
import type { Application } from "../container";
import { type Db, rulesOf } from "../persistence/db";
import { clockOffsetMs } from "../simulation/clock";
import { parishStateOf, termOf } from "./find-parish";

/** How many coming things the page offers to move to. */
const mostComing = 6;
/** A clock that is moved a hair past real time still counts as real time. */
const noticeableMs = 1_000;

/** Something that will happen at its instant, whatever anybody does. */
export interface ComingEvent {
  /** What it is, in a few words: "Voting closes: …". */
  what: string;
  href: string;
  /** The instant in ISO 8601, for the button that leads there. */
  until: string;
  whenWords: string;
  inWords: string;
}

/** Everything that the page of the simulation shows. */
export interface SimulationPage {
  clockWords: string;
  /** How far the clock is ahead of the real one; empty when it is not. */
  aheadWords: string;
  coming: ComingEvent[];
  crowd: CrowdStanding;
  letters: number;
}

/** The page of the simulation; null when the simulation is off. */
export async function getSimulation(app: Application): Promise<SimulationPage | null> {
  if (!app.crowd) return null;
  const now = await app.now();
  const [events, letters, offsetMs] = await Promise.all([
    comingEvents(app.db, now),
    app.db.mail.count(),
    clockOffsetMs(app.db),
  ]);
  return {
    clockWords: instantInWords(now),
    aheadWords: offsetMs > noticeableMs ? durationInWords(offsetMs) : "",
    coming: events.map(({ what, href, at }) => ({
      what,
      href,
      until: at.toISOString(),
      whenWords: instantInWords(at),
      inWords:
        at.getTime() - now.getTime() < 86_400_000
          ? `in ${durationInWords(at.getTime() - now.getTime())}`
          : inDays(now, at),
    })),
    crowd: app.crowd.standing(),
    letters,
  };
}

interface DatedEvent {
  at: Date;
  what: string;
  href: string;
}

/** The next things that happen by themselves, soonest first. */
async function comingEvents(db: Db, now: Date): Promise<DatedEvent[]> {
  const found = await Promise.all([votes(db, now), parishes(db, now), seconding(db, now), duties(db)]);
  return found
    .flat()
    .filter(({ at }) => at > now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .slice(0, mostComing);
}

async function votes(db: Db, now: Date): Promise<DatedEvent[]> {
  const rows = await db.vote.findMany({
    where: { closedAt: null, cancelledAt: null },
    orderBy: { closesAt: "asc" },
    take: 50,
    select: { id: true, question: true, opensAt: true, closesAt: true, paperDueAt: true },
  });
  return rows.map(({ id, question, opensAt, closesAt, paperDueAt }) => ({
    at: opensAt > now ? opensAt : closesAt <= now && paperDueAt ? paperDueAt : closesAt,
    what: `${opensAt > now ? "Voting opens" : closesAt <= now && paperDueAt ? "Papers are counted" : "Voting closes"}: ${question}`,
    href: `/votes/${id}`,
  }));
}

async function parishes(db: Db, now: Date): Promise<DatedEvent[]> {
  const rows = await db.parish.findMany({
    where: { gatheringOpenedAt: { not: null }, OR: [{ sunsetAt: null }, { sunsetAt: { gt: now } }] },
  });
  return rows.flatMap((row) => {
    const rules = row.rules === null ? null : rulesOf(row.rules);
    if (!isLive(parishStateOf(row, now))) return [];
    const term = termOf(row, now);
    const href = `/parishes/${row.slug}`;
    const events: (DatedEvent | null)[] = [
      row.gatheringEndsAt && !row.gatheringMetAt
        ? { at: row.gatheringEndsAt, what: `Gathering ends: ${row.name}`, href }
        : null,
      row.activeFromAt ? { at: row.activeFromAt, what: `Powers begin: ${row.name}`, href } : null,
      row.sunsetAt ? { at: row.sunsetAt, what: `The sun sets on ${row.name}`, href } : null,
      rules && term
        ? {
            at: windingUpFrom(rules, term),
            what: `Winding up begins: ${row.name}`,
            href,
          }
        : null,
    ];
    return events.filter((event) => event !== null);
  });
}

async function seconding(db: Db, now: Date): Promise<DatedEvent[]> {
  const rows = await db.proposal.findMany({
    where: { secondingEndsAt: { gt: now }, secondedAt: null, withdrawnAt: null, inadmissibleAt: null },
    orderBy: { secondingEndsAt: "asc" },
    take: 20,
    select: { number: true, title: true, secondingEndsAt: true, parish: { select: { slug: true } } },
  });
  return rows.map(({ number, title, secondingEndsAt, parish }) => ({
    at: secondingEndsAt as Date,
    what: `Time to second ends: ${title}`,
    href: `/parishes/${parish.slug}/proposals/${number}`,
  }));
}

async function duties(db: Db): Promise<DatedEvent[]> {
  const rows = await db.duty.findMany({
    where: { answeredAt: null },
    orderBy: { answerBy: "asc" },
    take: 50,
    include: {
      proposal: { select: { number: true, title: true } },
      parish: { select: { slug: true, name: true } },
    },
  });
  return rows.flatMap((duty) => {
    const about = duty.proposal?.title ?? `the charter of ${duty.parish.name}`;
    const href = duty.proposal
      ? `/parishes/${duty.parish.slug}/proposals/${duty.proposal.number}`
      : `/parishes/${duty.parish.slug}`;
    const by = (at: Date, what: string): DatedEvent => ({ at, what: `${what}: ${about}`, href });
    return [
      ...(duty.acknowledgedAt ? [] : [by(duty.acknowledgeBy, "Time to acknowledge ends")]),
      ...(duty.datedAt ? [] : [by(duty.dateBy, "Time to name a date ends")]),
      by(duty.answerBy, "Time to answer ends"),
      by(escalatesAt(rulesOf(duty.rules), duty.answerBy), "The council's silence goes to the Commissioner"),
    ];
  });
}
