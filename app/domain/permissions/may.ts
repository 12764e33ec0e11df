import { allow, type Rules, type Ruling, refuse, type SectionId } from "../act/ruling";
import { conflictRuling } from "../act/s33-conflict-of-interest";
import { type Actor, holdsOffice, holdsRole, livesIn, mayAppointAt } from "./actor";

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
  /** Whether the person is on the roll of the vote. */
  isOnRoll?: boolean;
  /** The person a claim is about. */
  personId?: string;
  /** Who may do the duties of an office on one proposal; left out where no proposal is concerned. */
  duties?: ProposalDuties;
}

/** Who may do the duties of an office on one proposal (section 33). */
export interface ProposalDuties {
  /** Holders of an office in the parish who have a conflict of interest in it. */
  conflictedIds: readonly string[];
  /** Whether a holder of an office is left who has none. */
  isAnyoneLeft: boolean;
  /** Whom the council has named to act on it. */
  actingId: string | null;
}

interface Rule {
  sections: SectionId[];
  test: (actor: Actor, subject: Subject) => boolean;
  /** Who may, as a sentence shown to somebody who may not. */
  who: string;
  /** Whether it is a duty of an office that a conflict of interest passes on (section 33). */
  isDuty?: boolean;
}

const signedIn = (actor: Actor) => actor.personId !== null;
const residentOf = (actor: Actor, subject: Subject) => livesIn(actor, subject.wardIds);
const officerOf = (actor: Actor, subject: Subject) => holdsRole(actor, "officer", subject.councilId);
const inOffice = (actor: Actor, subject: Subject) => holdsOffice(actor, subject.parishId);
/** Nobody who runs votes in a parish handles its papers or signatures. */
const officerOutside = (actor: Actor, subject: Subject) => officerOf(actor, subject) && !inOffice(actor, subject);
const inConflict = (actor: Actor, subject: Subject) =>
  inOffice(actor, subject) && (subject.duties?.conflictedIds ?? []).some((id) => id === actor.personId);
const isNamed = (actor: Actor, subject: Subject) => signedIn(actor) && actor.personId === subject.duties?.actingId;
/** The duties of an office on one proposal, which a conflict of interest passes on. */
const onDuty = (actor: Actor, subject: Subject) =>
  isNamed(actor, subject) || (inOffice(actor, subject) && !inConflict(actor, subject));
const convenorOf = (actor: Actor, subject: Subject) =>
  actor.offices.some((held) => held.office === "convenor" && held.parishId === subject.parishId);
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
  "residency.revoke": {
    sections: ["s24"],
    test: (actor, subject) => officerOf(actor, subject) && actor.personId !== subject.personId,
    who: "Only an officer of the council ends a confirmed home, and never their own in this way.",
  },
  "residency.export": {
    sections: ["s24"],
    test: officerOf,
    who: "Only an officer of the council reads the claims that wait.",
  },
  "resident.assist": {
    sections: ["s24"],
    test: officerOf,
    who: "Only an officer of this council registers somebody who comes in person.",
  },
  "resident.find": {
    sections: ["s24"],
    test: officerOf,
    who: "Only an officer of this council looks residents up by name.",
  },
  "support.enter_paper": {
    sections: ["s8"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, enters support that was signed on paper.",
  },
  "support.withdraw_paper": {
    sections: ["s8"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, takes off a supporter who signed on paper.",
  },
  "seconder.enter_paper": {
    sections: ["s20"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, enters a seconder who signed on paper.",
  },
  "seconder.withdraw_paper": {
    sections: ["s20"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, takes off a seconder who signed on paper.",
  },
  "consent.enter_paper": {
    sections: ["s35"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, enters what a seconder has signed on paper about its answer.",
  },
  "paper.offer": {
    sections: ["s25"],
    test: officerOutside,
    who: "Only an officer of this council, who holds no office in the parish, handles paper ballots.",
  },
  "paper.issue": {
    sections: ["s25"],
    test: (actor, subject) => officerOutside(actor, subject) && actor.personId !== subject.personId,
    who: "Only an officer of this council, who holds no office in the parish, gives out paper ballots, and none to themselves.",
  },
  "paper.count": {
    sections: ["s25"],
    test: officerOutside,
    who: "Only officers of this council, who hold no office in the parish, count paper ballots.",
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
  "renewal.call": {
    sections: ["s43"],
    test: inOffice,
    who: "Only the convenor or the deputy calls the vote on renewal.",
  },
  "ending.call": {
    sections: ["s40"],
    test: inOffice,
    who: "Only the convenor or the deputy calls a vote to end the parish sooner.",
  },
  "power.confirm": {
    sections: ["s43"],
    test: officerOf,
    who: "Only an officer of this council confirms a power for the new term.",
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
    test: onDuty,
    isDuty: true,
    who: "Only the convenor or the deputy rules on admissibility.",
  },
  "proposal.argue": { sections: ["s22"], test: signedIn, who: "Sign in to add an argument." },
  "argument.report": { sections: ["s22"], test: signedIn, who: "Sign in to report an argument." },
  "argument.hide": {
    sections: ["s22"],
    test: onDuty,
    isDuty: true,
    who: "Only the convenor or the deputy hides an argument, with a public reason.",
  },
  "proposal.give_notice": {
    sections: ["s21", "s22"],
    test: (actor, subject) => author(actor, subject) || onDuty(actor, subject),
    isDuty: true,
    who: "Only the author, the convenor or the deputy gives notice of a vote.",
  },
  "vote.call_hall": {
    sections: ["s25"],
    test: onDuty,
    isDuty: true,
    who: "Only the convenor or the deputy calls a hall vote.",
  },
  "office.resign": { sections: ["s53"], test: inOffice, who: "Only the convenor and the deputy can resign." },
  "office.be_away": {
    sections: ["s53"],
    test: inOffice,
    who: "Only the convenor and the deputy say when they are away.",
  },
  "office.volunteer": {
    sections: ["s53"],
    test: residentOf,
    who: "Only people on the parish roll can hold an office: your address in the area must be confirmed.",
  },
  "office.name_deputy": { sections: ["s53"], test: convenorOf, who: "Only the convenor names a deputy." },
  "convenor.requisition": {
    sections: ["s53"],
    test: residentOf,
    who: "Only people on the parish roll can demand a vote on the convenor.",
  },
  "convenor.sign": {
    sections: ["s53"],
    test: residentOf,
    who: "Only people on the parish roll can sign: your address in the area must be confirmed.",
  },
  "convenor.unsign": { sections: ["s53"], test: signedIn, who: "Sign in to take your name off." },
  "convenor.withdraw_requisition": {
    sections: ["s53"],
    test: author,
    who: "Only whoever started this demand can withdraw it.",
  },
  "conflict.declare": {
    sections: ["s33"],
    test: inOffice,
    who: "Only the convenor and the deputy declare a conflict of interest.",
  },
  "conflict.name_acting": {
    sections: ["s33"],
    test: officerOf,
    who: "Only an officer of this council names somebody to act on a proposal.",
  },
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
  "duty.assign": {
    sections: ["s34"],
    test: officerOf,
    who: "Only an officer of this council says who deals with this.",
  },
  "duty.note": {
    sections: ["s34"],
    test: officerOf,
    who: "Only officers of this council read and write its working notes.",
  },
  "answer.draft": {
    sections: ["s35"],
    test: officerOf,
    who: "Only officers of this council read and write its drafts.",
  },
  "template.save": {
    sections: ["s35"],
    test: officerOf,
    who: "Only officers of this council use and change its templates.",
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
  "delivery.report": {
    sections: ["s38"],
    test: residentOf,
    who: "Only people on the parish roll report on delivery: your address in the area must be confirmed.",
  },
  "delivery.hide": {
    sections: ["s38"],
    test: (actor, subject) => onDuty(actor, subject) || officerOf(actor, subject),
    isDuty: true,
    who: "Only the convenor, the deputy or an officer of this council hides a report or a file, on a listed ground and with a public reason.",
  },
  "delivery.show": {
    sections: ["s38"],
    test: (actor, subject) => onDuty(actor, subject) || holdsRole(actor, "operator"),
    isDuty: true,
    who: "Only the convenor, the deputy or whoever runs this site shows again what was hidden.",
  },
  "delivery.answer_report": {
    sections: ["s38"],
    test: officerOf,
    who: "Only an officer of this council answers a report.",
  },
  "outcome.measure": {
    sections: ["s39"],
    test: (actor, subject) => inOffice(actor, subject) || officerOf(actor, subject),
    who: "Only the convenor, the deputy or an officer of this council adds what was measured.",
  },
  "trial.review": {
    sections: ["s15"],
    test: (actor, subject) => officerOf(actor, subject) || holdsRole(actor, "councillor", subject.councilId),
    who: "Only an officer or a councillor of this council reviews a power that it gave on trial.",
  },
  "measurement.add": {
    sections: ["s42"],
    test: (actor, subject) => inOffice(actor, subject) || officerOf(actor, subject),
    who: "Only the convenor, the deputy or an officer of this council adds what was measured.",
  },
  "midterm.publish": {
    sections: ["s42"],
    test: inOffice,
    who: "Only the convenor or the deputy publishes the review at half time.",
  },
  "midterm.add_evidence": {
    sections: ["s42"],
    test: (actor, subject) => inOffice(actor, subject) || officerOf(actor, subject),
    who: "Only the convenor, the deputy or an officer of this council adds evidence. Everybody can comment once the review is published.",
  },
  "midterm.comment": { sections: ["s42"], test: signedIn, who: "Sign in to comment on the review." },
  "midterm.hide_comment": {
    sections: ["s42"],
    test: inOffice,
    who: "Only the convenor or the deputy hides a comment, with a public reason.",
  },
  "power.suspend": {
    sections: ["s16"],
    test: officerOf,
    who: "Only an officer of the council that gave a power may suspend it or take it back.",
  },
  "power.reinstate": {
    sections: ["s16"],
    test: officerOf,
    who: "Only an officer of the council that suspended a power may end that.",
  },
  "suspension.appeal": {
    sections: ["s16", "s50"],
    test: inOffice,
    who: "Only the convenor or the deputy appeals to the Commissioner.",
  },
  "appeal.decide": {
    sections: ["s50"],
    test: (actor) => holdsRole(actor, "commissioner"),
    who: "Only the Commissioner decides on an appeal.",
  },
  "count.contest": {
    sections: ["s32"],
    test: (actor, subject) => signedIn(actor) && subject.isOnRoll === true,
    who: "Only people on the roll of this vote can challenge its count.",
  },
  "ruling.contest": {
    sections: ["s19"],
    test: author,
    who: "Only the author of the proposal can contest that it was ruled out.",
  },
  "matter.speak_for_parish": {
    sections: ["s50"],
    test: (actor, subject) => inOffice(actor, subject) || author(actor, subject) || founder(actor, subject),
    who: "Only the convenor, the deputy and whoever waits for the answer speak for the parish before the Commissioner.",
  },
  "matter.speak_for_office": {
    sections: ["s50"],
    test: inOffice,
    who: "Only the convenor or the deputy answers this before the Commissioner.",
  },
  "matter.speak_for_council": {
    sections: ["s50"],
    test: officerOf,
    who: "Only an officer of this council speaks for it before the Commissioner.",
  },
  "matter.decide": {
    sections: ["s50"],
    test: (actor) => holdsRole(actor, "commissioner"),
    who: "Only the Commissioner decides on this.",
  },
  "handover.arrange": {
    sections: ["s45"],
    test: inOffice,
    who: "Only the convenor or the deputy arranges the handover.",
  },
  "handover.place_orphan": {
    sections: ["s45"],
    test: officerOf,
    who: "The council holds what nobody accepted before the sunset. Only its officers find a receiver now.",
  },
  "handover.answer": {
    sections: ["s45"],
    test: (actor, subject) =>
      subject.personId === undefined
        ? officerOf(actor, subject)
        : signedIn(actor) && actor.personId === subject.personId,
    who: "Only whoever was asked to receive something answers. For the council, an officer does.",
  },
  "audit.read": {
    sections: ["s52"],
    test: (actor, subject) =>
      holdsRole(actor, "operator") ||
      (subject.councilId !== undefined &&
        (officerOf(actor, subject) || holdsRole(actor, "councillor", subject.councilId))),
    who: "Only officers and councillors of a council read its audit log, and the operator.",
  },
  "people.read": {
    sections: ["s52"],
    test: (actor, subject) =>
      holdsRole(actor, "operator") ||
      (subject.councilId !== undefined &&
        (officerOf(actor, subject) || holdsRole(actor, "councillor", subject.councilId))),
    who: "Only officers and councillors of this council open this page, and the operator. Their names and posts are on the council’s page for everybody.",
  },
  "people.appoint": {
    sections: ["s52"],
    test: (actor, subject) => holdsRole(actor, "operator") || mayAppointAt(actor, subject.councilId),
    who: "Only an officer who may appoint at this council does this, or the operator.",
  },
  "people.appoint_for_all": {
    sections: ["s52"],
    test: (actor) => holdsRole(actor, "operator"),
    who: "Only an operator appoints the Commissioner and other operators.",
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

const anyVersion: Rules = { actVersion: 1, scheduleVersion: 0, parameters: {} };

/**
 * Whether a person may do something at all. Whether they may do it *now* is a matter for the section of the Act that governs it.
 * Read by buttons, pages, commands and sockets alike.
 *
 * @returns a ruling that holds, or one that says in one sentence who may. To the holder of an office with a conflict of interest it says to whom
 * the duty passes.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): Ruling {
  const rule: Rule = table[action];
  if (rule.test(actor, subject)) return allow(anyVersion, { sections: rule.sections, sentence: "You may do this." });
  const held = actor.offices.find(({ parishId }) => parishId === subject.parishId);
  return rule.isDuty && held && inConflict(actor, subject)
    ? conflictRuling(anyVersion, {
        office: held.office,
        hasConflict: true,
        isPublished: true,
        isOtherBarred: !subject.duties?.isAnyoneLeft,
      })
    : refuse(anyVersion, { sections: rule.sections, outcome: "not_allowed", sentence: rule.who });
}
