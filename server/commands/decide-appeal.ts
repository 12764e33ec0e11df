import { actInForce } from "~/domain/act/act-in-force";
import { overlapRuling } from "~/domain/act/s07-overlap";
import { directionRuling } from "~/domain/act/s50-commissioner";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Tx } from "../persistence/db";
import { findMatter } from "../queries/find-matters";
import { findPowersElsewhere } from "../queries/find-powers-elsewhere";
import { matterPeople, mayDecideMatter } from "../queries/matter-people";
import type { Context } from "./context";
import { firstRefusal, isSignedIn } from "./hold-proposal";
import { done, invalid, type Outcome, type Refused, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { aboutWords, followOrder, type HeldOrder, holdOrder, noSuchOrder, recordOrder } from "./suspension-record";
import { auditInParish } from "./write-audit-line";

/** What the Commissioner finds on an appeal. */
export interface FindingInput {
  suspensionId: string;
  finding: "upheld" | "set_aside";
  reasons: string;
}

/**
 * The Commissioner decides on an appeal against an order of a council (section 50). An order that is set aside ends at this instant: what it
 * took is held again, unless it has lapsed meanwhile. Nothing that was decided under the order changes.
 *
 * The same finding sent twice is one. Refuses a stranger (`not_signed_in`), anybody but the Commissioner and one who belongs to a side
 * (`not_allowed`, s50), an order that
 * nobody appealed against (`not_found`), missing reasons (`invalid`), another finding after the first (`conflict`), and the return of a power
 * that another parish has been given on the same ground since (s7).
 */
export async function decideAppeal(context: Context, asking: Actor, input: FindingInput): Promise<Outcome> {
  const allowed = may(asking, "appeal.decide");
  if (!isSignedIn(asking) || !allowed.holds) return refusedTo(asking, allowed);
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdOrder(tx, asking, input.suspensionId);
    const appeal = held?.order.appeal;
    if (!held || !appeal) return refused("not_found", noSuchOrder);
    const { now, found, order, actor } = held;
    const matter = await findMatter(tx, "suspension", order.id, now);
    const impartial = matter && mayDecideMatter(actor, await matterPeople(tx, matter, found));
    if (impartial && !impartial.holds) return refusedTo(actor, { ...impartial, outcome: "not_allowed" });
    const { finding } = input;
    const reasons = input.reasons.trim();
    if (appeal.decidedAt) {
      const isSame =
        appeal.decidedById === actor.personId && appeal.finding === finding && appeal.findingReasons === reasons;
      return isSame ? done({}) : refused("conflict", "An appeal is decided once.", { section: "s50" });
    }
    const ruling = directionRuling(found.rules ?? actInForce, {
      direction: finding === "set_aside" ? "set_aside" : "publish_finding",
      reasons,
    });
    if (!ruling.holds) return invalid([{ field: "reasons", message: ruling.sentence }]);
    const endsNow = finding === "set_aside" && order.endedAt === null;
    const taken = endsNow && order.kind === "revoke" ? await givenElsewhere(tx, held) : null;
    if (taken) return taken;

    await tx.appeal.update({
      where: { suspensionId: order.id },
      data: {
        finding,
        findingReasons: reasons,
        decidedAt: now,
        decidedById: actor.personId,
        decidedByName: actor.name,
      },
    });
    if (endsNow) {
      await tx.suspension.update({
        where: { id: order.id },
        data: {
          endedAt: now,
          endedHow: "set_aside",
          endedById: actor.personId,
          endedByName: actor.name,
          endedByPost: "Commissioner",
          endedReasons: reasons,
        },
      });
      await followOrder(tx, order, null);
    }
    const did = finding === "set_aside" ? "sets aside" : "upholds";
    await recordOrder(tx, held, "appeal_decided", {
      title: `The Commissioner ${did} what the council ordered about ${aboutWords(found, order.power)}`,
      ruling,
      reasons,
      body: { finding, by: actor.name },
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "appeal.decide",
      about: `About ${aboutWords(found, order.power)}`,
      page: "/powers",
      changes: [{ what: "Finding", after: finding === "set_aside" ? "Set aside" : "Upheld" }],
    });
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

/** Whether another parish was given one of the powers since they were taken back: two cannot hold it on the same ground (section 7). */
async function givenElsewhere(
  tx: Tx,
  { now, found, order }: HeldOrder,
): Promise<{ ok: false; refused: Refused } | null> {
  if (now < order.takesEffectAt) return null;
  const back = await tx.power.findMany({
    where: { id: order.powerId ?? undefined, parishId: order.parishId, lapsesAt: { gt: now } },
  });
  const others = await findPowersElsewhere(tx, { parishId: order.parishId, wardIds: found.wardIds, now });
  const wards = found.row.wards.map(({ ward }) => ward.gss);
  const rules = found.rules ?? actInForce;
  return firstRefusal(...back.map((power) => overlapRuling(rules, { power: power.catalogueId, wards, others })));
}
