import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDuty } from "#server/commands/acknowledge-duty";
import { endPost } from "#server/commands/appoint-to-post";
import { confirmResidency } from "#server/commands/confirm-residency";
import { declareConflict } from "#server/commands/declare-conflict";
import { revokeResidency } from "#server/commands/revoke-residency";
import { secondProposal } from "#server/commands/second-proposal";
import type { Actor } from "~/domain/permissions/actor";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, lastMinute, makeChamber, makeDecision } from "../support/council";
import { holdRow } from "../support/held-row";
import { makeNeighbourhood, putForward } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

// What somebody holds is read when they ask. These hold up what they asked for, and take it from them meanwhile.

let world: World;
let chamber: Chamber;
let operator: Actor;

beforeAll(async () => {
  world = await makeWorld();
  chamber = await makeChamber(world);
  operator = await holder("operator", null);
});
afterAll(() => world.stop());

async function holder(kind: "officer" | "operator", councilId: string | null): Promise<Actor> {
  const person = await makePerson(world.app.db, { name: `Olga ${kind}` });
  await appoint(world.app.db, person.id, kind, councilId, "Clerk");
  return world.app.loadActor(person.id);
}

async function dismiss(officer: Actor): Promise<void> {
  const { id } = await world.app.db.role.findFirstOrThrow({ where: { personId: officer.personId as string } });
  const ended = await endPost(world.app.context, operator, { roleId: id, reason: "The post is gone." });
  if (!ended.ok) throw new Error(ended.refused.message);
}

describe("somebody who waits for a lock", () => {
  it("acts for no council when their post has ended by the time they get it", async () => {
    const { parishId, dutyId } = await makeDecision(world, chamber);
    const clerk = await holder("officer", chamber.councilId);
    const held = await holdRow(world.ownerUrl, "parish", parishId);
    const late = acknowledgeDuty(world.app.context, clerk, { dutyId });
    await held.untilWaited(1);
    await dismiss(clerk);
    await held.release();
    expect(await late).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await world.app.db.duty.findUniqueOrThrow({ where: { id: dutyId } })).toMatchObject({
      acknowledgedAt: null,
    });
  });

  it("seconds nothing when their home has been revoked by the time they get it", async () => {
    const home = await makeNeighbourhood(world);
    const officer = await holder("officer", home.councilId);
    const { id: proposalId } = await putForward(world, home);
    const resident = await home.actorOf(home.residents[0] as string);
    const personId = resident.personId as string;
    const { id: claimId } = await world.app.db.residency.findFirstOrThrow({ where: { personId } });
    const held = await holdRow(world.ownerUrl, "parish", home.parishId);
    const revoked = revokeResidency(world.app.context, officer, { claimId, reason: "They moved away." });
    await held.untilWaited(1);
    const late = secondProposal(world.app.context, resident, { proposalId });
    await held.untilWaited(2);
    await held.release();
    expect((await revoked).ok).toBe(true);
    expect(await late).toMatchObject({ refused: { code: "not_allowed", section: "s20" } });
    expect(await world.app.db.seconder.count({ where: { proposalId, personId } })).toBe(0);
  });

  it("is written down by the office that they hold by the time they get it", async () => {
    const { db } = world.app;
    const home = await makeNeighbourhood(world);
    const { id: proposalId } = await putForward(world, home);
    const personId = home.residents[0] as string;
    const resident = await home.actorOf(personId);
    const held = await holdRow(world.ownerUrl, "parish", home.parishId);
    const late = declareConflict(world.app.context, resident, { proposalId, reason: "My garden lies beside it." });
    await held.untilWaited(1);
    const now = await world.app.now();
    await db.$executeRaw`
      INSERT INTO parish_office (id, parish_id, person_id, office, from_at)
      VALUES (gen_random_uuid(), ${home.parishId}::uuid, ${personId}::uuid, 'deputy', ${now})`;
    await db.person.update({ where: { id: personId }, data: { name: "Dora Deputy" } });
    await held.release();
    expect(await late).toMatchObject({ ok: true });
    expect(await lastMinute(world, home.parishId, "conflict_declared")).toMatchObject({
      person: "Dora Deputy",
      office: "deputy",
    });
    expect(await db.auditLine.findMany({ where: { action: "conflict.declare", personId } })).toHaveLength(1);
  });

  it("decides no claim when their post has ended by the time they get it", async () => {
    const home = await makeNeighbourhood(world);
    const officer = await holder("officer", home.councilId);
    const person = await makePerson(world.app.db, { name: "Wim Waiting" });
    const claim = await world.app.db.residency.create({
      data: { personId: person.id, wardId: home.wardId, isAged16: true, claimedAt: await world.app.now() },
    });
    const held = await holdRow(world.ownerUrl, "parish", home.parishId);
    const late = confirmResidency(world.app.context, officer, { claimId: claim.id });
    await held.untilWaited(1);
    await dismiss(officer);
    await held.release();
    expect(await late).toMatchObject({ refused: { code: "not_allowed" } });
    expect(await world.app.db.residency.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      confirmedAt: null,
    });
  });
});
