import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { claimResidency } from "#server/commands/claim-residency";
import { giveNotice } from "#server/commands/give-notice";
import { powerOf } from "~/domain/act/catalogue";
import { atTime } from "~/domain/time/civil";
import { appoint, makePerson, makeWard } from "../../prisma/scenarios/places-and-people";
import { listenForComplaints } from "../support/complaints";
import { type Chamber, type Decision, makeChamber, makeDecision } from "../support/council";
import { fillDate, followInMain, press } from "../support/forms";
import { taggedJpeg } from "../support/pictures";
import {
  accepted,
  civil,
  makeNeighbourhood,
  type Neighbourhood,
  proposalText,
  putAndSecond,
} from "../support/proposals";
import { type Stage, setStage } from "../support/stage";
import type { World } from "../support/world";

// What a council owes its parishes, done by everybody who has a part in it, through the pages alone. The days are the same in every run.
test.describe.configure({ mode: "serial" });

const stepTimeoutMs = 15_000;
/** What the camera wrote into its pictures, and nobody may read. */
const mark = "PRIVATE-PLACE";
const secret = "The depot says that Mr Marsh objects. Ring him before the answer.";

const titles = {
  late: "Mend the path behind the priory",
  oldest: "Sow the verge along the harbour",
  sent: ["Plant limes in Station Road", "Plant pears in Abbey Field"],
  paper: "Empty the bins in Mill Brook twice a week",
} as const;

let stage: Stage;
let page: Page;
let complaints: string[];
let chamber: Chamber;
let docket: string;
let commissioner: string;
/** The one that waits longest for an answer that is still in time. */
let oldest: Decision;
let late: Decision;
/** Votes partly on paper, demands another convenor and prepares its handover. */
let millBrook: Neighbourhood;
let paperVote: { id: string; opensAt: Date; closesAt: Date };
let paperVoter: string;
/** Is renewed. */
let oldTown: Neighbourhood;
let claimants: { id: string; name: string; email: string }[];

test.beforeAll(async ({ browser }) => {
  stage = await setStage("council-server", furnish);
  page = await (await browser.newContext({ baseURL: stage.url })).newPage();
  page.setDefaultTimeout(stepTimeoutMs);
  complaints = listenForComplaints(page);
});

test.afterAll(async () => {
  await page?.context().close();
  await stage?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), "what the browser complains about").toEqual([]);
});

/** A winter at one council, until the afternoon of Tuesday 26 January 2027. */
async function furnish(world: World): Promise<void> {
  const { db, context } = world.app;
  await world.moveTo(atTime("2026-07-01", 9, 0));
  chamber = await makeChamber(world);
  docket = `/councils/${chamber.slug}/docket`;
  const { councilId } = chamber;
  const person = await makePerson(db, { name: "Cora Commissioner" });
  await appoint(db, person.id, "commissioner", null, "Commissioner");
  commissioner = person.id;
  oldTown = await makeNeighbourhood(world, { councilId, name: "Old Town", people: 12, startsOn: "2026-07-01" });

  await world.moveTo(atTime("2026-11-23", 9, 0));
  late = await makeDecision(world, chamber, { parish: "Priory Walk", title: titles.late, power: "parking" });
  await world.moveTo(atTime("2026-11-30", 9, 0));
  const measured = { baseline: "4", target: "10", measureOn: civil("2027-03-01") };
  oldest = await makeDecision(world, chamber, { parish: "Harbour Side", title: titles.oldest, ...measured });

  await world.moveTo(atTime("2027-01-11", 9, 0));
  millBrook = await makeNeighbourhood(world, { councilId, name: "Mill Brook", people: 16, startsOn: "2027-01-11" });
  const days = { startsOn: civil("2027-04-01"), measureOn: civil("2027-06-01") };
  const { id } = await putAndSecond(world, millBrook, proposalText(millBrook, { title: titles.paper, ...days }));
  await world.moveTo(atTime("2027-01-26", 9, 0));
  const { voteId } = accepted(
    await giveNotice(context, millBrook.author, { proposalId: id, opensOn: civil("2027-02-04") }),
  );
  paperVote = await db.vote.findUniqueOrThrow({ where: { id: voteId } });
  paperVoter = millBrook.residents[0] as string;
  await db.person.update({ where: { id: paperVoter }, data: { name: "Percy Paper" } });

  for (const title of titles.sent) await makeDecision(world, chamber, { title });
  const ward = await makeWard(db, councilId, { name: "Weir" });
  claimants = [];
  for (const name of ["Ann Alder", "Ben Birch", "Cy Cedar", "Di Dogwood"]) {
    const made = await makePerson(db, { name });
    const claim = { ward: ward.gss, address: "9 Weir Lane, ZZ9 9ZZ", isAged16: true, isMoving: false };
    accepted(await claimResidency(context, await world.app.loadActor(made.id), claim));
    claimants.push({ id: made.id, name, email: made.email });
  }
}

/** Whoever sits at the browser from now on, on a page of theirs. */
async function as(who: { personId: string | null } | string, path: string): Promise<number> {
  const personId = typeof who === "string" ? who : who.personId;
  await stage.signIn(page.context(), personId ?? "");
  return (await page.goto(path))?.status() ?? 0;
}

const main = () => page.getByRole("main");

/** Moves the clock as the form on the simulation's page does. */
async function waitUntil(instant: Date): Promise<void> {
  const seconds = Math.ceil((instant.getTime() - (await stage.world.app.now()).getTime()) / 1000) + 1;
  const form = { advance: `PT${seconds}S` };
  const answer = await page.request.post("/simulation/clock", { form, headers: { origin: stage.url } });
  expect(answer.ok(), `the clock moves to ${instant.toISOString()}`).toBe(true);
}

/** People send the same form, without a look at the page. */
async function send(path: string, form: Record<string, string>, people: readonly string[]): Promise<void> {
  for (const personId of people) {
    const [cookie = ""] = (await stage.world.app.sessions.start(personId)).split(";");
    const body = new URLSearchParams(form);
    const headers = { cookie, origin: stage.url };
    const answer = await fetch(`${stage.url}${path}`, { method: "POST", body, headers, redirect: "manual" });
    expect(answer.status, `${path} takes ${JSON.stringify(form)}`).toBeLessThan(400);
  }
}

/** Chooses from a list whose lines end in how many there are. */
async function choose(label: string, words: string): Promise<void> {
  const list = page.getByLabel(label, { exact: true });
  const value = await list.locator("option", { hasText: words }).getAttribute("value");
  await list.selectOption(value);
}

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there");
}

const row = (words: string) => main().getByRole("row").filter({ hasText: words });

test.describe("the docket", () => {
  test("an officer finds what has waited longest, sees how its days are counted and takes it on", async () => {
    await as(chamber.officer, docket);
    await expect(row(titles.late)).toContainText("Overdue");
    await choose("Service", powerOf("verges")?.name ?? "");
    await choose("Who deals with it", "Nobody");
    await choose("What is to be done", "To acknowledge");
    await press(page, "Show these");
    const rows = main().getByRole("table", { name: "Docket" }).getByRole("row");
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(1)).toContainText(titles.oldest);
    await rows.nth(1).getByText("How the days are counted").click();
    await expect(rows.nth(1)).toContainText("30 November 2026");

    await followInMain(page, titles.oldest);
    await page.getByText("How the days are counted").click();
    await expect(main().getByText("in working days").first()).toBeVisible();
    await press(page, "Take it on");
    await expect(page.getByText("You deal with this.")).toBeVisible();
    await page.getByLabel("Add a note").fill(secret);
    await press(page, "Keep this note");
    await expect(page.getByText(secret)).toBeVisible();
    await press(page, "Acknowledge");
    await expect(page.getByText("The council has acknowledged this.")).toBeVisible();
  });

  test("a template, a draft and a preview lead to the answer, and nothing private is published with it", async () => {
    await page.goto(`${docket}/templates`);
    await page.getByLabel("Name", { exact: true }).fill("Yes to planting");
    await page
      .getByRole("group", { name: "Answer" })
      .getByLabel(/^Accept/)
      .check();
    await page.getByLabel("Words", { exact: true }).fill("Plant with the people of {perish}.");
    await press(page, "Save this template");
    await expect(page.getByRole("alert")).toContainText("{perish}");
    await page.getByLabel("Words", { exact: true }).fill("Plant with the people of {parish}.");
    await press(page, "Save this template");
    await expect(page.getByText("The template is saved.")).toBeVisible();

    await page.goto(`${docket}/${oldest.dutyId}`);
    await page.getByLabel("Begin with a template").selectOption({ label: "Yes to planting" });
    await press(page, "Fill in the form");
    await expect(page.getByLabel("What will the council do?")).toHaveValue("Plant with the people of Harbour Side.");
    await page.getByLabel("Who answers for it?").fill("Head of parks");
    await press(page, "Save the draft");
    await expect(page.getByText("The draft is saved.")).toBeVisible();
    await expect(page.getByLabel("Who answers for it?")).toHaveValue("Head of parks");
    const publicPage = `/parishes/${oldest.parishSlug}/proposals/${oldest.number}`;
    expect(await (await fetch(`${stage.url}${publicPage}`)).text()).not.toContain("Plant with the people");

    await press(page, "Save and preview");
    await expect(page.getByRole("heading", { name: "Preview of the answer" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText("Give the day by which it will be done.");
    await expect(page.getByRole("button", { name: "Give this answer" })).toHaveCount(0);
    await followInMain(page, "Change the draft");
    await fillDate(page.getByRole("group", { name: "the promise" }), "By which day?", civil("2027-02-20"));
    await press(page, "Save and preview");
    await expect(main()).toContainText("An answer is given once and cannot be changed.");
    await press(page, "Give this answer");
    await expect(page.getByText("The answer is given.")).toBeVisible();

    await page.goto(publicPage);
    await expect(main()).toContainText("Plant with the people of Harbour Side.");
    await expect(main()).toContainText("Sam Officer, Head of neighbourhoods");
    const open = ["/api/v1/responses", "/api/v1/duties"];
    for (const path of [publicPage, `/parishes/${oldest.parishSlug}/minutes.ndjson`, ...open]) {
      const answer = await fetch(`${stage.url}${path}`);
      expect(answer.status, path).toBe(200);
      expect(await answer.text(), path).not.toContain("Mr Marsh");
    }
    const log = await page.request.get(`/councils/${chamber.slug}/audit.csv`);
    expect(await log.text()).toContain("note");
    expect(await log.text()).not.toContain("Mr Marsh");
    await as(chamber.councillor, `${docket}/${oldest.dutyId}`);
    await expect(page.getByRole("heading", { name: titles.oldest })).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
  });

  test("a colleague without a mouse acknowledges two at once", async () => {
    await as(chamber.colleague, docket);
    await tabTo(page.getByLabel("Title or parish"));
    await page.keyboard.type("plant");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    for (const title of titles.sent) {
      const box = page.getByRole("checkbox", { name: title });
      await tabTo(box);
      await page.keyboard.press("Space");
      await expect(box).toBeChecked();
    }
    await tabTo(page.getByRole("button", { name: "Acknowledge what is ticked" }));
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await expect(page.getByText("The council has acknowledged 2 things.")).toBeVisible();
    for (const title of titles.sent) await expect(main()).toContainText(`${title}: Acknowledged.`);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    // What was looked for is still what is shown.
    await expect(page.getByLabel("Title or parish")).toHaveValue("plant");
    await expect(row(titles.late)).toHaveCount(0);
  });
});

test.describe("what was promised", () => {
  const picture = async (name: string, width: number) => ({
    name,
    mimeType: "image/jpeg",
    buffer: await taggedJpeg(width, 80, mark),
  });

  test("an officer adds a step, shows with a picture that it is done, and forgets no words for it", async () => {
    await as(chamber.officer, docket);
    await followInMain(page, "Plant with the people of Harbour Side.");
    await page.getByLabel("What will be done?").fill("Order the seed");
    await fillDate(page, "By which day?", civil("2027-02-01"));
    await press(page, "Add the step");
    const step = main().locator(".milestones").getByRole("listitem").filter({ hasText: "Order the seed" });
    await expect(step).toContainText("To come");
    await press(page, /^It is done.*Order the seed/);
    await expect(step).toContainText("Done on");

    await page.getByLabel("Say it in a sentence or two").fill("The whole verge is sown.");
    await page.getByLabel("Picture or paper (optional)").setInputFiles(await picture("verge.jpg", 120));
    await press(page, "Record that it is done");
    await expect(page.getByRole("alert")).toContainText("Say in words what the file shows");
    await expect(page.getByLabel("Say it in a sentence or two")).toHaveValue("The whole verge is sown.");
    await page.getByLabel("Picture or paper (optional)").setInputFiles(await picture("verge.jpg", 120));
    await page.getByLabel("What does it show?").fill("A verge of brown earth beside the quay");
    await press(page, "Record that it is done");
    await expect(page.getByText("This is recorded.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Record that it is done" })).toHaveCount(0);
  });

  test("a resident says with a picture that it is not done there, and no picture tells where it was taken", async () => {
    await as(oldest.seconders[0] ?? "", `/parishes/${oldest.parishSlug}/proposals/${oldest.number}`);
    await followInMain(page, "Plant with the people of Harbour Side.");
    await page.getByLabel("It is not done here").check();
    await page.getByLabel("What have you seen, and where?").fill("Below the slipway there is nothing but gravel.");
    await page.getByLabel("Picture (optional)").setInputFiles(await picture("gravel.jpg", 160));
    await page.getByLabel("What does it show?").fill("Gravel below the slipway");
    await press(page, "Publish my report");
    await expect(main()).toContainText("1 resident says that it is not done where they are.");
    for (const alt of ["A verge of brown earth beside the quay", "Gravel below the slipway"]) {
      const shown = page.getByRole("img", { name: alt });
      await shown.scrollIntoViewIfNeeded();
      await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      const served = await page.request.get((await shown.getAttribute("src")) ?? "");
      expect(served.headers()["content-type"]).toBe("image/jpeg");
      const bytes = await served.body();
      for (const trace of [mark, "Exif", "xmpmeta"]) expect(bytes.includes(trace), trace).toBe(false);
    }
  });
});

test.describe("the registrar", () => {
  const residents = () => `/councils/${chamber.slug}/residents`;

  test("tries a list before it is done, row by row", async () => {
    await as(chamber.officer, residents());
    await followInMain(page, "Decide many claims with a list");
    const [ann, ben] = claimants as [(typeof claimants)[0], (typeof claimants)[0]];
    const list = [
      "e-mail,verdict,reason",
      `${ann.email},confirm,`,
      `${ben.email},refuse,"There is no 9 Weir Lane, so say which house it is."`,
      "nobody@example.org,confirm,",
    ].join("\n");
    await page.getByLabel("A CSV file").setInputFiles({
      name: "verdicts.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(list),
    });
    await press(page, "Try it");
    await expect(page.getByRole("heading", { name: "What would be done" })).toBeVisible();
    await expect(row(ann.email)).toContainText("Will be confirmed");
    await expect(row("nobody@example.org")).toContainText("Cannot be done");
    expect(await stage.world.app.db.residency.count({ where: { personId: ann.id, confirmedAt: null } })).toBe(1);
    await press(page, "Decide 2 claims");
    await expect(page.getByText("1 claim confirmed, 1 refused.")).toBeVisible();
    await expect(row(ann.email)).toContainText("Confirmed");
    await expect(row(ben.email)).toContainText("Refused");
  });

  test("prints letters, each with a code of its own that works", async () => {
    await page.goto(residents());
    await followInMain(page, "Write letters with codes");
    await press(page, "Make the letters");
    await expect(page.getByRole("heading", { name: "2 letters to print and post" })).toBeVisible();
    await page.emulateMedia({ media: "print" });
    const letter = page.getByRole("article", { name: "Letter to Di Dogwood" });
    await expect(letter).toContainText("9 Weir Lane");
    await expect(page.getByText("Print this page now")).toBeHidden();
    await expect(page.getByRole("banner")).toBeHidden();
    const codes = await page.locator(".posted-letter__code").allTextContents();
    expect(new Set(codes).size).toBe(2);
    const code = (await letter.locator(".posted-letter__code").textContent()) ?? "";
    await page.emulateMedia({ media: "screen" });

    await as(claimants[3]?.id ?? "", "/account");
    await followInMain(page, "Enter a code or change your claim");
    await page.getByLabel("The code from the letter").fill(code);
    await press(page, "Confirm my home");
    await expect(main()).toContainText("confirmed");
  });

  test("is nobody from another council", async () => {
    for (const path of ["", "/bulk", "/letters", "/confirmed", "/assisted"]) {
      expect(await as(chamber.foreigner, `${residents()}${path}`), path).toBe(403);
    }
    expect(await as(chamber.foreigner, docket)).toBe(403);
    expect(await as(chamber.foreigner, `${docket}/${oldest.dutyId}`)).toBe(403);
    expect(await as(chamber.foreigner, `/votes/${paperVote.id}/paper`)).toBe(403);
  });
});

test("a councillor sets the parishes side by side, opens a figure onto its rows and takes the table home", async () => {
  await as(chamber.councillor, `/councils/${chamber.slug}`);
  await followInMain(page, "See its parishes side by side: who took part, what was answered and delivered");
  await followInMain(page, "Answers");
  const line = row("Harbour Side");
  await line.getByRole("link").nth(1).click();
  await expect(page.getByRole("table")).toContainText(titles.oldest);
  await followInMain(page, "See all parishes side by side");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "OpenDocument spreadsheet" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.ods$/);
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(0, 100).toString("latin1")).toContain("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
});

test("residents demand another convenor, and the last signature that is needed calls the vote", async () => {
  const convenor = `/parishes/${millBrook.slug}/convenor`;
  const [, candidate = "", starter = "", second = "", third = ""] = millBrook.residents;
  await stage.world.app.db.person.update({ where: { id: candidate }, data: { name: "Una Volunteer" } });
  await as(candidate, convenor);
  await press(page, "I would be convenor, if residents vote for it");
  await expect(page.getByText("Una Volunteer, as convenor")).toBeVisible();
  await as(starter, convenor);
  await page.getByText("Demand a vote on the convenor").click();
  await press(page, "Demand a vote");
  await expectMistake(/.+/);
  await page.getByLabel("Una Volunteer").check();
  await press(page, "Demand a vote");
  await press(page, "Sign");
  await expect(main()).toContainText("1 of 2 signatures needed");
  await expect(page.getByRole("button", { name: "Sign" })).toHaveCount(0);
  await as(second, convenor);
  await press(page, "Sign");
  await expect(main().getByRole("link", { name: /Una Volunteer/ })).toBeVisible();
  await as(third, convenor);
  await expect(page.getByRole("button", { name: "Sign" })).toHaveCount(0);
});

test("a convenor lists what the parish owns, asks the council to receive it, and an officer says yes", async () => {
  const handover = `/parishes/${millBrook.slug}/handover`;
  await as(millBrook.convenor, handover);
  await followInMain(page, "Enter what the parish owns");
  await page.getByLabel("What is it?").fill("The bench by the mill");
  await page
    .getByLabel("Where is it, and what does a receiver need to know?")
    .fill("Beside the pond. Oil it in spring.");
  await press(page, "Enter it");
  await page.getByLabel("The bench by the mill").check();
  await press(page, "Ask a receiver for what is ticked");
  await press(page, "Ask them");
  await expectMistake(/.+/);
  await page.getByLabel(/^Example Council/).check();
  await press(page, "Ask them");
  const bench = main().getByRole("listitem").filter({ hasText: "The bench by the mill" });
  await expect(bench).toContainText("Asked");
  await as(chamber.officer, handover);
  await followInMain(page, "Say yes or no");
  await page.getByLabel("Yes").check();
  await press(page, "Answer");
  await expect(bench).toContainText("Accepted");
  await as(millBrook.convenor, handover);
  await expect(bench).toContainText("receives it");
});

test.describe("paper ballots", () => {
  const paper = () => `/votes/${paperVote.id}/paper`;
  const figures = { For: 1, Against: 0, Abstain: 0, "No clear choice": 0, "Did not come back": 0 };

  async function enterCount(who: Chamber["officer"], count: Partial<typeof figures> = {}): Promise<void> {
    await as(who, paper());
    for (const [label, papers] of Object.entries({ ...figures, ...count })) {
      await page.getByLabel(label, { exact: true }).fill(String(papers));
    }
    await press(page, "Enter my count");
  }

  test("an officer offers them before the vote, and gives one to a resident who then cannot vote online", async () => {
    await as(chamber.officer, `/votes/${paperVote.id}`);
    await followInMain(page, "Paper ballots of this vote");
    await press(page, "Offer paper ballots");
    await expect(page.getByText("Paper ballots are offered for this vote.")).toBeVisible();
    await followInMain(page, "Print 20 papers");
    await expect(page.locator(".ballot-paper")).toHaveCount(20);

    await waitUntil(paperVote.opensAt);
    await page.goto(paper());
    await page.getByLabel("Name").fill("percy");
    await press(page, "Find");
    await press(page, "Give a paper to Percy Paper");
    await expect(main()).toContainText("Percy Paper");
    await expect(row("Papers issued")).toHaveCount(0);
    await as(paperVoter, `/votes/${paperVote.id}`);
    await expect(page.getByText("You were given a paper ballot for this vote.")).toBeVisible();
    await expect(page.getByRole("button", { name: "For", exact: true })).toHaveCount(0);
    const tried = await page.request.post(`/votes/${paperVote.id}`, {
      form: { choice: "for" },
      headers: { origin: stage.url },
    });
    expect(tried.status()).toBe(409);
    await send(`/votes/${paperVote.id}`, { choice: "for" }, millBrook.residents.slice(1, 7));
  });

  test("two officers count them without each other, and nobody knows a result before its hour", async () => {
    await waitUntil(paperVote.closesAt);
    await enterCount(chamber.officer, { For: 2 });
    await expectMistake(/1 paper/);
    await expect(page.getByLabel("For", { exact: true })).toHaveValue("2");
    await enterCount(chamber.officer);
    await expect(page.getByText("Your count is in.").first()).toBeVisible();
    await enterCount(chamber.colleague, { For: 0, Against: 1 });
    await expect(page.getByText("The two counts differ.")).toBeVisible();
    await enterCount(chamber.colleague);
    await enterCount(chamber.officer);
    await expect(page.getByText("The two counts agree.")).toBeVisible();

    await page.goto(`/votes/${paperVote.id}`);
    await expect(main()).toContainText("Until then there is no result, for anybody.");
    const told = await (await fetch(`${stage.url}/api/v1/votes/${paperVote.id}`)).json();
    expect(told).toMatchObject({ state: "counting", ruling: null });
    expect((await fetch(`${stage.url}/votes/${paperVote.id}/ballots.ndjson`)).status).toBe(409);
  });

  test("the result holds the papers, does not say what they said, and lies on the docket", async () => {
    const { paperDueAt } = await stage.world.app.db.vote.findUniqueOrThrow({ where: { id: paperVote.id } });
    await waitUntil(paperDueAt ?? paperVote.closesAt);
    await page.goto(`/votes/${paperVote.id}`);
    await expect(page.getByRole("heading", { name: "It passed." })).toBeVisible();
    await expect(page.getByRole("heading", { name: "The count: 7 ballots" })).toBeVisible();
    await expect(main()).toContainText("Papers are in this count, and are not shown apart");
    await as(chamber.officer, docket);
    await expect(row(titles.paper)).toContainText("received on Monday 15 February 2027");
  });
});

test("the Commissioner hears both sides of a silence and sets a new date, which stands beside the first", async () => {
  await as(chamber.officer, docket);
  await expect(row(titles.late)).toContainText("With the Commissioner");
  await page.goto("/commissioner");
  await followInMain(page, titles.late);
  await page
    .getByLabel(/^Statement for this side/)
    .fill("The officer who knew the path has left, and nobody took it on.");
  await press(page, "Publish the statement");
  await expect(main()).toContainText("nobody took it on");

  await as(commissioner, "/commissioner");
  await expect(page.getByText("1 matter waits for you")).toBeVisible();
  await main().getByRole("table").getByRole("link", { name: titles.late }).click();
  await press(page, "Publish the finding");
  await expectMistake(/.+/);
  await page.getByLabel("The council had no good reason not to answer").check();
  await fillDate(page, "New date for the answer", civil("2027-05-30"));
  await page.getByLabel("Reasons").fill("An officer who leaves is replaced. Eleven weeks are enough for a path.");
  await press(page, "Publish the finding");
  await expectMistake(/28 days/);
  await expect(page.getByLabel("Reasons")).toHaveValue(/Eleven weeks/);
  await fillDate(page, "New date for the answer", civil("2027-03-10"));
  await press(page, "Publish the finding");
  await expect(main()).toContainText("First date: Friday 22 January 2027. New date: Wednesday 10 March 2027.");
  await expect(page.getByRole("button", { name: "Publish the finding" })).toHaveCount(0);

  await as(chamber.officer, docket);
  await expect(row(titles.late)).toContainText("10 March 2027");
  await expect(row(titles.late)).toContainText("22 January 2027");
  await page.goto(`/parishes/${late.parishSlug}/proposals/${late.number}`);
  await expect(main()).toContainText("10 March 2027");
});

test("a convenor calls the vote on a renewal", async () => {
  await as(oldTown.convenor, `/parishes/${oldTown.slug}/renewal`);
  await page.getByLabel("How many months would the new term last?").fill("60");
  await fillDate(page, "On which day does voting open?", civil("2027-03-08"));
  await press(page, "Give notice of the renewal vote");
  await expectMistake(/months/);
  await page.getByLabel("How many months would the new term last?").fill("12");
  await press(page, "Give notice of the renewal vote");
  await expect(page).toHaveURL(/\/votes\//);
  await expect(main()).toContainText("until Saturday 1 July 2028");
});

test("an officer adds the figures of a decision from a list with a bad line, and reviews what came of it", async () => {
  await waitUntil(atTime("2027-03-02", 9, 0));
  const review = `/parishes/${oldest.parishSlug}/proposals/${oldest.number}/review`;
  await as(chamber.officer, review);
  const list =
    "2027-02-08, 5, Counted by the school\n2027-02-22, many, Counted by the school\n2027-03-01, 11, Counted by the school";
  await page.getByText("Add a list of figures").click();
  await page.getByLabel("The list", { exact: true }).fill(list);
  await press(page, "Check the list");
  await expect(page.getByRole("heading", { name: "2 figures can be added" })).toBeVisible();
  await expect(row("many")).toContainText(/number/);
  await expect(page.getByLabel("The list", { exact: true })).toHaveValue(list);
  await press(page, "Add 2 figures");
  await expect(page.getByRole("img", { name: /2 figures; the latest is 11, and the target is 10/ })).toBeVisible();
  await page.getByText("What was measured, as a table").click();
  await expect(row("1 March 2027")).toContainText("Counted by the school");

  await page.getByLabel("What was measured?").fill("Bees on the verge, twice, by the school.");
  await page.getByLabel("Keep it").check();
  await press(page, "Publish the review");
  await expectMistake(/found/);
  await expect(page.getByLabel("What was measured?")).toHaveValue("Bees on the verge, twice, by the school.");
  await expect(page.getByLabel("Keep it")).toBeChecked();
  await page.getByLabel("What was found?").fill("Bees have come back, apart from the gravel below the slipway.");
  await press(page, "Publish the review");
  await expect(page.getByRole("heading", { name: /^The review of/ })).toBeVisible();
  await expect(main()).toContainText("Sam Officer");
  await expect(page.getByRole("button", { name: "Publish the review" })).toHaveCount(0);
});

test("a renewal that residents pass comes to the docket, where each power is confirmed or refused", async () => {
  const { db } = stage.world.app;
  const vote = await db.vote.findFirstOrThrow({ where: { parishId: oldTown.parishId, purpose: "renewal" } });
  await waitUntil(vote.opensAt);
  await send(`/votes/${vote.id}`, { choice: "for" }, oldTown.residents);
  await waitUntil(vote.closesAt);
  await as(chamber.officer, docket);
  await choose("Kind", "Renewal");
  await press(page, "Show these");
  await followInMain(page, "The powers of Old Town for its new term");
  await followInMain(page, powerOf("litter")?.name ?? "");
  await page.getByLabel("Confirm: the power goes on").check();
  await press(page, "Publish the answer");
  await followInMain(page, powerOf("verges")?.name ?? "");
  await page.getByLabel("Refuse: it ends at the old sunset").check();
  await page.getByLabel("Reasons").fill("The highway authority takes the verges back from the first of July.");
  await press(page, "Publish the answer");
  await expectMistake(/ground/);
  await expect(page.getByLabel("Reasons")).toHaveValue(/takes the verges back/);
  await page.getByRole("group", { name: "On which ground?" }).getByLabel("Not this council's job").check();
  await press(page, "Publish the answer");
  await page.goto(`/parishes/${oldTown.slug}/renewal`);
  await expect(main()).toContainText("Renewed: what becomes of its powers");
  for (const tag of ["Confirmed", "Refused", "Not answered"]) {
    await expect(main().getByText(tag, { exact: true })).toBeVisible();
  }
});

async function expectMistake(words: RegExp): Promise<void> {
  await expect(page.getByRole("alert").first()).toContainText(words);
}
