import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimResidency } from "#server/commands/claim-residency";
import { confirmResidency } from "#server/commands/confirm-residency";
import { endResidency } from "#server/commands/end-residency";
import { enterPostedCode } from "#server/commands/enter-posted-code";
import { issuePostedCode } from "#server/commands/issue-posted-code";
import { refuseResidency } from "#server/commands/refuse-residency";
import { setElectorate } from "#server/commands/set-electorate";
import { getAccount, getHome } from "#server/queries/get-account";
import { getCouncil } from "#server/queries/get-council";
import { listCouncils } from "#server/queries/list-councils";
import { listResidencyClaims } from "#server/queries/list-residency-claims";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { newcomerName } from "~/forms/people";
import {
  appoint,
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let council: { id: string; slug: string };
let ward: { id: string; gss: string };
let otherWard: { id: string; gss: string };
let parishId: string;
let convenorId: string;
let officer: Actor;
let foreignOfficer: Actor;

const address = "4 Mill Lane, ZZ9 9ZZ";

beforeAll(async () => {
  world = await makeWorld();
  const db = world.app.db;
  council = await makeCouncil(db, { name: "Claim Council", slug: "claim-council" });
  ward = await makeWard(db, council.id, { name: "Mill" });
  otherWard = await makeWard(db, council.id, { name: "Hill" });
  convenorId = (await makeResident(db, ward.id)).id;
  parishId = (await makeActiveParish(db, { councilId: council.id, wardIds: [ward.id], convenorId })).id;
  officer = await officerOf(council.id, "Olive Officer");
  foreignOfficer = await officerOf((await makeCouncil(db)).id, "Fred Foreign");
});
afterAll(() => world.stop());

const at = (personId: string) => world.app.loadActor(personId);

async function officerOf(councilId: string, name: string): Promise<Actor> {
  const person = await makePerson(world.app.db, { name });
  await appoint(world.app.db, person.id, "officer", councilId, "Head of neighbourhoods");
  return at(person.id);
}

async function newPerson() {
  return makePerson(world.app.db);
}

function claim(actor: Actor, facts: Partial<Parameters<typeof claimResidency>[2]> = {}) {
  return claimResidency(world.app.context, actor, {
    ward: ward.gss,
    address,
    isAged16: true,
    isMoving: false,
    ...facts,
  });
}

/** A person with an open claim in the ward. */
async function claimant() {
  const person = await newPerson();
  const outcome = await claim(await at(person.id));
  if (!outcome.ok) throw new Error(outcome.refused.message);
  return { person, claimId: outcome.value.claimId };
}

const confirm = (actor: Actor, claimId: string) => confirmResidency(world.app.context, actor, { claimId });
const row = (claimId: string) => world.app.db.residency.findUniqueOrThrow({ where: { id: claimId } });
const liveRows = (personId: string) =>
  world.app.db.residency.findMany({ where: { personId, endedAt: null, refusedAt: null } });

async function confirmations() {
  const entries = await world.app.db.minuteEntry.findMany({ where: { parishId, kind: "residents_confirmed" } });
  return entries.map((entry) => entry.body);
}

describe("claiming a home", () => {
  it("refuses a stranger, a newcomer without a name, and a ward that does not exist", async () => {
    expect(await claim(stranger)).toMatchObject({ refused: { code: "not_signed_in" } });
    const newcomer = await makePerson(world.app.db, { name: newcomerName });
    expect(await claim(await at(newcomer.id))).toMatchObject({ refused: { code: "conflict" } });
    const person = await newPerson();
    expect(await claim(await at(person.id), { ward: "E05000000" })).toMatchObject({ refused: { code: "invalid" } });
    expect(await world.app.db.residency.count({ where: { personId: { in: [newcomer.id, person.id] } } })).toBe(0);
  });

  it("is one claim when it is sent many times at once", async () => {
    const person = await newPerson();
    const actor = await at(person.id);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => claim(actor)));
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.value.claimId)).size).toBe(1);
    expect(await world.app.db.residency.count({ where: { personId: person.id } })).toBe(1);
  });

  it("takes the place of an earlier open claim and removes its address", async () => {
    const { person, claimId } = await claimant();
    const second = await claim(await at(person.id), { ward: otherWard.gss, address: "1 Hill Top, ZZ9 9ZZ" });
    expect(second.ok).toBe(true);
    expect(await row(claimId)).toMatchObject({ address: null, confirmedAt: null });
    expect((await row(claimId)).endedAt).not.toBeNull();
    expect(await liveRows(person.id)).toHaveLength(1);
  });

  it("ends a confirmed home only after the person has said that they know it", async () => {
    const person = await makeResident(world.app.db, ward.id);
    const actor = await at(person.id);
    expect(await claim(actor)).toMatchObject({ refused: { code: "conflict" } });
    const unsaid = await claim(actor, { ward: otherWard.gss });
    expect(unsaid).toMatchObject({ refused: { code: "invalid", errors: [{ field: "moving" }] } });
    expect((await at(person.id)).residency?.confirmedAt).not.toBeNull();
    expect((await claim(actor, { ward: otherWard.gss, isMoving: true })).ok).toBe(true);
    expect((await at(person.id)).residency).toMatchObject({ wardId: otherWard.id, confirmedAt: null });
  });

  it("lets somebody who has turned 16 say so", async () => {
    const person = await makeResident(world.app.db, ward.id, { isAged16: false });
    expect((await claim(await at(person.id), { isMoving: true })).ok).toBe(true);
  });
});

describe("confirming a home", () => {
  it("puts the person on the roll, removes the address, tells them and counts it in the minute book", async () => {
    const { person, claimId } = await claimant();
    const before = await confirmations();
    expect(await confirm(officer, claimId)).toMatchObject({ ok: true, value: { ward: "Mill" } });
    expect(await row(claimId)).toMatchObject({
      address: null,
      confirmedBy: "officer",
      confirmedById: officer.personId,
    });
    const added = (await confirmations()).slice(before.length);
    expect(added).toEqual([{ count: 1, way: "officer", officer: "Olive Officer", roll: expect.any(Number) }]);
    expect(JSON.stringify(added)).not.toContain(person.name);
    expect(await world.app.db.mail.count({ where: { recipient: person.email } })).toBe(1);
    const now = await world.app.now();
    const vote = await makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 3_600_000) });
    expect((await castAs(world, person.id, vote.id, "for")).ok).toBe(true);
    const account = await getAccount(world.app.db, await at(person.id), await world.app.now());
    expect(account.ballots).toMatchObject([{ voteId: vote.id, hasVoted: true, isOpen: true }]);
    expect(account.home).toMatchObject({ state: "confirmed", ward: "Mill", isAged16: true });
  });

  it("is confirmed once and counted once when an officer presses twice", async () => {
    const { claimId } = await claimant();
    const before = (await confirmations()).length;
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => confirm(officer, claimId)));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect((await confirmations()).length).toBe(before + 1);
  });

  it("is refused to strangers, residents, other roles, officers of another council, and for oneself", async () => {
    const { person, claimId } = await claimant();
    const councillor = await newPerson();
    await appoint(world.app.db, councillor.id, "councillor", council.id, "Ward councillor");
    const operator = await newPerson();
    await appoint(world.app.db, operator.id, "operator", null, "Operator");
    const resident = await makeResident(world.app.db, ward.id);
    expect(await confirm(stranger, claimId)).toMatchObject({ refused: { code: "not_signed_in" } });
    for (const id of [person.id, councillor.id, operator.id, resident.id]) {
      expect(await confirm(await at(id), claimId)).toMatchObject({ refused: { code: "not_allowed", section: "s24" } });
    }
    expect(await confirm(foreignOfficer, claimId)).toMatchObject({ refused: { code: "not_allowed" } });
    const own = await claim(officer);
    if (!own.ok) throw new Error("no claim");
    expect(await confirm(officer, own.value.claimId)).toMatchObject({ refused: { code: "not_allowed" } });
    await endResidency(world.app.context, officer);
    expect((await row(claimId)).confirmedAt).toBeNull();
  });

  it("is refused to a convenor with the reason of section 24, even one who is also an officer", async () => {
    const { claimId } = await claimant();
    const convenor = await at(convenorId);
    expect(await confirm(convenor, claimId)).toMatchObject({
      refused: { code: "not_allowed", section: "s24", message: expect.stringContaining("convenor") },
    });
    await appoint(world.app.db, convenorId, "officer", council.id, "Both");
    const both = await at(convenorId);
    expect(await confirm(both, claimId)).toMatchObject({ refused: { code: "not_allowed", section: "s24" } });
    expect(await issuePostedCode(world.app.context, both, { claimId })).toMatchObject({ ok: false });
    await world.app.db.role.updateMany({ where: { personId: convenorId }, data: { endedAt: await world.app.now() } });
    expect((await row(claimId)).confirmedAt).toBeNull();
  });

  it("refuses unknown, refused and abandoned claims", async () => {
    for (const id of ["nonsense", crypto.randomUUID()]) {
      expect(await confirm(officer, id)).toMatchObject({ refused: { code: "not_found" } });
    }
    const refused = await claimant();
    await refuseResidency(world.app.context, officer, { claimId: refused.claimId, reason: "Not in the register." });
    expect(await confirm(officer, refused.claimId)).toMatchObject({ refused: { code: "conflict" } });
    const left = await claimant();
    await endResidency(world.app.context, await at(left.person.id));
    expect(await confirm(officer, left.claimId)).toMatchObject({ refused: { code: "conflict" } });
  });

  it("writes nothing in the minute book of a parish that has ended or lies elsewhere", async () => {
    const elsewhere = await makeActiveParish(world.app.db, {
      councilId: council.id,
      wardIds: [otherWard.id],
      convenorId,
    });
    const { claimId } = await claimant();
    await confirm(officer, claimId);
    expect(
      await world.app.db.minuteEntry.count({ where: { parishId: elsewhere.id, kind: "residents_confirmed" } }),
    ).toBe(0);
  });
});

describe("refusing a claim", () => {
  it("removes the address, tells the reason to the person alone and lets them claim again", async () => {
    const { person, claimId } = await claimant();
    const before = (await confirmations()).length;
    const reason = "That house is in another council.";
    const refuse = (actor: Actor) => refuseResidency(world.app.context, actor, { claimId, reason });
    expect(await refuse(stranger)).toMatchObject({ refused: { code: "not_signed_in" } });
    expect(await refuse(foreignOfficer)).toMatchObject({ refused: { code: "not_allowed" } });
    expect((await refuse(officer)).ok && (await refuse(officer)).ok).toBe(true);
    expect(await row(claimId)).toMatchObject({ address: null, refusedReason: reason, confirmedAt: null });
    expect(await getHome(world.app.db, person.id, await world.app.now())).toMatchObject({ state: "refused", reason });
    expect((await confirmations()).length).toBe(before);
    expect(await world.app.db.mail.count({ where: { recipient: person.email } })).toBe(1);
    expect((await claim(await at(person.id))).ok).toBe(true);
  });

  it("does not undo a confirmation", async () => {
    const { claimId } = await claimant();
    await confirm(officer, claimId);
    expect(await refuseResidency(world.app.context, officer, { claimId, reason: "Changed my mind." })).toMatchObject({
      refused: { code: "conflict" },
    });
  });
});

describe("a posted code", () => {
  async function posted() {
    const { person, claimId } = await claimant();
    const letter = await issuePostedCode(world.app.context, officer, { claimId });
    if (!letter.ok) throw new Error(letter.refused.message);
    return { person, claimId, letter: letter.value };
  }
  const enter = async (personId: string, postedCode: string) =>
    enterPostedCode(world.app.context, await at(personId), { postedCode });

  it("confirms the home of the person who types it in, and is counted under the officer who posted it", async () => {
    const { person, claimId, letter } = await posted();
    expect(letter).toMatchObject({
      address,
      name: person.name,
      code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    });
    const typed = ` ${letter.code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
    expect(await enter(person.id, typed)).toEqual({ ok: true, value: { ward: "Mill" } });
    expect(await row(claimId)).toMatchObject({ confirmedBy: "posted_code", address: null, postedCodeHash: null });
    expect((await confirmations()).at(-1)).toEqual({
      count: 1,
      way: "posted_code",
      officer: "Olive Officer",
      roll: expect.any(Number),
    });
    expect((await enter(person.id, letter.code)).ok).toBe(true);
  });

  it("is kept only as a scrambled value", async () => {
    const { claimId, letter } = await posted();
    const [stored] = await world.sql<{ row: string }>("SELECT residency::text AS row FROM residency WHERE id = $1", [
      claimId,
    ]);
    expect(stored?.row).not.toContain(letter.code);
    expect(stored?.row).not.toContain(letter.code.replace("-", ""));
  });

  it("works for nobody else", async () => {
    const { letter } = await posted();
    const other = await claimant();
    expect(await enter(other.person.id, letter.code)).toMatchObject({ refused: { code: "conflict" } });
    expect(await enterPostedCode(world.app.context, stranger, { postedCode: letter.code })).toMatchObject({
      refused: { code: "not_signed_in" },
    });
    expect(await enter((await newPerson()).id, letter.code)).toMatchObject({ refused: { code: "conflict" } });
  });

  it("is used up by five wrong tries, until another letter is posted", async () => {
    const { person, claimId, letter } = await posted();
    for (let n = 0; n < 5; n += 1) {
      expect(await enter(person.id, "ZZZZ-ZZZZ")).toMatchObject({ refused: { code: "invalid" } });
    }
    expect(await enter(person.id, letter.code)).toMatchObject({ refused: { code: "conflict" } });
    const again = await issuePostedCode(world.app.context, officer, { claimId });
    if (!again.ok) throw new Error("no letter");
    expect((await enter(person.id, again.value.code)).ok).toBe(true);
  });

  it("stops working after 28 days and when the claim is replaced", async () => {
    const replaced = await posted();
    await claim(await at(replaced.person.id), { address: "5 Mill Lane, ZZ9 9ZZ" });
    expect(await enter(replaced.person.id, replaced.letter.code)).toMatchObject({ refused: { code: "conflict" } });
    const late = await posted();
    await world.advance("29 days");
    expect(await enter(late.person.id, late.letter.code)).toMatchObject({ refused: { code: "conflict" } });
    expect((await row(late.claimId)).confirmedAt).toBeNull();
  });
});

describe("ending a home", () => {
  it("is up to the person, keeps the rolls that are frozen, and is harmless twice", async () => {
    const person = await makeResident(world.app.db, ward.id);
    const now = await world.app.now();
    const vote = await makeVote(world, { parishId, opensAt: now, closesAt: new Date(now.getTime() + 3_600_000) });
    await world.app.settle();
    const end = async () => endResidency(world.app.context, await at(person.id));
    expect(await end()).toEqual({ ok: true, value: { hasEnded: true } });
    expect(await end()).toEqual({ ok: true, value: { hasEnded: false } });
    expect((await castAs(world, person.id, vote.id, "for")).ok).toBe(true);
    expect(await endResidency(world.app.context, stranger)).toMatchObject({ refused: { code: "not_signed_in" } });
  });
});

describe("a ward's electorate", () => {
  const figure = () => ({
    ward: otherWard.gss,
    electorate: 2184,
    source: "Register of electors",
    on: "2026-01-02" as const,
  });

  it("is set by an officer of the council with its source and day", async () => {
    expect((await setElectorate(world.app.context, officer, figure())).ok).toBe(true);
    const stored = await world.app.db.ward.findUniqueOrThrow({ where: { id: otherWard.id } });
    expect(stored).toMatchObject({ electorate: 2184, electorateSource: "Register of electors" });
    expect(stored.electorateOn?.toISOString().slice(0, 10)).toBe("2026-01-02");
  });

  it("is refused to everybody else, for unknown wards and for days to come", async () => {
    const set = (actor: Actor, more = {}) =>
      setElectorate(world.app.context, actor, { ...figure(), electorate: 1, ...more });
    expect(await set(stranger)).toMatchObject({ refused: { code: "not_signed_in" } });
    expect(await set(await at(convenorId))).toMatchObject({ refused: { code: "not_allowed", section: "s8" } });
    expect(await set(foreignOfficer)).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await set(officer, { ward: "E05000000" })).toMatchObject({ refused: { code: "not_found" } });
    expect(await set(officer, { on: "2199-01-01" })).toMatchObject({ refused: { code: "invalid" } });
    expect((await world.app.db.ward.findUniqueOrThrow({ where: { id: otherWard.id } })).electorate).toBe(2184);
  });
});

describe("the lists of councils and claims", () => {
  it("finds claims by the name of the person or the ward, a page at a time, and hides the decided ones", async () => {
    const { person, claimId } = await claimant();
    const now = await world.app.now();
    const options = { councilId: council.id, page: 1, readerId: officer.personId };
    const byName = await listResidencyClaims(world.app.db, now, { ...options, search: person.name.toUpperCase() });
    expect(byName.items).toMatchObject([{ id: claimId, ward: "Mill", address }]);
    const byWard = await listResidencyClaims(world.app.db, now, { ...options, search: "Mill" });
    expect(byWard.items.some((item) => item.id === claimId)).toBe(true);
    const elsewhere = await listResidencyClaims(world.app.db, now, {
      ...options,
      councilId: crypto.randomUUID(),
      search: "",
    });
    expect(elsewhere.total).toBe(0);
    await confirm(officer, claimId);
    expect((await listResidencyClaims(world.app.db, now, { ...options, search: person.name })).total).toBe(0);
  });

  it("lists councils by part of their name and says how many parishes are live", async () => {
    const now = await world.app.now();
    const found = await listCouncils(world.app.db, now, { search: "claim c", page: 1 });
    expect(found).toMatchObject({
      total: 1,
      hasNext: false,
      items: [{ slug: "claim-council", wardCount: 2, liveParishCount: 2 }],
    });
    const first = await listCouncils(world.app.db, now, { search: "", page: 1, size: 1 });
    expect(first).toMatchObject({ hasNext: true, items: [{}] });
  });

  it("shows what a council owes by its next deadline, and who works there", async () => {
    const now = await world.app.now();
    const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
    await world.app.db.duty.create({
      data: {
        councilId: council.id,
        parishId,
        kind: "charter_review",
        rules: { actVersion: 1, scheduleVersion: 0, parameters: {} },
        receivedAt: day(-40),
        acknowledgeBy: day(-26),
        dateBy: day(-10),
        answerBy: day(20),
      },
    });
    const page = await getCouncil(world.app.db, council.slug, now);
    expect(page).toMatchObject({
      owedCount: 1,
      overdueCount: 1,
      owed: [{ what: "Review of the charter", standing: "overdue" }],
    });
    expect(page?.posts).toContainEqual({ name: "Olive Officer", post: "Head of neighbourhoods", kind: "officer" });
    expect(await getCouncil(world.app.db, "nowhere", now)).toBeNull();
  });
});
