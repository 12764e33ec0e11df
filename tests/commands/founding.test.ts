import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { joinFounders } from "#server/commands/join-founders";
import { leaveFounders } from "#server/commands/leave-founders";
import { openGathering } from "#server/commands/open-gathering";
import type { Outcome } from "#server/commands/outcome";
import { type CharterChange, saveCharter } from "#server/commands/save-charter";
import { scheduleCharterVote } from "#server/commands/schedule-charter-vote";
import { setOffice } from "#server/commands/set-office";
import { settleVotes } from "#server/commands/settle-votes";
import { startDraft } from "#server/commands/start-draft";
import { supportParish } from "#server/commands/support-parish";
import { withdrawParish } from "#server/commands/withdraw-parish";
import { withdrawSupport } from "#server/commands/withdraw-support";
import { findParish } from "#server/queries/find-parish";
import { getCharter } from "#server/queries/get-charter";
import { getCharterStep } from "#server/queries/get-charter-step";
import { loadCharter, loadDraft, versionOf } from "#server/queries/get-draft";
import { getCheck, getSupport } from "#server/queries/get-founding";
import { getRegister } from "#server/queries/get-register";
import type { CharterPart } from "~/domain/parish/founding";
import { addDays, addMonths, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import {
  appoint,
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeWorld, type World } from "../support/world";

let world: World;
let councilId: string;
let wardId: string;
let secondWardId: string;
let strangeWardId: string;
/** Confirmed residents of the first ward. */
let residents: string[];
let outsiderId: string;
let officerId: string;

// Monday, at midday in winter: no bank holiday falls within the weeks that follow.
const monday = new Date("2027-01-11T12:00:00Z");

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(monday);
  const { db } = world.app;
  councilId = (await makeCouncil(db, { name: "Wexcombe District Council" })).id;
  const otherCouncil = await makeCouncil(db, { name: "Eastmere Borough Council" });
  strangeWardId = (await makeWard(db, otherCouncil.id, { name: "Harbour" })).id;
  outsiderId = (await makeResident(db, strangeWardId)).id;
  officerId = (await makePerson(db)).id;
  await appoint(db, officerId, "officer", councilId, "Head of neighbourhoods");
});

// Parishes of different tests stand on different ground, so that none holds a power that another asks for.
beforeEach(async () => {
  await world.moveTo(monday);
  const { db } = world.app;
  wardId = (await makeWard(db, councilId, { name: "Mill", electorate: 24 })).id;
  secondWardId = (await makeWard(db, councilId, { name: "Station", electorate: 16 })).id;
  residents = await makeResidents(db, wardId, 60);
});

afterAll(() => world.stop());

function actorOf(personId: string | null) {
  return world.app.loadActor(personId);
}

function person(index: number) {
  return residents[index] as string;
}

function refusalOf<T>(outcome: Outcome<T>) {
  if (outcome.ok) throw new Error("it was not refused");
  return outcome.refused;
}

function did<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refused.message}`);
  return outcome.value;
}

async function start(name: string, founder = person(0)): Promise<string> {
  return did(await startDraft(world.app.context, await actorOf(founder), { name })).slug;
}

async function found(slug: string) {
  const parish = await findParish(world.app.db, slug, await world.app.now());
  if (!parish) throw new Error(`no parish ${slug}`);
  return parish;
}

async function stateOf(slug: string) {
  return (await found(slug)).state;
}

async function charterOf(slug: string) {
  return loadCharter(world.app.db, await found(slug));
}

async function versionNow(slug: string, part: CharterPart) {
  return versionOf(await charterOf(slug), part);
}

async function save(slug: string, change: CharterChange, founder = person(0), version?: string) {
  return saveCharter(world.app.context, await actorOf(founder), {
    slug,
    version: version ?? (await versionNow(slug, change.part)),
    change,
  });
}

async function today(): Promise<CivilDate> {
  return civilDateOf(await world.app.now());
}

async function changes(): Promise<CharterChange[]> {
  const startsOn = addDays(await today(), 150);
  return [
    {
      part: "aim",
      name: "Millbrook Green",
      problem: "The verges are bare, the bins overflow and nobody answers.",
      endPoint: "Every verge planted and no bin overflowing for three months.",
    },
    { part: "area", wardIds: [wardId, secondWardId] },
    { part: "term", startsOn, termMonths: 12 },
    {
      part: "actions",
      priorityActions: [
        {
          action: "Plant the verges of Mill Lane",
          measure: "Metres of verge planted",
          baseline: "0 metres",
          target: "400 metres",
          dueOn: addDays(startsOn, 200),
        },
      ],
    },
    { part: "powers", catalogueIds: ["litter", "verges", "parking"] },
    {
      part: "scopes",
      scopes: [
        { catalogueId: "litter", scope: "Bins in every street of the two wards", budgetYearPence: 250_000 },
        { catalogueId: "verges", scope: "Verges along Mill Lane", budgetYearPence: 600_000 },
        { catalogueId: "parking", scope: "Parking around the station", budgetYearPence: 0 },
      ],
    },
    { part: "money", amountPence: 850_000, moneyType: "revenue", moneyPurpose: "Bins, plants and tools" },
    { part: "publicity", ordinaryPublicity: "open", spendingPublicity: "turnout" },
    { part: "sunset", receiverName: "Millbrook Residents' Association", receiverTakes: "Tools and the website" },
  ];
}

/** A draft with everything that the Act asks for and six founders. */
async function completeDraft(name: string): Promise<string> {
  const slug = await start(name);
  for (const change of await changes()) {
    did(await save(slug, change.part === "aim" ? { ...change, name } : change));
  }
  for (const index of [1, 2, 3, 4, 5]) {
    did(await joinFounders(world.app.context, await actorOf(person(index)), { slug }));
  }
  const version = await versionNow(slug, "offices");
  const office = { slug, version, convenorId: person(0), deputyId: person(1) };
  did(await setOffice(world.app.context, await actorOf(person(0)), office));
  return slug;
}

async function gathering(name: string): Promise<string> {
  const slug = await completeDraft(name);
  did(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
  return slug;
}

async function supportBy(slug: string, index: number) {
  return supportParish(world.app.context, await actorOf(person(index)), { slug });
}

/** The council's decision on each power, as its review leaves it. */
async function reviewed(name: string): Promise<string> {
  const slug = await gathering(name);
  for (let index = 0; index < 15; index += 1) did(await supportBy(slug, index));
  const parish = await found(slug);
  await world.sql(
    `UPDATE power_request SET decision = (CASE catalogue_id WHEN 'parking' THEN 'refuse' ELSE 'grant' END)::power_decision,
       granted_budget_year_pence = budget_year_pence, granted_budget_decision_pence = 100000, wrapper = 'simulated_act',
       ground = CASE catalogue_id WHEN 'parking' THEN 'wrong_authority' END, reasons = 'The county decides on parking.',
       decided_at = app_now(), officer_name = 'Sam Officer', officer_post = 'Head of neighbourhoods', decision_reference = 'NB/7'
     WHERE parish_id = $1`,
    [parish.row.id],
  );
  await world.sql("UPDATE parish SET review_completed_at = app_now() WHERE id = $1", [parish.row.id]);
  return slug;
}

async function schedule(slug: string, opensOn: CivilDate | null, personId: string | null = person(0)) {
  return scheduleCharterVote(world.app.context, await actorOf(personId), { slug, opensOn });
}

async function minutesOf(slug: string): Promise<string[]> {
  const { row } = await found(slug);
  const entries = await world.app.db.minuteEntry.findMany({ where: { parishId: row.id }, orderBy: { number: "asc" } });
  return entries.map((entry) => entry.kind);
}

describe("starting a draft", () => {
  it("makes the address from the name and takes the founder's ward as the first area", async () => {
    const slug = await start("St Mary’s & Île Vérte");
    expect(slug).toBe("st-marys-ile-verte");
    const parish = await found(slug);
    expect(parish).toMatchObject({ state: "draft", wardIds: [wardId], founderIds: [person(0)] });
    expect(await minutesOf(slug)).toEqual(["draft_started"]);
  });

  it("answers the same draft when the button is pressed twice, also at once", async () => {
    const actor = await actorOf(person(0));
    const both = await Promise.all([1, 2].map(() => startDraft(world.app.context, actor, { name: "Pressed Twice" })));
    expect(both.map((one) => did(one).slug)).toEqual(["pressed-twice", "pressed-twice"]);
  });

  it("gives the second parish of a name a number, and never takes the address of a page", async () => {
    expect(await start("Twin Parish", person(0))).toBe("twin-parish");
    expect(await start("Twin Parish", person(1))).toBe("twin-parish-2");
    expect(await start("New")).toBe("new-parish");
  });

  it("gives parishes that start at the same moment an address each", async () => {
    const started = await Promise.all([0, 1, 2, 3].map((index) => start("Same Moment", person(index))));
    expect(new Set(started).size).toBe(4);
  });

  it("keeps a name of emoji or markup as it was typed", async () => {
    expect(await start("🌻🌻🌻")).toBe("parish");
    const slug = await start("<script>alert(1)</script>");
    expect(slug).toBe("script-alert-1-script");
    expect((await found(slug)).row.name).toBe("<script>alert(1)</script>");
    const long = "🌻".repeat(80);
    expect((await found(await start(long))).row.name).toBe(long);
  });

  it.each([
    ["nothing", " ", "Give the parish a name."],
    ["81 characters", "🌻".repeat(81), "The name has 81 characters. It may have at most 80."],
    ["a mark that turns the text round", "Mill\u202Ekoorb", "holds hidden characters"],
    ["a character that cannot be stored", "Mill\u0000brook", "holds hidden characters"],
  ])("refuses a name of %s beside its field", async (_, name, message) => {
    const before = await world.app.db.parish.count();
    const refused = refusalOf(await startDraft(world.app.context, await actorOf(person(0)), { name }));
    expect(refused).toMatchObject({ code: "invalid", section: "s5", errors: [{ field: "name" }] });
    expect(refused.message).toContain(message);
    expect(await world.app.db.parish.count()).toBe(before);
  });

  it("asks a stranger to sign in and refuses somebody whose home is not confirmed", async () => {
    const { context } = world.app;
    expect(refusalOf(await startDraft(context, await actorOf(null), { name: "Nowhere" })).code).toBe("not_signed_in");
    const officer = await startDraft(context, await actorOf(officerId), { name: "Nowhere" });
    expect(refusalOf(officer)).toMatchObject({ code: "not_allowed", section: "s4" });
  });
});

describe("founders", () => {
  it("join once each, and are counted in the minute book without their names", async () => {
    const slug = await start("Joined Parish");
    const actor = await actorOf(person(1));
    expect(did(await joinFounders(world.app.context, actor, { slug }))).toEqual({ founders: 2 });
    expect(did(await joinFounders(world.app.context, actor, { slug }))).toEqual({ founders: 2 });
    expect(await minutesOf(slug)).toEqual(["draft_started", "founder_joined"]);
    const { row } = await found(slug);
    const entry = await world.app.db.minuteEntry.findFirstOrThrow({ where: { parishId: row.id, number: 2 } });
    expect(entry.body).toEqual({ founders: 2 });
  });

  it("must live in the area", async () => {
    const slug = await start("Locals Only");
    const { context } = world.app;
    const strange = await joinFounders(context, await actorOf(outsiderId), { slug });
    expect(refusalOf(strange)).toMatchObject({ code: "not_allowed", section: "s4" });
    expect(refusalOf(await joinFounders(context, await actorOf(null), { slug })).code).toBe("not_signed_in");
    expect((await found(slug)).founderIds).toHaveLength(1);
  });

  it("may take their name off, and with it their office, until gathering opens", async () => {
    const slug = await completeDraft("Leavers");
    const deputy = await actorOf(person(1));
    expect(did(await leaveFounders(world.app.context, deputy, { slug }))).toEqual({ founders: 5 });
    expect((await charterOf(slug)).deputyId).toBeNull();
    expect(refusalOf(await leaveFounders(world.app.context, deputy, { slug })).code).toBe("not_allowed");
    expect((await minutesOf(slug)).at(-1)).toBe("founder_left");
  });

  it("cannot leave a draft without any", async () => {
    const slug = await start("Last One");
    const refused = refusalOf(await leaveFounders(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused.code).toBe("conflict");
    expect((await found(slug)).founderIds).toEqual([person(0)]);
  });

  it("cannot join or leave once gathering is open", async () => {
    const slug = await gathering("Closed Circle");
    const { context } = world.app;
    const late = await joinFounders(context, await actorOf(person(9)), { slug });
    expect(refusalOf(late)).toMatchObject({ code: "closed", section: "s4" });
    expect(refusalOf(await leaveFounders(context, await actorOf(person(2)), { slug })).code).toBe("closed");
  });
});

describe("writing the charter", () => {
  it("saves each part, and saving the same twice changes nothing", async () => {
    const slug = await completeDraft("Saved Parish");
    const charter = await charterOf(slug);
    expect(charter).toMatchObject({
      problem: "The verges are bare, the bins overflow and nobody answers.",
      termMonths: 12,
      amountPence: 850_000,
      moneyType: "revenue",
      convenorId: person(0),
      deputyId: person(1),
      receiverName: "Millbrook Residents' Association",
    });
    expect(charter.wards.map((ward) => ward.name)).toEqual(["Mill", "Station"]);
    expect(charter.powers.map((power) => power.catalogueId)).toEqual(["litter", "parking", "verges"]);
    for (const change of await changes()) {
      const again = await save(
        slug,
        change.part === "aim" ? { ...change, name: "Saved Parish" } : change,
        person(3),
        "old",
      );
      expect(did(again), change.part).toEqual({ isChanged: false });
    }
  });

  it("lets any founder write, and nobody else", async () => {
    const slug = await completeDraft("Shared Pen");
    const change: CharterChange = { part: "sunset", receiverName: "The council", receiverTakes: "" };
    expect(did(await save(slug, change, person(4)))).toEqual({ isChanged: true });
    expect(refusalOf(await save(slug, change, person(20))).code).toBe("not_allowed");
    expect(refusalOf(await save(slug, change, officerId)).code).toBe("not_allowed");
    const stranger = await saveCharter(world.app.context, await actorOf(null), { slug, version: "", change });
    expect(refusalOf(stranger).code).toBe("not_signed_in");
    expect(
      refusalOf(await saveCharter(world.app.context, await actorOf(person(0)), { slug: "none", version: "", change }))
        .code,
    ).toBe("not_found");
  });

  it("refuses a save over somebody else's that the founder has not seen, and takes the second try", async () => {
    const slug = await completeDraft("Two Tabs");
    const seen = await versionNow(slug, "sunset");
    const first: CharterChange = { part: "sunset", receiverName: "The library", receiverTakes: "" };
    const second: CharterChange = { part: "sunset", receiverName: "The school", receiverTakes: "" };
    did(await save(slug, first, person(1), seen));
    const refused = refusalOf(await save(slug, second, person(0), seen));
    expect(refused.code).toBe("conflict");
    expect(refused.message).toContain("What you typed is still here");
    expect((await charterOf(slug)).receiverName).toBe("The library");
    did(await save(slug, second, person(0), await versionNow(slug, "sunset")));
    expect((await charterOf(slug)).receiverName).toBe("The school");
  });

  it("does not mistake a change of another part for a change of this one", async () => {
    const slug = await completeDraft("Two Pages");
    const seen = await versionNow(slug, "sunset");
    did(await save(slug, { part: "publicity", ordinaryPublicity: "sealed", spendingPublicity: "sealed" }));
    did(await save(slug, { part: "sunset", receiverName: "The school", receiverTakes: "" }, person(0), seen));
  });

  it("takes one of two founders who save different words at the same moment", async () => {
    const slug = await completeDraft("At Once");
    const version = await versionNow(slug, "sunset");
    const outcomes = await Promise.all(
      ["The library", "The school"].map((receiverName, index) =>
        save(slug, { part: "sunset", receiverName, receiverTakes: "" }, person(index), version),
      ),
    );
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    expect(outcomes.flatMap((one) => (one.ok ? [] : [one.refused.code]))).toEqual(["conflict"]);
  });

  it("refuses a term of 25 months, citing section 11", async () => {
    const slug = await completeDraft("Too Long");
    const refused = refusalOf(await save(slug, { part: "term", startsOn: addDays(await today(), 90), termMonths: 25 }));
    expect(refused).toMatchObject({
      code: "refused_by_act",
      section: "s11",
      errors: [
        { field: "termMonths", message: "A parish cannot last 25 months. A parish may last from 3 to 24 months." },
      ],
    });
    expect((await charterOf(slug)).termMonths).toBe(12);
  });

  it("refuses a start in the past", async () => {
    const slug = await completeDraft("Yesterday");
    const refused = refusalOf(await save(slug, { part: "term", startsOn: addDays(await today(), -1), termMonths: 12 }));
    expect(refused).toMatchObject({ code: "invalid", errors: [{ field: "startsOn" }] });
  });

  it("refuses a charter without an end point beside its field", async () => {
    const slug = await completeDraft("Endless");
    const refused = refusalOf(
      await save(slug, { part: "aim", name: "Endless", problem: "The bins overflow every week.", endPoint: "" }),
    );
    expect(refused).toMatchObject({
      code: "invalid",
      section: "s5",
      errors: [{ field: "endPoint", message: "Say how everybody will know that the parish has done its work." }],
    });
    expect((await charterOf(slug)).endPoint).not.toBe("");
  });

  it("refuses ten thousand characters and hidden marks in any text", async () => {
    const slug = await completeDraft("Long Words");
    const aim = { part: "aim", name: "Long Words", endPoint: "Every verge planted." } as const;
    const long = refusalOf(await save(slug, { ...aim, problem: "x".repeat(10_000) }));
    expect(long.message).toBe("The problem has 10,000 characters. It may have at most 1,000.");
    const turned = refusalOf(await save(slug, { ...aim, problem: "A problem that is \u202E turned round" }));
    expect(turned.errors).toMatchObject([{ field: "problem" }]);
    const purpose: CharterChange = { part: "money", amountPence: 0, moneyType: "none", moneyPurpose: "no\u0000thing" };
    expect(refusalOf(await save(slug, purpose)).errors).toMatchObject([{ field: "moneyPurpose" }]);
  });

  it.each([
    ["tax_and_precept", "s14", "A council can never give a parish this: setting a tax or a precept."],
    ["no_such_power", "s12", "This power is not in the catalogue"],
    ["nul\u0000", "s12", "This power is not in the catalogue"],
  ])("refuses the power %s put into the form by hand, citing %s", async (forged, section, message) => {
    const slug = await start(`Forged ${forged.slice(0, 3)} ${section}`);
    const refused = refusalOf(await save(slug, { part: "powers", catalogueIds: ["litter", forged] }));
    expect(refused).toMatchObject({ code: "refused_by_act", section, errors: [{ field: "catalogueIds" }] });
    expect(refused.message).toContain(message);
    expect((await charterOf(slug)).powers).toEqual([]);
  });

  it("keeps the scope of a power that stays when others are added or left out", async () => {
    const slug = await completeDraft("Kept Scope");
    did(await save(slug, { part: "powers", catalogueIds: ["verges", "seats"] }));
    expect((await charterOf(slug)).powers).toEqual([
      { catalogueId: "seats", scope: "", budgetYearPence: 0 },
      { catalogueId: "verges", scope: "Verges along Mill Lane", budgetYearPence: 600_000 },
    ]);
  });

  it.each([
    [
      "two councils",
      () => [wardId, strangeWardId],
      "refused_by_act",
      "Harbour is not a ward of Wexcombe District Council",
    ],
    ["another council", () => [strangeWardId], "refused_by_act", "Harbour is not a ward of Wexcombe District Council"],
    ["nowhere", () => [wardId, "0190c8a0-0000-4000-8000-000000000000"], "invalid", "does not exist"],
    ["no form at all", () => [wardId, "'; drop table ward"], "invalid", "does not exist"],
    ["other people's homes only", () => [secondWardId], "invalid", "must include your own ward, Mill"],
    ["nothing", () => [], "invalid", "Choose at least 1 ward for the area."],
  ])("refuses an area of %s", async (_, wards, code, message) => {
    const slug = await completeDraft("Wrong Ground");
    const refused = refusalOf(await save(slug, { part: "area", wardIds: wards() }));
    expect(refused).toMatchObject({ code, errors: [{ field: "wardIds" }] });
    expect(refused.message).toContain(message);
    expect((await found(slug)).wardIds).toHaveLength(2);
  });

  it("refuses the same person as convenor and deputy, and anybody who is no founder from the area", async () => {
    const slug = await completeDraft("Two Hats");
    const actor = await actorOf(person(0));
    const name = async (convenorId: string | null, deputyId: string | null) =>
      setOffice(world.app.context, actor, { slug, version: await versionNow(slug, "offices"), convenorId, deputyId });
    expect(refusalOf(await name(person(2), person(2))).errors).toMatchObject([{ field: "deputyId" }]);
    expect(refusalOf(await name(outsiderId, person(2))).errors).toMatchObject([{ field: "convenorId" }]);
    expect(refusalOf(await name(null, null)).errors).toHaveLength(2);
    did(await name(person(1), person(0)));
    expect(await charterOf(slug)).toMatchObject({ convenorId: person(1), deputyId: person(0) });
  });
});

describe("opening a charter for supporters", () => {
  it("freezes rules, electorate and the number of supporters, and writes the charter into the minute book", async () => {
    const slug = await gathering("Frozen Parish");
    const { row, state, rules } = await found(slug);
    expect(state).toBe("gathering");
    // 24 + 16 electors are fewer than 500, so 37.5% of them are needed.
    expect(row).toMatchObject({ electorate: 40, supportersNeeded: 15 });
    expect(rules).toMatchObject({ actVersion: 1, scheduleVersion: 0 });
    const endsOn = addDays(await today(), 61);
    expect(row.gatheringEndsAt).toEqual(startOfDay(endsOn));
    const entry = await world.app.db.minuteEntry.findFirstOrThrow({
      where: { parishId: row.id, kind: "gathering_opened" },
    });
    expect(entry.body).toMatchObject({
      electorate: 40,
      needed: 15,
      founders: 6,
      name: "Frozen Parish",
      powers: ["litter", "parking", "verges"],
    });
    const change: CharterChange = { part: "sunset", receiverName: "Somebody else", receiverTakes: "" };
    expect(refusalOf(await save(slug, change))).toMatchObject({ code: "closed", section: "s5" });
  });

  it("is harmless when done twice", async () => {
    const slug = await gathering("Opened Twice");
    const again = await openGathering(world.app.context, await actorOf(person(0)), { slug });
    expect(did(again).supportersNeeded).toBe(15);
    expect((await minutesOf(slug)).filter((kind) => kind === "gathering_opened")).toHaveLength(1);
  });

  it("is for founders alone", async () => {
    const slug = await completeDraft("Founders Alone");
    for (const [who, code] of [
      [null, "not_signed_in"],
      [person(30), "not_allowed"],
      [outsiderId, "not_allowed"],
      [officerId, "not_allowed"],
    ] as const) {
      expect(refusalOf(await openGathering(world.app.context, await actorOf(who), { slug })).code).toBe(code);
    }
    expect(await stateOf(slug)).toBe("draft");
  });

  it("refuses too few founders who live in the area, citing section 4", async () => {
    const slug = await completeDraft("Five Founders");
    did(await leaveFounders(world.app.context, await actorOf(person(5)), { slug }));
    const refused = refusalOf(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s4" });
    expect(refused.message).toContain("This one has 5 founders so far");
  });

  it("refuses a charter with gaps, citing section 5", async () => {
    const slug = await start("Empty Charter");
    const refused = refusalOf(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s5" });
    expect(await stateOf(slug)).toBe("draft");
  });

  it("refuses a power whose scope nobody has written", async () => {
    const slug = await completeDraft("No Scope");
    did(await save(slug, { part: "powers", catalogueIds: ["litter", "seats"] }));
    const refused = refusalOf(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused).toMatchObject({ code: "invalid", section: "s5" });
    expect(refused.message).toContain("which streets");
  });

  it("refuses an area whose electorate nobody has recorded, citing section 6", async () => {
    const { db } = world.app;
    const uncounted = await makeWard(db, councilId, { name: "Uncounted", electorate: null });
    const slug = await completeDraft("Unknown Number");
    did(await save(slug, { part: "area", wardIds: [wardId, uncounted.id] }));
    const refused = refusalOf(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s6" });
    expect(refused.message).toContain("Uncounted");
  });

  it("refuses a power that another live parish holds on the same ground, citing section 7 and the parish", async () => {
    const { db } = world.app;
    const shared = await makeWard(db, councilId, { name: "Shared", electorate: 30 });
    await makeActiveParish(db, {
      councilId,
      wardIds: [shared.id],
      convenorId: person(50),
      name: "Earlier Parish",
      powers: [{ catalogueId: "litter" }],
    });
    const slug = await completeDraft("Later Parish");
    did(await save(slug, { part: "area", wardIds: [wardId, shared.id] }));
    const refused = refusalOf(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s7" });
    expect(refused.message).toContain("Earlier Parish");
    // Without that power, or after the earlier parish has ended, it may go on.
    did(await save(slug, { part: "powers", catalogueIds: ["verges"] }));
    did(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
  });

  it("allows a power that the other parish will no longer hold when this one starts", async () => {
    const { db } = world.app;
    const shared = await makeWard(db, councilId, { name: "Soon free", electorate: 30 });
    const now = await today();
    await makeActiveParish(db, {
      councilId,
      wardIds: [shared.id],
      convenorId: person(51),
      name: "Ending Parish",
      startsOn: addMonths(now, -5),
      termMonths: 6,
      powers: [{ catalogueId: "litter" }],
    });
    const slug = await completeDraft("Following Parish");
    did(await save(slug, { part: "area", wardIds: [wardId, shared.id] }));
    const draft = await loadDraft(db, await found(slug), await world.app.now());
    expect(draft.heldElsewhere).toEqual([]);
    did(await openGathering(world.app.context, await actorOf(person(0)), { slug }));
  });
});

describe("supporting a charter", () => {
  it("counts each resident once, of any age, and lets them take it back", async () => {
    const slug = await gathering("Counted Once");
    const child = await makeResident(world.app.db, wardId, { isAged16: false });
    const actor = await actorOf(child.id);
    expect(did(await supportParish(world.app.context, actor, { slug }))).toEqual({ supporters: 1, isMet: false });
    expect(did(await supportParish(world.app.context, actor, { slug }))).toEqual({ supporters: 1, isMet: false });
    expect(did(await withdrawSupport(world.app.context, actor, { slug }))).toEqual({ supporters: 0 });
    expect(did(await withdrawSupport(world.app.context, actor, { slug }))).toEqual({ supporters: 0 });
    expect(await minutesOf(slug)).not.toContain("support_reached");
  });

  it("is for residents of the area alone", async () => {
    const slug = await gathering("Area Alone");
    const { context } = world.app;
    expect(refusalOf(await supportParish(context, await actorOf(null), { slug })).code).toBe("not_signed_in");
    for (const who of [outsiderId, officerId]) {
      const refused = refusalOf(await supportParish(context, await actorOf(who), { slug }));
      expect(refused).toMatchObject({ code: "not_allowed", section: "s8" });
    }
    expect(refusalOf(await withdrawSupport(context, await actorOf(null), { slug })).code).toBe("not_signed_in");
    const { row } = await found(slug);
    expect(await world.app.db.supporter.count({ where: { parishId: row.id } })).toBe(0);
  });

  it("is not open before gathering is, nor at an address without a parish", async () => {
    const slug = await completeDraft("Not Yet");
    expect(refusalOf(await supportBy(slug, 7)).code).toBe("not_open");
    expect(refusalOf(await supportBy("no-such-parish", 7)).code).toBe("not_found");
    expect(refusalOf(await supportBy("no\u0000such", 7)).code).toBe("not_found");
  });

  it("sends the charter to the council once, when the last two supporters arrive together", async () => {
    const slug = await gathering("Last Two");
    for (let index = 0; index < 14; index += 1) did(await supportBy(slug, index));
    expect(await stateOf(slug)).toBe("gathering");
    const outcomes = await Promise.all([14, 15, 16, 17].map((index) => supportBy(slug, index)));
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    expect(outcomes.flatMap((one) => (one.ok ? [] : [one.refused.code]))).toEqual(["closed", "closed", "closed"]);
    expect(await stateOf(slug)).toBe("council_review");
    const kinds = await minutesOf(slug);
    expect(kinds.filter((kind) => kind === "support_reached")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "charter_received")).toHaveLength(1);
    const { row } = await found(slug);
    const duties = await world.app.db.duty.findMany({ where: { parishId: row.id } });
    expect(duties).toHaveLength(1);
    expect(duties[0]).toMatchObject({ kind: "charter_review", proposalId: null, receivedAt: row.gatheringMetAt });
    expect(duties[0]?.termDays).toBeGreaterThanOrEqual(365);
    const letters = await world.app.db.mail.findMany({ where: { key: { contains: row.id } } });
    expect(letters.filter((letter) => letter.key.startsWith("charter-received"))).toHaveLength(1);
    const notice = { key: `support-reached:${row.id}` };
    expect(await world.app.db.noticeReader.count({ where: { notice, isOwn: true } })).toBe(6);
    expect(await world.app.db.noticeReader.count({ where: { notice } })).toBeGreaterThanOrEqual(15);
    const late = await withdrawSupport(world.app.context, await actorOf(person(3)), { slug });
    expect(refusalOf(late)).toMatchObject({ code: "closed", section: "s8" });
  });
});

describe("withdrawing a parish", () => {
  it("ends a draft, once, and is for founders alone", async () => {
    const slug = await completeDraft("Given Up");
    const { context } = world.app;
    expect(refusalOf(await withdrawParish(context, await actorOf(null), { slug })).code).toBe("not_signed_in");
    expect(refusalOf(await withdrawParish(context, await actorOf(person(30)), { slug })).code).toBe("not_allowed");
    did(await withdrawParish(context, await actorOf(person(2)), { slug }));
    did(await withdrawParish(context, await actorOf(person(2)), { slug }));
    expect(await stateOf(slug)).toBe("withdrawn");
    expect((await minutesOf(slug)).filter((kind) => kind === "parish_withdrawn")).toHaveLength(1);
    expect(refusalOf(await supportBy(slug, 9)).code).toBe("closed");
  });

  it("cancels a charter vote that has been announced", async () => {
    const slug = await reviewed("Called Off");
    const { voteId } = did(await schedule(slug, addDays(await today(), 18)));
    const outcome = await withdrawParish(world.app.context, await actorOf(person(2)), { slug });
    expect(did(outcome)).toEqual({ cancelledVoteId: voteId });
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.cancelledAt).not.toBeNull();
    expect((await minutesOf(slug)).slice(-2)).toEqual(["vote_cancelled", "parish_withdrawn"]);
  });

  it("is refused once voting has opened", async () => {
    const slug = await reviewed("Too Late");
    const { voteId, opensAt } = did(await schedule(slug, addDays(await today(), 18)));
    await world.moveTo(opensAt);
    const refused = refusalOf(await withdrawParish(world.app.context, await actorOf(person(2)), { slug }));
    expect(refused).toMatchObject({ code: "closed", section: "s10" });
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote.cancelledAt).toBeNull();
    expect(await stateOf(slug)).toBe("charter_vote");
  });
});

describe("calling the charter vote", () => {
  it("is for the convenor and the deputy", async () => {
    const slug = await reviewed("Called By");
    const day = addDays(await today(), 18);
    expect(refusalOf(await schedule(slug, day, null)).code).toBe("not_signed_in");
    for (const who of [person(2), person(30), outsiderId, officerId]) {
      expect(refusalOf(await schedule(slug, day, who))).toMatchObject({ code: "not_allowed", section: "s10" });
    }
    did(await schedule(slug, day, person(1)));
  });

  it("fixes question, window and publicity, and a second press answers the same vote", async () => {
    const slug = await reviewed("Fixed Terms");
    const day = addDays(await today(), 18);
    const { voteId } = did(await schedule(slug, day));
    expect(did(await schedule(slug, day)).voteId).toBe(voteId);
    expect(refusalOf(await schedule(slug, addDays(day, 1))).code).toBe("conflict");
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(vote).toMatchObject({
      class: "charter",
      proposalId: null,
      method: "yes_no_abstain",
      publicity: "sealed",
      round: 1,
      tallyStepBallots: 5,
      question: "Shall Fixed Terms become a pop-up parish under this charter?",
      opensAt: new Date(`${day}T08:00:00Z`),
      closesAt: new Date(`${addDays(day, 7)}T21:00:00Z`),
    });
    expect(vote.seed).toMatch(/^[0-9a-f]{64}$/);
    expect((await minutesOf(slug)).filter((kind) => kind === "notice_given")).toHaveLength(1);
  });

  it("makes one vote when convenor and deputy call it at the same moment", async () => {
    const slug = await reviewed("Called At Once");
    const day = addDays(await today(), 18);
    const outcomes = await Promise.all([schedule(slug, day), schedule(slug, addDays(day, 1), person(1))]);
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    const { row } = await found(slug);
    expect(await world.app.db.vote.count({ where: { parishId: row.id } })).toBe(1);
  });

  it.each([
    ["13 clear days", 14, "This gives 13 clear days of notice, and 14 are needed."],
    ["today", 0, "A vote opens after the day on which notice of it is given."],
    ["a Sunday", 20, "A vote may not open on a Sunday"],
    ["the year after next", 600, "Choose a day within a year from today."],
  ])("refuses %s beside the field", async (_, days, message) => {
    const slug = await reviewed("Wrong Day");
    const refused = refusalOf(await schedule(slug, addDays(await today(), days)));
    expect(refused.errors).toMatchObject([{ field: "opensOn" }]);
    expect(refused.message).toContain(message);
    const { row } = await found(slug);
    expect(await world.app.db.vote.count({ where: { parishId: row.id } })).toBe(0);
  });

  it("refuses a bank holiday, and a day that was not given", async () => {
    const slug = await reviewed("Bank Holiday");
    expect(refusalOf(await schedule(slug, "2027-03-26")).message).toContain("Good Friday");
    expect(refusalOf(await schedule(slug, null))).toMatchObject({ code: "invalid", errors: [{ field: "opensOn" }] });
  });

  it("is refused in every other state", async () => {
    const slug = await gathering("Not At That");
    expect(refusalOf(await schedule(slug, addDays(await today(), 18)))).toMatchObject({
      code: "closed",
      section: "s10",
    });
  });
});

describe("the whole of founding", () => {
  it("puts a charter vote that too few took part in once more, after 28 days, and no third time", async () => {
    const slug = await reviewed("Too Few");
    const first = did(await schedule(slug, addDays(await today(), 18)));
    await world.moveTo(first.opensAt);
    await settleVotes(world.app.context);
    did(await castAs(world, person(0), first.voteId, "for"));
    const { closesAt } = await world.app.db.vote.findUniqueOrThrow({ where: { id: first.voteId } });
    await world.moveTo(closesAt);
    await settleVotes(world.app.context);
    expect(await stateOf(slug)).toBe("charter_vote");

    const soon = refusalOf(await schedule(slug, addDays(await today(), 18)));
    expect(soon).toMatchObject({ code: "refused_by_act", section: "s30" });
    await world.moveTo(startOfDay(addDays(civilDateOf(closesAt), 29)));
    // Easter lies in these weeks; the first Tuesday after it is far enough off.
    const second = did(await schedule(slug, "2027-04-13"));
    expect(await world.app.db.vote.findUniqueOrThrow({ where: { id: second.voteId } })).toMatchObject({ round: 2 });
    await world.moveTo(second.opensAt);
    await settleVotes(world.app.context);
    await world.moveTo(new Date("2027-04-20T20:00:00Z"));
    await settleVotes(world.app.context);
    expect(await stateOf(slug)).toBe("rejected");
    expect(refusalOf(await schedule(slug, "2027-06-15")).code).toBe("closed");
  });

  it("refuses support after the last day of gathering, citing section 8", async () => {
    const slug = await gathering("Lapsed Parish");
    did(await supportBy(slug, 3));
    const { row } = await found(slug);
    await world.moveTo(new Date((row.gatheringEndsAt as Date).getTime() - 60_000));
    did(await supportBy(slug, 4));
    await world.moveTo(row.gatheringEndsAt as Date);
    expect(await stateOf(slug)).toBe("lapsed");
    const refused = refusalOf(await supportBy(slug, 5));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s8", ruling: { outcome: "lapsed" } });
    expect(refusalOf(await withdrawSupport(world.app.context, await actorOf(person(3)), { slug })).code).toBe("closed");
    expect(await world.app.db.supporter.count({ where: { parishId: row.id } })).toBe(2);
  });

  it("leads from a draft to an active parish with the powers that the council gave", async () => {
    const slug = await reviewed("Whole Journey");
    expect(await stateOf(slug)).toBe("charter_vote");
    const decided = await registerOf(slug);
    expect(decided.powers).toEqual([]);
    expect(decided.requested.map(({ name, decision, ground }) => [name, decision, ground])).toEqual([
      ["Cycle and car parking", "refuse", "Not this council's job"],
      ["Litter bins and litter picking", "grant", ""],
      ["Verges, trees and planting", "grant", ""],
    ]);
    const { voteId, opensAt } = did(await schedule(slug, addDays(await today(), 18)));
    await world.moveTo(opensAt);
    await settleVotes(world.app.context);
    for (let index = 0; index < 45; index += 1) {
      const cast = await castAs(world, person(index), voteId, index < 40 ? "for" : "against");
      expect(cast.ok).toBe(true);
    }
    const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(vote.closesAt);
    await settleVotes(world.app.context);
    expect(await stateOf(slug)).toBe("approved");

    const parish = await found(slug);
    const powers = await world.app.db.power.findMany({
      where: { parishId: parish.row.id },
      orderBy: { catalogueId: "asc" },
    });
    expect(powers.map((power) => power.catalogueId)).toEqual(["litter", "verges"]);
    expect(powers.every((power) => power.lapsesAt.getTime() === parish.row.sunsetAt?.getTime())).toBe(true);
    expect(powers[0]).toMatchObject({ tier: "A", budgetYearPence: 250_000n, officerName: "Sam Officer" });

    expect((await registerOf(slug)).powers.map((power) => power.standing)).toEqual(["not_yet", "not_yet"]);
    await world.moveTo(parish.row.activeFromAt as Date);
    expect(await stateOf(slug)).toBe("active");
    const held = await registerOf(slug);
    expect(held.powers[0]).toMatchObject({
      name: "Litter bins and litter picking",
      standing: "held",
      budgetYear: "£2,500 a year",
      budgetDecision: "£1,000 at most",
      grantedBy: "Sam Officer, Head of neighbourhoods",
      reference: "NB/7",
    });
    expect(held.requested.map((request) => request.name)).toEqual(["Cycle and car parking"]);
    expect(await minutesOf(slug)).toEqual([
      "draft_started",
      ...Array.from({ length: 9 }, () => "draft_changed"),
      ...Array.from({ length: 5 }, () => "founder_joined"),
      "draft_changed",
      "gathering_opened",
      ...Array.from({ length: 14 }, () => "supporters_counted"),
      "support_reached",
      "charter_received",
      "notice_given",
      "vote_opened",
      "vote_closed",
      "parish_approved",
    ]);

    await world.moveTo(parish.row.sunsetAt as Date);
    const ended = await registerOf(slug);
    expect(ended.powers.map((power) => power.standing)).toEqual(["lapsed", "lapsed"]);
    expect(await getCharter(world.app.db, slug, await world.app.now())).toMatchObject({
      parish: { state: "expired" },
      isDraft: false,
    });
  });
});

async function registerOf(slug: string) {
  const register = await getRegister(world.app.db, slug, await world.app.now());
  if (!register) throw new Error(`no register of ${slug}`);
  return register;
}

describe("the pages of founding", () => {
  it("show what a draft lacks, each with the page and field that put it right", async () => {
    const slug = await start("Bare Draft");
    const check = await getCheck(world.app.db, await actorOf(person(0)), slug, await world.app.now());
    expect(check?.isReady).toBe(false);
    expect(check?.missing).toContainEqual({
      message: "Say how everybody will know that the parish has done its work.",
      href: `/parishes/${slug}/founding/aim#endPoint`,
    });
    expect(check?.missing.at(-1)?.href).toBe(`/parishes/${slug}/founding#founders`);
  });

  it("show a complete draft as ready, and the number of supporters with its arithmetic", async () => {
    const slug = await completeDraft("Ready Draft");
    const check = await getCheck(world.app.db, await actorOf(person(0)), slug, await world.app.now());
    expect(check).toMatchObject({ isReady: true, missing: [] });
    const supporters = check?.rulings.find(({ key }) => key === "supporters");
    expect(supporters?.ruling.sentence).toContain("37.5% of 40 electors is 15");
  });

  it("disclose a demonstration scale wherever the number of supporters is shown", async () => {
    await world.app.db.schedule.create({
      data: { councilId, version: 1, commencesAt: new Date("2027-01-01T00:00:00Z"), parameters: { demoScale: 0.2 } },
    });
    const slug = await gathering("Scaled Parish");
    const page = await getSupport(world.app.db, await actorOf(null), slug, await world.app.now());
    expect(page).toMatchObject({ needed: 3, isScaled: true, lastDayWords: "Friday 12 March 2027" });
    expect(page?.neededRuling?.sentence).toContain("Without the demonstration scale of 0.2 it would be 15");
    await world.sql("DELETE FROM schedule WHERE council_id = $1", [councilId]);
  });

  it("do not let anybody but a founder see the form of a part", async () => {
    const slug = await start("Private Pen");
    const now = await world.app.now();
    const step = (actor: Awaited<ReturnType<typeof actorOf>>) => getCharterStep(world.app.db, actor, slug, "aim", now);
    expect(await step(await actorOf(person(0)))).toMatchObject({
      ok: true,
      value: { fields: { name: "Private Pen" } },
    });
    expect(await step(await actorOf(null))).toMatchObject({ ok: false, refused: { code: "not_signed_in" } });
    expect(await step(await actorOf(person(7)))).toMatchObject({ ok: false, refused: { code: "not_allowed" } });
  });

  it("keep an officer's notes on a power back until the review is finished", async () => {
    const slug = await gathering("Unfinished Review");
    for (let index = 0; index < 15; index += 1) did(await supportBy(slug, index));
    const { row } = await found(slug);
    await world.sql("UPDATE power_request SET decision = 'refuse', reasons = 'Not yet public.' WHERE parish_id = $1", [
      row.id,
    ]);
    const register = await registerOf(slug);
    expect(register.isDecided).toBe(false);
    expect(register.requested.every((request) => request.decision === null && request.reasons === "")).toBe(true);
  });
});
