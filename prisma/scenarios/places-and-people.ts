import { randomUUID } from "node:crypto";
import { appendMinute } from "#server/commands/minute-book";
import { type Db, instant, toDateColumn, toJson } from "#server/persistence/db";
import { insertResidents } from "#server/simulation/simulated-residents";
import { actInForce } from "~/domain/act/act-in-force";
import { powerOf } from "~/domain/act/catalogue";
import type { Tier } from "~/domain/act/s13-tiers";
import type { RoleKind } from "~/domain/permissions/actor";
import { addMonths, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";

// The bricks of example worlds, shared by the example district and the tests.

let made = 0;
/** A number that differs at every call within a process, for names and codes that must be unique. */
function next(): number {
  made += 1;
  return made;
}

export async function makeCouncil(db: Db, facts: { name?: string; slug?: string; gss?: string } = {}) {
  const n = next();
  return db.council.create({
    data: {
      name: facts.name ?? `Example Council ${n}`,
      slug: facts.slug ?? `example-council-${n}`,
      gss: facts.gss ?? `E07999${String(n).padStart(3, "0")}`,
      kind: "district",
    },
  });
}

export async function makeWard(
  db: Db,
  councilId: string,
  facts: { name?: string; gss?: string; electorate?: number | null } = {},
) {
  const n = next();
  const electorate = facts.electorate === undefined ? 400 : facts.electorate;
  return db.ward.create({
    data: {
      councilId,
      name: facts.name ?? `Example Ward ${n}`,
      gss: facts.gss ?? `E0599${String(n).padStart(4, "0")}`,
      vintage: 2025,
      electorate,
      electorateSource: electorate === null ? null : "Example register",
    },
  });
}

/** A person without a home or a role. */
export async function makePerson(db: Db, facts: { name?: string; email?: string; slug?: string } = {}) {
  const id = randomUUID();
  const email = facts.email ?? `${id}@example.org`;
  const person = await db.person.create({
    data: {
      id,
      name: facts.name ?? `Person ${next()}`,
      email,
      slug: facts.slug ?? null,
      createdAt: await instant(db),
    },
  });
  return { ...person, email };
}

/** Confirms people as residents of a ward from this instant on. */
export async function confirmHome(db: Db, personId: string, wardId: string, facts: { isAged16?: boolean } = {}) {
  const at = await instant(db);
  await db.residency.create({
    data: {
      personId,
      wardId,
      isAged16: facts.isAged16 ?? true,
      claimedAt: at,
      confirmedAt: at,
      confirmedBy: "officer",
    },
  });
}

/** A confirmed resident of a ward. */
export async function makeResident(
  db: Db,
  wardId: string,
  facts: { name?: string; slug?: string; isAged16?: boolean; email?: string } = {},
) {
  const person = await makePerson(db, facts);
  await confirmHome(db, person.id, wardId, facts);
  return person;
}

/** Many confirmed residents of a ward in two statements; answers their identifiers. */
export async function makeResidents(
  db: Db,
  wardId: string,
  count: number,
  nameOf: (index: number) => string = (i) => `Resident ${i + 1}`,
) {
  return insertResidents(db, wardId, count, { at: await instant(db), nameOf });
}

export async function appoint(db: Db, personId: string, kind: RoleKind, councilId: string | null, post: string) {
  return db.role.create({ data: { personId, kind, councilId, post, fromAt: await instant(db) } });
}

/** A parish that is already active, with powers, convenor and deputy: for tests whose subject is what comes after. */
export async function makeActiveParish(
  db: Db,
  facts: {
    councilId: string;
    wardIds: string[];
    convenorId: string;
    deputyId?: string;
    name?: string;
    slug?: string;
    termMonths?: number;
    startsOn?: CivilDate;
    powers?: { catalogueId: string; budgetYearPence?: bigint; budgetDecisionPence?: bigint; scope?: string }[];
    rules?: { [parameter: string]: number };
  },
) {
  const now = await instant(db);
  const n = next();
  const startsOn = facts.startsOn ?? civilDateOf(now);
  const termMonths = facts.termMonths ?? 12;
  const activeFromAt = startOfDay(startsOn);
  const sunsetAt = startOfDay(addMonths(startsOn, termMonths));
  const rules = { ...actInForce, parameters: facts.rules ?? {} };
  return db.$transaction(async (tx) => {
    const parish = await tx.parish.create({
      data: {
        slug: facts.slug ?? `example-parish-${n}`,
        name: facts.name ?? `Example Parish ${n}`,
        councilId: facts.councilId,
        problem: "The verges are bare and the bins overflow.",
        endPoint: "Greener, cleaner streets within a year.",
        startsOn: toDateColumn(startsOn),
        termStartsOn: toDateColumn(startsOn),
        termMonths,
        receiverName: "Example Residents' Association",
        ordinaryPublicity: "open",
        spendingPublicity: "turnout",
        rules: toJson(rules),
        electorate: 400,
        supportersNeeded: 10,
        createdAt: activeFromAt,
        gatheringOpenedAt: activeFromAt,
        gatheringEndsAt: activeFromAt,
        gatheringMetAt: activeFromAt,
        reviewCompletedAt: activeFromAt,
        approvedAt: activeFromAt,
        activeFromAt,
        sunsetAt,
        wards: { create: facts.wardIds.map((wardId) => ({ wardId })) },
        offices: {
          create: [
            { personId: facts.convenorId, office: "convenor", fromAt: activeFromAt },
            ...(facts.deputyId ? [{ personId: facts.deputyId, office: "deputy" as const, fromAt: activeFromAt }] : []),
          ],
        },
      },
    });
    for (const asked of facts.powers ?? [
      { catalogueId: "litter" },
      { catalogueId: "verges" },
      { catalogueId: "parking" },
    ]) {
      const entry = powerOf(asked.catalogueId);
      if (!entry) throw new Error(`no power ${asked.catalogueId} in the catalogue`);
      const scope = asked.scope ?? "Every street of the parish";
      const budgets = {
        budgetYearPence: asked.budgetYearPence ?? 250_000n,
        budgetDecisionPence: asked.budgetDecisionPence ?? 100_000n,
      };
      const request = await tx.powerRequest.create({
        data: {
          parishId: parish.id,
          catalogueId: asked.catalogueId,
          scope,
          budgetYearPence: budgets.budgetYearPence,
          decision: "grant",
          grantedBudgetYearPence: budgets.budgetYearPence,
          grantedBudgetDecisionPence: budgets.budgetDecisionPence,
          wrapper: "simulated_act",
          decidedAt: activeFromAt,
          officerName: "Sam Officer",
          officerPost: "Head of neighbourhoods",
          decisionReference: `EX/${n}`,
        },
      });
      await tx.power.create({
        data: {
          parishId: parish.id,
          requestId: request.id,
          catalogueId: asked.catalogueId,
          tier: entry.tier as Tier,
          service: entry.service,
          scope,
          conditions: "",
          ...budgets,
          grantedFrom: activeFromAt,
          lapsesAt: sunsetAt,
          isTrial: false,
          wrapper: "simulated_act",
          officerName: "Sam Officer",
          officerPost: "Head of neighbourhoods",
          decisionReference: `EX/${n}`,
        },
      });
    }
    await appendMinute(tx, parish.id, now, "parish_approved", { sunset: sunsetAt.toISOString(), termMonths });
    return parish;
  });
}
