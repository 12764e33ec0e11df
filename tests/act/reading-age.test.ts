import { describe, expect, it } from "vitest";
import { sections } from "../../app/domain/act/act";
import { actInForce } from "../../app/domain/act/act-in-force";
import { textOf } from "../../app/domain/act/published-act";
import { readabilityOf } from "../support/readability";

/** A reader of eleven, who is in the sixth grade. */
const gradeOfTheAct = 6;
const gradeOfASection = 9;

const texts = sections.map((section) => ({ id: section.id, text: textOf(section, actInForce).join(" ") }));
const graded = texts
  .map(({ id, text }) => ({ id, ...readabilityOf(text) }))
  .sort((one, other) => other.grade - one.grade);

describe("the words of the Act", () => {
  it("as a whole can be read at eleven", () => {
    const { grade } = readabilityOf(texts.map(({ text }) => text).join(" "));
    const worst = graded.slice(0, 5).map((one) => `${one.id} ${one.grade.toFixed(1)}`);
    console.info(`The Act reads at grade ${grade.toFixed(2)}; hardest are ${worst.join(", ")}.`);
    expect(grade).toBeLessThanOrEqual(gradeOfTheAct);
  });

  it("hold no section that is hard to read", () => {
    const hard = graded
      .filter(({ grade }) => grade > gradeOfASection)
      .map((one) => {
        const perSentence = (one.words / one.sentences).toFixed(1);
        const perWord = (one.syllables / one.words).toFixed(2);
        return `${one.id}: grade ${one.grade.toFixed(1)}, ${perSentence} words in a sentence, ${perWord} syllables in a word`;
      });
    expect(hard, "Say these in shorter sentences and plainer words.").toEqual([]);
  });
});
