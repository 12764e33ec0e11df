import type { Ruling } from "~/domain/act/ruling";
import { contestRuling } from "~/domain/act/s19-admissibility";
import { challengeRuling } from "~/domain/act/s32-receipts";
import { isIdentifier } from "~/domain/record/identifier";
import { matterPath } from "~/domain/response/matters";
import { type Read, rulesOf } from "../persistence/db";

/** What somebody needs to challenge a count. */
export interface ContestPage {
  id: string;
  question: string;
  isOnRoll: boolean;
  /** Whether it may be challenged now; null before it is counted. */
  ruling: Ruling | null;
  /** Where the challenges to it are; null while there are none. */
  matterHref: string | null;
  /** Whether this person has challenged it. */
  isDone: boolean;
}

/** The page on which a person challenges the count of a vote; null when there is no such vote, and for a practice vote. */
export async function getContestPage(
  db: Read,
  voteId: string,
  personId: string | null,
  now: Date,
): Promise<ContestPage | null> {
  if (!isIdentifier(voteId)) return null;
  const vote = await db.vote.findUnique({
    where: { id: voteId },
    select: { purpose: true, question: true, rules: true, closedAt: true, contests: { select: { personId: true } } },
  });
  if (!vote || vote.purpose === "practice") return null;
  const rolled = personId && (await db.voteRoll.findUnique({ where: { voteId_personId: { voteId, personId } } }));
  return {
    id: voteId,
    question: vote.question,
    isOnRoll: Boolean(rolled),
    ruling: vote.closedAt && challengeRuling(rulesOf(vote.rules), { closedAt: vote.closedAt, now }),
    matterHref: vote.contests.length > 0 ? matterPath("contested_count", voteId) : null,
    isDone: vote.contests.some((one) => one.personId === personId),
  };
}

/** What an author needs to contest that a proposal was ruled out. */
export interface RulingContest {
  id: string;
  authorId: string;
  parishSlug: string;
  number: number;
  title: string;
  /** Why it was ruled out. */
  reasons: string;
  /** Whether it may be contested now. */
  ruling: Ruling;
  matterHref: string | null;
}

/** The page on which an author contests that a proposal was ruled out; null when it was not. */
export async function getRulingContest(
  db: Read,
  parishSlug: string,
  number: number,
  now: Date,
): Promise<RulingContest | null> {
  const row = await db.proposal.findFirst({
    where: {
      parish: { slug: parishSlug },
      number,
      OR: [{ inadmissibleAt: { not: null } }, { ruledOutAt: { not: null } }],
    },
    include: { contest: { select: { id: true } } },
  });
  if (!row || row.rules === null) return null;
  const { inadmissibleAt: ruledOutAt, contest } = row;
  return {
    id: row.id,
    authorId: row.authorId,
    parishSlug,
    number,
    title: row.title,
    reasons: row.inadmissibleReasons,
    // Whether it may be contested at all: the reasons are still to be written.
    ruling: contestRuling(rulesOf(row.rules), { ruledOutAt, isContested: contest !== null, reasons: "…", now }),
    matterHref: contest ? matterPath("inadmissibility", row.id) : null,
  };
}
