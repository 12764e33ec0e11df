import { describe, expect, it } from "vitest";
import { numberAtStart } from "~/domain/parish/measures";

describe("the number that a baseline or target begins with", () => {
  it("is read as it stands, and said as it stands", () => {
    const read: [string, number, string][] = [
      ["12", 12, "12"],
      ["12 bins overflow in a week", 12, "12"],
      ["1,200 bees an hour", 1200, "1,200"],
      ["£3.50 a visit", 3.5, "£3.50"],
      ["40% of the verges, by the survey of 2026", 40, "40"],
      ["0. Nothing is planted", 0, "0"],
      ["-2 degrees", -2, "-2"],
      ["7, counted in May", 7, "7"],
    ];
    for (const [text, value, words] of read) expect(numberAtStart(text), text).toEqual({ value, read: words });
  });

  it("is not guessed where there is none, or where it might mean another", () => {
    for (const text of [
      "",
      "About 12 bins",
      "Twelve",
      "10 to 20 bins",
      "10–20 bins",
      "10 - 20 bins",
      "1/2 of the verges",
      "2 of 9 verges",
      "2026-11-01",
      "09:30",
      "1,5",
      "12a",
      "3rd place",
      "1.2.3",
    ]) {
      expect(numberAtStart(text), text).toBeNull();
    }
  });
});
