import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnswerInput, answerDecision } from "#server/commands/answer-decision";
import { giveConsent } from "#server/commands/give-consent";
import { type Progress, recordProgress } from "#server/commands/record-progress";
import { reviewOutcome } from "#server/commands/review-outcome";
import { fromDateColumn } from "#server/persistence/db";
import { getCouncilAnswer } from "#server/queries/get-council-answer";
import { listDocket, wholeDocket } from "#server/queries/list-docket";
import { listOwed } from "#server/queries/list-owed";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf, endOfDay } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { addWorkingDays } from "~/domain/time/working-days";
import { type Chamber, type Decision, lastMinute, makeChamber, makeDecision, minutesOf } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;

// Monday at midday; no bank holiday falls within the weeks that follow.
const monday = new Date("2027-01-11T12:00:00Z");

beforeAll(async () => {
  world = await makeWorld();
});

beforeAll(async () => {
  await world.moveTo(monday);
  chamber = await makeChamber(world);
});

afterAll(() => world.stop());

const reasons = "The verge lies over a gas main, and nobody may dig there before the network has moved it.";
const today = async () => civilDateOf(await world.app.now());

async function yes(dutyId: string, answer: "accept" | "commit", dueInDays = 30): Promise<AnswerInput> {
  return {
    dutyId,
    answer,
    ground: null,
    reasons: "",
    modifiedText: "",
    commitment: { what: "Sow the verge", owner: "Head of parks", dueOn: addDays(await today(), dueInDays) },
  };
}

function no(dutyId: string, more: Partial<AnswerInput> = {}): AnswerInput {
  return { dutyId, answer: "reject", ground: "unsafe", reasons, modifiedText: "", commitment: null, ...more };
}

const answer = (actor: Actor, input: AnswerInput) => answerDecision(world.app.context, actor, input);

async function viewOf(decision: Decision, actor: Actor = stranger) {
  const view = await getCouncilAnswer(world.app.db, decision.proposalId, actor, await world.app.now());
  if (!view) throw new Error("the council owes nothing");
  return view;
}

async function answersOf(decision: Decision) {
  return world.app.db.response.findMany({ where: { dutyId: decision.dutyId } });
}

async function expectUnanswered(decision: Decision) {
  expect(await answersOf(decision)).toHaveLength(0);
  expect(await world.app.db.commitment.count({ where: { proposalId: decision.proposalId } })).toBe(0);
  const duty = await world.app.db.duty.findUniqueOrThrow({ where: { id: decision.dutyId } });
  expect(duty.answeredAt).toBeNull();
  expect(await minutesOf(world, decision.parishId)).not.toContain("council_answered");
}

describe("who may answer", () => {
  it("is an officer of this council; another council's officer, a councillor, a resident and a stranger are refused", async () => {
    const decision = await makeDecision(world, chamber);
    const input = await yes(decision.dutyId, "accept");
    for (const actor of [chamber.foreigner, chamber.councillor, chamber.resident]) {
      expect(refusalOf(await answer(actor, input))).toMatchObject({ code: "not_allowed", section: "s34" });
    }
    expect(refusalOf(await answer(stranger, input)).code).toBe("not_signed_in");
    await expectUnanswered(decision);
  });
});

describe("answering under tiers B and C", () => {
  it("accepts with a promise, the officer's name and post frozen, and a minute of each", async () => {
    const decision = await makeDecision(world, chamber, { power: "parking" });
    const leftOver = { reasons: "Typed before the officer chose to accept." };
    accepted(await answer(chamber.officer, { ...(await yes(decision.dutyId, "accept")), ...leftOver }));
    const [response] = await answersOf(decision);
    expect(response).toMatchObject({
      answer: "accept",
      officerName: "Sam Officer",
      officerPost: "Head of neighbourhoods",
    });
    expect(response?.reasons).toBe("");
    expect((await minutesOf(world, decision.parishId)).slice(-2)).toEqual(["council_answered", "commitment_made"]);
    const view = await viewOf(decision);
    expect(view.answer).toMatchObject({ effect: "stands", isLate: false, officerPost: "Head of neighbourhoods" });
    expect(view.commitments).toMatchObject([{ what: "Sow the verge", owner: "Head of parks", hasMoved: false }]);
    const { authorId } = await world.app.db.proposal.findUniqueOrThrow({ where: { id: decision.proposalId } });
    const told = { notice: { key: `council-answered:${response?.id}` }, isOwn: true };
    expect(await world.app.db.noticeReader.count({ where: { ...told, personId: authorId } })).toBe(1);
    expect(await world.app.db.noticeReader.count({ where: told })).toBeGreaterThanOrEqual(
      1 + decision.seconders.length,
    );
  });

  it("refuses a yes without a promise, an owner or a day, naming each field", async () => {
    const decision = await makeDecision(world, chamber);
    const input = { ...(await yes(decision.dutyId, "accept")), commitment: { what: "", owner: " ", dueOn: null } };
    const refused = refusalOf(await answer(chamber.officer, input));
    expect(refused).toMatchObject({ code: "invalid", section: "s38" });
    expect(refused.errors?.map((error) => error.field)).toEqual(["what", "owner", "dueOn"]);
    const past = await yes(decision.dutyId, "accept", -1);
    expect(refusalOf(await answer(chamber.officer, past)).errors?.[0]?.field).toBe("dueOn");
    await expectUnanswered(decision);
  });

  it("refuses a rejection without a ground or with a reason of four words, at the field", async () => {
    const decision = await makeDecision(world, chamber);
    const without = refusalOf(await answer(chamber.officer, no(decision.dutyId, { ground: null })));
    expect(without).toMatchObject({ code: "invalid", section: "s36", errors: [{ field: "ground" }] });
    const unknown = refusalOf(await answer(chamber.officer, no(decision.dutyId, { ground: "inconvenient" })));
    expect(unknown.errors?.[0]?.field).toBe("ground");
    const short = refusalOf(await answer(chamber.officer, no(decision.dutyId, { reasons: "It is not safe" })));
    expect(short).toMatchObject({ code: "invalid", section: "s36", errors: [{ field: "reasons" }] });
    await expectUnanswered(decision);
  });

  it("refuses commit and object, which belong to tier A", async () => {
    const decision = await makeDecision(world, chamber);
    const commit = await yes(decision.dutyId, "commit");
    expect(refusalOf(await answer(chamber.officer, commit))).toMatchObject({ code: "refused_by_act", section: "s35" });
    const object = no(decision.dutyId, { answer: "object", ground: null });
    expect(refusalOf(await answer(chamber.officer, object))).toMatchObject({ code: "refused_by_act", section: "s35" });
    await expectUnanswered(decision);
  });

  it("leaves exactly one answer when two officers answer at once, and a double click is harmless", async () => {
    const decision = await makeDecision(world, chamber);
    const accept = await yes(decision.dutyId, "accept");
    const [first, second] = await Promise.all([
      answer(chamber.officer, accept),
      answer(chamber.colleague, no(decision.dutyId)),
    ]);
    expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
    expect([first, second].find((one) => !one.ok)).toMatchObject({ refused: { code: "conflict", section: "s35" } });
    expect(await answersOf(decision)).toHaveLength(1);
    const winner = first.ok
      ? () => answer(chamber.officer, accept)
      : () => answer(chamber.colleague, no(decision.dutyId));
    const again = await Promise.all([winner(), winner(), winner()]);
    expect(again.every((one) => one.ok)).toBe(true);
    expect(await answersOf(decision)).toHaveLength(1);
    expect((await minutesOf(world, decision.parishId)).filter((kind) => kind === "council_answered")).toHaveLength(1);
  });

  it("takes a late answer and shows it as late", async () => {
    const decision = await makeDecision(world, chamber);
    const { answerBy } = await world.app.db.duty.findUniqueOrThrow({ where: { id: decision.dutyId } });
    await world.moveTo(answerBy);
    accepted(await answer(chamber.officer, no(decision.dutyId)));
    const view = await viewOf(decision);
    expect(view.answer).toMatchObject({ isLate: true, effect: "rejected", ground: { name: "Unsafe" } });
    expect(view.silence.sentence).toMatch(/answered late/);
    expect(await lastMinute(world, decision.parishId, "council_answered")).toMatchObject({ standing: "overdue" });
  });

  it("may still be given after the sunset, except that nobody is left to agree to a change", async () => {
    const decision = await makeDecision(world, chamber);
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: decision.parishId } });
    await world.moveTo(sunsetAt as Date);
    const modify = no(decision.dutyId, { answer: "modify", modifiedText: "Half of the verge is sown." });
    expect(refusalOf(await answer(chamber.officer, modify))).toMatchObject({ code: "refused_by_act", section: "s40" });
    await expectUnanswered(decision);
    accepted(await answer(chamber.officer, await yes(decision.dutyId, "accept")));
    expect((await viewOf(decision)).answer?.effect).toBe("stands");
    await world.moveTo(monday);
  });

  it("may promise while the parish winds up what it was asked before", async () => {
    const decision = await makeDecision(world, chamber);
    const { sunsetAt } = await world.app.db.parish.findUniqueOrThrow({ where: { id: decision.parishId } });
    await world.moveTo(new Date((sunsetAt as Date).getTime() - 86_400_000));
    accepted(await answer(chamber.officer, await yes(decision.dutyId, "accept")));
    await world.moveTo(monday);
  });
});

describe("answering under tier A", () => {
  it("commits, or objects as unsafe within ten working days", async () => {
    const committed = await makeDecision(world, chamber, { power: "litter" });
    accepted(await answer(chamber.officer, await yes(committed.dutyId, "commit")));
    expect((await viewOf(committed)).answer?.effect).toBe("stands");
    const objected = await makeDecision(world, chamber, { power: "litter" });
    const lastDay = addWorkingDays(civilDateOf(objected.receivedAt), 10);
    await world.moveTo(new Date(endOfDay(lastDay).getTime() - 1000));
    accepted(await answer(chamber.officer, no(objected.dutyId, { answer: "object" })));
    expect((await viewOf(objected)).answer?.effect).toBe("objected");
  });

  it("refuses an objection on the eleventh working day, citing section 35", async () => {
    const decision = await makeDecision(world, chamber, { power: "litter" });
    const lastDay = addWorkingDays(civilDateOf(decision.receivedAt), 10);
    await world.moveTo(endOfDay(lastDay));
    const refused = refusalOf(await answer(chamber.officer, no(decision.dutyId, { answer: "object" })));
    expect(refused).toMatchObject({ code: "refused_by_act", section: "s35" });
    expect(refused.message).toContain(dayInWords(lastDay));
    await expectUnanswered(decision);
  });

  it("refuses to accept, modify or reject, and to object because there is no money", async () => {
    const decision = await makeDecision(world, chamber, { power: "litter" });
    for (const input of [
      await yes(decision.dutyId, "accept"),
      no(decision.dutyId),
      no(decision.dutyId, { answer: "object", ground: "unfunded" }),
    ]) {
      expect(refusalOf(await answer(chamber.officer, input))).toMatchObject({ code: "refused_by_act", section: "s35" });
    }
    const groundless = no(decision.dutyId, { answer: "object", ground: null });
    expect(refusalOf(await answer(chamber.officer, groundless))).toMatchObject({
      code: "invalid",
      errors: [{ field: "ground" }],
    });
    await expectUnanswered(decision);
  });

  it("is not bound by a decision that costs more than the power lets one decision spend", async () => {
    const decision = await makeDecision(world, chamber, { power: "litter", costPence: 100_001n });
    expect(refusalOf(await answer(chamber.officer, await yes(decision.dutyId, "commit"))).section).toBe("s35");
    accepted(await answer(chamber.officer, no(decision.dutyId, { ground: "unfunded" })));
  });
});

describe("a modified answer", () => {
  const modifiedText = "Half of the verge is sown, away from the gas main.";

  async function modified(seconders = 3) {
    const decision = await makeDecision(world, chamber, { seconders });
    accepted(await answer(chamber.officer, no(decision.dutyId, { answer: "modify", modifiedText })));
    return decision;
  }

  const consent = (decision: Decision, who: Actor, isConsent: boolean) =>
    giveConsent(world.app.context, who, { proposalId: decision.proposalId, isConsent });

  it("needs the changed text", async () => {
    const decision = await makeDecision(world, chamber);
    const refused = refusalOf(await answer(chamber.officer, no(decision.dutyId, { answer: "modify" })));
    expect(refused).toMatchObject({ code: "invalid", errors: [{ field: "modifiedText" }] });
    await expectUnanswered(decision);
  });

  it("asks the seconders by mail and stands once most of them agree", async () => {
    const decision = await modified();
    const [response] = await answersOf(decision);
    const letters = await world.app.db.mail.count({ where: { key: { startsWith: `council-asks:${response?.id}` } } });
    expect(letters).toBe(3);
    const [first, second, third] = decision.seconders as [Actor, Actor, Actor];
    expect((await viewOf(decision, first)).consent).toMatchObject({ mayAnswer: true, mine: null, seconders: 3 });
    expect((await viewOf(decision)).consent?.mayAnswer).toBe(false);
    expect(accepted(await consent(decision, first, true)).outcome).toBe("pending");
    accepted(await consent(decision, first, true));
    expect((await viewOf(decision)).answer?.effect).toBe("pending");
    expect(accepted(await consent(decision, second, true)).outcome).toBe("consented");
    expect((await viewOf(decision)).answer?.effect).toBe("stands");
    expect(refusalOf(await consent(decision, third, false))).toMatchObject({ code: "closed", section: "s35" });
    expect((await minutesOf(world, decision.parishId)).filter((kind) => kind === "consent_given")).toHaveLength(2);
    const body = await lastMinute(world, decision.parishId, "consent_given");
    expect(body).toMatchObject({ seconders: 3, consents: 2, refusals: 0, outcome: "consented" });
    expect(JSON.stringify(body)).not.toContain(first.name);
  });

  it("can be answered otherwise until it is settled, and counts as a rejection when most say no", async () => {
    const decision = await modified();
    const [first, second] = decision.seconders as [Actor, Actor];
    accepted(await consent(decision, first, true));
    accepted(await consent(decision, first, false));
    expect(accepted(await consent(decision, second, false)).outcome).toBe("counts_as_reject");
    expect((await viewOf(decision)).answer?.effect).toBe("rejected");
  });

  it("counts as a rejection by the clock alone when nobody answers in fourteen days", async () => {
    const decision = await modified();
    const [response] = await answersOf(decision);
    const end = response?.consentUntil as Date;
    await world.moveTo(new Date(end.getTime() - 1000));
    expect((await viewOf(decision)).consent?.ruling.outcome).toBe("pending");
    await world.moveTo(end);
    expect((await viewOf(decision)).consent?.ruling.outcome).toBe("counts_as_reject");
    const late = refusalOf(await consent(decision, decision.seconders[0] as Actor, true));
    expect(late).toMatchObject({ code: "closed", section: "s35" });
    expect(await world.app.db.modifyConsent.count({ where: { responseId: response?.id } })).toBe(0);
  });

  it("asks nobody but the seconders", async () => {
    const decision = await modified();
    expect(refusalOf(await consent(decision, chamber.resident, true))).toMatchObject({
      code: "not_allowed",
      section: "s35",
    });
    expect(refusalOf(await consent(decision, chamber.officer, true)).code).toBe("not_allowed");
    expect(refusalOf(await consent(decision, stranger, true)).code).toBe("not_signed_in");
    const plain = await makeDecision(world, chamber);
    expect(refusalOf(await consent(plain, plain.seconders[0] as Actor, true)).code).toBe("not_found");
  });

  it("is carried out only with the seconders' consent", async () => {
    const decision = await modified();
    const promised: Progress = {
      step: "promised",
      commitment: { what: "Sow half", owner: "Head of parks", dueOn: addDays(await today(), 20) },
    };
    const record = () =>
      recordProgress(world.app.context, chamber.officer, { dutyId: decision.dutyId, progress: promised });
    expect(refusalOf(await record()).code).toBe("conflict");
    for (const seconder of decision.seconders.slice(0, 2)) accepted(await consent(decision, seconder, true));
    accepted(await record());
    accepted(await record());
    expect(await world.app.db.commitment.count({ where: { proposalId: decision.proposalId } })).toBe(1);
  });
});

describe("carrying a decision out", () => {
  async function underAccepted(measureInDays?: number) {
    const measureOn = measureInDays === undefined ? undefined : addDays(await today(), measureInDays);
    const decision = await makeDecision(world, chamber, { measureOn });
    accepted(await answer(chamber.officer, await yes(decision.dutyId, "accept")));
    const { id } = await world.app.db.commitment.findFirstOrThrow({ where: { proposalId: decision.proposalId } });
    return { decision, commitmentId: id };
  }

  const record = (decision: Decision, progress: Progress, actor = chamber.officer) =>
    recordProgress(world.app.context, actor, { dutyId: decision.dutyId, progress });

  it("shows both dates when one moves, and is done when the last promise is", async () => {
    const { decision, commitmentId } = await underAccepted();
    const underWay: Progress = { step: "under_way", words: "The seed is ordered." };
    accepted(await record(decision, underWay));
    accepted(await record(decision, underWay));
    const later = addDays(await today(), 45);
    const moved: Progress = { step: "moved", commitmentId, dueOn: later, words: "The seed comes late." };
    accepted(await record(decision, moved));
    accepted(await record(decision, moved));
    const commitment = await world.app.db.commitment.findUniqueOrThrow({ where: { id: commitmentId } });
    expect(fromDateColumn(commitment.originalDueOn)).not.toBe(later);
    expect((await viewOf(decision)).commitments[0]).toMatchObject({ hasMoved: true, nowExpected: dayInWords(later) });
    expect(accepted(await record(decision, { step: "done", commitmentId, words: "It is sown." })).isDone).toBe(true);
    const delivered = (await minutesOf(world, decision.parishId)).filter((kind) => kind === "delivery_recorded");
    expect(delivered).toHaveLength(3);
    const view = await viewOf(decision);
    expect(view.progress.map((one) => one.words)).toEqual([
      "It is sown.",
      expect.stringContaining("The seed comes late."),
      "The seed is ordered.",
    ]);
    expect(view.events.map((event) => event.key)).toEqual(expect.arrayContaining(["under_way", "done"]));
  });

  it("lists a promise among what the council owes, and shows it late after its day", async () => {
    const { decision } = await underAccepted();
    const owed = async () =>
      (await listOwed(world.app.db, { parishId: decision.parishId }, await world.app.now())).map((one) => one);
    expect(await owed()).toMatchObject([{ what: "Promised: Sow the verge", standing: "on_time" }]);
    await world.advance("31 days");
    expect(await owed()).toMatchObject([{ dueWords: "1 day late", standing: "overdue" }]);
    const filter = { ...wholeDocket, show: "answered" } as const;
    const answered = await listDocket(world.app.db, chamber.councilId, filter, await world.app.now());
    expect(answered.items.find((item) => item.id === decision.dutyId)?.next).toMatch(/not done: 1 day late/);
  });

  it("refuses a stranger, a resident, a councillor and another council's officer, a day gone by, and words left out", async () => {
    const { decision, commitmentId } = await underAccepted();
    const progress: Progress = { step: "under_way", words: "It begins." };
    for (const actor of [chamber.resident, chamber.councillor, chamber.foreigner]) {
      expect(refusalOf(await record(decision, progress, actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await record(decision, progress, stranger)).code).toBe("not_signed_in");
    const past: Progress = { step: "moved", commitmentId, dueOn: addDays(await today(), -1), words: "Sooner." };
    expect(refusalOf(await record(decision, past))).toMatchObject({ code: "invalid", section: "s38" });
    expect(refusalOf(await record(decision, { ...progress, words: " " })).errors?.[0]?.field).toBe("words");
    const unknown: Progress = { step: "done", commitmentId: crypto.randomUUID(), words: "Done." };
    expect(refusalOf(await record(decision, unknown)).code).toBe("not_found");
    expect(await minutesOf(world, decision.parishId)).not.toContain("delivery_recorded");
  });

  it("is not recorded for a decision that was rejected", async () => {
    const decision = await makeDecision(world, chamber);
    accepted(await answer(chamber.officer, no(decision.dutyId)));
    expect(refusalOf(await record(decision, { step: "under_way", words: "It begins." })).code).toBe("conflict");
  });

  it("is reviewed by an officer or a councillor from the day of measuring on, once", async () => {
    const { decision } = await underAccepted(40);
    const review = (actor: Actor, finding = "Thirty bees where there were two.") =>
      reviewOutcome(world.app.context, actor, {
        dutyId: decision.dutyId,
        outcome: "keep",
        measured: "Bees in an hour on 1 March",
        finding,
      });
    expect(refusalOf(await review(chamber.councillor))).toMatchObject({ code: "refused_by_act", section: "s39" });
    expect(refusalOf(await review(chamber.resident)).code).toBe("not_allowed");
    expect(refusalOf(await review(chamber.foreigner)).code).toBe("not_allowed");
    expect(refusalOf(await review(stranger)).code).toBe("not_signed_in");
    await world.advance("40 days");
    expect(refusalOf(await review(chamber.councillor, "")).errors?.[0]?.field).toBe("finding");
    accepted(await review(chamber.councillor));
    accepted(await review(chamber.councillor));
    expect(refusalOf(await review(chamber.officer, "Something else.")).code).toBe("conflict");
    expect((await minutesOf(world, decision.parishId)).filter((kind) => kind === "outcome_reviewed")).toHaveLength(1);
    expect((await viewOf(decision)).review).toMatchObject({
      outcome: "Keep it",
      by: "Robin Councillor, Councillor for Mill",
    });
  });
});
