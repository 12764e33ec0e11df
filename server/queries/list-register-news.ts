import { findingWords, matterPath, matterWords } from "~/domain/response/matters";
import { instantInWords } from "~/domain/time/words";
import { sha256 } from "../commands/log-hashes";
import type { Read } from "../persistence/db";
import type { Feed } from "./find-feed";
import { type FoundMatter, findMatters } from "./find-matters";
import type { FeedEntry } from "./list-feed-entries";

/** The Commissioner's register as something to follow. Its identifier is its own, for good. */
export const registerFeed: Feed = {
  id: "6d1f0a2e-50c0-4a8e-9d3b-5a5f0e7c0050",
  title: "Before the Commissioner",
  page: "/commissioner",
  base: "/commissioner",
  isPrivate: false,
  namesParish: true,
  since: null,
  parishIds: [],
  elsewhere: { proposals: [], votes: [] },
};

/** As many as a page of any other feed. */
const newsAtOnce = 50;

/** What came before the Commissioner and what was found, newest first. What arises by the clock alone is here too, from its minute on. */
export async function listRegisterNews(db: Read, now: Date): Promise<FeedEntry[]> {
  const matters = await findMatters(db, {}, now);
  return matters
    .flatMap((matter) => [came(matter), ...(matter.finding ? [found(matter, matter.finding)] : [])])
    .sort((one, other) => other.at.getTime() - one.at.getTime() || one.hash.localeCompare(other.hash))
    .slice(0, newsAtOnce);
}

function entry(matter: FoundMatter, what: string, at: Date, title: string, facts: FeedEntry["facts"]): FeedEntry {
  const { kind, id, parish, council } = matter;
  return {
    hash: sha256(`${kind} ${id} ${what}`),
    at,
    kind,
    kindWords: matterWords[kind].name,
    title,
    facts: [
      { name: "Parish", words: parish.name, href: `/parishes/${parish.slug}` },
      { name: "Council", words: council.name, href: `/councils/${council.slug}` },
      ...facts,
    ],
    path: matterPath(kind, id),
  };
}

function came(matter: FoundMatter): FeedEntry {
  return entry(matter, "came", matter.since, `${matterWords[matter.kind].name}: ${matter.title}`, [
    { name: "Before the Commissioner since", words: instantInWords(matter.since) },
  ]);
}

function found(matter: FoundMatter, finding: NonNullable<FoundMatter["finding"]>): FeedEntry {
  const words = findingWords(matter.kind, finding.isUpheld);
  return entry(matter, "found", finding.at, `The Commissioner found: ${words}. ${matter.title}`, [
    { name: "Finding", words },
    { name: "Reasons", words: finding.reasons },
    { name: "By", words: finding.byName },
  ]);
}
