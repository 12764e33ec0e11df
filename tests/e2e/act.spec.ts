import { expect, test } from "@playwright/test";
import { parameters } from "~/domain/act/act";
import { decisionKinds } from "~/domain/act/replay";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { listenForComplaints } from "../support/complaints";
import { fillDate, press } from "../support/forms";

test("every figure of the lab finds its decisions in the record of the example district", async ({ request }) => {
  const tried = new Set(Object.values(decisionKinds).flatMap((kind) => kind.parameters.map(({ name }) => name)));
  for (const { name } of parameters) {
    const answer = await request.get(`/act/lab?parameter=${name}`);
    expect.soft(answer.status(), name).toBe(200);
    const words = tried.has(name)
      ? /\d+ decisions? of all councils rests? on this figure/
      : /No recorded decision can rest on/;
    expect.soft(await answer.text(), name).toMatch(words);
  }
});

test("the page follows the slider, and its permanent link shows the same experiment again", async ({
  page,
  isMobile,
}) => {
  const complaints = listenForComplaints(page);
  await page.goto("/act/lab?parameter=floorPercent");
  const slider = page.getByRole("slider");
  await slider.fill("25");
  await expect(page).toHaveURL(/value=25/);
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("25% instead of 5%");
  await expect(page.getByRole("status")).toContainText("would have come out differently");
  const flips = await page.getByRole("status").textContent();
  const first = page.locator(".flip").first();
  await expect(first).toContainText(/As it was:.*Instead:/s);
  if (!isMobile) await expect(first).toContainText("Sections 30 and 29");
  await page.getByRole("link", { name: "Permanent link to this experiment" }).click();
  await expect(page).toHaveURL(/until=/);
  await expect(page.getByRole("status")).toHaveText(flips ?? "");
  expect(complaints).toEqual([]);
});

test("without scripts the lab is sent with its button, and a mistake stands beside the box", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/act/lab");
  await expect(page.getByRole("slider")).toHaveCount(0);
  await page.getByLabel("Which figure?").selectOption("noticeDays");
  await page.getByLabel("Which value?").fill("99");
  await press(page, "Make the decisions again");
  await expect(page.getByRole("alert")).toContainText("It must be from 3 to 28 clear days.");
  await expect(page.getByLabel("Which value?")).toHaveValue("99");
  await page.getByLabel("Which value?").fill("28");
  await press(page, "Make the decisions again");
  await expect(page.getByRole("status")).toContainText("would have come out differently");
  await context.close();
});

test("an officer sees what a new schedule would have changed, and makes it", async ({ page, isMobile }) => {
  test.skip(isMobile, "A council has one schedule, which the desktop has changed.");
  const complaints = listenForComplaints(page);
  await page.goto("/sign-in");
  await page.locator("button[name=person][value=officer]").click();
  await page.goto("/councils/wexcombe/schedule/new");
  const floor = page.getByLabel("The share of a vote's roll that must take part in an ordinary or spending vote.");
  await floor.fill("26");
  await press(page, "Make this version");
  await expect(page.getByRole("alert")).toContainText("floorPercent is 26. It must be from 0 to 25 percent.");
  await expect(page.getByRole("alert")).toContainText("Say why the council changes its schedule.");
  await expect(floor).toHaveValue("26");
  complaints.splice(0);
  await floor.fill("25");
  await page.getByLabel("Why does the council change it?").fill("To see what a high bar would have done.");
  await press(page, "See what it would have changed");
  await expect(page.getByRole("heading", { name: "What would be published with it" })).toBeVisible();
  await expect(page.getByText(/recorded decisions made again/)).toBeVisible();
  await expect(page.getByLabel("Why does the council change it?")).toHaveValue(
    "To see what a high bar would have done.",
  );
  const today = civilDateOf(new Date());
  await fillDate(page, "On which day does it come into force?", addDays(today, 300));
  await press(page, "Make this version");
  await expect(page.getByText(/Version \d+ of the schedule is made/)).toBeVisible();
  await expect(page.getByText(/To come, from midnight at the start of/)).toBeVisible();
  expect(complaints).toEqual([]);
});
