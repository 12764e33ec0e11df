import type { Ruling } from "~/domain/act/ruling";
import { closingSoonAt } from "~/domain/notices/dates";
import { instantInWords, whenInWords } from "~/domain/time/words";
import type { Read, Vote } from "../persistence/db";
import { announce } from "./announce";

/** What a notice about a vote says in any case. */
async function aboutVote(tx: Read, vote: Pick<Vote, "id" | "parishId">) {
  const parish = await tx.parish.findUniqueOrThrow({
    where: { id: vote.parishId },
    select: { name: true, council: { select: { name: true } } },
  });
  return { parish: parish.name, council: parish.council.name, path: `/votes/${vote.id}` };
}

/**
 * Tells the parish roll that notice of a vote was given. A vote that is over within a day, such as a hall vote, is told at once, because
 * people have to keep its hour free; of any other they hear again when it opens.
 */
export async function announceNoticeGiven(tx: Read, vote: Vote): Promise<void> {
  const { parish, path } = await aboutVote(tx, vote);
  await announce(tx, {
    key: `vote-noticed:${vote.id}`,
    kind: "vote_noticed",
    parishId: vote.parishId,
    isPressing: closingSoonAt(vote) === null,
    until: vote.opensAt,
    title: `${parish} will vote: ${vote.question}`,
    text: `Notice was given of a vote of ${parish}: "${vote.question}" Voting opens ${whenInWords(vote.opensAt)} and closes ${whenInWords(vote.closesAt)}.`,
    path,
  });
}

/** Tells the parish roll that those who cannot vote online get a paper in a vote that has notice. */
export async function announcePaperOffered(tx: Read, vote: Vote, paperDueAt: Date): Promise<void> {
  const { parish, council, path } = await aboutVote(tx, vote);
  await announce(tx, {
    key: `vote-paper:${vote.id}`,
    kind: "vote_noticed",
    parishId: vote.parishId,
    until: vote.closesAt,
    title: `Paper ballots can be had: ${vote.question}`,
    text: `${paperWords(council)} Voting of ${parish} opens ${whenInWords(vote.opensAt)} and closes ${whenInWords(vote.closesAt)}. Papers are counted until ${instantInWords(paperDueAt)}, and there is no result before then.`,
    path,
  });
}

const paperWords = (council: string) =>
  `Somebody who cannot vote online can ask ${council} for a paper ballot while voting is open.`;

/** Tells everybody on the roll of a vote that they can vote now. */
export async function announceOpened(tx: Read, vote: Vote): Promise<void> {
  const { parish, council, path } = await aboutVote(tx, vote);
  await announce(tx, {
    key: `vote-opened:${vote.id}`,
    kind: "vote_opened",
    voteId: vote.id,
    isPressing: true,
    until: vote.closesAt,
    title: `You can vote now: ${vote.question}`,
    text: `${parish} votes: "${vote.question}" You are on the roll. The vote closes ${whenInWords(vote.closesAt)}, and until then you can change your ballot.${vote.paperDueAt ? ` ${paperWords(council)}` : ""}`,
    path,
  });
}

/**
 * Tells everybody on the roll of a vote that it closes within a day. Those who have voted are told as well, on purpose: a letter that went
 * only to the others would say who has voted, to whoever sees the post (docs/decisions/0011).
 */
export async function announceClosingSoon(tx: Read, vote: Vote): Promise<void> {
  const { parish, path } = await aboutVote(tx, vote);
  await announce(tx, {
    key: `vote-closing:${vote.id}`,
    kind: "vote_closing",
    voteId: vote.id,
    isPressing: true,
    until: vote.closesAt,
    title: `Closes ${instantInWords(vote.closesAt)}: ${vote.question}`,
    text: `If you have not voted yet: the vote of ${parish} closes ${whenInWords(vote.closesAt)}. "${vote.question}" Everybody on the roll gets this letter, whether or not they have voted.`,
    path,
  });
}

const outcomeWords: Readonly<Record<string, string>> = {
  passed: "Passed",
  failed: "Not passed",
  inquorate: "Too few people voted",
};

/** Tells everybody on the roll what was decided; author and seconders as of something of their own, and for a charter its founders. */
export async function announceDecided(tx: Read, vote: Vote, ruling: Ruling): Promise<void> {
  const { parish, path } = await aboutVote(tx, vote);
  await announce(tx, {
    key: `vote-decided:${vote.id}`,
    kind: "vote_decided",
    voteId: vote.id,
    own: vote.proposalId
      ? await peopleBehind(tx, vote.proposalId)
      : (await tx.founder.findMany({ where: { parishId: vote.parishId } })).map(({ personId }) => personId),
    title: `${outcomeWords[ruling.outcome] ?? "Decided"}: ${vote.question}`,
    text: `${parish} has voted: "${vote.question}" ${ruling.sentence}`,
    path,
  });
}

/** Author and standing seconders of a proposal: those whose own it is. */
export async function peopleBehind(tx: Read, proposalId: string): Promise<string[]> {
  const { authorId, seconders } = await tx.proposal.findUniqueOrThrow({
    where: { id: proposalId },
    select: { authorId: true, seconders: { where: { withdrawnAt: null }, select: { personId: true } } },
  });
  return [authorId, ...seconders.map(({ personId }) => personId)];
}
