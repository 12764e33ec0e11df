import { powerOf } from "~/domain/act/catalogue";
import { overlapRuling } from "~/domain/act/s07-overlap";
import type { LegalWrapper } from "~/domain/act/s12-register";
import { delegableRuling } from "~/domain/act/s14-never-delegable";
import { groundRuling } from "~/domain/act/s36-coded-grounds";
import type { Actor } from "~/domain/permissions/actor";
import { findParishById } from "../queries/find-parish";
import { findPowersElsewhere } from "../queries/find-powers-elsewhere";
import { actOnDuty, auditDuty, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { done, type FieldError, invalid, type Outcome, refused, refusedBy, refusedGround } from "./outcome";

/** What an officer decides about one power that a charter asks for. */
export type PowerVerdict =
  | {
      decision: "grant" | "grant_with_conditions";
      /** Needed to grant with conditions. */
      conditions: string;
      budgetYearPence: number;
      budgetDecisionPence: number;
      wrapper: LegalWrapper;
      isTrial: boolean;
      decisionReference: string;
    }
  | {
      decision: "refuse";
      /** A code of section 36. */
      ground: string | null;
      reasons: string;
      decisionReference: string;
    };

/**
 * Writes down what the council decides about one power that a charter asks for (section 9). It can be changed until the review is
 * finished, and is published only then. The officer's name and post are those of the role the officer holds now.
 *
 * Answers nothing. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown review or
 * power (`not_found`), a review that is finished or a charter that is no longer with the council (`conflict`, s9), a grant of what can
 * never be delegated (s14) or is held on the same ground by an earlier parish (s7), and what is missing (`invalid`).
 */
export function reviewPowerRequest(
  context: Context,
  actor: Actor,
  input: { dutyId: string; requestId: string; verdict: PowerVerdict },
): Promise<Outcome> {
  return actOnDuty(context, actor, "charter.review", input.dutyId, async (tx, duty, now, actor) => {
    const { row } = duty;
    const found = row.kind === "charter_review" ? await findParishById(tx, row.parishId, now) : null;
    if (!found) return refused("not_found", "There is no charter to review here.");
    const request = await tx.powerRequest.findFirst({ where: { id: input.requestId, parishId: row.parishId } });
    if (!request) return refused("not_found", "The charter does not ask for this power.");
    if (row.answeredAt || found.state !== "council_review") {
      return refused("conflict", "This charter is no longer being reviewed, so nothing can be changed.", {
        section: "s9",
      });
    }
    const officer = postOf(actor, row.councilId);
    const { verdict } = input;
    const reference = verdict.decisionReference.trim();
    const audited = () =>
      auditDuty(tx, actor, now, duty, {
        action: "charter.review",
        about: `Decided on the power “${powerOf(request.catalogueId)?.name ?? request.catalogueId}” of ${found.row.name}`,
        changes: [
          {
            what: "Decision",
            before: request.decision ? decisionNames[request.decision] : undefined,
            after: decisionNames[verdict.decision],
          },
        ],
      });
    const common = {
      decision: verdict.decision,
      decidedAt: now,
      decidedById: officer.id,
      officerName: officer.name,
      officerPost: officer.post,
      decisionReference: reference,
    };
    if (verdict.decision === "refuse") {
      const ruling = groundRuling(duty.rules, {
        ground: verdict.ground ?? "",
        reasons: verdict.reasons,
        officerName: officer.name,
        officerPost: officer.post,
      });
      if (!ruling.holds) return refusedGround(ruling, verdict.ground);
      if (reference === "") return invalid([missingReference]);
      await tx.powerRequest.update({
        where: { id: request.id },
        data: {
          ...common,
          ground: verdict.ground,
          reasons: verdict.reasons.trim(),
          conditions: "",
          grantedBudgetYearPence: null,
          grantedBudgetDecisionPence: null,
          wrapper: null,
          isTrial: false,
        },
      });
      await audited();
      return done({});
    }
    const delegable = delegableRuling(duty.rules, { catalogueId: request.catalogueId });
    if (!delegable.holds) return refusedBy(delegable);
    const overlap = overlapRuling(duty.rules, {
      power: request.catalogueId,
      wards: found.row.wards.map((one) => one.ward.gss),
      others: await findPowersElsewhere(tx, { parishId: row.parishId, wardIds: found.wardIds, now }),
    });
    if (!overlap.holds) return refusedBy(overlap);
    const conditions = verdict.decision === "grant_with_conditions" ? verdict.conditions.trim() : "";
    const errors: FieldError[] = [];
    if (verdict.decision === "grant_with_conditions" && conditions === "") {
      errors.push({ field: "conditions", message: "Write the conditions." });
    }
    if (verdict.budgetDecisionPence > verdict.budgetYearPence) {
      errors.push({ field: "budgetDecision", message: "One decision cannot spend more than the budget for a year." });
    }
    if (reference === "") errors.push(missingReference);
    if (errors.length > 0) return invalid(errors);
    await tx.powerRequest.update({
      where: { id: request.id },
      data: {
        ...common,
        conditions,
        grantedBudgetYearPence: BigInt(verdict.budgetYearPence),
        grantedBudgetDecisionPence: BigInt(verdict.budgetDecisionPence),
        wrapper: verdict.wrapper,
        isTrial: verdict.isTrial,
        ground: null,
        reasons: "",
      },
    });
    await audited();
    return done({});
  });
}

const decisionNames: Readonly<Record<PowerVerdict["decision"], string>> = {
  grant: "Give",
  grant_with_conditions: "Give with conditions",
  refuse: "Refuse",
};

const missingReference: FieldError = {
  field: "decisionReference",
  message: "Give the council’s own reference for this decision.",
};
