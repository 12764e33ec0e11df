import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeCharterReview } from "#server/commands/complete-charter-review";
import { type PowerVerdict, reviewPowerRequest } from "#server/commands/review-power-request";
import { findParishById } from "#server/queries/find-parish";
import { getDuty } from "#server/queries/get-duty";
import { listDocket, wholeDocket } from "#server/queries/list-docket";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { makeActiveParish, makeResident } from "../../prisma/scenarios/places-and-people";
import {
  type Chamber,
  type CharterInReview,
  lastMinute,
  makeChamber,
  makeCharterInReview,
  minutesOf,
} from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(new Date("2027-01-11T12:00:00Z"));
  chamber = await makeChamber(world);
});

afterAll(() => world.stop());

const grant: PowerVerdict = {
  decision: "grant",
  conditions: "",
  budgetYearPence: 150_000,
  budgetDecisionPence: 50_000,
  wrapper: "s101_committee",
  isTrial: false,
  decisionReference: "CAB/2027/14",
};
const refusal: PowerVerdict = {
  decision: "refuse",
  ground: "duplicates_contract",
  reasons: "A contractor is paid to look after every verge of the district until March 2029.",
  decisionReference: "CAB/2027/15",
};

function decide(charter: CharterInReview, power: string, verdict: PowerVerdict, actor: Actor = chamber.officer) {
  const requestId = charter.requests[power] ?? crypto.randomUUID();
  return reviewPowerRequest(world.app.context, actor, { dutyId: charter.dutyId, requestId, verdict });
}

const finish = (charter: CharterInReview, actor: Actor = chamber.officer) =>
  completeCharterReview(world.app.context, actor, { dutyId: charter.dutyId });

async function stateOf(charter: CharterInReview) {
  return (await findParishById(world.app.db, charter.parishId, await world.app.now()))?.state;
}

const requestOf = (charter: CharterInReview, power: string) =>
  world.app.db.powerRequest.findUniqueOrThrow({ where: { id: charter.requests[power] as string } });

describe("deciding on a power that a charter asks for", () => {
  it("keeps what was decided, by whom and in which post, and can be changed until the review is finished", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", { ...grant, decision: "grant_with_conditions", conditions: "No skips." }));
    expect(await requestOf(charter, "litter")).toMatchObject({
      decision: "grant_with_conditions",
      conditions: "No skips.",
      grantedBudgetYearPence: 150_000n,
      wrapper: "s101_committee",
      officerName: "Sam Officer",
      officerPost: "Head of neighbourhoods",
    });
    accepted(await decide(charter, "litter", refusal, chamber.colleague));
    expect(await requestOf(charter, "litter")).toMatchObject({
      decision: "refuse",
      ground: "duplicates_contract",
      conditions: "",
      grantedBudgetYearPence: null,
      wrapper: null,
      officerPost: "Head of parks",
    });
    expect(await minutesOf(world, charter.parishId)).toEqual([]);
  });

  it("refuses a stranger, a resident, a councillor and another council's officer, and writes nothing", async () => {
    const charter = await makeCharterInReview(world, chamber);
    for (const actor of [chamber.resident, chamber.councillor, chamber.foreigner]) {
      expect(refusalOf(await decide(charter, "litter", grant, actor)).code).toBe("not_allowed");
      expect(refusalOf(await finish(charter, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await decide(charter, "litter", grant, stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await finish(charter, stranger)).code).toBe("not_signed_in");
    expect((await requestOf(charter, "litter")).decision).toBeNull();
    expect(await stateOf(charter)).toBe("council_review");
  });

  it("refuses a refusal without ground or reasons of substance, at the field", async () => {
    const charter = await makeCharterInReview(world, chamber);
    expect(refusalOf(await decide(charter, "verges", { ...refusal, ground: null }))).toMatchObject({
      code: "invalid",
      section: "s36",
      errors: [{ field: "ground" }],
    });
    expect(refusalOf(await decide(charter, "verges", { ...refusal, reasons: "No." }))).toMatchObject({
      code: "invalid",
      errors: [{ field: "reasons" }],
    });
    expect((await requestOf(charter, "verges")).decision).toBeNull();
  });

  it("refuses conditions left empty, a decision's budget above the year's, and no reference", async () => {
    const charter = await makeCharterInReview(world, chamber);
    const wrong: PowerVerdict = {
      ...grant,
      decision: "grant_with_conditions",
      budgetDecisionPence: 150_001,
      decisionReference: " ",
    };
    const refused = refusalOf(await decide(charter, "litter", wrong));
    expect(refused.code).toBe("invalid");
    expect(refused.errors?.map((error) => error.field)).toEqual(["conditions", "budgetDecision", "decisionReference"]);
  });

  it("refuses to give what can never be delegated, citing section 14, but lets it be refused", async () => {
    const charter = await makeCharterInReview(world, chamber, { powers: ["byelaws"] });
    expect(refusalOf(await decide(charter, "byelaws", grant))).toMatchObject({
      code: "refused_by_act",
      section: "s14",
    });
    accepted(await decide(charter, "byelaws", { ...refusal, ground: "unlawful" }));
  });

  it("refuses a power that an earlier parish holds on the same ground, citing section 7 and that parish", async () => {
    const charter = await makeCharterInReview(world, chamber);
    const convenor = await makeResident(world.app.db, charter.wardId);
    await makeActiveParish(world.app.db, {
      councilId: chamber.councilId,
      wardIds: [charter.wardId],
      convenorId: convenor.id,
      name: "Earlier Parish",
      powers: [{ catalogueId: "litter" }],
    });
    const refused = refusalOf(await decide(charter, "litter", grant));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s7" });
    expect(refused.message).toContain("Earlier Parish");
    accepted(await decide(charter, "verges", grant));
    const now = await world.app.now();
    const which = { councilSlug: chamber.slug, dutyId: charter.dutyId };
    const page = await getDuty(world.app.db, which, chamber.officer, now);
    expect(page?.charter?.requests.find((one) => one.id === charter.requests.litter)?.barrier?.sections).toEqual([
      "s7",
    ]);
  });

  it("answers not found for a power that this charter does not ask for", async () => {
    const charter = await makeCharterInReview(world, chamber);
    const other = await makeCharterInReview(world, chamber);
    const foreign = { dutyId: charter.dutyId, requestId: other.requests.litter as string, verdict: grant };
    expect(refusalOf(await reviewPowerRequest(world.app.context, chamber.officer, foreign)).code).toBe("not_found");
  });
});

describe("finishing the review of a charter", () => {
  it("waits until every power is decided, citing section 9", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", grant));
    expect(refusalOf(await finish(charter))).toMatchObject({ code: "refused_by_act", section: "s9" });
    expect(await stateOf(charter)).toBe("council_review");
    expect(await minutesOf(world, charter.parishId)).toEqual([]);
  });

  it("sends the charter to its vote when one power is given, with a minute for each power, once", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", grant));
    accepted(await decide(charter, "verges", refusal));
    const both = await Promise.all([finish(charter), finish(charter, chamber.colleague)]);
    expect(both.map((one) => accepted(one).outcome)).toEqual(["granted", "granted"]);
    expect(await stateOf(charter)).toBe("charter_vote");
    expect(await minutesOf(world, charter.parishId)).toEqual(["power_granted", "power_refused", "review_completed"]);
    expect(await lastMinute(world, charter.parishId, "power_granted")).toMatchObject({
      power: "litter",
      budgetYearPence: 150_000,
      officer: "Sam Officer",
      decisionReference: "CAB/2027/14",
    });
    expect(await lastMinute(world, charter.parishId, "review_completed")).toMatchObject({ standing: "on_time" });
    const duty = await world.app.db.duty.findUniqueOrThrow({ where: { id: charter.dutyId } });
    expect(duty.answeredAt).not.toBeNull();
    const filter = { ...wholeDocket, kind: "charter_review", show: "answered" } as const;
    const docket = await listDocket(world.app.db, chamber.councilId, filter, await world.app.now());
    expect(docket.items.find((item) => item.id === charter.dutyId)?.next).toBe("The charter goes to its vote.");
  });

  it("declines the parish when no power is given", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", refusal));
    accepted(await decide(charter, "verges", refusal));
    expect(accepted(await finish(charter)).outcome).toBe("declined");
    expect(await stateOf(charter)).toBe("declined");
    expect((await minutesOf(world, charter.parishId)).at(-1)).toBe("parish_declined");
  });

  it("lets nothing be changed afterwards", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", grant));
    accepted(await decide(charter, "verges", grant));
    accepted(await finish(charter));
    expect(refusalOf(await decide(charter, "verges", refusal))).toMatchObject({ code: "conflict", section: "s9" });
    expect((await requestOf(charter, "verges")).decision).toBe("grant");
  });

  it("gives one power on one ground to one of two charters that are finished at once", async () => {
    const first = await makeCharterInReview(world, chamber, { powers: ["litter"] });
    const second = await makeCharterInReview(world, chamber, { powers: ["litter"], wardId: first.wardId });
    accepted(await decide(first, "litter", grant));
    accepted(await decide(second, "litter", grant));
    const both = await Promise.all([finish(first), finish(second, chamber.colleague)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ refused: { code: "refused_by_act", section: "s7" } });
    expect([await stateOf(first), await stateOf(second)].sort()).toEqual(["charter_vote", "council_review"]);
  });

  it("is taken late and shown as late", async () => {
    const charter = await makeCharterInReview(world, chamber);
    accepted(await decide(charter, "litter", grant));
    accepted(await decide(charter, "verges", grant));
    await world.advance("61 days");
    accepted(await finish(charter));
    expect(await lastMinute(world, charter.parishId, "review_completed")).toMatchObject({ standing: "overdue" });
  });
});
