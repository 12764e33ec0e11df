import { addArgument } from "#server/commands/add-argument";
import type { Outcome, Refused } from "#server/commands/outcome";
import { secondProposal } from "#server/commands/second-proposal";
import { submitProposal } from "#server/commands/submit-proposal";
import { proposalStanding } from "#server/queries/proposal-facts";
import type { Actor } from "~/domain/permissions/actor";
import { addDays, type CivilDate, civilDateOf, isCivilDate } from "~/domain/time/civil";
import type { ProposalInput } from "~/forms/proposal";
import {
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { type World, worldStart } from "./world";

/** A parish with people in it, to propose in. */
export interface Neighbourhood {
  parishId: string;
  slug: string;
  councilId: string;
  wardId: string;
  powers: Record<string, string>;
  author: Actor;
  convenor: Actor;
  /** Residents other than author and convenor. */
  residents: string[];
  /** Lives in another parish of the same council and is its convenor. */
  neighbour: Actor;
  /** Signed in, lives nowhere. */
  observer: Actor;
  actorOf(personId: string): Promise<Actor>;
}

/** Makes a parish of its own with `people` on its roll, author and convenor included. */
export async function makeNeighbourhood(
  world: World,
  facts: {
    people?: number;
    /** A council that is there already; one of its own when left out. */
    councilId?: string;
    name?: string;
    termMonths?: number;
    rules?: { [parameter: string]: number };
    startsOn?: CivilDate;
  } = {},
): Promise<Neighbourhood> {
  const db = world.app.db;
  const councilId = facts.councilId ?? (await makeCouncil(db)).id;
  const wardId = (await makeWard(db, councilId)).id;
  const otherWardId = (await makeWard(db, councilId)).id;
  if (facts.rules) {
    await db.schedule.create({
      data: { councilId, version: 1, commencesAt: new Date("2020-01-01T00:00:00Z"), parameters: facts.rules },
    });
  }
  const [author, convenor, neighbour] = await Promise.all([
    makeResident(db, wardId, { name: "Asha Rahman" }),
    makeResident(db, wardId, { name: "Cleo Convenor" }),
    makeResident(db, otherWardId, { name: "Nia Neighbour" }),
  ]);
  const residents = await makeResidents(db, wardId, Math.max(0, (facts.people ?? 42) - 2));
  const { people: _people, ...parishFacts } = facts;
  const parish = await makeActiveParish(db, {
    ...parishFacts,
    councilId,
    wardIds: [wardId],
    convenorId: convenor.id,
  });
  await makeActiveParish(db, { councilId, wardIds: [otherWardId], convenorId: neighbour.id });
  const powers = await db.power.findMany({ where: { parishId: parish.id } });
  const observer = await makePerson(db, { name: "Otto Observer" });
  const actorOf = (personId: string) => world.app.loadActor(personId);
  return {
    parishId: parish.id,
    slug: parish.slug,
    councilId,
    wardId,
    powers: Object.fromEntries(powers.map((power) => [power.catalogueId, power.id])),
    author: await actorOf(author.id),
    convenor: await actorOf(convenor.id),
    neighbour: await actorOf(neighbour.id),
    observer: await actorOf(observer.id),
    residents,
    actorOf,
  };
}

let titles = 0;

/** A whole proposal under the litter power (tier A), free of cost unless said otherwise. */
export function proposalText(place: Neighbourhood, more: Partial<ProposalInput> = {}): ProposalInput {
  titles += 1;
  return {
    draft: undefined,
    revision: undefined,
    title: `Empty the bins twice a week, number ${titles}`,
    powerId: place.powers.litter,
    change: "The bins on Mill Lane are emptied on Mondays and Thursdays.",
    place: "Mill Lane",
    startsOn: inDays(30),
    cost: 0,
    moneyType: undefined,
    moneySource: "",
    whoPaysAfter: "",
    measure: "Bins found overflowing in a week",
    baseline: "Nine",
    target: "Two",
    measureOn: inDays(60),
    ...more,
  };
}

/** The same with a cost in pence and everything that section 18 asks about it. */
export function spendingText(place: Neighbourhood, cost: number, more: Partial<ProposalInput> = {}): ProposalInput {
  return proposalText(place, {
    cost,
    moneyType: "one_off",
    moneySource: "The parish's litter budget",
    whoPaysAfter: "Nothing is left to pay",
    ...more,
  });
}

/** A day so many days after the one on which the world begins. */
function inDays(days: number): CivilDate {
  return addDays(civilDateOf(worldStart), days);
}

export function civil(text: string): CivilDate {
  if (!isCivilDate(text)) throw new Error(`${text} is no day`);
  return text;
}

/** The value of an outcome that must be good. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refused.code}: ${outcome.refused.message}`);
  return outcome.value;
}

/** The refusal of an outcome that must be one. */
export function refusalOf(outcome: Outcome<unknown>): Refused {
  if (outcome.ok) throw new Error("it was accepted");
  return outcome.refused;
}

/** Puts a proposal forward and answers its identifier and number. */
export async function putForward(
  world: World,
  place: Neighbourhood,
  proposal: ProposalInput = proposalText(place),
): Promise<{ id: string; number: number }> {
  const draftId = crypto.randomUUID();
  const outcome = await submitProposal(world.app.context, place.author, {
    parishId: place.parishId,
    draftId,
    proposal,
  });
  return { id: draftId, number: accepted(outcome).number };
}

/** Has as many residents second a proposal as it needs. */
export async function findSeconders(world: World, place: Neighbourhood, proposalId: string): Promise<void> {
  const { secondersNeeded } = await world.app.db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
  for (const personId of place.residents.slice(0, secondersNeeded ?? 0)) {
    accepted(await secondProposal(world.app.context, await place.actorOf(personId), { proposalId }));
  }
}

/** A proposal that has its seconders. */
export async function putAndSecond(world: World, place: Neighbourhood, proposal?: ProposalInput) {
  const put = await putForward(world, place, proposal);
  await findSeconders(world, place, put.id);
  return put;
}

export async function standingOf(world: World, place: Neighbourhood, proposalId: string) {
  const standing = await proposalStanding(world.app.db, place.parishId, proposalId, await world.app.now());
  if (!standing) throw new Error("there is no such proposal");
  return standing;
}

/** Kinds of the entries in the parish's minute book, in order. */
export async function minuteKinds(world: World, place: Neighbourhood): Promise<string[]> {
  const entries = await world.app.db.minuteEntry.findMany({
    where: { parishId: place.parishId },
    orderBy: { number: "asc" },
    select: { kind: true },
  });
  return entries.map(({ kind }) => kind);
}

export async function argue(world: World, actor: Actor, proposalId: string, text: string) {
  return accepted(await addArgument(world.app.context, actor, { proposalId, side: "for", text })).argumentId;
}
