import { receiveDuty } from "#server/commands/receive-duty";
import { settleVotes } from "#server/commands/settle-votes";
import { toDateColumn, toJson } from "#server/persistence/db";
import { actInForce } from "~/domain/act/act-in-force";
import type { Actor } from "~/domain/permissions/actor";
import { addDays, type CivilDate, civilDateOf } from "~/domain/time/civil";
import {
  appoint,
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, type World } from "./world";

/** A council with its people, and another council's officer. */
export interface Chamber {
  councilId: string;
  slug: string;
  officer: Actor;
  /** A second officer of the same council. */
  colleague: Actor;
  councillor: Actor;
  /** An officer of another council. */
  foreigner: Actor;
  /** Lives in the council's area, holds no role. */
  resident: Actor;
}

export async function makeChamber(world: World): Promise<Chamber> {
  const { db } = world.app;
  const council = await makeCouncil(db);
  const other = await makeCouncil(db);
  const ward = await makeWard(db, council.id);
  const holder = async (name: string, kind: "officer" | "councillor", councilId: string, post: string) => {
    const person = await makePerson(db, { name });
    await appoint(db, person.id, kind, councilId, post);
    return world.app.loadActor(person.id);
  };
  return {
    councilId: council.id,
    slug: council.slug,
    officer: await holder("Sam Officer", "officer", council.id, "Head of neighbourhoods"),
    colleague: await holder("Kit Colleague", "officer", council.id, "Head of parks"),
    councillor: await holder("Robin Councillor", "councillor", council.id, "Councillor for Mill"),
    foreigner: await holder("Flo Foreigner", "officer", other.id, "Head of streets"),
    resident: await world.app.loadActor((await makeResident(db, ward.id)).id),
  };
}

/** A decision of a parish of its own, passed by a vote that has just closed, as it lies on the council's docket. */
export interface Decision {
  parishId: string;
  parishSlug: string;
  proposalId: string;
  number: number;
  dutyId: string;
  seconders: Actor[];
  receivedAt: Date;
}

/** Passes a proposal by a real vote. The power decides the tier: litter is A, verges B, parking C. */
export async function makeDecision(
  world: World,
  chamber: Chamber,
  facts: {
    power?: "litter" | "verges" | "parking";
    seconders?: number;
    costPence?: bigint;
    measureOn?: CivilDate;
    parish?: string;
    title?: string;
    baseline?: string;
    target?: string;
  } = {},
): Promise<Decision> {
  const { db } = world.app;
  const wardId = (await makeWard(db, chamber.councilId)).id;
  const author = await makeResident(db, wardId, { name: "Asha Rahman" });
  const parish = await makeActiveParish(db, {
    councilId: chamber.councilId,
    wardIds: [wardId],
    convenorId: author.id,
    name: facts.parish,
  });
  const residents = await makeResidents(db, wardId, 8);
  const secondedBy = residents.slice(0, facts.seconders ?? 3);
  const power = await db.power.findFirstOrThrow({
    where: { parishId: parish.id, catalogueId: facts.power ?? "verges" },
  });
  const opensAt = await world.app.now();
  const proposal = await db.proposal.create({
    data: {
      parishId: parish.id,
      number: 1,
      authorId: author.id,
      title: facts.title ?? "Plant the verge on Mill Lane",
      powerId: power.id,
      change: "Wild flowers are sown on the verge on Mill Lane.",
      place: "Mill Lane",
      costPence: facts.costPence ?? 0n,
      measure: "Bees counted in an hour",
      baseline: facts.baseline,
      target: facts.target,
      measureOn: facts.measureOn ? toDateColumn(facts.measureOn) : null,
      class: "ordinary",
      rules: toJson(actInForce),
      secondersNeeded: secondedBy.length,
      createdAt: opensAt,
      submittedAt: opensAt,
      secondedAt: opensAt,
      noticeAt: opensAt,
      seconders: { create: secondedBy.map((personId) => ({ personId, at: opensAt })) },
    },
  });
  await db.parish.update({ where: { id: parish.id }, data: { proposalCount: 1 } });
  const vote = await makeVote(world, {
    parishId: parish.id,
    proposalId: proposal.id,
    opensAt,
    closesAt: new Date(opensAt.getTime() + 60 * 60_000),
  });
  await settleVotes(world.app.context);
  for (const personId of residents.slice(0, 5)) {
    const cast = await castAs(world, personId, vote.id, "for");
    if (!cast.ok) throw new Error(cast.refused.message);
  }
  await world.moveTo(new Date(vote.closesAt.getTime() + 1000));
  await settleVotes(world.app.context);
  const duty = await db.duty.findUniqueOrThrow({ where: { proposalId: proposal.id } });
  return {
    parishId: parish.id,
    parishSlug: parish.slug,
    proposalId: proposal.id,
    number: proposal.number,
    dutyId: duty.id,
    seconders: await Promise.all(secondedBy.map((personId) => world.app.loadActor(personId))),
    receivedAt: duty.receivedAt,
  };
}

/** A charter that has its supporters and lies with the council. */
export interface CharterInReview {
  parishId: string;
  parishSlug: string;
  dutyId: string;
  wardId: string;
  /** Request by the power's id in the catalogue. */
  requests: Record<string, string>;
}

export async function makeCharterInReview(
  world: World,
  chamber: Chamber,
  facts: { powers?: string[]; wardId?: string } = {},
): Promise<CharterInReview> {
  const { db } = world.app;
  const at = await world.app.now();
  const wardId = facts.wardId ?? (await makeWard(db, chamber.councilId)).id;
  const founder = await makeResident(db, wardId, { name: "Fay Founder" });
  const startsOn = addDays(civilDateOf(at), 120);
  return db.$transaction(async (tx) => {
    const parish = await tx.parish.create({
      data: {
        slug: `charter-${crypto.randomUUID().slice(0, 8)}`,
        name: "Mill Lane Parish",
        councilId: chamber.councilId,
        problem: "The verges are bare.",
        endPoint: "Every verge is planted.",
        startsOn: toDateColumn(startsOn),
        termMonths: 12,
        rules: toJson(actInForce),
        createdAt: at,
        gatheringOpenedAt: at,
        gatheringEndsAt: new Date(at.getTime() + 60 * 86_400_000),
        gatheringMetAt: at,
        wards: { create: [{ wardId }] },
        founders: { create: [{ personId: founder.id, joinedAt: at }] },
        powerRequests: {
          create: (facts.powers ?? ["litter", "verges"]).map((catalogueId) => ({
            catalogueId,
            scope: "Every street of the parish",
            budgetYearPence: 200_000n,
          })),
        },
      },
      include: { powerRequests: true },
    });
    const dutyId = await receiveDuty(tx, {
      kind: "charter_review",
      councilId: chamber.councilId,
      parishId: parish.id,
      proposalId: null,
      receivedAt: at,
      rules: actInForce,
      termDays: undefined,
    });
    return {
      parishId: parish.id,
      parishSlug: parish.slug,
      dutyId,
      wardId,
      requests: Object.fromEntries(parish.powerRequests.map((one) => [one.catalogueId, one.id])),
    };
  });
}

/** Kinds of the entries in a parish's minute book, in order. */
export async function minutesOf(world: World, parishId: string): Promise<string[]> {
  const entries = await world.app.db.minuteEntry.findMany({ where: { parishId }, orderBy: { number: "asc" } });
  return entries.map((entry) => entry.kind);
}

/** The body of a parish's last entry of a kind. */
export async function lastMinute(world: World, parishId: string, kind: string): Promise<Record<string, unknown>> {
  const entry = await world.app.db.minuteEntry.findFirstOrThrow({
    where: { parishId, kind },
    orderBy: { number: "desc" },
  });
  return entry.body as Record<string, unknown>;
}
