import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArgument, argumentsAnHour } from "#server/commands/add-argument";
import { hideArgument } from "#server/commands/hide-argument";
import { reportArgument } from "#server/commands/report-argument";
import { getProposal } from "#server/queries/get-proposal";
import { stranger } from "~/domain/permissions/actor";
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
import { makeWorld, type World } from "../support/world";

let world: World;
let place: Neighbourhood;
let proposal: { id: string; number: number };

beforeAll(async () => {
  world = await makeWorld();
  place = await makeNeighbourhood(world);
  proposal = await putAndSecond(world, place);
});

afterAll(() => world.stop());

async function page(actor = stranger, order: "newest" | "oldest" = "newest") {
  const now = await world.app.now();
  const view = await getProposal(world.app.db, place.slug, proposal.number, actor, now, order);
  if (!view) throw new Error("the proposal has no page");
  return view;
}

describe("arguing", () => {
  it("marks people who do not live in the area as observers", async () => {
    await argue(world, place.author, proposal.id, "The bins overflow by Wednesday.");
    await argue(world, place.observer, proposal.id, "I work here and see it every day.");
    await argue(world, place.neighbour, proposal.id, "Ours overflow too, next door.");
    const shown = (await page()).arguments.for;
    expect(shown.map(({ author, isObserver }) => [author, isObserver])).toEqual([
      ["Nia Neighbour", true],
      ["Otto Observer", true],
      ["Asha Rahman", false],
    ]);
    expect((await page(stranger, "oldest")).arguments.for.map(({ author }) => author)).toEqual([
      "Asha Rahman",
      "Otto Observer",
      "Nia Neighbour",
    ]);
  });

  it("takes the same words sent twice as one argument", async () => {
    const first = await argue(world, place.convenor, proposal.id, "It would cost the council a second round.");
    const second = await argue(world, place.convenor, proposal.id, "It would cost the council a second round.");
    expect(second).toBe(first);
  });

  it("refuses a stranger, and a time before deliberation", async () => {
    const early = await putForward(world, place);
    const say = (actor = stranger, proposalId = proposal.id) =>
      addArgument(world.app.context, actor, { proposalId, side: "against", text: "Not now, please." });
    expect(refusalOf(await say()).code).toBe("not_signed_in");
    expect(refusalOf(await say(place.convenor, early.id))).toMatchObject({ code: "refused_by_act", section: "s22" });
    expect(refusalOf(await say(place.convenor, crypto.randomUUID())).code).toBe("not_found");
  });

  it("takes so many an hour from one person and no more, and again when the hour is over", async () => {
    const talker = await place.actorOf(place.residents[30] as string);
    const say = (text: string) =>
      addArgument(world.app.context, talker, { proposalId: proposal.id, side: "against", text });
    for (let said = 0; said < argumentsAnHour; said += 1) accepted(await say(`Reason number ${said}`));
    expect(refusalOf(await say("One reason more")).code).toBe("too_many");
    await world.advance("61 minutes");
    expect((await say("One reason more")).ok).toBe(true);
  });
});

describe("reporting and hiding an argument", () => {
  it("shows reports to the convenor only, and hides with a public reason", async () => {
    const argumentId = await argue(world, place.author, proposal.id, "The man at number 9 is to blame.");
    const about = { proposalId: proposal.id, argumentId };
    const report = (actor = place.observer) =>
      reportArgument(world.app.context, actor, { ...about, reason: "It blames a neighbour." });
    expect(refusalOf(await report(stranger)).code).toBe("not_signed_in");
    accepted(await report());
    accepted(await report());
    const shownTo = async (actor = stranger) => (await page(actor)).arguments.for.find(({ id }) => id === argumentId);
    expect((await shownTo(place.convenor))?.reports.map(({ reason }) => reason)).toEqual(["It blames a neighbour."]);
    expect((await shownTo(place.author))?.reports).toEqual([]);
    expect((await shownTo(place.observer))?.hasReported).toBe(true);

    const hide = (actor = place.convenor) =>
      hideArgument(world.app.context, actor, { ...about, reason: "It blames a person by address." });
    expect(refusalOf(await hide(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.author, place.neighbour, place.observer]) {
      expect(refusalOf(await hide(actor))).toMatchObject({ code: "not_allowed", section: "s22" });
    }
    accepted(await hide());
    accepted(await hide());
    expect(await shownTo()).toMatchObject({ text: "", hiddenReason: "It blames a person by address." });
    expect((await minuteKinds(world, place)).filter((kind) => kind === "argument_hidden")).toHaveLength(1);
    expect(refusalOf(await report()).code).toBe("conflict");
  });

  it("does not find an argument under another proposal", async () => {
    const other = await putAndSecond(world, place);
    const argumentId = await argue(world, place.author, proposal.id, "This belongs to the first proposal.");
    const about = { proposalId: other.id, argumentId, reason: "Looked for in the wrong place." };
    expect(refusalOf(await reportArgument(world.app.context, place.author, about)).code).toBe("not_found");
    expect(refusalOf(await hideArgument(world.app.context, place.convenor, about)).code).toBe("not_found");
  });
});
