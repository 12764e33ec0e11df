import { type CivilDate, compareDates, daysBetween } from "../time/civil";
import { dayInWords, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s38 = section({
  number: 38,
  part: 6,
  title: "Commitments",
  text: [
    "A decision that is accepted becomes one or more commitments. Each has an owner, a date and, where it takes time, steps on the way with their own dates.",
    "When a date moves, both dates are shown: the one first promised and the new one, with the reason and who moved it. The first one is never taken away.",
    "The council may show what was done in pictures and papers. People who live in the parish may say that it is done, or that it is not done where they are. The council can answer them.",
    "A report or a picture is hidden only for one of four reasons: it names or shows somebody it should not, it is abusive, it breaks the law, or it is about something else. That somebody does not like it is no reason. A hidden report still counts, and everybody sees who hid it and why. Whoever wrote it is told, and may ask the convenor, the deputy or whoever runs this site to show it again.",
    "A commitment that is not kept when the parish ends is handed over like everything else.",
  ],
  parameters: [],
  resembles:
    "The action plans that follow a scrutiny committee's report (Local Government Act 2000, section 9FE). No real law makes a council keep a public list of its promises.",
});

/** For what a report or a file may be hidden; nothing else is a reason. */
export const hidingGrounds = {
  person: "It names or shows somebody it should not",
  abuse: "It is abusive",
  unlawful: "It breaks the law",
  elsewhere: "It is about something else",
} as const;

export type HidingGround = keyof typeof hidingGrounds;

/** A ground as a page says it; empty where none was kept. */
export function hidingGroundWords(code: string): string {
  return Object.hasOwn(hidingGrounds, code) ? hidingGrounds[code as HidingGround] : "";
}

export interface CommitmentFacts {
  /** What is promised. */
  promise: string;
  /** The name or post of the person who answers for it. */
  owner: string;
  dueOn: CivilDate | null;
  /** The day on which it is made. */
  madeOn: CivilDate;
  /** The dates of steps on the way, if there are any. */
  milestonesOn?: readonly CivilDate[];
}

/** Whether a commitment is complete. Refuses one without promise, owner or date, a date in the past, and steps after it. */
export function commitmentRuling(rules: Rules, facts: CommitmentFacts): Ruling {
  const no = (sentence: string, wouldChange: string) => refuse(rules, { sections: ["s38"], sentence, wouldChange });
  if (facts.promise.trim() === "") return no("A commitment says what will be done.", "Say what will be done.");
  if (facts.owner.trim() === "") {
    return no("A commitment needs an owner: one person who answers for it.", "Give the owner's name or post.");
  }
  const { dueOn } = facts;
  if (dueOn === null) return no("A commitment needs a date by which it will be done.", "Give a date.");
  if (compareDates(dueOn, facts.madeOn) < 0) {
    return no(
      "A commitment cannot be due on a day that has passed.",
      `Give a date from ${dayInWords(facts.madeOn)} on.`,
    );
  }
  const late = (facts.milestonesOn ?? []).find((one) => compareDates(one, dueOn) > 0);
  if (late) {
    return no(
      `The step on ${dayInWords(late)} comes after the commitment itself is due, on ${dayInWords(dueOn)}.`,
      "Move the step to an earlier day, or the commitment to a later one.",
    );
  }
  return allow(rules, {
    sections: ["s38"],
    figures: [{ name: "Due", value: dayInWords(dueOn), unit: "", how: `Promised on ${dayInWords(facts.madeOn)}` }],
    sentence: `${facts.owner.trim()} will do this by ${dayInWords(dueOn)}.`,
  });
}

export interface SlippageFacts {
  /** The day first promised. */
  promisedOn: CivilDate;
  /** The day now given; the promised day when it has not moved. */
  expectedOn: CivilDate;
  doneOn?: CivilDate | null;
  today: CivilDate;
}

/**
 * How a commitment stands against the day first promised. Outcome `kept`, `on_course`, `moved` (a later day is given)
 * or `late` (done after that day, or the day now given has passed).
 */
export function slippage(rules: Rules, facts: SlippageFacts): Ruling {
  const { promisedOn, doneOn } = facts;
  const measuredOn = doneOn ?? (compareDates(facts.expectedOn, facts.today) < 0 ? facts.today : facts.expectedOn);
  const daysLate = Math.max(0, daysBetween(promisedOn, measuredOn));
  const days = people(daysLate, "day", "days");
  const figures = [
    {
      name: "First promised",
      value: dayInWords(promisedOn),
      unit: "",
      how: "The date given when the promise was made",
    },
    { name: "Now expected", value: dayInWords(facts.expectedOn), unit: "", how: "The date given last" },
    {
      name: "Days after the promise",
      value: daysLate,
      unit: "days",
      how: `From ${dayInWords(promisedOn)} to ${dayInWords(measuredOn)}`,
    },
  ];
  const sections: Ruling["sections"] = ["s38"];
  if (doneOn) {
    return daysLate === 0
      ? allow(rules, { sections, outcome: "kept", figures, sentence: `Done on ${dayInWords(doneOn)}, as promised.` })
      : refuse(rules, {
          sections,
          outcome: "late",
          figures,
          sentence: `Done on ${dayInWords(doneOn)}, ${days} after it was promised.`,
        });
  }
  if (compareDates(facts.expectedOn, facts.today) < 0) {
    return refuse(rules, {
      sections,
      outcome: "late",
      figures,
      sentence: `Promised for ${dayInWords(promisedOn)} and not done: ${days} late.`,
      wouldChange: "Doing it, or giving a new date with both dates shown.",
    });
  }
  if (daysLate > 0) {
    return refuse(rules, {
      sections,
      outcome: "moved",
      figures,
      sentence: `First promised for ${dayInWords(promisedOn)}, now expected on ${dayInWords(facts.expectedOn)}, ${days} later.`,
    });
  }
  return allow(rules, {
    sections,
    outcome: "on_course",
    figures,
    sentence: `Promised for ${dayInWords(promisedOn)}.`,
  });
}
