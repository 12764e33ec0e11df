import { z } from "zod";
import type { Read } from "../persistence/db";

/** What a collection can be narrowed by. */
export const filters = ["council", "parish", "state", "since"] as const;
export type Filter = (typeof filters)[number];

/** What is asked of a collection. Whatever narrows it has been checked: places are given by their identifiers. */
export interface Asked {
  now: Date;
  /** Only the item with this key. */
  one?: string;
  /** Only items that come after this place: what `placeOf` made of an item, which may be gone by now. */
  after?: string;
  /** Nothing more can come before this instant. What came about later is left out of a page in the order of instants, so that no reader misses it. */
  settledBefore?: Date;
  /** How many at most. */
  take: number;
  councilId?: string;
  parishId?: string;
  /** Only what came about at this instant or later. */
  since?: Date;
}

/** A kind of public thing: how it is called, what is told of each, and how it is read. One file under `collections` each. */
export interface Collection<Shape extends z.ZodObject = z.ZodObject> {
  /** Under which it is found and listed: `votes`, `popolo/motions`. */
  name: string;
  title: string;
  /** One of them, with its article: "a vote". */
  one: string;
  /** What it holds and in which order, in plain words. */
  description: string;
  item: Shape;
  /** The field that names an item in addresses, and that `after` takes. */
  key: string & keyof z.output<Shape>;
  /** The instant of an item that the order follows; left out where items are in the order of their keys. */
  at?(item: z.output<Shape>): string | null;
  /** How many are worked out for one answer at most, where each takes long; whoever asks for more gets so many, and the place to go on. */
  atMost?: number;
  /** Whether nothing in it is ever taken away, so that an item to go on after is there. */
  isFixed?: boolean;
  filters: readonly Filter[];
  /** Which instant `since` is compared with, in words. */
  since?: string;
  /**
   * Items in an order that never changes, as many as are asked for or fewer when there are no more. Takes a fixed number of statements, however
   * many items there are. What it answers is public at `now`, to anybody.
   */
  read(db: Read, asked: Asked): Promise<z.output<Shape>[]>;
  /** More that is told of one item when it is asked for by itself. */
  more?: { item: z.ZodObject; read(db: Read, key: string, now: Date): Promise<object> };
  /** For how many seconds an answer about this one item stays true whatever happens; left out where it may change at any time. */
  keeps?(item: z.output<Shape>): number;
}

/** Declares a collection: what `read` answers is checked against the schema when it is compiled. */
export function collection<Shape extends z.ZodObject>(of: Collection<Shape>): Collection {
  return of as unknown as Collection;
}

/** The states that a collection can be narrowed to: those of its field `state`. */
export function statesOf(of: Collection): readonly string[] {
  const { state } = of.item.shape;
  return state instanceof z.ZodEnum ? state.options.map(String) : [];
}

/** What the database is asked for one item, or for a page in the order of its key. */
export function byKey<Key extends string>(key: Key, { one, after, take }: Asked) {
  const which = one ?? (after === undefined ? undefined : { gt: after });
  return {
    take,
    orderBy: { [key]: "asc" } as { [name in Key]: "asc" },
    key: (which === undefined ? {} : { [key]: which }) as { [name in Key]?: string | { gt: string } },
  };
}

/** Between the instant and the key in a place. */
const placeMark = "~";

/** Where an item stands in the order of its collection, so that a reader can go on from there even when the item is gone. */
export function placeOf(of: Collection, item: Item): string {
  const key = String(item[of.key]);
  return of.at ? `${of.at(item)}${placeMark}${key}` : key;
}

/** The database knows no year 0, and years of more than four digits are written otherwise. */
export const firstYear = 1;
const lastYear = 9999;

/** The instant and the key of a place in a collection that follows instants; null for anything else. */
export function readPlace(text: string): { at: Date; key: string } | null {
  const mark = text.indexOf(placeMark);
  const instant = text.slice(0, mark);
  if (mark < 0 || !z.iso.datetime().safeParse(instant).success) return null;
  const at = new Date(instant);
  const year = at.getUTCFullYear();
  return year < firstYear || year >= lastYear ? null : { at, key: text.slice(mark + 1) };
}

type InTime<Name extends string> = { id?: string | { gt: string }; OR?: InTime<Name>[] } & {
  [name in Name]?: { gte?: Date; lt?: Date };
};

const aMillisecond = 1;

/**
 * What the database is asked for one item, or for a page in the order of an instant that never changes: in the order in which things came about, so
 * that what is new comes at the end. Instants are written to the millisecond.
 */
export function inTime<Name extends string>(name: Name, { one, after, since, settledBefore, take }: Asked) {
  const from = (at: Date) => ({ [name]: { gte: at } }) as InTime<Name>;
  const when: InTime<Name>[] = [];
  if (one !== undefined) when.push({ id: one } as InTime<Name>);
  if (since !== undefined) when.push(from(since));
  if (settledBefore !== undefined) when.push({ [name]: { lt: settledBefore } } as InTime<Name>);
  const last = after === undefined ? null : readPlace(after);
  if (last) {
    when.push(from(last.at));
    when.push({
      OR: [from(new Date(last.at.getTime() + aMillisecond)), { id: { gt: last.key } } as InTime<Name>],
    } as InTime<Name>);
  }
  return { when, page: { take, orderBy: [{ [name]: "asc" } as { [name in Name]: "asc" }, { id: "asc" as const }] } };
}

/** The condition that something belongs to the parish, or to a parish of the council, that was asked for. */
export function ofPlace({ parishId, councilId }: Asked) {
  return {
    ...(parishId === undefined ? {} : { parishId }),
    ...(councilId === undefined ? {} : { parish: { councilId } }),
  };
}

/** The same for what belongs to a proposal. */
export function ofProposalIn(asked: Asked) {
  const of = ofPlace(asked);
  return Object.keys(of).length === 0 ? {} : { proposal: of };
}

/** What was asked for as a statement in SQL takes it: what was left out is null. */
export function inSql({ one, after, councilId, parishId }: Asked) {
  return { one: one ?? null, after: after ?? null, councilId: councilId ?? null, parishId: parishId ?? null };
}

/** The columns of a place that are told where something is of it. */
export const placeColumns = { select: { slug: true, name: true } } as const;

type Item = Record<string, unknown>;

/** A page of a collection. */
export interface Page {
  items: Item[];
  /** The place to go on after; null at the end. */
  next: string | null;
}

/** A state follows from facts and the clock, so items are read first and told apart afterwards: so many at once, and so many at most. */
const scanAtOnce = 500;
const scanAtMost = 2_000;

/**
 * A page of a collection.
 *
 * @param state only items in this state. Where it is rare a page may hold fewer items than asked for, and even none, while `next` leads on.
 */
export async function readPage(
  of: Collection,
  db: Read,
  { state, ...asked }: Asked & { state?: string },
): Promise<Page> {
  const { atMost = scanAtMost } = of;
  const limit = Math.min(asked.take, atMost);
  const items: Item[] = [];
  let after = asked.after;
  for (let seen = 0; ; ) {
    const take = state === undefined ? limit + 1 : Math.min(scanAtOnce, atMost);
    const read = await of.read(db, { ...asked, after, take });
    for (const item of read) {
      if (state !== undefined && item.state !== state) continue;
      if (items.length === limit) return { items, next: placeOf(of, items[limit - 1] as Item) };
      items.push(item);
    }
    seen += read.length;
    const last = read.at(-1);
    if (!last || read.length < take) return { items, next: null };
    after = placeOf(of, last);
    if (seen >= Math.min(scanAtMost, atMost) || items.length === limit) return { items, next: after };
  }
}

/**
 * Every item of a collection, page after page, so that a long one needs no more memory than a short one.
 *
 * @param take how many are read at once
 */
export async function* readAll(
  of: Collection,
  db: Read,
  { state, ...asked }: Asked & { state?: string },
  take = Math.min(scanAtOnce, of.atMost ?? scanAtOnce),
) {
  for (let after = asked.after; ; ) {
    const items = await of.read(db, { ...asked, after, take });
    yield items.filter((item) => state === undefined || item.state === state);
    const last = items.at(-1);
    if (!last || items.length < take) return;
    after = placeOf(of, last);
  }
}
