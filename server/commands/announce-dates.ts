import { trialWarningDays } from "~/domain/act/s15-trial-powers";
import { lastDayBefore } from "~/domain/act/s34-clock";
import {
  closingSoonAt,
  type Fortnight,
  lastFortnight,
  lastMorning,
  sunsetNoticeDays,
  sunsetNoticeDue,
  trialNoticeDue,
} from "~/domain/notices/dates";
import { addDays, addElapsed, civilDateOf, startOfDay } from "~/domain/time/civil";
import { dayInWords, people, whenInWords } from "~/domain/time/words";
import { siteLink } from "../mail/site-link";
import { announceLate } from "../notices/about-duties";
import { announceMatter } from "../notices/about-matters";
import { announceClosingSoon } from "../notices/about-votes";
import { announce } from "../notices/announce";
import { briefingText } from "../notices/briefing-letter";
import { simulatedAct } from "../notices/spread-notices";
import { instant, type Tx } from "../persistence/db";
import { findDuty } from "../queries/find-duty";
import { findMatters } from "../queries/find-matters";
import { findParishById } from "../queries/find-parish";
import { findTrials } from "../queries/find-trials";
import { briefingOfCouncil, briefingOfParish } from "../queries/get-briefing";
import { matterPeople } from "../queries/matter-people";
import type { Context } from "./context";

/** How long after an hour its letters are gathered, so that whatever was being written at that hour is in them. */
const settlingMinutes = 2;
/** The longest day, when the clocks go back: a vote that closes later than that does not close within a day. */
const longestDayHours = 25;

/**
 * Tells people what follows from the calendar alone: a vote that closes within a day, an answer that is late, a sunset that comes near, the
 * letters of the morning, and the briefing of every second Monday. By the database's clock, and any number of processes may do it at once and
 * as often as they like: everything is told under a key, once. After a pause only what is still true is told.
 */
export async function announceDates(context: Context): Promise<void> {
  const now = await instant(context.db);
  await tellClosingVotes(context, now);
  await tellLateAnswers(context, now);
  await tellCommissioner(context, now);
  await tellSunsets(context, now);
  await tellTrials(context, now);
  const settled = addElapsed(now, { minutes: -settlingMinutes });
  await writeDailyLetters(context, lastMorning(settled), now);
  await writeBriefings(context, lastFortnight(settled), now);
}

async function tellClosingVotes({ db }: Context, now: Date): Promise<void> {
  const closing = await db.vote.findMany({
    where: {
      openedAt: { not: null },
      closedAt: null,
      cancelledAt: null,
      closesAt: { gt: now, lte: addElapsed(now, { hours: longestDayHours }) },
    },
    orderBy: { closesAt: "asc" },
  });
  for (const vote of closing) {
    const at = closingSoonAt(vote);
    if (at && at <= now) await announceClosingSoon(db, vote);
  }
}

async function tellLateAnswers({ db }: Context, now: Date): Promise<void> {
  const late = await db.$queryRaw<{ id: string }[]>`
    SELECT duty.id FROM duty JOIN parish ON parish.id = duty.parish_id
    WHERE duty.answered_at IS NULL AND duty.answer_by <= ${now} AND parish.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM notice WHERE key = 'council-late:' || duty.id)`;
  for (const { id } of late) {
    await db.$transaction(async (tx) => {
      const duty = await findDuty(tx, id);
      if (duty) await announceLate(tx, duty);
    });
  }
}

/** What comes before the Commissioner by the clock alone: silence, and a parish that nobody convenes. Telling of it is all that is done here. */
async function tellCommissioner({ db }: Context, now: Date): Promise<void> {
  const silent = await db.$queryRaw<{ id: string }[]>`
    SELECT duty.id FROM duty
    WHERE duty.answered_at IS NULL AND duty.answer_by <= ${now}
      AND NOT EXISTS (SELECT 1 FROM notice WHERE key = 'matter:silence:' || duty.id)`;
  const matters = await findMatters(db, { kind: "vacancy" }, now);
  for (const { id } of silent) matters.push(...(await findMatters(db, { kind: "silence", id }, now)));
  for (const matter of matters) {
    if (matter.state !== "waits") continue;
    await db.$transaction(async (tx) => {
      const found = await findParishById(tx, matter.parish.id, now);
      if (found) await announceMatter(tx, matter, await matterPeople(tx, matter, found));
    });
  }
}

async function tellSunsets({ db }: Context, now: Date): Promise<void> {
  const furthest = startOfDay(addDays(civilDateOf(now), sunsetNoticeDays[0] + 1));
  const near = await db.parish.findMany({
    where: {
      sunsetAt: { gt: now, lte: furthest },
      activeFromAt: { lte: now },
      withdrawnAt: null,
      OR: [{ revokedAt: null }, { revokedAt: { gt: now } }],
    },
    select: { id: true, slug: true, name: true, activeFromAt: true, sunsetAt: true },
  });
  for (const { id, slug, name, activeFromAt, sunsetAt } of near) {
    if (!activeFromAt || !sunsetAt) continue;
    const days = sunsetNoticeDue({ activeFromAt, sunsetAt }, now);
    if (days === null) continue;
    await announce(db, {
      key: `sunset:${id}:${civilDateOf(sunsetAt)}:${days}`,
      kind: "sunset_near",
      parishId: id,
      until: sunsetAt,
      title: `${name} ends on ${dayInWords(sunsetAt)}`,
      text: `The sunset of ${name} is ${whenInWords(sunsetAt)}. From that instant its powers are gone, unless residents have renewed it by a vote before. The page says what can still be finished in time.`,
      path: `/parishes/${slug}/sunset`,
    });
  }
}

/** Tells those who can review a power on trial, and the parish's own officers, that its trial comes to an end (section 15). */
async function tellTrials({ db }: Context, now: Date): Promise<void> {
  const endsBy = startOfDay(addDays(civilDateOf(now), trialWarningDays[0] + 1));
  for (const trial of await findTrials(db, { endsBy }, now)) {
    const days = trialNoticeDue(trial, now);
    if (days === null) continue;
    const { powerId, name, endsAt, parish } = trial;
    const posts = await db.role.findMany({
      where: { councilId: parish.councilId, endedAt: null, kind: { in: ["officer", "councillor"] } },
      select: { personId: true },
    });
    const offices = await db.parishOffice.findMany({ where: { parishId: parish.id, endedAt: null } });
    await announce(db, {
      key: `trial:${powerId}:${civilDateOf(endsAt)}:${days}`,
      kind: "trial_ends",
      own: [...posts, ...offices].map(({ personId }) => personId),
      until: endsAt,
      title: `A trial ends: ${name}, ${parish.name}`,
      text: `The power "${name}" of ${parish.name} is on trial until the end of ${dayInWords(lastDayBefore(endsAt))}. It lapses then by itself unless the council publishes a review before.`,
      path: `/parishes/${parish.slug}/powers/${powerId}/review`,
    });
  }
}

/** One letter to each person who reads once a day, with what they were told since the last one; none when that is nothing. */
async function writeDailyLetters({ db, env }: Context, morning: Date, now: Date): Promise<void> {
  const site = siteLink(env, "");
  await db.$executeRaw`
    WITH reader AS (
      SELECT person_id, coalesce(told_until, ${addElapsed(morning, { days: -1 })}::timestamptz) AS told_until
      FROM notice_preference
      WHERE mode = 'daily' AND (told_until IS NULL OR told_until < ${morning}) FOR UPDATE
    ), told AS (
      UPDATE notice_preference choice SET told_until = ${morning} FROM reader WHERE choice.person_id = reader.person_id
    ), line AS (
      SELECT DISTINCT reader.person_id, n.id, n.at,
        n.title || E'\n' || n.text || coalesce(E'\n' || ${site}::text || n.path, '') AS words
      FROM reader
      JOIN notice_audience a ON a.person_id = reader.person_id
      JOIN notice n ON n.id = a.notice_id
      WHERE n.at > reader.told_until AND n.at <= ${morning} AND n.kind <> 'briefing'
        AND (n.until IS NULL OR n.until > ${now})
    )
    INSERT INTO mail (id, key, recipient, subject, text, created_at)
    SELECT gen_random_uuid(), ${`daily:${civilDateOf(morning)}:`} || p.id, p.email,
      ${`Your notices of ${dayInWords(morning)}`},
      string_agg(line.words, E'\n\n' ORDER BY line.at, line.id) || E'\n\n' || ${simulatedAct}, ${now}::timestamptz
    FROM line JOIN person p ON p.id = line.person_id AND p.email IS NOT NULL
    GROUP BY p.id, p.email ORDER BY p.id
    ON CONFLICT (key) DO NOTHING`;
}

interface BriefedParish {
  id: string;
  slug: string;
  name: string;
  councilId: string;
}

/** The briefing of a fortnight for every parish in which something happened or is to come, and for the councils they belong to. */
async function writeBriefings({ db }: Context, fortnight: Fortnight, now: Date): Promise<void> {
  if (now >= fortnight.until) return;
  const parishes = await db.$queryRaw<BriefedParish[]>`
    SELECT p.id, p.slug, p.name, p.council_id AS "councilId" FROM parish p
    WHERE p.gathering_opened_at <= ${fortnight.to}
      AND NOT EXISTS (SELECT 1 FROM notice WHERE key = ${`briefing:${fortnight.day}:`} || p.id)
      AND (
        EXISTS (SELECT 1 FROM minute_entry e WHERE e.parish_id = p.id AND e.at > ${fortnight.from} AND e.at <= ${fortnight.to})
        OR EXISTS (SELECT 1 FROM vote v WHERE v.parish_id = p.id AND v.cancelled_at IS NULL AND v.closes_at > ${fortnight.to})
        OR EXISTS (SELECT 1 FROM duty d WHERE d.parish_id = p.id AND d.answered_at IS NULL AND p.withdrawn_at IS NULL))
    ORDER BY p.council_id, p.id`;
  for (const councilId of new Set(parishes.map((one) => one.councilId))) {
    const ofCouncil = parishes.filter((one) => one.councilId === councilId);
    await db.$transaction(async (tx) => {
      for (const parish of ofCouncil) await briefParish(tx, parish, fortnight);
      await briefCouncil(tx, councilId, fortnight);
    });
  }
}

async function briefParish(tx: Tx, parish: BriefedParish, fortnight: Fortnight): Promise<void> {
  const found = await findParishById(tx, parish.id, fortnight.to);
  if (!found) return;
  const briefing = await briefingOfParish(tx, found, fortnight);
  await announce(tx, {
    key: `briefing:${fortnight.day}:${parish.id}`,
    kind: "briefing",
    parishId: parish.id,
    until: fortnight.until,
    title: `Briefing of ${parish.name}: the fortnight to ${dayInWords(fortnight.to)}`,
    text: briefingText(briefing),
    path: `/parishes/${parish.slug}/briefing`,
  });
}

/** Officers and councillors of a council get the briefing of all its parishes. */
async function briefCouncil(tx: Tx, councilId: string, fortnight: Fortnight): Promise<void> {
  const council = await tx.council.findUniqueOrThrow({ where: { id: councilId } });
  const posts = await tx.role.findMany({ where: { councilId, endedAt: null }, select: { personId: true } });
  const briefing = await briefingOfCouncil(tx, councilId, fortnight);
  await announce(tx, {
    key: `briefing:${fortnight.day}:${councilId}`,
    kind: "briefing",
    others: posts.map(({ personId }) => personId),
    until: fortnight.until,
    title: `Briefing of ${council.name}: ${people(briefing.happened.length + briefing.more, "entry", "entries")} in the fortnight to ${dayInWords(fortnight.to)}`,
    text: briefingText(briefing),
    path: `/councils/${council.slug}/briefing`,
  });
}
