import type { Actor } from "~/domain/permissions/actor";
import { isIdentifier } from "~/domain/record/identifier";
import { actOnDuty, auditDuty, namedIn, postOf } from "./act-on-duty";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";

/**
 * Keeps a working note about a duty, which only officers of this council read: not councillors, and nothing public or exported ever holds
 * it. The audit log says that it was written and never what it says. Sending the same note twice is the same as once.
 *
 * Answers the note. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown duty
 * (`not_found`), an empty note (`invalid`), and an identifier that another note has (`conflict`).
 *
 * @param input.noteId drawn with the empty form, so that a form sent twice makes one note
 */
export function noteDuty(
  context: Context,
  actor: Actor,
  input: { dutyId: string; noteId: string; text: string },
): Promise<Outcome<{ noteId: string }>> {
  return actOnDuty(context, actor, "duty.note", input.dutyId, async (tx, duty, now, actor) => {
    const { dutyId, noteId } = input;
    const text = input.text.trim();
    if (text === "") return invalid([{ field: "note", message: "Write the note." }]);
    if (!isIdentifier(noteId)) return refused("invalid", "Use the form of the page.");
    const known = await tx.dutyNote.findUnique({ where: { id: noteId } });
    if (known?.dutyId === dutyId && known.authorId === actor.personId && known.text === text) return done({ noteId });
    if (known) return refused("conflict", "This note is kept already. Open the page again to write another.");
    const author = postOf(actor, duty.row.councilId);
    await tx.dutyNote.create({
      data: {
        id: noteId,
        dutyId,
        authorId: author.id,
        authorName: author.name,
        authorPost: author.post,
        text,
        at: now,
      },
    });
    await auditDuty(tx, actor, now, duty, {
      action: "duty.note",
      about: `Wrote a working note about ${namedIn(duty)}`,
    });
    return done({ noteId });
  });
}

/**
 * Removes a working note for good. Any officer of the council may, since a note may hold what should not be kept. Removing it twice is the
 * same as once.
 *
 * Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`) and an unknown duty (`not_found`).
 */
export function removeNote(
  context: Context,
  actor: Actor,
  input: { dutyId: string; noteId: string },
): Promise<Outcome<object>> {
  return actOnDuty(context, actor, "duty.note", input.dutyId, async (tx, duty, now, actor) => {
    const { dutyId, noteId } = input;
    if (!isIdentifier(noteId)) return done({});
    const note = await tx.dutyNote.findFirst({ where: { id: noteId, dutyId } });
    if (!note) return done({});
    await tx.dutyNote.delete({ where: { id: noteId } });
    await auditDuty(tx, actor, now, duty, {
      action: "duty.note",
      about: `Removed a working note of ${note.authorName} about ${namedIn(duty)}`,
    });
    return done({});
  });
}
