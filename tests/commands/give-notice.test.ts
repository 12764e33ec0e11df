import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callHallVote } from "#server/commands/call-hall-vote";
import { changeProposal } from "#server/commands/change-proposal";
import { giveNotice } from "#server/commands/give-notice";
import { settleVotes } from "#server/commands/settle-votes";
import { withdrawProposal } from "#server/commands/withdraw-proposal";
import { getPowerBalance } from "#server/queries/get-power-balance";
import type { Rules } from "~/domain/act/ruling";
import { deliberationEndsEarliest, noticeBy } from "~/domain/act/s22-deliberation";
import { mayBePutAgainAt } from "~/domain/act/s30-participation-floor";
import { lastSafeDay } from "~/domain/act/s41-last-safe-day";
import { windingUpFrom } from "~/domain/act/s44-winding-up";
import { stranger } from "~/domain/permissions/actor";
import { addDays, atTime, type CivilDate, civilDateOf, endOfDay, startOfDay, weekdayOf } from "~/domain/time/civil";
import { earliestEventDay, maySitOn } from "~/domain/time/clear-days";
import { bankHolidayName } from "~/domain/time/working-days";
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
  spendingText,
  standingOf,
} from "../support/proposals";
import { castAs, makeWorld, type World } from "../support/world";

let world: World;
let start: Date;

beforeAll(async () => {
  world = await makeWorld();
  start = await world.app.now();
});

beforeEach(async () => {
  await world.moveTo(start);
});

afterAll(() => world.stop());

/** A proposal whose deliberation has lasted long enough, with the clock at that instant. */
async function discussed(place: Neighbourhood, proposal = proposalText(place)) {
  const put = await putAndSecond(world, place, proposal);
  const standing = await standingOf(world, place, put.id);
  await world.moveTo(deliberationEndsEarliest(standing.rules as Rules, standing.deliberationStartedAt as Date));
  return put.id;
}

async function earliest(clearDays = 7): Promise<CivilDate> {
  return earliestEventDay(civilDateOf(await world.app.now()), clearDays);
}

async function notice(place: Neighbourhood, proposalId: string, opensOn?: CivilDate, actor = place.author) {
  return giveNotice(world.app.context, actor, { proposalId, opensOn: opensOn ?? (await earliest()) });
}

async function nothingWritten(place: Neighbourhood, proposalId: string) {
  const proposal = await world.app.db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
  expect(proposal.noticeAt).toBeNull();
  expect(await world.app.db.vote.count({ where: { proposalId } })).toBe(0);
  expect(await minuteKinds(world, place)).not.toContain("notice_given");
}

describe("giving notice of a vote", () => {
  it("plans the vote, freezes everything that governs it and writes the minute", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place, proposalText(place, { title: "Empty the bins twice a week." }));
    const opensOn = await earliest();
    const { voteId } = accepted(await notice(place, id, opensOn));
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote).toMatchObject({
      question: "Empty the bins twice a week?",
      class: "ordinary",
      publicity: "open",
      method: "yes_no_abstain",
      tallyStepBallots: 5,
      round: 1,
      opensAt: atTime(opensOn, 8, 0),
      closesAt: atTime(addDays(opensOn, 7), 21, 0),
      seed: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await standingOf(world, place, id)).state).toBe("notice");
    expect((await minuteKinds(world, place)).at(-1)).toBe("notice_given");
    const change = { proposalId: id, revision: 1, proposal: proposalText(place) };
    expect(refusalOf(await changeProposal(world.app.context, place.author, change)).section).toBe("s21");
  });

  it("shows turnout only for spending and a running count for advice, as the charter and s26 say", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const spending = await discussed(place, spendingText(place, 5_000));
    const spendingVote = accepted(await notice(place, spending)).voteId;
    const advice = await discussed(place, proposalText(place, { powerId: place.powers.parking }));
    const adviceVote = accepted(await notice(place, advice)).voteId;
    const votes = await world.app.db.vote.findMany({ where: { parishId: place.parishId } });
    const publicity = new Map(votes.map((vote) => [vote.id, vote.publicity]));
    expect(publicity.get(spendingVote)).toBe("turnout");
    expect(publicity.get(adviceVote)).toBe("open");
  });

  it("makes one vote of a notice given twice, and of two given at once", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    const both = await Promise.all([notice(place, id, opensOn), notice(place, id, opensOn)]);
    const again = await notice(place, id, opensOn);
    const votes = [...both, again].map((outcome) => accepted(outcome).voteId);
    expect(new Set(votes).size).toBe(1);
    const later = earliestEventDay(opensOn, 3);
    expect(refusalOf(await notice(place, id, later)).section).toBe("s22");
    expect(await world.app.db.vote.count({ where: { proposalId: id } })).toBe(1);
    expect((await minuteKinds(world, place)).filter((kind) => kind === "notice_given")).toHaveLength(1);
  });

  it("may be given by the convenor too, and by nobody else", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const resident = await place.actorOf(place.residents[0] as string);
    expect(refusalOf(await notice(place, id, undefined, stranger)).code).toBe("not_signed_in");
    for (const actor of [resident, place.neighbour, place.observer]) {
      expect(refusalOf(await notice(place, id, undefined, actor)).code).toBe("not_allowed");
    }
    await nothingWritten(place, id);
    expect((await notice(place, id, undefined, place.convenor)).ok).toBe(true);
  });

  it("is refused before deliberation has lasted long enough, and after its time is over", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const { id } = await putAndSecond(world, place);
    const standing = await standingOf(world, place, id);
    const began = standing.deliberationStartedAt as Date;
    const rules = standing.rules as Rules;
    await world.moveTo(new Date(deliberationEndsEarliest(rules, began).getTime() - 60_000));
    expect(refusalOf(await notice(place, id))).toMatchObject({ code: "refused_by_act", section: "s22" });
    await world.moveTo(noticeBy(rules, began));
    expect((await standingOf(world, place, id)).state).toBe("lapsed");
    expect(refusalOf(await notice(place, id)).section).toBe("s22");
    await nothingWritten(place, id);
  });

  it("is refused while the proposal still needs seconders", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const { id } = await putForward(world, place);
    expect(refusalOf(await notice(place, id)).section).toBe("s22");
    await nothingWritten(place, id);
  });

  it("is refused with too few clear days, on a Sunday, on a bank holiday and on a day gone by", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const first = await earliest();
    expect(refusalOf(await notice(place, id, addDays(first, -1))).section).toMatch(/^s2(1)?$/);
    let sunday = first;
    while (weekdayOf(sunday) !== 7) sunday = addDays(sunday, 1);
    expect(refusalOf(await notice(place, id, sunday)).section).toBe("s2");
    let holiday = first;
    while (bankHolidayName(holiday) === null) holiday = addDays(holiday, 1);
    expect(refusalOf(await notice(place, id, holiday)).section).toBe("s2");
    const today = civilDateOf(await world.app.now());
    expect(refusalOf(await notice(place, id, today)).section).toMatch(/^s2(1)?$/);
    expect(refusalOf(await notice(place, id, civil("2020-01-06"))).code).toBe("refused_by_act");
    await nothingWritten(place, id);
  });

  it("is refused past the last safe day of its class and tier, citing s41, and writes nothing", async () => {
    const place = await makeNeighbourhood(world, { people: 12, termMonths: 6 });
    const tierA = await discussed(place);
    const tierB = await discussed(place, proposalText(place, { powerId: place.powers.verges }));
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    const { rules } = await standingOf(world, place, tierA);
    const term = { startsOn: civilDateOf(parish.activeFromAt as Date), sunsetAt: parish.sunsetAt as Date };
    for (const [id, tier] of [
      [tierA, "A"],
      [tierB, "B"],
    ] as const) {
      const { lastOpeningDay } = lastSafeDay(rules as Rules, { ...term, class: "ordinary", tier });
      const last = lastOpeningDay as CivilDate;
      let after = addDays(last, 1);
      while (!maySitOn(after)) after = addDays(after, 1);
      const refusal = refusalOf(await notice(place, id, after));
      expect(refusal).toMatchObject({ code: "refused_by_act", section: "s41" });
      expect(refusal.ruling?.outcome).toBe("past_last_safe_day");
      await nothingWritten(place, id);
    }
    expect(refusalOf(await notice(place, tierA, civil("9999-12-31"))).section).toBe("s41");
    const { lastOpeningDay } = lastSafeDay(rules as Rules, { ...term, class: "ordinary", tier: "B" });
    expect((await notice(place, tierB, lastOpeningDay as CivilDate)).ok).toBe(true);
  });

  it("is refused in winding up, citing s44, and after the sunset, citing s40", async () => {
    const place = await makeNeighbourhood(world, { people: 12, termMonths: 4, rules: { noticeWithinDays: 120 } });
    const id = await discussed(place);
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    const sunsetAt = parish.sunsetAt as Date;
    const rules = { actVersion: 1, scheduleVersion: 0, parameters: {} };
    await world.moveTo(windingUpFrom(rules, { startsOn: civilDateOf(parish.activeFromAt as Date), sunsetAt }));
    expect(refusalOf(await notice(place, id)).section).toBe("s44");
    await world.moveTo(sunsetAt);
    expect(refusalOf(await notice(place, id)).section).toBe("s40");
    await nothingWritten(place, id);
  });

  it("is refused when the council has suspended the power, citing s16", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    await world.app.db.power.update({
      where: { id: place.powers.litter },
      data: { suspendedAt: await world.app.now() },
    });
    expect(refusalOf(await notice(place, id)).section).toBe("s16");
    await nothingWritten(place, id);
  });
});

describe("the balance of a power's budget", () => {
  it("sets costs aside at notice, refuses what is too much, and frees what is withdrawn", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const ids = [];
    for (let made = 0; made < 3; made += 1)
      ids.push((await putAndSecond(world, place, spendingText(place, 90_000))).id);
    const [first, second, third] = ids as [string, string, string];
    const standing = await standingOf(world, place, third);
    await world.moveTo(deliberationEndsEarliest(standing.rules as Rules, standing.deliberationStartedAt as Date));
    accepted(await notice(place, first));
    accepted(await notice(place, second));
    const litter = place.powers.litter as string;
    const left = async () => (await getPowerBalance(world.app.db, litter, await world.app.now()))?.balancePence;
    expect(await left()).toBe(70_000);
    const refusal = refusalOf(await notice(place, third));
    expect(refusal).toMatchObject({ code: "refused_by_act", section: "s21" });
    expect(refusal.ruling?.outcome).toBe("outside_budget");
    accepted(await withdrawProposal(world.app.context, place.author, { proposalId: first }));
    expect(await left()).toBe(160_000);
    expect((await notice(place, third)).ok).toBe(true);
    expect(await left()).toBe(70_000);
  });

  it("lets only one of two notices given at once take the last of the money", async () => {
    const place = await makeNeighbourhood(world, { people: 8 });
    await world.app.db.power.update({ where: { id: place.powers.litter }, data: { budgetYearPence: 100_000n } });
    const one = (await putAndSecond(world, place, spendingText(place, 60_000))).id;
    const other = (await putAndSecond(world, place, spendingText(place, 60_000))).id;
    const standing = await standingOf(world, place, other);
    await world.moveTo(deliberationEndsEarliest(standing.rules as Rules, standing.deliberationStartedAt as Date));
    const both = await Promise.all([notice(place, one), notice(place, other)]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(both.filter((outcome) => !outcome.ok).map((outcome) => refusalOf(outcome).section)).toEqual(["s21"]);
  });
});

describe("withdrawing a proposal", () => {
  it("cancels the vote that was planned, which then never opens", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const { voteId } = accepted(await notice(place, id));
    const withdraw = (actor = place.author) => withdrawProposal(world.app.context, actor, { proposalId: id });
    expect(refusalOf(await withdraw(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.convenor, place.neighbour, place.observer]) {
      expect(refusalOf(await withdraw(actor)).code).toBe("not_allowed");
    }
    accepted(await withdraw());
    accepted(await withdraw());
    expect((await minuteKinds(world, place)).slice(-2)).toEqual(["vote_cancelled", "proposal_withdrawn"]);
    await world.advance("20 days");
    await settleVotes(world.app.context);
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.cancelledAt).not.toBeNull();
    expect(vote.openedAt).toBeNull();
    expect((await standingOf(world, place, id)).state).toBe("withdrawn");
  });

  it("is refused from the instant voting opens", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    accepted(await notice(place, id, opensOn));
    await world.moveTo(atTime(opensOn, 8, 0));
    const outcome = await withdrawProposal(world.app.context, place.author, { proposalId: id });
    expect(refusalOf(outcome).section).toBe("s22");
    expect((await standingOf(world, place, id)).state).toBe("voting");
  });

  it("throws a draft away", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const { id } = await putForward(world, place);
    const draft = await world.app.db.proposal.create({
      data: {
        parishId: place.parishId,
        number: -1,
        authorId: place.author.personId as string,
        title: "Not ready",
        createdAt: start,
      },
    });
    accepted(await withdrawProposal(world.app.context, place.author, { proposalId: draft.id }));
    expect(await world.app.db.proposal.findMany({ where: { parishId: place.parishId }, select: { id: true } })).toEqual(
      [{ id }],
    );
    expect(await minuteKinds(world, place)).not.toContain("proposal_withdrawn");
  });
});

describe("a vote that too few people took part in", () => {
  it("is put once more after 28 days, and never a third time", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    accepted(await notice(place, id, opensOn));
    const closesAt = atTime(addDays(opensOn, 7), 21, 0);
    await world.moveTo(closesAt);
    await settleVotes(world.app.context);
    expect((await standingOf(world, place, id)).state).toBe("inquorate");
    await world.moveTo(new Date(mayBePutAgainAt(closesAt).getTime() - 60_000));
    expect(refusalOf(await notice(place, id)).section).toBe("s30");
    await world.moveTo(mayBePutAgainAt(closesAt));
    const again = await earliest();
    const { voteId } = accepted(await notice(place, id, again));
    expect((await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } })).round).toBe(2);
    expect((await standingOf(world, place, id)).state).toBe("notice");
    const second = atTime(addDays(again, 7), 21, 0);
    await world.moveTo(second);
    await settleVotes(world.app.context);
    await world.moveTo(mayBePutAgainAt(second));
    expect(refusalOf(await notice(place, id)).section).toBe("s30");
    expect(await world.app.db.vote.count({ where: { proposalId: id } })).toBe(2);
  });
});

describe("a hall vote", () => {
  const call = (place: Neighbourhood, proposalId: string, opensOn: CivilDate, hour: number, actor = place.convenor) =>
    callHallVote(world.app.context, actor, { proposalId, opensOn, hour, minute: 30 });

  it("is open for a quarter of an hour at the hour that its notice named, and decides", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    const { voteId } = accepted(await call(place, id, opensOn, 19));
    accepted(await call(place, id, opensOn, 19));
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.opensAt).toEqual(atTime(opensOn, 19, 30));
    expect(vote.closesAt).toEqual(atTime(opensOn, 19, 45));
    await world.moveTo(vote.opensAt);
    await settleVotes(world.app.context);
    for (const personId of place.residents.slice(0, 14)) await castAs(world, personId, voteId, "for");
    await world.moveTo(vote.closesAt);
    await settleVotes(world.app.context);
    expect((await standingOf(world, place, id)).state).toBe("passed");
  });

  it("is refused outside 8am to 9pm and for a spending proposal, citing s25", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    for (const hour of [7, 21, 23]) expect(refusalOf(await call(place, id, opensOn, hour)).section).toBe("s25");
    await nothingWritten(place, id);
    const spending = await discussed(place, spendingText(place, 5_000));
    expect(refusalOf(await call(place, spending, await earliest(), 12)).section).toBe("s25");
  });

  it("is called by the convenor only, not by the author", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const opensOn = await earliest();
    expect(refusalOf(await call(place, id, opensOn, 12, stranger)).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.observer]) {
      expect(refusalOf(await call(place, id, opensOn, 12, actor)).code).toBe("not_allowed");
    }
    await nothingWritten(place, id);
  });
});

describe("notice on the last minute of a day", () => {
  it("counts clear days from the London day in which it is given", async () => {
    const place = await makeNeighbourhood(world, { people: 12 });
    const id = await discussed(place);
    const today = civilDateOf(await world.app.now());
    await world.moveTo(new Date(endOfDay(today).getTime() - 1_000));
    const opensOn = earliestEventDay(today, 7);
    const { voteId } = accepted(await notice(place, id, opensOn));
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.noticeAt < startOfDay(addDays(today, 1))).toBe(true);
  });
});
