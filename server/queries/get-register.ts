import { actInForce } from "~/domain/act/act-in-force";
import { powerOf } from "~/domain/act/catalogue";
import type { Ruling } from "~/domain/act/ruling";
import { legalWrapperNames, powerHeldRuling } from "~/domain/act/s12-register";
import { type Tier, tiers } from "~/domain/act/s13-tiers";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { yearlyBudget } from "~/domain/parish/charter-words";
import type { ParishState } from "~/domain/parish/parish-state";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { OrderView } from "~/domain/response/order-view";
import { instantInWords, pounds } from "~/domain/time/words";
import type { Parish, Power, PowerRequest, Read } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import { listOrders } from "./view-orders";

/** How a power stands, in the word that its tag shows. */
export type PowerStanding = "held" | "not_yet" | "suspended" | "revoked" | "lapsed";

/** A power that a parish holds, will hold or has held. */
export interface RegisteredPower {
  key: string;
  name: string;
  statute: string;
  realLaw: string;
  tier: Tier;
  tierName: string;
  tierText: string;
  service: string;
  scope: string;
  conditions: string;
  budgetYear: string;
  budgetDecision: string;
  from: string;
  lapses: string;
  isTrial: boolean;
  standing: PowerStanding;
  ruling: Ruling;
  grantedBy: string;
  reference: string;
  wrapper: string;
  wrapperLaw: string;
}

/** A power that a charter asks for, and what the council decided about it. */
export interface RequestedPower {
  key: string;
  name: string;
  statute: string;
  realLaw: string;
  tier: Tier | null;
  tierName: string;
  scope: string;
  budgetAsked: string;
  /** Null until the council has finished its review. */
  decision: "grant" | "grant_with_conditions" | "refuse" | null;
  conditions: string;
  budgetYear: string;
  budgetDecision: string;
  ground: string;
  groundText: string;
  reasons: string;
  decidedBy: string;
  reference: string;
  wrapper: string;
}

/** The register of powers of a parish. */
export interface RegisterPage {
  parish: { slug: string; name: string; state: ParishState; council: { slug: string; name: string } };
  powers: RegisteredPower[];
  /** Powers asked for: all of them until residents approve the charter, then only those that were refused. */
  requested: RequestedPower[];
  /** Whether the council has finished deciding. */
  isDecided: boolean;
  /** What the council has suspended or taken back. */
  orders: OrderView[];
  /** Whether the reader may appeal against it. */
  mayAppeal: boolean;
}

/** A power as its parish lets it be: what ends or suspends the parish does the same to every power of it. */
export function heldWithin<Held extends { lapsesAt: Date; suspendedAt: Date | null; revokedAt: Date | null }>(
  parish: Pick<Parish, "sunsetAt" | "suspendedAt" | "revokedAt">,
  power: Held,
): Held {
  return {
    ...power,
    lapsesAt: earlier(parish.sunsetAt, power.lapsesAt) as Date,
    suspendedAt: earlier(parish.suspendedAt, power.suspendedAt),
    revokedAt: earlier(parish.revokedAt, power.revokedAt),
  };
}

function earlier(one: Date | null, other: Date | null): Date | null {
  return one && (other === null || one < other) ? one : other;
}

/** The register of powers as anybody may read it; null when there is no such parish. */
export async function getRegister(
  db: Read,
  slug: string,
  now: Date,
  actor: Actor = stranger,
): Promise<RegisterPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const parishId = found.row.id;
  const [powers, requests, orders] = await Promise.all([
    db.power.findMany({ where: { parishId } }),
    db.powerRequest.findMany({ where: { parishId } }),
    listOrders(db, parishId, now),
  ]);
  const mayAppeal = may(actor, "suspension.appeal", { parishId }).holds;
  return registerOf(found, { powers, requests, orders, mayAppeal }, now);
}

/** What a register is made from: rows, or what the minute book says. */
export interface RegisterFacts {
  powers: readonly Omit<Power, "parishId" | "requestId">[];
  requests: readonly Omit<PowerRequest, "parishId" | "decidedAt" | "decidedById">[];
  orders: OrderView[];
  mayAppeal: boolean;
}

/** The register of a parish as it stands at an instant. */
export function registerOf(found: FoundParish, facts: RegisterFacts, now: Date): RegisterPage {
  const { row, state } = found;
  const { powers, requests, orders, mayAppeal } = facts;
  const rules = found.rules ?? actInForce;
  const isDecided = row.reviewCompletedAt !== null || row.declinedAt !== null;
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, "en-GB");
  return {
    parish: {
      slug: row.slug,
      name: row.name,
      state,
      council: { slug: row.council.slug, name: row.council.name },
    },
    isDecided,
    orders,
    mayAppeal,
    powers: powers
      .map((power): RegisteredPower => {
        const entry = powerOf(power.catalogueId);
        const name = entry?.name ?? power.service;
        const within = heldWithin(row, power);
        const ruling = powerHeldRuling(rules, { power: { ...within, name }, now });
        return {
          key: power.id,
          name,
          statute: entry?.statute ?? "",
          realLaw: entry?.realLaw ?? "",
          tier: power.tier,
          tierName: tiers[power.tier].name,
          tierText: tiers[power.tier].text,
          service: power.service,
          scope: power.scope,
          conditions: power.conditions,
          budgetYear: yearlyBudget(Number(power.budgetYearPence)),
          budgetDecision: decisionBudget(power.budgetDecisionPence),
          from: instantInWords(power.grantedFrom),
          lapses: instantInWords(within.lapsesAt),
          isTrial: power.isTrial,
          standing: ruling.outcome as PowerStanding,
          ruling,
          grantedBy: [power.officerName, power.officerPost].filter(Boolean).join(", "),
          reference: power.decisionReference,
          wrapper: legalWrapperNames[power.wrapper].name,
          wrapperLaw: legalWrapperNames[power.wrapper].law,
        };
      })
      .sort(byName),
    requested: requests
      .filter((request) => powers.length === 0 || request.decision === "refuse")
      .map((request): RequestedPower => {
        const entry = powerOf(request.catalogueId);
        // What an officer notes during a review is published when the review is finished, not before.
        const decision = isDecided ? request.decision : null;
        const isGranted = decision === "grant" || decision === "grant_with_conditions";
        const ground = decision === "refuse" ? groundOf(request.ground ?? "") : null;
        return {
          key: request.id,
          name: entry?.name ?? "Unknown power",
          statute: entry?.statute ?? "",
          realLaw: entry?.realLaw ?? "",
          tier: entry?.tier ?? null,
          tierName: entry ? tiers[entry.tier].name : "",
          scope: request.scope,
          budgetAsked: yearlyBudget(Number(request.budgetYearPence)),
          decision,
          conditions: isGranted ? request.conditions : "",
          budgetYear: isGranted ? yearlyBudget(Number(request.grantedBudgetYearPence ?? 0n)) : "",
          budgetDecision: isGranted ? decisionBudget(request.grantedBudgetDecisionPence ?? 0n) : "",
          ground: ground?.name ?? "",
          groundText: ground?.explanation ?? "",
          reasons: decision === "refuse" ? request.reasons : "",
          decidedBy: decision ? [request.officerName, request.officerPost].filter(Boolean).join(", ") : "",
          reference: decision ? request.decisionReference : "",
          wrapper: isGranted && request.wrapper ? legalWrapperNames[request.wrapper].name : "",
        };
      })
      .sort(byName),
  };
}

/** "£1,000 at most"; empty where no money is given. */
function decisionBudget(pence: bigint): string {
  return pence > 0n ? `${pounds(Number(pence))} at most` : "";
}
