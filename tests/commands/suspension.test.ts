import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerDecision } from "#server/commands/answer-decision";
import { appealSuspension } from "#server/commands/appeal-suspension";
import { decideAppeal } from "#server/commands/decide-appeal";
import { endSuspension } from "#server/commands/end-suspension";
import { giveNotice } from "#server/commands/give-notice";
import { type OrderInput, orderSuspension } from "#server/commands/order-suspension";
import { secondProposal } from "#server/commands/second-proposal";
import { settleVotes } from "#server/commands/settle-votes";
import { submitProposal } from "#server/commands/submit-proposal";
import { checkRecord } from "#server/queries/check-record";
import { bindingOf, findDutyOfProposal } from "#server/queries/find-duty";
import { findPowersAskedElsewhere, findPowersElsewhere } from "#server/queries/find-powers-elsewhere";
import { getCharter } from "#server/queries/get-charter";
import { getRegister } from "#server/queries/get-register";
import { listAppeals } from "#server/queries/list-appeals";
import { listCouncilPowers } from "#server/queries/list-council-powers";
import type { Rules } from "~/domain/act/ruling";
import { deliberationEndsEarliest } from "~/domain/act/s22-deliberation";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf, startOfDay } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import { appoint, makeActiveParish, makeCouncil, makePerson } from "../../prisma/scenarios/places-and-people";
import { lastMinute } from "../support/council";
import {
  accepted,
  civil,
  makeNeighbourhood,
  minuteKinds,
  type Neighbourhood,
  proposalText,
  putAndSecond,
  putForward,
  refusalOf,
  standingOf,
} from "../support/proposals";
import { castAs, makeWorld, type World } from "../support/world";

let world: World;

// A Saturday. The clocks change on the 28th, which is Easter Sunday; Good Friday and Easter Monday lie within the notice as well.
const start = new Date("2027-03-20T12:00:00Z");
const firstPossible = new Date("2027-04-03T23:00:00Z");
const reasons = "The parish spent the litter budget on a firework display, which the register does not cover.";

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(async () => {
  await world.moveTo(start);
});

afterAll(() => world.stop());

interface Place extends Neighbourhood {
  officer: Actor;
  colleague: Actor;
  foreigner: Actor;
  commissioner: Actor;
}

async function holder(kind: "officer" | "commissioner", councilId: string | null, post: string): Promise<Actor> {
  const person = await makePerson(world.app.db, { name: post });
  await appoint(world.app.db, person.id, kind, councilId, post);
  return world.app.loadActor(person.id);
}

async function makePlace(): Promise<Place> {
  const place = await makeNeighbourhood(world);
  const elsewhere = (await makeCouncil(world.app.db)).id;
  return {
    ...place,
    officer: await holder("officer", place.councilId, "Head of neighbourhoods"),
    colleague: await holder("officer", place.councilId, "Head of parks"),
    foreigner: await holder("officer", elsewhere, "Head of streets"),
    commissioner: await holder("commissioner", null, "Commissioner"),
  };
}

function order(place: Place, more: Partial<OrderInput> = {}, actor: Actor = place.officer) {
  return orderSuspension(world.app.context, actor, {
    parishSlug: place.slug,
    powerId: place.powers.litter as string,
    kind: "suspend",
    ground: "outside_powers",
    reasons,
    takesEffectOn: null,
    ...more,
  });
}

const unsafe = { ground: "unsafe", reasons: "Somebody was hurt by a bin that the parish had moved into the road." };

function end(place: Place, suspensionId: string, actor = place.officer, why = "The parish has paid the money back.") {
  return endSuspension(world.app.context, actor, { suspensionId, reasons: why });
}

function appeal(place: Place, suspensionId: string, actor = place.convenor, why = "Nothing was spent on fireworks.") {
  return appealSuspension(world.app.context, actor, { suspensionId, reasons: why });
}

function decide(place: Place, suspensionId: string, finding: "upheld" | "set_aside", actor = place.commissioner) {
  return decideAppeal(world.app.context, actor, { suspensionId, finding, reasons: "The ledger shows it." });
}

function propose(place: Place, powerId = place.powers.litter) {
  return submitProposal(world.app.context, place.author, {
    parishId: place.parishId,
    draftId: crypto.randomUUID(),
    proposal: proposalText(place, {
      powerId,
      startsOn: addDays(civil("2027-03-20"), 60),
      measureOn: addDays(civil("2027-03-20"), 90),
    }),
  });
}

/** A proposal of which notice can be given, under the litter power. */
async function discussed(place: Place): Promise<string> {
  const put = await putAndSecond(
    world,
    place,
    proposalText(place, {
      startsOn: addDays(civil("2027-03-20"), 60),
      measureOn: addDays(civil("2027-03-20"), 90),
    }),
  );
  const standing = await standingOf(world, place, put.id);
  await world.moveTo(deliberationEndsEarliest(standing.rules as Rules, standing.deliberationStartedAt as Date));
  return put.id;
}

async function notice(place: Place, proposalId: string, daysLater = 0) {
  const opensOn = earliestEventDay(addDays(civilDateOf(await world.app.now()), daysLater), 7);
  return giveNotice(world.app.context, place.author, { proposalId, opensOn });
}

async function standing(place: Place, power = "litter") {
  const page = await getRegister(world.app.db, place.slug, await world.app.now());
  return page?.powers.find(({ key }) => key === place.powers[power])?.standing;
}

const secondsBefore = (instant: Date, seconds = 2) => new Date(instant.getTime() - seconds * 1000);

describe("an order of the council (section 16)", () => {
  it("is given by an officer of the council that gave the power, and by nobody else", async () => {
    const place = await makePlace();
    const before = await minuteKinds(world, place);
    expect(refusalOf(await order(place, {}, stranger)).code).toBe("not_signed_in");
    for (const actor of [place.observer, place.author, place.convenor, place.foreigner, place.commissioner]) {
      expect(refusalOf(await order(place, {}, actor))).toMatchObject({ code: "not_allowed", section: "s16" });
    }
    expect(await minuteKinds(world, place)).toEqual(before);
    expect(await world.app.db.suspension.count({ where: { parishId: place.parishId } })).toBe(0);
  });

  it("takes effect after 14 clear days, across Easter and the change of clocks, and is published at once", async () => {
    const place = await makePlace();
    const { takesEffectAt } = accepted(await order(place));
    expect(takesEffectAt).toEqual(firstPossible);
    expect(await lastMinute(world, place.parishId, "power_suspended")).toMatchObject({
      power: "litter",
      ground: "Outside the powers given",
      reasons,
      takesEffectAt: firstPossible.toISOString(),
      officer: "Head of neighbourhoods",
    });
    const page = await getRegister(world.app.db, place.slug, await world.app.now());
    expect(page?.orders).toMatchObject([{ standing: "announced", reasons, appeal: null }]);
    await world.moveTo(secondsBefore(firstPossible));
    expect(await standing(place)).toBe("held");
    await world.moveTo(firstPossible);
    expect(await standing(place)).toBe("suspended");
    expect(await standing(place, "verges")).toBe("held");
  });

  it("may name a day that leaves 14 clear days, until the end of the day before them", async () => {
    const place = await makePlace();
    const takesEffectOn = civil("2027-04-04");
    await world.moveTo(startOfDay(civil("2027-03-21")));
    const late = refusalOf(await order(place, { takesEffectOn }));
    expect(late).toMatchObject({ code: "invalid", section: "s16" });
    expect(late.errors?.[0]).toMatchObject({ field: "takesEffectOn" });
    expect(late.message).toContain("13 clear days");
    expect(await world.app.db.suspension.count({ where: { parishId: place.parishId } })).toBe(0);
    await world.moveTo(secondsBefore(startOfDay(civil("2027-03-21"))));
    expect(accepted(await order(place, { takesEffectOn })).takesEffectAt).toEqual(firstPossible);
  });

  it("takes effect at once when somebody is in danger", async () => {
    const place = await makePlace();
    accepted(await propose(place));
    accepted(await order(place, unsafe));
    expect(refusalOf(await propose(place))).toMatchObject({ section: "s16" });
    accepted(await propose(place, place.powers.verges));
  });

  it("needs a listed ground and reasons of substance, said at the field", async () => {
    const place = await makePlace();
    const fieldOf = async (more: Partial<OrderInput>) => refusalOf(await order(place, more)).errors?.[0]?.field;
    expect(await fieldOf({ ground: "dislike" })).toBe("ground");
    expect(await fieldOf({ reasons: "No." })).toBe("reasons");
    expect(await fieldOf({ ground: "unsafe", takesEffectOn: civil("2027-03-20") })).toBe("takesEffectOn");
    expect(refusalOf(await order(place, { powerId: crypto.randomUUID() })).code).toBe("not_found");
    expect(refusalOf(await order(place, { parishSlug: "nowhere" })).code).toBe("not_found");
  });

  it("cannot take what will be over by then", async () => {
    const place = await makePlace();
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    await world.moveTo(secondsBefore(sunsetAt as Date, 3600));
    expect(refusalOf(await order(place))).toMatchObject({ code: "refused_by_act", section: "s16" });
    accepted(await order(place, unsafe));
    await world.moveTo(sunsetAt as Date);
    expect(refusalOf(await order(place, { ...unsafe, kind: "revoke" })).section).toBe("s40");
  });

  it("is one order when the button is pressed twice, and a second officer is told of the first", async () => {
    const place = await makePlace();
    const both = await Promise.all([order(place), order(place)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    const { suspensionId } = accepted(await order(place));
    expect(refusalOf(await order(place, {}, place.colleague)).code).toBe("conflict");
    expect(await world.app.db.suspension.findMany({ where: { parishId: place.parishId } })).toMatchObject([
      { id: suspensionId },
    ]);
    expect((await minuteKinds(world, place)).filter((kind) => kind === "power_suspended")).toHaveLength(1);
  });
});

describe("while a power or a parish is suspended", () => {
  it("nothing is proposed, seconded or noticed in a suspended parish, to the second, and nothing is written", async () => {
    const place = await makePlace();
    const ready = await discussed(place);
    const seconding = await putForward(
      world,
      place,
      proposalText(place, { startsOn: civil("2027-06-01"), measureOn: civil("2027-07-01") }),
    );
    const second = async (index: number) =>
      secondProposal(world.app.context, await place.actorOf(place.residents[index] as string), {
        proposalId: seconding.id,
      });
    const { takesEffectAt, suspensionId } = accepted(await order(place, { powerId: null }));
    await world.moveTo(secondsBefore(takesEffectAt));
    accepted(await propose(place));
    accepted(await second(0));

    await world.moveTo(takesEffectAt);
    const before = await minuteKinds(world, place);
    for (const outcome of [await propose(place), await second(1), await notice(place, ready)]) {
      expect(refusalOf(outcome).section).toBe("s16");
    }
    expect(await minuteKinds(world, place)).toEqual(before);
    expect(await world.app.db.seconder.count({ where: { proposalId: seconding.id } })).toBe(1);

    accepted(await end(place, suspensionId));
    accepted(await propose(place));
    accepted(await second(1));
    accepted(await notice(place, ready));
  });

  it("a vote that would open under the order is neither announced nor left standing, and says why", async () => {
    const place = await makePlace();
    const ready = await discussed(place);
    const other = await putAndSecond(
      world,
      place,
      proposalText(place, {
        powerId: place.powers.verges,
        startsOn: civil("2027-06-01"),
        measureOn: civil("2027-07-01"),
      }),
    );
    const { voteId } = accepted(await notice(place, ready, 10));
    const { takesEffectAt, suspensionId } = accepted(await order(place));
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.opensAt >= takesEffectAt).toBe(true);
    expect(vote.cancelledReason).toMatch(/^The council suspended the power .* before voting was to open\.$/);
    expect(await lastMinute(world, place.parishId, "vote_cancelled")).toMatchObject({ reason: vote.cancelledReason });
    expect((await standingOf(world, place, ready)).state).toBe("deliberating");
    expect(refusalOf(await notice(place, ready, 10))).toMatchObject({ section: "s16" });
    expect((await standingOf(world, place, other.id)).state).toBe("deliberating");

    accepted(await end(place, suspensionId));
    const again = accepted(await notice(place, ready, 10));
    expect((await standingOf(world, place, ready)).state).toBe("notice");
    expect(again.voteId).not.toBe(voteId);
  });

  it("an open vote goes on, and binds only once the power is held again", async () => {
    const place = await makePlace();
    const ready = await discussed(place);
    const { voteId } = accepted(await notice(place, ready));
    const { opensAt, closesAt } = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(new Date(opensAt.getTime() + 1000));
    await settleVotes(world.app.context);
    const { suspensionId } = accepted(await order(place, unsafe));
    for (const personId of place.residents.slice(0, 12)) {
      expect((await castAs(world, personId, voteId, "for")).ok).toBe(true);
    }
    await world.moveTo(new Date(closesAt.getTime() + 1000));
    await settleVotes(world.app.context);
    const duty = async () => {
      const found = await findDutyOfProposal(world.app.db, ready);
      if (!found) throw new Error("the decision brought no duty");
      return found;
    };
    expect(bindingOf(await duty())).toMatchObject({ holds: false, outcome: "not_held" });
    accepted(await end(place, suspensionId));
    expect(bindingOf(await duty()).outcome).toBe("binding");
  });

  it("what was decided before stays valid", async () => {
    const place = await makePlace();
    const ready = await discussed(place);
    const { voteId } = accepted(await notice(place, ready));
    const { opensAt, closesAt } = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(new Date(opensAt.getTime() + 1000));
    await settleVotes(world.app.context);
    for (const personId of place.residents.slice(0, 12)) await castAs(world, personId, voteId, "for");
    await world.moveTo(new Date(closesAt.getTime() + 1000));
    await settleVotes(world.app.context);
    accepted(await order(place, unsafe));
    const duty = await findDutyOfProposal(world.app.db, ready);
    expect(duty && bindingOf(duty).outcome).toBe("binding");
    const answer = await answerDecision(world.app.context, place.officer, {
      dutyId: duty?.row.id ?? "",
      answer: "commit",
      ground: null,
      reasons: "",
      modifiedText: "",
      commitment: { what: "Empty the bins", owner: "Head of streets", dueOn: civil("2027-06-01") },
    });
    accepted(answer);
  });
});

describe("the end of an order", () => {
  it("is withdrawn before it takes effect, and then never was", async () => {
    const place = await makePlace();
    const { suspensionId, takesEffectAt } = accepted(await order(place, { kind: "revoke" }));
    await world.moveTo(secondsBefore(takesEffectAt));
    expect(refusalOf(await end(place, suspensionId, place.foreigner)).code).toBe("not_allowed");
    expect(refusalOf(await end(place, suspensionId, place.convenor)).code).toBe("not_allowed");
    expect(refusalOf(await end(place, suspensionId, place.officer, " ")).errors?.[0]?.field).toBe("reasons");
    expect(accepted(await end(place, suspensionId)).how).toBe("withdrawn");
    expect(accepted(await end(place, suspensionId)).how).toBe("withdrawn");
    expect((await minuteKinds(world, place)).filter((kind) => kind === "order_withdrawn")).toHaveLength(1);
    await world.moveTo(takesEffectAt);
    expect(await standing(place)).toBe("held");
    const page = await getRegister(world.app.db, place.slug, await world.app.now());
    expect(page?.orders).toMatchObject([{ standing: "withdrawn", tookEffect: false }]);
  });

  it("a revocation that has taken effect is not the council's to undo", async () => {
    const place = await makePlace();
    const { suspensionId, takesEffectAt } = accepted(await order(place, { kind: "revoke" }));
    await world.moveTo(takesEffectAt);
    expect(await standing(place)).toBe("revoked");
    expect(refusalOf(await end(place, suspensionId)).section).toBe("s16");
    expect(refusalOf(await end(place, crypto.randomUUID())).code).toBe("not_found");
  });

  it("leaves the history in the book and in the register", async () => {
    const place = await makePlace();
    const { suspensionId } = accepted(await order(place, unsafe));
    accepted(await end(place, suspensionId));
    accepted(await order(place, unsafe));
    const page = await getRegister(world.app.db, place.slug, await world.app.now());
    expect(page?.orders.map((one) => one.standing)).toEqual(["in_force", "reinstated"]);
    expect((await minuteKinds(world, place)).slice(-3)).toEqual(["power_suspended", "reinstated", "power_suspended"]);
    await expect(
      world.app.db.suspension.update({ where: { id: suspensionId }, data: { reasons: "Another." } }),
    ).rejects.toThrow();
    await expect(world.app.db.suspension.delete({ where: { id: suspensionId } })).rejects.toThrow();
  });
});

describe("an appeal to the Commissioner (section 50)", () => {
  it("is made once, by the convenor or the deputy, with reasons, and is public", async () => {
    const place = await makePlace();
    const { suspensionId } = accepted(await order(place, unsafe));
    expect(refusalOf(await appeal(place, suspensionId, stranger)).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.officer, place.commissioner]) {
      expect(refusalOf(await appeal(place, suspensionId, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await appeal(place, suspensionId, place.convenor, " ")).errors?.[0]?.field).toBe("reasons");
    accepted(await appeal(place, suspensionId));
    accepted(await appeal(place, suspensionId));
    const second = await appeal(place, suspensionId, place.convenor, "And one more thing.");
    expect(refusalOf(second)).toMatchObject({ code: "refused_by_act", section: "s16" });
    expect((await minuteKinds(world, place)).filter((kind) => kind === "appeal_made")).toHaveLength(1);
    const [first] = (await listAppeals(world.app.db, await world.app.now())).filter(({ isOpen }) => isOpen);
    expect(first).toMatchObject({ order: { id: suspensionId }, parish: { slug: place.slug } });
    accepted(await decide(place, suspensionId, "upheld"));
  });

  it("comes too late once the order has ended", async () => {
    const place = await makePlace();
    const { suspensionId } = accepted(await order(place, unsafe));
    accepted(await end(place, suspensionId));
    expect(refusalOf(await appeal(place, suspensionId)).section).toBe("s16");
  });

  it("that is upheld leaves the order as it is, and is decided once", async () => {
    const place = await makePlace();
    const { suspensionId } = accepted(await order(place, unsafe));
    expect(refusalOf(await decide(place, suspensionId, "upheld")).code).toBe("not_found");
    accepted(await appeal(place, suspensionId));
    for (const actor of [place.officer, place.convenor, place.author]) {
      expect(refusalOf(await decide(place, suspensionId, "set_aside", actor)).code).toBe("not_allowed");
    }
    accepted(await decide(place, suspensionId, "upheld"));
    accepted(await decide(place, suspensionId, "upheld"));
    expect(refusalOf(await decide(place, suspensionId, "set_aside")).code).toBe("conflict");
    expect(await standing(place)).toBe("suspended");
    expect((await minuteKinds(world, place)).filter((kind) => kind === "appeal_decided")).toHaveLength(1);
    // The council may still end it itself.
    accepted(await end(place, suspensionId));
    expect(await standing(place)).toBe("held");
  });

  it("that is set aside gives everything back at that instant, and the book still adds up", async () => {
    const place = await makePlace();
    const { suspensionId } = accepted(await order(place, { ...unsafe, kind: "revoke", powerId: null }));
    expect(await standing(place)).toBe("revoked");
    accepted(await appeal(place, suspensionId));
    accepted(await decide(place, suspensionId, "set_aside"));
    expect(await standing(place)).toBe("held");
    accepted(await propose(place));
    const page = await getRegister(world.app.db, place.slug, await world.app.now());
    expect(page?.orders[0]).toMatchObject({ standing: "set_aside", appeal: { found: { finding: "set_aside" } } });
    expect((await checkRecord(world.app.db)).problems).toEqual([]);
  });

  it("cannot give back what another parish holds on that ground by now, and nobody is given it while an appeal is open", async () => {
    const place = await makePlace();
    const { db } = world.app;
    const { suspensionId } = accepted(await order(place, { ...unsafe, kind: "revoke" }));
    const heldByOthers = async () => {
      const facts = { parishId: crypto.randomUUID(), wardIds: [place.wardId], now: await world.app.now() };
      return (await findPowersElsewhere(db, facts)).map(({ power }) => power).sort();
    };
    expect(await heldByOthers()).toEqual(["parking", "verges"]);
    accepted(await appeal(place, suspensionId));
    expect(await heldByOthers()).toEqual(["litter", "parking", "verges"]);
    // As if it had been given before anybody appealed.
    const other = await makeActiveParish(db, {
      councilId: place.councilId,
      wardIds: [place.wardId],
      convenorId: place.author.personId as string,
      powers: [{ catalogueId: "litter" }],
    });
    const refusal = refusalOf(await decide(place, suspensionId, "set_aside"));
    expect(refusal).toMatchObject({ section: "s7" });
    expect(refusal.message).toContain(other.name);
    accepted(await decide(place, suspensionId, "upheld"));
  });
});

describe("who holds what where (section 7)", () => {
  it("lists every power of the council's live parishes, and those of one ward", async () => {
    const place = await makePlace();
    accepted(await order(place, unsafe));
    const now = await world.app.now();
    const ward = await world.app.db.ward.findUniqueOrThrow({ where: { id: place.wardId } });
    const all = await listCouncilPowers(world.app.db, { councilId: place.councilId, ward: null }, now);
    const here = await listCouncilPowers(world.app.db, { councilId: place.councilId, ward: ward.gss }, now);
    expect(all).toHaveLength(6);
    expect(here).toHaveLength(3);
    expect(here.find(({ key }) => key === place.powers.litter)).toMatchObject({
      standing: "suspended",
      tier: "A",
      wards: [ward.name],
    });
  });

  it("names other parishes that ask for the same power on the same ground, and no others", async () => {
    const place = await makePlace();
    const { db } = world.app;
    const now = await world.app.now();
    const draft = (name: string, wardId: string, catalogueId: string, more: object = {}) =>
      db.parish.create({
        data: {
          slug: `asks-${crypto.randomUUID().slice(0, 8)}`,
          name,
          councilId: place.councilId,
          createdAt: now,
          wards: { create: [{ wardId }] },
          powerRequests: { create: [{ catalogueId, scope: "Every street" }] },
          ...more,
        },
      });
    const same = await draft("The same", place.wardId, "lighting");
    const gathering = await draft("Gathering", place.wardId, "clocks", {
      gatheringOpenedAt: now,
      gatheringEndsAt: firstPossible,
    });
    await draft("Another power", place.wardId, "clocks");
    await draft("Withdrawn", place.wardId, "lighting", { withdrawnAt: now });
    await draft("Too late", place.wardId, "lighting", { gatheringOpenedAt: now, gatheringEndsAt: now });
    const facts = { parishId: place.parishId, wardIds: [place.wardId], powers: ["lighting"], now };
    expect((await findPowersAskedElsewhere(db, facts)).map(({ parish }) => parish.name)).toEqual(["The same"]);
    expect(await findPowersAskedElsewhere(db, { ...facts, powers: ["litter"] })).toEqual([]);
    // Each charter names the others to whoever reads it.
    const namedBy = async (slug: string) =>
      (await getCharter(db, slug, now))?.askedElsewhere.map(({ parish }) => parish.name);
    expect(await namedBy(same.slug)).toEqual([]);
    expect(await namedBy(gathering.slug)).toEqual(["Another power"]);
  });
});
