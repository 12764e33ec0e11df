import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callHallVote } from "#server/commands/call-hall-vote";
import { claimResidency } from "#server/commands/claim-residency";
import { declareAbsence, endAbsence } from "#server/commands/declare-absence";
import { declareConflict, withdrawConflict } from "#server/commands/declare-conflict";
import { endResidency } from "#server/commands/end-residency";
import { giveNotice } from "#server/commands/give-notice";
import { hideArgument } from "#server/commands/hide-argument";
import { nameActingPerson } from "#server/commands/name-acting-person";
import { nameDeputy } from "#server/commands/name-deputy";
import { resignOffice } from "#server/commands/resign-office";
import { ruleInadmissible } from "#server/commands/rule-inadmissible";
import { settleVotes } from "#server/commands/settle-votes";
import { signRequisition, unsignRequisition } from "#server/commands/sign-requisition";
import { startRequisition } from "#server/commands/start-requisition";
import { stopVolunteering, volunteerForOffice } from "#server/commands/volunteer-for-office";
import { withdrawRequisition } from "#server/commands/withdraw-requisition";
import { getConvenor } from "#server/queries/get-convenor";
import { listVacantParishes } from "#server/queries/office-facts";
import { lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { vacancyReportedAt } from "~/domain/act/s53-convenors-office";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf, startOfDay } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import { appoint, makePerson, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { lastMinute } from "../support/council";
import {
  accepted,
  argue,
  makeNeighbourhood,
  minuteKinds,
  type Neighbourhood,
  putAndSecond,
  putForward,
  refusalOf,
} from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let start: Date;

beforeAll(async () => {
  world = await makeWorld();
  // A Monday at midday, weeks away from any bank holiday.
  start = await world.moveTo(new Date("2027-01-11T12:00:00Z"));
});

afterAll(() => world.stop());

/** A parish of its own with a convenor, a deputy and an officer of its council. */
interface Place extends Neighbourhood {
  deputy: Actor;
  officer: Actor;
  foreigner: Actor;
}

async function makePlace(
  facts: Parameters<typeof makeNeighbourhood>[1] & { hasDeputy?: boolean } = {},
): Promise<Place> {
  await world.moveTo(start);
  const { db } = world.app;
  const { hasDeputy = true, ...more } = facts;
  const place = await makeNeighbourhood(world, { people: 30, ...more });
  const deputyId = place.residents[place.residents.length - 1] as string;
  await db.person.update({ where: { id: deputyId }, data: { name: "Dan Deputy" } });
  if (hasDeputy) {
    await db.parishOffice.create({
      data: { parishId: place.parishId, personId: deputyId, office: "deputy", fromAt: start },
    });
  }
  const officer = await makePerson(db, { name: "Sam Officer" });
  await appoint(db, officer.id, "officer", place.councilId, "Head of neighbourhoods");
  const foreigner = await makePerson(db);
  await appoint(
    db,
    foreigner.id,
    "officer",
    (
      await db.council.create({
        data: { name: "Elsewhere", slug: `elsewhere-${officer.id}`, gss: officer.id, kind: "district" },
      })
    ).id,
    "Head of streets",
  );
  return {
    ...place,
    deputy: await place.actorOf(deputyId),
    officer: await place.actorOf(officer.id),
    foreigner: await place.actorOf(foreigner.id),
  };
}

const context = () => world.app.context;
const resident = (place: Place, index: number) => place.actorOf(place.residents[index] as string);
const idOf = (actor: Actor) => actor.personId as string;

async function page(place: Place, actor: Actor = stranger) {
  const found = await getConvenor(world.app.db, actor, place.slug, await world.app.now());
  if (!found) throw new Error("there is no such parish");
  return found;
}

async function holdersOf(place: Place) {
  return (await page(place)).holders.map(({ office, name }) => `${office} ${name}`);
}

describe("resigning", () => {
  it("takes the convenor out of office at once, and the deputy then acts", async () => {
    const place = await makePlace();
    const resign = () => resignOffice(context(), place.convenor, { slug: place.slug });
    const presses = await Promise.all([resign(), resign()]);
    expect(presses.map((outcome) => accepted(outcome).hasLeft).sort()).toEqual([false, true]);
    expect(await lastMinute(world, place.parishId, "office_left")).toEqual({
      office: "convenor",
      person: "Cleo Convenor",
      reason: "They resigned",
    });
    expect((await minuteKinds(world, place)).filter((kind) => kind === "office_left")).toHaveLength(1);
    const after = await page(place);
    expect(after.holders.map(({ office }) => office)).toEqual(["deputy"]);
    expect(after.acting).toMatchObject({ holds: true, outcome: "deputy" });
    expect((await place.actorOf(idOf(place.convenor))).offices).toEqual([]);
  });

  it("is refused to a stranger, to residents without office, and to the convenor of another parish", async () => {
    const place = await makePlace();
    const resign = (actor: Actor) => resignOffice(context(), actor, { slug: place.slug });
    expect(refusalOf(await resign(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.observer, place.officer]) {
      expect(refusalOf(await resign(actor))).toMatchObject({ code: "not_allowed", section: "s53" });
    }
    expect(refusalOf(await resignOffice(context(), place.convenor, { slug: "nowhere" })).code).toBe("not_found");
    expect(await holdersOf(place)).toEqual(["convenor Cleo Convenor", "deputy Dan Deputy"]);
  });

  it("is possible until the sunset and not at it", async () => {
    const place = await makePlace({ termMonths: 3 });
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    await world.moveTo(new Date((sunsetAt as Date).getTime() - 60_000));
    accepted(await resignOffice(context(), place.deputy, { slug: place.slug }));
    await world.moveTo(sunsetAt as Date);
    expect(refusalOf(await resignOffice(context(), place.convenor, { slug: place.slug }))).toMatchObject({
      code: "refused_by_act",
      section: "s40",
    });
  });
});

describe("naming a deputy", () => {
  const offer = (actor: Actor, place: Place, office: "convenor" | "deputy" = "deputy") =>
    volunteerForOffice(context(), actor, { slug: place.slug, office });

  it("gives the office to somebody who has offered, and to nobody else", async () => {
    const place = await makePlace({ hasDeputy: false });
    const [willing, silent] = [await resident(place, 0), await resident(place, 1)];
    accepted(await offer(willing, place));
    accepted(await offer(willing, place));
    const name = (personId: string, actor = place.convenor) =>
      nameDeputy(context(), actor, { slug: place.slug, personId });
    expect(refusalOf(await name(idOf(silent)))).toMatchObject({ code: "invalid", section: "s53" });
    for (const actor of [willing, place.neighbour, place.officer]) {
      expect(refusalOf(await name(idOf(willing), actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await name(idOf(willing), stranger)).code).toBe("not_signed_in");
    await Promise.all([name(idOf(willing)), name(idOf(willing))]);
    expect((await page(place)).holders.map(({ office }) => office)).toEqual(["convenor", "deputy"]);
    expect((await minuteKinds(world, place)).filter((kind) => kind === "office_taken")).toHaveLength(1);
    expect(await lastMinute(world, place.parishId, "office_taken")).toMatchObject({
      office: "deputy",
      by: "Cleo Convenor",
    });
    expect((await page(place)).volunteers.deputy).toEqual([]);
  });

  it("is refused while there is a deputy", async () => {
    const place = await makePlace();
    const willing = await resident(place, 0);
    accepted(await offer(willing, place));
    expect(
      refusalOf(await nameDeputy(context(), place.convenor, { slug: place.slug, personId: idOf(willing) })),
    ).toMatchObject({ code: "refused_by_act", section: "s53" });
    expect(await holdersOf(place)).toContain("deputy Dan Deputy");
  });

  it("takes offers from the parish roll only, and lets them be taken back", async () => {
    const place = await makePlace({ hasDeputy: false });
    expect(refusalOf(await offer(stranger, place)).code).toBe("not_signed_in");
    for (const actor of [place.neighbour, place.observer, place.officer]) {
      expect(refusalOf(await offer(actor, place))).toMatchObject({ code: "not_allowed", section: "s53" });
    }
    expect(refusalOf(await offer(place.convenor, place)).code).toBe("conflict");
    const willing = await resident(place, 0);
    accepted(await offer(willing, place));
    accepted(await stopVolunteering(context(), willing, { slug: place.slug, office: "deputy" }));
    expect(
      refusalOf(await nameDeputy(context(), place.convenor, { slug: place.slug, personId: idOf(willing) })).code,
    ).toBe("invalid");
  });

  it("cannot name somebody who has moved away since they offered", async () => {
    const place = await makePlace({ hasDeputy: false });
    const willing = await resident(place, 0);
    accepted(await offer(willing, place));
    accepted(await endResidency(context(), willing));
    expect(
      refusalOf(await nameDeputy(context(), place.convenor, { slug: place.slug, personId: idOf(willing) })).code,
    ).toBe("invalid");
  });
});

describe("an absence", () => {
  it("is published with its days, and the deputy acts on them", async () => {
    const place = await makePlace();
    const from = addDays(civilDateOf(start), 2);
    const until = addDays(from, 3);
    const say = () => declareAbsence(context(), place.convenor, { slug: place.slug, from, until });
    accepted(await say());
    accepted(await say());
    expect((await minuteKinds(world, place)).filter((kind) => kind === "absence_declared")).toHaveLength(1);
    expect((await page(place)).acting?.outcome).toBe("convenor");
    expect((await page(place)).holders[0]?.away).toBe(
      "away from Wednesday 13 January 2027 to Saturday 16 January 2027",
    );
    await world.moveTo(startOfDay(from));
    expect((await page(place)).acting?.outcome).toBe("deputy");
    await world.moveTo(new Date(startOfDay(addDays(until, 1)).getTime() - 1000));
    expect((await page(place)).acting?.outcome).toBe("deputy");
    await world.moveTo(startOfDay(addDays(until, 1)));
    expect((await page(place)).acting?.outcome).toBe("convenor");
  });

  it("ends when the convenor says so, and leaves nobody to act where there is no deputy", async () => {
    const place = await makePlace({ hasDeputy: false });
    const today = civilDateOf(start);
    accepted(await declareAbsence(context(), place.convenor, { slug: place.slug, from: today, until: today }));
    expect((await page(place)).acting).toMatchObject({ holds: false, outcome: "nobody" });
    accepted(await endAbsence(context(), place.convenor, { slug: place.slug }));
    accepted(await endAbsence(context(), place.convenor, { slug: place.slug }));
    expect((await page(place)).acting?.outcome).toBe("convenor");
    expect((await minuteKinds(world, place)).filter((kind) => kind === "absence_ended")).toHaveLength(1);
  });

  it("is refused with days that are over, turned round or too far off, and to people without office", async () => {
    const place = await makePlace();
    const today = civilDateOf(start);
    const away = (from: number, until: number, actor = place.convenor) =>
      declareAbsence(context(), actor, { slug: place.slug, from: addDays(today, from), until: addDays(today, until) });
    for (const [from, until] of [
      [3, 2],
      [-5, -1],
      [0, 400],
    ] as const) {
      expect(refusalOf(await away(from, until)).errors).toMatchObject([{ field: "until" }]);
    }
    expect(refusalOf(await away(0, 1, place.author)).code).toBe("not_allowed");
    expect(refusalOf(await away(0, 1, stranger)).code).toBe("not_signed_in");
  });
});

describe("leaving the parish", () => {
  it("leaves the office at the instant the residency ends, by ending it or by moving", async () => {
    const place = await makePlace();
    accepted(await endResidency(context(), place.convenor));
    expect(await holdersOf(place)).toEqual(["deputy Dan Deputy"]);
    const elsewhere = await makeWard(world.app.db, place.councilId);
    const move = { ward: elsewhere.gss, address: "4 Hill Lane, ZZ9 9ZZ", isAged16: true, isMoving: true };
    accepted(await claimResidency(context(), place.deputy, move));
    expect(await holdersOf(place)).toEqual([]);
    expect(await lastMinute(world, place.parishId, "office_left")).toMatchObject({
      person: "Dan Deputy",
      reason: "They no longer live in the parish",
    });
  });

  it("keeps the offices of people who take back a claim that was never confirmed", async () => {
    const place = await makePlace();
    const { db } = world.app;
    const outsider = await makePerson(db);
    await db.residency.create({
      data: { personId: outsider.id, wardId: place.wardId, isAged16: true, claimedAt: start },
    });
    await db.parishOffice.updateMany({
      where: { parishId: place.parishId, office: "deputy" },
      data: { personId: outsider.id },
    });
    accepted(await endResidency(context(), await place.actorOf(outsider.id)));
    expect((await page(place)).holders).toHaveLength(2);
  });
});

describe("a vacancy", () => {
  it("is reported after fourteen whole days, by the clock alone", async () => {
    const place = await makePlace();
    accepted(await resignOffice(context(), place.convenor, { slug: place.slug }));
    await world.advance("1 day");
    accepted(await resignOffice(context(), place.deputy, { slug: place.slug }));
    const since = await world.app.now();
    expect((await page(place)).acting).toMatchObject({ holds: false, outcome: "nobody" });
    const reported = async () => {
      const now = await world.app.now();
      const listed = await listVacantParishes(world.app.db, { councilId: place.councilId }, now);
      return listed.map(({ slug }) => slug);
    };
    const at = vacancyReportedAt(since);
    await world.moveTo(new Date(at.getTime() - 1000));
    expect((await page(place)).vacancy?.outcome).toBe("vacant");
    expect(await reported()).toEqual([]);
    await world.moveTo(at);
    expect((await page(place)).vacancy?.outcome).toBe("reported");
    expect(await reported()).toEqual([place.slug]);
    const everywhere = await listVacantParishes(world.app.db, {}, await world.app.now());
    expect(everywhere.map(({ slug }) => slug)).toContain(place.slug);
  });

  it("is none while one of the two is in office, nor once the parish is over", async () => {
    const place = await makePlace({ termMonths: 3 });
    accepted(await resignOffice(context(), place.convenor, { slug: place.slug }));
    await world.advance("20 days");
    expect((await page(place)).vacancy).toBeNull();
    accepted(await resignOffice(context(), place.deputy, { slug: place.slug }));
    await world.advance("20 days");
    expect((await page(place)).vacancy?.outcome).toBe("reported");
    await world.advance("90 days");
    expect((await page(place)).vacancy).toBeNull();
    expect(await listVacantParishes(world.app.db, { councilId: place.councilId }, await world.app.now())).toEqual([]);
  });
});

describe("a demand for a vote on the convenor", () => {
  /** A parish of 30, so that three must sign, in which somebody has offered to be convenor. */
  async function demanded(facts: Parameters<typeof makePlace>[0] = {}) {
    const place = await makePlace(facts);
    const candidate = await resident(place, 0);
    accepted(await volunteerForOffice(context(), candidate, { slug: place.slug, office: "convenor" }));
    const begin = (actor: Actor, candidateId = idOf(candidate)) =>
      startRequisition(context(), actor, { slug: place.slug, candidateId });
    const { requisitionId } = accepted(await begin(place.author));
    const about = { slug: place.slug, requisitionId };
    return {
      place,
      candidate,
      begin,
      requisitionId,
      sign: (actor: Actor) => signRequisition(context(), actor, about),
      unsign: (actor: Actor) => unsignRequisition(context(), actor, about),
      withdraw: (actor: Actor) => withdrawRequisition(context(), actor, about),
    };
  }

  /** Opens the vote, lets people cast and closes it. */
  async function hold(place: Place, voteId: string, choice: "for" | "against", ballots: number) {
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(vote.opensAt);
    await settleVotes(context());
    for (const personId of place.residents.slice(0, ballots)) accepted(await castAs(world, personId, voteId, choice));
    await world.moveTo(vote.closesAt);
    await settleVotes(context());
    return vote;
  }

  it("brings a vote with the signature that makes 10% of the roll, rounded up, and replaces the convenor when it passes", async () => {
    // Of 31 people 10% is 3.1, so four must sign.
    const { place, candidate, sign, requisitionId } = await demanded({ people: 31 });
    for (const [index, count] of [
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
    ] as const) {
      expect(accepted(await sign(await resident(place, index)))).toEqual({ signatures: count, voteId: null });
    }
    expect(await world.app.db.vote.count({ where: { parishId: place.parishId } })).toBe(0);
    const last = await resident(place, 4);
    const presses = await Promise.all([sign(last), sign(last), sign(last)]);
    const votes = new Set(presses.map((outcome) => accepted(outcome).voteId));
    expect(votes.size).toBe(1);
    const voteId = [...votes][0] as string;
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote).toMatchObject({ class: "charter", purpose: "convenor", asksConvenorId: candidate.personId });
    expect(vote.question).toContain("in place of Cleo Convenor?");
    expect(civilDateOf(vote.opensAt)).toBe(earliestEventDay(civilDateOf(start), 14));
    expect((await page(place)).requisition).toMatchObject({ signatures: 4, needed: 4, hasSigned: false });
    expect(refusalOf(await sign(await resident(place, 5))).code).toBe("closed");

    await hold(place, voteId, "for", 25);
    expect((await page(place)).holders.map(({ name }) => name)).toEqual([candidate.name, "Dan Deputy"]);
    const taken = await world.app.db.minuteEntry.findFirstOrThrow({
      where: { parishId: place.parishId, kind: "office_taken" },
    });
    expect(taken.at).toEqual(vote.closesAt);
    expect((await page(place)).requisition).toBeNull();
    expect((await page(place)).ended).toMatchObject([{ reason: "Residents voted for the candidate" }]);
    expect(await world.app.db.requisitionSignature.count({ where: { requisitionId } })).toBe(0);
    expect(idOf(place.convenor)).not.toBe(candidate.personId);
  });

  it("meets the number exactly where 10% is a whole number", async () => {
    const { place, sign } = await demanded({ people: 30 });
    expect(accepted(await sign(await resident(place, 1))).voteId).toBeNull();
    expect(accepted(await sign(await resident(place, 2))).voteId).toBeNull();
    expect(accepted(await sign(await resident(place, 3))).voteId).not.toBeNull();
  });

  it.each([
    { choice: "against", ballots: 25, reason: "Residents voted against the candidate" },
    { choice: "for", ballots: 2, reason: "Too few people voted" },
  ] as const)("leaves the convenor in office and closes: $reason", async ({ choice, ballots, reason }) => {
    const { place, sign, begin } = await demanded();
    for (const index of [1, 2]) accepted(await sign(await resident(place, index)));
    const { voteId } = accepted(await sign(await resident(place, 3)));
    await hold(place, voteId as string, choice, ballots);
    expect(await holdersOf(place)).toEqual(["convenor Cleo Convenor", "deputy Dan Deputy"]);
    expect((await page(place)).ended).toMatchObject([{ reason }]);
    expect((await begin(place.author)).ok).toBe(true);
  });

  it("gives nobody the office when the candidate has left by the closing", async () => {
    const { place, candidate, sign } = await demanded();
    for (const index of [1, 2]) accepted(await sign(await resident(place, index)));
    const { voteId } = accepted(await sign(await resident(place, 3)));
    accepted(await endResidency(context(), candidate));
    await hold({ ...place, residents: place.residents.slice(1) }, voteId as string, "for", 25);
    expect(await holdersOf(place)).toEqual(["convenor Cleo Convenor", "deputy Dan Deputy"]);
    expect(await lastMinute(world, place.parishId, "office_not_taken")).toMatchObject({ person: candidate.name });
  });

  it("fills an office that nobody holds", async () => {
    const { place, candidate, sign } = await demanded();
    accepted(await resignOffice(context(), place.convenor, { slug: place.slug }));
    accepted(await resignOffice(context(), place.deputy, { slug: place.slug }));
    for (const index of [1, 2]) accepted(await sign(await resident(place, index)));
    const { voteId } = accepted(await sign(await resident(place, 3)));
    const { question } = await hold(place, voteId as string, "for", 25);
    expect(question).not.toContain("in place of");
    expect(await holdersOf(place)).toEqual([`convenor ${candidate.name}`]);
    expect((await page(place)).vacancy).toBeNull();
  });

  it("makes a deputy convenor, who then is deputy no longer", async () => {
    const place = await makePlace();
    accepted(await volunteerForOffice(context(), place.deputy, { slug: place.slug, office: "convenor" }));
    const { requisitionId } = accepted(
      await startRequisition(context(), place.author, { slug: place.slug, candidateId: idOf(place.deputy) }),
    );
    const sign = async (index: number) =>
      accepted(await signRequisition(context(), await resident(place, index), { slug: place.slug, requisitionId }));
    await sign(1);
    await sign(2);
    await hold(place, (await sign(3)).voteId as string, "for", 25);
    expect(await holdersOf(place)).toEqual(["convenor Dan Deputy"]);
  });

  it("counts people on the parish roll only, and forgets a name that is taken off", async () => {
    const { place, sign, unsign, requisitionId } = await demanded();
    const [first, second] = [await resident(place, 1), await resident(place, 2)];
    accepted(await sign(first));
    accepted(await sign(second));
    expect(accepted(await unsign(first)).signatures).toBe(1);
    expect(accepted(await unsign(first)).signatures).toBe(1);
    expect(await world.app.db.requisitionSignature.count({ where: { requisitionId } })).toBe(1);
    accepted(await endResidency(context(), second));
    expect((await page(place)).requisition?.signatures).toBe(0);
  });

  it("is closed to strangers, residents of another parish, observers and officers", async () => {
    const { place, sign, unsign, begin, withdraw } = await demanded();
    expect(refusalOf(await begin(stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await sign(stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await unsign(stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await withdraw(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.neighbour, place.observer, place.officer]) {
      expect(refusalOf(await begin(actor))).toMatchObject({ code: "not_allowed", section: "s53" });
      expect(refusalOf(await sign(actor))).toMatchObject({ code: "not_allowed", section: "s53" });
      expect(refusalOf(await withdraw(actor)).code).toBe("not_allowed");
    }
    expect((await page(place)).requisition?.signatures).toBe(0);
  });

  it("is one at a time, and can be withdrawn by whoever started it", async () => {
    const { place, begin, withdraw, sign, requisitionId } = await demanded();
    expect(accepted(await begin(place.author)).requisitionId).toBe(requisitionId);
    const other = await resident(place, 5);
    expect(refusalOf(await begin(other))).toMatchObject({ code: "conflict", section: "s53" });
    expect(refusalOf(await withdraw(other)).code).toBe("not_allowed");
    accepted(await withdraw(place.author));
    expect(refusalOf(await sign(other))).toMatchObject({ code: "closed", section: "s53" });
    expect((await begin(other)).ok).toBe(true);
  });

  it("names only somebody who has offered, and ends when they take that back or move away", async () => {
    const { place, candidate, begin } = await demanded();
    accepted(await stopVolunteering(context(), candidate, { slug: place.slug, office: "convenor" }));
    expect((await page(place)).ended).toMatchObject([{ reason: "The candidate took back their offer" }]);
    expect(refusalOf(await begin(place.author)).errors).toMatchObject([{ field: "candidate" }]);
    accepted(await volunteerForOffice(context(), candidate, { slug: place.slug, office: "convenor" }));
    accepted(await begin(place.author));
    accepted(await endResidency(context(), candidate));
    expect((await page(place)).requisition).toBeNull();
    expect((await page(place)).ended[0]?.reason).toBe("The candidate no longer lives in the parish");
  });

  it("cannot be signed after the last day on which notice of its vote is safe", async () => {
    const { place, sign, begin } = await demanded({ termMonths: 6 });
    const { term, rules } = await (async () => {
      const row = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
      const startsOn = civilDateOf(start);
      return { term: { startsOn, sunsetAt: row.sunsetAt as Date }, rules: row.rules as never };
    })();
    const safe = lastSafeDay(rules, { ...term, class: "charter", tier: null });
    await world.moveTo(new Date(startOfDay(addDays(safe.lastNoticeDay ?? "2027-01-01", 1)).getTime() - 1000));
    accepted(await sign(await resident(place, 1)));
    await world.advance("1 second");
    expect(refusalOf(await sign(await resident(place, 2)))).toMatchObject({ code: "refused_by_act", section: "s41" });
    expect(refusalOf(await begin(await resident(place, 2))).section).toBe("s41");
    expect((await page(place)).demanding).toMatchObject({ holds: false, outcome: "past_last_safe_day" });
    expect((await page(place)).requisition?.signatures).toBe(1);
  });

  it("never shows strangers who has signed or who started it", async () => {
    const { place, sign } = await demanded();
    const signer = await makeResident(world.app.db, place.wardId, { name: "Quite Secret" });
    accepted(await sign(await place.actorOf(signer.id)));
    const seen = JSON.stringify(await page(place));
    expect(seen).not.toContain("Quite Secret");
    expect(seen).not.toContain(place.author.name);
    const book = await world.app.db.minuteEntry.findMany({ where: { parishId: place.parishId } });
    expect(JSON.stringify(book)).not.toMatch(/Quite Secret|Asha Rahman/);
  });
});

describe("a conflict of interest", () => {
  const reason = "My brother owns the field beside it.";
  const inadmissible = (actor: Actor, proposalId: string) =>
    ruleInadmissible(context(), actor, {
      proposalId,
      ground: "unlawful",
      reasons: "This is for the county council to decide.",
    });

  it("passes the convenor's duties for that proposal to the deputy, and no other", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putAndSecond(world, place);
    const other = await putForward(world, place);
    const argumentId = await argue(world, place.author, proposalId, "Nobody empties them on Fridays.");
    const declare = () => declareConflict(context(), place.convenor, { proposalId, reason });
    await Promise.all([declare(), declare()]);
    expect((await minuteKinds(world, place)).filter((kind) => kind === "conflict_declared")).toHaveLength(1);
    expect(await lastMinute(world, place.parishId, "conflict_declared")).toMatchObject({
      office: "convenor",
      person: "Cleo Convenor",
      reason,
    });
    const opensOn = addDays(civilDateOf(start), 30);
    const tried = [
      await hideArgument(context(), place.convenor, { proposalId, argumentId, reason: "It is unkind to somebody." }),
      await giveNotice(context(), place.convenor, { proposalId, opensOn }),
      await callHallVote(context(), place.convenor, { proposalId, opensOn, hour: 19, minute: 0 }),
      await inadmissible(place.convenor, proposalId),
    ];
    for (const outcome of tried) {
      expect(refusalOf(outcome)).toMatchObject({
        section: "s33",
        ruling: { outcome: "passes_to_deputy", sentence: expect.stringContaining("pass to the deputy") },
      });
    }
    accepted(await inadmissible(place.convenor, other.id));
    accepted(
      await hideArgument(context(), place.deputy, { proposalId, argumentId, reason: "It is unkind to somebody." }),
    );
    accepted(await inadmissible(place.deputy, proposalId));
  });

  it("is refused to strangers, residents, officers and offices of other parishes, and on a decided proposal", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putForward(world, place);
    const declare = (actor: Actor) => declareConflict(context(), actor, { proposalId, reason });
    expect(refusalOf(await declare(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.officer]) {
      expect(refusalOf(await declare(actor))).toMatchObject({ code: "not_allowed", section: "s33" });
    }
    accepted(await inadmissible(place.deputy, proposalId));
    expect(refusalOf(await declare(place.convenor))).toMatchObject({ code: "closed", section: "s33" });
    expect(await world.app.db.conflictOfInterest.count({ where: { proposalId } })).toBe(0);
  });

  it("can be withdrawn, which the minute book says too", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putForward(world, place);
    accepted(await declareConflict(context(), place.convenor, { proposalId, reason }));
    accepted(await withdrawConflict(context(), place.deputy, { proposalId }));
    expect(refusalOf(await inadmissible(place.convenor, proposalId)).section).toBe("s33");
    accepted(await withdrawConflict(context(), place.convenor, { proposalId }));
    accepted(await withdrawConflict(context(), place.convenor, { proposalId }));
    expect((await minuteKinds(world, place)).filter((kind) => kind === "conflict_withdrawn")).toHaveLength(1);
    accepted(await inadmissible(place.convenor, proposalId));
  });

  it("lets a convenor who is the author act as author", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putAndSecond(world, { ...place, author: place.convenor });
    accepted(await declareConflict(context(), place.convenor, { proposalId, reason }));
    const opensOn = addDays(civilDateOf(start), 30);
    // Refused for being too early in the deliberation, not for the conflict.
    expect(refusalOf(await giveNotice(context(), place.convenor, { proposalId, opensOn })).section).toBe("s22");
  });

  it("lets the council name somebody where convenor and deputy both have one, for that proposal alone", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putForward(world, place);
    const other = await putForward(world, place);
    const named = await resident(place, 0);
    const name = (email: string, actor = place.officer) => nameActingPerson(context(), actor, { proposalId, email });
    accepted(await declareConflict(context(), place.convenor, { proposalId, reason }));
    expect(refusalOf(await name(named.email))).toMatchObject({ code: "closed", section: "s33" });
    accepted(await declareConflict(context(), place.deputy, { proposalId, reason }));
    expect(refusalOf(await inadmissible(place.deputy, proposalId))).toMatchObject({
      ruling: { outcome: "council_names_somebody" },
    });
    expect(refusalOf(await name(named.email, stranger)).code).toBe("not_signed_in");
    for (const actor of [place.foreigner, place.convenor, named]) {
      expect(refusalOf(await name(named.email, actor))).toMatchObject({ code: "not_allowed", section: "s33" });
    }
    for (const email of [place.neighbour.email, place.deputy.email, place.author.email, "nobody@example.org"]) {
      expect(refusalOf(await name(email)).errors).toMatchObject([{ field: "email" }]);
    }
    expect(refusalOf(await inadmissible(named, proposalId)).code).toBe("not_allowed");
    accepted(await name(named.email));
    accepted(await name(named.email));
    expect((await minuteKinds(world, place)).filter((kind) => kind === "acting_person_named")).toHaveLength(1);
    expect(refusalOf(await inadmissible(named, other.id)).code).toBe("not_allowed");
    accepted(await inadmissible(named, proposalId));
    expect(await lastMinute(world, place.parishId, "proposal_inadmissible")).toMatchObject({ by: named.name });
  });

  it("leaves the office holder their own vote", async () => {
    const place = await makePlace();
    const { id: proposalId } = await putForward(world, place);
    accepted(await declareConflict(context(), place.convenor, { proposalId, reason }));
    const opensAt = await world.app.now();
    const closesAt = new Date(opensAt.getTime() + 60 * 60_000);
    const vote = await makeVote(world, { parishId: place.parishId, proposalId, opensAt, closesAt });
    await settleVotes(context());
    expect((await castAs(world, idOf(place.convenor), vote.id, "for")).ok).toBe(true);
  });
});
