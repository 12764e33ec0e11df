import { isIdentifier } from "~/domain/record/identifier";
import type { OrderView } from "~/domain/response/order-view";
import type { Prisma, Read } from "../persistence/db";
import { orderShape, viewOrder } from "./view-orders";

/** An order that a parish has appealed against, for the Commissioner and everybody. */
export interface ListedAppeal {
  order: OrderView;
  parish: { slug: string; name: string };
  council: { slug: string; name: string };
  /** Whether the parish waits for the Commissioner. */
  isOpen: boolean;
}

const shape = {
  ...orderShape,
  parish: { select: { id: true, slug: true, name: true, council: { select: { slug: true, name: true } } } },
} satisfies Prisma.SuspensionInclude;

function toListed(row: Prisma.SuspensionGetPayload<{ include: typeof shape }>, now: Date): ListedAppeal {
  const { slug, name, council } = row.parish;
  return {
    order: viewOrder(row, now),
    parish: { slug, name },
    council,
    isOpen: row.appeal?.decidedAt === null,
  };
}

/** Appeals before the Commissioner: open ones first, the one that waits longest on top; then those decided, the latest first. */
export async function listAppeals(db: Read, now: Date): Promise<ListedAppeal[]> {
  const [open, decided] = await Promise.all([
    db.suspension.findMany({
      where: { appeal: { is: { decidedAt: null } } },
      orderBy: [{ appeal: { at: "asc" } }, { id: "asc" }],
      include: shape,
    }),
    db.suspension.findMany({
      where: { appeal: { is: { decidedAt: { not: null } } } },
      orderBy: [{ appeal: { decidedAt: "desc" } }, { id: "asc" }],
      include: shape,
    }),
  ]);
  return [...open, ...decided].map((row) => toListed(row, now));
}

/** An order of a council with its parish, whether or not somebody has appealed; null when there is none. */
export async function getOrder(
  db: Read,
  suspensionId: string,
  now: Date,
): Promise<(ListedAppeal & { parishId: string }) | null> {
  if (!isIdentifier(suspensionId)) return null;
  const row = await db.suspension.findUnique({ where: { id: suspensionId }, include: shape });
  return row ? { ...toListed(row, now), parishId: row.parish.id } : null;
}
