import type { Locator, Page } from "@playwright/test";
import type { CivilDate } from "~/domain/time/civil";

/** Presses the one button of a name in the main part of the page, which sends a form, and waits for the page that answers it. */
export async function press(page: Page, name: string): Promise<void> {
  const answered = page.waitForEvent("load");
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
  await answered;
}

/** Follows the one link of a name in the main part of the page, and waits until it has led somewhere. */
export async function followInMain(page: Page, name: string): Promise<void> {
  const arrived = page.waitForEvent("load");
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await arrived;
}

/** Types a day into the three boxes under a question. */
export async function fillDate(within: Page | Locator, question: string, date: CivilDate): Promise<void> {
  const [year = "", month = "", day = ""] = date.split("-");
  const group = within.getByRole("group", { name: question });
  await group.getByLabel("Day").fill(String(Number(day)));
  await group.getByLabel("Month").fill(String(Number(month)));
  await group.getByLabel("Year").fill(year);
}
