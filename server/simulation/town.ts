import type { Actor } from "~/domain/permissions/actor";
import type { Outcome } from "../commands/outcome";
import type { Application } from "../container";
import type { History } from "./history";

/** A ward of an example district, with the residents who were confirmed there, in the order of their confirmation. */
export interface TownWard {
  id: string;
  gss: string;
  residents: string[];
}

/** The people and places that a history of an example district is played with. */
export interface Town {
  app: Application;
  history: History;
  /** Wards by their key in the scenario. */
  wards: Map<string, TownWard>;
  /** Who acts for each council, by its slug. */
  officers: Map<string, string>;
  /** What is known of people who have acted. */
  actors: Map<string, Promise<Actor>>;
  /** Example accounts by slug. */
  accounts: Map<string, string>;
  /** Residents without e-mail whom an officer registered. */
  assisted: string[];
}

/**
 * What a person may do, as any request would find it. Homes and roles do not change in the history, and offices only when a charter
 * names them, so it is asked once.
 */
export function actorOf(town: Town, personId: string): Promise<Actor> {
  const asked = town.actors.get(personId) ?? town.app.loadActor(personId);
  town.actors.set(personId, asked);
  return asked;
}

/** Asks again what somebody may do, because they have taken office. */
export function forgetActor(town: Town, personId: string): void {
  town.actors.delete(personId);
}

/** The officer who acts for a council. */
export function officerOf(town: Town, council: string): Promise<Actor> {
  return actorOf(town, known(town.officers.get(council), `officer of ${council}`));
}

/** The person behind an example account. */
export function account(town: Town, slug: string): string {
  return known(town.accounts.get(slug), `account ${slug}`);
}

export function wardOf(town: Town, key: string): TownWard {
  return known(town.wards.get(key), `ward ${key}`);
}

/** The value that must be there; a scenario that names what it has not made is a mistake. */
export function known<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the example district has no ${what}`);
  return value;
}

/** What a command answered. A refusal means that the scenario asks for something that the Act does not allow. */
export function must<T>(what: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const errors = (outcome.refused.errors ?? []).map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new Error(`${what} was refused (${outcome.refused.code}): ${outcome.refused.message} ${errors}`);
}
