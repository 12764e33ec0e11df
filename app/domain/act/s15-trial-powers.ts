import { addDays, addMonths, civilDateOf, daysBetween, startOfDay } from "../time/civil";
import { dayInWords, instantInWords, number, whenInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { lapseOf } from "./s12-register";
import { parameter, parameterValue, section } from "./section";

export const trialMonths = parameter("trialMonths", {
  default: 18,
  min: 3,
  max: 18,
  unit: "months",
  meaning: "How long a power may be given on trial at most.",
  precedent: "Experimental traffic orders last at most 18 months (Road Traffic Regulation Act 1984, section 9(3)).",
});

export const s15 = section({
  number: 15,
  part: 3,
  title: "Trial powers",
  text: [
    "A council may give a power on trial, for at most {trialMonths} months.",
    "A trial power lapses at the end of its trial unless its results have been reviewed by then (s39).",
    "The review may be published in the last 60 days of the trial, or in its second half if that begins later. The council and the parish are told 60 days and 14 days before the trial ends.",
    "The review says keep, amend or lapse. A power that is kept goes on until the parish ends. One that is amended goes on with new conditions. One that is to lapse ends with its trial. No trial outlasts its parish.",
  ],
  parameters: [trialMonths],
  resembles: "Experimental traffic orders under sections 9 and 10 of the Road Traffic Regulation Act 1984.",
});

/** When a power given on trial lapses if nobody reviews it: after `trialMonths`, or at the sunset when that comes first. */
export function trialLapse(rules: Rules, facts: { grantedFrom: Date; sunsetAt: Date }): Date {
  const longest = startOfDay(addMonths(civilDateOf(facts.grantedFrom), parameterValue(rules, trialMonths)));
  return lapseOf({ statedLapseAt: longest, sunsetAt: facts.sunsetAt });
}

/** Whether a trial may run until an instant: no longer than `trialMonths` and not beyond the parish. */
export function trialRuling(rules: Rules, facts: { grantedFrom: Date; lapsesAt: Date; sunsetAt: Date }): Ruling {
  const latest = trialLapse(rules, facts);
  const months = parameterValue(rules, trialMonths);
  const figures = [
    {
      name: "Longest trial",
      value: instantInWords(latest),
      unit: "",
      how: `${number(months)} months after ${instantInWords(facts.grantedFrom)}, or the sunset of the parish if that comes first`,
    },
  ];
  if (facts.lapsesAt > latest) {
    return refuse(rules, {
      sections: ["s15"],
      figures,
      sentence: "This trial would be too long.",
      wouldChange: `It may run until ${instantInWords(latest)}.`,
    });
  }
  return allow(rules, {
    sections: ["s15"],
    figures,
    sentence: `This power is on trial. It lapses ${whenInWords(facts.lapsesAt)} unless it is reviewed before.`,
  });
}

/** How many days before the end of a trial the council and the parish are told. From the first of them on a review may be published. */
export const trialWarningDays = [60, 14] as const;

/** A power on trial as far as its review depends on it. */
export interface TrialFacts {
  grantedFrom: Date;
  /** When it lapses if nobody reviews it. */
  endsAt: Date;
  sunsetAt: Date;
}

/** From when a review of a trial may be published: in its last 60 days, or in its second half if that begins later. */
export function trialReviewFrom({ grantedFrom, endsAt }: Pick<TrialFacts, "grantedFrom" | "endsAt">): Date {
  const [first, last] = [civilDateOf(grantedFrom), civilDateOf(endsAt)];
  const days = daysBetween(first, last);
  return startOfDay(addDays(last, -Math.min(trialWarningDays[0], Math.floor(days / 2))));
}

/**
 * Whether a trial can be reviewed at an instant. Refusals are `with_parish` (its trial ends with the parish, so that nothing is to be
 * decided), `not_due` and `lapsed`.
 */
export function trialReviewOpenRuling(rules: Rules, facts: TrialFacts & { now: Date }): Ruling {
  const { endsAt, sunsetAt, now } = facts;
  const from = trialReviewFrom(facts);
  const lastDay = dayInWords(new Date(endsAt.getTime() - 1));
  const figures = [
    {
      name: "Review from",
      value: instantInWords(from),
      unit: "",
      how: `The last ${trialWarningDays[0]} days of the trial, or its second half if that begins later`,
    },
    { name: "Trial ends", value: instantInWords(endsAt), unit: "", how: "As the register says" },
  ];
  const no = (outcome: string, sentence: string, wouldChange = "") =>
    refuse(rules, { sections: ["s15", "s39"], outcome, figures, sentence, wouldChange });
  if (now >= endsAt) {
    return no(
      "lapsed",
      `This power was on trial and nobody reviewed it by the end of ${lastDay}, so it has lapsed.`,
      "The council may grant the power again.",
    );
  }
  if (endsAt >= sunsetAt) {
    return no("with_parish", "This trial ends with the parish, so there is nothing to decide about it.");
  }
  if (now < from) {
    return no(
      "not_due",
      `This power is on trial until the end of ${lastDay}. It can be reviewed from ${dayInWords(from)} on.`,
      "Wait until that day, so that there is something to look back on.",
    );
  }
  return allow(rules, {
    sections: ["s15", "s39"],
    figures,
    sentence: `This power is on trial. It lapses at the end of ${lastDay} unless its review is published by then.`,
  });
}

/** What a review of a power on trial leads to. */
export interface TrialVerdict {
  outcome: string;
  finding: string;
  /** The conditions from then on; needed to amend. */
  conditions: string;
}

/** Whether a review of a trial may be published. Refuses what `trialReviewOpenRuling` refuses, and one that does not say what it must. */
export function trialReviewRuling(rules: Rules, facts: TrialFacts & TrialVerdict & { now: Date }): Ruling {
  const open = trialReviewOpenRuling(rules, facts);
  if (!open.holds) return open;
  const { figures } = open;
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s39", "s15"], figures, sentence, wouldChange });
  if (facts.finding.trim() === "") return no("A review says what was found.", "Say what was found.");
  const yes = (outcome: string, sentence: string) =>
    allow(rules, { sections: ["s15", "s39"], outcome, figures, sentence });
  const until = whenInWords(facts.sunsetAt);
  switch (facts.outcome) {
    case "keep":
      return yes("keep", `The council keeps this power after its trial. It goes on until the parish ends ${until}.`);
    case "amend":
      return facts.conditions.trim() === ""
        ? no("To amend a power is to change its conditions.", "Write the conditions from now on.")
        : yes("amend", `The council keeps this power with new conditions. It goes on until the parish ends ${until}.`);
    case "lapse":
      return yes("lapse", `The council lets this power lapse. It ends with its trial ${whenInWords(facts.endsAt)}.`);
    default:
      return no("A review ends with keep, amend or lapse.", "Choose one of the three.");
  }
}
