import { randomUUID } from "node:crypto";
import { actInForce } from "~/domain/act/act-in-force";
import type { MoneyType } from "~/domain/act/s05-charter";
import { clearDaysFor } from "~/domain/act/s21-notice";
import { closingInstant } from "~/domain/act/s25-window";
import type { ReviewOutcome } from "~/domain/act/s39-outcome-review";
import { addDays, atTime, type CivilDate } from "~/domain/time/civil";
import { earliestEventDay, maySitOn } from "~/domain/time/clear-days";
import type { ProposalInput } from "~/forms/proposal";
import { acknowledgeDuty } from "../commands/acknowledge-duty";
import { addArgument } from "../commands/add-argument";
import { answerDecision } from "../commands/answer-decision";
import { contestCount } from "../commands/contest-count";
import { dateDuty } from "../commands/date-duty";
import { directRecount } from "../commands/direct-recount";
import { giveNotice } from "../commands/give-notice";
import { publishFinding } from "../commands/publish-finding";
import { reviewOutcome } from "../commands/review-outcome";
import { ruleInadmissible } from "../commands/rule-inadmissible";
import { saveProposal } from "../commands/save-proposal";
import { enterPaperSeconder, secondProposal } from "../commands/second-proposal";
import { submitProposal } from "../commands/submit-proposal";
import { withdrawProposal } from "../commands/withdraw-proposal";
import { type Counts, castFor } from "./cast-for";
import type { LivingParish } from "./live-charter";
import { type DeliveryDays, liveDelivery } from "./live-delivery";
import { type DeskDays, liveDesk } from "./live-desk";
import { livePaper, type PaperDays } from "./live-paper";
import { account, actorOf, known, must, officerOf, type Town, wardOf } from "./town";

const pencePerPound = 100;

/** The text of a proposal. Days are counted from today. */
export interface ProposalText {
  title: string;
  /** The power relied on, by its entry in the catalogue. */
  power: string;
  change: string;
  place: string;
  startsOn: number;
  costPounds?: number;
  moneyType?: MoneyType;
  moneySource?: string;
  whoPaysAfter?: string;
  measure: string;
  baseline: string;
  target: string;
  measureOn: number;
  arguments?: readonly Argued[];
}

export interface Argued {
  side: "for" | "against";
  text: string;
  /** An example account; a resident when left out. */
  by?: string;
}

/** The council's answer, and when it came. */
interface Answered {
  on: number;
  reasons: string;
  commitment?: { what: string; owner: string; ownerName?: string; dueOn: number };
  /** A ground of section 36, for a refusal; with `modifiedText`, what the council would do instead. */
  ground?: string;
  modifiedText?: string;
}

/** What happens to a proposal and when, in days from today. Its life goes as far as there are days. */
export interface ProposalDays extends DeliveryDays {
  /** The first day of its writing; only that when nothing else is said. */
  written: number;
  isDraft?: boolean;
  /** When seconders come; enough of them when no number is said. */
  seconded?: { on: number; seconders?: number };
  /** When an officer entered what assisted residents had signed on paper. */
  secondedOnPaper?: number;
  inadmissible?: { on: number; ground: string; reasons: string };
  withdrawn?: number;
  /** When notice is given; the vote opens on the earliest day. */
  noticed?: number;
  /** The vote's ballots; cast some days before it closes, or by today. */
  vote?: Counts;
  /** Ballots on paper, beside those. */
  paper?: PaperDays;
  /** When a voter challenged the count, and when the Commissioner had it done again and decided. */
  contested?: { on: number; reasons: string; found: { on: number; isUpheld: boolean; reasons: string } };
  acknowledged?: number;
  /** When the council said when it will answer, and which day it named. */
  dated?: { on: number; willAnswerOn: number };
  answered?: Answered;
  /** What officers do about its duty among themselves. */
  desk?: DeskDays;
  reviewed?: { on: number; outcome: ReviewOutcome; measured: string; finding: string; by: string };
}

/** A proposal while its history is played: what the parts of its life that have files of their own need. */
export interface LivingProposal {
  town: Town;
  parish: LivingParish;
  proposalId: string;
  title: string;
  /** Plans a deed of the parish; none where there is no day. */
  plan: (on: number | undefined, hour: number, work: () => Promise<unknown>) => void;
  /** Everybody confirmed in the parish's wards by now, in the order of their confirmation. */
  residents: () => string[];
  dutyId: () => Promise<string>;
}

/** The latest day, at most `offset` days from today, on which a vote may open. */
export function sittingOffset(town: Town, offset: number): number {
  let found = offset;
  while (!maySitOn(town.history.day(found))) found -= 1;
  return found;
}

/** Voters who stay away, so that example accounts and early residents have their own ballots left. */
const firstVoter = 12;

/**
 * Plans the life of a proposal in a parish, from its draft as far as its days go. Every step is the command that a person would use.
 *
 * @param line the parish's proposals so far, so that each has other people behind it
 */
export function liveProposal(
  town: Town,
  parish: LivingParish,
  line: number,
  author: string | null,
  text: ProposalText,
  days: ProposalDays,
): void {
  const { history } = town;
  const { db, context } = town.app;
  const proposalId = randomUUID();
  const lane = parish.name;
  const plan = (on: number | undefined, hour: number, work: () => Promise<unknown>) => {
    if (on !== undefined) history.plan(lane, history.at(on, hour), work);
  };
  const residents = () => parish.wards.flatMap((key) => wardOf(town, key).residents);
  const authorId = () => (author ? account(town, author) : (residents()[line * 3 + 7] as string));
  const dutyId = async () => known(await db.duty.findUnique({ where: { proposalId } }), `duty for ${text.title}`).id;
  const officer = () => officerOf(town, parish.council);

  plan(days.written, 19, async () => {
    const actor = await actorOf(town, authorId());
    const power = known(
      await db.power.findFirst({ where: { parishId: parish.id, catalogueId: text.power } }),
      `power ${text.power}`,
    );
    const input = { parishId: parish.id, draftId: proposalId, proposal: proposalInput(power.id) };
    if (days.isDraft) must(`drafting ${text.title}`, await saveProposal(context, actor, input));
    else must(`proposing ${text.title}`, await submitProposal(context, actor, input));
  });

  function proposalInput(powerId: string): ProposalInput {
    return {
      title: text.title,
      powerId,
      change: text.change,
      place: text.place,
      startsOn: history.day(text.startsOn),
      cost: (text.costPounds ?? 0) * pencePerPound,
      moneyType: text.moneyType ?? "none",
      moneySource: text.moneySource ?? "",
      whoPaysAfter: text.whoPaysAfter ?? "",
      measure: text.measure,
      baseline: text.baseline,
      target: text.target,
      measureOn: history.day(text.measureOn),
    };
  }

  plan(days.seconded?.on, 18, async () => {
    const proposal = known(await db.proposal.findUnique({ where: { id: proposalId } }), text.title);
    const count = days.seconded?.seconders ?? (proposal.secondersNeeded as number);
    const own = authorId();
    const seconders = residents()
      .filter((personId) => personId !== own)
      .slice(line * 5, line * 5 + count);
    await Promise.all(
      seconders.map(async (personId) => {
        must("seconding", await secondProposal(context, await actorOf(town, personId), { proposalId }));
      }),
    );
  });

  plan(days.secondedOnPaper, 11, async () => {
    for (const personId of town.assisted) {
      must("a paper", await enterPaperSeconder(context, await officer(), { proposalId, personId }));
    }
  });

  // Arguments come one or two days apart, from the day after the seconders.
  const arguedFrom = (days.seconded?.on ?? 0) + 1;
  const lastArgument = days.withdrawn ?? (days.noticed === undefined ? -1 : days.noticed + 8);
  for (const [index, argued] of (text.arguments ?? []).entries()) {
    plan(Math.min(arguedFrom + index, lastArgument, -1), 20, async () => {
      const speaker = argued.by
        ? account(town, argued.by)
        : residents()[(line * 5 + 20 + index * 2) % residents().length];
      const { side, text: words } = argued;
      const actor = await actorOf(town, known(speaker, "speaker"));
      must("arguing", await addArgument(context, actor, { proposalId, side, text: words }));
    });
  }

  plan(days.inadmissible?.on, 9, async () => {
    const { ground, reasons } = known(days.inadmissible, "ruling");
    const convenor = await actorOf(town, parish.convenorId);
    must("ruling", await ruleInadmissible(context, convenor, { proposalId, ground, reasons }));
  });

  plan(days.withdrawn, 21, async () => {
    must("withdrawing", await withdrawProposal(context, await actorOf(town, authorId()), { proposalId }));
  });

  plan(days.noticed, 10, async () => {
    const opensOn = earliestEventDay(history.day(known(days.noticed, "notice")), clearDaysFor(actInForce, "ordinary"));
    const actor = await actorOf(town, author ? authorId() : parish.convenorId);
    const { voteId } = must(`notice of ${text.title}`, await giveNotice(context, actor, { proposalId, opensOn }));
    if (days.vote) planBallots(voteId, opensOn, days.vote);
  });

  /** Ballots come in three parts on the days after the opening of an open vote, and all at once in one that is over. */
  function planBallots(voteId: string, opensOn: CivilDate, counts: Counts): void {
    const isStillOpen = closingInstant(actInForce, opensOn) > history.at(0, 0);
    const parts = isStillOpen ? [0.3, 0.45, 0.25] : [1];
    const cast = { for: 0, against: 0, abstain: 0 };
    let share = 0;
    let voters = 0;
    for (const [index, part] of parts.entries()) {
      share += part;
      const some = {
        for: Math.round(counts.for * share) - cast.for,
        against: Math.round(counts.against * share) - cast.against,
        abstain: Math.round(counts.abstain * share) - cast.abstain,
      };
      cast.for += some.for;
      cast.against += some.against;
      cast.abstain += some.abstain;
      const from = firstVoter + voters;
      voters += some.for + some.against + some.abstain;
      const latest = history.at(-1, 20, index);
      const wanted = atTime(addDays(opensOn, index), 12 + index * 3, 0);
      const at = new Date(Math.min(wanted.getTime(), latest.getTime()));
      history.plan(lane, at, () => castFor(town, voteId, residents().slice(from), some, isStillOpen));
    }
  }

  const voteId = async () =>
    known(await db.vote.findFirst({ where: { proposalId, closedAt: { not: null } } }), `count of ${text.title}`).id;

  plan(days.contested?.on, 9, async () => {
    const { reasons } = known(days.contested, "challenge");
    const actor = await actorOf(town, authorId());
    must("challenging", await contestCount(context, actor, { voteId: await voteId(), reasons, receipt: "" }));
  });

  plan(days.contested?.found.on, 10, async () => {
    const { isUpheld, reasons } = known(days.contested, "finding").found;
    const commissioner = await actorOf(town, account(town, "commissioner"));
    const id = await voteId();
    must("counting again", await directRecount(context, commissioner, { voteId: id }));
    const finding = { kind: "contested_count", id, isUpheld, reasons, newDay: null } as const;
    must("finding", await publishFinding(context, commissioner, finding));
  });

  plan(days.acknowledged, 11, async () => {
    must("acknowledging", await acknowledgeDuty(context, await officer(), { dutyId: await dutyId() }));
  });

  plan(days.dated?.on, 12, async () => {
    const willAnswerOn = history.day(known(days.dated, "date").willAnswerOn);
    must("dating", await dateDuty(context, await officer(), { dutyId: await dutyId(), willAnswerOn }));
  });

  plan(days.answered?.on, 14, async () => {
    const { reasons, commitment, ground = null, modifiedText = "" } = known(days.answered, "answer");
    const { tier } = known(
      await db.power.findFirst({ where: { parishId: parish.id, catalogueId: text.power } }),
      `power ${text.power}`,
    );
    const yes = tier === "A" ? "commit" : "accept";
    const answer = commitment ? yes : modifiedText ? "modify" : tier === "A" ? "object" : "reject";
    must(
      `the answer to ${text.title}`,
      await answerDecision(context, await officer(), {
        dutyId: await dutyId(),
        answer,
        ground,
        reasons,
        modifiedText,
        commitment: commitment ? { ...commitment, dueOn: history.day(commitment.dueOn) } : null,
      }),
    );
  });

  const living: LivingProposal = { town, parish, proposalId, title: text.title, plan, residents, dutyId };
  if (days.paper) livePaper(living, days.paper);
  if (days.desk) liveDesk(living, days.desk);
  liveDelivery(living, days);

  plan(days.reviewed?.on, 11, async () => {
    const { outcome, measured, finding, by } = known(days.reviewed, "review");
    const reviewer = await actorOf(town, account(town, by));
    must(
      `the review of ${text.title}`,
      await reviewOutcome(context, reviewer, { dutyId: await dutyId(), outcome, measured, finding }),
    );
  });
}
