import { addDays, type CivilDate, civilDateOf, endOfDay } from "../time/civil";
import { instantInWords, number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

export const deliberationDays = parameter("deliberationDays", {
  default: 14,
  min: 0,
  max: 60,
  unit: "days",
  meaning: "How many days a proposal is argued about at least before notice of its vote may be given.",
  precedent:
    "The Act's own figure: two weeks, with a meeting in them, as the courts ask for enough time to answer a consultation (R v Brent LBC, ex parte Gunning, 1985).",
});

export const noticeWithinDays = parameter("noticeWithinDays", {
  default: 60,
  min: 14,
  max: 120,
  unit: "days",
  meaning: "How many days after its deliberation a proposal keeps its place if nobody gives notice.",
  precedent: "The Act's own figure: a proposal that nobody takes further must not keep others waiting.",
});

export const s22 = section({
  number: 22,
  part: 4,
  title: "Deliberation",
  text: [
    "A proposal is argued about for at least {deliberationDays} days. Anybody may put arguments For and Against, and suggest amendments.",
    "After that its author or the convenor may give notice of the vote (s21). The notice freezes the text.",
    "Seconders are told of every change made before that, and they may take their names off.",
    "If nobody has given notice {noticeWithinDays} days after that time, the proposal lapses and its place is free for the next one.",
  ],
  parameters: [deliberationDays, noticeWithinDays],
  resembles:
    "The duty to consult while a decision is still open and to give people enough time, which courts have set out since R v Brent London Borough Council, ex parte Gunning (1985).",
});

function lastDeliberationDay(rules: Rules, startedAt: Date): CivilDate {
  return addDays(civilDateOf(startedAt), parameterValue(rules, deliberationDays));
}

/** The earliest end of deliberation: from then on notice may be given. At once where the council asks for no days. */
export function deliberationEndsEarliest(rules: Rules, startedAt: Date): Date {
  return parameterValue(rules, deliberationDays) === 0 ? startedAt : endOfDay(lastDeliberationDay(rules, startedAt));
}

/** The end of the time to give notice: from that instant on the proposal has lapsed. */
export function noticeBy(rules: Rules, startedAt: Date): Date {
  return endOfDay(addDays(lastDeliberationDay(rules, startedAt), parameterValue(rules, noticeWithinDays)));
}

/** Whether notice may be given now. Outcome `allowed`; refusals are `too_early`, and `lapsed` once its time is over. */
export function noticeTimingRuling(rules: Rules, facts: { deliberationStartedAt: Date; now: Date }): Ruling {
  const from = deliberationEndsEarliest(rules, facts.deliberationStartedAt);
  const until = noticeBy(rules, facts.deliberationStartedAt);
  const days = parameterValue(rules, deliberationDays);
  const figures = [
    {
      name: "Notice may be given from",
      value: instantInWords(from),
      unit: "",
      how: `${people(days, "day", "days")} of deliberation, counted from ${instantInWords(facts.deliberationStartedAt)}`,
    },
    {
      name: "Notice may be given until",
      value: instantInWords(until),
      unit: "",
      how: `${number(parameterValue(rules, noticeWithinDays))} days after the last of those days`,
    },
  ];
  if (facts.now < from) {
    return refuse(rules, {
      sections: ["s22"],
      outcome: "too_early",
      figures,
      sentence: `This proposal must be argued about for at least ${people(days, "day", "days")} before notice is given.`,
      wouldChange: `Notice may be given from ${instantInWords(from)}.`,
    });
  }
  if (facts.now >= until) {
    return refuse(rules, {
      sections: ["s22"],
      outcome: "lapsed",
      figures,
      sentence: `Nobody gave notice of a vote before ${instantInWords(until)}, so this proposal has lapsed.`,
      wouldChange: "Anybody on the roll may put it again as a new proposal.",
    });
  }
  return allow(rules, {
    sections: ["s22"],
    figures,
    sentence: `Notice of the vote may be given until ${instantInWords(until)}.`,
  });
}

/** Whether a person may give notice of a proposal's vote: only its author and the convenor. */
export function mayGiveNoticeRuling(rules: Rules, facts: { isAuthor: boolean; isConvenor: boolean }): Ruling {
  if (!facts.isAuthor && !facts.isConvenor) {
    return refuse(rules, {
      sections: ["s22"],
      sentence: "Only the author of a proposal or the convenor may give notice of its vote.",
      wouldChange: "Ask one of them to give notice.",
    });
  }
  return allow(rules, {
    sections: ["s22"],
    sentence: facts.isAuthor
      ? "You may give notice, because this is your proposal."
      : "You may give notice, because you are the convenor.",
  });
}
