import { addMonths, civilDateOf, startOfDay } from "../time/civil";
import { instantInWords, number, whenInWords } from "../time/words";
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
    "A review in time lets the power go on until the parish ends. No trial outlasts its parish.",
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
