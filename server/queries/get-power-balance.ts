import type { Ruling } from "~/domain/act/ruling";
import { addMonths, type CivilDate, civilDateOf, compareDates, startOfDay } from "~/domain/time/civil";
import type { Read } from "../persistence/db";

/** What is left of a power's budget in the year that runs now. */
export interface PowerBalance {
  budgetYearPence: number;
  /** The first day of the year, counted from the day on which the power was granted. */
  yearFrom: CivilDate;
  /** The first day that no longer belongs to it. */
  yearUntil: CivilDate;
  /** Costs of proposals with notice given, voting or passed in this year (section 21). */
  reserved: { number: number; title: string; costPence: number }[];
  balancePence: number;
}

const monthsInYear = 12;

/**
 * What is left of a power's yearly budget at an instant: the budget less what is set aside for proposals. A cost is set aside
 * from the notice on; it becomes free again when the proposal is withdrawn, does not pass, or is rejected by the council.
 *
 * @param exceptProposalId a proposal whose own cost is left out, because it is being asked about
 */
export async function getPowerBalance(
  db: Read,
  powerId: string,
  now: Date,
  exceptProposalId: string | null = null,
): Promise<PowerBalance | null> {
  const power = await db.power.findUnique({
    where: { id: powerId },
    select: { budgetYearPence: true, grantedFrom: true },
  });
  if (!power) return null;
  const granted = civilDateOf(power.grantedFrom);
  const today = civilDateOf(now);
  let years = 0;
  while (compareDates(addMonths(granted, (years + 1) * monthsInYear), today) <= 0) years += 1;
  const yearFrom = addMonths(granted, years * monthsInYear);
  const yearUntil = addMonths(granted, (years + 1) * monthsInYear);
  const proposals = await db.proposal.findMany({
    where: {
      powerId,
      class: "spending",
      withdrawnAt: null,
      inadmissibleAt: null,
      noticeAt: { gte: startOfDay(yearFrom), lt: startOfDay(yearUntil) },
      ...(exceptProposalId ? { id: { not: exceptProposalId } } : {}),
    },
    orderBy: { number: "asc" },
    select: {
      number: true,
      title: true,
      costPence: true,
      votes: { where: { cancelledAt: null }, orderBy: { round: "desc" }, take: 1 },
      duty: { select: { response: { select: { answer: true } } } },
    },
  });
  const reserved = proposals
    .filter(({ votes: [vote], duty }) => {
      if (!vote || duty?.response?.answer === "reject") return false;
      return vote.closedAt === null || (vote.ruling as unknown as Ruling | null)?.outcome === "passed";
    })
    .map(({ number, title, costPence }) => ({ number, title, costPence: Number(costPence) }));
  const budgetYearPence = Number(power.budgetYearPence);
  const spent = reserved.reduce((sum, proposal) => sum + proposal.costPence, 0);
  return { budgetYearPence, yearFrom, yearUntil, reserved, balancePence: budgetYearPence - spent };
}
