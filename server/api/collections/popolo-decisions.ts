import { z } from "zod";
import type { Ruling } from "~/domain/act/ruling";
import { majorityPercentOf } from "~/domain/act/s29-majority";
import { countEndsAt } from "~/domain/vote/vote-state";
import { type Prisma, rulesOf, type Vote } from "../../persistence/db";
import { viewVote } from "../../queries/view-vote";
import { collection, inSql, inTime } from "../collection";
import { at, instant } from "../fields";

// Decisions in the terms of Popolo: a motion is a question, and a vote event is each time that it was put. Practice votes decide nothing.

const voteEvent = z.object({
  id: z.guid().describe("The identifier of the vote"),
  identifier: z.string().describe("Which round it is"),
  organization_id: z.string(),
  motion_id: z.guid(),
  classification: z.string(),
  start_date: instant(),
  end_date: instant(),
  result: z.enum(["pass", "fail"]).nullable().describe("Null until it has closed, and where it was called off"),
  counts: z
    .array(z.object({ option: z.enum(["yes", "no", "abstain"]), value: z.int() }))
    .describe("As far as the count is public at the moment of asking"),
  sources: z.array(z.object({ url: z.string(), note: z.string() })),
  extras: z.object({
    state: z.string(),
    outcome: z.string().nullable().describe("In the words of the Act: inquorate is a fail for want of voters"),
    roll: z.int().nullable(),
    noticeAt: instant().describe("When notice of it was given"),
  }),
});

type VoteOfParish = Vote & { parish: { slug: string } };

const decides = { purpose: { not: "practice" } } satisfies Prisma.VoteWhereInput;
const options = { yes: "for", no: "against", abstain: "abstain" } as const;

const motionIdOf = (vote: Vote) => vote.proposalId ?? vote.id;

function resultOf(vote: Vote): "pass" | "fail" | null {
  const outcome = (vote.closedAt && (vote.ruling as unknown as Ruling | null))?.outcome;
  return outcome === undefined ? null : outcome === "passed" ? "pass" : "fail";
}

function eventOf(vote: VoteOfParish, now: Date): z.output<typeof voteEvent> {
  const { counts, state, rollSize } = viewVote(vote, now);
  return {
    id: vote.id,
    identifier: `Round ${vote.round}`,
    organization_id: `parish:${vote.parish.slug}`,
    motion_id: motionIdOf(vote),
    classification: vote.class,
    start_date: at(vote.opensAt),
    end_date: at(countEndsAt(vote)),
    result: resultOf(vote),
    counts: counts
      ? (["yes", "no", "abstain"] as const).map((option) => ({ option, value: counts[options[option]] }))
      : [],
    sources: [{ url: `/votes/${vote.id}`, note: "The vote and its record" }],
    extras: {
      state,
      outcome: vote.closedAt ? ((vote.ruling as unknown as Ruling | null)?.outcome ?? null) : null,
      roll: rollSize,
      noticeAt: at(vote.noticeAt),
    },
  };
}

export const popoloVoteEvents = collection({
  name: "popolo/vote_events",
  title: "Vote events (Popolo)",
  one: "a vote event",
  description:
    "Votes in the terms of Popolo, in the order in which notice of them was given. Who voted and how is nobody’s to know.",
  key: "id",
  at: (item) => item.extras.noticeAt,
  filters: ["council", "parish", "since"],
  since: "when notice of it was given",
  item: voteEvent,
  async read(db, asked) {
    const { when, page } = inTime("noticeAt", asked);
    const { parishId, councilId } = asked;
    const rows = await db.vote.findMany({
      ...page,
      where: {
        AND: when,
        ...decides,
        parishId,
        ...(councilId === undefined ? {} : { parish: { councilId } }),
      },
      include: { parish: { select: { slug: true } } },
    });
    return rows.map((vote) => eventOf(vote, asked.now));
  },
});

export const popoloMotions = collection({
  name: "popolo/motions",
  title: "Motions (Popolo)",
  one: "a motion",
  description: "Questions that were put to a vote, by identifier, each with the votes on it, in the terms of Popolo.",
  key: "id",
  filters: ["council", "parish"],
  item: z.object({
    id: z.guid().describe("The identifier of the proposal, or of the vote where it was on no proposal"),
    organization_id: z.string(),
    classification: z.string(),
    text: z.string(),
    date: instant(),
    requirement: z.string(),
    result: z.enum(["pass", "fail"]).nullable().describe("Of the last vote on it that has closed"),
    vote_events: z.array(voteEvent),
    sources: z.array(z.object({ url: z.string(), note: z.string() })),
  }),
  async read(db, asked) {
    const { one, after, councilId, parishId } = inSql(asked);
    const keys = await db.$queryRaw<{ id: string }[]>`
      SELECT m.id::text AS id FROM (
        SELECT DISTINCT coalesce(v.proposal_id, v.id) AS id FROM vote v JOIN parish p ON p.id = v.parish_id
        WHERE v.purpose <> 'practice' AND (${councilId}::uuid IS NULL OR p.council_id = ${councilId}::uuid)
          AND (${parishId}::uuid IS NULL OR p.id = ${parishId}::uuid)
      ) m
      WHERE (${one}::uuid IS NULL OR m.id = ${one}::uuid) AND (${after}::uuid IS NULL OR m.id > ${after}::uuid)
      ORDER BY m.id LIMIT ${asked.take}`;
    const ids = keys.map(({ id }) => id);
    const votes = await db.vote.findMany({
      where: { ...decides, OR: [{ proposalId: { in: ids } }, { id: { in: ids }, proposalId: null }] },
      orderBy: [{ noticeAt: "asc" }, { id: "asc" }],
      include: { parish: { select: { slug: true } }, proposal: { select: { number: true } } },
    });
    const votesOn = new Map<string, typeof votes>(ids.map((id) => [id, []]));
    for (const vote of votes) votesOn.get(motionIdOf(vote))?.push(vote);
    return ids.flatMap((id) => {
      const rounds = votesOn.get(id) ?? [];
      const [first] = rounds;
      if (!first) return [];
      const { slug } = first.parish;
      return [
        {
          id,
          organization_id: `parish:${slug}`,
          classification: first.purpose,
          text: first.question,
          date: at(first.noticeAt),
          requirement: `More than ${majorityPercentOf(rulesOf(first.rules), first.class)}% of the ballots for and against, and enough people taking part (sections 29 and 30)`,
          result: rounds.map(resultOf).findLast((result) => result !== null) ?? null,
          vote_events: rounds.map((vote) => eventOf(vote, asked.now)),
          sources: [
            first.proposal
              ? { url: `/parishes/${slug}/proposals/${first.proposal.number}`, note: "The proposal" }
              : { url: `/votes/${first.id}`, note: "The vote and its record" },
          ],
        },
      ];
    });
  },
});
