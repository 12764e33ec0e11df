import type { Actor } from "~/domain/permissions/actor";
import { loadActor } from "../auth/load-actor";
import type { Tx } from "../persistence/db";

/**
 * Somebody with what they hold now. What they held when they asked may have been taken while they waited for a lock, so whatever is done under
 * a lock is done as this actor: nobody acts in a post, an office or a home that has ended.
 */
export async function asOf<A extends Actor>(tx: Tx, asking: A): Promise<A> {
  const { personId, network } = asking;
  return { ...asking, ...(await loadActor(tx, personId)), personId, network };
}
