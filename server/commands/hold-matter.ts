import type { Actor } from "~/domain/permissions/actor";
import type { MatterKind } from "~/domain/response/matters";
import { instant, lockParish, type Tx } from "../persistence/db";
import { type FoundMatter, findMatter } from "../queries/find-matters";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { type MatterPeople, matterPeople } from "../queries/matter-people";
import { asOf } from "./as-of";
import { refused } from "./outcome";

/** A matter before the Commissioner whose parish is locked, as it stands at the instant that was read after the lock. */
export interface HeldMatter {
  now: Date;
  matter: FoundMatter;
  found: FoundParish;
  people: MatterPeople;
}

/**
 * Locks the parish that a matter is about, reads the clock and loads it, and what whoever asks holds now. Answers null when there is no such matter.
 */
export async function holdMatter<A extends Actor>(
  tx: Tx,
  asking: A,
  kind: MatterKind,
  id: string,
): Promise<(HeldMatter & { actor: A }) | null> {
  const known = await findMatter(tx, kind, id, await instant(tx));
  const now = known && (await lockParish(tx, known.parish.id));
  const matter = now && (await findMatter(tx, kind, id, now));
  const found = matter && (await findParishById(tx, matter.parish.id, now));
  if (!found) return null;
  return { now, matter, found, people: await matterPeople(tx, matter, found), actor: await asOf(tx, asking) };
}

export const noSuchMatter = () => refused("not_found", "There is nothing like this before the Commissioner.");

/** What minutes of a parish say a matter is about. */
export function minutedMatter({ matter }: HeldMatter) {
  const { kind, id, title, proposal, voteId } = matter;
  return { matter: kind, matterId: id, about: title, proposal: proposal?.number, vote: voteId ?? undefined };
}
