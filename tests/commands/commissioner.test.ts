import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announceDates } from "#server/commands/announce-dates";
import { answerDecision } from "#server/commands/answer-decision";
import { contestCount } from "#server/commands/contest-count";
import { contestInadmissibility } from "#server/commands/contest-inadmissibility";
import { directRecount } from "#server/commands/direct-recount";
import { fileStatement } from "#server/commands/file-statement";
import { publishFinding } from "#server/commands/publish-finding";
import { ruleInadmissible } from "#server/commands/rule-inadmissible";
import { getMatter, getMatterPage } from "#server/queries/get-matter";
import { getCommissionerDesk, listFindings, listMatters, listRegister } from "#server/queries/list-matters";
import { listRegisterNews } from "#server/queries/list-register-news";
import { actInForce } from "~/domain/act/act-in-force";
import { challengeUntil } from "~/domain/act/s32-receipts";
import { escalatesAt } from "~/domain/act/s37-silence";
import { type Actor, stranger } from "~/domain/permissions/actor";
import type { MatterKind } from "~/domain/response/matters";
import { addDays, atTime, type CivilDate, civilDateOf, endOfDay } from "~/domain/time/civil";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, lastMinute, makeChamber, makeDecision } from "../support/council";
import {
  accepted,
  makeNeighbourhood,
  type Neighbourhood,
  putAndSecond,
  putForward,
  refusalOf,
  standingOf,
} from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let commissioner: Actor;

const context = () => world.app.context;
const db = () => world.app.db;
const now = () => world.app.now();
const reasons = "Both sides were heard, and the record shows it.";

const objectionReasons = "The bins would stand in the road, where two people have been run over since the spring.";

/** A Tuesday at midday, with no holiday near. */
const start = atTime("2027-02-16", 12, 0);

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(start);
  chamber = await makeChamber(world);
  const person = await makePerson(db(), { name: "Cora Commissioner" });
  await appoint(db(), person.id, "commissioner", null, "Commissioner");
  commissioner = await world.app.loadActor(person.id);
});

afterAll(() => world.stop());

async function inDays(days: number): Promise<CivilDate> {
  return addDays(civilDateOf(await now()), days);
}

function find(kind: MatterKind, id: string, isUpheld: boolean, newDay: CivilDate | null = null, actor = commissioner) {
  return publishFinding(context(), actor, { kind, id, isUpheld, reasons, newDay });
}

function objectTo(dutyId: string) {
  return answerDecision(context(), chamber.officer, {
    dutyId,
    answer: "object",
    ground: "unsafe",
    reasons: objectionReasons,
    modifiedText: "",
    commitment: null,
  });
}

async function commitTo(dutyId: string) {
  return answerDecision(context(), chamber.officer, {
    dutyId,
    answer: "commit",
    ground: null,
    reasons: "",
    modifiedText: "",
    commitment: { what: "Empty the bins", owner: "Head of parks", dueOn: await inDays(30) },
  });
}

async function standIn(personId: string, kind: "commissioner") {
  await appoint(db(), personId, kind, null, "Commissioner");
  return world.app.loadActor(personId);
}

describe("a silent council", () => {
  let dutyId: string;
  let parishId: string;
  let proposalId: string;
  let from: Date;

  beforeAll(async () => {
    await world.moveTo(start);
    ({ dutyId, parishId, proposalId } = await makeDecision(world, chamber, { power: "verges" }));
    const duty = await db().duty.findUniqueOrThrow({ where: { id: dutyId } });
    from = escalatesAt(actInForce, duty.answerBy);
  });

  it("is before the Commissioner from the very instant on, without a job or a row", async () => {
    await world.moveTo(new Date(from.getTime() - 1000));
    expect(await getMatter(db(), "silence", dutyId, await now())).toBeNull();
    await world.moveTo(from);
    const matter = await getMatter(db(), "silence", dutyId, await now());
    expect(matter).toMatchObject({ state: "waits", since: from.toISOString() });
    const { waiting } = await getCommissionerDesk(db(), await now());
    expect(waiting.map(({ id }) => id)).toContain(dutyId);
    expect(await listMatters(db(), { proposalId }, await now())).toHaveLength(1);
    await announceDates(context());
    await announceDates(context());
    expect(await db().notice.count({ where: { key: `matter:silence:${dutyId}` } })).toBe(1);
    expect((await listRegisterNews(db(), await now())).some(({ path }) => path.endsWith(dutyId))).toBe(true);
  });

  it("takes one statement from each side, and only from those who speak for it", async () => {
    const speak = (actor: Actor, side: "claimant" | "respondent", text: string) =>
      fileStatement(context(), actor, { kind: "silence", id: dutyId, side, text });
    const office = await db().parishOffice.findFirstOrThrow({ where: { parishId, office: "convenor" } });
    const convenor = await world.app.loadActor(office.personId);
    expect(refusalOf(await speak(stranger, "respondent", "We wait.")).code).toBe("not_signed_in");
    for (const actor of [chamber.foreigner, chamber.councillor, chamber.resident, convenor, commissioner]) {
      expect(refusalOf(await speak(actor, "respondent", "We wait.")).code).toBe("not_allowed");
    }
    expect(refusalOf(await speak(chamber.officer, "claimant", "We wait.")).code).toBe("not_allowed");
    expect(refusalOf(await speak(chamber.officer, "respondent", " ")).code).toBe("invalid");
    accepted(await speak(chamber.officer, "respondent", "A survey was late."));
    accepted(await speak(chamber.officer, "respondent", "A survey was late."));
    expect(refusalOf(await speak(chamber.colleague, "respondent", "And more.")).code).toBe("conflict");
    accepted(await speak(convenor, "claimant", "Nobody answered us."));
    const matter = await getMatter(db(), "silence", dutyId, await now());
    expect(matter?.said.map(({ text }) => text)).toEqual(["A survey was late.", "Nobody answered us."]);
    expect(await db().auditLine.count({ where: { action: "matter.speak_for_council", parishId } })).toBe(1);
  });

  it("is decided by nobody but a Commissioner who belongs to no side", async () => {
    for (const actor of [chamber.officer, chamber.councillor, chamber.resident]) {
      expect(refusalOf(await find("silence", dutyId, true, null, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await find("silence", dutyId, true, null, stranger)).code).toBe("not_signed_in");
    const ward = await db().parishWard.findFirstOrThrow({ where: { parishId } });
    const neighbour = await db().residency.findFirstOrThrow({ where: { wardId: ward.wardId } });
    const local = await standIn(neighbour.personId, "commissioner");
    expect(refusalOf(await find("silence", dutyId, true, null, local)).message).toMatch(
      /^You (live|hold an office) in this parish/,
    );
    const officer = await standIn(chamber.colleague.personId as string, "commissioner");
    expect(refusalOf(await find("silence", dutyId, true, null, officer)).message).toMatch(
      /^You hold a post in this council/,
    );
    const page = await getMatterPage(db(), { kind: "silence", id: dutyId }, local, await now());
    expect(page?.desk.decides?.holds).toBe(false);
  });

  it("may be given a new date, which stands beside the first one and leaves the answer late", async () => {
    const { answerBy } = await db().duty.findUniqueOrThrow({ where: { id: dutyId } });
    for (const [days, section] of [
      [0, "s50"],
      [29, "s50"],
    ] as const) {
      const refusal = refusalOf(await find("silence", dutyId, true, await inDays(days)));
      expect(refusal.errors?.[0]?.field, section).toBe("newDay");
    }
    expect(refusalOf(await find("silence", dutyId, false, await inDays(7))).errors?.[0]?.field).toBe("newDay");
    const day = await inDays(28);
    accepted(await find("silence", dutyId, true, day));
    accepted(await find("silence", dutyId, true, day));
    expect(refusalOf(await find("silence", dutyId, false)).code).toBe("conflict");
    const after = await db().duty.findUniqueOrThrow({ where: { id: dutyId } });
    expect(after).toMatchObject({ answerBy, directedBy: endOfDay(day), answeredAt: null });
    expect(await lastMinute(world, parishId, "finding_published")).toMatchObject({
      isUpheld: true,
      by: commissioner.name,
    });
    const standing = async () => (await getMatter(db(), "silence", dutyId, await now()))?.finding?.directed?.standing;
    expect(await standing()).toBe("due");
    await world.moveTo(endOfDay(day));
    expect(await standing()).toBe("missed");
    expect((await getCommissionerDesk(db(), await now())).missed.map(({ id }) => id)).toContain(dutyId);
  });

  it("leaves no way to take a finding back, even for the database's own application role", async () => {
    await expect(db().matterFinding.deleteMany({ where: { subjectId: dutyId } })).rejects.toThrow();
    await expect(
      db().matterFinding.updateMany({ where: { subjectId: dutyId }, data: { isUpheld: false } }),
    ).rejects.toThrow();
  });

  it("ends by itself when the council answers, and stays in the register", async () => {
    await world.moveTo(start);
    const other = await makeDecision(world, chamber, { power: "litter" });
    const { answerBy } = await db().duty.findUniqueOrThrow({ where: { id: other.dutyId } });
    await world.moveTo(escalatesAt(actInForce, answerBy));
    accepted(await commitTo(other.dutyId));
    expect(await getMatter(db(), "silence", other.dutyId, await now())).toMatchObject({ state: "ended" });
    expect(refusalOf(await find("silence", other.dutyId, true)).code).toBe("conflict");
  });
});

describe("an objection", () => {
  it("that is good leaves the decision without binding the council, which owes nothing more", async () => {
    await world.moveTo(start);
    const { dutyId, parishId } = await makeDecision(world, chamber, { power: "litter" });
    accepted(await objectTo(dutyId));
    expect(refusalOf(await find("objection", dutyId, true, await inDays(7))).errors?.[0]?.field).toBe("newDay");
    accepted(await find("objection", dutyId, true));
    const duty = await db().duty.findUniqueOrThrow({ where: { id: dutyId } });
    expect(duty).toMatchObject({ objection: "good", directedBy: null });
    expect(duty.answeredAt).not.toBeNull();
    expect(refusalOf(await commitTo(dutyId)).code).toBe("conflict");
    expect(await lastMinute(world, parishId, "finding_published")).toMatchObject({ finding: "Objection good" });
  });

  it("that is not good leaves the council to commit by the day that was set, and to object no more", async () => {
    await world.moveTo(start);
    const { dutyId } = await makeDecision(world, chamber, { power: "litter" });
    accepted(await objectTo(dutyId));
    expect(refusalOf(await find("objection", dutyId, false)).errors?.[0]?.field).toBe("newDay");
    const day = await inDays(14);
    accepted(await find("objection", dutyId, false, day));
    const owed = await db().duty.findUniqueOrThrow({ where: { id: dutyId } });
    expect(owed).toMatchObject({ objection: "not_good", answeredAt: null, answerBy: endOfDay(day) });
    expect(refusalOf(await objectTo(dutyId)).code).toBe("conflict");
    accepted(await commitTo(dutyId));
    accepted(await commitTo(dutyId));
    const matter = await getMatter(db(), "objection", dutyId, await now());
    expect(matter).toMatchObject({ state: "found", finding: { directed: { standing: "kept" } } });
    expect(matter?.said[0]?.text).toBe(objectionReasons);
    expect(await db().commitment.count({ where: { proposal: { duty: { id: dutyId } } } })).toBe(1);
  });
});

describe("a contested count", () => {
  let voteId: string;
  let parishId: string;
  let voters: string[];
  let closedAt: Date;

  const contest = async (personId: string, more: { reasons?: string; receipt?: string } = {}) =>
    contestCount(context(), await world.app.loadActor(personId), {
      voteId,
      reasons: "I saw 6 hands go up for it.",
      receipt: "",
      ...more,
    });

  beforeAll(async () => {
    await world.moveTo(start);
    const decision = await makeDecision(world, chamber, { power: "litter" });
    parishId = decision.parishId;
    const vote = await db().vote.findFirstOrThrow({ where: { proposalId: decision.proposalId } });
    voteId = vote.id;
    closedAt = vote.closedAt as Date;
    voters = (await db().voteRoll.findMany({ where: { voteId } })).map((row) => row.personId);
  });

  it("is challenged only by people on the roll, once each, and until the end of the fifth working day", async () => {
    expect(refusalOf(await contest(chamber.resident.personId as string)).code).toBe("not_allowed");
    expect(refusalOf(await contestCount(context(), stranger, { voteId, reasons, receipt: "" })).code).toBe(
      "not_signed_in",
    );
    expect(refusalOf(await contest(voters[0] as string, { reasons: " " })).code).toBe("invalid");
    accepted(await contest(voters[0] as string));
    accepted(await contest(voters[0] as string));
    expect(refusalOf(await contest(voters[0] as string, { reasons: "And another thing." })).code).toBe("conflict");
    const until = challengeUntil(actInForce, closedAt);
    await world.moveTo(until);
    expect(refusalOf(await contest(voters[1] as string))).toMatchObject({ code: "refused_by_act", section: "s32" });
    await world.moveTo(new Date(until.getTime() - 3_600_000));
    accepted(await contest(voters[1] as string));
  });

  it("keeps no receipt, which would say beside a name how somebody voted, not even one with a slip in it", async () => {
    const ballot = await db().ballot.findFirstOrThrow({ where: { voteId } });
    accepted(await contest(voters[2] as string, { receipt: ballot.receipt }));
    const mistyped = `${ballot.receipt.slice(0, -1)}${ballot.receipt.endsWith("0") ? "1" : "0"}`;
    accepted(await contest(voters[3] as string, { receipt: mistyped }));
    const rows = await db().contest.findMany({
      where: { voteId, isReceiptCounted: { not: null } },
      orderBy: { at: "asc" },
    });
    expect(rows.map(({ isReceiptCounted }) => isReceiptCounted).sort()).toEqual([false, true]);
    const told = JSON.stringify([
      rows,
      await getMatter(db(), "contested_count", voteId, await now()),
      await db().minuteEntry.findMany({ where: { parishId, kind: "count_contested" } }),
    ]);
    expect(told).not.toContain(ballot.receipt.slice(0, -1));
    expect(told).toContain("It is not in the ballot file.");
  });

  it("takes no receipt among the reasons either, which are published with a name", async () => {
    const { receipt } = await db().ballot.findFirstOrThrow({ where: { voteId } });
    const entries = () => db().minuteEntry.count({ where: { parishId } });
    const before = await entries();
    const mistyped = `${receipt.slice(0, -1)}${receipt.endsWith("0") ? "1" : "0"}`;
    const written = [
      receipt,
      receipt.toLowerCase(),
      receipt.replaceAll("-", ""),
      receipt.replaceAll("-", " "),
      mistyped,
    ];
    for (const one of written) {
      const refusal = refusalOf(await contest(voters[4] as string, { reasons: `My ballot ${one} was not counted.` }));
      expect(refusal).toMatchObject({ code: "invalid", errors: [{ field: "reasons" }] });
    }
    // Nor do those who answer a challenge publish what a voter showed them.
    const convenor = await world.app.loadActor(
      (await db().parishOffice.findFirstOrThrow({ where: { parishId, office: "convenor" } })).personId,
    );
    for (const one of written) {
      const text = `The voter showed us ${one}.`;
      const said = await fileStatement(context(), convenor, {
        kind: "contested_count",
        id: voteId,
        side: "respondent",
        text,
      });
      expect(refusalOf(said)).toMatchObject({ code: "invalid", errors: [{ field: "text" }] });
    }
    expect(await entries()).toBe(before);
  });

  it("is counted again from the published record, and that changes nothing of the vote", async () => {
    const before = await db().vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(refusalOf(await directRecount(context(), chamber.officer, { voteId })).code).toBe("not_allowed");
    expect(accepted(await directRecount(context(), commissioner, { voteId }))).toEqual({ agrees: true });
    accepted(await directRecount(context(), commissioner, { voteId }));
    const { recount } = (await getMatter(db(), "contested_count", voteId, await now())) ?? {};
    const closing = await lastMinute(world, parishId, "vote_closed");
    expect(recount).toMatchObject({ agrees: true, root: closing.root, ballotFile: closing.ballotFile });
    expect(await db().vote.findUniqueOrThrow({ where: { id: voteId } })).toEqual(before);
  });

  it("is decided on once the time to challenge is over, and the outcome stays", async () => {
    const before = await db().vote.findUniqueOrThrow({ where: { id: voteId } });
    expect(refusalOf(await find("contested_count", voteId, true))).toMatchObject({ section: "s32" });
    await world.moveTo(challengeUntil(actInForce, closedAt));
    expect(refusalOf(await find("contested_count", voteId, true, await inDays(7))).errors?.[0]?.field).toBe("newDay");
    const { receipt } = await db().ballot.findFirstOrThrow({ where: { voteId } });
    const quoted = await publishFinding(context(), commissioner, {
      kind: "contested_count",
      id: voteId,
      isUpheld: true,
      reasons: `The ballot ${receipt} is in the file.`,
      newDay: null,
    });
    expect(refusalOf(quoted).errors).toMatchObject([{ field: "reasons" }]);
    accepted(await find("contested_count", voteId, true));
    expect(await db().vote.findUniqueOrThrow({ where: { id: voteId } })).toEqual(before);
    const { findings } = await listFindings(db(), { parishId, take: 10 }, await now());
    expect(findings).toMatchObject([{ kind: "contested_count", finding: { isUpheld: true } }]);
  });
});

describe("a proposal that was ruled out", () => {
  let place: Neighbourhood;

  beforeAll(async () => {
    await world.moveTo(start);
    place = await makeNeighbourhood(world);
  });

  async function ruledOut(): Promise<string> {
    const { id } = await putForward(world, place);
    accepted(
      await ruleInadmissible(context(), place.convenor, { proposalId: id, ground: "unclear", reasons: "Which bins?" }),
    );
    return id;
  }

  const contest = (proposalId: string, actor = place.author, why = "It says which bins.") =>
    contestInadmissibility(context(), actor, { proposalId, reasons: why });

  it("is contested by its author alone, once, and within five working days", async () => {
    const id = await ruledOut();
    for (const actor of [place.convenor, place.neighbour, place.observer, commissioner]) {
      expect(refusalOf(await contest(id, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await contest(id, place.author, "")).code).toBe("invalid");
    await world.moveTo(endOfDay(await inDays(7)));
    expect(refusalOf(await contest(id))).toMatchObject({ code: "refused_by_act", section: "s19" });
    await world.moveTo(start);
    accepted(await contest(id));
    accepted(await contest(id));
    expect(refusalOf(await contest(id, place.author, "Once more.")).code).toBe("refused_by_act");
  });

  it("goes on with a new time to find seconders when the Commissioner says so, and is not ruled out again", async () => {
    const id = await ruledOut();
    accepted(await contest(id));
    await world.advance("3 days");
    const at = await now();
    accepted(await find("inadmissibility", id, true));
    const standing = await standingOf(world, place, id);
    expect(standing.state).toBe("seconding");
    expect(standing.secondingEndsAt).toEqual(endOfDay(addDays(civilDateOf(at), 28)));
    const again = await ruleInadmissible(context(), place.convenor, {
      proposalId: id,
      ground: "unclear",
      reasons: "No.",
    });
    expect(refusalOf(again)).toMatchObject({ section: "s19" });
  });

  it("that had its seconders keeps them, and takes a new place from the finding on", async () => {
    await world.moveTo(start);
    const { id } = await putAndSecond(world, place);
    const ruling = { proposalId: id, ground: "unclear", reasons: "Which bins?" };
    accepted(await ruleInadmissible(context(), place.convenor, ruling));
    accepted(await contest(id));
    await world.advance("2 days");
    accepted(await find("inadmissibility", id, true));
    const at = await now();
    const standing = await standingOf(world, place, id);
    expect(standing.state).toBe("deliberating");
    expect(at.getTime() - (standing.deliberationStartedAt?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it("stays out when it was rightly ruled out", async () => {
    await world.moveTo(start);
    const id = await ruledOut();
    accepted(await contest(id));
    accepted(await find("inadmissibility", id, false));
    expect((await standingOf(world, place, id)).state).toBe("inadmissible");
  });
});

describe("the register", () => {
  it("finds by kind, state, council and words, and counts beside each choice what it would show", async () => {
    await world.moveTo(atTime("2027-09-01", 12, 0));
    const at = await now();
    const all = { kind: "all", state: "all", council: "", search: "", page: 1 } as const;
    const register = await listRegister(db(), all, at);
    expect(register.total).toBe(register.counts.kinds.all);
    const { lines, total } = await listRegister(db(), { ...all, kind: "objection", council: chamber.slug }, at);
    expect(total).toBe(register.counts.kinds.objection);
    expect(lines.every(({ kind }) => kind === "objection")).toBe(true);
    expect((await listRegister(db(), { ...all, search: "no such words" }, at)).lines).toEqual([]);
    expect((await listRegister(db(), { ...all, page: 99 }, at)).page).toBe(register.pages);
    const waiting = await listRegister(db(), { ...all, state: "waits" }, at);
    const since = waiting.lines.map((line) => line.since);
    expect(since).toEqual(since.toSorted());
  });

  it("knows nothing at an address that is none", async () => {
    for (const id of ["", "nothing", crypto.randomUUID()]) {
      expect(await getMatter(db(), "silence", id, await now())).toBeNull();
    }
  });
});
