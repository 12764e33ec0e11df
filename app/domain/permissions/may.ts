import { allow, type Ruling, refuse, type SectionId } from "../act/ruling";
import { type Actor, holdsOffice, holdsRole, livesIn } from "./actor";

/** What an action is done to. Each action uses only what it needs. */
export interface Subject {
  councilId?: string;
  parishId?: string;
  /** The wards of the parish's area. */
  wardIds?: readonly string[];
  authorId?: string;
  /** People who founded the draft. */
  founderIds?: readonly string[];
  /** Whether the person has seconded the proposal and not withdrawn. */
  isSeconder?: boolean;
  /** The person a claim is about. */
  personId?: string;
}

interface Rule {
  sections: SectionId[];
  test: (actor: Actor, subject: Subject) => boolean;
  /** Who may, as a sentence shown to somebody who may not. */
  who: string;
}

const signedIn = (actor: Actor) => actor.personId !== null;
const residentOf = (actor: Actor, subject: Subject) => livesIn(actor, subject.wardIds);
const officerOf = (actor: Actor, subject: Subject) => holdsRole(actor, "officer", subject.councilId);
const inOffice = (actor: Actor, subject: Subject) => holdsOffice(actor, subject.parishId);
const author = (actor: Actor, subject: Subject) => signedIn(actor) && actor.personId === subject.authorId;
const founder = (actor: Actor, subject: Subject) =>
  actor.personId !== null && (subject.founderIds ?? []).includes(actor.personId);

const table = {
  "residency.claim": { sections: ["s24"], test: signedIn, who: "Sign in to say where you live." },
  "residency.confirm": {
    sections: ["s24"],
    test: (actor, subject) => officerOf(actor, subject) && actor.personId !== subject.personId,
    who: "Only an officer of the council confirms where people live, and never for themselves.",
  },
  "ward.set_electorate": {
    sections: ["s8"],
    test: officerOf,
    who: "Only an officer of the council may set a ward's electorate.",
  },
  "schedule.make": {
    sections: ["s51", "s3"],
    test: officerOf,
    who: "Only an officer of the council puts forward a change of its schedule.",
  },
  "parish.found": {
    sections: ["s4"],
    test: (actor) => actor.residency?.confirmedAt != null,
    who: "You can start a parish once the council has confirmed where you live.",
  },
  "parish.edit_draft": { sections: ["s5"], test: founder, who: "Only the founders can change this draft." },
  "parish.join_founders": {
    sections: ["s4"],
    test: residentOf,
    who: "Founders are people whose address in the area has been confirmed.",
  },
  "parish.leave_founders": { sections: ["s4"], test: founder, who: "Only a founder can take their name off." },
  "parish.open_gathering": { sections: ["s4", "s5"], test: founder, who: "Only the founders can open gathering." },
  "parish.withdraw": { sections: ["s5"], test: founder, who: "Only the founders can withdraw the parish." },
  "parish.support": {
    sections: ["s8"],
    test: residentOf,
    who: "Supporters are people whose address in the area has been confirmed.",
  },
  "parish.withdraw_support": { sections: ["s8"], test: signedIn, who: "Sign in to take your support back." },
  "charter.review": { sections: ["s9"], test: officerOf, who: "Only an officer of this council reviews the charter." },
  "charter.schedule_vote": {
    sections: ["s10"],
    test: inOffice,
    who: "Only the convenor or the deputy calls the charter vote.",
  },
  "proposal.write": {
    sections: ["s17"],
    test: residentOf,
    who: "Only people on the parish roll can propose: your address in the area must be confirmed.",
  },
  "proposal.edit": { sections: ["s22"], test: author, who: "Only the author can change a proposal." },
  "proposal.withdraw": { sections: ["s22"], test: author, who: "Only the author can withdraw a proposal." },
  "proposal.second": {
    sections: ["s20"],
    test: (actor, subject) => residentOf(actor, subject) && !author(actor, subject),
    who: "Seconders are people on the parish roll other than the author.",
  },
  "proposal.unsecond": {
    sections: ["s20"],
    test: (actor, subject) => signedIn(actor) && subject.isSeconder === true,
    who: "Only somebody who has seconded the proposal can take their name off it.",
  },
  "proposal.rule_inadmissible": {
    sections: ["s19"],
    test: inOffice,
    who: "Only the convenor or the deputy rules on admissibility.",
  },
  "proposal.argue": { sections: ["s22"], test: signedIn, who: "Sign in to add an argument." },
  "argument.report": { sections: ["s22"], test: signedIn, who: "Sign in to report an argument." },
  "argument.hide": {
    sections: ["s22"],
    test: inOffice,
    who: "Only the convenor or the deputy hides an argument, with a public reason.",
  },
  "proposal.give_notice": {
    sections: ["s21", "s22"],
    test: (actor, subject) => author(actor, subject) || inOffice(actor, subject),
    who: "Only the author, the convenor or the deputy gives notice of a vote.",
  },
  "vote.call_hall": { sections: ["s25"], test: inOffice, who: "Only the convenor or the deputy calls a hall vote." },
  "docket.read": {
    sections: ["s34"],
    test: (actor, subject) => officerOf(actor, subject) || holdsRole(actor, "councillor", subject.councilId),
    who: "Only officers and councillors of this council read its docket. What it owes is on the council’s page for everybody.",
  },
  "duty.act": {
    sections: ["s34"],
    test: officerOf,
    who: "Only an officer of this council can do this.",
  },
  "response.consent": {
    sections: ["s35"],
    test: (actor, subject) => signedIn(actor) && subject.isSeconder === true,
    who: "Only people who seconded the proposal are asked for their consent.",
  },
  "proposal.record_progress": {
    sections: ["s38"],
    test: officerOf,
    who: "Only an officer of this council records delivery.",
  },
  "proposal.review": {
    sections: ["s39"],
    test: (actor, subject) => officerOf(actor, subject) || holdsRole(actor, "councillor", subject.councilId),
    who: "Only an officer or a councillor of this council reviews the outcome.",
  },
  "operator.work": {
    sections: ["s52"],
    test: (actor) => holdsRole(actor, "operator"),
    who: "Only the operator can do this.",
  },
} satisfies Record<string, Rule>;

export type Action = keyof typeof table;

/** Every action that the product knows, for tests that must cover each of them. */
export const actions = Object.keys(table) as Action[];

const anyVersion = { actVersion: 1, scheduleVersion: 0 };

/**
 * Whether a person may do something at all. Whether they may do it *now* is a matter for the section of the Act that governs it.
 * Read by buttons, pages, commands and sockets alike.
 *
 * @returns a ruling that holds, or one that says in one sentence who may.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): Ruling {
  const rule: Rule = table[action];
  return rule.test(actor, subject)
    ? allow(anyVersion, { sections: rule.sections, sentence: "You may do this." })
    : refuse(anyVersion, { sections: rule.sections, outcome: "not_allowed", sentence: rule.who });
}
