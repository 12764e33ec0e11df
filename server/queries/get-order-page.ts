import { powerOf } from "~/domain/act/catalogue";
import { suspensionClearDays, suspensionEarliest } from "~/domain/act/s16-suspension";
import { grounds } from "~/domain/act/s36-coded-grounds";
import type { ParishState } from "~/domain/parish/parish-state";
import type { OrderView } from "~/domain/response/order-view";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { listOrders } from "./view-orders";

/** What an officer needs to suspend or revoke the powers of a parish, and to end that. */
export interface OrderPage {
  council: { id: string; slug: string; name: string };
  parish: { slug: string; name: string; state: ParishState };
  /** What an order may be about: each power that has not lapsed. The whole parish is one more. */
  powers: { value: string; label: string; hint: string }[];
  grounds: { value: string; label: string; hint: string }[];
  /** "Wednesday 16 December 2026". */
  earliest: string;
  clearDays: number;
  orders: OrderView[];
}

/** The page of a council on the powers that one of its parishes holds; null when it has no such parish. */
export async function getOrderPage(
  db: Read,
  which: { councilSlug: string; parishSlug: string },
  now: Date,
): Promise<OrderPage | null> {
  const found = await findParish(db, which.parishSlug, now);
  if (!found || found.row.council.slug !== which.councilSlug) return null;
  const powers = await db.power.findMany({
    where: { parishId: found.row.id, lapsesAt: { gt: now }, OR: [{ revokedAt: null }, { revokedAt: { gt: now } }] },
    orderBy: { catalogueId: "asc" },
  });
  return {
    council: found.row.council,
    parish: { slug: found.row.slug, name: found.row.name, state: found.state },
    powers: powers.map((power) => ({
      value: power.id,
      label: powerOf(power.catalogueId)?.name ?? power.service,
      hint: power.scope,
    })),
    grounds: grounds.map(({ code, name, explanation }) => ({ value: code, label: name, hint: explanation })),
    earliest: dayInWords(suspensionEarliest({ ground: "", noticeAt: now })),
    clearDays: suspensionClearDays,
    orders: await listOrders(db, found.row.id, now),
  };
}
