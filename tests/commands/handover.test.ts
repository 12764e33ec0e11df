import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addAsset } from "#server/commands/add-asset";
import { answerHandover } from "#server/commands/answer-handover";
import { askReceiver, type Receiver } from "#server/commands/ask-receiver";
import { removeAsset } from "#server/commands/remove-asset";
import { signOffHandover } from "#server/commands/sign-off-handover";
import { toDateColumn, toJson } from "#server/persistence/db";
import { findParishById } from "#server/queries/find-parish";
import { getAskedOfMe, getAsking, getHandover } from "#server/queries/get-handover";
import { type HandoverLine, handoverRecord, hasSunset, listHandover } from "#server/queries/list-handover";
import { listOwed } from "#server/queries/list-owed";
import { actInForce } from "~/domain/act/act-in-force";
import type { HandoverKind } from "~/domain/act/s45-handover";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { atTime, startOfDay } from "~/domain/time/civil";
import { newcomerName } from "~/forms/people";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { accepted, makeNeighbourhood, minuteKinds, type Neighbourhood, putAndSecond } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

// A parish of a year, from 1 July 2026: it winds up from 3 June 2027, and its sunset is 1 July 2027.

const sunsetAt = startOfDay("2027-07-01");
const lastSecond = new Date(sunsetAt.getTime() - 1000);

let world: World;
let here: Neighbourhood;
let officer: Actor;
let foreigner: Actor;
let trustee: Actor;

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
  trustee = await world.app.loadActor((await makePerson(world.app.db, { name: "Tilda Trustee" })).id);
  await world.moveTo(atTime("2027-06-07", 12, 0));
});

async function found() {
  const parish = await findParishById(world.app.db, here.parishId, await world.app.now());
  if (!parish || !hasSunset(parish)) throw new Error("the parish is there, and its sunset is known");
  return parish;
}

const handover = async () => listHandover(world.app.db, await found(), await world.app.now());

async function lineOf(kind: HandoverKind, name: string): Promise<HandoverLine> {
  const line = (await handover()).lines.find((one) => one.kind === kind && one.name === name);
  if (!line) throw new Error(`no ${kind} ${name} on the list`);
  return line;
}

const thing = (line: HandoverLine, instead = line.asked?.endedAt === null ? line.asked.id : "") => ({
  kind: line.kind,
  subject: line.subject,
  instead,
});

const tilda = (): Receiver => ({ kind: "person", email: trustee.email, organisation: "" });

const ask = (actor: Actor, lines: readonly HandoverLine[], receiver: Receiver = tilda()) =>
  askReceiver(world.app.context, actor, { parishSlug: here.slug, things: lines.map((line) => thing(line)), receiver });

async function answer(actor: Actor, line: HandoverLine, given: "accepted" | "refused", reason = "") {
  const items = [(await lineOf(line.kind, line.name)).asked?.id ?? ""];
  return answerHandover(world.app.context, actor, { parishSlug: here.slug, items, answer: given, reason });
}

const litter = () => lineOf("power", "Litter bins and litter picking");
const kinds = () => minuteKinds(world, here);
const askings = () => world.app.db.handoverItem.count({ where: { parishId: here.parishId } });

describe("the list of what a parish hands over", () => {
  it("is made by the product: powers, budgets, offices, open proposals and commitments, and the record", async () => {
    await world.moveTo(atTime("2027-03-01", 12, 0));
    const { id } = await putAndSecond(world, here);
    await world.app.db.commitment.create({
      data: {
        proposalId: id,
        what: "Two more bins",
        owner: "Head of streets",
        originalDueOn: toDateColumn("2027-09-01"),
        dueOn: toDateColumn("2027-09-01"),
        madeAt: await world.app.now(),
      },
    });
    const { lines, ruling } = await handover();
    const counted: Record<string, number> = {};
    for (const { kind } of lines) counted[kind] = (counted[kind] ?? 0) + 1;
    expect(counted).toEqual({
      power: 3,
      balance: 3,
      commitment: 1,
      proposal: 1,
      role: 1,
      record: 1,
    });
    expect(ruling).toMatchObject({
      holds: false,
      outcome: "unsettled",
      sentence: "Nobody has accepted 10 things yet.",
    });
  });

  it("has no power and no budget once the council took everything back", async () => {
    await world.app.db.parish.update({ where: { id: here.parishId }, data: { revokedAt: await world.app.now() } });
    expect((await handover()).lines.map(({ kind }) => kind)).toEqual(["role", "record"]);
  });

  it("leaves out a power that the council took back, with its budget", async () => {
    await world.app.db.power.updateMany({
      where: { id: here.powers.litter },
      data: { revokedAt: await world.app.now() },
    });
    const { lines } = await handover();
    expect(lines.filter(({ subject }) => subject === here.powers.litter)).toEqual([]);
  });

  it("is the list of the last instant from the sunset on, with no job having run", async () => {
    await world.moveTo(lastSecond);
    const before = await handover();
    await world.moveTo(sunsetAt);
    const after = await handover();
    expect(after.lines.map(({ name }) => name)).toEqual(before.lines.map(({ name }) => name));
    expect(before.lines.some(({ isOrphan }) => isOrphan)).toBe(false);
    expect(after.lines.every(({ isOrphan }) => isOrphan)).toBe(true);
    expect(after.ruling).toMatchObject({ holds: false, outcome: "orphans" });
  });

  it("is read fast when three thousand things are open", async () => {
    const power = here.powers.litter as string;
    const at = await world.app.now();
    await world.app.db.proposal.createMany({
      data: Array.from({ length: 1_500 }, (_, index) => ({
        parishId: here.parishId,
        number: 1000 + index,
        authorId: here.author.personId as string,
        title: `Proposal number ${index}`,
        powerId: power,
        class: "ordinary" as const,
        rules: toJson(actInForce),
        secondersNeeded: 3,
        createdAt: at,
        submittedAt: at,
        secondingEndsAt: new Date(at.getTime() + 20 * 86_400_000),
      })),
    });
    const proposals = await world.app.db.proposal.findMany({
      where: { parishId: here.parishId },
      select: { id: true },
    });
    await world.app.db.commitment.createMany({
      data: proposals.map(({ id }) => ({
        proposalId: id,
        what: "To empty the bins",
        owner: "Head of streets",
        originalDueOn: toDateColumn("2027-09-01"),
        dueOn: toDateColumn("2027-09-01"),
        madeAt: at,
      })),
    });
    await handover();
    const from = performance.now();
    const busyFrom = process.cpuUsage();
    const { lines } = await handover();
    const busy = process.cpuUsage(busyFrom).user / 1000;
    const [took, ofProcessor] = [performance.now() - from, busy].map(Math.round);
    console.info(`${lines.length} things listed in ${took} ms, ${ofProcessor} ms of processor`);
    expect(lines.length).toBeGreaterThan(3_000);
  });
});

describe("asking a receiver", () => {
  it("is for the convenor and the deputy before the sunset, and a refusal writes nothing", async () => {
    const lines = [await litter()];
    const before = await kinds();
    expect(await ask(stranger, lines)).toMatchObject({ refused: { code: "not_signed_in" } });
    for (const actor of [here.author, here.neighbour, here.observer, officer, foreigner, trustee]) {
      expect(await ask(actor, lines)).toMatchObject({ refused: { code: "not_allowed", section: "s45" } });
    }
    expect(await kinds()).toEqual(before);
    expect(await askings()).toBe(0);
  });

  it("asks once however often it is sent, tells whoever is asked, and names no private person", async () => {
    const line = await litter();
    const [first, second] = await Promise.all([ask(here.convenor, [line]), ask(here.convenor, [line])]);
    expect(accepted(first)).toEqual({ asked: 1 });
    expect(accepted(second)).toEqual({ asked: 1 });
    expect(await askings()).toBe(1);
    expect(await litter()).toMatchObject({ standing: "asked", receiver: "Somebody", isOrphan: false });
    expect((await kinds()).filter((kind) => kind === "handover_asked")).toHaveLength(1);
    const told = await world.app.db.notice.findMany({
      where: { readers: { some: { personId: trustee.personId ?? "" } } },
    });
    expect(told).toMatchObject([{ kind: "handover", path: `/parishes/${here.slug}/handover` }]);
    expect(JSON.stringify(await book())).not.toContain("Tilda");
  });

  it("lets one of two convenors at once have their way, and tells the other", async () => {
    const line = await litter();
    const other: Receiver = { kind: "council" };
    const outcomes = await Promise.all([ask(here.convenor, [line]), ask(here.convenor, [line], other)]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refused: { code: "conflict" } });
    expect(await askings()).toBe(1);
  });

  it("answers alike whether or not an address has an account, and whoever signs in with it is asked", async () => {
    const receiver: Receiver = { kind: "person", email: `new-${here.slug}@example.org`, organisation: "Mill Trust" };
    expect(await ask(here.convenor, [await litter()], receiver)).toEqual(
      await ask(here.convenor, [await lineOf("record", "The record of the parish")]),
    );
    const person = await world.app.db.person.findUniqueOrThrow({ where: { email: receiver.email } });
    expect(person.name).toBe(newcomerName);
    expect(accepted(await answer(await world.app.loadActor(person.id), await litter(), "accepted"))).toEqual({
      answered: 1,
    });
    expect(await litter()).toMatchObject({ standing: "accepted", receiver: "Mill Trust" });
  });

  it("refuses what is not on the list", async () => {
    const line = { ...(await litter()), subject: crypto.randomUUID() };
    expect(await ask(here.convenor, [line])).toMatchObject({ refused: { code: "not_found" } });
  });
});

const book = async () =>
  (await world.app.db.minuteEntry.findMany({ where: { parishId: here.parishId } })).map(({ body }) => body);

describe("a receiver's answer", () => {
  it("is theirs alone to give", async () => {
    await ask(here.convenor, [await litter()]);
    expect(await answer(stranger, await litter(), "accepted")).toMatchObject({ refused: { code: "not_signed_in" } });
    for (const actor of [here.convenor, here.author, officer, foreigner]) {
      expect(await answer(actor, await litter(), "accepted")).toMatchObject({ refused: { code: "not_allowed" } });
    }
    expect((await litter()).standing).toBe("asked");
    const [first, again] = await Promise.all([
      answer(trustee, await litter(), "accepted"),
      answer(trustee, await litter(), "accepted"),
    ]);
    expect([first.ok, again.ok]).toEqual([true, true]);
    expect((await kinds()).filter((kind) => kind === "handover_accepted")).toHaveLength(1);
    expect(await litter()).toMatchObject({ standing: "accepted", receiver: "Tilda Trustee" });
  });

  it("is given for the council by an officer of that council", async () => {
    await ask(here.convenor, [await litter()], { kind: "council" });
    expect(await answer(foreigner, await litter(), "accepted")).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await answer(trustee, await litter(), "accepted")).toMatchObject({ refused: { code: "not_allowed" } });
    expect(accepted(await answer(officer, await litter(), "accepted"))).toEqual({ answered: 1 });
  });

  it("needs a reason when it is no, and another receiver can then be asked", async () => {
    await ask(here.convenor, [await litter()]);
    expect(await answer(trustee, await litter(), "refused", " ")).toMatchObject({
      refused: { code: "invalid", errors: [{ field: "reason" }] },
    });
    accepted(await answer(trustee, await litter(), "refused", "I am moving away."));
    expect(await litter()).toMatchObject({ standing: "refused" });
    accepted(await ask(here.convenor, [await litter()], { kind: "council" }));
    accepted(await answer(officer, await litter(), "accepted"));
    expect((await litter()).standing).toBe("accepted");
    expect(await answer(trustee, await litter(), "accepted")).toMatchObject({ refused: { code: "not_allowed" } });
  });

  it("comes too late once somebody else was asked, as when a receiver has left", async () => {
    await ask(here.convenor, [await litter()]);
    accepted(await answer(trustee, await litter(), "accepted"));
    const items = [(await litter()).asked?.id ?? ""];
    accepted(await ask(here.convenor, [await litter()], { kind: "council" }));
    expect(await litter()).toMatchObject({ standing: "asked" });
    const late = { parishSlug: here.slug, items, answer: "refused" as const, reason: "Too much" };
    expect(await answerHandover(world.app.context, trustee, late)).toMatchObject({ refused: { section: "s45" } });
  });

  it("may be taken back until the sunset, and not from it on", async () => {
    await ask(here.convenor, [await litter()]);
    accepted(await answer(trustee, await litter(), "accepted"));
    await world.moveTo(sunsetAt);
    expect(await answer(trustee, await litter(), "refused", "No")).toMatchObject({ refused: { section: "s45" } });
    await world.moveTo(lastSecond);
    accepted(await answer(trustee, await litter(), "refused", "No"));
    expect((await litter()).standing).toBe("refused");
  });

  it("is not taken from a person without a name, because a receiver's name is public", async () => {
    const person = await makePerson(world.app.db, { name: newcomerName });
    await ask(here.convenor, [await litter()], { kind: "person", email: person.email, organisation: "" });
    expect(await answer(await world.app.loadActor(person.id), await litter(), "accepted")).toMatchObject({
      refused: { code: "invalid" },
    });
  });
});

describe("at the sunset", () => {
  it("what was accepted a second before has a receiver, and what was not is the council's", async () => {
    const verges = () => lineOf("power", "Verges, trees and planting");
    await ask(here.convenor, [await litter(), await verges()]);
    await world.moveTo(lastSecond);
    accepted(await answer(trustee, await litter(), "accepted"));
    const before = await kinds();
    await world.moveTo(sunsetAt);
    expect(await answer(trustee, await verges(), "accepted")).toMatchObject({ refused: { section: "s45" } });
    expect(await litter()).toMatchObject({ standing: "accepted", isOrphan: false });
    expect(await verges()).toMatchObject({ standing: "nobody", isOrphan: true, receiver: "" });
    expect(await kinds()).toEqual(before);
  });

  it("what the council had promised is theirs who took it over, and its own where nobody else did", async () => {
    await world.moveTo(atTime("2027-03-01", 12, 0));
    const { id: proposalId } = await putAndSecond(world, here);
    for (const what of ["Taken by a trust", "Taken by the council", "Taken by nobody"]) {
      const dueOn = toDateColumn("2027-09-01");
      const madeAt = await world.app.now();
      await world.app.db.commitment.create({
        data: { proposalId, what, owner: "Head of streets", originalDueOn: dueOn, dueOn, madeAt },
      });
    }
    const owed = async () =>
      (await listOwed(world.app.db, { parishId: here.parishId }, await world.app.now())).map(({ what }) => what).sort();
    const promised = (by: string) => lineOf("commitment", `Taken by ${by}`);
    await world.moveTo(atTime("2027-06-07", 12, 0));
    await ask(here.convenor, [await promised("a trust")]);
    await ask(here.convenor, [await promised("the council")], { kind: "council" });
    accepted(await answer(trustee, await promised("a trust"), "accepted"));
    accepted(await answer(officer, await promised("the council"), "accepted"));
    await world.moveTo(lastSecond);
    expect(await owed()).toHaveLength(3);
    await world.moveTo(sunsetAt);
    expect(await owed()).toEqual(["Promised: Taken by nobody", "Promised: Taken by the council"]);
    // A renewal puts the end off, and with it what was accepted for the old one.
    await world.app.db.parish.update({ where: { id: here.parishId }, data: { sunsetAt: startOfDay("2027-07-02") } });
    await world.moveTo(startOfDay("2027-07-03"));
    expect(await owed()).toHaveLength(3);
  });

  it("only an officer of the council finds a receiver for an orphan, and never the council itself", async () => {
    await world.moveTo(sunsetAt);
    const before = await kinds();
    expect(await ask(here.convenor, [await litter()])).toMatchObject({ refused: { section: "s40" } });
    expect(await ask(foreigner, [await litter()])).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await ask(officer, [await litter()], { kind: "council" })).toMatchObject({
      refused: { code: "invalid", errors: [{ field: "receiver" }] },
    });
    expect(await kinds()).toEqual(before);
    accepted(await ask(officer, [await litter()]));
    expect(await litter()).toMatchObject({ standing: "asked", isOrphan: true });
    accepted(await answer(trustee, await litter(), "accepted"));
    expect(await litter()).toMatchObject({ standing: "accepted", isOrphan: false, receiver: "Tilda Trustee" });
    expect(
      await ask(officer, [await litter()], { kind: "person", email: here.author.email, organisation: "" }),
    ).toMatchObject({
      refused: { code: "conflict" },
    });
  });

  it("ends the entering of assets and the signing off", async () => {
    await world.moveTo(sunsetAt);
    const bench = { parishSlug: here.slug, name: "The bench", description: "By the mill" };
    expect(await addAsset(world.app.context, here.convenor, bench)).toMatchObject({ refused: { section: "s40" } });
    expect(await signOffHandover(world.app.context, here.convenor, bench)).toMatchObject({
      refused: { section: "s40" },
    });
  });
});

describe("the page", () => {
  const page = async (actor: Actor, isWhole = false) =>
    (await getHandover(world.app.db, actor, here.slug, await world.app.now(), isWhole))?.handover;

  it("lets the convenor tick and enter before the sunset, and an officer tick orphans after it", async () => {
    const rights = async (actor: Actor) => {
      const shown = await page(actor);
      const ticks = shown?.groups.flatMap(({ rows }) => rows).filter((row) => row.mayAsk).length;
      return [shown?.mayAsk, shown?.mayArrange, ticks];
    };
    expect(await rights(here.convenor)).toEqual([true, true, 8]);
    expect(await rights(officer)).toEqual([false, false, 0]);
    await world.moveTo(sunsetAt);
    expect(await rights(here.convenor)).toEqual([false, false, 0]);
    expect(await rights(officer)).toEqual([true, false, 8]);
    expect(await rights(foreigner)).toEqual([false, false, 0]);
  });

  it("tells whoever is asked, and nobody else, what waits for their answer", async () => {
    await ask(here.convenor, [await litter()]);
    expect((await page(trustee))?.askedOfMe).toBe(1);
    expect((await page(officer))?.askedOfMe).toBe(0);
    const mine = await getAskedOfMe(world.app.db, trustee, here.slug, await world.app.now());
    expect(mine?.asked).toMatchObject([{ name: "Litter bins and litter picking", isAccepted: false, forWhom: "" }]);
    expect(JSON.stringify(await page(stranger))).not.toContain("Tilda");
    await world.moveTo(sunsetAt);
    expect((await page(trustee))?.askedOfMe).toBe(0);
  });

  it("carries what was ticked to the form that asks, and leaves out what is not on the list", async () => {
    const things = [`power:${here.powers.litter}:`, "power:nothing:", "nonsense"];
    const asking = await getAsking(world.app.db, here.convenor, here.slug, await world.app.now(), things);
    expect(asking?.chosen.map(({ name }) => name)).toEqual(["Litter bins and litter picking"]);
    expect(asking?.mayAsk.holds).toBe(true);
  });
});

describe("a renewal", () => {
  it("puts the end off: nothing is signed off, and whoever had accepted is asked again for the new end", async () => {
    await ask(here.convenor, [await litter()]);
    accepted(await answer(trustee, await litter(), "accepted"));
    const renewedUntil = startOfDay("2028-07-01");
    await world.app.db.parish.update({
      where: { id: here.parishId },
      data: { sunsetAt: renewedUntil, nextTermStartsOn: toDateColumn("2027-07-01") },
    });
    await world.app.db.power.updateMany({ where: { parishId: here.parishId }, data: { lapsesAt: renewedUntil } });
    expect(await signOffHandover(world.app.context, here.convenor, { parishSlug: here.slug })).toMatchObject({
      refused: { section: "s45", ruling: { outcome: "renewed" } },
    });
    expect((await litter()).standing).toBe("nobody");
    accepted(await ask(here.convenor, [await litter()]));
    expect((await litter()).standing).toBe("asked");
  });
});

describe("assets", () => {
  const bench = () => ({ parishSlug: here.slug, name: "The bench", description: "By the mill" });

  it("are entered by convenor or deputy, once, and stand on the list with a minute", async () => {
    for (const actor of [here.author, officer, trustee, here.neighbour]) {
      expect(await addAsset(world.app.context, actor, bench())).toMatchObject({ refused: { code: "not_allowed" } });
    }
    const [first, again] = await Promise.all([
      addAsset(world.app.context, here.convenor, bench()),
      addAsset(world.app.context, here.convenor, bench()),
    ]);
    expect(accepted(again)).toEqual(accepted(first));
    expect((await lineOf("asset", "The bench")).detail).toBe("By the mill");
    expect((await kinds()).filter((kind) => kind === "asset_added")).toHaveLength(1);
    expect(await addAsset(world.app.context, here.convenor, { ...bench(), description: "Another" })).toMatchObject({
      refused: { code: "invalid", errors: [{ field: "name" }] },
    });
  });

  it("are taken off with a reason, and whoever was asked for one is asked no longer", async () => {
    const { assetId } = accepted(await addAsset(world.app.context, here.convenor, bench()));
    await ask(here.convenor, [await lineOf("asset", "The bench")]);
    const remove = (reason: string) =>
      removeAsset(world.app.context, here.convenor, { parishSlug: here.slug, assetId, reason });
    expect(await remove("")).toMatchObject({ refused: { code: "invalid", errors: [{ field: "reason" }] } });
    accepted(await remove("It was stolen."));
    accepted(await remove("It was stolen."));
    expect((await handover()).lines.filter(({ kind }) => kind === "asset")).toEqual([]);
    expect((await kinds()).filter((kind) => kind === "asset_removed")).toHaveLength(1);
    expect(await world.app.db.handoverItem.count({ where: { parishId: here.parishId, endedAt: null } })).toBe(0);
  });
});

describe("signing off", () => {
  const signOff = (actor = here.convenor) => signOffHandover(world.app.context, actor, { parishSlug: here.slug });

  it("is possible from the first instant of winding up, and not a second before", async () => {
    await world.moveTo(new Date(startOfDay("2027-06-03").getTime() - 1000));
    expect(await signOff()).toMatchObject({ refused: { section: "s45", ruling: { outcome: "too_early" } } });
    await world.moveTo(startOfDay("2027-06-03"));
    for (const actor of [stranger, here.author, officer, foreigner]) expect((await signOff(actor)).ok).toBe(false);
    expect((await signOff()).ok).toBe(true);
  });

  it("writes counts and the hash of the list into the minute book, and again only when the list changed", async () => {
    const first = accepted(await signOff());
    expect(accepted(await signOff())).toEqual(first);
    const entry = (await book()).at(-1);
    expect(entry).toMatchObject({ things: 8, accepted: 0, unaccepted: 8, pack: first.pack });
    await ask(here.convenor, [await litter()]);
    accepted(await answer(trustee, await litter(), "accepted"));
    expect(accepted(await signOff()).pack).not.toBe(first.pack);
    expect((await kinds()).filter((kind) => kind === "handover_signed_off")).toHaveLength(2);
    expect(JSON.stringify(handoverRecord(await found(), await handover()))).toContain("Tilda Trustee");
  });
});
