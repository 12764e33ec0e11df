import { expect, type Page, test, type WebSocketRoute } from "@playwright/test";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { type Stage, setStage } from "../support/stage";
import { castAs, makeVote } from "../support/world";

const hourMs = 3_600_000;

let stage: Stage;
let parishId: string;
let outsiderId: string;
const residents: string[] = [];
const oneOfThem = () => residents.pop() as string;

test.beforeAll(async () => {
  stage = await setStage("hall-recovery-server", async ({ app: { db } }) => {
    const councilId = (await makeCouncil(db)).id;
    const ward = await makeWard(db, councilId);
    const convenorId = (await makeResident(db, ward.id)).id;
    parishId = (await makeActiveParish(db, { councilId, wardIds: [ward.id], convenorId })).id;
    residents.splice(0, residents.length, ...(await makeResidents(db, ward.id, 20)));
    outsiderId = (await makeResident(db, (await makeWard(db, councilId)).id)).id;
  });
});

test.afterAll(() => stage?.stop());

/** A vote whose window is given in milliseconds from now. */
async function voteFrom(opensInMs: number, closesInMs: number) {
  const nowMs = (await stage.world.app.now()).getTime();
  const [opensAt, closesAt] = [new Date(nowMs + opensInMs), new Date(nowMs + closesInMs)];
  const { id } = await makeVote(stage.world, { parishId, opensAt, closesAt });
  return { id, address: `${stage.url}/votes/${id}` };
}

const line = (page: Page) => page.locator(".live-line");
const voted = (page: Page) => page.locator(".voted__cast");
const choice = (page: Page, name: "For" | "Against") => page.getByRole("button", { name, exact: true });

/** Stands between a page and the server: `toServer` and `toPage` say which messages pass. */
async function standBetween(
  page: Page,
  passes: Partial<Record<"toServer" | "toPage", (message: string, line: WebSocketRoute) => boolean>>,
) {
  await page.routeWebSocket(/\/socket\.io\//, (route) => {
    const server = route.connectToServer();
    route.onMessage((message) => {
      if (passes.toServer?.(String(message), route) ?? true) server.send(message);
    });
    server.onMessage((message) => {
      if (passes.toPage?.(String(message), route) ?? true) route.send(message);
    });
  });
}

test("a page that lost its network says so, and is live again with the newest count", async ({ page, context }) => {
  const vote = await voteFrom(0, hourMs);
  await castAs(stage.world, oneOfThem(), vote.id, "for");
  await page.goto(vote.address);
  await expect(line(page)).toHaveText(/^Live ·/);
  await context.setOffline(true);
  await expect(page.getByRole("status").filter({ hasText: "The live line is lost." })).toBeVisible();
  await castAs(stage.world, oneOfThem(), vote.id, "for");
  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: "Live again" })).toBeVisible();
  await expect(voted(page)).toHaveText("2");
});

test("a page that slept finds out that its line is dead, and opens another", async ({ page }) => {
  const vote = await voteFrom(0, hourMs);
  const dead = new Set<WebSocketRoute>();
  let current: WebSocketRoute | undefined;
  const isAlive = (_: string, route: WebSocketRoute) => {
    current = route;
    return !dead.has(route);
  };
  await standBetween(page, { toServer: isAlive, toPage: isAlive });
  await page.goto(vote.address);
  await expect(line(page)).toHaveText(/^Live ·/);
  dead.add(current as WebSocketRoute);
  await castAs(stage.world, oneOfThem(), vote.id, "for");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(line(page)).toHaveText("Live again");
  await expect(voted(page)).toHaveText("1");
});

test("a vote that opens before everybody's eyes offers its buttons, or says why not", async ({ browser }) => {
  // Long enough for two people to come in before it, on a slow machine too.
  const vote = await voteFrom(12_000, hourMs);
  const moved: string[] = [];
  const pages = await Promise.all(
    [oneOfThem(), outsiderId].map(async (personId) => {
      const context = await browser.newContext();
      await stage.signIn(context, personId);
      const page = await context.newPage();
      await page.goto(vote.address);
      await expect(line(page)).toHaveText(/^Not open yet/);
      page.on("framenavigated", () => moved.push(page.url()));
      return page;
    }),
  );
  const [voter, outsider] = pages as [Page, Page];
  await expect(choice(voter, "For")).toBeVisible({ timeout: 25_000 });
  await expect(outsider.getByRole("heading", { name: "You cannot vote in this one" })).toBeVisible();
  await expect(choice(outsider, "For")).toHaveCount(0);
  await choice(voter, "For").click();
  await expect(voter.locator(".receipt__code")).toBeVisible();
  expect(moved, "the pages stayed where they were").toEqual([]);
  await Promise.all(pages.map((page) => page.context().close()));
});

test("a page that nobody told of the closing asks by itself", async ({ page }) => {
  const vote = await voteFrom(0, 6_000);
  await castAs(stage.world, oneOfThem(), vote.id, "for");
  let isHeldBack = true;
  const heldBack: (() => void)[] = [];
  await standBetween(page, {
    toPage(message, route) {
      if (/^42\["(tally|vote:closed)"/.test(message)) return false;
      // The page may ask at once, and would be told of the count before anybody has read that it is being made.
      if (!isHeldBack || !message.includes('"state":"closed"')) return true;
      heldBack.push(() => route.send(message));
      return false;
    },
  });
  await page.goto(vote.address);
  await expect(line(page)).toHaveText("Counting");
  isHeldBack = false;
  for (const send of heldBack) send();
  // An answer from before the count was made is followed by another question within seconds.
  await expect(page.getByRole("heading", { name: "The count: 1 ballot" })).toBeVisible({ timeout: 20_000 });
});

test("a ballot that finds a crowd says so, and is sent again as the same ballot", async ({ page, context }) => {
  const vote = await voteFrom(0, hourMs);
  const sent: string[] = [];
  let isCrowded = true;
  // Twenty thousand ballots would have to wait before a server answers this by itself.
  const busy = { ok: false, refused: { code: "busy", message: "Very many people are voting right now." } };
  await standBetween(page, {
    toServer(message, route) {
      const [, number, body] = /^42(\d+)\["ballot:cast",(.*)\]$/.exec(message) ?? [];
      if (!body) return true;
      sent.push(JSON.parse(body).request);
      if (isCrowded) route.send(`43${number}[${JSON.stringify(busy)}]`);
      return !isCrowded;
    },
  });
  await stage.signIn(context, oneOfThem());
  await page.goto(vote.address);
  await expect(line(page)).toHaveText(/^Live ·/);
  await choice(page, "Against").click();
  await expect(page.getByText("Very many people are voting. Trying again…")).toBeVisible();
  await expect.poll(() => sent.length).toBeGreaterThan(1);
  isCrowded = false;
  await expect(page.locator(".receipt__code")).toBeVisible();
  await expect(page.getByText("Trying again…")).toHaveCount(0);
  expect(new Set(sent).size).toBe(1);
  await expect(voted(page)).toHaveText("1");
});
