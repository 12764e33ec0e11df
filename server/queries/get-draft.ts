import { createHash } from "node:crypto";
import { catalogue } from "~/domain/act/catalogue";
import type { Rules } from "~/domain/act/ruling";
import type { HeldElsewhere } from "~/domain/act/s07-overlap";
import { type Charter, type CharterPart, contentOf, type FoundingFacts, foundingGaps } from "~/domain/parish/founding";
import type { Plain } from "~/domain/record/canonical";
import { canonical } from "~/domain/record/canonical";
import { type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { rulesInForce } from "../commands/rules-in-force";
import { fromDateColumn, type Read } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { findPowersElsewhere } from "./find-powers-elsewhere";

/** Somebody who put their name to a charter. */
export interface DraftFounder {
  id: string;
  name: string;
  /** Whether they are confirmed as living in the area now; only those count (section 4). */
  isInArea: boolean;
}

/** A charter that is being written, with everything that the rules of founding look at. */
export interface Draft {
  found: FoundParish;
  /** Those frozen when gathering opened; before that, those in force now. */
  rules: Rules;
  today: CivilDate;
  charter: Charter;
  founders: DraftFounder[];
  heldElsewhere: HeldElsewhere[];
}

const catalogueOrder: ReadonlyMap<string, number> = new Map(catalogue.map((power, index) => [power.id, index]));

/** The text of a parish's charter as it was written. */
export async function loadCharter(db: Read, found: FoundParish): Promise<Charter> {
  const { row } = found;
  // One after the other: a transaction has one connection.
  const priorityActions = await db.priorityAction.findMany({
    where: { parishId: row.id },
    orderBy: { position: "asc" },
  });
  const requests = await db.powerRequest.findMany({ where: { parishId: row.id } });
  // Whoever holds an office later, the charter names those who were first.
  const offices = await db.parishOffice.findMany({
    where: { parishId: row.id },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  const holder = (office: "convenor" | "deputy") => offices.find((one) => one.office === office)?.personId ?? null;
  return {
    name: row.name,
    problem: row.problem,
    endPoint: row.endPoint,
    wards: row.wards.map(({ ward }) => ward).sort((one, other) => one.name.localeCompare(other.name, "en-GB")),
    startsOn: row.startsOn && fromDateColumn(row.startsOn),
    termMonths: row.termMonths,
    priorityActions: priorityActions.map(({ action, measure, baseline, target, dueOn }) => ({
      action,
      measure,
      baseline,
      target,
      dueOn: fromDateColumn(dueOn),
    })),
    powers: requests
      .map(({ catalogueId, scope, budgetYearPence }) => ({
        catalogueId,
        scope,
        budgetYearPence: Number(budgetYearPence),
      }))
      .sort((one, other) => (catalogueOrder.get(one.catalogueId) ?? 0) - (catalogueOrder.get(other.catalogueId) ?? 0)),
    amountPence: Number(row.moneyAskedPence),
    moneyType: row.moneyType,
    moneyPurpose: row.moneyPurpose,
    convenorId: holder("convenor"),
    deputyId: holder("deputy"),
    ordinaryPublicity: row.ordinaryPublicity,
    spendingPublicity: row.spendingPublicity,
    receiverName: row.receiverName,
    receiverTakes: row.receiverTakes,
  };
}

async function listFounders(db: Read, found: FoundParish): Promise<DraftFounder[]> {
  const founders = await db.founder.findMany({
    where: { parishId: found.row.id },
    orderBy: [{ joinedAt: "asc" }, { personId: "asc" }],
    select: {
      person: {
        select: {
          id: true,
          name: true,
          residencies: {
            where: { endedAt: null, refusedAt: null, confirmedAt: { not: null } },
            select: { wardId: true },
          },
        },
      },
    },
  });
  return founders.map(({ person }) => ({
    id: person.id,
    name: person.name,
    isInArea: person.residencies.some((residency) => found.wardIds.includes(residency.wardId)),
  }));
}

/** Everything about a charter that is being written. Read under the parish's lock by commands. */
export async function loadDraft(db: Read, found: FoundParish, now: Date): Promise<Draft> {
  const rules = found.rules ?? (await rulesInForce(db, found.row.councilId, now));
  const charter = await loadCharter(db, found);
  const founders = await listFounders(db, found);
  // A power that another parish will have lost by the time this one starts does not stand in its way.
  const stated = charter.startsOn && startOfDay(charter.startsOn);
  const from = stated && stated > now ? stated : now;
  return {
    found,
    rules,
    today: civilDateOf(now),
    charter,
    founders,
    heldElsewhere: await findPowersElsewhere(db, { parishId: found.row.id, wardIds: found.wardIds, now: from }),
  };
}

/** What the Act's rulings on founding look at. */
export function foundingFacts(draft: Draft): FoundingFacts {
  return {
    charter: draft.charter,
    foundersInArea: draft.founders.filter((founder) => founder.isInArea).length,
    heldElsewhere: draft.heldElsewhere,
  };
}

/** What a charter still lacks, and which offices are promised to somebody who is no founder from the area. */
export function draftGaps(draft: Draft) {
  const gaps = foundingGaps(draft.rules, draft.charter, draft.today);
  for (const office of ["convenor", "deputy"] as const) {
    const holderId = office === "convenor" ? draft.charter.convenorId : draft.charter.deputyId;
    const holder = draft.founders.find((founder) => founder.id === holderId);
    if (holderId !== null && !holder?.isInArea) {
      gaps.push({
        part: "offices" as const,
        field: `${office}Id`,
        message: `The ${office} must be a founder who is confirmed as living in the area.`,
      });
    }
  }
  return gaps;
}

/**
 * Names the wording of one part of a charter. A page carries it, and a save that names another wording is told that somebody else was
 * there in between.
 */
export function versionOf(charter: Charter, part: CharterPart): string {
  const plain = JSON.parse(JSON.stringify(contentOf(charter, part))) as Plain;
  return createHash("sha256").update(canonical(plain)).digest("hex").slice(0, 16);
}
