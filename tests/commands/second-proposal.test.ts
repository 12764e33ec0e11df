import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeProposal } from "#server/commands/change-proposal";
import { giveNotice } from "#server/commands/give-notice";
import { ruleInadmissible } from "#server/commands/rule-inadmissible";
import { secondProposal } from "#server/commands/second-proposal";
import { unsecondProposal } from "#server/commands/unsecond-proposal";
import { withdrawProposal } from "#server/commands/withdraw-proposal";
import { convenorDecidesBy } from "~/domain/act/s19-admissibility";
import { deliberationEndsEarliest } from "~/domain/act/s22-deliberation";
import { stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import {
  accepted,
  findSeconders,
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
import { makeWorld, type World } from "../support/world";

let world: World;
let place: Neighbourhood;
let start: Date;

beforeAll(async () => {
  world = await makeWorld();
  start = await world.app.now();
  place = await makeNeighbourhood(world);
});

afterAll(() => world.stop());

async function resident(index: number, from = place) {
  return from.actorOf(from.residents[index] as string);
}

describe("seconding a proposal", () => {
  it("counts a resident once, however often they press", async () => {
    const { id } = await putForward(world, place);
    const actor = await resident(0);
    const second = () => secondProposal(world.app.context, actor, { proposalId: id });
    const presses = await Promise.all([second(), second(), second()]);
    expect(presses.map((outcome) => accepted(outcome).seconders)).toEqual([1, 1, 1]);
    expect((await standingOf(world, place, id)).state).toBe("seconding");
  });

  it("starts deliberation with the seconder that makes the number, in one minute", async () => {
    const { id } = await putForward(world, place);
    await findSeconders(world, place, id);
    const standing = await standingOf(world, place, id);
    expect(standing.state).toBe("deliberating");
    expect(standing.deliberationStartedAt).toEqual(standing.secondedAt);
    expect((await minuteKinds(world, place)).at(-1)).toBe("proposal_seconded");
    const more = accepted(await secondProposal(world.app.context, await resident(20), { proposalId: id }));
    expect(more).toMatchObject({ seconders: 11, state: "deliberating" });
    expect((await minuteKinds(world, place)).filter((kind) => kind === "proposal_seconded")).toHaveLength(1);
  });

  it("lets a name be taken off and put back, and keeps the place, but not the right to notice", async () => {
    const { id } = await putAndSecond(world, place);
    const actor = await resident(0);
    const off = () => unsecondProposal(world.app.context, actor, { proposalId: id });
    expect(accepted(await off()).seconders).toBe(9);
    expect(accepted(await off()).seconders).toBe(9);
    const standing = await standingOf(world, place, id);
    expect(standing.state).toBe("deliberating");
    await world.moveTo(deliberationEndsEarliest(standing.rules as never, standing.deliberationStartedAt as Date));
    const opensOn = earliestEventDay(civilDateOf(await world.app.now()), 7);
    const notice = () => giveNotice(world.app.context, place.author, { proposalId: id, opensOn });
    expect(refusalOf(await notice())).toMatchObject({ code: "refused_by_act", section: "s20" });
    expect(accepted(await secondProposal(world.app.context, actor, { proposalId: id })).seconders).toBe(10);
    expect((await notice()).ok).toBe(true);
    expect(refusalOf(await off()).section).toBe("s20");
    await world.moveTo(start);
  });

  it("refuses a stranger, an observer, a resident of another parish and the author", async () => {
    const { id } = await putForward(world, place);
    const second = (actor = stranger) => secondProposal(world.app.context, actor, { proposalId: id });
    expect(refusalOf(await second()).code).toBe("not_signed_in");
    for (const actor of [place.observer, place.neighbour, place.author]) {
      expect(refusalOf(await second(actor))).toMatchObject({ code: "not_allowed", section: "s20" });
    }
    expect(await world.app.db.seconder.count({ where: { proposalId: id } })).toBe(0);
  });

  it("refuses to take off the name of somebody who never seconded", async () => {
    const { id } = await putForward(world, place);
    const off = (actor = stranger) => unsecondProposal(world.app.context, actor, { proposalId: id });
    expect(refusalOf(await off()).code).toBe("not_signed_in");
    expect(refusalOf(await off(place.convenor)).code).toBe("not_allowed");
    expect(refusalOf(await off(place.neighbour)).code).toBe("not_allowed");
  });

  it("takes the last seconder until the end of the last day, and none after it", async () => {
    const own = await makeNeighbourhood(world);
    const { id } = await putForward(world, own);
    const { secondingEndsAt } = await standingOf(world, own, id);
    const second = async (index: number) =>
      secondProposal(world.app.context, await resident(index, own), { proposalId: id });
    await world.moveTo(new Date((secondingEndsAt as Date).getTime() - 60_000));
    expect((await second(0)).ok).toBe(true);
    await world.moveTo(secondingEndsAt as Date);
    expect((await standingOf(world, own, id)).state).toBe("expired");
    expect(refusalOf(await second(1)).section).toBe("s20");
    await world.moveTo(start);
  });
});

describe("the attention limit", () => {
  it("queues the fourth where three may be live, and lets it in when a place becomes free", async () => {
    const own = await makeNeighbourhood(world, { people: 8, rules: { liveProposals: 3 } });
    const live = [];
    for (let made = 0; made < 3; made += 1) live.push(await putAndSecond(world, own));
    const fourth = await putAndSecond(world, own);
    const fifth = await putAndSecond(world, own);
    expect(await standingOf(world, own, fourth.id)).toMatchObject({ state: "queued", place: 1 });
    expect(await standingOf(world, own, fifth.id)).toMatchObject({ state: "queued", place: 2 });
    const second = live[1] as { id: string };
    accepted(await withdrawProposal(world.app.context, own.author, { proposalId: second.id }));
    expect(await standingOf(world, own, fourth.id)).toMatchObject({ state: "deliberating", place: null });
    expect(await standingOf(world, own, fifth.id)).toMatchObject({ state: "queued", place: 1 });
  });

  it("frees the place of a proposal of which nobody gave notice in time", async () => {
    const own = await makeNeighbourhood(world, {
      people: 8,
      rules: { liveProposals: 3, deliberationDays: 0, noticeWithinDays: 14 },
    });
    const live = [];
    for (let made = 0; made < 3; made += 1) live.push(await putAndSecond(world, own));
    const waiting = await putAndSecond(world, own);
    expect((await standingOf(world, own, waiting.id)).state).toBe("queued");
    await world.advance("15 days");
    expect((await standingOf(world, own, (live[0] as { id: string }).id)).state).toBe("lapsed");
    const standing = await standingOf(world, own, waiting.id);
    expect(standing.state).toBe("deliberating");
    expect(civilDateOf(standing.deliberationStartedAt as Date)).toBe(addDays(civilDateOf(start), 15));
    await world.moveTo(start);
  });
});

describe("changing a proposal", () => {
  it("tells every seconder once, counts the revision and writes the minute", async () => {
    const text = proposalText(place);
    const { id } = await putAndSecond(world, place, text);
    const proposal = { ...text, change: "The bins on Mill Lane are emptied on Tuesdays." };
    const change = () => changeProposal(world.app.context, place.author, { proposalId: id, revision: 1, proposal });
    expect(accepted(await change()).revision).toBe(2);
    expect(accepted(await change()).revision).toBe(2);
    expect(await world.app.db.mail.count({ where: { key: { startsWith: `proposal-changed:${id}:` } } })).toBe(10);
    expect((await minuteKinds(world, place)).filter((kind) => kind === "proposal_changed")).toHaveLength(1);
  });

  it("puts a proposal that now costs money into the spending class", async () => {
    const { id } = await putForward(world, place);
    const proposal = spendingText(place, 4_000);
    accepted(await changeProposal(world.app.context, place.author, { proposalId: id, revision: 1, proposal }));
    expect(await standingOf(world, place, id)).toMatchObject({ class: "spending", costPence: 4_000 });
  });

  it("refuses words that were written over an older text", async () => {
    const { id } = await putForward(world, place);
    const change = (title: string) =>
      changeProposal(world.app.context, place.author, {
        proposalId: id,
        revision: 1,
        proposal: proposalText(place, { title }),
      });
    accepted(await change("The first new title"));
    expect(refusalOf(await change("The second new title")).code).toBe("conflict");
    expect((await standingOf(world, place, id)).title).toBe("The first new title");
  });

  it("refuses a change that would make it inadmissible, and changes nothing", async () => {
    const { id } = await putForward(world, place);
    const before = await standingOf(world, place, id);
    const proposal = spendingText(place, 999_999);
    const outcome = await changeProposal(world.app.context, place.author, { proposalId: id, revision: 1, proposal });
    expect(refusalOf(outcome).ruling?.outcome).toBe("outside_budget");
    expect((await standingOf(world, place, id)).title).toBe(before.title);
  });

  it("refuses anybody but the author", async () => {
    const { id } = await putForward(world, place);
    const change = (actor = stranger) =>
      changeProposal(world.app.context, actor, { proposalId: id, revision: 1, proposal: proposalText(place) });
    expect(refusalOf(await change()).code).toBe("not_signed_in");
    for (const actor of [place.convenor, place.neighbour, place.observer]) {
      expect(refusalOf(await change(actor)).code).toBe("not_allowed");
    }
  });
});

describe("finding a proposal inadmissible", () => {
  const finding = { ground: "about_a_person", reasons: "It is about the conduct of one named neighbour." };

  it("is done by the convenor with reasons that everybody reads, and the author is told", async () => {
    const { id } = await putForward(world, place);
    accepted(await ruleInadmissible(world.app.context, place.convenor, { proposalId: id, ...finding }));
    expect((await standingOf(world, place, id)).state).toBe("inadmissible");
    expect((await minuteKinds(world, place)).at(-1)).toBe("proposal_inadmissible");
    expect(await world.app.db.mail.count({ where: { key: `proposal-inadmissible:${id}` } })).toBe(1);
    const again = await ruleInadmissible(world.app.context, place.convenor, { proposalId: id, ...finding });
    expect(refusalOf(again).section).toBe("s19");
  });

  it("is refused after five working days, on an unlisted ground and without reasons", async () => {
    const own = await makeNeighbourhood(world);
    const { id } = await putForward(world, own);
    const rule = (more: Partial<typeof finding> = {}) =>
      ruleInadmissible(world.app.context, own.convenor, { proposalId: id, ...finding, ...more });
    expect(refusalOf(await rule({ ground: "I do not like it" })).section).toBe("s19");
    expect(refusalOf(await rule({ reasons: " " })).section).toBe("s19");
    const standing = await standingOf(world, own, id);
    await world.moveTo(convenorDecidesBy(standing.rules as never, standing.submittedAt as Date));
    expect(refusalOf(await rule()).section).toBe("s19");
    expect((await standingOf(world, own, id)).state).toBe("seconding");
    await world.moveTo(start);
  });

  it("is refused to strangers, residents and the convenor of another parish", async () => {
    const { id } = await putForward(world, place);
    const rule = (actor = stranger) => ruleInadmissible(world.app.context, actor, { proposalId: id, ...finding });
    expect(refusalOf(await rule()).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.observer]) {
      expect(refusalOf(await rule(actor)).code).toBe("not_allowed");
    }
  });
});
