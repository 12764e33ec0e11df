import { powerOf } from "~/domain/act/catalogue";
import type { Plain } from "~/domain/record/canonical";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { isCivilDate } from "~/domain/time/civil";
import { dayInWords, instantInWords, number, pounds } from "~/domain/time/words";

/** Words for the keys of an entry's body, in the order they are read. Keys that are not here are in the NDJSON only. */
const names: Readonly<Record<string, string>> = {
  name: "Name",
  proposal: "Proposal",
  number: "Proposal",
  title: "Title",
  question: "Question",
  outcome: "Outcome",
  sentence: "What the Act says",
  part: "Part of the charter",
  roll: "On the roll",
  ballots: "Ballots",
  for: "For",
  against: "Against",
  abstain: "Abstain",
  supporters: "Supporters",
  needed: "Needed",
  founders: "Founders",
  count: "How many",
  seconders: "Seconders",
  electorate: "Electorate",
  opensAt: "Opens",
  opensOn: "Opens on",
  closesAt: "Closes",
  paperDueAt: "Papers counted until",
  endsAt: "Ends",
  answerBy: "Answer due",
  willAnswerOn: "Will answer on",
  until: "Until",
  awayFrom: "Away from",
  awayUntil: "Last day away",
  takesEffectAt: "Takes effect",
  activeFrom: "Powers begin",
  sunset: "Sunset",
  termMonths: "Term in months",
  power: "Power",
  powers: "Powers",
  conditions: "Conditions",
  answer: "Answer",
  ground: "Ground",
  reason: "Reason",
  reasons: "Reasons",
  what: "What",
  owner: "Owner",
  dueOn: "Due on",
  costPence: "Cost",
  budgetYearPence: "Budget a year",
  budgetDecisionPence: "Budget for one decision",
  officer: "Officer",
  officerName: "Officer",
  officerPost: "Post",
  by: "By",
  receiver: "Receiver",
  things: "To hand over",
  accepted: "Accepted",
  unaccepted: "Not accepted",
  pack: "Hash of the list",
  person: "Who",
  office: "Office",
  finding: "Finding",
  matter: "Before the Commissioner",
  side: "Side",
  statement: "Statement",
  directedBy: "New date",
  originalBy: "First date",
  secondingEnds: "Time to find seconders ends",
  measured: "Measured",
  evidenceShows: "The file shows",
  evidenceHash: "Hash of the file",
  saidDone: "Reports that it is done",
  saidNotDone: "Reports that it is not done",
  measure: "Measure",
  measuredOn: "Measured on",
  value: "Figure",
  source: "Source",
  termStartsOn: "Of the term from",
  version: "Version of the schedule",
  commences: "Comes into force",
  examined: "Decisions made again",
  different: "Would have come out differently",
  papers: "Papers",
  papersIssued: "Papers issued",
  papersCounted: "Papers in the count",
  marks: "Marked as having voted",
  leaves: "Entries in the log",
  root: "Root of the log",
  steps: "Steps of the count",
  step: "Hash of the last step",
  terms: "Hash of the terms",
  ballotFile: "Hash of the ballot file",
  signingKey: "Signing key",
};

const words: Readonly<Record<string, string>> = {
  passed: "Passed",
  failed: "Not passed",
  inquorate: "Too few people voted",
  accept: "Accept",
  modify: "Accept with changes",
  reject: "Reject",
  commit: "Will carry it out",
  object: "Objects, to the Commissioner",
  keep: "Keep",
  amend: "Amend",
  lapse: "Let it lapse",
  convenor: "Convenor",
  deputy: "Deputy",
  upheld: "Upheld",
  set_aside: "Set aside",
  under_way: "Under way",
  none_issued: "Nobody asked for one",
  counted: "Counted",
  not_counted: "Not counted: two officers’ counts did not agree in time",
  done: "Done",
};

/** A hash or a key, which is shown as it is. */
const digits = /^([0-9a-f]{64}|[0-9A-Za-z_-]{43})$/;

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function inWords(key: string, value: Plain): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return key.endsWith("Pence") ? pounds(value) : number(value);
  if (typeof value === "string") {
    if (instant.test(value)) return instantInWords(new Date(value));
    if (isCivilDate(value)) return dayInWords(value);
    if (digits.test(value)) return value;
    const power = key === "power" ? powerOf(value) : null;
    return power?.name ?? words[value] ?? value.replaceAll("_", " ");
  }
  if (Array.isArray(value)) {
    return value.map((one) => (typeof one === "string" ? (powerOf(one)?.name ?? one) : String(one))).join(", ");
  }
  return "";
}

/** The facts of an entry in words. What a reader can open is a link. */
export function minuteLines(slug: string, _kind: EntryKind, body: Readonly<Record<string, Plain>>) {
  const facts: { name: string; words: string; href?: string }[] = [];
  const counts = (body.counts ?? {}) as Readonly<Record<string, Plain>>;
  for (const [key, name] of Object.entries(names)) {
    const value = body[key] ?? counts[key];
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object" && !Array.isArray(value)) continue;
    const isProposal = (key === "number" || key === "proposal") && typeof value === "number";
    facts.push({
      name,
      words: isProposal ? `Number ${value}` : inWords(key, value),
      ...(isProposal ? { href: `/parishes/${slug}/proposals/${value}` } : {}),
    });
  }
  const vote = body.vote;
  if (typeof vote === "string") facts.push({ name: "Vote", words: "See the vote", href: `/votes/${vote}` });
  return facts;
}
