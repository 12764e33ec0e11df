import { pounds } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** Above this amount, in pence, what was bought is listed item by item (Transparency Code for Smaller Authorities 2014). */
export const itemisedAbovePence = 10_000;

export const s48 = section({
  number: 48,
  part: 8,
  title: "Open accounts",
  text: [
    "Every pound that comes in or goes out is published, with the decision behind it and the name of who was paid.",
    "Above £100 the entry lists what was bought, item by item.",
    "An entry is never changed. A mistake is put right by a new entry.",
  ],
  parameters: [],
  resembles:
    "The Transparency Code for Smaller Authorities 2014: parish councils publish every item of spending above £100.",
});

export interface LedgerFacts {
  amountPence: number;
  /** The decision that the payment follows. */
  decision: string;
  payee: string;
  items: readonly { name: string; amountPence: number }[];
}

/** Whether a payment may be entered. Refuses one without decision or payee, and one over £100 whose items do not add up. */
export function ledgerRuling(rules: Rules, facts: LedgerFacts): Ruling {
  const total = facts.items.reduce((sum, one) => sum + one.amountPence, 0);
  const figures = [
    {
      name: "Listed",
      value: total,
      unit: "pence",
      how: `The items come to ${pounds(total)} of ${pounds(facts.amountPence)}; a list is needed above ${pounds(itemisedAbovePence)}`,
    },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s48"], figures, sentence, wouldChange });
  if (facts.decision.trim() === "") return no("A payment names the decision behind it.", "Name the decision.");
  if (facts.payee.trim() === "") return no("A payment names who was paid.", "Name who was paid.");
  const mustList = facts.amountPence > itemisedAbovePence;
  if (mustList && facts.items.length === 0) {
    return no(
      `A payment of more than ${pounds(itemisedAbovePence)} lists what was bought.`,
      "List each thing and its price.",
    );
  }
  if (facts.items.length > 0 && total !== facts.amountPence) {
    return no(
      `The items come to ${pounds(total)}, but the payment is ${pounds(facts.amountPence)}.`,
      "Correct the items so that they add up to the payment.",
    );
  }
  return allow(rules, {
    sections: ["s48"],
    figures,
    sentence: `${pounds(facts.amountPence)} to ${facts.payee.trim()} may be entered.`,
  });
}
