import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerDecision } from "#server/commands/answer-decision";
import { findResidents } from "#server/commands/find-residents";
import { enterPaperConsent } from "#server/commands/give-consent";
import { openVote } from "#server/commands/open-vote";
import { registerAssisted } from "#server/commands/register-assisted";
import { enterPaperSeconder, secondProposal } from "#server/commands/second-proposal";
import { enterPaperSupport, supportParish } from "#server/commands/support-parish";
import { enterPaperWithdrawal, unsecondProposal } from "#server/commands/unsecond-proposal";
import { enterPaperSupportWithdrawal, withdrawSupport } from "#server/commands/withdraw-support";
import { writeMail } from "#server/mail/send-mail";
import { spreadNotices } from "#server/notices/spread-notices";
import { toJson } from "#server/persistence/db";
import { getAssistedSheet, listAssisted } from "#server/queries/get-assisted";
import { actInForce } from "~/domain/act/act-in-force";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, type CivilDate, civilDateOf } from "~/domain/time/civil";
import { makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { makeChamber, makeDecision } from "../support/council";
import { makeOfficers } from "../support/paper";
import { makeNeighbourhood, type Neighbourhood, proposalText, putForward } from "../support/proposals";
import { makeVote, makeWorld, type World } from "../support/world";

let world: World;
let home: Neighbourhood;
let officer: Actor;
let foreigner: Actor;
let gss: string;

beforeAll(async () => {
  world = await makeWorld();
  home = await makeNeighbourhood(world, { people: 12 });
  ({ officer, foreigner } = await makeOfficers(world, home.councilId, (await makeCouncil(world.app.db)).id));
  ({ gss } = await world.app.db.ward.findUniqueOrThrow({ where: { id: home.wardId } }));
});
afterAll(() => world.stop());

const register = (
  by: Actor,
  name: string,
  more: { request?: string; isAnother?: boolean; isAged16?: boolean; ward?: string } = {},
) =>
  registerAssisted(world.app.context, by, {
    councilId: home.councilId,
    request: more.request ?? crypto.randomUUID(),
    ward: more.ward ?? gss,
    name,
    isAged16: more.isAged16 ?? true,
    check: "photo",
    isAnother: more.isAnother ?? false,
  });

async function registered(name: string): Promise<string> {
  const outcome = await register(officer, name);
  if (!outcome.ok) throw new Error(outcome.refused.message);
  return outcome.value.personId;
}

describe("registering somebody without e-mail", () => {
  it("confirms their home at once, counts it in the minute book and the audit log, and is harmless twice", async () => {
    const request = crypto.randomUUID();
    const before = await world.app.db.minuteEntry.count({
      where: { kind: "residents_confirmed", parishId: home.parishId },
    });
    expect(await register(officer, "Edna Paper", { request })).toMatchObject({ value: { personId: request } });
    expect(await register(officer, "Edna Paper", { request })).toMatchObject({ value: { personId: request } });
    const after = await world.app.db.minuteEntry.count({
      where: { kind: "residents_confirmed", parishId: home.parishId },
    });
    expect(after - before).toBe(1);
    expect(await world.app.loadActor(request)).toMatchObject({
      email: "",
      residency: { wardId: home.wardId, isAged16: true },
    });
    const lines = await world.app.db.auditLine.findMany({ where: { action: "resident.assist" } });
    expect(lines.filter(({ about }) => about.includes("registered in person"))).toHaveLength(1);
    expect(lines.map((line) => Object.values(line).join()).join()).not.toContain("Edna");
    expect((await listAssisted(world.app.db, home.councilId)).map(({ name }) => name)).toContain("Edna Paper");
  });

  it("asks before a second person of one name, and refuses everybody but an officer of the council", async () => {
    await registered("Bob Twice");
    expect(await register(officer, "bob twice")).toMatchObject({ refused: { errors: [{ field: "another" }] } });
    expect((await register(officer, "Bob Twice", { isAnother: true })).ok).toBe(true);
    for (const actor of [stranger, home.convenor, home.observer, foreigner]) {
      expect(await register(actor, "Nobody Here")).toMatchObject({ refused: { code: expect.stringMatching(/not_/) } });
    }
    const elsewhere = await makeWard(world.app.db, foreigner.roles[0]?.councilId as string);
    expect(await register(officer, "Wrong Ward", { ward: elsewhere.gss })).toMatchObject({
      refused: { errors: [{ field: "ward" }] },
    });
  });

  it("puts them on the roll of a vote, and never writes to them", async () => {
    const id = await registered("Otis Roll");
    const now = await world.app.now();
    const vote = await makeVote(world, {
      parishId: home.parishId,
      opensAt: now,
      closesAt: new Date(now.getTime() + 3_600_000),
    });
    await openVote(world.app.context, vote.id);
    expect(await world.app.db.voteRoll.count({ where: { voteId: vote.id, personId: id } })).toBe(1);
    await spreadNotices(world.app.context);
    await writeMail(world.app.db, now, [{ key: `to nobody ${id}`, to: null, subject: "Hello", text: "Hello" }]);
    expect(await world.app.db.mail.count({ where: { key: { contains: id } } })).toBe(0);
  });
});

describe("what was signed on paper", () => {
  it("counts as seconding, once, kept as entered by the officer, and stands on the resident's sheet", async () => {
    const id = await registered("Sid Seconder");
    const { id: proposalId } = await putForward(world, home, proposalText(home));
    const enter = (by: Actor, personId: string) => enterPaperSeconder(world.app.context, by, { proposalId, personId });
    const first = await enter(officer, id);
    expect(first.ok).toBe(true);
    expect(await enter(officer, id)).toEqual(first);
    expect(await world.app.db.seconder.findMany({ where: { proposalId, personId: id } })).toMatchObject([
      { enteredById: officer.personId, enteredByPost: "Post of Sam Officer" },
    ]);
    expect(await getAssistedSheet(world.app.db, home.councilId, id, await world.app.now())).toMatchObject({
      entries: [{ what: expect.stringContaining("Seconding"), post: "Post of Sam Officer" }],
    });
    for (const actor of [stranger, home.convenor, foreigner]) {
      expect(await enter(actor, home.residents[0] as string)).toMatchObject({
        refused: { code: expect.stringMatching(/not_/) },
      });
    }
    // The author cannot second on paper either, nor somebody who lives elsewhere.
    expect(await enter(officer, home.author.personId as string)).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await enter(officer, home.neighbour.personId as string)).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await enter(officer, crypto.randomUUID())).toMatchObject({ refused: { code: "not_found" } });
  });

  it("is told to whoever has an address, and is no way back for a name that was taken off since", async () => {
    const { id: proposalId } = await putForward(world, home, proposalText(home));
    const seconder = await home.actorOf(home.residents[0] as string);
    const personId = seconder.personId as string;
    const enter = (signedOn?: CivilDate) =>
      enterPaperSeconder(world.app.context, officer, { proposalId, personId, signedOn });
    const letters = () =>
      world.app.db.mail.findMany({ where: { recipient: seconder.email, key: { startsWith: "entered-from-paper" } } });
    expect((await enter()).ok).toBe(true);
    expect((await enter()).ok).toBe(true);
    expect(await letters()).toMatchObject([{ isEssential: true, text: expect.stringContaining("that you second “") }]);

    expect((await unsecondProposal(world.app.context, seconder, { proposalId })).ok).toBe(true);
    const today = civilDateOf(await world.app.now());
    for (const day of [undefined, addDays(today, -1), today]) {
      expect(await enter(day)).toMatchObject({ refused: { code: "conflict", section: "s20" } });
    }
    expect(await enter(addDays(today, 1))).toMatchObject({ refused: { errors: [{ field: "signedOn" }] } });
    expect(await world.app.db.seconder.count({ where: { proposalId, withdrawnAt: null } })).toBe(0);
    expect(await letters()).toHaveLength(1);

    await world.advance("24 hours");
    expect(await enter(addDays(today, 1))).toMatchObject({ value: { seconders: 1 } });
    expect(await letters()).toHaveLength(2);
  });

  it("can be taken back on paper, for somebody without e-mail and by an officer without an office only", async () => {
    const id = await registered("Wanda Withdrawn");
    const { id: proposalId } = await putForward(world, home, proposalText(home));
    const sheet = async () => getAssistedSheet(world.app.db, home.councilId, id, await world.app.now());
    const takeOff = (by: Actor, personId = id) => enterPaperWithdrawal(world.app.context, by, { proposalId, personId });
    expect(await takeOff(officer)).toMatchObject({ refused: { code: "not_allowed", section: "s20" } });
    expect((await enterPaperSeconder(world.app.context, officer, { proposalId, personId: id })).ok).toBe(true);
    expect(await sheet()).toMatchObject({ isAssisted: true, open: [{ proposalId, canWithdraw: true, consent: null }] });
    for (const actor of [stranger, home.convenor, foreigner]) {
      expect(await takeOff(actor)).toMatchObject({ refused: { code: expect.stringMatching(/not_/) } });
    }
    const own = await home.actorOf(home.residents[1] as string);
    expect((await secondProposal(world.app.context, own, { proposalId })).ok).toBe(true);
    expect(await takeOff(officer, own.personId as string)).toMatchObject({ refused: { code: "conflict" } });

    expect(await takeOff(officer)).toMatchObject({ value: { seconders: 1 } });
    expect(await takeOff(officer)).toMatchObject({ value: { seconders: 1 } });
    expect(await sheet()).toMatchObject({ open: [], entries: [] });
    const lines = await world.app.db.auditLine.findMany({ where: { action: "seconder.withdraw_paper" } });
    expect(lines).toMatchObject([{ personId: officer.personId, about: expect.stringContaining(id.slice(0, 8)) }]);
    const counted = await world.app.db.minuteEntry.findMany({
      where: { parishId: home.parishId, kind: "seconders_counted" },
      orderBy: { number: "desc" },
      take: 1,
    });
    expect(counted).toMatchObject([{ body: { seconders: 1 } }]);
  });

  it("says yes or no to a changed answer, and leaves out of the audit log which", async () => {
    const chamber = await makeChamber(world);
    const decision = await makeDecision(world, chamber, { power: "verges", seconders: 3 });
    const { proposalId } = decision;
    const [signer, withEmail] = decision.seconders.map(({ personId }) => personId as string) as [string, string];
    await world.app.db.person.update({ where: { id: signer }, data: { email: null } });
    const answer = (by: Actor, isConsent: boolean, personId = signer) =>
      enterPaperConsent(world.app.context, by, { proposalId, personId, isConsent });
    expect(await answer(chamber.officer, true)).toMatchObject({ refused: { code: "not_found" } });
    const modified = {
      answer: "modify",
      ground: "unsafe",
      reasons: "Where the verge is narrow, tall plants hide the road.",
      modifiedText: "Half of the verge is sown.",
      commitment: null,
    } as const;
    expect(
      (await answerDecision(world.app.context, chamber.officer, { dutyId: decision.dutyId, ...modified })).ok,
    ).toBe(true);
    for (const actor of [stranger, chamber.councillor, chamber.foreigner, decision.seconders[1] as Actor]) {
      expect(await answer(actor, true)).toMatchObject({ refused: { code: expect.stringMatching(/not_/) } });
    }
    expect(await answer(chamber.officer, true, withEmail)).toMatchObject({ refused: { code: "conflict" } });
    expect(await answer(chamber.officer, true, await registered("Nora Noseconder"))).toMatchObject({
      refused: { code: "not_allowed", section: "s35" },
    });
    expect(await answer(chamber.officer, false)).toMatchObject({ value: { outcome: "pending" } });
    expect(await answer(chamber.officer, true)).toMatchObject({ ok: true });
    const sheet = await getAssistedSheet(world.app.db, chamber.councilId, signer, await world.app.now());
    expect(sheet?.open).toMatchObject([{ proposalId, canWithdraw: false, consent: { mine: true } }]);
    const lines = await world.app.db.auditLine.findMany({ where: { action: "consent.enter_paper" } });
    expect(lines.map(({ personId }) => personId)).toEqual([chamber.officer.personId, chamber.officer.personId]);
    expect(new Set(lines.map(({ about }) => about)).size).toBe(1);
  });

  it("is no support of a parish that gathers none", async () => {
    const person = await makeResident(world.app.db, home.wardId);
    const outcome = await enterPaperSupport(world.app.context, officer, { slug: home.slug, personId: person.id });
    expect(outcome).toMatchObject({ refused: { code: "closed" } });
  });

  it("is support of a charter that is taken back on paper too, for somebody without e-mail only, while it gathers", async () => {
    const { db, context } = world.app;
    const at = await world.app.now();
    const charter = await db.parish.create({
      data: {
        slug: "mill-end",
        name: "Mill End",
        councilId: home.councilId,
        rules: toJson(actInForce),
        electorate: 900,
        supportersNeeded: 45,
        createdAt: at,
        gatheringOpenedAt: at,
        gatheringEndsAt: new Date(at.getTime() + 60 * 86_400_000),
        wards: { create: [{ wardId: home.wardId }] },
      },
    });
    const { slug } = charter;
    const personId = await registered("Una Unsure");
    const withEmail = (await makeResident(db, home.wardId)).id;
    const takeBack = (by: Actor, who = personId) => enterPaperSupportWithdrawal(context, by, { slug, personId: who });
    const sheet = async () => getAssistedSheet(db, home.councilId, personId, await world.app.now());
    for (const who of [personId, withEmail]) {
      expect((await enterPaperSupport(context, officer, { slug, personId: who })).ok).toBe(true);
    }
    expect(await sheet()).toMatchObject({ openSupports: [{ slug }], entries: [{ key: charter.id }] });
    for (const actor of [stranger, home.convenor, foreigner]) {
      expect(await takeBack(actor)).toMatchObject({ refused: { code: expect.stringMatching(/not_/) } });
    }
    expect(await takeBack(officer, withEmail)).toMatchObject({ refused: { code: "conflict" } });
    expect(await takeBack(officer, crypto.randomUUID())).toMatchObject({ refused: { code: "not_found" } });
    expect(await db.supporter.count({ where: { parishId: charter.id } })).toBe(2);

    expect(await takeBack(officer)).toMatchObject({ value: { supporters: 1 } });
    expect(await takeBack(officer)).toMatchObject({ value: { supporters: 1 } });
    expect(await sheet()).toMatchObject({ openSupports: [], entries: [] });
    const lines = await db.auditLine.findMany({ where: { action: "support.withdraw_paper" } });
    expect(lines).toMatchObject([{ personId: officer.personId, about: expect.not.stringContaining("Una") }]);
    const counted = await db.minuteEntry.findMany({
      where: { parishId: charter.id, kind: "supporters_counted" },
      orderBy: { number: "asc" },
    });
    expect(counted.map(({ body }) => body)).toMatchObject([{ supporters: 1 }, { supporters: 2 }, { supporters: 1 }]);

    const enter = (who: string, signedOn?: CivilDate) =>
      enterPaperSupport(context, officer, { slug, personId: who, signedOn });
    const today = civilDateOf(await world.app.now());
    for (const day of [undefined, addDays(today, -1), today]) {
      const refusal = { code: "conflict", section: "s8", message: expect.not.stringContaining("themselves") };
      expect(await enter(personId, day)).toMatchObject({ refused: refusal });
    }
    expect(await enter(personId, addDays(today, 1))).toMatchObject({ refused: { errors: [{ field: "signedOn" }] } });
    expect(await db.supporter.count({ where: { parishId: charter.id } })).toBe(1);

    await world.advance("24 hours");
    expect(await enter(personId, addDays(today, 1))).toMatchObject({ value: { supporters: 2 } });
    // Whoever has an account can take back what a paper put there, and put it there again themselves.
    const self = await home.actorOf(withEmail);
    expect(await withdrawSupport(context, self, { slug })).toMatchObject({ value: { supporters: 1 } });
    const theirs = { code: "conflict", section: "s8", message: expect.stringContaining("support it again themselves") };
    expect(await enter(withEmail, today)).toMatchObject({ refused: theirs });
    expect(await supportParish(context, self, { slug })).toMatchObject({ value: { supporters: 2 } });
    expect(await enter(withEmail, today)).toMatchObject({ value: { supporters: 2 } });
    await db.parish.update({ where: { id: charter.id }, data: { gatheringMetAt: await world.app.now() } });
    expect((await sheet())?.openSupports).toEqual([]);
    expect(await takeBack(officer)).toMatchObject({ refused: { code: "closed", section: "s8" } });
  });
});

it("a search by name is for officers, needs two letters, finds only the council's own and is logged", async () => {
  const find = (by: Actor, name: string) => findResidents(world.app.context, by, { councilId: home.councilId, name });
  await registered("Zelda Findable");
  expect(await find(officer, "elda find")).toMatchObject({
    value: { residents: [{ name: "Zelda Findable", isAssisted: true }], hasMore: false },
  });
  expect(await find(officer, "z")).toMatchObject({ refused: { code: "invalid" } });
  expect(await find(foreigner, "zelda")).toMatchObject({ refused: { code: "not_allowed" } });
  expect(await world.app.db.auditLine.count({ where: { action: "resident.find", about: "By name: 1 found" } })).toBe(1);
});
