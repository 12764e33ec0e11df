import { randomUUID } from "node:crypto";
import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { promisedBy } from "~/domain/record/promise";
import { instantInWords, people } from "~/domain/time/words";
import { paperWords } from "~/domain/vote/paper";
import { voteState } from "~/domain/vote/vote-state";
import type { Tally } from "~/live/contract";
import { whyNotOnRoll } from "../commands/cast-ballot";
import type { Application } from "../container";
import { viewVote } from "./view-vote";

/** Everything the page of a vote shows to one person. */
export interface HallPage {
  tally: Tally;
  parish: { slug: string; name: string; council: string };
  proposal: { number: number; title: string } | null;
  opensWords: string;
  closesWords: string;
  cancelledReason: string;
  /** Why the reader may not vote; null when they may, or when nobody can say yet. */
  whyNot: Ruling | null;
  isSignedIn: boolean;
  /** Whether a ballot is in the box, or was counted, in the reader's name. Never which. */
  hasVoted: boolean;
  /** Whether they were given a paper ballot, so that they do not vote here. */
  hasPaper: boolean;
  /** Until when papers are counted, in words; empty when the vote takes none. */
  paperWords: string;
  /** What may be said of the papers of a closed vote, in sentences. */
  paperFacts: string[];
  /** Whether the reader may offer, issue or count papers. */
  mayHandlePaper: boolean;
  /** For the plain form: sending the same page twice casts once. */
  request: string;
  /** The public keys that sign promises of this vote, in base64url. */
  keys: string[];
  /** The instant by which the log holds every ballot that is promised. */
  promisedBy: string;
}

/** The page of a vote for one person; null when there is no such vote. */
export async function getHall(app: Application, voteId: string, actor: Actor): Promise<HallPage | null> {
  const [vote, beside, seen] = await Promise.all([
    app.db.vote.findUnique({ where: { id: voteId } }),
    besideVote(app, voteId),
    standing(app, voteId, actor.personId),
  ]);
  if (!vote || !beside) return null;
  const { now } = beside;
  const state = voteState(vote, now);
  // The roll is made when the vote opens, which may have been between what was asked at the same time.
  const mayHaveMissed = state === "open" && actor.personId !== null && !seen.isOnRoll;
  const me = mayHaveMissed ? await standing(app, voteId, actor.personId) : seen;
  const whyNot =
    state === "open" && actor.personId && !me.isOnRoll ? await whyNotOnRoll(app.context, actor.personId, voteId) : null;
  const tally = { ...viewVote(vote, now), now: now.toISOString(), present: app.present(voteId) };
  return {
    tally,
    parish: { slug: beside.slug, name: beside.name, council: beside.council },
    proposal: beside.number === null ? null : { number: beside.number, title: beside.title ?? "" },
    opensWords: instantInWords(vote.opensAt),
    closesWords: instantInWords(vote.closesAt),
    cancelledReason: vote.cancelledReason,
    whyNot,
    isSignedIn: actor.personId !== null,
    hasVoted: me.hasVoted,
    hasPaper: me.hasPaper,
    paperWords: vote.paperDueAt ? instantInWords(vote.paperDueAt) : "",
    paperFacts: tally.paper ? paperWords(tally.paper, (count) => people(count)) : [],
    mayHandlePaper: may(actor, "paper.offer", { councilId: beside.council_id, parishId: vote.parishId }).holds,
    request: randomUUID(),
    keys: beside.keys,
    promisedBy: promisedBy(vote),
  };
}

interface Beside {
  now: Date;
  slug: string;
  name: string;
  council: string;
  council_id: string;
  number: number | null;
  title: string | null;
  keys: string[];
}

/** What stands beside a vote on its page, with the instant, in one statement: this page is the one that a whole town asks for at once. */
async function besideVote(app: Application, voteId: string): Promise<Beside | undefined> {
  const rows = await app.db.$queryRaw<Beside[]>`
    SELECT app_now() AS now, parish.slug, parish.name, council.name AS council, council.id AS council_id, proposal.number, proposal.title,
      ARRAY(SELECT public_key FROM vote_key WHERE vote_id = vote.id) AS keys
    FROM vote JOIN parish ON parish.id = vote.parish_id JOIN council ON council.id = parish.council_id
    LEFT JOIN proposal ON proposal.id = vote.proposal_id
    WHERE vote.id = ${voteId}::uuid`;
  return rows[0];
}

async function standing(app: Application, voteId: string, personId: string | null) {
  if (personId === null) return { isOnRoll: false, hasVoted: false, hasPaper: false };
  const rows = await app.db.$queryRaw<{ on_roll: boolean; voted: boolean; paper: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM vote_roll WHERE vote_id = ${voteId}::uuid AND person_id = ${personId}::uuid) AS on_roll,
      has_voted(${voteId}::uuid, ${personId}::uuid) AS voted, has_paper(${voteId}::uuid, ${personId}::uuid) AS paper`;
  return {
    isOnRoll: rows[0]?.on_roll ?? false,
    hasVoted: rows[0]?.voted ?? false,
    hasPaper: rows[0]?.paper ?? false,
  };
}
