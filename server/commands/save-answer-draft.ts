import type { Actor } from "~/domain/permissions/actor";
import { canonical, type Plain } from "~/domain/record/canonical";
import { instantInWords, number } from "~/domain/time/words";
import { toJson } from "../persistence/db";
import { actOnDuty, auditDuty, namedIn, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/** The most characters of a whole draft: several times what its boxes may hold once it is published. */
export const mostDraftCharacters = 40_000;

/** What stands in the boxes of a form, by the name of each. */
export type TypedAnswer = Record<string, string | string[]>;

/**
 * Keeps the draft of an answer to a decision, as it stands in the form and finished or not. All officers of the council share it, nobody else
 * reads it, and nothing public or exported holds it. Saving the same twice is the same as once.
 *
 * Answers the draft's revision. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown
 * duty or one that is no decision (`not_found`), a decision that is answered, a draft that somebody saved since (`conflict`), and one that
 * is too long (`invalid`).
 *
 * @param input.revision of the draft that was changed; 0 where there was none
 */
export function saveAnswerDraft(
  context: Context,
  actor: Actor,
  input: { dutyId: string; revision: number; typed: TypedAnswer },
): Promise<Outcome<{ revision: number }>> {
  return actOnDuty(context, actor, "answer.draft", input.dutyId, async (tx, duty, now, actor) => {
    const { row } = duty;
    const { dutyId, typed } = input;
    if (row.kind !== "decision") return refused("not_found", "There is no decision to answer here.");
    if (row.answeredAt) return refused("conflict", "The council has answered already.", { section: "s35" });
    if (JSON.stringify(typed).length > mostDraftCharacters) {
      return refused("invalid", `A draft may have at most ${number(mostDraftCharacters)} characters in all.`);
    }
    const known = await tx.answerDraft.findUnique({ where: { dutyId } });
    if (known && canonical(known.typed as Plain) === canonical(typed)) return done({ revision: known.revision });
    if ((known?.revision ?? 0) !== input.revision) {
      return refused(
        "conflict",
        known
          ? `${known.byName}, ${known.byPost}, saved this draft on ${instantInWords(known.at)}, after you opened it. What you typed is not saved yet and stands below. To put it in place of theirs, save again.`
          : "Somebody threw this draft away after you opened it. What you typed is not saved yet and stands below. To keep it, save again.",
      );
    }
    const officer = postOf(actor, row.councilId);
    const revision = input.revision + 1;
    const saved = {
      typed: toJson(typed),
      revision,
      byId: officer.id,
      byName: officer.name,
      byPost: officer.post,
      at: now,
    };
    await tx.answerDraft.upsert({ where: { dutyId }, create: { dutyId, ...saved }, update: saved });
    await auditDuty(tx, actor, now, duty, {
      action: "answer.draft",
      about: `Saved a draft of the answer to ${namedIn(duty)}`,
    });
    return done({ revision });
  });
}

/**
 * Throws the draft of an answer away. Throwing it away twice is the same as once.
 *
 * Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown duty (`not_found`), and a draft
 * that somebody saved since (`conflict`).
 */
export function dropAnswerDraft(
  context: Context,
  actor: Actor,
  input: { dutyId: string; revision: number },
): Promise<Outcome<object>> {
  return actOnDuty(context, actor, "answer.draft", input.dutyId, async (tx, duty, now, actor) => {
    const { dutyId, revision } = input;
    const known = await tx.answerDraft.findUnique({ where: { dutyId } });
    if (!known) return done({});
    if (known.revision !== revision) {
      return refused(
        "conflict",
        `${known.byName}, ${known.byPost}, saved this draft on ${instantInWords(known.at)}, after you opened it. Read it before you throw it away.`,
      );
    }
    await tx.answerDraft.delete({ where: { dutyId } });
    await auditDuty(tx, actor, now, duty, {
      action: "answer.draft",
      about: `Threw away the draft of the answer to ${namedIn(duty)}`,
    });
    return done({});
  });
}
