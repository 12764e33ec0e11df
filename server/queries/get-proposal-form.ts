import { powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import { type MoneyType, moneyTypeNames } from "~/domain/act/s05-charter";
import type { Tier } from "~/domain/act/s13-tiers";
import { mayProposeRuling } from "~/domain/act/s17-who-may-propose";
import { proposalLimits } from "~/domain/act/s18-content";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { pounds } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { type ProposalParish, parishOf, proposalSubject } from "./get-proposal";
import { proposalStandings, takesProposalsRuling } from "./proposal-facts";

/** The text of a proposal in the words of its form. */
export interface ProposalDraft {
  draft: string;
  revision: number;
  title: string;
  powerId: string;
  change: string;
  place: string;
  startsOn: DateParts;
  /** Pounds as they are typed; empty while nothing has been said. */
  cost: string;
  moneyType: string;
  moneySource: string;
  whoPaysAfter: string;
  measure: string;
  baseline: string;
  target: string;
  measureOn: DateParts;
}

type DateParts = { day: string; month: string; year: string };

/** A power to choose in the form. */
export interface PowerChoice {
  id: string;
  name: string;
  service: string;
  tier: Tier;
  scope: string;
  /** How much may be spent under it, in words. */
  budget: string;
}

/** What the form for a proposal needs. */
export interface ProposalFormPage {
  parish: ProposalParish;
  /** Whether the reader may write here now, and if not, why. */
  ruling: Ruling;
  proposalId: string | null;
  number: number | null;
  draft: ProposalDraft;
  powers: PowerChoice[];
  moneyTypes: { value: MoneyType; label: string }[];
  limits: { change: number; moneySource: number };
}

const noDate: DateParts = { day: "", month: "", year: "" };

function dateParts(column: Date | null): DateParts {
  if (!column) return noDate;
  const [year, month, day] = fromDateColumn(column).split("-").map(Number);
  return { day: String(day), month: String(month), year: String(year) };
}

/** An amount as it is typed in a box: "250", "99.50"; empty for nothing, which has still to be said. */
function typedPounds(pence: number, isDraft: boolean): string {
  if (pence === 0) return isDraft ? "" : "0";
  return pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2);
}

/** The powers that a parish holds now, to choose one from. */
async function livePowers(db: Read, parishId: string, now: Date): Promise<PowerChoice[]> {
  const powers = await db.power.findMany({
    where: { parishId, grantedFrom: { lte: now }, lapsesAt: { gt: now } },
    orderBy: { catalogueId: "asc" },
  });
  return powers
    .filter(({ suspendedAt, revokedAt }) => !(suspendedAt && suspendedAt <= now) && !(revokedAt && revokedAt <= now))
    .map((power) => ({
      id: power.id,
      name: powerOf(power.catalogueId)?.name ?? power.service,
      service: power.service,
      tier: power.tier,
      scope: power.scope,
      budget:
        power.budgetYearPence === 0n
          ? "no budget"
          : `${pounds(Number(power.budgetYearPence))} a year, at most ${pounds(Number(power.budgetDecisionPence))} for one decision`,
    }));
}

/**
 * The form for a proposal: an empty one, the reader's own draft, or a public proposal of theirs to change. Null when there is no
 * such parish, draft or proposal.
 *
 * @param which.newId the identifier of the draft that an empty form would make
 */
export async function getProposalForm(
  db: Read,
  slug: string,
  actor: Actor,
  which: { newId: string } | { draftId: string } | { number: number },
  now: Date,
): Promise<ProposalFormPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const parishId = found.row.id;
  const row =
    "number" in which
      ? await db.proposal.findFirst({ where: { parishId, number: which.number, submittedAt: { not: null } } })
      : "draftId" in which
        ? await db.proposal.findFirst({
            where: { id: which.draftId, parishId, authorId: actor.personId ?? undefined, submittedAt: null },
          })
        : null;
  if (!row && !("newId" in which)) return null;
  if (row && !row.submittedAt && actor.personId === null) return null;
  const standing = row?.submittedAt
    ? ((await proposalStandings(db, parishId, now)).find((one) => one.id === row.id) ?? null)
    : null;
  const allowed = standing
    ? may(actor, "proposal.edit", proposalSubject(found, standing))
    : may(actor, "proposal.write", proposalSubject(found));
  const rulings = [
    allowed,
    takesProposalsRuling(found, now),
    ...(standing?.rules ? [stepRuling(standing.rules, "change", standing.state)] : []),
  ];
  const isDraft = !row?.submittedAt;
  return {
    parish: parishOf(found),
    ruling:
      rulings.find((ruling) => !ruling.holds) ??
      (found.rules ? mayProposeRuling(found.rules, { isOnRoll: true }) : allowed),
    proposalId: row?.id ?? null,
    number: row?.submittedAt ? row.number : null,
    draft: {
      draft: row?.id ?? ("newId" in which ? which.newId : ""),
      revision: row?.revision ?? 1,
      title: row?.title ?? "",
      powerId: row?.powerId ?? "",
      change: row?.change ?? "",
      place: row?.place ?? "",
      startsOn: dateParts(row?.startsOn ?? null),
      cost: typedPounds(Number(row?.costPence ?? 0), isDraft),
      moneyType: row && row.moneyType !== "none" ? row.moneyType : "",
      moneySource: row?.moneySource ?? "",
      whoPaysAfter: row?.whoPaysAfter ?? "",
      measure: row?.measure ?? "",
      baseline: row?.baseline ?? "",
      target: row?.target ?? "",
      measureOn: dateParts(row?.measureOn ?? null),
    },
    powers: await livePowers(db, parishId, now),
    moneyTypes: (["capital", "revenue", "one_off"] as const).map((value) => ({ value, label: moneyTypeNames[value] })),
    limits: { change: proposalLimits.change.max, moneySource: proposalLimits.moneySource.max },
  };
}
