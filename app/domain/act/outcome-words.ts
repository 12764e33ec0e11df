const words: Readonly<Record<string, string>> = {
  passed: "Passed",
  failed: "Did not pass",
  inquorate: "Too few took part",
  met: "Enough people",
  not_met: "Not enough people",
  too_early: "Too early",
  too_short: "Too short a term",
  past_last_safe_day: "Past the last safe day",
  not_a_sitting_day: "A day on which no vote opens",
  gathering: "Still gathering",
  lapsed: "Lapsed",
  seconding: "Still looking for seconders",
  expired: "Expired",
  allowed: "Allowed",
  refused: "Refused",
  on_time: "On time",
  overdue: "Late",
  escalated: "Late, and before the Commissioner",
};

/** The outcome of a ruling in a few words. */
export function outcomeInWords(outcome: string): string {
  return words[outcome] ?? outcome.replaceAll("_", " ");
}
