import type { Plain } from "~/domain/record/canonical";
import { countingKinds, type EntryKind, entryKinds } from "~/domain/record/entry-kinds";
import type { Read } from "../persistence/db";
import type { Feed } from "./find-feed";
import { entryWords } from "./get-briefing";
import { minuteLines } from "./minute-lines";

/** An entry of a minute book, as a feed tells it. */
export interface FeedEntry {
  /** The entry's own hash, in hexadecimal, which no other entry has. */
  hash: string;
  at: Date;
  kind: string;
  kindWords: string;
  title: string;
  facts: { name: string; words: string; href?: string }[];
  /** The entry in its minute book. */
  path: string;
}

export interface FeedPage {
  entries: FeedEntry[];
  /** Where this page was asked to begin; null with the newest. */
  from: string | null;
  /** What to ask for to read on, further back: parish and number of the last entry here. Null at the end. */
  before: string | null;
}

interface Row {
  slug: string;
  name: string;
  number: number;
  at: Date;
  kind: string;
  body: Record<string, Plain>;
  hash: string;
}

const pageSize = 50;

/**
 * The newest entries of the minute books that a feed follows. Those of practice votes are left out, since they decide nothing,
 * and so are those that only keep a figure up to date.
 *
 * @param before the entry to read back from, as `before` of the page in front of it; anything else begins with the newest
 */
export async function listFeedEntries(db: Read, feed: Feed, before: string | null): Promise<FeedPage> {
  const { proposals, votes } = feed.elsewhere;
  const mark = await findMark(db, before);
  const rows = await db.$queryRaw<Row[]>`
    SELECT parish.slug, parish.name, entry.number, entry.at, entry.kind, entry.body, entry.hash
    FROM minute_entry entry JOIN parish ON parish.id = entry.parish_id
    WHERE (
      entry.parish_id = ANY (${feed.parishIds}::uuid[])
      OR (entry.parish_id = ANY (${votes.map((vote) => vote.parishId)}::uuid[])
        AND entry.body->>'vote' = ANY (${votes.map((vote) => vote.id)}::text[]))
      OR (entry.parish_id = ANY (${proposals.map((proposal) => proposal.parishId)}::uuid[])
        AND EXISTS (
          SELECT FROM unnest(${proposals.map((one) => one.parishId)}::uuid[], ${proposals.map((one) => one.number)}::int[])
            AS followed (parish_id, number)
          WHERE followed.parish_id = entry.parish_id
            AND followed.number::text IN (entry.body->>'number', entry.body->>'proposal')))
    )
    AND entry.kind <> ALL (${["simulated_vote_called", ...countingKinds]}::text[])
    AND NOT EXISTS (
      SELECT FROM vote
      WHERE vote.parish_id = entry.parish_id AND vote.purpose = 'practice' AND vote.id::text = entry.body->>'vote')
    AND (${mark === null} OR (entry.at, entry.parish_id, entry.number)
      < (${mark?.at}::timestamptz, ${mark?.parishId}::uuid, ${mark?.number}::int))
    ORDER BY entry.at DESC, entry.parish_id DESC, entry.number DESC
    LIMIT ${pageSize + 1}`;
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => toEntry(row, feed.namesParish)),
    from: mark && before,
    before: last && rows.length > pageSize ? `${last.slug}.${last.number}` : null,
  };
}

async function findMark(db: Read, before: string | null) {
  const [, slug = "", number = ""] = /^([a-z0-9-]+)\.(\d{1,9})$/.exec(before ?? "") ?? [];
  if (!slug) return null;
  return db.minuteEntry.findFirst({
    where: { parish: { slug }, number: Number(number) },
    select: { at: true, parishId: true, number: true },
  });
}

function toEntry(row: Row, namesParish: boolean): FeedEntry {
  const kind = row.kind as EntryKind;
  const words = entryWords(kind, row.body);
  return {
    hash: row.hash,
    at: row.at,
    kind,
    kindWords: entryKinds[kind] ?? row.kind,
    title: namesParish ? `${row.name}: ${words}` : words,
    facts: minuteLines(row.slug, kind, row.body),
    path: `/parishes/${row.slug}/minutes?before=${row.number + 1}#entry-${row.number}`,
  };
}
