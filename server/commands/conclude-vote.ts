import { powerOf } from "~/domain/act/catalogue";
import type { Rules, Ruling } from "~/domain/act/ruling";
import { activeAt, activeFrom, sunsetOf } from "~/domain/act/s11-term";
import { lapseOf } from "~/domain/act/s12-register";
import { trialLapse } from "~/domain/act/s15-trial-powers";
import { termDaysOf } from "~/domain/act/s40-expiry";
import { councilConfirmsBy } from "~/domain/act/s43-renewal";
import { windingUpFrom } from "~/domain/act/s44-winding-up";
import { civilDateOf } from "~/domain/time/civil";
import { whenInWords } from "~/domain/time/words";
import { countEndsAt } from "~/domain/vote/vote-state";
import type { Vote, VotePurpose } from "../persistence/db";
import { fromDateColumn, rulesOf, type Tx, toDateColumn } from "../persistence/db";
import { termOf } from "../queries/find-parish";
import { isOnParishRoll } from "../queries/office-facts";
import { closeRequisition, takeOffice } from "./change-hands";
import { appendMinute } from "./minute-book";
import { deadlinesOf, receiveDuty } from "./receive-duty";

type Conclusion = (tx: Tx, vote: Vote, rules: Rules, ruling: Ruling) => Promise<void>;

/** Does something only when the vote has passed: what was lost, or too few people voted on, leaves everything as it was. */
function whenPassed(conclusion: Conclusion): Conclusion {
  return async (tx, vote, rules, ruling) => {
    if (ruling.outcome === "passed") await conclusion(tx, vote, rules, ruling);
  };
}

const conclusions: Readonly<Record<VotePurpose, Conclusion>> = {
  proposal: whenPassed(receiveDecision),
  charter: concludeCharter,
  renewal: whenPassed(renew),
  ending: whenPassed(endSooner),
  convenor: concludeConvenor,
  practice: async () => {},
};

/** What follows from a vote that has just been counted, in the transaction that closes it and dated at the end of its count. */
export function concludeVote(tx: Tx, vote: Vote, rules: Rules, ruling: Ruling): Promise<void> {
  return conclusions[vote.purpose](tx, vote, rules, ruling);
}

async function receiveDecision(tx: Tx, vote: Vote, rules: Rules): Promise<void> {
  const parish = await tx.parish.findUniqueOrThrow({ where: { id: vote.parishId } });
  const term = termOf(parish, countEndsAt(vote));
  const dutyId = await receiveDuty(tx, {
    kind: "decision",
    councilId: parish.councilId,
    parishId: parish.id,
    proposalId: vote.proposalId,
    receivedAt: countEndsAt(vote),
    rules,
    termDays: term ? termDaysOf(term) : undefined,
  });
  const duty = await tx.duty.findUniqueOrThrow({ where: { id: dutyId }, include: { proposal: true } });
  await appendMinute(tx, parish.id, countEndsAt(vote), "decision_received", {
    vote: vote.id,
    proposal: duty.proposal?.number,
    about: duty.proposal?.title,
    ...deadlinesOf(duty),
  });
}

async function concludeCharter(tx: Tx, vote: Vote, _rules: Rules, ruling: Ruling): Promise<void> {
  const decidedAt = countEndsAt(vote);
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
  const lapses: Record<string, string> = {};
  for (const request of parish.powerRequests) {
    const power = powerOf(request.catalogueId);
    if (!power) throw new Error(`the catalogue has no power ${request.catalogueId}`);
    const lapsesAt = lapseOf({
      statedLapseAt: request.isTrial ? trialLapse(rules, { grantedFrom: activeFromAt, sunsetAt }) : null,
      sunsetAt,
    });
    lapses[request.catalogueId] = lapsesAt.toISOString();
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
    termStartsOn,
    lapses,
    powers: parish.powerRequests.map((request) => request.catalogueId),
  });
}

/** The new term begins where the old one was to end. Powers do not follow by themselves: the council is asked for each (section 43). */
async function renew(tx: Tx, vote: Vote, rules: Rules): Promise<void> {
  const at = countEndsAt(vote);
  const parish = await tx.parish.findUniqueOrThrow({ where: { id: vote.parishId } });
  const term = termOf(parish, at);
  const sunsetAt = vote.asksSunsetAt;
  if (!term || !sunsetAt) throw new Error(`vote ${vote.id} renews a parish that has no term`);
  const startsOn = civilDateOf(term.sunsetAt);
  await tx.parish.update({
    where: { id: parish.id },
    data: { termStartsOn: toDateColumn(term.startsOn), nextTermStartsOn: toDateColumn(startsOn), sunsetAt },
  });
  await appendMinute(tx, parish.id, at, "parish_renewed", {
    vote: vote.id,
    startsOn,
    sunset: sunsetAt.toISOString(),
  });
  const dutyId = await receiveDuty(tx, {
    kind: "renewal",
    councilId: parish.councilId,
    parishId: parish.id,
    proposalId: null,
    voteId: vote.id,
    receivedAt: at,
    rules,
    termDays: termDaysOf(term),
    answerBy: councilConfirmsBy(rules, { ...term, closedAt: at }),
  });
  const duty = await tx.duty.findUniqueOrThrow({ where: { id: dutyId } });
  await appendMinute(tx, parish.id, at, "renewal_received", { vote: vote.id, ...deadlinesOf(duty) });
}

/** The parish ends on the day that was voted for; what could then not be voted on any more is cancelled. */
async function endSooner(tx: Tx, vote: Vote): Promise<void> {
  const at = countEndsAt(vote);
  const sunsetAt = vote.asksSunsetAt as Date;
  await tx.power.updateMany({
    where: { parishId: vote.parishId, lapsesAt: { gt: sunsetAt } },
    data: { lapsesAt: sunsetAt },
  });
  const parish = await tx.parish.update({ where: { id: vote.parishId }, data: { sunsetAt } });
  await appendMinute(tx, parish.id, at, "end_brought_forward", { vote: vote.id, sunset: sunsetAt.toISOString() });
  const term = termOf(parish, at);
  if (!term || parish.rules === null) return;
  const from = windingUpFrom(rulesOf(parish.rules), term);
  const tooLate = await tx.vote.findMany({
    where: {
      parishId: parish.id,
      openedAt: null,
      cancelledAt: null,
      opensAt: { gte: at },
      OR: [{ closesAt: { gt: from } }, { paperDueAt: { gt: from } }],
    },
    orderBy: { opensAt: "asc" },
  });
  for (const other of tooLate) {
    const reason = `Residents voted to end the parish ${whenInWords(sunsetAt)}, so this vote would have closed after winding up begins.`;
    await tx.vote.updateMany({ where: { id: other.id }, data: { cancelledAt: at, cancelledReason: reason } });
    await appendMinute(tx, parish.id, at, "vote_cancelled", { vote: other.id, question: other.question, reason });
  }
}

const convenorVoteEndings: Readonly<Record<string, string>> = {
  passed: "Residents voted for the candidate",
  failed: "Residents voted against the candidate",
  inquorate: "Too few people voted",
};

/** However the vote came out, the demand that brought it is met. Whoever was voted for is convenor from the closing instant on (section 53). */
async function concludeConvenor(tx: Tx, vote: Vote, _rules: Rules, ruling: Ruling): Promise<void> {
  const requisition = await tx.requisition.findUnique({
    where: { voteId: vote.id },
    include: { candidate: { select: { name: true } } },
  });
  if (requisition) {
    const reason = convenorVoteEndings[ruling.outcome] ?? ruling.sentence;
    await closeRequisition(tx, requisition, countEndsAt(vote), { reason, vote: vote.id });
  }
  if (ruling.outcome === "passed") await replaceConvenor(tx, vote);
}

/** The deputy stays. Somebody who has left the parish roll since the notice takes no office. */
async function replaceConvenor(tx: Tx, vote: Vote): Promise<void> {
  const { parishId } = vote;
  const at = countEndsAt(vote);
  const id = vote.asksConvenorId as string;
  const person = await tx.person.findUniqueOrThrow({ where: { id }, select: { id: true, name: true } });
  const wards = await tx.parishWard.findMany({ where: { parishId }, select: { wardId: true } });
  const livesHere = await isOnParishRoll(
    tx,
    wards.map(({ wardId }) => wardId),
    id,
  );
  if (livesHere) return takeOffice(tx, parishId, at, { office: "convenor", person, vote: vote.id });
  await appendMinute(tx, parishId, at, "office_not_taken", {
    vote: vote.id,
    office: "convenor",
    person: person.name,
    reason: "They no longer live in the parish",
  });
}
