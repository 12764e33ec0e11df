import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { listenForComplaints } from "../support/complaints";
import { type Stage, setStage } from "../support/stage";
import { castAs, makeVote } from "../support/world";

const hourMs = 3_600_000;
const run = promisify(execFile);

let stage: Stage;
let parishId: string;
let outsiderId: string;
const residents: string[] = [];
const oneOfThem = () => residents.pop() as string;

test.beforeAll(async () => {
  stage = await setStage("check-tests-server", async ({ app: { db } }) => {
    const councilId = (await makeCouncil(db)).id;
    const ward = await makeWard(db, councilId);
    const convenorId = (await makeResident(db, ward.id)).id;
    parishId = (await makeActiveParish(db, { councilId, wardIds: [ward.id], convenorId })).id;
    residents.splice(0, residents.length, ...(await makeResidents(db, ward.id, 20)));
    outsiderId = (await makeResident(db, (await makeWard(db, councilId)).id)).id;
  });
});

test.afterAll(() => stage?.stop());

/** A vote that opens in some milliseconds and has some ballots; the address of its hall, and ways to reach its opening and its closing. */
async function voteWith({ opensInMs = 0, ballots = 0 } = {}) {
  const { world } = stage;
  const opensAt = new Date((await world.app.now()).getTime() + opensInMs);
  const closesAt = new Date(opensAt.getTime() + hourMs);
  const { id } = await makeVote(world, { parishId, opensAt, closesAt });
  /** Whatever is asked of the server, it first opens and closes what is due. */
  const moveTo = async (instant: Date) => {
    await world.moveTo(instant);
    expect((await fetch(`${stage.url}/readyz`)).status).toBe(200);
  };
  if (opensInMs === 0) await world.app.settle();
  for (let index = 0; index < ballots; index += 1) await castAs(world, oneOfThem(), id, "for");
  return { id, address: `${stage.url}/votes/${id}`, open: () => moveTo(opensAt), close: () => moveTo(closesAt) };
}

async function pageOf(context: BrowserContext, address: string, personId?: string): Promise<Page> {
  if (personId) await stage.signIn(context, personId);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

const section = (page: Page, name: string) => page.getByRole("region", { name });
const findings = (page: Page, name: string) => section(page, name).locator(".findings__one");
const expectLive = (page: Page) => expect(page.locator(".live-line")).toHaveText(/^Live/);

async function openFile(page: Page, text: string) {
  const file = { name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("A receipt that you saved").setInputFiles(file);
}

test("a voter's own browser finds the ballot and counts the vote again", async ({ context }, testInfo) => {
  const vote = await voteWith({ ballots: 3 });
  const page = await pageOf(context, vote.address, oneOfThem());
  const complaints = listenForComplaints(page);
  await expectLive(page);
  await page.getByRole("button", { name: "Against", exact: true }).click();
  await expect(page.getByText("Your browser has checked that it is signed.")).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save your receipt" }).click();
  const receiptFile = testInfo.outputPath("receipt.json");
  await (await downloading).saveAs(receiptFile);
  const receipt = readFileSync(receiptFile, "utf8");

  await test.step("while the vote is open the promise is there, and the ballot not yet", async () => {
    await page.getByRole("link", { name: "check this count yourself" }).click();
    await page.getByRole("button", { name: "Check the ballot cast in this browser" }).click();
    await expect(findings(page, "Your ballot")).toHaveText([
      /^✓Right: The site signed that your ballot will be in the log by /,
      /^✓Right: Your ballot is not in the log yet\./,
    ]);
    await expect(section(page, "Your ballot").getByLabel("Your receipt", { exact: true })).toHaveCount(0);
  });

  await vote.close();
  await page.reload();
  const isCounted = [
    /^✓Right: The site signed that your ballot will be in the log by /,
    /^✓Right: Your ballot is entry \d of 4 in the log, since step 1\.$/,
    "✓Right: It is in the count, as you cast it.",
  ];

  await test.step("the ballot of this browser is in the count", async () => {
    await page.getByRole("button", { name: "Check the ballot cast in this browser" }).click();
    await expect(findings(page, "Your ballot")).toHaveText(isCounted);
  });

  await test.step("a saved receipt is told from one that was changed, and from anything else", async () => {
    await openFile(page, receipt.replace('"against"', '"for"'));
    await expect(findings(page, "Your ballot")).toHaveText([/^✗Wrong: This is not a receipt of this vote, or it was/]);
    for (const other of ['{"receipt":"K7QF-2M9X-41TD"}', "Dear convenor,"]) {
      await openFile(page, other);
      await expect(page.getByRole("alert")).toHaveText("Error: That file is not a saved receipt");
      await expect(findings(page, "Your ballot")).toHaveCount(0);
    }
    await openFile(page, receipt);
    await expect(findings(page, "Your ballot")).toHaveText(isCounted);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  await test.step("the whole count is right", async () => {
    await page.getByRole("button", { name: "Count again in this browser" }).click();
    await expect(findings(page, "The whole count")).toHaveText(Array(8).fill(/^✓Right: /));
    await expect(section(page, "The whole count").getByText("3 for, 1 against, 0 abstaining")).toBeVisible();
  });

  await test.step("the program of the page comes to the same, with the command of the page", async () => {
    const arriving = page.waitForEvent("download");
    await page.getByRole("link", { name: "recount.mjs" }).click();
    const program = testInfo.outputPath("recount.mjs");
    await (await arriving).saveAs(program);
    const [, address = ""] =
      /^node recount\.mjs (\S+)$/.exec((await page.locator(".command").textContent()) ?? "") ?? [];
    expect(address).toBe(vote.address);
    // A status other than 0 would throw.
    const { stdout } = await run(process.execPath, [program, address, "--slip", receiptFile]);
    expect(stdout).toMatch(/\nEverything agrees\.\n$/);
  });
  expect(complaints).toEqual([]);
});

test.describe("on a screen of any size alike", () => {
  test.skip(({ isMobile }) => isMobile, "These look at no layout.");

  test("without scripts a typed receipt is looked up, and no address holds it", async ({ browser }) => {
    const vote = await voteWith({ ballots: 2 });
    const cast = await castAs(stage.world, oneOfThem(), vote.id, "abstain");
    if (!cast.ok) throw new Error(cast.refused.message);
    const { receipt } = cast.value;
    const context = await browser.newContext({ javaScriptEnabled: false });
    const address = `${vote.address}/check`;
    const page = await pageOf(context, address);
    await expect(page.getByText("Receipts can be looked up once the vote has closed and been counted.")).toBeVisible();
    await expect(page.getByLabel("Your receipt")).toHaveCount(0);
    const early = await context.request.post(address, { form: { receipt }, headers: { origin: stage.url } });
    expect(early.status()).toBe(409);
    expect(await early.text()).not.toContain("Abstain");

    await vote.close();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address);
    const lookUp = async (typed: string) => {
      await page.getByLabel("Your receipt").fill(typed);
      const answering = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Look it up" }).click();
      return (await answering).status();
    };

    expect(await lookUp(" ")).toBe(422);
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await expect(summary.getByRole("link", { name: "Type your receipt" })).toHaveAttribute("href", "#receipt");
    await expect(page.getByLabel("Your receipt")).toHaveAccessibleDescription(/Error:\s+Type your receipt$/);

    expect(await lookUp(receipt.toLowerCase().replaceAll("-", " "))).toBe(200);
    await expect(page.getByRole("status")).toHaveText(`Receipt ${receipt} is in the count as Abstain.`);
    expect(await lookUp("0000-0000-0000")).toBe(200);
    await expect(page.getByRole("status")).toHaveText(/^Receipt 0000-0000-0000 is not in this count\./);
    expect(asked.filter((url) => /[?&]receipt|0000/.test(url) || url.includes(receipt))).toEqual([]);
    expect(page.url()).toBe(address);
    await context.close();
  });

  test("a vote that has not opened, and one that was cancelled, say that there is nothing to check", async ({
    page,
  }) => {
    const vote = await voteWith({ opensInMs: hourMs });
    await page.goto(`${vote.address}/check`);
    await expect(page.getByText("There is nothing to check yet.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Count again in this browser" })).toHaveCount(0);
    await stage.world.app.db.vote.update({
      where: { id: vote.id },
      data: { cancelledAt: await stage.world.app.now(), cancelledReason: "The proposal was withdrawn." },
    });
    await page.reload();
    await expect(page.getByText("This vote was cancelled before it opened")).toBeVisible();
    await expect(page.getByRole("button", { name: "Count again in this browser" })).toHaveCount(0);
  });

  test("a hall asks for less than 130 kB of scripts", async ({ context }) => {
    const vote = await voteWith();
    const scripts = new Set<string>();
    context.on("request", (request) => request.resourceType() === "script" && scripts.add(request.url()));
    const page = await pageOf(context, vote.address, oneOfThem());
    await expectLive(page);
    const preloaded = await page
      .locator("link[rel=modulepreload]")
      .evaluateAll((links: HTMLLinkElement[]) => links.map((link) => link.href));
    const weights = await Promise.all(
      [...new Set([...scripts, ...preloaded])].map(async (url) => {
        const answer = await fetch(url);
        expect(answer.status, url).toBe(200);
        return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
      }),
    );
    expect(weights.length).toBeGreaterThan(1);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(130_000);
  });

  test("a hall stays while no request gets through at the opening, and says afterwards who has no vote", async ({
    context,
  }) => {
    const vote = await voteWith({ opensInMs: hourMs });
    const page = await pageOf(context, vote.address, outsiderId);
    await expect(page.locator(".live-line")).toHaveText(/^Not open yet/);
    // The live line is no request, and stays.
    await page.route("**/*", (route) => route.abort());
    const failing = page.waitForEvent("requestfailed");
    await vote.open();
    await failing;
    await expect(page.locator(".voted__cast")).toHaveText("0");
    await page.unroute("**/*");
    await expect(page.getByRole("heading", { name: "You cannot vote in this one" })).toBeVisible();
  });
});
