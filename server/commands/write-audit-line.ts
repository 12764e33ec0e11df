import type { Actor } from "~/domain/permissions/actor";
import {
  type AuditedAction,
  type OfficialAction,
  type OfficialPlace,
  postFor,
  type ServerAction,
} from "~/domain/permissions/official-actions";
import { type Read, type Tx, toJson } from "../persistence/db";

/** One thing that an official action changed, in words or figures. Nothing private belongs here: no note, no address, no code. */
export interface AuditChange {
  what: string;
  /** Left out where there was nothing before. */
  before?: string;
  /** Left out where nothing is left. */
  after?: string;
}

export interface AuditInput {
  /** The action that the person was allowed to do. */
  action: AuditedAction;
  /** In which post or office: "Head of parks", "Convenor". */
  post: string;
  councilId?: string | null;
  parishId?: string | null;
  /** What it was done to, in words: "Answer to “Move two bins”". */
  about: string;
  /** The page where its result can be seen. */
  path?: string;
  changes?: readonly AuditChange[];
}

/** What the log calls a person or their claim: the beginning of a number, and never a name. The person can be forgotten; the log cannot. */
export function numberInLog(id: string): string {
  return id.slice(0, 8);
}

/**
 * Adds a line to the audit log, in the transaction of the action that it tells, so that neither is there without the other. Every action that
 * somebody does in a post or an office has one.
 *
 * @param now the instant of the action, which is the instant that the caller compared its deadline with
 */
export async function writeAuditLine(tx: Tx, actor: Actor, now: Date, input: AuditInput): Promise<void> {
  if (actor.personId === null) throw new Error("an official action is done by a person");
  await write(tx, now, { personId: actor.personId, name: actor.name, network: actor.network ?? "" }, input);
}

/** What is told of an official action where its place says the rest. */
export type OfficialAct = Pick<AuditInput, "about" | "path" | "changes"> & { action: OfficialAction };

/**
 * The same, with the post or office found from where it was done. Writes nothing for somebody who did it for themselves: an author who gives
 * notice, a receiver who accepts.
 */
export async function auditAct(tx: Tx, actor: Actor, now: Date, place: OfficialPlace, act: OfficialAct): Promise<void> {
  const post = postFor(actor, act.action, place);
  if (post === null) return;
  const { councilId, parishId } = place;
  await writeAuditLine(tx, actor, now, { ...act, post, councilId, parishId });
}

/** A parish as a line of the audit log knows it. */
export interface AuditedParish {
  id: string;
  slug: string;
  councilId: string;
}

/**
 * The same for what was done in a parish.
 *
 * @param act.page where its result can be seen, below the parish's own page
 * @param act.actingId whom the council has named to act on the proposal that it concerns
 */
export function auditInParish(
  tx: Tx,
  actor: Actor,
  now: Date,
  parish: AuditedParish,
  { page, actingId, ...act }: Omit<OfficialAct, "path"> & { page: string; actingId?: string | null },
): Promise<void> {
  const place = { councilId: parish.councilId, parishId: parish.id, actingId };
  return auditAct(tx, actor, now, place, { ...act, path: `/parishes/${parish.slug}${page}` });
}

/** Adds a line about what was done at the machine itself, where nobody is signed in. Whoever may run commands there may do everything. */
export async function auditServer(
  tx: Read,
  now: Date,
  act: Omit<AuditInput, "action" | "post"> & { action: ServerAction; by?: Actor | null },
): Promise<void> {
  const { by, ...input } = act;
  const who = by?.personId
    ? { personId: by.personId, name: by.name, network: by.network ?? "" }
    : { personId: null, name: "Nobody signed in", network: by?.network ?? "" };
  const post = act.action === "simulation.move_clock" ? "In the simulation" : "At the machine";
  await write(tx, now, who, { ...input, post });
}

async function write(
  tx: Read,
  now: Date,
  who: { personId: string | null; name: string; network: string },
  input: AuditInput,
): Promise<void> {
  await tx.auditLine.create({
    data: {
      at: now,
      ...who,
      post: input.post,
      councilId: input.councilId ?? null,
      parishId: input.parishId ?? null,
      action: input.action,
      about: input.about,
      path: input.path ?? "",
      changes: toJson(input.changes ?? []),
    },
  });
}
