import { powerOf } from "~/domain/act/catalogue";
import { isInForce } from "~/domain/act/s16-suspension";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import type { AppealView, OrderView } from "~/domain/response/order-view";
import { instantInWords } from "~/domain/time/words";
import type { Prisma, Read } from "../persistence/db";

export const orderShape = {
  power: { select: { catalogueId: true, service: true } },
  appeal: true,
} satisfies Prisma.SuspensionInclude;

type OrderRow = Prisma.SuspensionGetPayload<{ include: typeof orderShape }>;
type AppealRow = NonNullable<OrderRow["appeal"]>;

/** What an order is viewed from: its row, or what the minute book says of it. */
export type OrderFacts = Omit<OrderRow, "parishId" | "officerId" | "endedById" | "appeal"> & {
  appeal: Omit<AppealRow, "suspensionId" | "byId" | "decidedById"> | null;
};

/** An order as it stands at an instant. */
export function viewOrder(row: OrderFacts, now: Date): OrderView {
  const ground = groundOf(row.ground);
  return {
    id: row.id,
    kind: row.kind,
    powerId: row.powerId,
    about: row.power ? (powerOf(row.power.catalogueId)?.name ?? row.power.service) : "The whole parish",
    standing: row.endedHow ?? (isInForce(row, now) ? "in_force" : "announced"),
    ground: ground?.name ?? "",
    explanation: ground?.explanation ?? "",
    reasons: row.reasons,
    orderedBy: `${row.officerName}, ${row.officerPost}`,
    orderedAt: instantInWords(row.noticeAt),
    takesEffect: instantInWords(row.takesEffectAt),
    tookEffect: isInForce({ ...row, endedAt: null }, row.endedAt ?? now),
    ended: row.endedAt && {
      at: instantInWords(row.endedAt),
      by: `${row.endedByName}, ${row.endedByPost}`,
      reasons: row.endedReasons,
    },
    appeal: row.appeal && viewAppeal(row.appeal),
  };
}

function viewAppeal(row: NonNullable<OrderFacts["appeal"]>): AppealView {
  const { finding, decidedAt } = row;
  return {
    at: instantInWords(row.at),
    by: row.byName,
    reasons: row.reasons,
    found:
      finding && decidedAt
        ? { finding, at: instantInWords(decidedAt), by: row.decidedByName, reasons: row.findingReasons }
        : null,
  };
}

/** Every order about a parish and its powers, those that stand first, then the newest. */
export async function listOrders(db: Read, parishId: string, now: Date): Promise<OrderView[]> {
  const rows = await db.suspension.findMany({
    where: { parishId },
    orderBy: [{ noticeAt: "desc" }, { id: "asc" }],
    include: orderShape,
  });
  return viewOrders(rows, now);
}

/** Orders, the newest first, as they are listed: those that stand come before the others. */
export function viewOrders(rows: readonly OrderFacts[], now: Date): OrderView[] {
  const views = rows.map((row) => viewOrder(row, now));
  return [...views.filter(({ ended }) => !ended), ...views.filter(({ ended }) => ended)];
}
