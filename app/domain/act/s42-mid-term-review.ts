import { addDays, civilDateOf, startOfDay } from "../time/civil";
import { dayInWords, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { termDaysOf } from "./s40-expiry";
import { section } from "./section";

export const s42 = section({
  number: 42,
  part: 7,
  title: "The review at half time",
  text: [
    "When half of the term is over, the convenor publishes a review.",
    "It says how each measure in the charter stands, which commitments were kept and which were not, and what money was spent.",
    "Everybody can read it and comment on it.",
  ],
  parameters: [],
  resembles: "Section 98 of the Coronavirus Act 2020, which made Parliament look at that Act again every six months.",
});

/** The instant at which half of a term is over, in whole days rounded down: the start of a London day. */
export function midTermAt(startsAt: Date, sunsetAt: Date): Date {
  const startsOn = civilDateOf(startsAt);
  return startOfDay(addDays(startsOn, Math.floor(termDaysOf({ startsOn, sunsetAt }) / 2)));
}

/** Whether the mid-term review is where it should be. Outcome `not_due`, `due` (refused: it is missing) or `published`. */
export function midTermReviewRuling(
  rules: Rules,
  facts: { startsAt: Date; sunsetAt: Date; publishedAt: Date | null; now: Date },
): Ruling {
  const due = midTermAt(facts.startsAt, facts.sunsetAt);
  const days = termDaysOf({ startsOn: civilDateOf(facts.startsAt), sunsetAt: facts.sunsetAt });
  const figures = [
    {
      name: "Half time",
      value: dayInWords(due),
      unit: "",
      how: `Half of the term of ${people(days, "day", "days")}, rounded down, is ${people(Math.floor(days / 2), "day", "days")} after ${dayInWords(facts.startsAt)}`,
    },
  ];
  if (facts.publishedAt) {
    return allow(rules, {
      sections: ["s42"],
      outcome: "published",
      figures,
      sentence: `The review at half time was published on ${dayInWords(facts.publishedAt)}.`,
    });
  }
  if (facts.now < due) {
    return allow(rules, {
      sections: ["s42"],
      outcome: "not_due",
      figures,
      sentence: `The review at half time is due on ${dayInWords(due)}.`,
    });
  }
  return refuse(rules, {
    sections: ["s42"],
    outcome: "due",
    figures,
    sentence: `The review at half time has been due since ${dayInWords(due)} and is not published.`,
    wouldChange: "The convenor publishes the review.",
  });
}

/** Whether the review of a term may be published now. Refuses before half time, and a second review of the same term. */
export function publishingReviewRuling(
  rules: Rules,
  facts: { startsAt: Date; sunsetAt: Date; publishedAt: Date | null; now: Date },
): Ruling {
  const standing = midTermReviewRuling(rules, facts);
  const { figures } = standing;
  const due = dayInWords(midTermAt(facts.startsAt, facts.sunsetAt));
  switch (standing.outcome) {
    case "published":
      return refuse(rules, { sections: ["s42"], outcome: "published", figures, sentence: standing.sentence });
    case "not_due":
      return refuse(rules, {
        sections: ["s42"],
        outcome: "not_due",
        figures,
        sentence: `The review cannot be published before half of the term is over, on ${due}.`,
        wouldChange: `Publish it from ${due} on.`,
      });
    default:
      return allow(rules, {
        sections: ["s42"],
        figures,
        sentence: `The review at half time may be published: ${due} has come.`,
      });
  }
}
