import { powerOf } from "~/domain/act/catalogue";
import { powerHeldRuling } from "~/domain/act/s12-register";
import type { Tier } from "~/domain/act/s13-tiers";
import { isLive } from "~/domain/parish/parish-state";
import { shortDay } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { rulesOf } from "../persistence/db";
import { parishStateOf } from "./find-parish";
import { heldWithin, type PowerStanding } from "./get-register";

/** One power of one parish, in the table of who holds what where. */
export interface CouncilPower {
  key: string;
  parish: { slug: string; name: string };
  name: string;
  tier: Tier;
  /** The names of the wards of the parish. */
  wards: string[];
  from: string;
  until: string;
  standing: PowerStanding;
}

/**
 * Who holds what where (section 7): every power of every live parish of a council at an instant, by power and then by parish.
 *
 * @param which.ward the code of a ward, to see only what is held there; null for all
 */
export async function listCouncilPowers(
  db: Read,
  which: { councilId: string; ward: string | null },
  now: Date,
): Promise<CouncilPower[]> {
  const parishes = await db.parish.findMany({
    where: {
      councilId: which.councilId,
      approvedAt: { not: null },
      ...(which.ward === null ? {} : { wards: { some: { ward: { gss: which.ward } } } }),
    },
    include: { powers: true, wards: { select: { ward: { select: { name: true } } } } },
  });
  return parishes
    .filter((parish) => isLive(parishStateOf(parish, now)) && parish.rules !== null)
    .flatMap((parish) => {
      const wards = parish.wards.map(({ ward }) => ward.name).sort();
      return parish.powers.map((row): CouncilPower => {
        const power = heldWithin(parish, row);
        const ruling = powerHeldRuling(rulesOf(parish.rules), { power, now });
        return {
          key: row.id,
          parish: { slug: parish.slug, name: parish.name },
          name: powerOf(row.catalogueId)?.name ?? row.service,
          tier: row.tier,
          wards,
          from: shortDay(row.grantedFrom),
          until: shortDay(power.lapsesAt),
          standing: ruling.outcome as PowerStanding,
        };
      });
    })
    .filter(({ standing }) => standing !== "lapsed" && standing !== "revoked")
    .sort(
      (one, other) =>
        one.name.localeCompare(other.name, "en-GB") || one.parish.name.localeCompare(other.parish.name, "en-GB"),
    );
}
