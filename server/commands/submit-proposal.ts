import type { Ruling } from "~/domain/act/ruling";
import { classOf } from "~/domain/act/s02-interpretation";
import { contentGaps } from "~/domain/act/s18-content";
import { secondersNeeded, secondingEnds } from "~/domain/act/s20-seconders";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Plain } from "~/domain/record/canonical";
import type { ProposalInput } from "~/forms/proposal";
import { instant, isUniqueConflict, lockParish, toJson } from "../persistence/db";
import { countParishRoll, findParishById } from "../queries/find-parish";
import { type Admissibility, admissibilityOf, takesProposalsRuling } from "../queries/proposal-facts";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { firstRefusal, isSignedIn, parishSubject } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type FieldError, type Outcome, type Refused, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { rulesInForce } from "./rules-in-force";
import { keepDraft, type SaveInput } from "./save-proposal";

/**
 * Puts a proposal forward: checks it by the Act, freezes the rules in force, its class, how many seconders it needs and until when,
 * gives it the parish's next number and writes the minute.
 *
 * Answers the number; the same proposal sent twice answers the same number. Refuses a stranger (`not_signed_in`), anybody not on the
 * parish roll (`not_allowed`, s17), a parish that takes no proposals (s40, s44), a proposal that is not complete (`invalid`, a message
 * for each field) or not admissible (`refused_by_act`, s18, s19): then it is kept as a draft, with nothing lost.
 */
export async function submitProposal(
  context: Context,
  asking: Actor,
  input: SaveInput,
): Promise<Outcome<{ number: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.write"));
  return context.db
    .$transaction(async (tx): Promise<Outcome<{ number: number }>> => {
      const now = await lockParish(tx, input.parishId);
      const found = now && (await findParishById(tx, input.parishId, now));
      if (!found) return refused("not_found", "There is no such parish.");
      const actor = await asOf(tx, asking);
      const refusal = firstRefusal(
        may(actor, "proposal.write", parishSubject(found)),
        takesProposalsRuling(found, now),
      );
      if (refusal) return refusal;

      const sent = await tx.proposal.findUnique({ where: { id: input.draftId } });
      if (sent?.submittedAt && sent.authorId === actor.personId && sent.parishId === found.row.id) {
        return done({ number: sent.number });
      }
      const kept = await keepDraft(tx, actor.personId, found, input, now);
      if (!kept.ok) return kept;

      const rules = await rulesInForce(tx, found.row.councilId, now);
      const about = await admissibilityOf(tx, found, rules, input.proposal, now, input.draftId);
      const notAdmissible = refusalOf(about);
      if (notAdmissible || !about.power) return notAdmissible ?? refused("conflict", about.ruling.sentence);

      const roll = await countParishRoll(tx, found.wardIds);
      const { needed } = secondersNeeded(rules, roll);
      const endsAt = secondingEnds(rules, now);
      const costPence = about.facts.costPence ?? 0;
      const proposalClass = classOf({ tier: about.power.tier, costPence });
      const number = found.row.proposalCount + 1;
      await tx.parish.update({ where: { id: found.row.id }, data: { proposalCount: number } });
      await tx.proposal.update({
        where: { id: input.draftId },
        data: {
          number,
          class: proposalClass,
          moneyType: about.facts.moneyType,
          rules: toJson(rules),
          secondersNeeded: needed,
          submittedAt: now,
          secondingEndsAt: endsAt,
        },
      });
      await appendMinute(tx, found.row.id, now, "proposal_submitted", {
        number,
        author: actor.name,
        ...publicText(input.proposal, about),
        class: proposalClass,
        roll,
        secondersNeeded: needed,
        secondingEnds: endsAt.toISOString(),
        actVersion: rules.actVersion,
        scheduleVersion: rules.scheduleVersion,
        parameters: rules.parameters,
        admissibility: plainRuling(about.ruling),
      });
      return done({ number });
    })
    .catch((error: unknown) => {
      if (isUniqueConflict(error)) return refused("not_found", "There is no such draft.");
      throw error;
    });
}

/**
 * What the Act says about a proposal while it is being written. Writes nothing.
 *
 * Answers the ruling, whether it holds or not. Refuses a stranger (`not_signed_in`), anybody not on the parish roll (`not_allowed`) and
 * an unknown parish (`not_found`).
 */
export async function checkProposal(
  context: Context,
  actor: Actor,
  input: { parishId: string; proposalId: string | null; proposal: ProposalInput },
): Promise<Outcome<{ ruling: Ruling }>> {
  const now = await instant(context.db);
  const found = await findParishById(context.db, input.parishId, now);
  if (!found) return refused("not_found", "There is no such parish.");
  const allowed = may(actor, "proposal.write", parishSubject(found));
  if (!allowed.holds) return refusedTo(actor, allowed);
  const open = takesProposalsRuling(found, now);
  if (!open.holds) return done({ ruling: open });
  const rules = await rulesInForce(context.db, found.row.councilId, now);
  const about = await admissibilityOf(context.db, found, rules, input.proposal, now, input.proposalId);
  return done({ ruling: about.ruling });
}

/** What a form calls the fields that section 18 names otherwise. */
const formFields: Readonly<Record<string, string>> = { costPence: "cost", service: "powerId" };

/** The refusal of a proposal that is not complete, with a message for each field, or not admissible; null when it is both. */
export function refusalOf(about: Admissibility): { ok: false; refused: Refused } | null {
  const { ruling, rules, facts } = about;
  if (ruling.holds) return null;
  const errors: FieldError[] = contentGaps(rules, facts).map((gap) => ({
    field: formFields[gap.field] ?? gap.field,
    message: gap.message,
  }));
  const section = ruling.sections[0];
  return errors.length > 0
    ? refused("invalid", ruling.sentence, { section, errors, ruling })
    : refused("refused_by_act", ruling.sentence, { section, ruling });
}

/** The text of a proposal as its minute holds it. */
export function publicText(proposal: ProposalInput, { power, facts }: Admissibility) {
  return {
    title: proposal.title,
    power: power?.catalogueId,
    service: facts.service,
    change: proposal.change,
    place: proposal.place,
    startsOn: proposal.startsOn ?? undefined,
    costPence: facts.costPence ?? 0,
    moneyType: facts.moneyType,
    moneySource: proposal.moneySource,
    whoPaysAfter: proposal.whoPaysAfter,
    measure: proposal.measure,
    baseline: proposal.baseline,
    target: proposal.target,
    measureOn: proposal.measureOn ?? undefined,
  };
}

/** A ruling as a minute holds it. */
export function plainRuling(ruling: Ruling): Plain {
  return JSON.parse(JSON.stringify(ruling)) as Plain;
}
