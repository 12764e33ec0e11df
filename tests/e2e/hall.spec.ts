import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { listenForComplaints } from "../support/complaints";
import { type Stage, setStage } from "../support/stage";
import { makeVote } from "../support/world";

const hourMs = 3_600_000;
const receiptPattern = /[0-9A-Z]{4}(-[0-9A-Z]{4})+/;

let stage: Stage;
let parishId: string;
let outsiderId: string;
let childId: string;
/** Everybody here is on the roll of every vote, and each test takes people of its own. */
const residents: string[] = [];
const oneOfThem = () => residents.pop() as string;

test.beforeAll(async () => {
  stage = await setStage("hall-tests-server", async ({ app: { db } }) => {
    const councilId = (await makeCouncil(db)).id;
    const ward = await makeWard(db, councilId, { name: "Ash Lane" });
    const otherWard = await makeWard(db, councilId, { name: "Far Side" });
    const convenorId = (await makeResident(db, ward.id)).id;
    const name = "Ash Green";
    parishId = (await makeActiveParish(db, { councilId, wardIds: [ward.id], convenorId, name })).id;
    residents.splice(0, residents.length, ...(await makeResidents(db, ward.id, 60)));
    outsiderId = (await makeResident(db, otherWard.id)).id;
    childId = (await makeResident(db, ward.id, { isAged16: false })).id;
  });
});

test.afterAll(() => stage?.stop());

/** A vote that has just opened; the address of its hall, and what the API says of it at any moment. */
async function openVote(facts: Partial<Parameters<typeof makeVote>[1]> = {}) {
  const now = await stage.world.app.now();
  const { id } = await makeVote(stage.world, {
    parishId,
    opensAt: now,
    closesAt: new Date(now.getTime() + hourMs),
    ...facts,
  });
  return {
    address: `${stage.url}/votes/${id}`,
    async told() {
      return await (await fetch(`${stage.url}/api/v1/votes/${id}`)).json();
    },
  };
}

/** Casts by the plain form, as a browser without scripts sends it. */
async function castByForm(address: string, personId: string, choice: string, request?: string) {
  const [cookie = ""] = (await stage.world.app.sessions.start(personId)).split(";");
  const form = new URLSearchParams({ choice, ...(request && { request }) });
  return fetch(address, { method: "POST", body: form, headers: { cookie, origin: stage.url } });
}

async function pageOf(context: BrowserContext, address: string, personId?: string): Promise<Page> {
  if (personId) await stage.signIn(context, personId);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function asWatcher(browser: Browser, address: string): Promise<Page> {
  return pageOf(await browser.newContext(), address);
}

const choice = (page: Page, name: "For" | "Against" | "Abstain") => page.getByRole("button", { name, exact: true });
const receipt = (page: Page) => page.locator(".receipt__code");
const receiptText = async (page: Page) => (await receipt(page).textContent()) ?? "";
const expectLive = (page: Page) => expect(page.locator(".live-line")).toHaveText(/^Live/);

test("one tap casts, the choice can be changed, and everybody who watches sees the turnout at once", async ({
  browser,
  context,
}) => {
  const { address } = await openVote();
  const watcher = await asWatcher(browser, address);
  await expect(watcher.getByText("0", { exact: true }).first()).toBeVisible();
  const voter = await pageOf(context, address, oneOfThem());
  const complaints = [...listenForComplaints(voter), ...listenForComplaints(watcher)];
  await expectLive(voter);
  let hasMoved = false;
  voter.on("framenavigated", () => {
    hasMoved = true;
  });

  await choice(voter, "For").click();
  await expect(voter.getByText("Your ballot is in the box.")).toBeVisible();
  await expect(choice(voter, "For")).toHaveAttribute("aria-pressed", "true");
  const first = await receiptText(voter);
  expect(first).toMatch(receiptPattern);
  await expect(watcher.locator(".voted__cast")).toHaveText("1");

  await choice(voter, "Against").press("Enter");
  await expect(choice(voter, "Against")).toHaveAttribute("aria-pressed", "true");
  await expect(choice(voter, "For")).toHaveAttribute("aria-pressed", "false");
  await expect(receipt(voter)).not.toHaveText(first);
  expect(hasMoved, "the page stayed where it was").toBe(false);

  const neighbour = await castByForm(address, oneOfThem(), "for");
  expect(neighbour.status).toBe(200);
  await expect(watcher.locator(".voted__cast")).toHaveText("2");
  await expect(voter.locator(".voted__cast")).toHaveText("2");
  expect(complaints).toEqual([]);

  const last = await receiptText(voter);
  await voter.reload();
  await expect(receipt(voter)).toHaveText(last);
  await expect(choice(voter, "Against")).toHaveAttribute("aria-pressed", "true");
  await watcher.context().close();
});

test("the running count moves by whole steps of voters while people watch", async ({ browser }) => {
  const { address } = await openVote({ tallyStepBallots: 5 });
  const watcher = await asWatcher(browser, address);
  await expectLive(watcher);
  for (let index = 0; index < 4; index += 1) await castByForm(address, oneOfThem(), "for");
  await expect(watcher.getByRole("heading", { name: "Counted so far: 0 of 4" })).toBeVisible();
  for (let index = 0; index < 6; index += 1) await castByForm(address, oneOfThem(), "for");
  await expect(watcher.getByRole("heading", { name: "Counted so far: 5 of 10" })).toBeVisible();
  await expect(watcher.getByText("Step 1 ·")).toBeVisible();
  await watcher.context().close();
});

test("the vote closes by itself at its instant, in front of everybody", async ({ browser }) => {
  const now = await stage.world.app.now();
  const { address } = await openVote({ closesAt: new Date(now.getTime() + 8_000) });
  const watcher = await asWatcher(browser, address);
  const screen = await pageOf(watcher.context(), `${address}/screen`);
  await castByForm(address, oneOfThem(), "against");
  await expect(watcher.locator(".voted__cast")).toHaveText("1");
  await expect(watcher.getByRole("heading", { name: "The count: 1 ballot" })).toBeVisible({ timeout: 20_000 });
  await expect(watcher.getByRole("heading", { name: "Too few people voted." })).toBeVisible();
  await expect(watcher.getByRole("link", { name: "check this count yourself" })).toBeVisible();
  await expect(screen.getByRole("heading", { name: "The count: 1 ballot" })).toBeVisible();
  await expect(screen.getByRole("heading", { name: "Too few people voted." })).toBeVisible();
  const late = await castByForm(address, oneOfThem(), "for");
  expect(late.status).toBe(409);
  expect(await late.text()).toContain("closed");
  await watcher.context().close();
});

test("without scripts a plain form casts, and sending the same page again casts once", async ({ browser }) => {
  const { address, told } = await openVote();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await pageOf(context, address, oneOfThem());
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await choice(page, "Abstain").click();
  const response = await answered;
  expect(response.status()).toBe(200);
  expect(response.headers()["cache-control"]).toBe("no-store");
  await expect(choice(page, "Abstain")).toHaveAttribute("aria-pressed", "true");
  const first = await receiptText(page);
  expect(first).toMatch(receiptPattern);

  await page.reload();
  await expect(receipt(page), "the same page sent twice is the same ballot").toHaveText(first);
  expect((await told()).cast).toBe(1);

  await choice(page, "For").click();
  await expect(choice(page, "For")).toHaveAttribute("aria-pressed", "true");
  await expect(receipt(page)).not.toHaveText(first);
  expect((await told()).cast, "a changed ballot is still one").toBe(1);
  await context.close();
});

test("a plain form without a choice is refused and casts nothing", async () => {
  const { address, told } = await openVote();
  const answer = await castByForm(address, oneOfThem(), "maybe");
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain("Choose For, Against or Abstain. Nothing was recorded.");
  expect((await told()).cast).toBe(0);
});

test("two tabs of one resident cast one ballot", async ({ context }) => {
  const { address, told } = await openVote();
  const resident = oneOfThem();
  const one = await pageOf(context, address, resident);
  const other = await pageOf(context, address, resident);
  await Promise.all([choice(one, "For").click(), choice(other, "Against").click()]);
  await expect(receipt(one)).toBeVisible();
  await expect(receipt(other)).toBeVisible();
  expect((await told()).cast).toBe(1);
});

test("a stranger sees the count and is asked to sign in", async ({ page }) => {
  const { address, told } = await openVote();
  await castByForm(address, oneOfThem(), "for");
  await page.goto(address);
  await expect(page.locator(".voted__cast")).toHaveText("1");
  await expect(page.getByRole("heading", { name: /^Counted so far/ })).toBeVisible();
  await expect(choice(page, "For")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\?to=/);

  const refused = await fetch(address, {
    method: "POST",
    body: new URLSearchParams({ choice: "for" }),
    headers: { origin: stage.url },
  });
  expect(refused.status).toBe(401);
  expect((await told()).cast).toBe(1);
});

test("a resident of another place is told why not, with the section", async ({ context }) => {
  const { address, told } = await openVote();
  const page = await pageOf(context, address, outsiderId);
  await expect(page.getByRole("heading", { name: "You cannot vote in this one" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: /Section 24/ })).toHaveAttribute("href", "/act/s24");
  await expect(choice(page, "For")).toHaveCount(0);
  expect((await castByForm(address, outsiderId, "for")).status).toBe(403);
  expect((await castByForm(address, childId, "for")).status).toBe(403);
  expect((await told()).cast).toBe(0);
});

test("a vote that shows turnout only says nothing of choices, however they change", async ({ page }) => {
  const { address, told } = await openVote({ publicity: "turnout", class: "spending" });
  const voters = Array.from({ length: 7 }, oneOfThem);
  for (const voter of voters) await castByForm(address, voter, "against");
  const before = await everythingSaidAt(address);
  for (const voter of voters) await castByForm(address, voter, "for");
  expect(await everythingSaidAt(address)).toBe(before);
  expect(await told()).toMatchObject({ cast: 7, counts: null, seq: 0 });
  await page.goto(address);
  await expect(page.locator(".voted__cast")).toHaveText("7");
  await expect(page.getByText("How people voted is shown to everybody at the same moment")).toBeVisible();
});

test("a sealed vote says nothing of choices or turnout, however many vote", async ({ context }) => {
  const { address, told } = await openVote({ publicity: "sealed", class: "charter" });
  const before = await everythingSaidAt(address);
  for (let index = 0; index < 7; index += 1) await castByForm(address, oneOfThem(), "for");
  expect(await everythingSaidAt(address)).toBe(before);
  expect(await told()).toMatchObject({ cast: null, counts: null, seq: 0, ruling: null });
  const page = await pageOf(context, address, oneOfThem());
  await choice(page, "For").click();
  await expect(receipt(page)).toBeVisible();
  await expect(page.getByText("How many have voted is sealed until the vote closes.")).toBeVisible();
});

test("the screen for a hall follows the vote, with the way there, and nothing else of the site", async ({ page }) => {
  const { address } = await openVote({ tallyStepBallots: 1 });
  const complaints = listenForComplaints(page);
  await page.goto(address);
  await page.getByRole("link", { name: "Show on a big screen" }).click();
  await expect(page).toHaveURL(`${address}/screen`);
  await expectLive(page);
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  const words = address.replace("http://", "");
  await expect(page.getByRole("img", { name: `QR code of the address ${words}` })).toBeVisible();
  await expect(page.getByRole("link", { name: words })).toHaveAttribute("href", address);
  await expect(page.getByRole("timer")).toHaveText(/^59:\d\d$/);
  for (let index = 0; index < 3; index += 1) await castByForm(address, oneOfThem(), "for");
  await expect(page.getByText(/^of \d+ on the roll/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Counted so far: [123] of 3/ })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("without scripts the screen asks for itself again until the vote is over", async ({ browser }) => {
  const { address } = await openVote({ publicity: "sealed" });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await pageOf(context, `${address}/screen`);
  await expect(page.getByText("How many have voted is sealed until the end")).toBeVisible();
  await expect(page.locator("meta[http-equiv=refresh]")).toHaveAttribute("content", "15");
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
  await context.close();
});

/** The hall and its screen as a stranger's browser gets them, with the data for its scripts, the list of votes and the API; without what differs each time. */
async function everythingSaidAt(address: string): Promise<string> {
  const id = address.slice(address.lastIndexOf("/") + 1);
  const said = await Promise.all(
    [address, `${address}/screen`, `${stage.url}/votes`, `${stage.url}/api/v1/votes/${id}`].map(async (each) =>
      (await fetch(each)).text(),
    ),
  );
  return said
    .join("\n")
    .replace(/nonce=\\?"[^"]*"/g, "")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => (uuid === id ? uuid : "uuid"))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "instant")
    .replace(/\d+:\d\d(?!\d)/g, "clock")
    .replace(/\d+ (minutes?|seconds?)/g, "some time");
}
