import { powerOf } from "~/domain/act/catalogue";
import type { Read } from "../persistence/db";
import { oldSunsetOf } from "./find-parish";

/** A power that was given on trial and is not reviewed. */
export interface Trial {
  powerId: string;
  name: string;
  grantedFrom: Date;
  /** When it lapses if nobody reviews it. */
  endsAt: Date;
  sunsetAt: Date;
  parish: { id: string; slug: string; name: string; councilId: string };
}

/** Trials that run at an instant, end before their parish and have no review, soonest to end first. One that the council must first confirm for a new term is none of them. */
export async function findTrials(
  db: Read,
  which: { councilId?: string; parishId?: string; powerId?: string; endsBy?: Date },
  now: Date,
): Promise<Trial[]> {
  const { councilId, parishId, powerId, endsBy } = which;
  const powers = await db.power.findMany({
    where: {
      id: powerId,
      parishId,
      isTrial: true,
      review: null,
      lapsesAt: { gt: now, lte: endsBy },
      OR: [{ revokedAt: null }, { revokedAt: { gt: now } }],
      parish: { councilId },
    },
    orderBy: [{ lapsesAt: "asc" }, { id: "asc" }],
    include: { parish: true },
  });
  return powers.flatMap(({ id, catalogueId, service, grantedFrom, lapsesAt, parish }) => {
    const { sunsetAt } = parish;
    if (!sunsetAt || lapsesAt >= sunsetAt || lapsesAt.getTime() === oldSunsetOf(parish)?.getTime()) return [];
    return {
      powerId: id,
      name: powerOf(catalogueId)?.name ?? service,
      grantedFrom,
      endsAt: lapsesAt,
      sunsetAt,
      parish: { id: parish.id, slug: parish.slug, name: parish.name, councilId: parish.councilId },
    };
  });
}
