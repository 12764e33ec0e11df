import { describe, expect, it } from "vitest";
import { readabilityOf, readOut, syllablesOf } from "./readability";

const syllablesIn = (text: string) =>
  (text.match(/[A-Za-z]+/g) ?? []).reduce((sum, word) => sum + syllablesOf(word), 0);

describe("counting syllables", () => {
  it("agrees with the counts published for the sentences that Flesch's formulas are explained with", () => {
    // The Wikipedia article on the Flesch–Kincaid tests gives 24 syllables in 13 words and grade 11.3 for the first
    // sentence, and reading eases of 69 and 116 for the others, which are those of 23 syllables in 16 words and 6 in 6.
    const platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
    expect([readabilityOf(platypus).words, syllablesIn(platypus)]).toEqual([13, 24]);
    expect(readabilityOf(platypus).grade).toBeCloseTo(11.3, 1);
    const point = "This sentence, taken as a reading passage unto itself, is being used to prove a point.";
    expect([readabilityOf(point).words, syllablesIn(point)]).toEqual([16, 23]);
    expect(syllablesIn("The cat sat on the mat.")).toBe(6);
  });

  it("agrees with dictionaries on words of the Act", () => {
    const counts: Record<string, number> = {
      ...{ vote: 1, closed: 1, stated: 2, counts: 1, closes: 2, table: 2, settles: 2, rule: 1, changes: 2, passed: 1 },
      ...{ area: 3, people: 2, idea: 3, council: 2, charter: 2, majority: 4, notice: 2, refuses: 3, lapses: 2 },
      ...{ commissioner: 4, deliberation: 5, participation: 5, admissible: 4, supporters: 3, commencement: 3 },
      ...{ quarter: 2, quiet: 2, saying: 2, being: 2, everybody: 4, something: 2, year: 1, day: 1, "day's": 1 },
    };
    expect(Object.fromEntries(Object.keys(counts).map((word) => [word, syllablesOf(word)]))).toEqual(counts);
  });
});

describe("reading out", () => {
  it("turns figures and signs into words", () => {
    expect(readOut("From 500 to 2,500 electors, 187 people or 37.5% (s36)")).toBe(
      "From five hundred to two thousand five hundred electors, one hundred and eighty seven people or thirty seven point five percent (section thirty six)",
    );
    expect(readOut("Above £100, at 8am")).toBe("Above one hundred pounds, at eight a m");
  });

  it("is harder for long sentences and long words, and refuses a text without words", () => {
    const plain = "We vote. You count. It ends.";
    expect(readabilityOf(plain)).toMatchObject({ sentences: 3, words: 6, syllables: 6 });
    expect(readabilityOf("We vote and you count and it ends.").grade).toBeGreaterThan(readabilityOf(plain).grade);
    expect(() => readabilityOf("12345678.")).not.toThrow();
    expect(() => readabilityOf("...")).toThrow("without words");
  });
});
