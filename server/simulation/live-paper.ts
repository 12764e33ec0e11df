import type { PaperCount } from "~/domain/vote/paper";
import { enterPaperCount } from "../commands/enter-paper-count";
import { issuePaper } from "../commands/issue-paper";
import { offerPaper } from "../commands/offer-paper";
import type { LivingProposal } from "./live-proposal";
import { account, actorOf, known, must, officerOf } from "./town";

/** Paper ballots of a vote, in days from today. */
export interface PaperDays {
  offered: number;
  /** Given out while the vote is open, to assisted residents first. */
  issued?: { on: number; papers: number };
  /** Counted by both officers of the council, alike, after the vote has closed. */
  counted?: PaperCount;
}

/** The hour at which papers are counted. Voting closes at nine in the evening, so it is on the day after that. */
const countingHour = 10;
/** The accounts of the two officers who count. */
const counters = ["officer", "second-officer"] as const;

/** Plans the paper ballots of a proposal's vote, by the commands that officers would use. */
export function livePaper({ town, plan, parish, proposalId, title, residents }: LivingProposal, days: PaperDays): void {
  const { context, db } = town.app;
  const vote = async () => known(await db.vote.findFirst({ where: { proposalId } }), `vote on ${title}`);

  plan(days.offered, 12, async () => {
    const officer = await officerOf(town, parish.council);
    must(`paper for ${title}`, await offerPaper(context, officer, { voteId: (await vote()).id }));
  });

  plan(days.issued?.on, 9, async () => {
    const { id: voteId, closesAt } = await vote();
    const officer = await officerOf(town, parish.council);
    // From the end of the line: those at its beginning vote online.
    const others = [...residents()].reverse();
    for (const personId of [...town.assisted, ...others].slice(0, days.issued?.papers)) {
      must("a paper", await issuePaper(context, officer, { voteId, personId }));
    }
    const { counted } = days;
    if (!counted) return;
    const countedAt = new Date(closesAt.getTime() + (24 - 21 + countingHour) * 3_600_000);
    town.history.plan(parish.name, countedAt, async () => {
      for (const slug of counters) {
        const counter = await actorOf(town, account(town, slug));
        must(`the count of papers on ${title}`, await enterPaperCount(context, counter, { voteId, ...counted }));
      }
    });
  });
}
