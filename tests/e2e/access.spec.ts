import { expect, type Page, test } from "@playwright/test";
import type { RunOptions } from "axe-core";
import axe from "axe-core";
import { listenForComplaints } from "../support/complaints";

const standard = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** What a narrow screen can change about a page that a wide one shows well. */
const narrowRules = ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "button-name", "link-name"];
const phone = { width: 360, height: 740 };
/** The checker takes some seconds for a page, and a test has many pages. */
const longTimeoutMs = 180_000;

// The browser keeps the checker and lays it into every page itself: to send it each time takes as long as half a check.
test.beforeEach(({ page }) => page.addInitScript({ content: axe.source }));

/**
 * Looks at the page as it stands, with everything that is folded away opened, on a wide screen and on a phone. One load serves both: a page
 * that had to be asked for twice would take twice as long.
 */
async function expectAccessible(page: Page, place: string, complaints: string[]): Promise<void> {
  await expect.soft(page, `the title of ${place}`).toHaveTitle(/Pop-up Parish/);
  await expect.soft(page.getByRole("heading", { level: 1 }), `the headings of ${place}`).toHaveCount(1);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  expect.soft(page.frames(), `frames in ${place}, which the checker would not see`).toHaveLength(1);
  const wide = page.viewportSize();
  await expectSound(page, place, { type: "tag", values: standard });
  await page.setViewportSize(phone);
  await expectSound(page, `${place} on a phone`, { type: "rule", values: narrowRules });
  if (wide) await page.setViewportSize(wide);
  expect.soft(complaints.splice(0), `what the browser complains about on ${place}`).toEqual([]);
}

async function expectSound(page: Page, place: string, runOnly: RunOptions["runOnly"]): Promise<void> {
  const found = await page.evaluate(async (chosen) => {
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await checker.run(document, { runOnly: chosen, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.target).join(" | ")}`);
  }, runOnly);
  expect.soft(found, `what axe finds on ${place}`).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(overflow, `pixels by which ${place} is too wide`).toBe(0);
}

async function look(page: Page, complaints: string[], path: string, status = 200): Promise<void> {
  await test.step(path, async () => {
    const response = await page.goto(path);
    expect.soft(response?.status(), `the status of ${path}`).toBe(status);
    await expectAccessible(page, path, complaints);
  });
}

async function signInAs(page: Page, person: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator(`button[name=person][value=${person}]`).click();
  await expect(page).toHaveURL(/\/account$/);
}

async function votesOf(slug: string): Promise<{ id: string; state: string; publicity: string }[]> {
  const { baseURL = "" } = test.info().project.use;
  const told = async (path: string) => (await fetch(`${baseURL}${path}`)).json();
  const { votes } = await told(`/api/v1/parishes/${slug}`);
  return await Promise.all(votes.map(({ id }: { id: string }) => told(`/api/v1/votes/${id}`)));
}

/** The first proposal of the main parish in a state, by the list that everybody can read. */
async function openProposalIn(page: Page, state: string): Promise<void> {
  await page.goto(`/parishes/millbrook-green/proposals?state=${state}`);
  await page.locator("main a[href*='/proposals/']:not([href*='/new'])").first().click();
  await expect(page).toHaveURL(/\/proposals\/\d+$/);
}

const statesOfParishes = {
  draft: "wharf-night-bus",
  gathering: "priory-allotments",
  council_review: "northgate-quiet-streets",
  charter_vote: "saltmarsh-path-friends",
  approved: "orchard-park-together",
  active: "millbrook-green",
  winding_up: "castle-hill-paths",
  expired: "harbour-lights",
  lapsed: "beacon-bandstand",
  declined: "tanners-row-watch",
  rejected: "kingsmead-shared-cars",
  withdrawn: "weavers-yard-market",
};

// One test has many pages, because a browser that starts afresh for each would take longer than the pages do.
const publicPages = {
  "what this is": ["/", "/privacy", "/accessibility", "/api", "/act", "/act/s29"],
  "how the Act is tried out and changed": [
    "/act/lab",
    "/act/lab?parameter=floorPercent&value=25",
    "/act/lab?council=wexcombe&parameter=noticeDays&value=28",
    "/act/versions",
    "/act/versions?council=wexcombe",
    "/councils/wexcombe/schedule",
    "/councils/northmoor/schedule",
  ],
  "the lists, and a council": [
    "/parishes",
    "/votes",
    "/councils",
    "/councils/wexcombe",
    "/councils/wexcombe/powers",
    "/councils/wexcombe/outcomes",
    "/councils/wexcombe/outcomes?show=all&sort=answered-in-time&order=desc",
    "/councils/northmoor/outcomes?state=ended",
    "/councils/wexcombe/outcomes/millbrook-green/answered-in-time",
    "/councils/wexcombe/outcomes/_all/turnout",
    "/councils/wexcombe/briefing",
    "/commissioner",
    "/commissioner?state=found&kind=contested_count",
    "/unsubscribe/no-such-token",
  ],
  "how to begin": ["/parishes/new", "/sign-in", "/sign-in/code?email=somebody%40example.org"],
  "the simulation": ["/simulation", "/simulation/post-room"],
  "how a parish is founded": [
    "/parishes/wharf-night-bus/founding",
    "/parishes/wharf-night-bus/charter",
    "/parishes/priory-allotments/support",
    "/parishes/beacon-bandstand/support",
    "/parishes/saltmarsh-path-friends/charter-vote",
    "/parishes/saltmarsh-path-friends/powers",
  ],
  "everything about a parish": [
    "/parishes/millbrook-green/charter",
    "/parishes/millbrook-green/powers",
    "/parishes/millbrook-green/proposals",
    "/parishes/millbrook-green/minutes?check",
    "/parishes/millbrook-green/sunset?kind=ordinary-b&on.day=18&on.month=1&on.year=2027",
    "/parishes/millbrook-green/renewal",
    "/parishes/millbrook-green/convenor",
    "/parishes/millbrook-green/review",
    "/parishes/millbrook-green/handover",
    "/parishes/millbrook-green/briefing",
    "/parishes/wharf-night-bus/renewal",
    "/parishes/castle-hill-paths/handover",
    "/parishes/harbour-lights/powers",
    "/parishes/harbour-lights/sunset",
    "/parishes/harbour-lights/renewal",
    "/parishes/harbour-lights/handover",
  ],
};

for (const [what, paths] of Object.entries(publicPages)) {
  test(`everybody can read ${what}`, async ({ page }) => {
    test.setTimeout(longTimeoutMs);
    const complaints = listenForComplaints(page);
    for (const path of paths) await look(page, complaints, path);
  });
}

test("everybody can read a parish in whatever state it is", async ({ page, request }) => {
  test.setTimeout(longTimeoutMs);
  const complaints = listenForComplaints(page);
  for (const [state, slug] of Object.entries(statesOfParishes)) {
    expect.soft(await (await request.get(`/api/v1/parishes/${slug}`)).json()).toMatchObject({ slug, state });
    await look(page, complaints, `/parishes/${slug}`);
  }
});

test("everybody can read votes that are open, that show turnout only, that are sealed and that have closed", async ({
  page,
}) => {
  test.setTimeout(longTimeoutMs);
  const complaints = listenForComplaints(page);
  const votes = [...(await votesOf("millbrook-green")), ...(await votesOf("saltmarsh-path-friends"))];
  for (const [state, publicity] of [
    ["scheduled", undefined],
    ["open", "open"],
    ["open", "turnout"],
    ["open", "sealed"],
    ["closed", "open"],
  ]) {
    const vote = votes.find((one) => one.state === state && (!publicity || one.publicity === publicity));
    expect(vote, `a vote that is ${state}, ${publicity}`).toBeDefined();
    await look(page, complaints, `/votes/${vote?.id}`);
    await look(page, complaints, `/votes/${vote?.id}/screen`);
    await look(page, complaints, `/votes/${vote?.id}/check`);
  }
});

test("everybody can read proposals at every stage", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  const complaints = listenForComplaints(page);
  for (const state of ["seconding", "queued", "deliberating", "notice", "voting", "failed", "responded", "reviewed"]) {
    await test.step(state, async () => {
      await openProposalIn(page, state);
      await expectAccessible(page, `a proposal that is ${state}`, complaints);
    });
  }
});

test("a page that is not there says so", async ({ page }) => {
  const complaints = listenForComplaints(page);
  await look(page, complaints, "/nothing/is/here", 404);
  await look(page, complaints, "/parishes/no-such-parish", 404);
});

test("the pages of a resident", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "resident");
  const complaints = listenForComplaints(page);
  const open = (await votesOf("millbrook-green")).find((one) => one.state === "open" && one.publicity === "open");
  for (const path of [
    "/",
    "/account",
    "/account/name",
    "/account/residency",
    "/account/residency?change=yes",
    "/account/residency?change=yes&council=wexcombe",
    "/account/notices",
    "/account/feeds",
    "/notices",
    "/parishes/millbrook-green/convenor",
    "/parishes/millbrook-green/review",
    "/parishes/millbrook-green",
    "/parishes/millbrook-green/proposals",
    "/parishes/millbrook-green/proposals/new",
    `/votes/${open?.id}`,
  ]) {
    await look(page, complaints, path);
  }
  await test.step("a proposal to argue about", async () => {
    await openProposalIn(page, "deliberating");
    await expectAccessible(page, "a proposal to argue about", complaints);
  });
});

test("forms that come back with mistakes", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "neighbour");
  const complaints = listenForComplaints(page);
  await page.goto("/parishes/millbrook-green/proposals/new");
  await page.getByLabel("Cost in pounds").fill("a lot");
  await page.getByRole("button", { name: "Put it forward" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "a new proposal with mistakes", complaints);

  await openProposalIn(page, "deliberating");
  await page.getByRole("button", { name: "Add the argument" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "an argument with mistakes", complaints);

  await page.goto("/sign-in");
  await page.getByLabel("Your e-mail address").fill("nobody");
  await page.locator("form", { has: page.getByLabel("Your e-mail address") }).evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "signing in with a mistake", complaints);

  await page.goto("/simulation");
  await page.getByLabel("Another length of time").fill("soon");
  await page.getByRole("button", { name: "Move the clock" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "the clock with a mistake", complaints);
});

test("the title of a page says when its form has mistakes", async ({ request }) => {
  const forms: { person: string; path: string; form: Record<string, string> }[] = [
    { person: "neighbour", path: "/parishes/new", form: { name: "" } },
    { person: "neighbour", path: "/parishes/millbrook-green/proposals/new", form: { intent: "submit" } },
    { person: "neighbour", path: "/parishes/millbrook-green/proposals/18", form: { intent: "argue" } },
    { person: "neighbour", path: "/account/name", form: { name: "" } },
    { person: "neighbour", path: "/account/residency?ward=E05999001", form: { intent: "address", ward: "E05999001" } },
    { person: "neighbour", path: "/sign-in", form: { email: "nobody" } },
    { person: "neighbour", path: "/sign-in/code", form: { email: "nobody@example.org", code: "" } },
    { person: "officer", path: "/councils/wexcombe/wards?ward=E05999001", form: { ward: "E05999001" } },
    { person: "officer", path: "/councils/wexcombe/residents", form: { intent: "refuse" } },
    { person: "officer", path: "/simulation/clock", form: { advance: "soon" } },
  ];
  for (const { person, path, form } of forms) {
    await request.post("/sign-in/as", { form: { person } });
    const answer = await request.post(path, { form });
    const [, title] = /<title>([^<]*)<\/title>/.exec(await answer.text()) ?? [];
    expect.soft(title, `${path}, answered with ${answer.status()}`).toMatch(/^Error: /);
  }
});

test("the pages of a founder", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "neighbour");
  const complaints = listenForComplaints(page);
  await page.goto("/parishes/new");
  await page.getByRole("button", { name: "Start the charter" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "starting a parish without a name", complaints);
  await page.getByLabel("What is the parish called?").fill("Mill Street");
  await page.getByRole("button", { name: "Start the charter" }).click();
  await expect(page).toHaveURL(/\/founding$/);
  await expectAccessible(page, "the task list of a draft", complaints);
  const base = new URL(page.url()).pathname;
  for (const part of ["aim", "area", "term", "actions", "powers", "money", "offices", "publicity", "sunset", "check"]) {
    await look(page, complaints, `${base}/${part}`);
  }
  await page.goto(`${base}/powers`);
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "powers with a mistake", complaints);
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL(/\/scopes$/);
  await expectAccessible(page, "the scope of a power", complaints);
});

test("the pages of a convenor", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "convenor");
  const complaints = listenForComplaints(page);
  await look(page, complaints, "/account");
  for (const part of ["", "/renewal", "/convenor", "/review", "/handover"]) {
    await look(page, complaints, `/parishes/millbrook-green${part}`);
  }
  await page.goto("/parishes/millbrook-green/renewal");
  await page.getByRole("button", { name: "Give notice of the renewal vote" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "a renewal vote without a day", complaints);
  await openProposalIn(page, "seconding");
  await expectAccessible(page, "a proposal to judge", complaints);
  await openProposalIn(page, "deliberating");
  await expectAccessible(page, "a proposal to give notice of", complaints);
  await look(page, complaints, `${new URL(page.url()).pathname}/notice`);
});

test("the pages of a council officer", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "officer");
  const complaints = listenForComplaints(page);
  for (const path of [
    "/account",
    "/councils/wexcombe",
    "/councils/wexcombe/docket",
    "/councils/wexcombe/docket?show=overdue&kind=all",
    "/councils/wexcombe/docket?show=answered&kind=all",
    "/councils/wexcombe/docket/templates",
    "/councils/wexcombe/residents",
    "/councils/wexcombe/residents/bulk",
    "/councils/wexcombe/residents/confirmed",
    "/councils/wexcombe/residents/letters",
    "/councils/wexcombe/residents/assisted",
    "/councils/wexcombe/people",
    "/councils/wexcombe/audit",
    "/councils/wexcombe/wards",
    "/councils/wexcombe/schedule/new",
    "/councils/wexcombe/powers",
    "/councils/wexcombe/parishes/millbrook-green/orders",
    "/parishes/millbrook-green/review",
    "/councils/wexcombe/wards?ward=E05999001",
  ]) {
    await look(page, complaints, path);
  }
  await page.goto("/councils/wexcombe/docket?show=open&kind=charter_review");
  await page.locator("main a[href*='/docket/']").first().click();
  await expect(page).toHaveURL(/\/docket\/[0-9a-f-]{36}$/);
  await expectAccessible(page, "a charter to review", complaints);
  await page
    .getByRole("link", { name: /^(Decide|Change) on/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/powers\//);
  await expectAccessible(page, "a power to decide on", complaints);
  await page.goto("/councils/wexcombe/docket?show=open&kind=decision&stage=answer");
  await page.locator("main a[href*='/docket/']").first().click();
  await expect(page).toHaveURL(/\/docket\/[0-9a-f-]{36}$/);
  await expectAccessible(page, "a decision to answer", complaints);
  await page.getByRole("button", { name: "Give this answer" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "an answer with mistakes", complaints);
});

test("the pages of delivery, paper and letters", async ({ page }) => {
  test.setTimeout(longTimeoutMs);
  await signInAs(page, "officer");
  const complaints = listenForComplaints(page);
  const gravel = "/parishes/millbrook-green/proposals/5";
  const inMain = (part: string) => page.locator(`main a[href*='${part}']`).first();
  const open = async (path: string, part: string, place: string) => {
    await page.goto(path);
    await inMain(part).click();
    await expectAccessible(page, place, complaints);
  };
  await open(gravel, "/commitments/", "a commitment with evidence and a report");
  await page.getByRole("link", { name: "Record progress for the council" }).click();
  await expectAccessible(page, "a commitment to record progress of", complaints);
  await page.getByRole("button", { name: "Record progress" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "progress without words", complaints);
  await open(gravel, "/docket/", "a duty that is being carried out");
  // Its review is due, so the form to publish it is there.
  await look(page, complaints, "/parishes/millbrook-green/proposals/2/review");
  await page.getByLabel("The list").fill("2026-99-99, three, Counted");
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.getByText("Nothing is saved yet.")).toBeVisible();
  await expectAccessible(page, "a list of figures with a mistake", complaints);
  await open("/parishes/millbrook-green/powers", "/review", "a trial to review");
  // The vote on small grants is open and has papers; the one on a shelter has them on offer.
  await open("/parishes/millbrook-green/proposals/17", "/votes/", "a vote with paper on offer");
  await open("/parishes/millbrook-green/proposals/15", "/votes/", "an open vote with papers");
  await inMain("/paper").click();
  await expectAccessible(page, "papers of an open vote", complaints);
  await page.getByLabel("Name").fill("Hallam");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("Edith Hallam").first()).toBeVisible();
  await expectAccessible(page, "a resident found for a paper", complaints);
  await inMain("/paper/print").click();
  await expectAccessible(page, "papers to print", complaints);
  await open("/councils/wexcombe/residents/assisted", "/sheet/", "what was entered for somebody");
  await open("/councils/wexcombe/residents/assisted", "/sign/", "a paper to enter");
  await page.goto("/councils/wexcombe/residents/letters");
  await page.getByRole("button", { name: "Make the letters" }).click();
  await expectAccessible(page, "letters with codes", complaints);
});

for (const [person, paths] of Object.entries({
  councillor: ["/account", "/councils/wexcombe/docket"],
  commissioner: ["/account", "/commissioner"],
  operator: ["/account", "/operator/jobs", "/operator/audit", "/operator/people"],
  observer: ["/account", "/account/residency", "/parishes/millbrook-green", "/parishes/new"],
})) {
  test(`the pages of the ${person}`, async ({ page }) => {
    await signInAs(page, person);
    const complaints = listenForComplaints(page);
    for (const path of paths) await look(page, complaints, path);
  });
}
