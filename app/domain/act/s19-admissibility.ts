import { civilDateOf, endOfDay, startOfDay } from "../time/civil";
import { dayInWords, instantInWords, list, number, people, pounds, whenInWords } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { allOf, allow, type Rules, type Ruling, refuse } from "./ruling";
import { type PowerHeldFacts, powerHeldRuling } from "./s12-register";
import type { Tier } from "./s13-tiers";
import { delegableRuling, neverDelegableHints } from "./s14-never-delegable";
import { contentRuling, type ProposalFacts } from "./s18-content";
import { section } from "./section";

/** How many working days a convenor has to find a proposal inadmissible. */
export const convenorWorkingDays = 5;

/** How many working days the proposer then has to contest it, as many as there are to challenge a count (s32). */
const contestWorkingDays = 5;

export const s19 = section({
  number: 19,
  part: 4,
  title: "Whether a proposal is admissible",
  text: [
    "Some things are checked by the Act itself: that the parish holds the power and will still hold it, that the proposal is inside its scope and budget, that it is not something that can never be delegated, and that no live proposal says the same.",
    "For anything else the convenor may find a proposal inadmissible, on a listed ground and with reasons, within 5 working days. A convenor who says nothing in that time has let it through.",
    "The proposer may contest that within 5 working days. The Commissioner decides (s50).",
    "A proposal that was wrongly ruled out goes on. It keeps its seconders, its time to find more begins again, and it cannot be ruled out a second time.",
  ],
  parameters: [],
  resembles:
    "The chair's or monitoring officer's check of motions under a council's standing orders. Here most of it is done by rule, and a refusal can be contested.",
});

/** A ground on which a convenor may find a proposal inadmissible. */
export interface AdmissibilityGround {
  id: string;
  name: string;
  explanation: string;
}

export const admissibilityGrounds: readonly AdmissibilityGround[] = [
  {
    id: "outside_scope",
    name: "Outside the power",
    explanation: "It is about another service or another place than the power covers.",
  },
  {
    id: "never_delegable",
    name: "Can never be delegated",
    explanation: "It would do one of the things that a council can never give to a parish (s14).",
  },
  {
    id: "duplicate",
    name: "Says the same as a live proposal",
    explanation: "Another proposal that is not decided yet would do the same. The convenor says which one.",
  },
  {
    id: "about_a_person",
    name: "About a named person",
    explanation: "It is about one person's private life, conduct or job.",
  },
  { id: "unlawful", name: "Unlawful", explanation: "Doing it would break a law. The convenor says which one." },
  {
    id: "unclear",
    name: "Cannot be carried out as written",
    explanation: "Nobody could tell from it what is to be done. The convenor says what is missing.",
  },
  {
    id: "abusive",
    name: "Threatens or insults",
    explanation: "Its words threaten or insult people, or stir up hatred against them.",
  },
];

/** The power that a proposal relies on, as the register has it. */
export interface ReliedOnPower extends PowerHeldFacts {
  /** Its entry in the catalogue. */
  catalogueId: string;
  tier: Tier;
  /** The service it covers, in the words of the register. */
  service: string;
  /** The streets it covers; none means the whole area. */
  streets: readonly string[];
  /** What may be spent in a year, in pence; null when nothing is said. */
  budgetYearPence: number | null;
  /** What one decision may cost, in pence; null when nothing is said. */
  budgetDecisionPence: number | null;
}

export interface AdmissibilityFacts {
  facts: ProposalFacts;
  /** The power relied on; null when the register has no such power. */
  power: ReliedOnPower | null;
  now: Date;
  sunsetAt: Date;
  /** What is left of the power's budget for the year, less what is reserved, in pence. */
  balancePence: number;
  /** The titles of the parish's proposals that are not decided yet, without this one. */
  liveTitles: readonly string[];
}

/** Two texts that differ only in capitals, punctuation and spaces say the same. */
function bareWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function mentions(text: string, words: string): boolean {
  return ` ${bareWords(text)} `.includes(` ${bareWords(words)} `);
}

function stillHeldRuling(rules: Rules, { facts, power, sunsetAt }: AdmissibilityFacts): Ruling {
  const startsAt = facts.startsOn ? startOfDay(facts.startsOn) : null;
  const lapsesAt = power && power.lapsesAt < sunsetAt ? power.lapsesAt : sunsetAt;
  const figures = [
    {
      name: "Power lapses at",
      value: instantInWords(lapsesAt),
      unit: "",
      how: lapsesAt === sunsetAt ? "The sunset of the parish" : "The lapse date in the register",
    },
  ];
  if (startsAt && startsAt >= lapsesAt) {
    return refuse(rules, {
      sections: ["s19", "s12", "s40"],
      figures,
      sentence: `The change would start when the power has already ended, ${whenInWords(lapsesAt)}.`,
      wouldChange: "Choose an earlier day for the change to start.",
    });
  }
  return allow(rules, {
    sections: ["s19", "s12"],
    figures,
    sentence: "The parish will still hold the power when the change starts.",
  });
}

function scopeRuling(rules: Rules, facts: ProposalFacts, power: ReliedOnPower): Ruling {
  if (bareWords(facts.service) !== bareWords(power.service)) {
    return refuse(rules, {
      sections: ["s19", "s12"],
      outcome: "outside_scope",
      sentence: `This power covers "${power.service}", and the proposal is about "${facts.service.trim()}".`,
      wouldChange: "Choose a power that covers this service.",
    });
  }
  if (power.streets.length > 0 && !power.streets.some((street) => mentions(facts.place, street))) {
    return refuse(rules, {
      sections: ["s19", "s12"],
      outcome: "outside_scope",
      sentence: `This power covers only ${list(power.streets)}.`,
      wouldChange: "Name a place that the power covers.",
    });
  }
  return allow(rules, { sections: ["s19"], sentence: "The proposal is inside the power's scope." });
}

function budgetRuling(rules: Rules, { facts, balancePence }: AdmissibilityFacts, power: ReliedOnPower): Ruling {
  const cost = facts.costPence ?? 0;
  // Advice costs the parish nothing: what it would cost is the council's to find.
  if (power.tier === "C" || cost === 0) {
    return allow(rules, { sections: ["s19"], sentence: "The proposal takes nothing from the power's budget." });
  }
  const figures = [
    { name: "Cost", value: cost, unit: "pence", how: `The proposal says ${pounds(cost)}` },
    ...(power.budgetDecisionPence === null
      ? []
      : [
          {
            name: "Limit for one decision",
            value: power.budgetDecisionPence,
            unit: "pence",
            how: `The register lets one decision cost up to ${pounds(power.budgetDecisionPence)}`,
          },
        ]),
    ...(power.budgetYearPence === null
      ? []
      : [
          {
            name: "Budget for the year",
            value: power.budgetYearPence,
            unit: "pence",
            how: `The register lets ${pounds(power.budgetYearPence)} be spent in a year`,
          },
        ]),
    {
      name: "Left in the budget",
      value: balancePence,
      unit: "pence",
      how: `What is not yet spent or reserved: ${pounds(balancePence)}`,
    },
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s19", "s12"], outcome: "outside_budget", figures, sentence, wouldChange });
  if (power.budgetDecisionPence !== null && cost > power.budgetDecisionPence) {
    return no(
      `This costs ${pounds(cost)}, and one decision under this power may cost at most ${pounds(power.budgetDecisionPence)}.`,
      `A cost of ${pounds(power.budgetDecisionPence)} or less would do.`,
    );
  }
  if (cost > balancePence) {
    return no(
      `This costs ${pounds(cost)}, and ${pounds(balancePence)} is left in this power's budget for the year.`,
      `A cost of ${pounds(Math.max(0, balancePence))} or less would do.`,
    );
  }
  return allow(rules, { sections: ["s19"], figures, sentence: "The proposal is inside the power's budget." });
}

function duplicateRuling(rules: Rules, { facts, liveTitles }: AdmissibilityFacts): Ruling {
  const same = liveTitles.find((title) => bareWords(title) === bareWords(facts.title));
  if (same !== undefined) {
    return refuse(rules, {
      sections: ["s19"],
      outcome: "duplicate",
      sentence: `A proposal with the same title is already live: "${same.trim()}".`,
      wouldChange: "Support that proposal, or give yours a title that says how it differs.",
    });
  }
  return allow(rules, {
    sections: ["s19"],
    figures: [
      {
        name: "Live proposals compared",
        value: liveTitles.length,
        unit: "proposals",
        how: "Titles of proposals that are not decided yet; none is the same",
      },
    ],
    sentence: "No live proposal has the same title.",
  });
}

/** Words that only a person can judge are pointed out to the convenor; they refuse nothing by themselves. */
function admissible(rules: Rules, facts: ProposalFacts): Ruling {
  const hints = neverDelegableHints(`${facts.title} ${facts.change}`);
  const seen = list(hints.map((one) => one.name));
  return allow(rules, {
    sections: ["s19"],
    outcome: "admissible",
    figures:
      hints.length === 0
        ? []
        : [
            {
              name: "For the convenor to look at",
              value: seen,
              unit: "",
              how: "Words in the proposal hint at something that can never be delegated (s14)",
            },
          ],
    sentence:
      hints.length === 0
        ? "This proposal is admissible."
        : `This proposal is admissible by rule, but its words hint at ${seen}, so the convenor should look at it.`,
  });
}

/**
 * Whether a proposal is admissible, as far as the Act can tell by itself. Refuses what s18 finds incomplete; a power that
 * is not held, or has ended before the change starts; what can never be delegated; another service or street than the
 * power covers; a cost above its limits; and a title that a live proposal already has. Outcome `admissible` when it holds.
 */
export function admissibilityRuling(rules: Rules, about: AdmissibilityFacts): Ruling {
  const { facts, power, now, sunsetAt } = about;
  if (now >= sunsetAt) {
    return refuse(rules, {
      sections: ["s40", "s19"],
      outcome: "ended",
      sentence: `This parish ended ${whenInWords(sunsetAt)}, so nothing can be proposed any more.`,
    });
  }
  const content = contentRuling(rules, facts);
  if (!content.holds) return content;
  const held = powerHeldRuling(rules, { power, now });
  if (!held.holds || power === null) return held;
  return allOf(
    content,
    held,
    stillHeldRuling(rules, about),
    delegableRuling(rules, { catalogueId: power.catalogueId }),
    scopeRuling(rules, facts, power),
    budgetRuling(rules, about, power),
    duplicateRuling(rules, about),
    admissible(rules, facts),
  );
}

/** Until when a convenor may find a proposal inadmissible: the end of the fifth working day after it was put. */
export function convenorDecidesBy(_rules: Rules, submittedAt: Date): Date {
  return endOfDay(addWorkingDays(civilDateOf(submittedAt), convenorWorkingDays));
}

/** A convenor's finding that a proposal is inadmissible. */
export interface InadmissibilityFacts {
  /** An id of `admissibilityGrounds`. */
  ground: string;
  reasons: string;
  submittedAt: Date;
  /** Whether the Commissioner found once that it goes on. */
  isReadmitted?: boolean;
  now: Date;
}

/** Whether a convenor may find a proposal inadmissible: on a listed ground, with reasons, within the working days given. */
export function inadmissibilityRuling(rules: Rules, facts: InadmissibilityFacts): Ruling {
  const by = convenorDecidesBy(rules, facts.submittedAt);
  const figures = [
    {
      name: "Convenor decides by",
      value: instantInWords(by),
      unit: "",
      how: `${number(convenorWorkingDays)} working days after ${instantInWords(facts.submittedAt)}, at the end of the day`,
    },
  ];
  const ground = admissibilityGrounds.find((one) => one.id === facts.ground);
  if (!ground) {
    return refuse(rules, {
      sections: ["s19"],
      figures,
      sentence: "A proposal can be found inadmissible only on a listed ground.",
      wouldChange: `Choose one of the ${people(admissibilityGrounds.length, "ground", "grounds")} in the list.`,
    });
  }
  if (facts.reasons.trim() === "") {
    return refuse(rules, {
      sections: ["s19"],
      figures,
      sentence: "A proposal can be found inadmissible only with reasons.",
      wouldChange: "Say in your own words why the ground applies.",
    });
  }
  if (facts.isReadmitted) {
    return refuse(rules, {
      sections: ["s19", "s50"],
      figures,
      sentence: "The Commissioner found that this proposal goes on, so it cannot be ruled out again.",
    });
  }
  if (facts.now >= by) {
    return refuse(rules, {
      sections: ["s19"],
      figures,
      sentence: `The time to find this proposal inadmissible ended ${whenInWords(by)}.`,
    });
  }
  return allow(rules, {
    sections: ["s19"],
    outcome: "inadmissible",
    figures,
    sentence: `This proposal is inadmissible: ${ground.name.toLowerCase()}.`,
    wouldChange: "The proposer may contest this before the Commissioner.",
  });
}

/** The first instant at which a proposal that was ruled out can no longer be contested: the end of the fifth working day. */
export function contestUntil(_rules: Rules, ruledOutAt: Date): Date {
  return endOfDay(addWorkingDays(civilDateOf(ruledOutAt), contestWorkingDays));
}

/**
 * Whether the proposer may contest before the Commissioner that a proposal was ruled out: once, with reasons, and within 5 working days.
 *
 * @param facts.ruledOutAt null for a proposal that was not ruled out
 */
export function contestRuling(
  rules: Rules,
  facts: { ruledOutAt: Date | null; isContested: boolean; reasons: string; now: Date },
): Ruling {
  const { ruledOutAt } = facts;
  const sections: Ruling["sections"] = ["s19", "s50"];
  if (!ruledOutAt) {
    return refuse(rules, { sections, sentence: "This proposal was not ruled out, so there is nothing to contest." });
  }
  const until = contestUntil(rules, ruledOutAt);
  const lastDay = dayInWords(new Date(until.getTime() - 1));
  const figures = [
    {
      name: "Last day to contest",
      value: lastDay,
      unit: "",
      how: `${number(contestWorkingDays)} working days after ${dayInWords(ruledOutAt)}`,
    },
  ];
  if (facts.isContested) {
    return refuse(rules, { sections, figures, sentence: "This was contested already. It may be contested once." });
  }
  if (facts.now >= until) {
    return refuse(rules, { sections, figures, sentence: `The last day to contest this was ${lastDay}.` });
  }
  if (facts.reasons.trim() === "") {
    return refuse(rules, {
      sections,
      figures,
      sentence: "Say why the proposal should go on. The reasons are published.",
      wouldChange: "Give the reasons.",
    });
  }
  return allow(rules, {
    sections,
    figures,
    sentence: `The proposer may contest this before the Commissioner until the end of ${lastDay}.`,
  });
}
