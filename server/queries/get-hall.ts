import { randomUUID } from "node:crypto";
import type { Ruling } from "~/domain/act/ruling";
import type { Actor } from "~/domain/permissions/actor";
import { promisedBy } from "~/domain/record/promise";
import { instantInWords } from "~/domain/time/words";
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
  /** For the plain form: sending the same page twice casts once. */
  request: string;
  /** The public keys that sign promises of this vote, in base64url. */
  keys: string[];
  /** The instant by which the log holds every ballot that is promised. */
  promisedBy: string;
}

/** The page of a vote for one person; null when there is no such vote. */
export async function getHall(app: Application, voteId: string, actor: Actor): Promise<HallPage | null> {
  const vote = await app.db.vote.findUnique({
    where: { id: voteId },
    include: {
      parish: { select: { slug: true, name: true, council: { select: { name: true } } } },
      proposal: { select: { number: true, title: true } },
      keys: { select: { publicKey: true } },
    },
  });
  if (!vote) return null;
  const now = await app.now();
  const state = voteState(vote, now);
  const me = actor.personId ? await standing(app, voteId, actor.personId) : { isOnRoll: false, hasVoted: false };
  const whyNot =
    state === "open" && actor.personId && !me.isOnRoll ? await whyNotOnRoll(app.context, actor.personId, voteId) : null;
  return {
    tally: { ...viewVote(vote, now), now: now.toISOString(), present: app.present(voteId) },
    parish: { slug: vote.parish.slug, name: vote.parish.name, council: vote.parish.council.name },
    proposal: vote.proposal,
    opensWords: instantInWords(vote.opensAt),
    closesWords: instantInWords(vote.closesAt),
    cancelledReason: vote.cancelledReason,
    whyNot,
    isSignedIn: actor.personId !== null,
    hasVoted: me.hasVoted,
    request: randomUUID(),
    keys: vote.keys.map((key) => key.publicKey),
    promisedBy: promisedBy(vote.closesAt),
  };
}

async function standing(app: Application, voteId: string, personId: string) {
  const rows = await app.db.$queryRaw<{ on_roll: boolean; voted: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM vote_roll WHERE vote_id = ${voteId}::uuid AND person_id = ${personId}::uuid) AS on_roll,
      has_voted(${voteId}::uuid, ${personId}::uuid) AS voted`;
  return { isOnRoll: rows[0]?.on_roll ?? false, hasVoted: rows[0]?.voted ?? false };
}
