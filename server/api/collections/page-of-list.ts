import type { Asked } from "../collection";

/** A page of what is no table but a list in the program, in its own order. */
export function pageOfList<Item>(all: readonly Item[], key: keyof Item, { one, after, take }: Asked): Item[] {
  if (one !== undefined) return all.filter((item) => item[key] === one);
  const last = after === undefined ? -1 : all.findIndex((item) => item[key] === after);
  return after !== undefined && last < 0 ? [] : all.slice(last + 1, last + 1 + take);
}
