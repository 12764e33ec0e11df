import { expect, type Locator, type Page } from "@playwright/test";
import type { CivilDate } from "~/domain/time/civil";

/** Presses the one button of a name in the main part of the page, which sends a form, and waits for the page that answers it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
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

/** An officer types how many electors a ward has, with the source of the figure. */
export async function typeElectorate(
  officer: Page,
  councilSlug: string,
  ward: string,
  electorate: number,
  day: CivilDate,
): Promise<void> {
  await officer.goto(`/councils/${councilSlug}/wards`);
  await followInMain(officer, `Set the electorate of ${ward}`);
  await officer.getByLabel("How many people may vote in council elections here?").fill(String(electorate));
  await officer.getByLabel("Where does the figure come from?").fill("Register of electors, as typed for this test");
  await fillDate(officer, "For which day was it true?", day);
  await press(officer, "Save");
  await expect(officer.getByText(`The electorate of ${ward} is saved.`)).toBeVisible();
}
