import { actInForce } from "~/domain/act/act-in-force";
import { hearingRuling } from "~/domain/act/s50-commissioner";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { postFor } from "~/domain/permissions/official-actions";
import { actMatter, type MatterKind, type MatterSide, matterPath, matterWords } from "~/domain/response/matters";
import { speakingFor } from "../queries/matter-people";
import type { Context } from "./context";
import { holdMatter, minutedMatter, noSuchMatter } from "./hold-matter";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { holdsReceipt, receiptBesideNames } from "./receipt-in-text";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

export interface StatementInput {
  kind: MatterKind;
  id: string;
  side: MatterSide;
  text: string;
}

/**
 * Makes the one statement of a side on a matter that waits for the Commissioner (section 50). It is published at once and stays as it is.
 *
 * The same statement sent twice is one. Refuses a stranger (`not_signed_in`), anybody who does not speak for that side (`not_allowed`), an
 * unknown matter and a side that has nobody to speak (`not_found`), an empty text and one with a receipt of a contested vote (`invalid`), a second statement of the side, and a matter
 * that is over (`conflict`, s50).
 */
export async function fileStatement(context: Context, asking: Actor, input: StatementInput): Promise<Outcome> {
  const { kind, id, side } = input;
  const action = speakingFor(kind, side);
  if (!action) return noSuchMatter();
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, action));
  return context.db.$transaction(async (tx): Promise<Outcome> => {
    const held = await holdMatter(tx, asking, kind, id);
    if (!held) return noSuchMatter();
    const { now, matter, found, people, actor } = held;
    const allowed = may(actor, action, people.subject);
    if (!allowed.holds) return refusedTo(actor, allowed);
    const text = input.text.trim();
    const key = { kind_subjectId_side: { kind: kind as Exclude<MatterKind, "vacancy">, subjectId: id, side } };
    const before = await tx.matterStatement.findUnique({ where: key });
    if (before?.text === text && before.byId === actor.personId) return done({});
    const over = (sentence: string) => refused("conflict", sentence, { section: "s50" });
    if (before)
      return over(`${before.byName}, ${before.byPost}, has made the statement of this side. Each side has one.`);
    if (matter.state !== "waits") return over("This is over, so no more statements are taken.");
    if (text === "") return invalid([{ field: "text", message: "Write the statement." }]);
    if (matter.voteId && (await holdsReceipt(tx, matter.voteId, text))) {
      return invalid([{ field: "text", message: receiptBesideNames }]);
    }

    const place = { councilId: found.row.councilId, parishId: found.row.id };
    const official = action === "ruling.contest" ? null : postFor(actor, action, place);
    const post = official ?? (people.subject.authorId === actor.personId ? "Author of the proposal" : "Founder");
    await tx.matterStatement.create({
      data: {
        ...key.kind_subjectId_side,
        parishId: found.row.id,
        text,
        byId: actor.personId,
        byName: actor.name,
        byPost: post,
        at: now,
      },
    });
    const heard = hearingRuling(found.rules ?? actInForce, { matter: actMatter(kind, matter.order ?? undefined) });
    await appendMinute(tx, found.row.id, now, "statement_made", {
      ...minutedMatter(held),
      side: matterWords[kind].sides[side],
      statement: text,
      by: `${actor.name}, ${post}`,
      sections: heard.sections,
      actVersion: heard.actVersion,
      scheduleVersion: heard.scheduleVersion,
    });
    if (action !== "ruling.contest") {
      await auditAct(tx, actor, now, place, {
        action,
        about: `Statement on “${matter.title}”`,
        path: matterPath(kind, id),
      });
    }
    return done({});
  });
}
