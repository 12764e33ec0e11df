import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { powerOf } from "~/domain/act/catalogue";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { fillDate, followInMain, press, typeElectorate } from "../support/forms";
import { importRealRegister, realRegister } from "../support/real-register";
import { type Stage, setStage } from "../support/stage";
import { runTool } from "../support/tools";

test.describe.configure({ mode: "serial" });
test.skip(!realRegister.isThere, realRegister.isMissing);

/** Two wards of a real council. The register holds no electorates, so an officer types them; these figures are made up. */
const council = { slug: "lincoln", name: "City of Lincoln Council" };
const castle = { gss: "E05010788", name: "Castle", electorate: 5_612 };
const carholme = { gss: "E05010787", name: "Carholme", electorate: 6_388 };
/** 7.5 % of both together. */
const supportersNeeded = 900;
const base = "/parishes/steep-hill";

let stage: Stage;
let resident: Page;
let officer: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  stage = await setStage("real-places-server", async ({ ownerUrl }) => {
    const said = await importRealRegister(ownerUrl);
    expect(said).toContain("Councils: 317 added");
    const post = ["appoint", "officer@lincoln.example", "officer", council.slug, "Neighbourhoods manager"];
    await runTool(["operator", ...post, "--name", "Moira Hill"], ownerUrl);
  });
  const open = async () => await (await browser.newContext({ baseURL: stage.url })).newPage();
  resident = await open();
  officer = await open();
});

test.afterAll(async () => {
  for (const page of [resident, officer]) await page?.context().close();
  await stage?.stop();
});

test("an officer of a real council signs in with a link that works once", async () => {
  const said = await runTool(["operator", "link", "officer@lincoln.example"], stage.world.ownerUrl, stage.url);
  const link = /http\S+\/sign-in\/link\/\S+/.exec(said)?.[0] ?? "";
  await officer.goto(link);
  await press(officer, "Sign in");
  await expect(officer).toHaveURL(/\/account$/);
  await expect(officer.getByRole("main")).toContainText(council.name);
  const again = await officer.request.post(link, { headers: { origin: stage.url }, maxRedirects: 0 });
  expect(again.status()).toBeGreaterThanOrEqual(400);
});

test("a resident finds her council among all of England's and is confirmed", async () => {
  await resident.goto("/sign-in");
  await resident.getByLabel("Your e-mail address").fill("grace@lincoln.example");
  await press(resident, "Send me a code");
  await officer.goto("/simulation/post-room");
  await officer.getByRole("row", { name: "grace@lincoln.example" }).getByRole("link").click();
  await expect(officer.getByRole("main")).toContainText(/\b\d{6}\b/);
  const code = /\b\d{6}\b/.exec((await officer.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  await resident.getByLabel("The code from the e-mail").fill(code);
  await press(resident, "Sign in");
  await resident.getByLabel("What is your name?").fill("Grace Holloway");
  await press(resident, "Save");
  await followInMain(resident, "Say where you live");
  await resident.getByLabel("Find a council by name").fill("lincoln");
  await press(resident, "Search");
  await followInMain(resident, council.name);
  await resident.getByLabel(castle.name, { exact: true }).check();
  await press(resident, "Continue");
  await resident.getByLabel(`What is your address in ${castle.name}?`).fill("12 Steep Hill, LN2 1LT");
  await press(resident, "Continue");
  await resident.getByLabel("Yes", { exact: true }).check();
  await press(resident, "Send to the council");
  await officer.goto(`/councils/${council.slug}/residents`);
  await press(officer, "Confirm that Grace Holloway lives there");
  await expect(officer.getByText(`Grace Holloway is now confirmed as living in ${castle.name}.`)).toBeVisible();
});

test("she writes a charter for two real wards", async () => {
  const today = civilDateOf(await stage.world.app.now());
  await resident.goto("/parishes/new");
  await resident.getByLabel("What is the parish called?").fill("Steep Hill");
  await press(resident, "Start the charter");
  await followInMain(resident, "Name, problem and end point");
  await resident
    .getByLabel("Which one problem is it for?")
    .fill("There is nowhere to sit on the long walk up from the High Street to the cathedral.");
  await resident.getByLabel("What is its end point?").fill("Nobody has to turn back for want of a seat.");
  await press(resident, "Save and go on");
  await followInMain(resident, "Area");
  await resident.getByLabel(castle.name, { exact: true }).check();
  await resident.getByLabel(carholme.name, { exact: true }).check();
  await press(resident, "Save and go on");
  await followInMain(resident, "Start and term");
  await fillDate(resident, "On which day is the parish to start?", addDays(today, 200));
  await resident.getByLabel("How many months is it to last?").fill("12");
  await press(resident, "Save and go on");
  await followInMain(resident, "Priority actions");
  const action = resident.getByRole("group", { name: "Priority action 1" });
  await action.getByLabel("What will be done?").fill("Put a seat at each of the four landings");
  await action.getByLabel("What will be measured?").fill("Seats between the High Street and the cathedral");
  await action.getByLabel("How do things stand now?").fill("1");
  await action.getByLabel("What is the target?").fill("5");
  await fillDate(action, "By which day?", addDays(today, 400));
  await press(resident, "Save and go on");
  await followInMain(resident, "Powers to ask for");
  const seats = powerOf("seats")?.name ?? "";
  await resident.getByLabel(seats).check();
  await press(resident, "Save and go on");
  await resident
    .getByRole("group", { name: seats })
    .getByLabel("What is it to cover?")
    .fill("Steep Hill and the Strait");
  await press(resident, "Save and go on");
  await followInMain(resident, "Money to ask for");
  await resident.getByLabel("No money", { exact: true }).check();
  await press(resident, "Save and go on");
  await followInMain(resident, "What is shown while a vote is open");
  await resident.getByRole("group", { name: "Votes that cost nothing" }).getByLabel("Open").check();
  await resident.getByRole("group", { name: "Votes that spend money" }).getByLabel("Turnout only").check();
  await press(resident, "Save and go on");
  await followInMain(resident, "What becomes of everything at the sunset");
  await resident.getByLabel("Who receives everything at the sunset?").fill("Uphill Lincoln Residents’ Association");
  await press(resident, "Save and go on");
  await expect(resident).toHaveURL(new RegExp(`${base}/founding$`));
});

test("neighbours made by the simulation's tool join as founders", async () => {
  const file = test.info().outputPath("founders.jsonl");
  const words = ["simulate", "residents", "--parish", "steep-hill", "--count", "5", "--out", file];
  await runTool(words, stage.world.ownerUrl);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    const { cookie, vote } = JSON.parse(line) as { cookie: string; vote: string | null };
    expect(vote).toBeNull();
    const body = new URLSearchParams({ intent: "join" });
    const headers = { cookie, origin: stage.url };
    const answer = await fetch(`${stage.url}${base}/founding`, { method: "POST", body, headers, redirect: "manual" });
    expect(answer.status).toBe(302);
  }
  await resident.goto(`${base}/founding/offices`);
  await resident.getByLabel("Who will be the convenor?").selectOption({ label: "Grace Holloway" });
  await resident.getByLabel("Who will be the deputy?").selectOption({ index: 2 });
  await press(resident, "Save and go on");
  await expect(resident.getByText("10 of 10 parts are complete.")).toBeVisible();
});

test("gathering opens once an officer has typed the electorates, with their source", async () => {
  await followInMain(resident, "Check the charter and open it");
  await expect(resident.getByRole("heading", { name: "Still missing" })).toBeVisible();
  await expect(resident.getByRole("button", { name: "Open gathering" })).toBeDisabled();

  const lastMonth = addDays(civilDateOf(await stage.world.app.now()), -30);
  for (const ward of [castle, carholme]) {
    await typeElectorate(officer, council.slug, ward.name, ward.electorate, lastMonth);
  }

  await resident.reload();
  await press(resident, "Open gathering");
  await expect(resident).toHaveURL(new RegExp(`${base}/support$`));
  await expect(resident.getByRole("main")).toContainText(`of ${supportersNeeded} supporters needed`);
  const told = await (await fetch(`${stage.url}/api/v1${base}`)).json();
  expect(told).toMatchObject({ state: "gathering", council });
});
