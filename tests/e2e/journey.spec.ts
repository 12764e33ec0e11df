import { expect, type Page, test } from "@playwright/test";
import { powerOf } from "~/domain/act/catalogue";
import { addDays, type CivilDate, civilDateOf } from "~/domain/time/civil";
import { appoint, makeCouncil, makePerson, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { listenForComplaints } from "../support/complaints";
import { fillDate, followInMain, press, typeElectorate } from "../support/forms";
import { importRealRegister, realRegister } from "../support/real-register";
import { type Stage, setStage } from "../support/stage";
import type { World } from "../support/world";

// One parish from its first founder to its last day, through the pages alone. On a desktop the scripts run; on a phone they do not.
test.describe.configure({ mode: "serial" });

/**
 * Where it happens: on a phone in a small place made for it; on a desktop in two wards of the real register, for which an officer types the
 * electorates. Without the register a desktop is in the made-up place too, and says so.
 */
const isReal = () => !test.info().project.use.isMobile && realRegister.isThere;
const madeUp = { council: "Ashcombe District Council", slug: "ashcombe", wards: ["Brookside", "Hilltop"] as const };
const real = { council: "City of Lincoln Council", slug: "lincoln", wards: ["Castle", "Carholme"] as const };
let place: typeof madeUp | typeof real;
const electorates = [24, 16] as const;
/** Of an electorate of 40, three eighths must support a charter. */
const supportersNeeded = 15;
const founders = 6;
/** Of a roll of 17, half must vote on the charter, and a third on anything else. */
const charterVoters = 9;
const ordinaryVoters = 6;
const seconders = 5;
const slug = "mill-brook";
const base = `/parishes/${slug}`;
const email = "ada.marsh@example.org";
const aim = {
  problem: "The verges between the mill and the brook are bare, and the bins on Mill Lane overflow every weekend.",
  endPoint: "The verges flower, and no bin overflows on a Monday morning.",
};
const proposal = "Empty the bins on Mill Lane twice a week";

/** No single step takes longer, however busy the machine is. */
const stepTimeoutMs = 15_000;

let stage: Stage;
/** Ada Marsh, who founds the parish and becomes its convenor. */
let ada: Page;
let officer: Page;
/** Whichever neighbour is at this device now. */
let neighbour: Page;
let complaints: string[];
const residents: { id: string; name: string }[] = [];

test.beforeAll(async ({ browser }) => {
  const { viewport, isMobile, hasTouch, locale, timezoneId } = test.info().project.use;
  place = isReal() ? real : madeUp;
  stage = await setStage(`journey-${test.info().project.name}-server`, async ({ app: { db }, ownerUrl }) => {
    if (isReal()) await importRealRegister(ownerUrl);
    else await makeUp(db);
    const council = await db.council.findUniqueOrThrow({ where: { slug: place.slug } });
    const wards = await Promise.all(
      place.wards.map((name) => db.ward.findFirstOrThrow({ where: { councilId: council.id, name } })),
    );
    for (let index = 0; index < 16; index += 1) {
      const wardId = wards[index % wards.length]?.id ?? "";
      const { id, name } = await makeResident(db, wardId, { name: `Neighbour Number ${index + 1}` });
      residents.push({ id, name });
    }
    const person = await makePerson(db, { name: "Helen Marsh", slug: "officer" });
    await appoint(db, person.id, "officer", council.id, "Head of neighbourhoods");
  });
  const device = { viewport, isMobile, hasTouch, locale, timezoneId };
  const open = async () => await browser.newContext({ ...device, baseURL: stage.url, javaScriptEnabled: !isMobile });
  ada = await (await open()).newPage();
  officer = await (await open()).newPage();
  neighbour = await (await open()).newPage();
  complaints = [];
  for (const page of [ada, officer, neighbour]) {
    listenForComplaints(page, complaints);
    page.setDefaultTimeout(stepTimeoutMs);
  }
});

test.afterAll(async () => {
  for (const page of [ada, officer, neighbour]) await page?.context().close();
  await stage?.stop();
});

test.afterEach(() => {
  expect(complaints.splice(0), "what the browsers complain about").toEqual([]);
});

async function makeUp(db: World["app"]["db"]): Promise<void> {
  const council = await makeCouncil(db, { name: place.council, slug: place.slug });
  for (const [index, name] of place.wards.entries()) {
    await makeWard(db, council.id, { name, electorate: electorates[index] });
  }
}

const today = async (): Promise<CivilDate> => civilDateOf(await stage.world.app.now());
const inDays = async (days: number): Promise<CivilDate> => addDays(await today(), days);

async function handTo(resident: { id: string } | undefined): Promise<void> {
  expect(resident).toBeDefined();
  await stage.signIn(neighbour.context(), resident?.id ?? "");
}

/** Moves the clock as the form on the simulation's page does. */
async function waitUntil(instant: Date): Promise<void> {
  const seconds = Math.ceil((instant.getTime() - (await stage.world.app.now()).getTime()) / 1000) + 1;
  await wait(`PT${Math.max(1, seconds)}S`);
}

async function wait(advance: string): Promise<void> {
  const answer = await ada.request.post(`${stage.url}/simulation/clock`, {
    form: { advance },
    headers: { origin: stage.url },
  });
  expect(answer.ok(), `the clock moves by ${advance}`).toBe(true);
}

async function theParish(): Promise<{ state: string; sunset: string | null; votes: { id: string; state: string }[] }> {
  return await (await fetch(`${stage.url}/api/v1/parishes/${slug}`)).json();
}

interface ToldVote {
  id: string;
  state: string;
  opensAt: string;
  closesAt: string;
  rollSize: number;
  cast: number;
  ruling: { outcome: string; sections: string[] };
}

async function voteIn(state: string): Promise<ToldVote> {
  const vote = (await theParish()).votes.findLast((one) => one.state === state);
  expect(vote, `a vote that is ${state}`).toBeDefined();
  return await (await fetch(`${stage.url}/api/v1/votes/${vote?.id}`)).json();
}

/** What the first neighbour did on a page, the others do by sending the same form, without a look at the page. */
async function othersSend(path: string, form: Record<string, string>, others: typeof residents): Promise<void> {
  for (const { id } of others) {
    const [cookie = ""] = (await stage.world.app.sessions.start(id)).split(";");
    const body = new URLSearchParams(form);
    const headers = { cookie, origin: stage.url };
    const answer = await fetch(`${stage.url}${path}`, { method: "POST", body, headers, redirect: "manual" });
    expect(answer.status, `${path} takes ${JSON.stringify(form)}`).toBeLessThan(400);
  }
}

/** So many residents vote For, the first of them in the hall. */
async function residentsVote(vote: ToldVote, count: number): Promise<void> {
  const path = `/votes/${vote.id}`;
  await handTo(residents[0]);
  await neighbour.goto(path);
  await cast(neighbour, "For");
  await expect(neighbour.locator(".receipt__code")).toBeVisible();
  await othersSend(path, { choice: "for" }, residents.slice(1, count));
}

/** One tap. With scripts it goes over the live line, so no page comes in answer. */
async function cast(page: Page, choice: "For"): Promise<void> {
  await page.getByRole("button", { name: choice, exact: true }).click();
}

test("a newcomer signs in with a code from the post and says where she lives", async () => {
  await ada.goto("/sign-in?to=/parishes/new");
  await ada.getByLabel("Your e-mail address").fill(email);
  await press(ada, "Send me a code");
  await expect(ada.getByRole("heading", { name: "Enter your code" })).toBeVisible();

  await neighbour.goto("/simulation/post-room");
  await neighbour.getByRole("row", { name: email }).getByRole("link").click();
  const code = /\b\d{6}\b/.exec((await neighbour.getByRole("main").textContent()) ?? "")?.[0] ?? "";

  await ada.getByLabel("The code from the e-mail").fill(code === "111111" ? "222222" : "111111");
  await press(ada, "Sign in");
  await expect(ada.getByRole("alert")).toBeVisible();
  await ada.getByLabel("The code from the e-mail").fill(code);
  await press(ada, "Sign in");
  await ada.getByLabel("What is your name?").fill("Ada Marsh");
  await press(ada, "Save");
  await expect(ada).toHaveURL(/\/parishes\/new$/);
  await expect(ada.getByRole("heading", { name: "You cannot start one yet" })).toBeVisible();

  await followInMain(ada, "Say where you live");
  if (isReal()) {
    await ada.getByLabel("Find a council by name").fill("lincoln");
    await press(ada, "Search");
  }
  await followInMain(ada, place.council);
  await ada.getByLabel(place.wards[0], { exact: true }).check();
  await press(ada, "Continue");
  await ada.getByLabel(`What is your address in ${place.wards[0]}?`).fill("4 Mill Lane, AS1 2CD");
  await press(ada, "Continue");
  await ada.getByLabel("Yes", { exact: true }).check();
  await press(ada, "Send to the council");
  await expect(ada).toHaveURL(/\/account$/);
});

test("an officer of the council confirms her home", async () => {
  await officer.goto("/sign-in");
  await press(officer, "Helen Marsh");
  await officer.goto(`/councils/${place.slug}/residents`);
  await expect(officer.getByText(`4 Mill Lane, AS1 2CD, in ${place.wards[0]}`)).toBeVisible();
  await press(officer, "Confirm that Ada Marsh lives there");
  await expect(officer.getByText(`Ada Marsh is now confirmed as living in ${place.wards[0]}.`)).toBeVisible();
  await ada.reload();
  await expect(ada.getByRole("main")).toContainText(place.wards[0]);
});

test("she starts a parish and writes its charter step by step, and no mistake loses what she typed", async () => {
  await ada.goto("/parishes/new");
  await ada.getByLabel("What is the parish called?").fill("Mill Brook");
  await press(ada, "Start the charter");
  await expect(ada).toHaveURL(new RegExp(`${base}/founding$`));

  await followInMain(ada, "Name, problem and end point");
  await ada.getByLabel("Which one problem is it for?").fill(aim.problem);
  await press(ada, "Save and go on");
  await expectMistake(ada, /everybody will know/);
  await expect(ada.getByLabel("Which one problem is it for?")).toHaveValue(aim.problem);
  await ada.getByLabel("What is its end point?").fill(aim.endPoint);
  await press(ada, "Save and go on");

  await followInMain(ada, "Area");
  for (const ward of place.wards) await ada.getByLabel(ward, { exact: true }).check();
  await press(ada, "Save and go on");

  await followInMain(ada, "Start and term");
  await fillDate(ada, "On which day is the parish to start?", await inDays(1));
  await ada.getByLabel("How many months is it to last?").fill("25");
  await press(ada, "Save and go on");
  await expectMistake(ada, /cannot last 25 months/);
  await expect(ada.getByLabel("How many months is it to last?")).toHaveValue("25");
  await ada.getByLabel("How many months is it to last?").fill("12");
  await press(ada, "Save and go on");

  await followInMain(ada, "Priority actions");
  const first = ada.getByRole("group", { name: "Priority action 1" });
  await first.getByLabel("What will be done?").fill("Empty the bins on Mill Lane before they overflow");
  await first.getByLabel("How do things stand now?").fill("9 of 14 overflow");
  await first.getByLabel("What is the target?").fill("None of 14");
  await fillDate(first, "By which day?", await inDays(200));
  await press(ada, "Save and go on");
  await expectMistake(ada, /measure/i);
  await expect(first.getByLabel("What is the target?")).toHaveValue("None of 14");
  await first.getByLabel("What will be measured?").fill("Bins that overflow on a Monday");
  await press(ada, "Save and go on");

  await followInMain(ada, "Powers to ask for");
  await expect(ada.getByRole("heading", { name: "Not available" })).toBeVisible();
  for (const id of ["litter", "verges", "parking"]) await ada.getByLabel(nameOf(id)).check();
  await press(ada, "Save and go on");
  for (const [id, scope, budget] of [
    ["litter", "The fourteen bins on Mill Lane", "2,000"],
    ["verges", "The verges between the mill and the brook", "1,500"],
    ["parking", "Parking beside the brook", ""],
  ] as const) {
    const power = ada.getByRole("group", { name: nameOf(id) });
    await power.getByLabel("What is it to cover?").fill(scope);
    await power.getByLabel("Budget for a year, in pounds").fill(budget);
  }
  await press(ada, "Save and go on");

  await followInMain(ada, "Money to ask for");
  await ada.getByLabel(/one-off/i).check();
  await ada.getByLabel("How much, in pounds?").fill("3,500");
  await ada.getByLabel("What is it for?").fill("Emptying bins and planting verges for one year");
  await press(ada, "Save and go on");

  await followInMain(ada, "What is shown while a vote is open");
  await ada.getByRole("group", { name: "Votes that cost nothing" }).getByLabel("Open").check();
  await ada.getByRole("group", { name: "Votes that spend money" }).getByLabel("Turnout only").check();
  await press(ada, "Save and go on");

  await followInMain(ada, "What becomes of everything at the sunset");
  await press(ada, "Save and go on");
  await expectMistake(ada, /receive/i);
  await ada.getByLabel("Who receives everything at the sunset?").fill("Mill Brook Residents’ Association");
  await press(ada, "Save and go on");
  await expect(ada).toHaveURL(/\/founding$/);
});

test("neighbours join her as founders, and two of them take office", async () => {
  await handTo(residents[0]);
  await neighbour.goto(`${base}/founding`);
  await press(neighbour, "Join as a founder");
  await expect(neighbour.getByText(`${residents[0]?.name} (you)`)).toBeVisible();
  await othersSend(`${base}/founding`, { intent: "join" }, residents.slice(1, founders - 1));
  await ada.goto(`${base}/founding`);
  await expect(ada.getByRole("heading", { name: "6 founders" })).toBeVisible();
  await followInMain(ada, "Convenor and deputy");
  await ada.getByLabel("Who will be the convenor?").selectOption({ label: "Ada Marsh" });
  await ada.getByLabel("Who will be the deputy?").selectOption({ label: residents[0]?.name });
  await press(ada, "Save and go on");
  await expect(ada.getByText("10 of 10 parts are complete.")).toBeVisible();
});

test("the charter is checked and opened for supporters", async () => {
  if (isReal()) {
    for (const [index, ward] of place.wards.entries()) {
      await typeElectorate(officer, place.slug, ward, electorates[index] ?? 0, addDays(await today(), -30));
    }
  }
  await followInMain(ada, "Check the charter and open it");
  await expect(ada.getByRole("main")).toContainText(aim.endPoint);
  await press(ada, "Open gathering");
  await expect(ada).toHaveURL(new RegExp(`${base}/support$`));
  await expect(ada.getByRole("main")).toContainText(`of ${supportersNeeded} supporters needed`);
  // The arithmetic stands beside the number.
  await expect(
    ada
      .getByRole("main")
      .getByRole("link", { name: /Section 8/ })
      .first(),
  ).toBeVisible();
  expect((await theParish()).state).toBe("gathering");
});

test("enough residents support it, and it goes to the council", async () => {
  await press(ada, "Support this parish");
  await expect(ada.getByText("You support this parish.")).toBeVisible();
  await othersSend(`${base}/support`, { intent: "support" }, residents.slice(1, supportersNeeded - 1));
  expect((await theParish()).state).toBe("gathering");
  await handTo(residents[0]);
  await neighbour.goto(`${base}/support`);
  await press(neighbour, "Support this parish");
  await expect(neighbour.getByText("You supported this charter.")).toBeVisible();
  expect((await theParish()).state).toBe("council_review");
  await handTo(residents[supportersNeeded - 1]);
  await neighbour.goto(`${base}/support`);
  await expect(neighbour.getByRole("button", { name: "Support this parish" })).toHaveCount(0);
});

test("an officer acknowledges the charter, says when, and decides power by power", async () => {
  await officer.goto(`/councils/${place.slug}/docket`);
  await followInMain(officer, "The charter of Mill Brook");
  await press(officer, "Acknowledge");
  await expect(officer.getByText("The council has acknowledged this.")).toBeVisible();
  await fillDate(officer, "Day of the answer", await inDays(20));
  await press(officer, "Publish this day");
  await expect(officer.getByText("The day of the answer is published.")).toBeVisible();
  await expect(officer.getByRole("button", { name: "Finish the review" })).toBeDisabled();

  await followInMain(officer, `Decide on ${nameOf("litter")}`);
  await press(officer, "Save this decision");
  await expectMistake(officer, /Choose what the council decides/);
  await decide("Give the power", { year: "2,000", decision: "500", reference: "ASH/1" });
  await followInMain(officer, `Decide on ${nameOf("verges")}`);
  await officer.getByLabel("Conditions", { exact: true }).fill("Corners stay low, so that drivers see children.");
  await decide("Give it with conditions", { year: "1,500", decision: "400", reference: "ASH/2" });
  await followInMain(officer, `Decide on ${nameOf("parking")}`);
  await officer.getByLabel("Refuse it").check();
  await officer.getByRole("group", { name: "Ground" }).getByLabel("Not this council's job").check();
  await officer.getByLabel("Reasons").fill("Parking beside the brook is the county council’s, and it has not agreed.");
  await officer.getByLabel("The council’s own reference for this decision").fill("ASH/3");
  await press(officer, "Save this decision");

  await press(officer, "Finish the review");
  await expect(officer.getByText("The review of the charter is finished.")).toBeVisible();
  expect((await theParish()).state).toBe("charter_vote");
});

async function decide(what: string, figures: { year: string; decision: string; reference: string }): Promise<void> {
  await officer.getByLabel(what, { exact: true }).check();
  await officer.getByLabel("Budget for a year, in pounds").fill(figures.year);
  await officer.getByLabel("Most that one decision may spend, in pounds").fill(figures.decision);
  await officer
    .getByRole("group", { name: "Which legal arrangement would really carry it?" })
    .getByRole("radio")
    .first()
    .check();
  await officer.getByRole("group", { name: "Is it given on trial?" }).getByLabel("No").check();
  await officer.getByLabel("The council’s own reference for this decision").fill(figures.reference);
  await press(officer, "Save this decision");
  await expect(officer).toHaveURL(/\/docket\/[0-9a-f-]{36}$/);
}

test("the convenor calls the charter vote, never sooner than the notice allows", async () => {
  await ada.goto(`${base}/charter-vote`);
  await fillDate(ada, "On which day does voting open?", await inDays(3));
  await press(ada, "Give notice of the vote");
  await expectMistake(ada, /.+/);
  const earliest = await firstDayThatHolds("On which day does voting open?", "Give notice of the vote", 15);
  expect(earliest).toBeGreaterThanOrEqual(15);
  await expect(ada.getByRole("link", { name: "The vote on the charter" })).toBeVisible();
  expect((await voteIn("scheduled")).state).toBe("scheduled");
});

/** Tries one day after the other until one is neither too soon, a Sunday nor a bank holiday. */
async function firstDayThatHolds(group: string, button: string, from: number): Promise<number> {
  for (let days = from; days < from + 8; days += 1) {
    await fillDate(ada, group, await inDays(days));
    await press(ada, button);
    if ((await ada.getByRole("alert").count()) === 0) return days;
  }
  throw new Error(`no day from ${from} days on holds`);
}

test("residents vote on the charter, and the parish begins with its powers", async () => {
  const scheduled = await voteIn("scheduled");
  await waitUntil(new Date(scheduled.opensAt));
  const open = await voteIn("open");
  expect(open.rollSize).toBe(residents.length + 1);
  await residentsVote(open, charterVoters - 1);
  await expect(neighbour.getByText("How many have voted is sealed until the vote closes.")).toBeVisible();
  await ada.goto(`/votes/${open.id}`);
  await cast(ada, "For");
  await expect(ada.locator(".receipt__code")).toBeVisible();
  const receipt = (await ada.locator(".receipt__code").textContent()) ?? "";

  await waitUntil(new Date(open.closesAt));
  const closed = await voteIn("closed");
  expect(closed).toMatchObject({ cast: charterVoters, ruling: { outcome: "passed" } });
  await ada.goto(`/votes/${closed.id}`);
  await expect(ada.getByRole("heading", { name: "It passed." })).toBeVisible();
  const file = await (await fetch(`${stage.url}/votes/${closed.id}/ballots.ndjson`)).text();
  expect(file).toContain(receipt);

  expect((await theParish()).state).toBe("active");
  await ada.goto(base);
  await expect(ada.getByRole("img", { name: /Sunset dial/ }).first()).toBeVisible();
  await ada.goto(`${base}/powers`);
  await expect(ada.getByText(`2 powers are held now, given by ${place.council}.`)).toBeVisible();
  await expect(ada.getByText("Corners stay low, so that drivers see children.")).toBeVisible();
});

test("a resident proposes a change, and is told what is missing before it can go forward", async () => {
  await ada.goto(`${base}/proposals`);
  await followInMain(ada, "Make a proposal");
  await ada.getByLabel("Title").fill(proposal);
  await press(ada, "Put it forward");
  await expect(ada.getByRole("alert").first()).toBeVisible();
  await expect(ada.getByLabel("Title")).toHaveValue(proposal);
  await ada.getByLabel(new RegExp(`^${nameOf("verges")}`)).check();
  await ada.getByLabel("What changes").fill("Neighbours and the council’s crew empty all fourteen bins on two days.");
  await ada.getByLabel("Where", { exact: true }).fill("Mill Lane");
  await fillDate(ada, "From which day", await inDays(60));
  await ada.getByLabel("Cost in pounds").fill("300");
  await ada.getByRole("group", { name: "Type of money" }).getByLabel("Money that comes once").check();
  await ada.getByLabel("Where the money comes from").fill("The budget of this power");
  await press(ada, "Check it against the Act");
  await expect(ada.getByRole("heading", { name: "Not ready yet." }).or(ada.getByRole("alert").first())).toBeVisible();
  await expect(ada.getByLabel("Where the money comes from")).toHaveValue("The budget of this power");
  await ada.getByLabel("Who pays after the sunset").fill("Nothing is left to pay");
  await ada.getByLabel("What will be measured").fill("Bins that overflow on a Monday");
  await ada.getByLabel("How things are now").fill("9 of 14");
  await ada.getByLabel("Target", { exact: true }).fill("None of 14");
  await fillDate(ada, "Measured on", await inDays(150));
  await press(ada, "Put it forward");
  await expect(ada).toHaveURL(new RegExp(`${base}/proposals/1(#check)?$`));
  await expect(ada.getByRole("heading", { level: 1 })).toContainText(proposal);
});

test("neighbours second it, and argue for and against", async () => {
  await handTo(residents[0]);
  await neighbour.goto(`${base}/proposals/1`);
  await press(neighbour, "Second this proposal");
  await expect(neighbour.getByText("You have seconded this proposal.")).toBeVisible();
  await othersSend(`${base}/proposals/1`, { intent: "second" }, residents.slice(1, seconders));
  await handTo(residents[1]);
  await neighbour.goto(`${base}/proposals/1`);
  await neighbour.getByLabel("Against", { exact: true }).check();
  await press(neighbour, "Add the argument");
  await expectMistake(neighbour, /Write your argument/);
  await expect(neighbour.getByLabel("Against", { exact: true })).toBeChecked();
  await neighbour.getByLabel("Your argument").fill("Two rounds a week wake the whole lane twice a week.");
  await press(neighbour, "Add the argument");
  await expect(neighbour.getByRole("heading", { name: "Against (1)" })).toBeVisible();
  await ada.goto(`${base}/proposals/1`);
  await ada.getByLabel("For", { exact: true }).check();
  await ada.getByLabel("Your argument").fill("They come at nine, when everybody is up, and the foxes go hungry.");
  await press(ada, "Add the argument");
  await expect(ada.getByRole("heading", { name: "For (1)" })).toBeVisible();
});

test("notice is refused past the last safe day, citing section 41, and given for a day that is safe", async () => {
  await wait("P15D");
  await ada.goto(`${base}/proposals/1`);
  await followInMain(ada, "Give notice of the vote");
  const sunset = new Date((await theParish()).sunset ?? "");
  await fillDate(ada, "Day on which voting opens", addDays(civilDateOf(sunset), -12));
  await press(ada, "Give notice");
  await expect(ada.getByRole("alert")).toBeVisible();
  await expect(ada.getByRole("heading", { name: "Notice was not given." })).toBeVisible();
  await expect(ada.getByRole("main").locator("a[href='/act/s41']").first()).toBeVisible();
  await expect(ada.getByRole("group", { name: "Day on which voting opens" }).getByLabel("Year")).not.toHaveValue("");
  expect((await theParish()).votes.filter((vote) => vote.state === "scheduled")).toEqual([]);

  await firstDayThatHolds("Day on which voting opens", "Give notice", 8);
  await expect(ada).toHaveURL(new RegExp(`${base}/proposals/1$`));
  await expect(ada.getByRole("link", { name: "Change the text" })).toHaveCount(0);
});

test("residents vote on the proposal, and it passes", async () => {
  await waitUntil(new Date((await voteIn("scheduled")).opensAt));
  const open = await voteIn("open");
  await residentsVote(open, ordinaryVoters);
  await neighbour.reload();
  await expect(neighbour.locator(".voted__cast")).toHaveText(String(ordinaryVoters));
  await waitUntil(new Date(open.closesAt));
  const closed = await voteIn("closed");
  expect(closed).toMatchObject({ cast: ordinaryVoters, ruling: { outcome: "passed" } });
  await ada.goto(`${base}/proposals/1`);
  await expect(ada.getByRole("main")).toContainText("What the council");
});

test("the council acknowledges, says when it will answer, and answers", async () => {
  await officer.goto(`/councils/${place.slug}/docket`);
  await followInMain(officer, proposal);
  await press(officer, "Acknowledge");
  await fillDate(officer, "Day of the answer", await inDays(20));
  await press(officer, "Publish this day");
  await expect(officer.getByText("The day of the answer is published.")).toBeVisible();
  await press(officer, "Give this answer");
  await expectMistake(officer, /Choose an answer/);
  await officer
    .getByRole("group", { name: "What is the council’s answer?" })
    .getByLabel(/^Accept/)
    .check();
  await officer.getByLabel("What will the council do?").fill("Add a Monday round on Mill Lane");
  await officer.getByLabel("Who answers for it?").fill("Head of streets");
  await fillDate(officer, "By which day?", await inDays(40));
  await press(officer, "Give this answer");
  await expect(officer.getByText("The answer is given.")).toBeVisible();
  await ada.goto(`${base}/proposals/1`);
  await expect(ada.getByRole("main")).toContainText("Add a Monday round on Mill Lane");
  await expect(ada.getByRole("main")).toContainText("Helen Marsh");
});

test("at the sunset the powers end, and commands are refused, citing section 40", async () => {
  await ada.goto(`${base}/proposals/new`);
  await ada.getByLabel("Title").fill("A lamp at the bend of Mill Lane");
  const sunset = new Date((await theParish()).sunset ?? "");
  await waitUntil(sunset);
  expect((await theParish()).state).toBe("expired");

  await press(ada, "Save and come back later");
  await expect(ada.getByRole("main")).toContainText("This parish has ended.");
  await expect(ada.getByRole("main").locator("a[href='/act/s40']").first()).toBeVisible();

  await ada.goto(base);
  await expect(ada.getByText("Nothing can be changed any more.")).toBeVisible();
  await expect(ada.getByRole("main").getByRole("button")).toHaveCount(0);
  await ada.goto(`${base}/powers`);
  await expect(ada.getByText(/^This power ended on/).first()).toBeVisible();
  for (const path of ["/charter", "/proposals", "/proposals/1", "/sunset", "/minutes"]) {
    expect((await ada.goto(`${base}${path}`))?.status(), path).toBe(200);
  }
  const argued = await ada.request.post(`${stage.url}${base}/proposals/1`, {
    form: { intent: "argue", side: "for", text: "One more word after the end of the parish." },
    headers: { origin: stage.url },
  });
  expect(argued.status()).toBe(409);
  expect(await argued.text()).toContain("/act/s40");
});

test("the minute book is whole, page and file", async () => {
  await ada.goto(`${base}/minutes`);
  await followInMain(ada, "Check the chain");
  await expect(ada.getByText(/all \d+ entries are whole\./)).toBeVisible();
  const file = await (await fetch(`${stage.url}${base}/minutes.ndjson`)).text();
  const entries = file
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { number: number; kind: string });
  expect(entries.map((entry) => entry.number)).toEqual(entries.map((_, index) => index + 1));
  // Supporters and seconders stay unnamed, and so does everybody who was confirmed.
  expect(file).not.toContain(email);
  expect(file).not.toContain(residents.at(-1)?.name);
});

function nameOf(catalogueId: string): string {
  return powerOf(catalogueId)?.name ?? catalogueId;
}

async function expectMistake(page: Page, words: RegExp): Promise<void> {
  await expect(page.getByRole("alert").first()).toContainText(words);
}
