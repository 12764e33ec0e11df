import { type Answer, answers } from "~/domain/act/s35-answer";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { isYes, templatePlaces, unknownPlaces } from "~/domain/response/answer-template";
import { list } from "~/domain/time/words";
import { instant, type Tx } from "../persistence/db";
import { postOf } from "./act-on-duty";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { done, type FieldError, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { writeAuditLine } from "./write-audit-line";

/** How many templates a council may keep. In a longer list nobody finds one. */
export const mostTemplates = 100;

export interface TemplateInput {
  councilId: string;
  /** Drawn with the empty form, so that a form sent twice makes one template. */
  templateId: string;
  /** The revision that was changed; 0 for a new one. */
  revision: number;
  name: string;
  answer: Answer;
  /** A code of section 36; left out for a yes. */
  ground: string | null;
  /** Reasons for a no, or what is promised with a yes; may hold places such as `{parish}`. */
  reasons: string;
}

/**
 * Makes or changes a template that officers of a council begin their answers with. It decides nothing: the answer is checked when it is given.
 * Saving the same twice is the same as once.
 *
 * Answers its revision. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown council
 * (`not_found`), a name that is missing or taken, an unknown ground or place (`invalid`), one that somebody has changed since (`conflict`),
 * and too many (`too_many`).
 */
export function saveAnswerTemplate(
  context: Context,
  actor: Actor,
  input: TemplateInput,
): Promise<Outcome<{ revision: number }>> {
  return asCouncil(context, actor, input.councilId, async (tx, post, now, actor) => {
    const { councilId, templateId: id } = input;
    if (!isIdentifier(id)) return refused("not_found", "There is no such template.");
    const data = {
      name: input.name.trim(),
      answer: input.answer,
      ground: isYes(input.answer) ? null : input.ground || null,
      reasons: input.reasons.trim(),
    };
    const errors = mistakesOf(data);
    if (errors.length > 0) return invalid(errors);
    const known = await tx.answerTemplate.findUnique({ where: { id } });
    if (known && known.councilId !== councilId) return refused("not_found", "There is no such template.");
    if (
      known?.name === data.name &&
      known.answer === data.answer &&
      known.ground === data.ground &&
      known.reasons === data.reasons
    ) {
      return done({ revision: known.revision });
    }
    if ((known?.revision ?? 0) !== input.revision) {
      return refused(
        "conflict",
        known
          ? `${known.byName}, ${known.byPost}, has changed this template since you opened it. What you typed stands below.`
          : "Somebody has removed this template since you opened it.",
      );
    }
    const namesake = await tx.answerTemplate.findUnique({ where: { councilId_name: { councilId, name: data.name } } });
    if (namesake && namesake.id !== id) {
      return invalid([{ field: "name", message: "Another template has this name." }]);
    }
    if (!known && (await tx.answerTemplate.count({ where: { councilId } })) >= mostTemplates) {
      return refused("too_many", `A council keeps at most ${mostTemplates} templates. Remove one first.`);
    }
    const revision = input.revision + 1;
    const saved = { ...data, revision, byName: actor.name, byPost: post, at: now };
    await tx.answerTemplate.upsert({ where: { id }, create: { id, councilId, ...saved }, update: saved });
    await writeAuditLine(tx, actor, now, {
      action: "template.save",
      post,
      councilId,
      about: `Saved the template “${data.name}”`,
      path: await pathOf(tx, councilId),
      changes: known && known.name !== data.name ? [{ what: "Name", before: known.name, after: data.name }] : [],
    });
    return done({ revision });
  });
}

/**
 * Removes a template. Answers that began with it are not touched. Removing it twice is the same as once.
 *
 * Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`) and an unknown council (`not_found`).
 */
export function removeAnswerTemplate(
  context: Context,
  actor: Actor,
  input: { councilId: string; templateId: string },
): Promise<Outcome<object>> {
  return asCouncil(context, actor, input.councilId, async (tx, post, now, actor) => {
    const { councilId, templateId: id } = input;
    const known = isIdentifier(id) ? await tx.answerTemplate.findFirst({ where: { id, councilId } }) : null;
    if (!known) return done({});
    await tx.answerTemplate.delete({ where: { id } });
    await writeAuditLine(tx, actor, now, {
      action: "template.save",
      post,
      councilId,
      about: `Removed the template “${known.name}”`,
      path: await pathOf(tx, councilId),
    });
    return done({});
  });
}

/** Locks the council, so that of two officers who save at once the second sees what the first did. */
async function asCouncil<T>(
  context: Context,
  asking: Actor,
  councilId: string,
  work: (tx: Tx, post: string, now: Date, actor: Actor) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const mayAsk = may(asking, "template.save", { councilId });
  if (!mayAsk.holds) return refusedTo(asking, mayAsk);
  return context.db.$transaction(async (tx): Promise<Outcome<T>> => {
    const rows = await tx.$queryRaw<object[]>`SELECT 1 FROM council WHERE id = ${councilId}::uuid FOR NO KEY UPDATE`;
    if (rows.length === 0) return refused("not_found", "There is no such council.");
    const actor = await asOf(tx, asking);
    const allowed = may(actor, "template.save", { councilId });
    if (!allowed.holds) return refusedTo(actor, allowed);
    return work(tx, postOf(actor, councilId).post, await instant(tx), actor);
  });
}

async function pathOf(tx: Tx, councilId: string): Promise<string> {
  const { slug } = await tx.council.findUniqueOrThrow({ where: { id: councilId }, select: { slug: true } });
  return `/councils/${slug}/docket/templates`;
}

function mistakesOf(data: { name: string; answer: Answer; ground: string | null; reasons: string }): FieldError[] {
  const errors: FieldError[] = [];
  if (data.name === "") errors.push({ field: "name", message: "Give the template a name." });
  if (!answers.includes(data.answer)) errors.push({ field: "answer", message: "Choose an answer." });
  if (data.ground !== null && !groundOf(data.ground)) {
    errors.push({ field: "ground", message: "Choose one of the grounds." });
  }
  const unknown = unknownPlaces(data.reasons);
  if (unknown.length > 0) {
    const places = list(Object.keys(templatePlaces).map((name) => `{${name}}`));
    errors.push({
      field: "reasons",
      message: `Nothing is known for ${list(unknown)}. What is filled in: ${places}.`,
    });
  }
  return errors;
}
