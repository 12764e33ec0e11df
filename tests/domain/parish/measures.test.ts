import { describe, expect, it } from "vitest";
import { movementOf, numberAtStart } from "~/domain/parish/measures";

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

describe("where a measure has gone", () => {
  const moved = (baseline: number | null, target: number | null, latest: number | null, isMeasured = true) =>
    movementOf({ baseline, target, latest, isMeasured });

  it("is towards or away from its target, in either direction, and past it too", () => {
    expect([moved(12, 3, 5), moved(12, 3, 1), moved(40, 60, 61)]).toEqual(["towards", "towards", "towards"]);
    expect([moved(12, 3, 13), moved(40, 60, 39)]).toEqual(["away", "away"]);
  });

  it("is not guessed without numbers, or when the target was to stay where it is", () => {
    expect([moved(12, 3, 12), moved(12, 12, 12)]).toEqual(["unmoved", "unmoved"]);
    expect([moved(null, 3, 5), moved(12, null, 5), moved(12, 3, null), moved(12, 12, 9)]).toEqual(
      Array(4).fill("unclear"),
    );
    expect(moved(12, 3, null, false)).toBe("not_measured");
  });
});
