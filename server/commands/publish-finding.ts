import { actInForce } from "~/domain/act/act-in-force";
import type { Ruling } from "~/domain/act/ruling";
import { secondingEnds } from "~/domain/act/s20-seconders";
import { challengesHeardRuling } from "~/domain/act/s32-receipts";
import { findingRuling } from "~/domain/act/s50-commissioner";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { findingWords, type MatterKind } from "~/domain/response/matters";
import { type CivilDate, civilDateOf, endOfDay } from "~/domain/time/civil";
import { announceByCommissioner } from "../notices/about-matters";
import { rulesOf, type Tx, toJson } from "../persistence/db";
import { findDuty } from "../queries/find-duty";
import { mayDecideMatter } from "../queries/matter-people";
import { whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { decideAppeal } from "./decide-appeal";
import { type HeldMatter, holdMatter, minutedMatter, noSuchMatter } from "./hold-matter";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { holdsReceipt, receiptBesideNames } from "./receipt-in-text";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

export interface MatterFindingInput {
  kind: MatterKind;
  id: string;
  /** Whether whoever brought the matter is right. */
  isUpheld: boolean;
  reasons: string;
  /** The day by which the council is to answer; null where none is set. */
  newDay: CivilDate | null;
}

/**
 * The Commissioner publishes what is found on a matter, once and for good (section 50). A finding may set a new date for the council beside
 * the first one, let a proposal go on that was wrongly ruled out, or say that an objection is good or not. It never changes how a vote came
 * out, and never answers for the council.
 *
 * The same finding sent twice is one. Refuses a stranger (`not_signed_in`), anybody but the Commissioner and one who belongs to a side
 * (`not_allowed`, s50), an unknown matter (`not_found`), missing reasons or reasons with a receipt, or a date that is missing, not allowed or wrong (`invalid`, s50),
 * another finding after the first, a matter that ended by itself (`conflict`), and a count that may still be challenged (s32).
 */
export async function publishFinding(context: Context, asking: Actor, input: MatterFindingInput): Promise<Outcome> {
  const { kind, id, isUpheld, newDay } = input;
  if (kind === "suspension") {
    const finding = isUpheld ? "set_aside" : "upheld";
    return decideAppeal(context, asking, { suspensionId: id, finding, reasons: input.reasons });
  }
  const allowed = may(asking, "matter.decide");
  if (!isSignedIn(asking) || !allowed.holds) return refusedTo(asking, allowed);
  if (kind === "vacancy") return noSuchMatter();
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdMatter(tx, asking, kind, id);
    if (!held) return noSuchMatter();
    const { now, matter, found, people, actor } = held;
    const impartial = mayDecideMatter(actor, people);
    if (!impartial.holds) return refusedTo(actor, { ...impartial, outcome: "not_allowed" });
    const reasons = input.reasons.trim();
    const before = await tx.matterFinding.findUnique({ where: { kind_subjectId: { kind, subjectId: id } } });
    if (before) {
      const isSame = before.byId === actor.personId && before.isUpheld === isUpheld && before.reasons === reasons;
      return isSame ? done({}) : refused("conflict", "A matter is decided once.", { section: "s50" });
    }
    if (matter.state === "ended") {
      return refused("conflict", "This ended by itself, so there is nothing left to decide.", { section: "s50" });
    }
    const rules = found.rules ?? actInForce;
    const heard = kind === "contested_count" ? await whetherHeard(tx, id, now) : null;
    if (heard && !heard.holds) return refusedBy(heard);
    const facts = { matter: kind, isUpheld, reasons, newDay, today: civilDateOf(now) };
    const ruling = findingRuling(rules, facts);
    if (!ruling.holds) {
      const field = ruling.outcome.endsWith("_date") ? "newDay" : "reasons";
      return invalid([{ field, message: ruling.sentence }]);
    }

    if (matter.voteId && (await holdsReceipt(tx, matter.voteId, reasons))) {
      return invalid([{ field: "reasons", message: receiptBesideNames }]);
    }

    const directedBy = newDay && endOfDay(newDay);
    const duty = kind === "silence" || kind === "objection" ? await findDuty(tx, id) : null;
    const originalBy = directedBy && duty ? duty.row.answerBy : null;
    const { response } = duty?.row ?? {};
    await tx.matterFinding.create({
      data: {
        kind,
        subjectId: id,
        parishId: found.row.id,
        isUpheld,
        reasons,
        originalBy,
        directedBy,
        ruling: toJson(ruling),
        objection:
          kind === "objection" && response
            ? toJson({
                at: response.at.toISOString(),
                ground: response.ground,
                reasons: response.reasons,
                officer: response.officerName,
                post: response.officerPost,
              })
            : undefined,
        byId: actor.personId,
        byName: actor.name,
        at: now,
      },
    });
    await appendMinute(tx, found.row.id, now, "finding_published", {
      ...minutedMatter(held),
      finding: findingWords(kind, isUpheld),
      isUpheld,
      reasons,
      by: actor.name,
      directedBy: directedBy?.toISOString(),
      originalBy: originalBy?.toISOString(),
      sentence: ruling.sentence,
      sections: ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    await carryOut(tx, held, { isUpheld, directedBy, originalBy });
    await auditInParish(tx, actor, now, found.row, {
      action: "matter.decide",
      about: `Finding on “${matter.title}”`,
      page: "/minutes",
      changes: [
        { what: "Finding", after: findingWords(kind, isUpheld) },
        ...(originalBy && directedBy
          ? [{ what: "Answer due", before: lastDayOf(originalBy), after: lastDayOf(directedBy) }]
          : []),
      ],
    });
    await announceByCommissioner(tx, matter, people, { what: "finding", sentence: ruling.sentence, reasons });
    return done({});
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

function lastDayOf(end: Date): CivilDate {
  return civilDateOf(new Date(end.getTime() - 1));
}

async function whetherHeard(tx: Tx, voteId: string, now: Date): Promise<Ruling> {
  const vote = await tx.vote.findUniqueOrThrow({ where: { id: voteId }, select: { rules: true, closedAt: true } });
  return challengesHeardRuling(rulesOf(vote.rules), { closedAt: vote.closedAt as Date, now });
}

/** Does what follows from a finding: nothing but a date for the council, the end of an objection, or a proposal that goes on. */
async function carryOut(
  tx: Tx,
  { now, matter, found }: HeldMatter,
  finding: { isUpheld: boolean; directedBy: Date | null; originalBy: Date | null },
): Promise<void> {
  const { kind, id } = matter;
  const { isUpheld, directedBy, originalBy } = finding;
  if (kind === "inadmissibility" && isUpheld) return readmit(tx, found.row.id, id, now);
  if (kind !== "silence" && kind !== "objection") return;
  const isOwedAgain = kind === "objection" && !isUpheld;
  await tx.duty.update({
    where: { id },
    data: {
      ...(kind === "objection" && { objection: isUpheld ? ("good" as const) : ("not_good" as const) }),
      ...(directedBy && { directedBy }),
      // The council answered in time, by objecting: now it owes a commitment, by the day that was set.
      ...(isOwedAgain && directedBy && { answeredAt: null, answerBy: directedBy }),
    },
  });
  const duty = directedBy && (await findDuty(tx, id));
  if (!duty) return;
  await appendMinute(tx, found.row.id, now, "new_date_directed", {
    ...whatOf(duty),
    directedBy: directedBy.toISOString(),
    originalBy: originalBy?.toISOString(),
    isOwedAgain,
  });
}

/** Lets a proposal go on that was ruled out: it keeps its seconders, and its time to find more begins again. */
async function readmit(tx: Tx, parishId: string, proposalId: string, now: Date): Promise<void> {
  const row = await tx.proposal.findUniqueOrThrow({
    where: { id: proposalId },
    include: { _count: { select: { seconders: { where: { withdrawnAt: null } } } } },
  });
  const seconders = row._count.seconders;
  const isSeconded = seconders >= (row.secondersNeeded ?? 0);
  const endsAt = secondingEnds(row.rules === null ? actInForce : rulesOf(row.rules), now);
  await tx.proposal.update({
    where: { id: proposalId },
    data: {
      inadmissibleAt: null,
      ruledOutAt: row.inadmissibleAt,
      readmittedAt: now,
      secondedBeforeAt: row.secondedAt,
      secondedAt: isSeconded ? now : null,
      secondingEndsAt: endsAt,
    },
  });
  await appendMinute(tx, parishId, now, "proposal_readmitted", {
    number: row.number,
    title: row.title,
    seconders,
    needed: row.secondersNeeded ?? undefined,
    secondedAt: isSeconded ? now.toISOString() : undefined,
    secondingEnds: endsAt.toISOString(),
  });
}
