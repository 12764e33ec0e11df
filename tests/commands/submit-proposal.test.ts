import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mostDrafts, saveProposal } from "#server/commands/save-proposal";
import { checkProposal, submitProposal } from "#server/commands/submit-proposal";
import { listProposals } from "#server/queries/list-proposals";
import { listProposalStates } from "#server/queries/proposal-facts";
import { stranger } from "~/domain/permissions/actor";
import {
  accepted,
  makeNeighbourhood,
  minuteKinds,
  type Neighbourhood,
  proposalText,
  putForward,
  refusalOf,
  spendingText,
  standingOf,
} from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let place: Neighbourhood;

beforeAll(async () => {
  world = await makeWorld();
  place = await makeNeighbourhood(world);
});

afterAll(() => world.stop());

function submit(actor = place.author, proposal = proposalText(place), draftId: string = crypto.randomUUID()) {
  return submitProposal(world.app.context, actor, { parishId: place.parishId, draftId, proposal });
}

describe("keeping a draft", () => {
  it("keeps what was written for its author and nobody else, without a minute", async () => {
    const before = await minuteKinds(world, place);
    const draftId = crypto.randomUUID();
    const proposal = proposalText(place, { title: "Half a thought", change: "", startsOn: null, cost: null });
    accepted(await saveProposal(world.app.context, place.author, { parishId: place.parishId, draftId, proposal }));
    const now = await world.app.now();
    const all = { state: null, page: 1 };
    const mine = await listProposals(world.app.db, place.slug, place.author, all, now);
    const theirs = await listProposals(world.app.db, place.slug, place.convenor, all, now);
    expect(mine?.drafts.map((draft) => draft.title)).toContain("Half a thought");
    expect(theirs?.drafts).toEqual([]);
    expect(theirs?.proposals.map((listed) => listed.title)).not.toContain("Half a thought");
    expect((await listProposalStates(world.app.db, place.parishId, now)).map((line) => line.title)).not.toContain(
      "Half a thought",
    );
    expect(await minuteKinds(world, place)).toEqual(before);
  });

  it("makes one draft when the same form is sent twice at once", async () => {
    const draftId = crypto.randomUUID();
    const input = { parishId: place.parishId, draftId, proposal: proposalText(place) };
    const both = await Promise.all([1, 2].map(() => saveProposal(world.app.context, place.author, input)));
    expect(both.map((outcome) => outcome.ok)).toEqual([true, true]);
    expect(await world.app.db.proposal.count({ where: { id: draftId } })).toBe(1);
  });

  it("refuses somebody else's draft as if it were not there", async () => {
    const draftId = crypto.randomUUID();
    const input = { parishId: place.parishId, draftId, proposal: proposalText(place) };
    accepted(await saveProposal(world.app.context, place.author, input));
    const stolen = { ...input, proposal: proposalText(place, { title: "Taken over" }) };
    expect(refusalOf(await saveProposal(world.app.context, place.convenor, stolen)).code).toBe("not_found");
    expect(refusalOf(await submitProposal(world.app.context, place.convenor, stolen)).code).toBe("not_found");
    const kept = await world.app.db.proposal.findUniqueOrThrow({ where: { id: draftId } });
    expect(kept.title).toBe(input.proposal.title);
  });

  it("refuses more drafts than one person can look after", async () => {
    const [person] = place.residents;
    const actor = await place.actorOf(person as string);
    const save = () =>
      saveProposal(world.app.context, actor, {
        parishId: place.parishId,
        draftId: crypto.randomUUID(),
        proposal: proposalText(place),
      });
    for (let made = 0; made < mostDrafts; made += 1) accepted(await save());
    expect(refusalOf(await save()).code).toBe("too_many");
  });
});

describe("putting a proposal forward", () => {
  it("freezes the rules, the class and the seconders it needs, and writes the minute", async () => {
    const { id, number } = await putForward(world, place);
    const row = await world.app.db.proposal.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ number, class: "ordinary", secondersNeeded: 10, moneyType: "none" });
    expect(row.rules).toMatchObject({ actVersion: 1 });
    expect((await standingOf(world, place, id)).state).toBe("seconding");
    expect((await minuteKinds(world, place)).at(-1)).toBe("proposal_submitted");
  });

  it.each([
    ["spending", 5_000, "litter"],
    ["advisory", 0, "parking"],
    ["advisory", 5_000, "parking"],
    ["ordinary", 0, "verges"],
  ] as const)("puts it in the class %s when it costs %i pence under %s", async (proposalClass, cost, power) => {
    const text = cost > 0 ? spendingText(place, cost) : proposalText(place);
    const { id } = await putForward(world, place, { ...text, powerId: place.powers[power] });
    expect((await standingOf(world, place, id)).class).toBe(proposalClass);
  });

  it.each([
    [4, 1],
    [12, 3],
    [39, 10],
    [60, 10],
  ])("needs, with %i people on the roll, %i seconders", async (people, needed) => {
    const small = await makeNeighbourhood(world, { people });
    const { id } = await putForward(world, small);
    expect((await standingOf(world, small, id)).secondersNeeded).toBe(needed);
  });

  it("gives different numbers to two proposals sent at the same moment", async () => {
    const both = await Promise.all([submit(), submit()]);
    const numbers = both.map((outcome) => accepted(outcome).number);
    expect(new Set(numbers).size).toBe(2);
  });

  it("gives one number to the same proposal sent twice", async () => {
    const draftId = crypto.randomUUID();
    const proposal = proposalText(place);
    const both = await Promise.all([1, 2].map(() => submit(place.author, proposal, draftId)));
    const [first, second] = both.map((outcome) => accepted(outcome).number);
    expect(first).toBe(second);
    const entries = await world.app.db.minuteEntry.count({
      where: {
        parishId: place.parishId,
        kind: "proposal_submitted",
        body: { path: ["title"], equals: proposal.title },
      },
    });
    expect(entries).toBe(1);
  });

  it("keeps a draft, with a message for each field, when spending has no source", async () => {
    const draftId = crypto.randomUUID();
    const proposal = spendingText(place, 10_000, { moneySource: "", measure: "" });
    const refusal = refusalOf(await submit(place.author, proposal, draftId));
    expect(refusal).toMatchObject({ code: "invalid", section: "s18" });
    expect(refusal.errors?.map((error) => error.field).sort()).toEqual(["measure", "moneySource"]);
    const kept = await world.app.db.proposal.findUniqueOrThrow({ where: { id: draftId } });
    expect(kept).toMatchObject({ title: proposal.title, costPence: 10_000n, submittedAt: null });
    expect(kept.number).toBeLessThan(0);
  });

  it("refuses a cost above the limit for one decision, citing s19, and keeps the draft", async () => {
    const draftId = crypto.randomUUID();
    const before = await minuteKinds(world, place);
    const refusal = refusalOf(await submit(place.author, spendingText(place, 100_001), draftId));
    expect(refusal).toMatchObject({ code: "refused_by_act", section: "s19" });
    expect(refusal.ruling?.outcome).toBe("outside_budget");
    expect((await world.app.db.proposal.findUniqueOrThrow({ where: { id: draftId } })).submittedAt).toBeNull();
    expect(await minuteKinds(world, place)).toEqual(before);
  });

  it("refuses the title of a live proposal, and takes it again once that one is withdrawn", async () => {
    const proposal = proposalText(place, { title: "A bench by the pond" });
    const first = await putForward(world, place, proposal);
    const again = { ...proposal, title: "a  BENCH by the pond!" };
    expect(refusalOf(await submit(place.author, again)).ruling?.outcome).toBe("duplicate");
    await world.app.db.proposal.update({ where: { id: first.id }, data: { withdrawnAt: await world.app.now() } });
    expect((await submit(place.author, again)).ok).toBe(true);
  });

  it("refuses a power of another parish", async () => {
    const other = await makeNeighbourhood(world);
    const refusal = refusalOf(await submit(place.author, proposalText(place, { powerId: other.powers.litter })));
    expect(refusal.section).toMatch(/^s1[28]$/);
  });

  it("refuses a power that the council has suspended, citing s16", async () => {
    const own = await makeNeighbourhood(world);
    await world.app.db.power.update({
      where: { id: own.powers.litter },
      data: { suspendedAt: await world.app.now() },
    });
    const outcome = await submitProposal(world.app.context, own.author, {
      parishId: own.parishId,
      draftId: crypto.randomUUID(),
      proposal: proposalText(own),
    });
    expect(refusalOf(outcome).section).toBe("s16");
  });

  it("refuses strangers, observers and residents of another parish, whatever office they hold there", async () => {
    expect(refusalOf(await submit(stranger)).code).toBe("not_signed_in");
    for (const actor of [place.observer, place.neighbour]) {
      expect(refusalOf(await submit(actor))).toMatchObject({ code: "not_allowed", section: "s17" });
    }
  });

  it("takes emoji, right-to-left script and markup as they are", async () => {
    const title = "<script>alert(1)</script> 🌻 שלום";
    const { id } = await putForward(world, place, proposalText(place, { title }));
    expect((await standingOf(world, place, id)).title).toBe(title);
  });
});

describe("checking a proposal while it is written", () => {
  it("answers the ruling and writes nothing", async () => {
    const count = await world.app.db.proposal.count();
    const input = { parishId: place.parishId, proposalId: null, proposal: proposalText(place) };
    expect(accepted(await checkProposal(world.app.context, place.author, input)).ruling.outcome).toBe("admissible");
    const costly = { ...input, proposal: spendingText(place, 50_000, { moneySource: "" }) };
    expect(accepted(await checkProposal(world.app.context, place.author, costly)).ruling.outcome).toBe("inadmissible");
    expect(await world.app.db.proposal.count()).toBe(count);
  });

  it("refuses people who may not propose here", async () => {
    const input = { parishId: place.parishId, proposalId: null, proposal: proposalText(place) };
    expect(refusalOf(await checkProposal(world.app.context, stranger, input)).code).toBe("not_signed_in");
    expect(refusalOf(await checkProposal(world.app.context, place.neighbour, input)).code).toBe("not_allowed");
  });
});

describe("the end of a parish", () => {
  it("refuses new proposals in winding up, citing s44, and after the sunset, citing s40", async () => {
    const own = await makeNeighbourhood(world);
    const put = () =>
      submitProposal(world.app.context, own.author, {
        parishId: own.parishId,
        draftId: crypto.randomUUID(),
        proposal: proposalText(own),
      });
    const start = await world.app.now();
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: own.parishId } });
    await world.moveTo(new Date((sunsetAt as Date).getTime() - 86_400_000));
    expect(refusalOf(await put()).section).toBe("s44");
    await world.moveTo(sunsetAt as Date);
    expect(refusalOf(await put()).section).toBe("s40");
    expect(await world.app.db.proposal.count({ where: { parishId: own.parishId } })).toBe(0);
    await world.moveTo(start);
  });
});
