import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callEndingVote, callRenewalVote } from "#server/commands/call-term-vote";
import { confirmPower } from "#server/commands/confirm-power";
import { giveNotice } from "#server/commands/give-notice";
import { settleVotes } from "#server/commands/settle-votes";
import { findParishById } from "#server/queries/find-parish";
import { getRenewal } from "#server/queries/get-renewal";
import { sunsetOfParish } from "#server/queries/get-sunset";
import type { Actor } from "~/domain/permissions/actor";
import { stranger } from "~/domain/permissions/actor";
import { addDays, atTime, civilDateOf, startOfDay } from "~/domain/time/civil";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { accepted, makeNeighbourhood, minuteKinds, type Neighbourhood, putAndSecond } from "../support/proposals";
import { castAs, makeWorld, type World } from "../support/world";

// A parish of a year, from 1 July 2026: its sunset is 1 July 2027, a renewal vote may open from 3 March, and it winds up from 3 June.

let world: World;
let here: Neighbourhood;
let officer: Actor;
let foreigner: Actor;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.stop());

beforeEach(async () => {
  await world.moveTo(atTime("2026-07-01", 9, 0));
  here = await makeNeighbourhood(world, { people: 12, termMonths: 12, startsOn: "2026-07-01" });
  const officerOf = async (councilId: string) => {
    const person = await makePerson(world.app.db, { name: "Sam Officer" });
    await appoint(world.app.db, person.id, "officer", councilId, "Head of neighbourhoods");
    return world.app.loadActor(person.id);
  };
  officer = await officerOf(here.councilId);
  const other = await world.app.db.council.create({
    data: { name: "Elsewhere", slug: `elsewhere-${here.slug}`, gss: crypto.randomUUID(), kind: "district" },
  });
  foreigner = await officerOf(other.id);
  await world.moveTo(atTime("2027-02-15", 12, 0));
});

const call = (actor: Actor, facts: { opensOn?: `${number}-${number}-${number}`; months?: number } = {}) =>
  callRenewalVote(world.app.context, actor, { slug: here.slug, opensOn: "2027-03-08", months: 12, ...facts });

const found = async () => {
  const parish = await findParishById(world.app.db, here.parishId, await world.app.now());
  if (!parish) throw new Error("the parish is there");
  return parish;
};

const kinds = () => minuteKinds(world, here);

/** Opens the vote, casts, and closes it. */
async function decide(voteId: string, choice: "for" | "against", voters = here.residents.length): Promise<void> {
  const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
  await world.moveTo(vote.opensAt);
  await settleVotes(world.app.context);
  for (const resident of here.residents.slice(0, voters)) {
    expect(await castAs(world, resident, voteId, choice)).toMatchObject({ ok: true });
  }
  await world.moveTo(vote.closesAt);
  await settleVotes(world.app.context);
}

describe("calling a renewal vote", () => {
  it("is for the convenor and the deputy alone, and a refusal writes nothing", async () => {
    const before = await kinds();
    expect(await call(stranger)).toMatchObject({ refused: { code: "not_signed_in" } });
    for (const actor of [here.author, here.neighbour, here.observer, officer]) {
      expect(await call(actor)).toMatchObject({ refused: { code: "not_allowed", section: "s43" } });
    }
    expect(await kinds()).toEqual(before);
    expect(await world.app.db.vote.count({ where: { parishId: here.parishId } })).toBe(0);
  });

  it("gives notice of one vote in the charter class, however often it is sent", async () => {
    const [first, again] = await Promise.all([call(here.convenor), call(here.convenor)]);
    expect(accepted(again)).toEqual(accepted(first));
    const vote = await world.app.db.vote.findFirstOrThrow({ where: { parishId: here.parishId } });
    expect(vote).toMatchObject({ purpose: "renewal", class: "charter", publicity: "sealed", round: 1 });
    expect(vote.asksSunsetAt).toEqual(startOfDay("2028-07-01"));
    expect(vote.question).toContain("go on for 12 months more, until Saturday 1 July 2028?");
    expect(await call(here.convenor, { months: 6 })).toMatchObject({ refused: { code: "conflict" } });
  });

  it.each([
    ["before the first day on which it may open", { opensOn: "2027-03-02" }, "s43"],
    ["so late that it would close when winding up has begun", { opensOn: "2027-05-28" }, "s43"],
    ["with too short a notice", { opensOn: "2027-03-01" }, "s43"],
    ["on a Sunday", { opensOn: "2027-03-07" }, "s21"],
    ["for longer than a parish may last in all", { months: 49 }, "s43"],
    ["for a term that no parish may have", { months: 2 }, "s11"],
  ] as const)("is refused %s", async (_what, facts, section) => {
    const outcome = await call(here.convenor, facts);
    expect(outcome).toMatchObject({ ok: false, refused: { code: "refused_by_act", section } });
    expect(outcome.ok ? [] : outcome.refused.errors).toHaveLength(1);
    expect(await world.app.db.vote.count({ where: { parishId: here.parishId } })).toBe(0);
  });

  it("is refused from the first instant of winding up, and not one second before, by the clock alone", async () => {
    const windingUp = startOfDay("2027-06-03");
    await world.moveTo(new Date(windingUp.getTime() - 1_000));
    // There is no day left on which it could be held, but the parish still takes votes.
    expect(await call(here.convenor, { opensOn: "2027-06-21" })).toMatchObject({
      refused: { section: "s43", ruling: { outcome: "refused" } },
    });
    await world.moveTo(windingUp);
    expect(await call(here.convenor, { opensOn: "2027-06-21" })).toMatchObject({
      refused: { section: "s44", ruling: { outcome: "winding_up" } },
    });
  });
});

describe("a renewal that passes", () => {
  it("adds a term, asks the council for each power, and lets those lapse that it does not answer for", async () => {
    const voteId = accepted(await call(here.convenor)).voteId;
    await decide(voteId, "for");
    const parish = await found();
    expect(parish.row.sunsetAt).toEqual(startOfDay("2028-07-01"));
    // It does not wind up: its term runs on.
    expect(parish.term).toEqual({ startsOn: "2026-07-01", sunsetAt: startOfDay("2028-07-01") });
    expect((await kinds()).slice(-3)).toEqual(["vote_closed", "parish_renewed", "renewal_received"]);

    const duty = await world.app.db.duty.findFirstOrThrow({ where: { voteId } });
    // The vote closed on Monday 15 March; 28 days, which is less than a sixth of the year.
    expect(duty.answerBy).toEqual(startOfDay("2027-04-13"));
    const powers = await world.app.db.power.findMany({
      where: { parishId: here.parishId },
      orderBy: { catalogueId: "asc" },
    });
    const [confirmed, refused, silent] = powers;
    if (!confirmed || !refused || !silent) throw new Error("three powers at least");
    const answer = (
      actor: Actor,
      powerId: string,
      facts: { answer: "confirm" | "refuse"; ground?: string; reasons?: string },
    ) => confirmPower(world.app.context, actor, { dutyId: duty.id, powerId, ground: null, reasons: "", ...facts });

    expect(await answer(stranger, confirmed.id, { answer: "confirm" })).toMatchObject({
      refused: { code: "not_signed_in" },
    });
    for (const actor of [here.convenor, here.neighbour, foreigner]) {
      expect(await answer(actor, confirmed.id, { answer: "confirm" })).toMatchObject({
        refused: { code: "not_allowed" },
      });
    }
    expect(await answer(officer, confirmed.id, { answer: "confirm" })).toEqual({ ok: true, value: {} });
    // The same answer twice is one; another answer comes too late.
    expect(await answer(officer, confirmed.id, { answer: "confirm" })).toEqual({ ok: true, value: {} });
    expect(
      await answer(officer, confirmed.id, {
        answer: "refuse",
        ground: "unfunded",
        reasons: "There is no money for it.",
      }),
    ).toMatchObject({ refused: { code: "conflict" } });
    expect(await answer(officer, refused.id, { answer: "refuse" })).toMatchObject({
      refused: { code: "invalid", errors: [{ field: "ground" }] },
    });
    await answer(officer, refused.id, {
      answer: "refuse",
      ground: "unfunded",
      reasons: "The council has no money for it in the coming year.",
    });
    expect(await world.app.db.powerConfirmation.count({ where: { dutyId: duty.id } })).toBe(2);

    const held = async () => {
      const now = await world.app.now();
      const rows = await world.app.db.power.findMany({ where: { parishId: here.parishId } });
      return rows.filter((power) => power.lapsesAt > now).map(({ id }) => id);
    };
    await world.moveTo(new Date(startOfDay("2027-07-01").getTime() - 1_000));
    expect((await found()).state).toBe("active");
    expect((await held()).length).toBe(powers.length);
    await world.moveTo(startOfDay("2027-07-01"));
    expect(await held()).toEqual([confirmed.id]);
    expect(await answer(officer, silent.id, { answer: "confirm" })).toMatchObject({
      refused: { code: "refused_by_act", section: "s43" },
    });
    const renewed = await found();
    expect(renewed.state).toBe("active");
    expect(renewed.term).toEqual({ startsOn: "2027-07-01", sunsetAt: startOfDay("2028-07-01") });
    // The dates of the new term are its own.
    expect(sunsetOfParish(renewed, await world.app.now())?.dates.find(({ key }) => key === "mid-term")?.at).toBe(
      startOfDay("2027-12-31").toISOString(),
    );
    const page = await getRenewal(world.app.db, stranger, here.slug, await world.app.now());
    expect(page?.renewed?.powers.map(({ answer: said }) => said)).toEqual([
      "confirm",
      "refuse",
      ...powers.slice(2).map(() => null),
    ]);
  });

  it("owes nothing more once every power has its answer", async () => {
    const { voteId } = accepted(await call(here.convenor));
    await decide(voteId, "for");
    const duty = await world.app.db.duty.findFirstOrThrow({ where: { voteId } });
    const powers = await world.app.db.power.findMany({ where: { parishId: here.parishId } });
    for (const [index, power] of powers.entries()) {
      expect((await world.app.db.duty.findUniqueOrThrow({ where: { id: duty.id } })).answeredAt, `${index}`).toBeNull();
      await confirmPower(world.app.context, officer, {
        dutyId: duty.id,
        powerId: power.id,
        answer: "confirm",
        ground: null,
        reasons: "",
      });
    }
    expect((await world.app.db.duty.findUniqueOrThrow({ where: { id: duty.id } })).answeredAt).not.toBeNull();
  });

  it("may be shorter than the term before, and a second renewal starts from the new sunset", async () => {
    await decide(accepted(await call(here.convenor, { months: 6 })).voteId, "for");
    expect((await found()).row.sunsetAt).toEqual(startOfDay("2028-01-01"));
    await world.moveTo(atTime("2027-09-01", 12, 0));
    const again = await call(here.convenor, { opensOn: "2027-10-04", months: 12 });
    await decide(accepted(again).voteId, "for");
    expect((await found()).row.sunsetAt).toEqual(startOfDay("2029-01-01"));
    // Two renewals are the most.
    await world.moveTo(atTime("2028-09-04", 12, 0));
    expect(await call(here.convenor, { opensOn: "2028-10-02", months: 6 })).toMatchObject({
      refused: { section: "s43", errors: [{ field: "months" }] },
    });
  });
});

describe("a renewal that does not pass", () => {
  it("leaves the sunset where it was, and is not put again when it was lost", async () => {
    await decide(accepted(await call(here.convenor)).voteId, "against");
    expect((await found()).row.sunsetAt).toEqual(startOfDay("2027-07-01"));
    expect(await call(here.convenor, { opensOn: "2027-04-19" })).toMatchObject({
      refused: { section: "s43", ruling: { outcome: "lost" } },
    });
    await world.moveTo(startOfDay("2027-07-01"));
    expect((await found()).state).toBe("expired");
  });

  it("may be put once more after 28 days when too few people voted", async () => {
    await decide(accepted(await call(here.convenor)).voteId, "for", 2);
    expect(await call(here.convenor, { opensOn: "2027-04-19" })).toMatchObject({ refused: { section: "s30" } });
    await world.moveTo(startOfDay("2027-04-13"));
    const again = accepted(await call(here.convenor, { opensOn: "2027-05-04" }));
    expect(await world.app.db.vote.findUniqueOrThrow({ where: { id: again.voteId } })).toMatchObject({ round: 2 });
  });
});

describe("an earlier end", () => {
  const end = (actor: Actor, endsOn: `${number}-${number}-${number}`) =>
    callEndingVote(world.app.context, actor, { slug: here.slug, opensOn: "2027-03-08", endsOn });

  it("leaves the days of winding up after the vote, and is sooner than the sunset", async () => {
    // Voting closes on Monday 15 March; 28 days of winding up lie between.
    expect(await end(here.convenor, "2027-04-12")).toMatchObject({
      refused: { section: "s40", errors: [{ field: "endsOn" }] },
    });
    expect(await end(here.convenor, "2027-07-01")).toMatchObject({ refused: { section: "s40" } });
    expect(await end(here.author, "2027-04-13")).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await end(here.convenor, "2027-04-13")).toMatchObject({ ok: true });
  });

  it("ends every power on the day that was voted for and cancels votes that no longer fit", async () => {
    const { id: proposalId } = await putAndSecond(world, here);
    const { voteId } = accepted(await end(here.convenor, "2027-04-20"));
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(vote.opensAt);
    await settleVotes(world.app.context);
    for (const resident of here.residents) await castAs(world, resident, voteId, "for");
    await world.moveTo(addHours(vote.closesAt, -1));
    const late = accepted(
      await giveNotice(world.app.context, here.convenor, {
        proposalId,
        opensOn: addDays(civilDateOf(vote.closesAt), 9),
      }),
    );
    await world.moveTo(vote.closesAt);
    await settleVotes(world.app.context);
    const parish = await found();
    expect(parish.row.sunsetAt).toEqual(startOfDay("2027-04-20"));
    const powers = await world.app.db.power.findMany({ where: { parishId: here.parishId } });
    expect(powers.every(({ lapsesAt }) => lapsesAt.getTime() === startOfDay("2027-04-20").getTime())).toBe(true);
    expect(await world.app.db.vote.findUniqueOrThrow({ where: { id: late.voteId } })).toMatchObject({
      cancelledAt: vote.closesAt,
    });
    await world.moveTo(startOfDay("2027-04-20"));
    expect((await found()).state).toBe("expired");
  });
});

function addHours(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000);
}
