import { dayInWords, list, people, whenInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { Term } from "./s40-expiry";
import { windingUpFrom } from "./s44-winding-up";
import { section } from "./section";

export const s45 = section({
  number: 45,
  part: 7,
  title: "Handover",
  text: [
    "Before a parish ends, everything it still has gets a receiver: each power, thing it owns, pound left over, commitment and open proposal, its offices and its record.",
    "A receiver is asked, and accepts or refuses. Nobody receives anything without saying yes.",
    "From the start of winding up the convenor signs off the list. What nobody has accepted at the sunset goes back to the council. It is listed as an orphan, so that everybody can see it.",
  ],
  parameters: [],
  resembles:
    "The Local Government (Parishes and Parish Councils) (England) Regulations 2008, which pass the property of an abolished parish council to a successor.",
});

/** What can be handed over. */
export const handoverKinds = ["power", "asset", "balance", "commitment", "proposal", "role", "record"] as const;
export type HandoverKind = (typeof handoverKinds)[number];

/** More than these are counted in a sentence, not named. */
const mostNamed = 5;

export interface HandoverItem {
  kind: HandoverKind;
  name: string;
  /** The receiver's name; null when nobody has been asked. */
  receiver: string | null;
  answer: "accepted" | "refused" | null;
}

/** Several things inside a sentence: by name while they are few. */
export function namesOf(things: readonly { name: string }[]): string {
  return things.length > mostNamed ? people(things.length, "thing", "things") : list(things.map(({ name }) => name));
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
  const names = namesOf(orphans);
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

/** What a receiver was asked, as far as it matters for the answer. */
export interface Asking {
  askedAt: Date;
  /** Whether somebody else was asked since, or this one has refused. */
  hasEnded: boolean;
  answer: "accepted" | "refused" | null;
}

/**
 * Whether somebody who was asked may still answer. Refuses when somebody else was asked since, what was asked before the sunset from the
 * sunset on, and giving back after the sunset what was accepted.
 */
export function answerRuling(rules: Rules, facts: Asking & { sunsetAt: Date; now: Date }): Ruling {
  if (facts.hasEnded) {
    return refuse(rules, {
      sections: ["s45"],
      outcome: "ended",
      sentence: "You are not asked for this any more.",
      wouldChange: "Somebody asks you again.",
    });
  }
  const isOver = facts.now >= facts.sunsetAt;
  if (isOver && facts.answer === "accepted") {
    return refuse(rules, {
      sections: ["s45", "s40"],
      outcome: "received",
      sentence: `This was accepted, and passed to its receiver at the end of the parish ${whenInWords(facts.sunsetAt)}.`,
    });
  }
  if (isOver && facts.askedAt < facts.sunsetAt) {
    return refuse(rules, {
      sections: ["s45", "s40"],
      outcome: "orphan",
      sentence: `The parish ended ${whenInWords(facts.sunsetAt)}. Nobody had accepted this by then, so the council holds it as an orphan.`,
      wouldChange: "The council asks you again.",
    });
  }
  return allow(rules, { sections: ["s45"], sentence: "You may accept or refuse." });
}

/** Whether the handover may be signed off: from the start of winding up (section 44) to the sunset. A renewed parish does not wind up. */
export function signOffRuling(rules: Rules, facts: Term & { isRenewed: boolean; now: Date }): Ruling {
  if (facts.isRenewed) {
    return refuse(rules, {
      sections: ["s45", "s43"],
      outcome: "renewed",
      sentence: `This parish has been renewed until ${dayInWords(facts.sunsetAt)}, so it does not wind up and there is nothing to sign off yet.`,
    });
  }
  const from = windingUpFrom(rules, facts);
  if (facts.now < from) {
    return refuse(rules, {
      sections: ["s45", "s44"],
      outcome: "too_early",
      sentence: `The handover can be signed off from ${dayInWords(from)}, when winding up begins. It may be prepared before.`,
    });
  }
  if (facts.now >= facts.sunsetAt) {
    return refuse(rules, {
      sections: ["s40"],
      outcome: "expired",
      sentence: `This parish ended ${whenInWords(facts.sunsetAt)}, so nothing can be signed off any more.`,
    });
  }
  return allow(rules, { sections: ["s45", "s44"], sentence: "The handover may be signed off." });
}
