import type { Actor } from "~/domain/permissions/actor";
import type { Action } from "~/domain/permissions/may";
import { type Tx, toJson } from "../persistence/db";

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
  action: Action;
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

/**
 * Adds a line to the audit log, in the transaction of the action that it tells, so that neither is there without the other. Every action that
 * somebody does in a post or an office has one.
 *
 * @param now the instant of the action, which is the instant that the caller compared its deadline with
 */
export async function writeAuditLine(tx: Tx, actor: Actor, now: Date, input: AuditInput): Promise<void> {
  if (actor.personId === null) throw new Error("an official action is done by a person");
  await tx.auditLine.create({
    data: {
      at: now,
      personId: actor.personId,
      name: actor.name,
      post: input.post,
      network: actor.network ?? "",
      councilId: input.councilId ?? null,
      parishId: input.parishId ?? null,
      action: input.action,
      about: input.about,
      path: input.path ?? "",
      changes: toJson(input.changes ?? []),
    },
  });
}
