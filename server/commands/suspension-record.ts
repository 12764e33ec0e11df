import { powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { isIdentifier } from "~/domain/record/identifier";
import { announce } from "../notices/announce";
import { lockParish, type Prisma, type Tx } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { asOf } from "./as-of";
import { appendMinute } from "./minute-book";

const orderShape = { power: true, appeal: true } satisfies Prisma.SuspensionInclude;

/** An order of a council with the power that it is about and the appeal against it. */
export type Order = Prisma.SuspensionGetPayload<{ include: typeof orderShape }>;

/** An order whose parish is locked, as both stand at the instant that was read after the lock. */
export interface HeldOrder {
  now: Date;
  found: FoundParish;
  order: Order;
}

/**
 * Locks the parish that an order is about, reads the clock and loads both, and what whoever asks holds now. Answers null when there is no such order.
 */
export async function holdOrder<A extends Actor>(
  tx: Tx,
  asking: A,
  suspensionId: string,
): Promise<(HeldOrder & { actor: A }) | null> {
  if (!isIdentifier(suspensionId)) return null;
  const known = await tx.suspension.findUnique({ where: { id: suspensionId }, select: { parishId: true } });
  const now = known && (await lockParish(tx, known.parishId));
  const found = now && (await findParishById(tx, known.parishId, now));
  const order = await tx.suspension.findUnique({ where: { id: suspensionId }, include: orderShape });
  return found && order ? { now, found, order, actor: await asOf(tx, asking) } : null;
}

export const noSuchOrder = "There is no such suspension or revocation.";

/**
 * Has the power, or the parish, follow its orders: from which instant one suspends or revokes it.
 *
 * @param from null when the order has ended
 */
export async function followOrder(
  tx: Tx,
  order: Pick<Order, "kind" | "powerId" | "parishId">,
  from: Date | null,
): Promise<void> {
  const data = order.kind === "suspend" ? { suspendedAt: from } : { revokedAt: from };
  if (order.powerId) await tx.power.update({ where: { id: order.powerId }, data });
  else await tx.parish.update({ where: { id: order.parishId }, data });
}

/** What an order is about, inside a sentence: a power by its name, or the whole parish. */
export function aboutWords(found: FoundParish, power: { catalogueId: string; service: string } | null): string {
  return power
    ? `the power "${powerOf(power.catalogueId)?.name ?? power.service}" of ${found.row.name}`
    : found.row.name;
}

/** Writes what happened to an order into the minute book, and tells the parish roll. */
export async function recordOrder(
  tx: Tx,
  { now, found, order }: HeldOrder,
  entry: EntryKind,
  told: { title: string; ruling: Ruling; reasons: string; body: Record<string, string | undefined> },
): Promise<void> {
  const { ruling, reasons } = told;
  await appendMinute(tx, found.row.id, now, entry, {
    suspension: order.id,
    does: order.kind,
    power: order.power?.catalogueId,
    powerId: order.powerId ?? undefined,
    ...told.body,
    reasons,
    sentence: ruling.sentence,
    sections: ruling.sections,
    actVersion: ruling.actVersion,
    scheduleVersion: ruling.scheduleVersion,
  });
  await announce(tx, {
    key: `${entry}:${order.id}`,
    kind: "powers",
    parishId: found.row.id,
    own: found.row.offices.map(({ personId }) => personId),
    title: told.title,
    text: `${ruling.sentence} The reasons: ${reasons}`,
    path: `/parishes/${found.row.slug}/powers`,
  });
}
