import type { Rules, Ruling } from "~/domain/act/ruling";
import { bindingRuling, type Tier } from "~/domain/act/s13-tiers";
import { isInForce } from "~/domain/act/s16-suspension";
import { modifyConsentRuling } from "~/domain/act/s35-answer";
import { isIdentifier } from "~/domain/record/identifier";
import { type AnswerEffect, answerEffect } from "~/domain/response/council-answer";
import type { DutyKind } from "~/domain/response/duty-kinds";
import { type Read, rulesOf } from "../persistence/db";

interface Wanted {
  id?: string | { in: string[] };
  proposalId?: string | { in: string[] };
  councilId?: string;
  parishId?: string;
  kind?: DutyKind;
  /** Answered ones, latest first; or those still owed, soonest due first; or all, soonest due first. */
  isAnswered?: boolean;
  skip?: number;
  take?: number;
}

const orderInTime = { takesEffectAt: true, endedAt: true } as const;

function readDuties(db: Read, wanted: Wanted) {
  const { isAnswered, skip, take, ...which } = wanted;
  return db.duty.findMany({
    where: {
      ...which,
      answeredAt: isAnswered === undefined ? undefined : isAnswered ? { not: null } : null,
      // Nobody owes an answer to a charter that its founders took back.
      ...(isAnswered === false ? { parish: { withdrawnAt: null } } : {}),
    },
    orderBy: isAnswered ? [{ answeredAt: "desc" }, { id: "asc" }] : [{ answerBy: "asc" }, { id: "asc" }],
    skip,
    take,
    include: {
      council: { select: { id: true, slug: true, name: true } },
      parish: { include: { suspensions: { where: { powerId: null }, select: orderInTime } } },
      response: { include: { consents: { select: { personId: true, isConsent: true } } } },
      proposal: {
        include: {
          author: { select: { id: true, email: true } },
          power: {
            select: { tier: true, budgetDecisionPence: true, suspensions: { select: orderInTime } },
          },
          seconders: { where: { withdrawnAt: null }, select: { personId: true } },
          commitments: { orderBy: [{ madeAt: "asc" }, { id: "asc" }] },
          review: true,
        },
      },
    },
  });
}

type DutyRow = Awaited<ReturnType<typeof readDuties>>[number];

/** Something that a council owes, with what nearly every page and command needs of it. */
export interface FoundDuty {
  row: DutyRow;
  /** Frozen when the duty began. */
  rules: Rules;
  /** Whole days of the parish's term; left out for a charter whose term has not begun. */
  termDays: number | undefined;
}

function toFound(row: DutyRow): FoundDuty {
  return { row, rules: rulesOf(row.rules), termDays: row.termDays ?? undefined };
}

/** The duty with an identifier; null when there is none. */
export async function findDuty(db: Read, dutyId: string): Promise<FoundDuty | null> {
  if (!isIdentifier(dutyId)) return null;
  const [row] = await readDuties(db, { id: dutyId });
  return row ? toFound(row) : null;
}

/** The duty that a passed proposal brought; null before it passed. */
export async function findDutyOfProposal(db: Read, proposalId: string): Promise<FoundDuty | null> {
  if (!isIdentifier(proposalId)) return null;
  const [row] = await readDuties(db, { proposalId });
  return row ? toFound(row) : null;
}

/** Several duties: of a council, or about a parish. */
export async function findDuties(db: Read, wanted: Wanted): Promise<FoundDuty[]> {
  const rows = await readDuties(db, wanted);
  return rows.map(toFound);
}

/** The tier of the power that a decision relied on; one that relied on none is advice. */
export function tierOf(duty: FoundDuty): Tier {
  return duty.row.proposal?.power?.tier ?? "C";
}

/** Whether the decision binds the council (section 13). Its scope was ruled on when it was admitted (section 19). */
export function bindingOf(duty: FoundDuty): Ruling {
  const { proposal, parish, receivedAt, response } = duty.row;
  const orders = [...parish.suspensions, ...(proposal?.power?.suspensions ?? [])];
  // What was decided before an order took effect stays valid; what was decided under one waits for its end, up to the council's answer.
  const isHeld = orders
    .filter((order) => isInForce(order, receivedAt))
    .every(({ endedAt }) => endedAt !== null && (!response || endedAt <= response.at));
  return bindingRuling(duty.rules, {
    tier: tierOf(duty),
    insideScope: true,
    isHeld,
    insideBudget: !proposal?.power || proposal.costPence <= proposal.power.budgetDecisionPence,
  });
}

/** What the seconders say about a modified answer at an instant (section 35); null when they are not asked. */
export function consentRulingOf(duty: FoundDuty, now: Date): Ruling | null {
  const { response, proposal, parish } = duty.row;
  if (response?.answer !== "modify" || !proposal) return null;
  const consents = response.consents.filter((one) => one.isConsent).length;
  return modifyConsentRuling(duty.rules, {
    seconders: proposal.seconders.length,
    consents,
    refusals: response.consents.length - consents,
    askedAt: response.at,
    now,
    sunsetAt: parish.sunsetAt ?? undefined,
  });
}

/** What the council's answer has come to at an instant; null while there is none. */
export function effectOf(duty: FoundDuty, now: Date): AnswerEffect | null {
  const { response } = duty.row;
  return response ? answerEffect(response.answer, consentRulingOf(duty, now), duty.row.objection) : null;
}

/** The identifier of the proposal at an address; null when there is none. `number` is as it stands in the address. */
export async function findProposalId(db: Read, parishSlug: string, number: string): Promise<string | null> {
  if (!/^[1-9]\d{0,8}$/.test(number)) return null;
  const proposal = await db.proposal.findFirst({
    where: { number: Number(number), parish: { slug: parishSlug } },
    select: { id: true },
  });
  return proposal?.id ?? null;
}
