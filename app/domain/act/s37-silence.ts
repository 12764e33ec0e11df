import { endOfDay } from "../time/civil";
import { dayInWords, instantInWords } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { lastDayBefore } from "./s34-clock";
import { section } from "./section";

/** Working days after which a council's silence goes to the Commissioner. */
export const escalateWorkingDays = 5;

export const s37 = section({
  number: 37,
  part: 6,
  title: "When the council is silent",
  text: [
    "From the minute an answer is late, everybody can see that it is.",
    "After 5 more working days the matter goes to the Commissioner by itself. It ends there when the council answers. A receipt or a date that is late can be seen too, but does not go to the Commissioner.",
    "Silence never means yes. Nobody may act as though the council had agreed.",
  ],
  parameters: [],
  resembles:
    "Section 78(2) of the Town and Country Planning Act 1990: somebody whose planning application is not decided in time may appeal. There, too, silence is not consent.",
});

/** The instant at which silence goes to the Commissioner: the end of the fifth working day after the last day to answer. */
export function escalatesAt(_rules: Rules, dueAt: Date): Date {
  return endOfDay(addWorkingDays(lastDayBefore(dueAt), escalateWorkingDays));
}

export interface SilenceFacts {
  /** The end of the time to answer; an answer at that instant is late. */
  dueAt: Date;
  answeredAt: Date | null;
  now: Date;
}

/**
 * Whether the council is on time with something it owes. Outcome `on_time`, `overdue`, or `escalated` once the matter
 * went to the Commissioner. An answer keeps the outcome of the instant at which it was given.
 */
export function silenceRuling(rules: Rules, facts: SilenceFacts): Ruling {
  const { dueAt, answeredAt } = facts;
  const at = answeredAt ?? facts.now;
  const lastDay = dayInWords(lastDayBefore(dueAt));
  const escalation = escalatesAt(rules, dueAt);
  const figures = [
    {
      name: "Last day to answer",
      value: lastDay,
      unit: "",
      how: "The end of that day is the end of the time to answer",
    },
    {
      name: "Goes to the Commissioner after",
      value: dayInWords(lastDayBefore(escalation)),
      unit: "",
      how: `${escalateWorkingDays} working days after ${lastDay}`,
    },
  ];
  if (at < dueAt) {
    return allow(rules, {
      sections: ["s37", "s34"],
      outcome: "on_time",
      figures,
      sentence: answeredAt
        ? `The council answered in time. Its last day was ${lastDay}.`
        : `The council has until the end of ${lastDay} to answer.`,
    });
  }
  if (at < escalation) {
    return refuse(rules, {
      sections: ["s37", "s34"],
      outcome: "overdue",
      figures,
      sentence: answeredAt
        ? `The council answered late: its last day was ${lastDay}.`
        : `The council's answer is overdue: its last day was ${lastDay}. Silence is not consent.`,
      wouldChange: answeredAt
        ? ""
        : `Unless the council answers, this goes to the Commissioner at the end of ${dayInWords(lastDayBefore(escalation))}.`,
    });
  }
  return refuse(rules, {
    sections: ["s37", "s50"],
    outcome: "escalated",
    figures,
    sentence: answeredAt
      ? `The council answered only after this had gone to the Commissioner. Its last day was ${lastDay}.`
      : `The council has not answered. Its last day was ${lastDay}, and the matter has been with the Commissioner since ${instantInWords(escalation)}. Silence is not consent.`,
    wouldChange: answeredAt ? "" : "The council can still answer, and the answer would be recorded as late.",
  });
}
