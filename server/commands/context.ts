import type { Logger } from "pino";
import type { Signer } from "../auth/signing-key";
import type { Env } from "../env";
import type { Db } from "../persistence/db";

/** Something that happened to a vote and that open pages should hear of. Sent after the commit, never before. */
export type Published = { kind: "vote_changed"; voteId: string } | { kind: "vote_closed"; voteId: string };

/** A job to run after the commit. Jobs announce and mail; they decide nothing. */
export type Job = { name: "deliver-mail" } | { name: "open-vote" | "close-vote"; voteId: string; at: Date };

/** What every command is given. Tests give the same, with a real database. */
export interface Context {
  db: Db;
  env: Env;
  log: Logger;
  /** Signs promises to voters and the steps of counts. */
  signer: Signer;
  publish: (event: Published) => void;
  enqueue: (job: Job) => void;
}
