import type { Actor } from "~/domain/permissions/actor";
import type { Read } from "../persistence/db";
import { findParishes } from "./find-parish";
import { listLate } from "./list-owed";
import { listParishes, toListed } from "./list-parishes";
import { listVotes } from "./list-votes";

const shown = 4;

/** The front page: votes that are open now, what councils are late with, and parishes, those of the reader's own ward first. */
export async function listHome(db: Read, now: Date, actor: Actor) {
  const [lists, late] = await Promise.all([listsOfHome(db, now, actor), listLate(db, now, shown)]);
  return { ...lists, late };
}

async function listsOfHome(db: Read, now: Date, actor: Actor) {
  const { open } = await listVotes(db, now);
  const here = actor.residency && { wards: { some: { wardId: actor.residency.wardId } } };
  const near = here ? (await findParishes(db, here, now, { take: shown })).map((found) => toListed(found, now)) : [];
  if (near.length > 0) return { votes: open.slice(0, shown), parishes: near, isNear: true };
  const live = { activeFromAt: { lte: now }, sunsetAt: { gt: now } };
  const first = { orderBy: [{ sunsetAt: "asc" as const }, { id: "asc" as const }], take: shown };
  const parishes = (await findParishes(db, live, now, first)).map((found) => toListed(found, now));
  if (parishes.length > 0) return { votes: open.slice(0, shown), parishes, isNear: false };
  const { parishes: others } = await listParishes(db, now, { size: shown });
  return { votes: open.slice(0, shown), parishes: others, isNear: false };
}
