import { powerOf } from "~/domain/act/catalogue";
import { slippage } from "~/domain/act/s38-commitments";
import { numberAtStart } from "~/domain/parish/measures";
import {
  type BalanceFigures,
  type CommitmentFigures,
  type Cost,
  costStanding,
  type MeasureFigures,
  moneyByType,
  type ReviewFigures,
} from "~/domain/parish/review-figures";
import { type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { fromDateColumn, type Read, toDateColumn } from "../persistence/db";
import { effectOf, type FoundDuty, findDuties } from "./find-duty";
import { getPowerBalance } from "./get-power-balance";

/**
 * What the review of a term says at an instant (section 42): how each priority action stands, which commitments were kept, and what money was
 * spent or is committed.
 *
 * @param startsOn the first day of the term; what was measured, decided or promised before it belongs to the review before
 */
export async function reviewFigures(
  db: Read,
  parishId: string,
  startsOn: CivilDate,
  now: Date,
): Promise<ReviewFigures> {
  const startsAt = startOfDay(startsOn);
  // One after the other: a command asks in a transaction, which has a single connection.
  const measures = await measuresOf(db, parishId, startsOn);
  const duties = await findDuties(db, { parishId, kind: "decision" });
  const balances = await balancesOf(db, parishId, now);
  return {
    measures,
    commitments: duties.flatMap((duty) => commitmentsOf(duty, startsAt, now)),
    money: moneyByType(duties.flatMap((duty) => costOf(duty, startsAt, now))),
    balances,
  };
}

async function measuresOf(db: Read, parishId: string, startsOn: CivilDate): Promise<MeasureFigures[]> {
  const actions = await db.priorityAction.findMany({
    where: { parishId },
    orderBy: { position: "asc" },
    include: {
      measurements: {
        where: { measuredOn: { gte: toDateColumn(startsOn) } },
        orderBy: [{ measuredOn: "asc" }, { at: "asc" }, { id: "asc" }],
      },
    },
  });
  return actions.map(({ position, action, measure, baseline, target, dueOn, measurements }) => ({
    position,
    action,
    measure,
    baseline,
    baselineRead: numberAtStart(baseline),
    target,
    targetRead: numberAtStart(target),
    dueOn: fromDateColumn(dueOn),
    points: measurements.map(({ measuredOn, value, source, byName, byPost }) => ({
      on: fromDateColumn(measuredOn),
      value,
      source,
      by: `${byName}, ${byPost}`,
    })),
  }));
}

/** The promises of a decision that were made in the term, or were still to be kept when it began. */
function commitmentsOf({ row, rules }: FoundDuty, startsAt: Date, now: Date): CommitmentFigures[] {
  const proposal = row.proposal;
  if (!proposal) return [];
  return proposal.commitments
    .filter(({ madeAt, doneAt }) => madeAt >= startsAt || doneAt === null || doneAt >= startsAt)
    .map(({ what, owner, originalDueOn, dueOn, doneAt }) => {
      const firstPromised = fromDateColumn(originalDueOn);
      const nowExpected = fromDateColumn(dueOn);
      const doneOn = doneAt && civilDateOf(doneAt);
      const ruling = slippage(rules, {
        promisedOn: firstPromised,
        expectedOn: nowExpected,
        doneOn,
        today: civilDateOf(now),
      });
      return {
        proposal: proposal.number,
        what,
        owner,
        firstPromised,
        nowExpected,
        doneOn,
        standing: ruling.outcome as CommitmentFigures["standing"],
        sentence: ruling.sentence,
      };
    });
}

/** What a decision of the term costs; nothing when the council will not carry it out. */
function costOf(duty: FoundDuty, startsAt: Date, now: Date): Cost[] {
  const { proposal, receivedAt } = duty.row;
  if (!proposal || receivedAt < startsAt) return [];
  const standing = costStanding(effectOf(duty, now), proposal.doneAt !== null);
  return standing ? [{ type: proposal.moneyType, pence: Number(proposal.costPence), standing }] : [];
}

async function balancesOf(db: Read, parishId: string, now: Date): Promise<BalanceFigures[]> {
  const powers = await db.power.findMany({
    where: { parishId, lapsesAt: { gt: now }, OR: [{ revokedAt: null }, { revokedAt: { gt: now } }] },
    orderBy: { catalogueId: "asc" },
  });
  const balances: BalanceFigures[] = [];
  for (const { id, catalogueId, service } of powers) {
    const balance = await getPowerBalance(db, id, now);
    if (!balance) continue;
    const { yearFrom, yearUntil, budgetYearPence: budgetPence, balancePence: leftPence } = balance;
    const setAsidePence = budgetPence - leftPence;
    balances.push({
      power: powerOf(catalogueId)?.name ?? service,
      yearFrom,
      yearUntil,
      budgetPence,
      setAsidePence,
      leftPence,
    });
  }
  return balances;
}
