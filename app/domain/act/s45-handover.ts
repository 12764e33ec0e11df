import { list, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s45 = section({
  number: 45,
  part: 7,
  title: "Handover",
  text: [
    "Before a parish ends, everything it still has gets a receiver: each power, thing it owns, pound left over, commitment and open proposal.",
    "A receiver is asked, and accepts or refuses. Nobody receives anything without saying yes.",
    "What nobody has accepted at the sunset goes back to the council. It is listed as an orphan, so that everybody can see it.",
  ],
  parameters: [],
  resembles:
    "The Local Government (Parishes and Parish Councils) (England) Regulations 2008, which pass the property of an abolished parish council to a successor.",
});

/** What can be handed over. */
export const handoverKinds = ["power", "asset", "balance", "commitment", "proposal"] as const;
export type HandoverKind = (typeof handoverKinds)[number];

export interface HandoverItem {
  kind: HandoverKind;
  name: string;
  /** The receiver's name; null when nobody has been asked. */
  receiver: string | null;
  answer: "accepted" | "refused" | null;
}

/** Everything that no receiver has accepted: what falls to the council as an orphan at the sunset. */
export function orphansOf(items: readonly HandoverItem[]): HandoverItem[] {
  return items.filter((one) => one.receiver === null || one.answer !== "accepted");
}

/**
 * Whether everything a parish still has was accepted by a receiver. Outcome `complete`; otherwise `unsettled` before
 * the sunset and `orphans` from the sunset on.
 */
export function handoverRuling(
  rules: Rules,
  facts: { items: readonly HandoverItem[]; sunsetAt: Date; now: Date },
): Ruling {
  const orphans = orphansOf(facts.items);
  const accepted = facts.items.length - orphans.length;
  const figures = [
    {
      name: "Accepted",
      value: accepted,
      unit: "things",
      how: `${accepted} of ${people(facts.items.length, "thing", "things")} to hand over`,
    },
    { name: "Not accepted", value: orphans.length, unit: "things", how: "Nobody asked, refused, or no answer yet" },
  ];
  if (orphans.length === 0) {
    return allow(rules, {
      sections: ["s45"],
      outcome: "complete",
      figures,
      sentence:
        facts.items.length === 0
          ? "There is nothing to hand over."
          : `Everything has a receiver who accepted it: ${people(accepted, "thing", "things")}.`,
    });
  }
  const names = list(orphans.map((one) => one.name));
  if (facts.now >= facts.sunsetAt) {
    return refuse(rules, {
      sections: ["s45", "s40"],
      outcome: "orphans",
      figures,
      sentence: `Nobody accepted ${names}. The council holds ${orphans.length === 1 ? "it as an orphan" : "them as orphans"}.`,
      wouldChange: "The council may find a receiver.",
    });
  }
  return refuse(rules, {
    sections: ["s45"],
    outcome: "unsettled",
    figures,
    sentence: `Nobody has accepted ${names} yet.`,
    wouldChange: "A receiver accepts before the parish ends.",
  });
}
