import { powerOf } from "../act/catalogue";
import { moneyTypeNames } from "../act/s05-charter";
import { sunsetOf } from "../act/s11-term";
import { tiers } from "../act/s13-tiers";
import type { Publicity } from "../act/s26-publicity";
import { dayInWords, instantInWords, list, number, people, pounds } from "../time/words";
import { type Charter, type CharterPart, charterParts } from "./founding";

/** Each part of a charter as the task list and the pages name it. */
export const partTitles: Readonly<Record<CharterPart, string>> = {
  aim: "Name, problem and end point",
  area: "Area",
  term: "Start and term",
  actions: "Priority actions",
  powers: "Powers to ask for",
  scopes: "What each power is to cover",
  money: "Money to ask for",
  offices: "Convenor and deputy",
  publicity: "What is shown while a vote is open",
  sunset: "What becomes of everything at the sunset",
};

/** What everybody sees while a vote is open, in a few words. */
export const publicityNames: Readonly<Record<Publicity, { name: string; text: string }>> = {
  open: { name: "Open", text: "Everybody sees a running count." },
  turnout: { name: "Turnout only", text: "Everybody sees how many people have voted, and nobody sees how." },
  sealed: { name: "Sealed", text: "Nobody sees anything until the vote has closed." },
};

/** One thing that a charter says. */
export interface CharterLine {
  part: CharterPart;
  /** The form field that holds it, for a link that changes it; empty when nobody can. */
  field: string;
  name: string;
  /** Paragraphs; none while it has not been written. */
  words: string[];
}

function paragraphs(text: string): string[] {
  return text
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** "£2,500 a year", or that no money is asked for. */
export function yearlyBudget(pence: number): string {
  return pence > 0 ? `${pounds(pence)} a year` : "No money of its own";
}

function publicity(chosen: Publicity | null): string[] {
  return chosen ? [`${publicityNames[chosen].name}. ${publicityNames[chosen].text}`] : [];
}

/**
 * Everything that a charter says, in words and in the order of its parts.
 *
 * @param names the council's name, and the name of a person by identifier
 */
export function charterLines(
  charter: Charter,
  names: { council: string; nameOf: (personId: string) => string },
): CharterLine[] {
  const lines: CharterLine[] = [];
  const say = (part: CharterPart, field: string, name: string, words: string[]) =>
    lines.push({ part, field, name, words });
  say("aim", "name", "Name", paragraphs(charter.name));
  say("aim", "problem", "The problem", paragraphs(charter.problem));
  say("aim", "endPoint", "The end point", paragraphs(charter.endPoint));
  const wards = charter.wards.map(({ name, electorate }) =>
    electorate === null
      ? `${name} (no figure of electors yet)`
      : `${name} (${people(electorate, "elector", "electors")})`,
  );
  say(
    "area",
    "wardIds",
    "Area",
    wards.length === 0 ? [] : [`${list(wards)}, ${wards.length === 1 ? "a ward" : "wards"} of ${names.council}`],
  );
  const { startsOn, termMonths } = charter;
  say(
    "term",
    "startsOn",
    "Start",
    startsOn ? [`${dayInWords(startsOn)}, or the day it is approved if that is later`] : [],
  );
  say(
    "term",
    "termMonths",
    "Term",
    termMonths === null
      ? []
      : [
          people(termMonths, "month", "months"),
          ...(startsOn
            ? [`If it starts on that day, its sunset is ${instantInWords(sunsetOf(startsOn, termMonths))}.`]
            : []),
        ],
  );
  if (charter.priorityActions.length === 0) say("actions", "priorityActions[0].action", "Priority actions", []);
  for (const [index, action] of charter.priorityActions.entries()) {
    say("actions", `priorityActions[${index}].action`, `Priority action ${number(index + 1)}`, [
      action.action,
      `Measured by: ${action.measure}`,
      `Now: ${action.baseline}`,
      `Target: ${action.target}${action.dueOn ? `, by ${dayInWords(action.dueOn)}` : ""}`,
    ]);
  }
  if (charter.powers.length === 0) say("powers", "catalogueIds", "Powers asked for", []);
  for (const [index, { catalogueId, scope, budgetYearPence }] of charter.powers.entries()) {
    const power = powerOf(catalogueId);
    say("scopes", `scopes[${index}].scope`, `Power asked for: ${power?.name ?? "unknown"}`, [
      ...(power ? [`Tier ${power.tier}: ${tiers[power.tier].name.toLowerCase()}`] : []),
      ...(scope ? paragraphs(scope) : ["What it is to cover has not been written yet."]),
      yearlyBudget(budgetYearPence),
    ]);
  }
  const { amountPence, moneyType } = charter;
  say("money", amountPence > 0 ? "amount" : "moneyType", "Money asked for", [
    ...(amountPence > 0 ? [`${pounds(amountPence)}, ${moneyTypeNames[moneyType]}`] : ["None"]),
    ...paragraphs(charter.moneyPurpose),
  ]);
  say("offices", "convenorId", "Convenor", charter.convenorId ? [names.nameOf(charter.convenorId)] : []);
  say("offices", "deputyId", "Deputy", charter.deputyId ? [names.nameOf(charter.deputyId)] : []);
  say("publicity", "ordinaryPublicity", "Ordinary votes", publicity(charter.ordinaryPublicity));
  say("publicity", "spendingPublicity", "Votes that spend money", publicity(charter.spendingPublicity));
  say("publicity", "", "Votes on the charter", publicity("sealed"));
  say("sunset", "receiverName", "Who receives everything", paragraphs(charter.receiverName));
  say(
    "sunset",
    "receiverTakes",
    "What they take on",
    charter.receiverTakes ? paragraphs(charter.receiverTakes) : ["Everything that the parish holds at its sunset"],
  );
  return lines.sort((one, other) => charterParts.indexOf(one.part) - charterParts.indexOf(other.part));
}
