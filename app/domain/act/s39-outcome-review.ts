import { type CivilDate, compareDates } from "../time/civil";
import { dayInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s39 = section({
  number: 39,
  part: 6,
  title: "Looking back at what came of it",
  text: [
    "When a decision passes, what will be measured and on which day are fixed, with the baseline and the target. They cannot be changed once the result starts to show.",
    "The review says what was found and ends with one of three words: keep, amend or lapse. It is published once, with reasons, and stays as it was published.",
    "A power that was given on trial has a review of its own (s15). It lapses by itself if nobody has reviewed it by its last day. What came of the decisions made under it is looked at there.",
  ],
  parameters: [],
  resembles:
    "Experimental traffic orders (Road Traffic Regulation Act 1984, sections 9 and 10), which end after 18 months unless the council looks back and makes them permanent.",
});

/** What a review may end with. */
export const reviewOutcomes = ["keep", "amend", "lapse"] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** Whether a passed decision has its measure and its review day. Refuses one without either, and a day not after it. */
export function measureRuling(
  rules: Rules,
  facts: { measure: string; reviewOn: CivilDate | null; decidedOn: CivilDate },
): Ruling {
  const no = (sentence: string, wouldChange: string) => refuse(rules, { sections: ["s39"], sentence, wouldChange });
  if (facts.measure.trim() === "") {
    return no("A decision says what will be measured to see whether it worked.", "Say what will be measured.");
  }
  if (facts.reviewOn === null) return no("A decision says on which day it will be reviewed.", "Give a day.");
  if (compareDates(facts.reviewOn, facts.decidedOn) <= 0) {
    return no(
      "A review comes after the decision that it looks back on.",
      `Give a day after ${dayInWords(facts.decidedOn)}.`,
    );
  }
  return allow(rules, {
    sections: ["s39"],
    figures: [{ name: "Review", value: dayInWords(facts.reviewOn), unit: "", how: "Fixed when the decision passed" }],
    sentence: `This will be measured and reviewed on ${dayInWords(facts.reviewOn)}.`,
  });
}

/** Whether a review may be published. Refuses one before its day, without findings, or without keep, amend or lapse. */
export function reviewRuling(
  rules: Rules,
  facts: { outcome: string; findings: string; reviewedOn: CivilDate; dueOn: CivilDate },
): Ruling {
  const outcome = reviewOutcomes.find((one) => one === facts.outcome);
  const figures = [{ name: "Review", value: dayInWords(facts.dueOn), unit: "", how: "Fixed when the decision passed" }];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s39"], figures, sentence, wouldChange });
  if (compareDates(facts.reviewedOn, facts.dueOn) < 0) {
    return no(`The review is due on ${dayInWords(facts.dueOn)} and not before.`, "Wait until that day.");
  }
  if (facts.findings.trim() === "") return no("A review says what was found.", "Say what was measured.");
  if (!outcome) return no("A review ends with keep, amend or lapse.", "Choose one of the three.");
  const words = { keep: "to keep it", amend: "to amend it", lapse: "to let it lapse" };
  return allow(rules, {
    sections: ["s39"],
    outcome,
    figures,
    sentence: `The review of ${dayInWords(facts.reviewedOn)} says ${words[outcome]}.`,
  });
}

/** Whether a power given on trial still holds at an instant. Refuses from its last instant on if it was not reviewed. */
export function trialPowerRuling(
  rules: Rules,
  facts: { trialEndsAt: Date; reviewedAt: Date | null; now: Date },
): Ruling {
  const lastDay = dayInWords(new Date(facts.trialEndsAt.getTime() - 1));
  const wasReviewed = facts.reviewedAt !== null && facts.reviewedAt < facts.trialEndsAt;
  if (facts.now < facts.trialEndsAt || wasReviewed) {
    return allow(rules, {
      sections: ["s39", "s15"],
      sentence: wasReviewed
        ? "This trial power was reviewed in time."
        : `This power is on trial and must be reviewed by the end of ${lastDay}.`,
    });
  }
  return refuse(rules, {
    sections: ["s39", "s15"],
    outcome: "lapsed",
    sentence: `This power was on trial and nobody reviewed it by the end of ${lastDay}, so it has lapsed.`,
    wouldChange: "The council may grant the power again.",
  });
}
