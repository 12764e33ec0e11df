import { deflateSync } from "node:zlib";
import { PDFDocument } from "@cantoo/pdf-lib";
import { Transformer } from "@napi-rs/image";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announceDates } from "#server/commands/announce-dates";
import { answerDecision } from "#server/commands/answer-decision";
import { importMeasurements, measureOutcome } from "#server/commands/measure-outcome";
import { type Progress, recordProgress } from "#server/commands/record-progress";
import { reportDelivery } from "#server/commands/report-delivery";
import { reviewOutcome } from "#server/commands/review-outcome";
import { reviewTrial } from "#server/commands/review-trial";
import { answerReport, hideDelivery, showDelivery } from "#server/commands/tend-delivery";
import { cleanFile } from "#server/evidence/clean-file";
import { lookIntoPaper } from "#server/evidence/pdf-paper";
import { isOutOfRoom } from "#server/evidence/write-evidence";
import { getCommitment, getEvidenceFile } from "#server/queries/get-commitment";
import { getOutcome } from "#server/queries/get-outcome";
import { getTrial } from "#server/queries/get-trial";
import { trialReviewFrom } from "~/domain/act/s15-trial-powers";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { mostFileBytes } from "~/forms/evidence";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, type Decision, lastMinute, makeChamber, makeDecision, minutesOf } from "../support/council";
import { bombPng, handmadePdf, taggedJpeg } from "../support/pictures";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let decision: Decision;
let commitmentId: string;
let neighbour: Actor;

const mark = "PRIVATE-PLACE";
const today = async () => civilDateOf(await world.app.now());

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(new Date("2027-01-11T12:00:00Z"));
  chamber = await makeChamber(world);
  decision = await makeDecision(world, chamber, { measureOn: "2027-03-01" });
  const commitment = {
    what: "Sow the verge",
    owner: "Head of parks",
    ownerName: "Kit",
    dueOn: addDays(await today(), 30),
  };
  accepted(
    await answerDecision(world.app.context, chamber.officer, {
      dutyId: decision.dutyId,
      answer: "accept",
      ground: null,
      reasons: "",
      modifiedText: "",
      commitment,
    }),
  );
  commitmentId = (await world.app.db.commitment.findFirstOrThrow({ where: { proposalId: decision.proposalId } })).id;
  neighbour = decision.seconders[0] as Actor;
});

afterAll(() => world.stop());

const record = (progress: Progress, bytes?: Uint8Array | null, alt = "The verge in flower") =>
  recordProgress(world.app.context, chamber.officer, {
    dutyId: decision.dutyId,
    progress,
    file: bytes === undefined ? null : { bytes, alt },
  });
const report = (actor: Actor, text: string, more: { isDone?: boolean; bytes?: Uint8Array } = {}) =>
  reportDelivery(world.app.context, actor, {
    commitmentId,
    isDone: more.isDone ?? false,
    text,
    file: more.bytes ? { bytes: more.bytes, alt: "A bare verge" } : null,
  });
const place = () => ({ parishSlug: decision.parishSlug, number: decision.number, commitmentId });
const pageFor = async (actor: Actor) => {
  const page = await getCommitment(world.app.db, actor, place(), await world.app.now());
  if (!page) throw new Error("the commitment has no page");
  return page;
};
const makeOperator = async () => {
  const person = await makePerson(world.app.db, { name: "Olu Operator" });
  await appoint(world.app.db, person.id, "operator", null, "Operator");
  return world.app.loadActor(person.id);
};
const fileAt = (fileId: string) => getEvidenceFile(world.app.db, { ...place(), fileId });

describe("a file", () => {
  it("comes out upright, at most 2,000 pixels a side, and without place, camera or what was tacked on", async () => {
    const sent = await taggedJpeg(2400, 600, mark);
    expect(sent.includes(mark)).toBe(true);
    const cleaned = await cleanFile(sent, "pictures");
    if (!cleaned.ok) throw new Error(cleaned.message);
    expect(cleaned.file).toMatchObject({ mime: "image/jpeg", width: 500, height: 2000 });
    const made = Buffer.from(cleaned.file.bytes);
    for (const trace of [mark, "Exif", "xmpmeta"]) expect(made.includes(trace), trace).toBe(false);
    expect((await new Transformer(made).metadata(true)).exif ?? {}).toEqual({});
  });

  it("stays PNG or WebP, and is taken for what it is and not for what it is called", async () => {
    const pixels = Transformer.fromRgbaPixels(Buffer.alloc(20 * 10 * 4, 90), 20, 10);
    for (const [bytes, mime] of [
      [await pixels.png(), "image/png"],
      [await pixels.webp(80), "image/webp"],
    ] as const) {
      expect(await cleanFile(bytes, "pictures")).toMatchObject({ ok: true, file: { mime, width: 20, height: 10 } });
    }
    const page = Buffer.from("<html><script>alert(1)</script></html>");
    expect(await cleanFile(page, "pictures_and_papers")).toMatchObject({ ok: false });
    expect(await cleanFile(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "pictures")).toMatchObject({
      ok: false,
    });
  });

  it("is refused when it is damaged, when it would unfold to too many pixels, and when it is too large", async () => {
    const jpeg = await taggedJpeg(40, 20, "x");
    expect(await cleanFile(jpeg.subarray(0, 300), "pictures")).toMatchObject({ ok: false });
    const started = performance.now();
    expect(await cleanFile(bombPng(60_000), "pictures")).toMatchObject({
      ok: false,
      message: expect.stringContaining("50 million pixels"),
    });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await cleanFile(Buffer.alloc(mostFileBytes + 1), "pictures")).toMatchObject({ ok: false });
  });

  it("may be a PDF of pages alone, from the council alone", async () => {
    const plain = await PDFDocument.create();
    plain.addPage();
    const bytes = await plain.save();
    expect(await cleanFile(bytes, "pictures_and_papers")).toMatchObject({
      ok: true,
      file: { mime: "application/pdf" },
    });
    expect(await cleanFile(bytes, "pictures")).toMatchObject({ ok: false });
    plain.addJavaScript("greet", "app.alert(1)");
    expect(await cleanFile(await plain.save(), "pictures_and_papers")).toMatchObject({ ok: false });
    const carrier = await PDFDocument.create();
    carrier.addPage();
    await carrier.attach(Buffer.from("hello"), "hello.txt", { mimeType: "text/plain" });
    expect(await cleanFile(await carrier.save(), "pictures_and_papers")).toMatchObject({ ok: false });
    expect(await cleanFile(Buffer.from("%PDF-1.4\nrubbish"), "pictures_and_papers")).toMatchObject({ ok: false });
  });

  it("is a PDF of what was looked at: what is defined twice, or lies in the trailer alone, cannot slip through", async () => {
    const script = "<< /S /JavaScript /JS (app.alert(1)) >>";
    // The list of parts names the first of two definitions, and readers that trust it would run it.
    const doubled = handmadePdf([`5 0 obj\n${script}\nendobj`, "5 0 obj\n<< /S /GoTo /D [3 0 R /Fit] >>\nendobj"]);
    const kept = await cleanFile(doubled, "pictures_and_papers");
    if (!kept.ok) throw new Error(kept.message);
    expect(Buffer.from(kept.file.bytes).includes("JavaScript")).toBe(false);
    expect((await PDFDocument.load(kept.file.bytes)).getPageCount()).toBe(1);
    expect(await cleanFile(doubled, "pictures_and_papers")).toMatchObject({ file: { hash: kept.file.hash } });

    const actions = ["GoToR", "GoToE", "Launch", "Rendition", "Movie", "SubmitForm", "Java#53cript"];
    for (const hostile of [
      handmadePdf([], `<< /Type /Catalog /Pages 2 0 R /OpenAction ${script} >>`),
      handmadePdf(["5 0 obj\n<< /Length 0 /F (other.bin) >>\nstream\n\nendstream\nendobj"]),
      ...actions.map((action) => handmadePdf([`5 0 obj\n<< /S /${action} >>\nendobj`])),
    ]) {
      expect(await cleanFile(hostile, "pictures_and_papers")).toMatchObject({ ok: false });
    }
  });

  it("that unfolds too far or takes too long is refused, in a thread of its own", async () => {
    const zeros = deflateSync(Buffer.alloc(70 * 1024 * 1024));
    const spoilt = Buffer.from(zeros);
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 0xff;
    const stream = (bytes: Buffer, dict = "") =>
      `<< ${dict} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n${bytes.toString("latin1")}\nendstream\nendobj`;
    const withStreams = (...streams: string[]) => handmadePdf(streams.map((one, at) => `${5 + at} 0 obj\n${one}`));
    const tooFar = { ok: false, message: expect.stringContaining("unfolds to more") };
    // A wrong checksum at the end of a stream does not make it free, and neither does a list of parts.
    expect(await lookIntoPaper(withStreams(stream(spoilt), stream(spoilt)))).toMatchObject(tooFar);
    const list = stream(zeros, "/Type /ObjStm /N 1 /First 4");
    expect(await lookIntoPaper(withStreams(list))).toMatchObject(tooFar);
    const ordinary = withStreams(stream(deflateSync("pages")));
    expect(await lookIntoPaper(ordinary)).toMatchObject({ ok: true });
    expect(await lookIntoPaper(ordinary, 1)).toMatchObject(tooFar);
  });
});

describe("progress", () => {
  it("carries a picture, once however often it is sent, and the minute has its hash", async () => {
    const bytes = await taggedJpeg(60, 40, mark);
    const progress: Progress = { step: "noted", commitmentId, words: "Half of it is sown." };
    expect(refusalOf(await record(progress, bytes, "")).errors?.[0]?.field).toBe("alt");
    expect(refusalOf(await record(progress, null)).errors?.[0]?.field).toBe("file");
    accepted(await record(progress, bytes));
    accepted(await record(progress, bytes));
    const { steps } = await pageFor(stranger);
    const [file, ...others] = steps.flatMap((step) => step.files);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ alt: "The verge in flower", isPicture: true });
    expect(await lastMinute(world, decision.parishId, "delivery_recorded")).toMatchObject({ evidenceHash: file?.hash });
    expect((await fileAt(file?.id ?? ""))?.mime).toBe("image/jpeg");

    const shown = {
      commitmentId,
      shownId: file?.id ?? "",
      ground: "person" as const,
      reason: "A number plate can be read.",
    };
    expect(refusalOf(await hideDelivery(world.app.context, neighbour, shown)).code).toBe("not_allowed");
    accepted(await hideDelivery(world.app.context, chamber.officer, shown));
    expect(await fileAt(file?.id ?? "")).toBeNull();
    // Nobody puts the very same picture there again.
    const again = await record({ ...progress, words: "All of it is sown." }, bytes);
    expect(refusalOf(again).errors).toEqual([{ field: "file", message: expect.stringContaining("was hidden") }]);
    expect(refusalOf(await report(neighbour, "It shows.", { bytes })).errors?.[0]?.field).toBe("file");
  });

  it("has steps on the way, none after the day of the commitment, and a moved date keeps both days, the reason and who moved it", async () => {
    const due = addDays(await today(), 10);
    const step: Progress = { step: "milestone_added", commitmentId, what: "Order the seed", dueOn: due };
    accepted(await record(step));
    accepted(await record(step));
    const late: Progress = { ...step, what: "Water it", dueOn: addDays(await today(), 300) };
    expect(refusalOf(await record(late)).errors?.[0]?.field).toBe("stepOn");
    const { milestones } = await pageFor(stranger);
    expect(milestones).toMatchObject([{ what: "Order the seed", doneWords: "" }]);
    const milestoneId = milestones[0]?.id ?? "";
    accepted(await record({ step: "milestone_done", commitmentId, milestoneId }));
    accepted(await record({ step: "moved", commitmentId, dueOn: addDays(await today(), 40), words: "Frost." }));
    const page = await pageFor(stranger);
    expect(page.milestones[0]?.doneWords).not.toBe("");
    expect(page.commitment).toMatchObject({ hasMoved: true, owner: "Kit, Head of parks" });
    expect(page.steps.at(-1)).toMatchObject({ title: "The date moved", by: "Sam Officer, Head of neighbourhoods" });
    expect(page.steps.at(-1)?.text).toContain("Frost.");
    await expect(world.sql(`UPDATE commitment_step SET text = 'x'`)).rejects.toThrow(/append-only/);
    await expect(world.sql(`UPDATE commitment SET original_due_on = '2030-01-01'`)).rejects.toThrow(/promise/);
    const lines = await world.app.db.auditLine.count({ where: { action: "proposal.record_progress" } });
    expect(lines).toBeGreaterThan(3);
  });

  it("says that there is no room only when the database says so", () => {
    expect(isOutOfRoom({ code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "53100" } } } })).toBe(
      true,
    );
    expect(isOutOfRoom(new Error("53100"))).toBe(false);
  });
});

describe("a resident's report", () => {
  it("is one a person, changeable, with its picture gone once another takes its place", async () => {
    accepted(await report(neighbour, "Mill Lane is still bare.", { bytes: await taggedJpeg(30, 20, mark) }));
    const first = (await pageFor(neighbour)).reports[0];
    expect(await fileAt(first?.file?.id ?? "")).not.toBeNull();
    // A change without a picture keeps the one that is there.
    accepted(await report(neighbour, "Mill Lane is bare at its end."));
    expect((await pageFor(neighbour)).reports[0]?.file?.id).toBe(first?.file?.id);
    accepted(await report(neighbour, "It is sown now.", { isDone: true, bytes: await taggedJpeg(50, 20, mark) }));
    const { reports, counts } = await pageFor(neighbour);
    expect(reports).toHaveLength(1);
    expect(counts).toEqual({ done: 1, notDone: 0, hidden: [] });
    expect(await fileAt(first?.file?.id ?? "")).toBeNull();
    expect(await lastMinute(world, decision.parishId, "delivery_reported")).toMatchObject({
      saidDone: 1,
      saidNotDone: 0,
    });
  });

  it("is taken from people on the parish roll alone, and never a PDF", async () => {
    expect(refusalOf(await report(stranger, "It is bare.")).code).toBe("not_signed_in");
    for (const actor of [chamber.resident, chamber.officer, chamber.foreigner]) {
      expect(refusalOf(await report(actor, "It is bare.")).code).toBe("not_allowed");
    }
    const paper = await PDFDocument.create();
    paper.addPage();
    const sent = await report(decision.seconders[1] as Actor, "It is bare here.", { bytes: await paper.save() });
    expect(refusalOf(sent).errors?.[0]?.field).toBe("file");
  });

  it("keeps its own words for a picture that others have sent too, and gets none of theirs", async () => {
    const bytes = await taggedJpeg(44, 22, mark);
    const [, second, third] = decision.seconders as [Actor, Actor, Actor];
    const send = (actor: Actor, alt: string) =>
      reportDelivery(world.app.context, actor, {
        commitmentId,
        isDone: false,
        text: "I saw it.",
        file: { bytes, alt },
      });
    accepted(await send(second, "Rude words about an officer"));
    accepted(await send(third, "A bare verge by the school"));
    accepted(await record({ step: "noted", commitmentId, words: "Dug over." }, bytes, "The prepared ground"));
    const { reports, steps } = await pageFor(stranger);
    const altOf = (actor: Actor) => reports.find(({ author }) => author === actor.name)?.file?.alt;
    expect([altOf(second), altOf(third)]).toEqual(["Rude words about an officer", "A bare verge by the school"]);
    expect(steps.at(-1)?.files.map(({ alt }) => alt)).toEqual(["The prepared ground"]);
  });

  it("can lose its picture because the very same one was hidden, and only then; its words stay and its author is told", async () => {
    const bytes = await taggedJpeg(66, 33, mark);
    const [, second, third] = decision.seconders as [Actor, Actor, Actor];
    for (const actor of [second, third]) {
      accepted(await report(actor, `${actor.name} saw it.`, { bytes }));
    }
    const reportsOf = async () => {
      const { reports } = await pageFor(stranger);
      return [second, third].map((actor) => reports.find(({ author }) => author === actor.name));
    };
    const [first, other] = await reportsOf();
    const hide = (shownId: string, isPictureToo: boolean) =>
      hideDelivery(world.app.context, chamber.officer, {
        commitmentId,
        shownId,
        ground: "person",
        reason: "A child's face can be seen.",
        isPictureToo,
      });
    const operator = await makeOperator();
    const show = (shownId: string) => showDelivery(world.app.context, operator, { commitmentId, shownId });
    const pictureNotices = (what = "hidden") =>
      world.app.db.notice.findMany({
        where: { key: { startsWith: `report-picture-${what}` } },
        include: { readers: true },
      });

    // The words of one are no reason to hide the picture of the other.
    accepted(await hide(first?.id ?? "", false));
    expect(await fileAt(first?.file?.id ?? "")).toBeNull();
    expect(await fileAt(other?.file?.id ?? "")).not.toBeNull();
    expect(await pictureNotices()).toEqual([]);
    accepted(await show(first?.id ?? ""));

    accepted(await hide(first?.id ?? "", true));
    accepted(await hide(first?.id ?? "", true));
    const [hidden, left] = await reportsOf();
    expect(hidden).toMatchObject({ text: "", file: null });
    expect(left).toMatchObject({
      text: `${third.name} saw it.`,
      hiddenWords: null,
      file: { href: "", alt: "", hiddenWords: expect.stringContaining("A child's face") },
    });
    for (const one of [first, other]) expect(await fileAt(one?.file?.id ?? "")).toBeNull();
    expect(await pictureNotices()).toMatchObject([{ readers: [{ personId: third.personId, isOwn: true }] }]);
    expect(refusalOf(await report(neighbour, "I saw it too.", { bytes })).errors?.[0]?.field).toBe("file");
    expect(await lastMinute(world, decision.parishId, "delivery_hidden")).toMatchObject({
      evidenceHash: other?.file?.hash,
    });

    accepted(await show(first?.id ?? ""));
    for (const one of [first, other]) expect(await fileAt(one?.file?.id ?? "")).not.toBeNull();
    expect(await pictureNotices("shown")).toMatchObject([{ readers: [{ personId: third.personId, isOwn: true }] }]);

    // A picture that is hidden for somebody else's sake is shown again by itself; the hidden report stays so.
    accepted(await hide(first?.id ?? "", true));
    accepted(await show(other?.file?.id ?? ""));
    expect(await fileAt(other?.file?.id ?? "")).not.toBeNull();
    expect(await fileAt(first?.file?.id ?? "")).toBeNull();
    accepted(await show(first?.id ?? ""));
    expect((await reportsOf()).map((one) => one?.hiddenWords)).toEqual([null, null]);
  });

  it("is answered by the council, and hidden on a listed ground; it counts all the same, and its author is told", async () => {
    const shown = (await pageFor(neighbour)).reports.find(({ author }) => author === neighbour.name);
    const before = (await pageFor(stranger)).counts;
    const input = { commitmentId, shownId: shown?.id ?? "" };
    const answer = { ...input, answer: "We come back on Monday." };
    expect(refusalOf(await answerReport(world.app.context, chamber.foreigner, answer)).code).toBe("not_allowed");
    accepted(await answerReport(world.app.context, chamber.officer, answer));
    accepted(await answerReport(world.app.context, chamber.officer, answer));
    expect(
      (await minutesOf(world, decision.parishId)).filter((kind) => kind === "delivery_report_answered"),
    ).toHaveLength(1);

    const readers = { some: { personId: neighbour.personId as string, isOwn: true } };
    const notices = () => world.app.db.notice.findMany({ where: { readers, key: { startsWith: "report-" } } });
    const told = (await notices()).length;
    const hiding = { ...input, ground: "person" as const, reason: "It names a child." };
    accepted(await hideDelivery(world.app.context, chamber.officer, hiding));
    const page = await pageFor(stranger);
    const hidden = page.reports.find(({ id }) => id === input.shownId);
    const council = page.council.name;
    expect(hidden).toMatchObject({
      text: "",
      file: null,
      hiddenWords: `Hidden by ${council} (Head of neighbourhoods): It names or shows somebody it should not. It names a child.`,
    });
    expect(page.counts).toEqual({ ...before, hidden: [{ by: `${council} (Head of neighbourhoods)`, count: 1 }] });
    const minute = await lastMinute(world, decision.parishId, "delivery_hidden");
    expect(minute).toMatchObject({ saidDone: before.done, saidNotDone: before.notDone });
    expect(JSON.stringify(minute)).not.toContain(chamber.officer.name);
    expect(await fileAt(shown?.file?.id ?? "")).toBeNull();
    expect(refusalOf(await report(neighbour, "I say it again.")).code).toBe("conflict");
    expect(await notices()).toHaveLength(told + 1);

    // Whoever hid it for the council does not decide whether that was right.
    expect(refusalOf(await showDelivery(world.app.context, chamber.officer, input)).code).toBe("not_allowed");
    const operator = await makeOperator();
    accepted(await showDelivery(world.app.context, operator, input));
    accepted(await showDelivery(world.app.context, operator, input));
    const after = await pageFor(stranger);
    expect(after.counts).toEqual(before);
    expect(after.reports.find(({ id }) => id === input.shownId)).toMatchObject({
      text: shown?.text,
      hiddenWords: null,
    });
    expect(await notices()).toHaveLength(told + 2);
  });
});

describe("what came of a decision", () => {
  const measure = async (actor: Actor, value: number, source = "Counted by the school") =>
    measureOutcome(world.app.context, actor, {
      proposalId: decision.proposalId,
      figure: { measuredOn: await today(), value, source },
    });

  it("is measured for good: the measure is frozen, a mistake is put right by another figure", async () => {
    await expect(
      world.sql(`UPDATE proposal SET target = 'Anything' WHERE id = '${decision.proposalId}'`),
    ).rejects.toThrow(/frozen/);
    for (const actor of [neighbour, chamber.foreigner, chamber.councillor]) {
      expect(refusalOf(await measure(actor, 4)).code).toBe("not_allowed");
    }
    accepted(await measure(chamber.officer, 40));
    accepted(await measure(chamber.officer, 4));
    expect(accepted(await measure(chamber.officer, 4)).added).toBe(0);
    const page = await getOutcome(world.app.db, stranger, place(), await world.app.now());
    expect(page?.figures.points.map(({ value }) => value)).toEqual([40, 4]);
  });

  it("is read from a list line by line, previewed, and the same list twice adds nothing", async () => {
    const csv = [
      "date,value,source",
      "2027-01-11,1200,A list",
      '12/01/2027,"1,300",Counted by the school',
      "2027-01-12,7,Counted again",
      "2029-01-01,5,Too soon",
      "31/02/2027,5,No such day",
      "2027-01-12,many,Counted",
    ].join("\r\n");
    await world.moveTo(new Date("2027-02-01T12:00:00Z"));
    const send = (isPreview: boolean) =>
      importMeasurements(world.app.context, chamber.officer, { proposalId: decision.proposalId, csv, isPreview });
    const before = await world.app.db.measurement.count();
    const preview = accepted(await send(true));
    expect(preview).toMatchObject({ added: 2, known: 1 });
    expect(preview.lines.map(({ line, figure }) => [line, figure !== null])).toEqual([
      [2, true],
      [3, true],
      [4, true],
      [5, false],
      [6, false],
      [7, false],
    ]);
    expect(await world.app.db.measurement.count()).toBe(before);
    expect(accepted(await send(false)).added).toBe(2);
    expect(accepted(await send(false)).added).toBe(0);
    expect(await lastMinute(world, decision.parishId, "outcome_measured")).toMatchObject({ count: 2 });
  });

  it("is reviewed once, with the figures of that moment, and told to those who asked for it", async () => {
    const review = { dutyId: decision.dutyId, outcome: "keep" as const, measured: "7 bees", finding: "It works." };
    expect(refusalOf(await reviewOutcome(world.app.context, chamber.officer, review)).section).toBe("s39");
    await world.moveTo(new Date("2027-03-01T12:00:00Z"));
    accepted(await reviewOutcome(world.app.context, chamber.councillor, review));
    const kept = await world.app.db.outcomeReview.findUniqueOrThrow({ where: { proposalId: decision.proposalId } });
    expect(kept.figures).toHaveLength(4);
    await expect(world.sql(`UPDATE outcome_review SET finding = 'x'`)).rejects.toThrow(/append-only/);
    expect(await world.app.db.notice.count({ where: { key: `outcome-reviewed:${decision.proposalId}` } })).toBe(1);
  });
});

describe("a power on trial", () => {
  async function onTrial(daysLeft: number) {
    const power = await world.app.db.power.findFirstOrThrow({
      where: { parishId: decision.parishId, catalogueId: "litter" },
    });
    const endsAt = new Date(`${addDays(await today(), daysLeft)}T00:00:00Z`);
    await world.app.db.power.update({ where: { id: power.id }, data: { isTrial: true, lapsesAt: endsAt } });
    return { ...power, endsAt };
  }
  const review = (powerId: string, outcome: "keep" | "amend" | "lapse", actor = chamber.officer, conditions = "") =>
    reviewTrial(world.app.context, actor, {
      parishSlug: decision.parishSlug,
      powerId,
      outcome,
      finding: "The streets are cleaner.",
      conditions,
    });

  it("warns at 60 and at 14 days, once each, and can be reviewed from then on", async () => {
    const { id, grantedFrom, endsAt } = await onTrial(70);
    const told = () => world.app.db.notice.count({ where: { kind: "trial_ends" } });
    expect(refusalOf(await review(id, "keep"))).toMatchObject({
      section: "s15",
      ruling: { outcome: expect.any(String) },
    });
    await announceDates(world.app.context);
    expect(await told()).toBe(0);
    await world.moveTo(new Date(trialReviewFrom({ grantedFrom, endsAt }).getTime() + 9 * 3_600_000));
    await announceDates(world.app.context);
    await announceDates(world.app.context);
    const first = await told();
    await world.moveTo(new Date(endsAt.getTime() - 13 * 86_400_000));
    await announceDates(world.app.context);
    await announceDates(world.app.context);
    expect([first, await told()]).toEqual([1, 2]);
  });

  it("goes on to the sunset when it is kept or amended in time, once, by the council that gave it", async () => {
    const power = await world.app.db.power.findFirstOrThrow({
      where: { parishId: decision.parishId, catalogueId: "litter" },
    });
    for (const actor of [neighbour, chamber.foreigner]) {
      expect(refusalOf(await review(power.id, "keep", actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await review(power.id, "amend")).errors?.[0]?.field).toBe("conditions");
    accepted(await review(power.id, "amend", chamber.officer, "Only in daylight."));
    accepted(await review(power.id, "amend", chamber.officer, "Only in daylight."));
    expect(refusalOf(await review(power.id, "lapse")).code).toBe("conflict");
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: decision.parishId } });
    const kept = await world.app.db.power.findUniqueOrThrow({ where: { id: power.id } });
    expect(kept).toMatchObject({ conditions: "Only in daylight.", lapsesAt: parish.sunsetAt });
    expect(await lastMinute(world, decision.parishId, "trial_reviewed")).toMatchObject({ outcome: "amend" });
    const page = await getTrial(
      world.app.db,
      stranger,
      { parishSlug: decision.parishSlug, powerId: power.id },
      await world.app.now(),
    );
    expect(page).toMatchObject({ ruling: null, review: { outcome: "amend" } });
  });

  it("lapses by itself when nobody has reviewed it, and cannot be kept afterwards", async () => {
    const { id } = await world.app.db.power.findFirstOrThrow({
      where: { parishId: decision.parishId, catalogueId: "parking" },
    });
    const endsAt = new Date(`${addDays(await today(), 5)}T00:00:00Z`);
    await world.app.db.power.update({ where: { id }, data: { isTrial: true, lapsesAt: endsAt } });
    await world.moveTo(endsAt);
    expect(refusalOf(await review(id, "keep"))).toMatchObject({ section: "s15", ruling: { outcome: "lapsed" } });
  });
});
