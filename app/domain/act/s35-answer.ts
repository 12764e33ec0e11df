import { addDays, civilDateOf, endOfDay } from "../time/civil";
import { dayInWords, number, people } from "../time/words";
import { addWorkingDays } from "../time/working-days";
import { roundUpPeople } from "./percent-of-people";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { Tier } from "./s13-tiers";
import { groundRuling } from "./s36-coded-grounds";
import { section } from "./section";

/** Working days in which the council may object to a tier A decision (s13). */
export const objectionWorkingDays = 10;

/** The only grounds on which the council may object to a tier A decision. */
export const objectionGrounds: readonly string[] = ["unlawful", "unsafe"];

/** Days in which the seconders may consent to a modified answer. The Act's own figure: two weekends. */
const consentDays = 14;

/** At least one in this many of the seconders must answer. */
const consentShareOfSeconders = 3;

export const s35 = section({
  number: 35,
  part: 6,
  title: "The council's answer",
  text: [
    "Where the council must agree (tiers B and C) it answers in one of three ways: it accepts, it modifies or it rejects.",
    "Where the parish decides (tier A) the council commits to do it. Within 10 working days it may object to the Commissioner, and only because the decision is unlawful or unsafe.",
    "If the council modifies a proposal, the people who seconded it are asked. More of those who answer must say yes than no, and at least a third of all of them must answer, within 14 days. Otherwise the answer counts as a rejection.",
    "An answer that is not a plain yes gives a ground and reasons (section 36).",
  ],
  parameters: [],
  resembles:
    "Sections 81 to 86 of the Localism Act 2011: a council accepts or rejects an offer to run a service, and may modify it only if the people who made it agree.",
});

/** What the council may answer: the first three under tiers B and C, the last two under tier A. */
export const answers = ["accept", "modify", "reject", "commit", "object"] as const;
export type Answer = (typeof answers)[number];

export interface AnswerFacts {
  tier: Tier;
  /** Whether the decision binds the council (s13); a tier A decision does unless it left its scope or budget. */
  isBinding?: boolean;
  answer: Answer;
  /** When the council received the decision, and the instant of the answer; needed to object. */
  receivedAt: Date;
  now: Date;
  /** The coded ground of s36; needed to modify, reject or object. */
  ground?: string | null;
  reasons?: string;
  officerName?: string;
  officerPost?: string;
}

/** The end of the time in which the council may object to a tier A decision: of the tenth working day after it. */
export function objectUntil(_rules: Rules, receivedAt: Date): Date {
  return endOfDay(addWorkingDays(civilDateOf(receivedAt), objectionWorkingDays));
}

function objectionRuling(rules: Rules, facts: AnswerFacts): Ruling {
  const lastDay = addWorkingDays(civilDateOf(facts.receivedAt), objectionWorkingDays);
  const figures = [
    {
      name: "Last day to object",
      value: dayInWords(lastDay),
      unit: "",
      how: `${objectionWorkingDays} working days after ${dayInWords(facts.receivedAt)}`,
    },
  ];
  const sections: Ruling["sections"] = ["s35", "s13"];
  if (facts.now >= objectUntil(rules, facts.receivedAt)) {
    return refuse(rules, {
      sections,
      figures,
      sentence: `The last day to object to this decision was ${dayInWords(lastDay)}.`,
      wouldChange: "The council commits to do what the parish decided.",
    });
  }
  if (!objectionGrounds.includes(facts.ground ?? "")) {
    return refuse(rules, {
      sections,
      figures,
      sentence: "The council may object to a decision of the parish only because it is unlawful or unsafe.",
      wouldChange: "Choose one of those two grounds, or commit to the decision.",
    });
  }
  return allow(rules, { sections, figures, sentence: "The council may object to this decision." });
}

/**
 * Whether the council may give this answer. Under tier A: only commit, or object within 10 working days because the
 * decision is unlawful or unsafe. Under tiers B and C: accept, modify or reject. Any answer but accept and commit must
 * name a ground with reasons and an officer (s36).
 */
export function answerRuling(rules: Rules, facts: AnswerFacts): Ruling {
  const isBinding = facts.tier === "A" && (facts.isBinding ?? true);
  if (isBinding && facts.answer !== "commit" && facts.answer !== "object") {
    return refuse(rules, {
      sections: ["s35", "s13"],
      sentence: "The parish decides this by itself (tier A), so the council cannot accept, modify or reject it.",
      wouldChange: `The council commits to do it, or objects within ${objectionWorkingDays} working days because it is unlawful or unsafe.`,
    });
  }
  if (!isBinding && (facts.answer === "commit" || facts.answer === "object")) {
    return refuse(rules, {
      sections: ["s35", "s13"],
      sentence:
        facts.tier === "A"
          ? "This decision goes beyond the power's scope or budget, so the council answers by accepting, modifying or rejecting it."
          : `The council must agree to this (tier ${facts.tier}), so it answers by accepting, modifying or rejecting it.`,
      wouldChange: "Choose accept, modify or reject.",
    });
  }
  if (facts.answer === "accept") {
    return allow(rules, { sections: ["s35"], sentence: "The council accepts the decision as it was made." });
  }
  if (facts.answer === "commit") {
    return allow(rules, { sections: ["s35", "s13"], sentence: "The council commits to do what the parish decided." });
  }
  if (facts.answer === "object") {
    const objection = objectionRuling(rules, facts);
    if (!objection.holds) return objection;
  }
  const grounds = groundRuling(rules, {
    ground: facts.ground ?? "",
    reasons: facts.reasons ?? "",
    officerName: facts.officerName ?? "",
    officerPost: facts.officerPost ?? "",
  });
  if (!grounds.holds) return { ...grounds, sections: ["s36", "s35"] };
  return allow(rules, {
    sections: facts.answer === "object" ? ["s35", "s36", "s50"] : ["s35", "s36"],
    figures: grounds.figures,
    sentence: answerSentence(facts.answer),
  });
}

function answerSentence(answer: "modify" | "reject" | "object"): string {
  if (answer === "modify") {
    return `The council would do it in a changed way. Its seconders have ${consentDays} days to say yes or no.`;
  }
  if (answer === "reject") return "The council rejects the decision and gives its ground and reasons.";
  return "The council objects to the decision, and the Commissioner decides whether the objection is good.";
}

/** The end of the time in which seconders may answer: 14 days, but never after the sunset when one is given. */
export function modifyConsentUntil(_rules: Rules, askedAt: Date, sunsetAt?: Date): Date {
  const until = endOfDay(addDays(civilDateOf(askedAt), consentDays));
  return sunsetAt ? new Date(Math.min(until.getTime(), sunsetAt.getTime())) : until;
}

export interface ConsentFacts {
  /** How many people second the proposal. */
  seconders: number;
  consents: number;
  refusals: number;
  askedAt: Date;
  now: Date;
  sunsetAt?: Date;
}

/**
 * Whether the seconders consent to a modified answer: more yes than no, and at least a third of them answering.
 * Outcome `pending`, `consented` or `counts_as_reject`. It is settled early once nobody left could change it.
 */
export function modifyConsentRuling(rules: Rules, facts: ConsentFacts): Ruling {
  const { seconders, consents, refusals } = facts;
  const answered = consents + refusals;
  const needed = roundUpPeople(seconders / consentShareOfSeconders);
  const left = Math.max(0, seconders - answered);
  const until = modifyConsentUntil(rules, facts.askedAt, facts.sunsetAt);
  const isOver = facts.now >= until || left === 0;
  const sections: Ruling["sections"] = ["s35"];
  const figures = [
    {
      name: "Answers needed",
      value: needed,
      unit: "people",
      how: `A third of ${people(seconders, "seconder", "seconders")}, rounded up, is ${number(needed)}; ${number(answered)} answered`,
    },
    {
      name: "Said yes",
      value: consents,
      unit: "people",
      how: `${number(consents)} of ${number(answered)} who answered`,
    },
    {
      name: "Said no",
      value: refusals,
      unit: "people",
      how: `${number(refusals)} of ${number(answered)} who answered`,
    },
  ];
  const isEnough = answered >= needed && consents > refusals;
  if (isEnough && (isOver || consents > refusals + left)) {
    return allow(rules, {
      sections,
      outcome: "consented",
      figures,
      sentence: `The seconders agree to the change: ${number(consents)} said yes and ${number(refusals)} no.`,
    });
  }
  if (isOver || consents + left <= refusals) {
    return refuse(rules, {
      sections,
      outcome: "counts_as_reject",
      figures,
      sentence:
        answered < needed
          ? `Only ${number(answered)} of ${people(seconders, "seconder", "seconders")} answered and ${number(needed)} were needed, so the council's answer counts as a rejection.`
          : `The seconders do not agree to the change: ${number(consents)} said yes and ${number(refusals)} no, so the council's answer counts as a rejection.`,
      wouldChange: "Somebody may make a new proposal that takes the council's reasons into account.",
    });
  }
  return refuse(rules, {
    sections,
    outcome: "pending",
    figures,
    sentence: `The seconders have until ${endOfTime(until)} to agree to the change: ${number(consents)} said yes and ${number(refusals)} no so far.`,
    wouldChange:
      answered < needed
        ? `${people(needed - answered, "more answer is", "more answers are")} needed, with more yes than no.`
        : "More must say yes than no when the time is up.",
  });
}

function endOfTime(until: Date): string {
  return `the end of ${dayInWords(new Date(until.getTime() - 1))}`;
}
