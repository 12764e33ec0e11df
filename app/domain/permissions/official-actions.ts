import type { Actor, RoleKind } from "./actor";
import type { Action } from "./may";

/** A public role, an office of a parish, or acting for an office on one proposal (section 33). */
export type Capacity = RoleKind | "office" | "acting";

interface Official {
  /** In which capacities it is done officially; the first that the person holds is the one they acted in. */
  in: readonly Capacity[];
  /** What was done, for somebody who reads the audit log. */
  words: string;
}

/**
 * What people do in a post or an office, each of which leaves a line in the audit log. Null for what everybody does for themselves, and for
 * reading. An action that is missing here does not compile.
 */
export const officialActions = {
  "residency.claim": null,
  "residency.confirm": { in: ["officer"], words: "Decided where somebody lives" },
  "residency.revoke": { in: ["officer"], words: "Ended a confirmed home" },
  "residency.export": { in: ["officer"], words: "Downloaded open claims" },
  "resident.assist": { in: ["officer"], words: "Served residents in person" },
  "resident.find": { in: ["officer"], words: "Looked for residents" },
  "support.enter_paper": { in: ["officer"], words: "Entered support signed on paper" },
  "support.withdraw_paper": { in: ["officer"], words: "Took off a supporter who signed on paper" },
  "seconder.enter_paper": { in: ["officer"], words: "Entered a seconder who signed on paper" },
  "seconder.withdraw_paper": { in: ["officer"], words: "Took off a seconder who signed on paper" },
  "consent.enter_paper": { in: ["officer"], words: "Entered a yes or no signed on paper" },
  "paper.offer": { in: ["officer"], words: "Offered paper ballots" },
  "paper.issue": { in: ["officer"], words: "Issued a paper ballot" },
  "paper.count": { in: ["officer"], words: "Entered a count of papers" },
  "ward.set_electorate": { in: ["officer"], words: "Set an electorate" },
  "schedule.make": { in: ["officer"], words: "Changed the schedule" },
  "parish.found": null,
  "parish.edit_draft": null,
  "parish.join_founders": null,
  "parish.leave_founders": null,
  "parish.open_gathering": null,
  "parish.withdraw": null,
  "parish.support": null,
  "parish.withdraw_support": null,
  "charter.review": { in: ["officer"], words: "Reviewed a charter" },
  "charter.schedule_vote": { in: ["office"], words: "Called a charter vote" },
  "renewal.call": { in: ["office"], words: "Called a vote on renewal" },
  "ending.call": { in: ["office"], words: "Called a vote to end sooner" },
  "power.confirm": { in: ["officer"], words: "Answered about a power for a new term" },
  "proposal.write": null,
  "proposal.edit": null,
  "proposal.withdraw": null,
  "proposal.second": null,
  "proposal.unsecond": null,
  "proposal.rule_inadmissible": { in: ["office", "acting"], words: "Found a proposal inadmissible" },
  "proposal.argue": null,
  "argument.report": null,
  "argument.hide": { in: ["office", "acting"], words: "Hid an argument" },
  "proposal.give_notice": { in: ["office", "acting"], words: "Gave notice of a vote" },
  "vote.call_hall": { in: ["office", "acting"], words: "Called a hall vote" },
  "office.resign": { in: ["office"], words: "Resigned" },
  "office.be_away": { in: ["office"], words: "Said when they are away" },
  "office.volunteer": null,
  "office.name_deputy": { in: ["office"], words: "Named a deputy" },
  "convenor.requisition": null,
  "convenor.sign": null,
  "convenor.unsign": null,
  "convenor.withdraw_requisition": null,
  "conflict.declare": { in: ["office"], words: "Declared or withdrew a conflict of interest" },
  "conflict.name_acting": { in: ["officer"], words: "Named somebody to act on a proposal" },
  "docket.read": null,
  "duty.act": { in: ["officer"], words: "Acted on what the council owes" },
  "duty.assign": { in: ["officer"], words: "Said who deals with something on the docket" },
  "duty.note": { in: ["officer"], words: "Wrote or removed a working note" },
  "answer.draft": { in: ["officer"], words: "Saved or threw away a draft of an answer" },
  "template.save": { in: ["officer"], words: "Changed the templates for answers" },
  "response.consent": null,
  "proposal.record_progress": { in: ["officer"], words: "Recorded delivery" },
  "proposal.review": { in: ["officer", "councillor"], words: "Reviewed an outcome" },
  "delivery.report": null,
  "delivery.hide": { in: ["office", "acting", "officer"], words: "Hid a report or a file about a commitment" },
  "delivery.show": { in: ["office", "acting", "operator"], words: "Showed a hidden report or file again" },
  "delivery.answer_report": { in: ["officer"], words: "Answered a report on a commitment" },
  "outcome.measure": { in: ["office", "officer"], words: "Added what was measured of a decision" },
  "trial.review": { in: ["officer", "councillor"], words: "Reviewed a power on trial" },
  "measurement.add": { in: ["office", "officer"], words: "Added a measurement" },
  "midterm.publish": { in: ["office"], words: "Published a review at half time" },
  "midterm.add_evidence": { in: ["office", "officer"], words: "Added evidence to a review" },
  "midterm.comment": null,
  "midterm.hide_comment": { in: ["office"], words: "Hid a comment" },
  "power.suspend": { in: ["officer"], words: "Suspended or took back powers" },
  "power.reinstate": { in: ["officer"], words: "Ended an order about powers" },
  "suspension.appeal": { in: ["office"], words: "Appealed to the Commissioner" },
  "appeal.decide": { in: ["commissioner"], words: "Decided an appeal" },
  "count.contest": null,
  "ruling.contest": null,
  "matter.speak_for_parish": { in: ["office"], words: "Spoke for the parish before the Commissioner" },
  "matter.speak_for_office": { in: ["office"], words: "Answered for the convenor before the Commissioner" },
  "matter.speak_for_council": { in: ["officer"], words: "Spoke for the council before the Commissioner" },
  "matter.decide": { in: ["commissioner"], words: "Acted as Commissioner on a matter" },
  "handover.arrange": { in: ["office"], words: "Arranged the handover" },
  "handover.place_orphan": { in: ["officer"], words: "Asked a receiver for an orphan" },
  "handover.answer": { in: ["officer"], words: "Answered for the council about a handover" },
  "audit.read": null,
  "people.read": null,
  "people.appoint": { in: ["officer", "operator"], words: "Appointed or removed somebody at a council" },
  "people.appoint_for_all": { in: ["operator"], words: "Appointed or removed the Commissioner or an operator" },
  "operator.work": { in: ["operator"], words: "Did an operator’s work" },
} as const satisfies Record<Action, Official | null>;

/** An action that always or sometimes is done in a post or an office. */
export type OfficialAction = {
  [action in Action]: (typeof officialActions)[action] extends null ? never : action;
}[Action];

/** What is done at the machine itself by whoever may run commands there, who has no account; and to the clock of a simulation. */
const otherActions = {
  "server.appoint": "Appointed somebody at the machine",
  "server.dismiss": "Removed somebody at the machine",
  "server.sign_in_link": "Made a sign-in link at the machine",
  "server.add_council": "Added a council at the machine",
  "server.import_places": "Loaded lists of councils and wards at the machine",
  "simulation.move_clock": "Moved the clock of the simulation",
} as const;

export type ServerAction = keyof typeof otherActions;
export type AuditedAction = OfficialAction | ServerAction;

const official = Object.entries(officialActions as Record<string, Official | null>).flatMap(([action, one]) =>
  one ? [[action, one.words] as const] : [],
);

/** Every action that the audit log can hold, in plain words. */
export const auditWords = Object.fromEntries([...official, ...Object.entries(otherActions)]) as Record<
  AuditedAction,
  string
>;

/** What a line calls an action; a line that an older version wrote may name one that is known no longer. */
export function auditWordsOf(action: string): string {
  return auditWords[action as AuditedAction] ?? action;
}

/** Where something official was done. */
export interface OfficialPlace {
  councilId?: string | null;
  parishId?: string | null;
  /** Whom the council has named to act on the proposal that it concerns (section 33). */
  actingId?: string | null;
}

/** In which post or office a person does an action there, as the record names it; null when they do it for themselves. */
export function postFor(actor: Actor, action: OfficialAction, place: OfficialPlace): string | null {
  const held = (officialActions[action] as Official).in.map((capacity) => postIn(actor, capacity, place));
  return held.find((post) => post !== null) ?? null;
}

function postIn(actor: Actor, capacity: Capacity, { councilId, parishId, actingId }: OfficialPlace): string | null {
  if (capacity === "acting") return actor.personId !== null && actor.personId === actingId ? "Acting convenor" : null;
  if (capacity === "office") {
    const held = actor.offices.find((one) => one.parishId === parishId);
    return held ? (held.office === "convenor" ? "Convenor" : "Deputy") : null;
  }
  const isOfCouncil = capacity === "officer" || capacity === "councillor";
  const role = actor.roles.find((one) => one.kind === capacity && (!isOfCouncil || one.councilId === councilId));
  return role?.post ?? null;
}
