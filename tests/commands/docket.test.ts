import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDuties, mostAtOnce } from "#server/commands/acknowledge-duties";
import { answerDecision } from "#server/commands/answer-decision";
import { dismissPerson } from "#server/commands/appoint-person";
import { assignDuty } from "#server/commands/assign-duty";
import { noteDuty, removeNote } from "#server/commands/note-duty";
import { dropAnswerDraft, saveAnswerDraft } from "#server/commands/save-answer-draft";
import { removeAnswerTemplate, saveAnswerTemplate } from "#server/commands/save-answer-template";
import { findParish } from "#server/queries/find-parish";
import { getArchive } from "#server/queries/get-archive";
import { getCouncil } from "#server/queries/get-council";
import { getCouncilAnswer } from "#server/queries/get-council-answer";
import { getDuty } from "#server/queries/get-duty";
import { fillFromTemplate, getDutyDesk, getTemplates } from "#server/queries/get-duty-desk";
import { getParishPage } from "#server/queries/get-parish-page";
import { type DocketFilter, listDocket, wholeDocket } from "#server/queries/list-docket";
import { listHome } from "#server/queries/list-home";
import { listMinutes } from "#server/queries/list-minutes";
import { previewAnswer } from "#server/queries/preview-answer";
import type { Answer } from "~/domain/act/s35-answer";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { placeOfAddress } from "~/domain/response/docket";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import {
  type Chamber,
  type Decision,
  makeChamber,
  makeCharterInReview,
  makeDecision,
  minutesOf,
} from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let decision: Decision;

const context = () => world.app.context;
const now = () => world.app.now();
const allAnswers: readonly Answer[] = ["accept", "modify", "reject"];

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(new Date("2027-01-11T12:00:00Z"));
  chamber = await makeChamber(world);
  decision = await makeDecision(world, chamber);
});
afterAll(() => world.stop());

async function docket(filter: Partial<DocketFilter> = {}, reader: Actor = chamber.officer) {
  return listDocket(world.app.db, chamber.councilId, { ...wholeDocket, ...filter }, await now(), reader.personId);
}

const deskOf = (actor: Actor, dutyId = decision.dutyId) =>
  getDutyDesk(world.app.db, { dutyId, councilId: chamber.councilId, answers: allAnswers }, actor);

/** Lines of the audit log of one action, as they are written. */
async function audited(action: string): Promise<string[]> {
  const lines = await world.app.db.auditLine.findMany({ where: { action }, orderBy: { id: "asc" } });
  return lines.map((line) => JSON.stringify({ ...line, id: undefined }));
}

const outsiders = () => [chamber.councillor, chamber.foreigner, chamber.resident];

describe("what officers keep to themselves", () => {
  it("is written by officers of this council and by nobody else", async () => {
    const { dutyId } = decision;
    const { councilId } = chamber;
    const templateId = crypto.randomUUID();
    const commands = [
      (actor: Actor) => assignDuty(context(), actor, { dutyId, personId: chamber.officer.personId }),
      (actor: Actor) => noteDuty(context(), actor, { dutyId, noteId: crypto.randomUUID(), text: "A word" }),
      (actor: Actor) => removeNote(context(), actor, { dutyId, noteId: crypto.randomUUID() }),
      (actor: Actor) => saveAnswerDraft(context(), actor, { dutyId, revision: 0, typed: { reasons: "A word" } }),
      (actor: Actor) => dropAnswerDraft(context(), actor, { dutyId, revision: 0 }),
      (actor: Actor) =>
        saveAnswerTemplate(context(), actor, {
          councilId,
          templateId,
          revision: 0,
          name: "No",
          answer: "reject",
          ground: null,
          reasons: "",
        }),
      (actor: Actor) => removeAnswerTemplate(context(), actor, { councilId, templateId }),
      (actor: Actor) => acknowledgeDuties(context(), actor, { councilId, dutyIds: [dutyId] }),
    ];
    const { db } = world.app;
    const written = () =>
      Promise.all([
        db.dutyAssignment.count(),
        db.dutyNote.count(),
        db.answerDraft.count(),
        db.answerTemplate.count(),
        db.auditLine.count(),
        db.duty.count({ where: { acknowledgedAt: { not: null } } }),
      ]);
    const before = await written();
    for (const run of commands) {
      for (const actor of outsiders()) expect(refusalOf(await run(actor)).code).toBe("not_allowed");
      expect(refusalOf(await run(stranger)).code).toBe("not_signed_in");
    }
    expect(await written()).toEqual(before);
  });

  it("is read by officers of this council and by nobody else, and comes out nowhere in public", async () => {
    const marker = `heron-${crypto.randomUUID().slice(0, 8)}`;
    const { dutyId, parishSlug, proposalId, parishId } = decision;
    const noteId = crypto.randomUUID();
    accepted(await noteDuty(context(), chamber.officer, { dutyId, noteId, text: `Note ${marker}` }));
    accepted(await noteDuty(context(), chamber.officer, { dutyId, noteId, text: `Note ${marker}` }));
    accepted(
      await saveAnswerDraft(context(), chamber.officer, { dutyId, revision: 0, typed: { reasons: `Draft ${marker}` } }),
    );
    const desk = await deskOf(chamber.colleague);
    expect(desk?.notes.map(({ text, by }) => [text, by])).toEqual([
      [`Note ${marker}`, "Sam Officer, Head of neighbourhoods"],
    ]);
    expect(desk?.draft?.typed).toEqual({ reasons: `Draft ${marker}` });
    for (const actor of [...outsiders(), stranger]) expect(await deskOf(actor)).toBeNull();

    const { db } = world.app;
    const at = await now();
    const parish = await findParish(db, parishSlug, at);
    if (!parish) throw new Error("the parish is there");
    const outputs: unknown[] = [
      await getDuty(db, { councilSlug: chamber.slug, dutyId }, chamber.councillor, at),
      await getDuty(db, { councilSlug: chamber.slug, dutyId }, chamber.officer, at),
      await docket({}, chamber.councillor),
      await getCouncilAnswer(db, proposalId, stranger, at),
      await getParishPage(db, parish, stranger, at),
      await getCouncil(db, chamber.slug, at),
      await listHome(db, at, stranger),
      await db.minuteEntry.findMany({ where: { parishId } }),
      await listMinutes(db, parish.row, null),
      await audited("duty.note"),
      await audited("answer.draft"),
      await db.mail.findMany(),
    ];
    const archive = await getArchive(db, parishSlug);
    for (const file of archive?.files ?? []) for await (const part of file.parts()) outputs.push(part);
    const text = JSON.stringify(outputs, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text.length).toBeGreaterThan(5_000);
    expect(text).not.toContain(marker);
    // Every action has left its line, and a note sent twice is one.
    expect(await audited("duty.note")).toHaveLength(1);

    accepted(await removeNote(context(), chamber.colleague, { dutyId, noteId }));
    accepted(await removeNote(context(), chamber.colleague, { dutyId, noteId }));
    expect(await audited("duty.note")).toHaveLength(2);
    expect((await deskOf(chamber.officer))?.notes).toEqual([]);
    accepted(await dropAnswerDraft(context(), chamber.officer, { dutyId, revision: 1 }));
  });
});

describe("who deals with something", () => {
  it("finds it under mine, and nobody does once the officer's post has ended", async () => {
    const { dutyId, parishId } = decision;
    const { db } = world.app;
    const temp = await makePerson(db, { name: "Tai Temporary" });
    await appoint(db, temp.id, "officer", chamber.councilId, "Locum");
    const minutes = await minutesOf(world, parishId);
    const give = (personId: string | null) => assignDuty(context(), chamber.officer, { dutyId, personId });
    accepted(await give(temp.id));
    accepted(await give(temp.id));
    const reader = await world.app.loadActor(temp.id);
    expect((await docket({ who: "mine" }, reader)).items.map((item) => [item.id, item.assignee])).toEqual([
      [dutyId, "Tai Temporary"],
    ]);
    expect((await docket({ who: "nobody" })).items).toEqual([]);
    expect((await docket({ who: temp.id })).items).toHaveLength(1);
    expect((await docket()).options.who).toEqual([
      { value: "mine", text: "Me", count: 0 },
      { value: "nobody", text: "Nobody", count: 0 },
      { value: expect.any(String), text: "Kit Colleague", count: 0 },
      { value: temp.id, text: "Tai Temporary", count: 1 },
    ]);
    for (const personId of [chamber.foreigner.personId, chamber.councillor.personId, chamber.resident.personId]) {
      expect(refusalOf(await give(personId)).errors?.[0]?.field).toBe("assignee");
    }
    await db.role.updateMany({ where: { personId: temp.id }, data: { endedAt: await now() } });
    expect((await docket({ who: "nobody" })).items).toHaveLength(1);
    expect((await deskOf(chamber.officer))?.assignee).toBeNull();
    expect(refusalOf(await give(temp.id)).code).toBe("invalid");
    accepted(await give(chamber.officer.personId));
    expect((await deskOf(chamber.officer))?.isMine).toBe(true);
    accepted(await give(null));
    // It is the council's own arrangement: the parish's minute book knows nothing of it, and the audit log each change.
    expect(await minutesOf(world, parishId)).toEqual(minutes);
    expect(await audited("duty.assign")).toHaveLength(3);
  });
});

describe("the draft of an answer", () => {
  it("refuses to overwrite what somebody saved since, and loses nothing", async () => {
    const { dutyId } = decision;
    const save = (actor: Actor, revision: number, reasons: string) =>
      saveAnswerDraft(context(), actor, { dutyId, revision, typed: { answer: "reject", reasons, "dueOn.day": "x" } });
    expect(accepted(await save(chamber.officer, 0, "One")).revision).toBe(1);
    expect(accepted(await save(chamber.officer, 0, "One")).revision).toBe(1);
    const late = refusalOf(await save(chamber.colleague, 0, "Other"));
    expect(late).toMatchObject({ code: "conflict", message: expect.stringContaining("Sam Officer") });
    // Two save the same revision at once: one of them is told.
    const both = await Promise.all([save(chamber.officer, 1, "Two"), save(chamber.colleague, 1, "Three")]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(accepted(await save(chamber.colleague, 2, "Four")).revision).toBe(3);
    expect((await deskOf(chamber.officer))?.draft).toMatchObject({
      typed: { reasons: "Four", "dueOn.day": "x" },
      saved: expect.stringContaining("Kit Colleague"),
    });
    expect(refusalOf(await dropAnswerDraft(context(), chamber.officer, { dutyId, revision: 2 })).code).toBe("conflict");
    const tooLong = await saveAnswerDraft(context(), chamber.officer, {
      dutyId,
      revision: 3,
      typed: { reasons: "x".repeat(50_000) },
    });
    expect(refusalOf(tooLong).code).toBe("invalid");
  });

  it("is previewed as the public would see it, is gone once the answer is given, and is refused afterwards", async () => {
    const own = await makeDecision(world, chamber);
    const { dutyId, proposalId } = own;
    const answer = {
      dutyId,
      answer: "reject" as const,
      ground: "unfunded",
      reasons: "Nobody has the money for it in this year or in the next one.",
      modifiedText: "Never published",
      commitment: null,
    };
    accepted(await saveAnswerDraft(context(), chamber.officer, { dutyId, revision: 0, typed: { answer: "reject" } }));
    const { db } = world.app;
    for (const actor of [...outsiders(), stranger])
      expect(await previewAnswer(db, answer, actor, await now())).toBeNull();
    const preview = await previewAnswer(db, answer, chamber.officer, await now());
    expect(preview?.missing).toEqual([]);
    const commitment = { what: "Sow the verge", owner: "Head of parks", dueOn: null };
    const yes = { ...answer, answer: "accept" as const, commitment };
    expect((await previewAnswer(db, yes, chamber.officer, await now()))?.missing).toEqual([
      "Give the day by which it will be done.",
    ]);
    expect((await getCouncilAnswer(db, proposalId, stranger, await now()))?.answer).toBeNull();
    accepted(await answerDecision(context(), chamber.officer, answer));
    const given = await getCouncilAnswer(db, proposalId, stranger, await now());
    expect(preview?.view.answer).toEqual({ ...given?.answer, at: preview?.view.answer?.at });
    expect(await db.answerDraft.count({ where: { dutyId } })).toBe(0);
    const after = await saveAnswerDraft(context(), chamber.officer, {
      dutyId,
      revision: 0,
      typed: { answer: "accept" },
    });
    expect(refusalOf(after)).toMatchObject({ code: "conflict", section: "s35" });
  });
});

describe("a template", () => {
  it("fills the form for the duty at hand, and is changed and removed by officers", async () => {
    const { councilId } = chamber;
    const template = {
      councilId,
      templateId: crypto.randomUUID(),
      revision: 0,
      name: "No money",
      answer: "reject" as const,
      ground: "unfunded",
      reasons: "{council} has no money for “{title}”, decision {number} of {parish}.",
    };
    accepted(await saveAnswerTemplate(context(), chamber.officer, template));
    expect(accepted(await saveAnswerTemplate(context(), chamber.colleague, template)).revision).toBe(1);
    const council = await world.app.db.council.findUniqueOrThrow({ where: { id: councilId } });
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: decision.parishId } });
    const words = `${council.name} has no money for “Plant the verge on Mill Lane”, decision 1 of ${parish.name}.`;
    const { dutyId } = decision;
    const fill = (actor: Actor, typed: Record<string, string>) =>
      fillFromTemplate(
        world.app.db,
        { dutyId, councilId, answers: allAnswers, templateId: template.templateId },
        typed,
        actor,
      );
    expect(refusalOf(await fill(chamber.councillor, {})).code).toBe("not_allowed");
    // What is typed already stays, and the same template twice adds its words once.
    const once = accepted(await fill(chamber.colleague, { reasons: "We have asked.", owner: "Head of parks" }));
    expect(accepted(await fill(chamber.colleague, once.typed as Record<string, string>))).toEqual(once);
    expect(once).toEqual({
      name: "No money",
      typed: {
        owner: "Head of parks",
        answer: "reject",
        ground: "unfunded",
        reasons: `We have asked.\n\n${words}`,
      },
    });
    const twin = { ...template, templateId: crypto.randomUUID() };
    expect(refusalOf(await saveAnswerTemplate(context(), chamber.officer, twin)).errors?.[0]?.field).toBe("name");
    const unknown = { ...template, revision: 1, reasons: "For {perish}" };
    expect(refusalOf(await saveAnswerTemplate(context(), chamber.officer, unknown)).errors?.[0]?.field).toBe("reasons");
    const stale = { ...template, reasons: "Something else" };
    expect(refusalOf(await saveAnswerTemplate(context(), chamber.officer, stale)).code).toBe("conflict");
    for (const actor of [...outsiders(), stranger])
      expect(await getTemplates(world.app.db, councilId, actor)).toBeNull();
    accepted(await removeAnswerTemplate(context(), chamber.colleague, template));
    accepted(await removeAnswerTemplate(context(), chamber.colleague, template));
    expect((await getTemplates(world.app.db, councilId, chamber.officer))?.templates).toEqual([]);
    expect(await audited("template.save")).toHaveLength(2);
  });
});

describe("acknowledging several at once", () => {
  it("says row by row what became of each, keeps to the rules of one alone, and is harmless twice", async () => {
    const other = await makeChamber(world);
    const [mine, charter, foreign] = [
      await makeDecision(world, chamber),
      await makeCharterInReview(world, chamber),
      await makeDecision(world, other),
    ];
    const nowhere = crypto.randomUUID();
    const dutyIds = [mine.dutyId, charter.dutyId, foreign.dutyId, nowhere, mine.dutyId];
    const ask = async (actor: Actor) =>
      accepted(await acknowledgeDuties(context(), actor, { councilId: chamber.councilId, dutyIds })).rows.map((row) => [
        row.dutyId,
        row.became === "refused" ? row.refused.code : row.became,
      ]);
    expect(await ask(chamber.officer)).toEqual([
      [mine.dutyId, "acknowledged"],
      [charter.dutyId, "acknowledged"],
      [foreign.dutyId, "not_allowed"],
      [nowhere, "not_found"],
    ]);
    expect((await ask(chamber.colleague)).slice(0, 2)).toEqual([
      [mine.dutyId, "was_already"],
      [charter.dutyId, "was_already"],
    ]);
    expect((await minutesOf(world, mine.parishId)).filter((kind) => kind === "duty_acknowledged")).toHaveLength(1);
    const none = await acknowledgeDuties(context(), chamber.officer, { councilId: chamber.councilId, dutyIds: [] });
    expect(refusalOf(none).errors?.[0]?.field).toBe("duty");
    const many = Array.from({ length: mostAtOnce + 1 }, () => crypto.randomUUID());
    const tooMany = await acknowledgeDuties(context(), chamber.officer, {
      councilId: chamber.councilId,
      dutyIds: many,
    });
    expect(refusalOf(tooMany).code).toBe("too_many");
  });
});

describe("what a docket holds", () => {
  it("is answers, promises by their day, and reviews from their day on, each filtered by ward, service and words", async () => {
    chamber = await makeChamber(world);
    const day = civilDateOf(await now());
    const verges = await makeDecision(world, chamber, { measureOn: addDays(day, 40) });
    const litter = await makeDecision(world, chamber, { power: "litter" });
    accepted(
      await answerDecision(context(), chamber.officer, {
        dutyId: verges.dutyId,
        answer: "accept",
        ground: null,
        reasons: "",
        modifiedText: "",
        commitment: { what: "Sow the seed", owner: "Head of parks", dueOn: addDays(day, 20) },
      }),
    );
    const stages = async () => (await docket()).items.map((item) => [item.id, item.kindWords, item.clock.standing]);
    expect(await stages()).toEqual([
      [litter.dutyId, "Decision to answer", "on_time"],
      [verges.dutyId, "Promise to keep", "on_time"],
    ]);
    expect((await docket({ words: "sow SEED" })).items).toHaveLength(1);
    expect((await docket({ service: "litter" })).items.map((item) => item.id)).toEqual([litter.dutyId]);
    const [ward] = (await docket()).options.ward;
    expect((await docket({ ward: ward?.value })).items).toHaveLength(1);
    expect((await docket({ stage: "deliver", kind: "decision" })).counts).toEqual({ open: 1, overdue: 0, answered: 1 });

    await world.advance("21 days");
    expect(await stages()).toEqual([
      [litter.dutyId, "Decision to answer", "overdue"],
      [verges.dutyId, "Promise to keep", "overdue"],
    ]);
    expect((await docket({ stage: "review" })).items).toEqual([]);
    await world.advance("19 days");
    expect((await docket({ stage: "review" })).items).toMatchObject([
      {
        id: verges.dutyId,
        kindWords: "Outcome to review",
        clock: { dueWords: "Review due today", standing: "on_time" },
      },
    ]);
    expect((await docket({ show: "answered" })).items.map((item) => item.id)).toEqual([verges.dutyId]);
    // Nobody else's council comes into it.
    expect((await listDocket(world.app.db, crypto.randomUUID(), wholeDocket, await now())).items).toEqual([]);
  });

  it("is late on the front page from the very instant, and not a moment before", async () => {
    const own = await makeDecision(world, chamber);
    const { acknowledgeBy } = await world.app.db.duty.findUniqueOrThrow({ where: { id: own.dutyId } });
    const lateAt = async (at: Date) => {
      await world.moveTo(at);
      return (await listHome(world.app.db, await now(), stranger)).late.count;
    };
    const before = await lateAt(new Date(acknowledgeBy.getTime() - 1000));
    expect(await lateAt(acknowledgeBy)).toBe(before + 1);
  });
});

describe("the pages of what was answered", () => {
  it("go forwards and backwards through answers of one instant", async () => {
    const place = placeOfAddress(`${(await now()).getTime()}_a-${crypto.randomUUID()}`);
    const all = await docket({ show: "answered" });
    expect((await docket({ show: "answered", after: place })).items.map((item) => item.id)).toEqual(
      all.items.map((item) => item.id),
    );
    expect((await docket({ show: "answered", before: place })).items).toEqual([]);
  });
});

it("takes a dismissed officer's work from them by the command that dismisses", async () => {
  const person = await makePerson(world.app.db, { name: "Lee Leaver" });
  await appoint(world.app.db, person.id, "officer", chamber.councilId, "Clerk");
  const own = await makeDecision(world, chamber);
  accepted(await assignDuty(context(), chamber.officer, { dutyId: own.dutyId, personId: person.id }));
  expect((await deskOf(chamber.officer, own.dutyId))?.assignee?.name).toBe("Lee Leaver");
  accepted(
    await dismissPerson(context(), { email: person.email as string, kind: "officer", councilSlug: chamber.slug }),
  );
  expect((await deskOf(chamber.officer, own.dutyId))?.assignee).toBeNull();
});

it("holds a promise until the parish ends, and not after that when another receiver has accepted it", async () => {
  chamber = await makeChamber(world);
  const { db } = world.app;
  const { dutyId, parishId, proposalId } = await makeDecision(world, chamber);
  accepted(
    await answerDecision(context(), chamber.officer, {
      dutyId,
      answer: "accept",
      ground: null,
      reasons: "",
      modifiedText: "",
      commitment: { what: "Sow the seed", owner: "Head of parks", dueOn: addDays(civilDateOf(await now()), 20) },
    }),
  );
  const { id: subject } = await db.commitment.findFirstOrThrow({ where: { proposalId } });
  const { sunsetAt } = await db.parish.findUniqueOrThrow({ where: { id: parishId } });
  const receiver = await makePerson(db, { name: "Rita Receiver" });
  const at = await now();
  const item = await db.handoverItem.create({
    data: {
      parishId,
      kind: "commitment",
      subject,
      name: "Sow the seed",
      personId: receiver.id,
      sunsetAt: sunsetAt as Date,
      askedById: chamber.officer.personId as string,
      askedByName: "Somebody",
      askedAt: at,
      answer: "accepted",
      answeredAt: at,
      receiverName: "Rita Receiver",
    },
  });
  const owed = async () => (await docket({ stage: "deliver" })).items.map((one) => one.id);
  await world.moveTo(new Date((sunsetAt as Date).getTime() - 1000));
  expect(await owed()).toEqual([dutyId]);
  await world.moveTo(sunsetAt as Date);
  expect(await owed()).toEqual([]);
  // What nobody else took falls to the council.
  await db.handoverItem.update({ where: { id: item.id }, data: { answer: "refused", endedAt: at } });
  expect(await owed()).toEqual([dutyId]);
});
