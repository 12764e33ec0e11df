import { createHash } from "node:crypto";

/** What one process says of the people in one hall of its own: a part of their marks, since a message between processes is short. */
export interface PeopleNews {
  process: string;
  voteId: string;
  /** Counts up with every telling, so that parts of two tellings are never mixed. */
  turn: number;
  parts: number;
  /** Marks of a fixed length, one after another. */
  marks: string;
}

/** A process that has said nothing for so long is taken to be gone, and its people with it. */
export const silentAfterMs = 10_000;

const markBytes = 6;
const markLength = 8;
/** NOTIFY takes 8,000 bytes; this leaves room for everything around the marks. */
const marksInAPart = 800;

/**
 * A short mark by which processes know a person in a hall for the same one. Another hall or another day gives another mark, and
 * neither an id nor an address can be read from it.
 */
export function presenceMark(presence: string, voteId: string, day: string): string {
  const hash = createHash("sha256").update(`${day} ${voteId} ${presence}`).digest();
  return hash.subarray(0, markBytes).toString("base64url");
}

/** One telling of who is in a hall, in parts that are short enough. */
export function tellPeople(process: string, voteId: string, turn: number, marks: Iterable<string>): PeopleNews[] {
  const text = [...marks].join("");
  const partLength = marksInAPart * markLength;
  const parts = Math.max(1, Math.ceil(text.length / partLength));
  return Array.from({ length: parts }, (_, part) => ({
    process,
    voteId,
    turn,
    parts,
    marks: text.slice(part * partLength, (part + 1) * partLength),
  }));
}

interface Told {
  heardMs: number;
  marks: Set<string>;
  /** The telling that is coming in. */
  turn: number;
  missing: number;
  coming: Set<string>;
}

/** Who the other processes say is in their halls. */
export interface PeopleElsewhere {
  /** Takes a part of a telling, in whatever order they come. @returns whether the people of that hall are others now */
  hear(news: PeopleNews, nowMs: number): boolean;
  /** Forgets processes that have gone silent. @returns the votes whose halls lost people by it */
  dropSilent(nowMs: number): string[];
  /** Everybody in the hall of a vote elsewhere, by mark; a set of the caller's own. */
  marks(voteId: string): Set<string>;
}

export function makePeopleElsewhere(): PeopleElsewhere {
  /** By vote, then by process. */
  const halls = new Map<string, Map<string, Told>>();

  return {
    hear(news, nowMs) {
      const hall = halls.get(news.voteId) ?? new Map<string, Told>();
      halls.set(news.voteId, hall);
      const told = hall.get(news.process) ?? {
        heardMs: nowMs,
        marks: new Set(),
        turn: 0,
        missing: 0,
        coming: new Set(),
      };
      hall.set(news.process, told);
      if (news.turn < told.turn) return false;
      if (news.turn > told.turn) Object.assign(told, { turn: news.turn, missing: news.parts, coming: new Set() });
      told.heardMs = nowMs;
      for (let at = 0; at < news.marks.length; at += markLength) told.coming.add(news.marks.slice(at, at + markLength));
      told.missing -= 1;
      if (told.missing > 0) return false;
      const before = told.marks;
      told.marks = told.coming;
      return before.size !== told.marks.size || [...told.marks].some((mark) => !before.has(mark));
    },
    dropSilent(nowMs) {
      const poorer: string[] = [];
      for (const [voteId, hall] of halls) {
        for (const [process, told] of hall) {
          if (nowMs - told.heardMs < silentAfterMs) continue;
          hall.delete(process);
          if (told.marks.size > 0) poorer.push(voteId);
        }
        if (hall.size === 0) halls.delete(voteId);
      }
      return poorer;
    },
    marks(voteId) {
      const all = new Set<string>();
      for (const told of halls.get(voteId)?.values() ?? []) for (const mark of told.marks) all.add(mark);
      return all;
    },
  };
}
