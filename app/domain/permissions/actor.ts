/** Whoever asks for something: a stranger, or a signed-in person with what they hold at this instant. */
export interface Actor {
  /** Empty for a stranger. */
  personId: string | null;
  name: string;
  email: string;
  /** The person's one live residency, confirmed or only claimed. */
  residency: { wardId: string; councilId: string; confirmedAt: Date | null; isAged16: boolean } | null;
  roles: readonly HeldRole[];
  offices: readonly { parishId: string; office: Office }[];
  /** The network that the request came from, for the audit log: never the whole address. */
  network?: string;
}

/** A public role that somebody holds. */
export interface HeldRole {
  kind: RoleKind;
  councilId: string | null;
  post: string;
  /** Whether they appoint and remove the officers and councillors of their council. */
  mayAppoint?: boolean;
}

export type RoleKind = "officer" | "councillor" | "commissioner" | "operator";
export type Office = "convenor" | "deputy";

/** Somebody who is not signed in. */
export const stranger: Actor = Object.freeze({
  personId: null,
  name: "",
  email: "",
  residency: null,
  roles: [],
  offices: [],
});

/** Whether the person holds a role; with a council, only that council's. */
export function holdsRole(actor: Actor, kind: RoleKind, councilId?: string): boolean {
  return actor.roles.some((role) => role.kind === kind && (councilId === undefined || role.councilId === councilId));
}

/** Whether the person is an officer of the council who appoints and removes there. */
export function mayAppointAt(actor: Actor, councilId: string | undefined): boolean {
  return actor.roles.some(
    (role) => role.kind === "officer" && role.councilId === councilId && role.mayAppoint === true,
  );
}

/** Whether the person is convenor or deputy of the parish. */
export function holdsOffice(actor: Actor, parishId: string | undefined): boolean {
  return actor.offices.some((held) => held.parishId === parishId);
}

/** Whether the person is a confirmed resident of one of the wards. */
export function livesIn(actor: Actor, wardIds: readonly string[] | undefined): boolean {
  const residency = actor.residency;
  return residency?.confirmedAt != null && (wardIds ?? []).includes(residency.wardId);
}
