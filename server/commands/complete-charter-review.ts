import { powerOf } from "~/domain/act/catalogue";
import { overlapRuling } from "~/domain/act/s07-overlap";
import { reviewRuling } from "~/domain/act/s09-council-review";
import { legalWrapperNames } from "~/domain/act/s12-register";
import { delegableRuling } from "~/domain/act/s14-never-delegable";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { silenceRuling } from "~/domain/act/s37-silence";
import type { Actor } from "~/domain/permissions/actor";
import { writeMail } from "../mail/send-mail";
import { siteLink } from "../mail/site-link";
import type { Tx } from "../persistence/db";
import { type FoundParish, findParishById } from "../queries/find-parish";
import { findPowersElsewhere } from "../queries/find-powers-elsewhere";
import { actOnDuty, auditDuty, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";

/**
 * Finishes a council's review of a charter once every power is decided (section 9): with at least one power given the charter goes to
 * its vote, with none the parish is declined. The decisions are published here and cannot be changed afterwards.
 * Finishing twice is the same as once.
 *
 * Answers `granted` or `declined`. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an
 * unknown review (`not_found`), a charter that is no longer with the council (`conflict`), a power that is not decided yet
 * (`refused_by_act`, s9), and one that another parish has been given on the same ground in the meantime (s7).
 */
export async function completeCharterReview(
  context: Context,
  actor: Actor,
  input: { dutyId: string },
): Promise<Outcome<{ outcome: "granted" | "declined" }>> {
  type Finished = Outcome<{ outcome: "granted" | "declined" }>;
  const outcome = await actOnDuty(
    context,
    actor,
    "charter.review",
    input.dutyId,
    async (tx, duty, now, actor): Promise<Finished> => {
      const { row, rules } = duty;
      const found = row.kind === "charter_review" ? await findParishById(tx, row.parishId, now) : null;
      if (!found) return refused("not_found", "There is no charter to review here.");
      if (row.answeredAt) return done({ outcome: found.row.declinedAt ? "declined" : "granted" });
      if (found.state !== "council_review") {
        return refused("conflict", "This charter is no longer with the council.", { section: "s9" });
      }
      // Two charters that ask for the same power on the same ground are finished one after the other.
      await tx.$queryRaw`SELECT 1 FROM council WHERE id = ${row.councilId}::uuid FOR NO KEY UPDATE`;
      const requests = await tx.powerRequest.findMany({
        where: { parishId: row.parishId },
        orderBy: { catalogueId: "asc" },
      });
      const granted = requests.filter((one) => one.decision === "grant" || one.decision === "grant_with_conditions");
      const refusals = requests.filter((one) => one.decision === "refuse");
      const ruling = reviewRuling(rules, {
        powersAsked: requests.length,
        granted: granted.length,
        refused: refusals.length,
      });
      if (!ruling.holds && ruling.outcome !== "declined") return refusedBy(ruling);
      const others = await findPowersElsewhere(tx, { parishId: row.parishId, wardIds: found.wardIds, now });
      const wards = found.row.wards.map((one) => one.ward.gss);
      for (const request of granted) {
        const delegable = delegableRuling(rules, { catalogueId: request.catalogueId });
        if (!delegable.holds) return refusedBy(delegable);
        const overlap = overlapRuling(rules, { power: request.catalogueId, wards, others });
        if (!overlap.holds) return refusedBy(overlap);
      }
      const isDeclined = !ruling.holds;
      await tx.parish.update({
        where: { id: row.parishId },
        data: { reviewCompletedAt: now, declinedAt: isDeclined ? now : null },
      });
      // A charter that was put again is owed once: this answers every request to review it.
      await tx.duty.updateMany({
        where: { parishId: row.parishId, kind: "charter_review", answeredAt: null },
        data: { answeredAt: now },
      });
      for (const request of requests) await publishDecision(tx, request, now);
      const officer = postOf(actor, row.councilId);
      await appendMinute(tx, row.parishId, now, isDeclined ? "parish_declined" : "review_completed", {
        asked: requests.length,
        granted: granted.map((one) => one.catalogueId),
        refused: refusals.map((one) => one.catalogueId),
        officer: officer.name,
        post: officer.post,
        standing: silenceRuling(rules, { dueAt: row.answerBy, answeredAt: now, now }).outcome,
        sentence: ruling.sentence,
        sections: ruling.sections,
        actVersion: ruling.actVersion,
        scheduleVersion: ruling.scheduleVersion,
      });
      await tellFounders(tx, context, found, ruling.sentence, now);
      await auditDuty(tx, actor, now, duty, {
        action: "charter.review",
        about: `Finished the review of the charter of ${found.row.name}`,
        changes: [{ what: "Powers given", after: `${granted.length} of ${requests.length}` }],
      });
      return done({ outcome: isDeclined ? "declined" : "granted" });
    },
  );
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

type PowerRequest = Awaited<ReturnType<Tx["powerRequest"]["findMany"]>>[number];

async function publishDecision(tx: Tx, request: PowerRequest, now: Date): Promise<void> {
  const power = powerOf(request.catalogueId);
  const common = {
    power: request.catalogueId,
    name: power?.name ?? request.catalogueId,
    scope: request.scope,
    officer: request.officerName,
    post: request.officerPost,
    decisionReference: request.decisionReference,
  };
  if (request.decision === "refuse") {
    await appendMinute(tx, request.parishId, now, "power_refused", {
      ...common,
      ground: groundOf(request.ground ?? "")?.name,
      reasons: request.reasons,
    });
    return;
  }
  await appendMinute(tx, request.parishId, now, "power_granted", {
    ...common,
    tier: power?.tier,
    conditions: request.conditions || undefined,
    budgetYearPence: Number(request.grantedBudgetYearPence ?? 0n),
    budgetDecisionPence: Number(request.grantedBudgetDecisionPence ?? 0n),
    wrapper: request.wrapper ? legalWrapperNames[request.wrapper].name : undefined,
    isTrial: request.isTrial,
  });
}

async function tellFounders(tx: Tx, context: Context, found: FoundParish, sentence: string, now: Date): Promise<void> {
  const { row } = found;
  const founders = await tx.person.findMany({
    where: { id: { in: found.founderIds } },
    select: { id: true, email: true },
  });
  const link = siteLink(context.env, `/parishes/${row.slug}/charter`);
  await writeMail(
    tx,
    now,
    founders.map((one) => ({
      key: `charter-reviewed:${row.id}:${one.id}`,
      to: one.email,
      subject: `${row.council.name} has reviewed the charter of ${row.name}`,
      text: [sentence, link && `What was decided, power by power: ${link}`, "The Community Power Act is simulated."]
        .filter(Boolean)
        .join("\n\n"),
    })),
  );
}
