import { allow, type Rules, type Ruling } from "./ruling";
import { section } from "./section";

/** The least number of people that a figure made for this Act may show. */
export const leastPeopleShown = 10;

export const s52 = section({
  number: 52,
  part: 9,
  title: "Personal data",
  text: [
    "What is kept about people, for how long, and which of it is published, is listed with the Act and on the privacy page.",
    "Anybody may ask to be erased. What links the public record to them is then destroyed.",
    "The record itself stays whole. Where a name stood, it says that the person has been erased.",
    "How somebody voted is not kept by anybody once the vote has closed, so there is nothing to erase.",
    "A table that sets parishes side by side shows no number of people under 10, and nothing that such a number could be worked out from. The count of a vote is published in full.",
  ],
  parameters: [],
  resembles:
    "The UK General Data Protection Regulation, articles 5 and 17, and the Data Protection Act 2018. These really apply to every council and organisation that runs this.",
});

export interface DataKept {
  what: string;
  keptFor: string;
  isPublished: boolean;
}

/** What is kept about people, for how long, and whether it is published. */
export const dataKept: readonly DataKept[] = [
  { what: "Your e-mail address", keptFor: "Until you are erased", isPublished: false },
  { what: "The name you chose to be shown", keptFor: "Until you are erased", isPublished: true },
  { what: "The ward you live in, and who confirmed it", keptFor: "Until you are erased", isPublished: false },
  { what: "Whether you are 16 or over, as yes or no", keptFor: "Until you are erased", isPublished: false },
  {
    what: "What you propose, second and argue",
    keptFor: "For good; your name until you are erased",
    isPublished: true,
  },
  { what: "Whether you voted in a vote", keptFor: "Until you are erased", isPublished: false },
  { what: "How you voted", keptFor: "Only while the vote is open; then nothing links it to you", isPublished: false },
  { what: "What an officer or convenor decided in office", keptFor: "For good", isPublished: true },
];

/** A number of people as a table of parishes may show it; null when it is too small to be shown. */
export function shownPeople(count: number): number | null {
  return count < leastPeopleShown ? null : count;
}

export interface ErasureFacts {
  /** Whether the person is on the roll of a vote that is open. */
  isOnOpenRoll: boolean;
  /** Whether the person holds an office in a live parish or council. */
  hasOffice: boolean;
}

/** What erasing a person means. It is never refused; the outcome says when: `at_once` or `after_voting`. */
export function erasureRuling(rules: Rules, facts: ErasureFacts): Ruling {
  const office = facts.hasOffice ? " What you decided in office stays in the record under the name of the office." : "";
  if (facts.isOnOpenRoll) {
    return allow(rules, {
      sections: ["s52", "s24"],
      outcome: "after_voting",
      sentence: `You are on the frozen roll of a vote that is open, so what links the record to you is destroyed as soon as it has closed.${office}`,
      wouldChange: "The vote closes.",
    });
  }
  return allow(rules, {
    sections: ["s52"],
    outcome: "at_once",
    sentence: `What links the record to you is destroyed at once, and the record stays whole.${office}`,
  });
}
