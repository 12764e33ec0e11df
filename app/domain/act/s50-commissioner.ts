import { addDays, type CivilDate, compareDates } from "../time/civil";
import { dayInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** The furthest that a new date may lie ahead, in days: as long as the council may stop its own clock (s34). */
const newDateDays = 28;

export const s50 = section({
  number: 50,
  part: 9,
  title: "The Commissioner",
  text: [
    "The Commissioner hears four things: a council that does not answer, a count that is contested, a proposal that was ruled out, and a power that was suspended or taken away. The Commissioner also decides on a council's objection to a decision of the parish (s13), and is told of a parish that nobody convenes (s53).",
    "What the Commissioner finds is published with its reasons. A matter is decided once. Until then each side may make one statement that everybody can read.",
    "The Commissioner may order a new count or a new date. The Commissioner never changes how a vote came out. A new date is at most 28 days away, and an answer after the first date stays late.",
    "On an appeal, the Commissioner upholds what the council ordered or sets it aside (s16).",
    "Nobody decides as Commissioner about a parish in which they live or hold office, or a council in which they hold a post. Nobody decides on a matter that they brought. The Commissioner is given no post in a council, and nobody who holds one becomes Commissioner.",
  ],
  parameters: [],
  resembles:
    "The Local Government and Social Care Ombudsman (Local Government Act 1974, Part 3), who investigates and publishes but does not decide in a council's place.",
});

/** What may be brought before the Commissioner. */
export const matters = [
  "silence",
  "contested_count",
  "inadmissibility",
  "suspension",
  "revocation",
  "objection",
  "vacancy",
] as const;
export type Matter = (typeof matters)[number];

/** Each matter in words a resident uses. */
export const matterNames: Readonly<Record<Matter, string>> = {
  silence: "The council has not answered",
  contested_count: "A count is contested",
  inadmissibility: "A proposal was ruled out",
  suspension: "A power was suspended",
  revocation: "A power was taken away",
  objection: "The council objects to a decision",
  vacancy: "A parish has nobody in office",
};

/** Whether the Commissioner hears a matter. Refuses anything that the Act does not list. */
export function hearingRuling(rules: Rules, facts: { matter: string }): Ruling {
  const matter = matters.find((one) => one === facts.matter);
  return matter
    ? allow(rules, {
        sections: ["s50"],
        sentence: `The Commissioner hears this: ${matterNames[matter].toLowerCase()}.`,
      })
    : refuse(rules, {
        sections: ["s50"],
        sentence: "The Commissioner does not hear this kind of matter.",
        wouldChange: "Ask the council, or the convenor of the parish.",
      });
}

/** What the Commissioner may be asked to order. */
export type Direction = "publish_finding" | "recount" | "new_date" | "set_aside" | "change_outcome";

/** Whether the Commissioner may order this. Refuses a change to how a vote came out, and any order without reasons. */
export function directionRuling(rules: Rules, facts: { direction: Direction; reasons: string }): Ruling {
  if (facts.direction === "change_outcome") {
    return refuse(rules, {
      sections: ["s50"],
      sentence: "The Commissioner may not change how a vote came out.",
      wouldChange: "The Commissioner may order a new count or a new date.",
    });
  }
  if (facts.reasons.trim() === "") {
    return refuse(rules, {
      sections: ["s50"],
      sentence: "What the Commissioner finds is published with its reasons.",
      wouldChange: "Give the reasons.",
    });
  }
  const words = {
    publish_finding: "The Commissioner publishes a finding.",
    recount: "The Commissioner orders a new count.",
    new_date: "The Commissioner sets a new date.",
    set_aside: "The Commissioner sets aside what the council ordered.",
  };
  return allow(rules, { sections: ["s50"], sentence: words[facts.direction] });
}

/** Whether the Commissioner may set a day by which the council answers. Refuses a day that is over or begun, and one more than 28 days away. */
export function newDateRuling(rules: Rules, facts: { day: CivilDate; today: CivilDate }): Ruling {
  const last = addDays(facts.today, newDateDays);
  const no = (sentence: string, wouldChange: string) => refuse(rules, { sections: ["s50"], sentence, wouldChange });
  if (compareDates(facts.day, facts.today) <= 0) {
    return no("The new date must be after today.", `Give a day no later than ${dayInWords(last)}.`);
  }
  if (compareDates(facts.day, last) > 0) {
    return no(
      `A new date is at most ${newDateDays} days away, and this day is later.`,
      `Give a day no later than ${dayInWords(last)}.`,
    );
  }
  return allow(rules, {
    sections: ["s50"],
    sentence: `The council is to answer by the end of ${dayInWords(facts.day)}.`,
  });
}

/** Whether somebody may be given a post. Refuses a council's post for the Commissioner, and the Commissioner's for whoever holds one at a council. */
export function separatePostsRuling(
  rules: Rules,
  facts: { post: "council" | "commissioner" | "other"; isCommissioner: boolean; holdsCouncilPost: boolean },
): Ruling {
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s50"], outcome: "separate", sentence, wouldChange });
  if (facts.post === "council" && facts.isCommissioner) {
    return no("The Commissioner holds no post in a council.", "Choose somebody else.");
  }
  if (facts.post === "commissioner" && facts.holdsCouncilPost) {
    return no("Somebody who holds a post in a council cannot be the Commissioner.", "End that post first.");
  }
  return allow(rules, { sections: ["s50"], sentence: "This post can be held beside the others." });
}

/** Whether somebody who holds the role may decide as Commissioner on a matter. Refuses whoever belongs to one of its sides. */
export function impartialRuling(
  rules: Rules,
  facts: { livesThere: boolean; holdsOffice: boolean; holdsPost: boolean; isParty: boolean },
): Ruling {
  const no = (sentence: string) =>
    refuse(rules, {
      sections: ["s50"],
      outcome: "barred",
      sentence,
      wouldChange: "Another Commissioner decides this one.",
    });
  if (facts.livesThere) return no("You live in this parish, so you cannot decide on this as Commissioner.");
  if (facts.holdsOffice) return no("You hold an office in this parish, so you cannot decide on this as Commissioner.");
  if (facts.holdsPost) return no("You hold a post in this council, so you cannot decide on this as Commissioner.");
  if (facts.isParty)
    return no("You brought this yourself or are named in it, so you cannot decide on it as Commissioner.");
  return allow(rules, { sections: ["s50"], sentence: "Nothing binds the Commissioner to one of the sides." });
}

/** What the Commissioner finds on a matter that has no other section for it. */
export interface FindingFacts {
  matter: Exclude<Matter, "suspension" | "revocation" | "vacancy">;
  /** Whether whoever brought it is right: the people who wait, the council that objects, the proposer, those who challenge the count. */
  isUpheld: boolean;
  reasons: string;
  /** The day by which the council is to answer; it may be set for silence, and must be for an objection that is not good. */
  newDay: CivilDate | null;
  today: CivilDate;
}

/**
 * What a finding comes to, in one sentence. Refuses one without reasons, a new date where the Act knows none, and an objection that is not
 * good without the day by which the council commits. No finding changes how a vote came out, or answers for the council.
 */
export function findingRuling(rules: Rules, facts: FindingFacts): Ruling {
  const { matter, isUpheld, newDay } = facts;
  const mustSetDay = matter === "objection" && !isUpheld;
  const maySetDay = mustSetDay || (matter === "silence" && isUpheld);
  if (newDay !== null && !maySetDay) {
    return refuse(rules, {
      sections: ["s50"],
      outcome: "no_date",
      sentence: "With this finding there is nothing to set a date for.",
      wouldChange: "Leave the new date empty.",
    });
  }
  if (newDay === null && mustSetDay) {
    return refuse(rules, {
      sections: ["s50", "s13"],
      outcome: "needs_date",
      sentence: "An objection that is not good needs a day by which the council commits.",
      wouldChange: "Give the day.",
    });
  }
  const dated = newDay && newDateRuling(rules, { day: newDay, today: facts.today });
  if (dated && !dated.holds) return { ...dated, outcome: "wrong_date" };
  const ordered = directionRuling(rules, {
    direction: newDay ? "new_date" : "publish_finding",
    reasons: facts.reasons,
  });
  if (!ordered.holds) return ordered;
  const day = newDay ? dayInWords(newDay) : "";
  const words: Record<FindingFacts["matter"], [string, string]> = {
    silence: [
      day
        ? `The council had no good reason not to answer. It is to answer by the end of ${day}, and its answer stays late.`
        : "The council had no good reason not to answer. It still owes its answer.",
      "The council had good reason for being late. It still owes its answer.",
    ],
    objection: [
      "The council's objection is good, so the decision does not bind it.",
      `The council's objection is not good. It is to commit to the decision by the end of ${day}.`,
    ],
    inadmissibility: [
      "The proposal should not have been ruled out, and goes on.",
      "The proposal was rightly ruled out, and that stands.",
    ],
    contested_count: [
      "The challenge to the count is right. How the vote came out does not change.",
      "The count is right as it was published.",
    ],
  };
  const sections: Record<FindingFacts["matter"], Ruling["sections"]> = {
    silence: ["s50", "s37"],
    objection: ["s50", "s13"],
    inadmissibility: ["s50", "s19"],
    contested_count: ["s50", "s32"],
  };
  return allow(rules, {
    sections: sections[matter],
    outcome: isUpheld ? "upheld" : "not_upheld",
    sentence: words[matter][isUpheld ? 0 : 1],
  });
}
