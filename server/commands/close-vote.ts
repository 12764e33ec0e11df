import { powerOf } from "~/domain/act/catalogue";
import type { Rules, Ruling } from "~/domain/act/ruling";
import { activeAt, activeFrom, sunsetOf } from "~/domain/act/s11-term";
import { lapseOf } from "~/domain/act/s12-register";
import { trialLapse } from "~/domain/act/s15-trial-powers";
import { decisionRuling } from "~/domain/act/s30-participation-floor";
import { termDaysOf } from "~/domain/act/s40-expiry";
import type { Choice } from "~/domain/voting/yes-no-abstain";
import type { Vote } from "../persistence/db";
import { fromDateColumn, rulesOf, type Tx, toDateColumn, toJson } from "../persistence/db";
import { ballotFileHash } from "../queries/vote-record";
import type { Context } from "./context";
import { closeLog, termsHash } from "./grow-log";
import { appendMinute } from "./minute-book";
import { receiveDuty } from "./receive-duty";

export type Closing = "closed" | "already_closed" | "not_yet" | "not_open" | "unknown";

/**
 * Closes a vote whose instant has come: opens the box into the ballot file, destroys the box, rules on the result and
 * does what follows from it, all in one transaction. Whoever comes first does it; all others find it done.
 * What follows is dated at the closing instant, however much later the counting happens.
 *
 * Answers `closed`, or why there was nothing to do.
 */
export async function closeVote(context: Context, voteId: string): Promise<Closing> {
  const closing = await context.db.$transaction(
    async (tx): Promise<Closing> => {
      const rows = await tx.$queryRaw<{ closing: Closing | "closing"; at: Date }[]>`
        SELECT begin_closing(${voteId}::uuid) AS closing, app_now() AS at`;
      const { closing, at } = rows[0] as (typeof rows)[0];
      if (closing !== "closing") return closing;
      const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId } });
      const { step, hash } = await closeLog(tx, context.signer, vote, at);
      const counts = step.counts as Record<Choice, number>;
      const roll = vote.rollSize as number;
      const rules = rulesOf(vote.rules);
      const ruling = decisionRuling(rules, { class: vote.class, roll, counts });
      await tx.vote.updateMany({ where: { id: voteId }, data: { ruling: toJson(ruling) } });
      await appendMinute(tx, vote.parishId, vote.closesAt, "vote_closed", {
        vote: vote.id,
        question: vote.question,
        roll,
        ballots: step.ballots,
        marks: await tx.voteMark.count({ where: { voteId } }),
        counts,
        outcome: ruling.outcome,
        sentence: ruling.sentence,
        sections: ruling.sections,
        actVersion: ruling.actVersion,
        scheduleVersion: ruling.scheduleVersion,
        terms: await termsHash(tx, vote),
        steps: step.number,
        step: hash,
        leaves: step.size,
        root: step.root,
        ballotFile: await ballotFileHash(tx, voteId),
      });
      if (vote.class === "charter") await concludeCharter(tx, vote, ruling);
      else if (vote.proposalId !== null && ruling.outcome === "passed") await receiveDecision(tx, vote, rules);
      return "closed";
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
  if (closing === "closed") context.publish({ kind: "vote_closed", voteId });
  return closing;
}

async function concludeCharter(tx: Tx, vote: Vote, ruling: Ruling): Promise<void> {
  const decidedAt = vote.closesAt;
  const parish = await tx.parish.findUniqueOrThrow({
    where: { id: vote.parishId },
    include: { powerRequests: { where: { decision: { in: ["grant", "grant_with_conditions"] } } } },
  });
  if (ruling.outcome !== "passed") {
    // A charter vote that too few took part in may be put once more; one that was lost is the end.
    if (ruling.outcome === "inquorate" && vote.round === 1) return;
    await tx.parish.update({ where: { id: parish.id }, data: { rejectedAt: decidedAt } });
    await appendMinute(tx, parish.id, decidedAt, "parish_rejected", { vote: vote.id, sentence: ruling.sentence });
    return;
  }
  const statedStart = fromDateColumn(parish.startsOn as Date);
  const termStartsOn = activeFrom(statedStart, decidedAt);
  const activeFromAt = activeAt(statedStart, decidedAt);
  const sunsetAt = sunsetOf(termStartsOn, parish.termMonths as number);
  const rules = rulesOf(parish.rules);
  await tx.parish.update({
    where: { id: parish.id },
    data: { approvedAt: decidedAt, activeFromAt, termStartsOn: toDateColumn(termStartsOn), sunsetAt },
  });
  for (const request of parish.powerRequests) {
    const power = powerOf(request.catalogueId);
    if (!power) throw new Error(`the catalogue has no power ${request.catalogueId}`);
    const lapsesAt = lapseOf({
      statedLapseAt: request.isTrial ? trialLapse(rules, { grantedFrom: activeFromAt, sunsetAt }) : null,
      sunsetAt,
    });
    await tx.power.create({
      data: {
        parishId: parish.id,
        requestId: request.id,
        catalogueId: request.catalogueId,
        tier: power.tier,
        service: power.service,
        scope: request.scope,
        conditions: request.conditions,
        budgetYearPence: request.grantedBudgetYearPence ?? 0n,
        budgetDecisionPence: request.grantedBudgetDecisionPence ?? 0n,
        grantedFrom: activeFromAt,
        lapsesAt,
        isTrial: request.isTrial,
        wrapper: request.wrapper ?? "simulated_act",
        officerName: request.officerName,
        officerPost: request.officerPost,
        decisionReference: request.decisionReference,
      },
    });
  }
  await appendMinute(tx, parish.id, decidedAt, "parish_approved", {
    vote: vote.id,
    activeFrom: activeFromAt.toISOString(),
    sunset: sunsetAt.toISOString(),
    termMonths: parish.termMonths,
    powers: parish.powerRequests.map((request) => request.catalogueId),
  });
}

async function receiveDecision(tx: Tx, vote: Vote, rules: Rules): Promise<void> {
  const parish = await tx.parish.findUniqueOrThrow({ where: { id: vote.parishId } });
  const termDays =
    parish.termStartsOn && parish.sunsetAt
      ? termDaysOf({ startsOn: fromDateColumn(parish.termStartsOn), sunsetAt: parish.sunsetAt })
      : undefined;
  await receiveDuty(tx, {
    kind: "decision",
    councilId: parish.councilId,
    parishId: parish.id,
    proposalId: vote.proposalId,
    receivedAt: vote.closesAt,
    rules,
    termDays,
  });
}
