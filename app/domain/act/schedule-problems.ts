import { parameterOf, sections } from "./act";
import type { Rules, SectionId } from "./ruling";
import { ACT_VERSION } from "./s03-versions";
import { hasTimeForProposal, shortestTermDays, termMonths, usualTermMonths } from "./s11-term";
import { charterNoticeDays, noticeDays } from "./s21-notice";
import { lastCertainNoticeDay } from "./s41-last-safe-day";
import { hasTimeForRenewal, lifetimeMonths, renewals } from "./s43-renewal";
import { type Parameter, parameterProblem, parameterValue } from "./section";

/** Why a schedule cannot be made. */
export interface ScheduleProblem {
  /** The parameter to change; null when several cannot live together. */
  parameter: string | null;
  /** The sections in conflict. */
  sections: SectionId[];
  message: string;
}

function sectionsWith(...names: readonly Parameter[]): SectionId[] {
  return sections.filter((one) => one.parameters.some((known) => names.includes(known))).map((one) => one.id);
}

function boundsProblem(name: string, value: number): ScheduleProblem | null {
  const known = parameterOf(name);
  if (!known) return { parameter: name, sections: [], message: `The Act has no parameter called "${name}".` };
  const message = parameterProblem(known, value);
  return message === null ? null : { parameter: name, sections: sectionsWith(known), message };
}

/** A proposal must have time to be argued about, announced, voted on and answered within the usual term. */
function proposalTimeProblem(rules: Rules): ScheduleProblem | null {
  // Tier B takes the longest: the council answers, and the parish winds up.
  if (hasTimeForProposal(rules, { termMonths: usualTermMonths(rules), tier: "B" })) return null;
  return {
    parameter: null,
    sections: ["s11", "s21", "s22", "s25", "s34", "s41", "s44"],
    message:
      "In a term of the usual length there would be no time to argue about a proposal, give notice of its vote, hold it and have it answered before the sunset.",
  };
}

/** A charter vote must have time within the usual term, and so must a renewal where the council allows one. */
function charterTimeProblem(rules: Rules): ScheduleProblem | null {
  const termDays = shortestTermDays(usualTermMonths(rules));
  if (lastCertainNoticeDay(rules, { class: "charter", tier: null, termDays }) < 1) {
    return {
      parameter: null,
      sections: ["s11", "s21", "s25", "s41", "s44"],
      message: "In a term of the usual length there would be no time to give notice of a charter vote and hold it.",
    };
  }
  if (parameterValue(rules, renewals) === 0 || hasTimeForRenewal(rules, termDays)) return null;
  return {
    parameter: null,
    sections: ["s11", "s25", "s43", "s44"],
    message:
      "In a term of the usual length there might be no day on which a renewal vote could open and still close before winding up begins.",
  };
}

/**
 * Why these parameters cannot be a schedule: a name that the Act does not know, a value outside the Act's bounds, a
 * fraction of something that is counted whole, or values that cannot live together. Each names the sections in
 * conflict. Empty when the schedule may be made.
 *
 * @param chosen only the parameters that the council moves from the Act's default, by name
 */
export function scheduleProblems(chosen: Readonly<Record<string, number>>): ScheduleProblem[] {
  const outside = Object.entries(chosen)
    .map(([name, value]) => boundsProblem(name, value))
    .filter((problem) => problem !== null);
  if (outside.length > 0) return outside;
  const rules: Rules = { actVersion: ACT_VERSION, scheduleVersion: 0, parameters: chosen };
  const problems: ScheduleProblem[] = [];
  const values = (one: Parameter) => parameterValue(rules, one);
  const together = (message: string, ...names: Parameter[]) =>
    problems.push({ parameter: null, sections: sectionsWith(...names), message });
  if (values(lifetimeMonths) < values(termMonths)) {
    together(
      `A parish may live ${values(lifetimeMonths)} months at most, which is shorter than the usual term of ${values(termMonths)} months.`,
      lifetimeMonths,
      termMonths,
    );
  }
  if (values(charterNoticeDays) < values(noticeDays)) {
    together(
      `Notice of a charter vote would be ${values(charterNoticeDays)} clear days, fewer than the ${values(noticeDays)} of other votes.`,
      charterNoticeDays,
      noticeDays,
    );
  }
  for (const problem of [proposalTimeProblem(rules), charterTimeProblem(rules)]) if (problem) problems.push(problem);
  return problems;
}
