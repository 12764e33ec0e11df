import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Context } from "./context";
import { parishSubject } from "./hold-proposal";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { assistedSignerOf } from "./signer-of";
import { auditInParish, numberInLog } from "./write-audit-line";

/**
 * Takes back somebody's support of a charter while it still gathers supporters. Doing it twice, or without having supported it, is
 * harmless.
 *
 * Answers how many supporters are left. Refuses a stranger (`not_signed_in`), an unknown parish, and a charter that is no longer
 * gathering (`closed`, s8).
 */
export function withdrawSupport(
  context: Context,
  actor: Actor,
  input: { slug: string },
): Promise<Outcome<{ supporters: number }>> {
  return takeBack(context, actor, input.slug, null);
}

/**
 * The same for somebody without e-mail who signed a paper to say so, entered by an officer of the council.
 *
 * Answers and refuses as `withdrawSupport` does; refuses besides anybody but an officer of the council without an office in the parish
 * (`not_allowed`, s8), an unknown person (`not_found`), and a resident with e-mail, who does it themselves (`conflict`).
 *
 * @param input.personId who signed
 */
export function enterPaperSupportWithdrawal(
  context: Context,
  actor: Actor,
  input: { slug: string; personId: string },
): Promise<Outcome<{ supporters: number }>> {
  return takeBack(context, actor, input.slug, input.personId);
}

/** @param signedById who signed a paper that the actor, an officer, enters; null for somebody who does it themselves */
async function takeBack(
  context: Context,
  asking: Actor,
  slug: string,
  signedById: string | null,
): Promise<Outcome<{ supporters: number }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const asked = await assistedSignerOf(tx, actor, signedById, "support.withdraw_paper", parishSubject(found));
    if (!asked.ok) return asked;
    const { signer } = asked.value;
    const allowed = may(signer, "parish.withdraw_support");
    if (!allowed.holds || signer.personId === null) return refusedTo(signer, allowed);
    if (found.state !== "gathering") {
      return refused("closed", "Support can only be taken back while the charter gathers supporters.", {
        section: "s8",
      });
    }
    const parishId = found.row.id;
    const { count } = await tx.supporter.deleteMany({ where: { parishId, personId: signer.personId } });
    if (count > 0) {
      const key = { parishId, personId: signer.personId };
      await tx.supportWithdrawal.upsert({
        where: { parishId_personId: key },
        create: { ...key, at: now },
        update: { at: now },
      });
    }
    const supporters = await tx.supporter.count({ where: { parishId } });
    if (count > 0 && signedById) {
      await auditInParish(tx, actor, now, found.row, {
        action: "support.withdraw_paper",
        about: `Person ${numberInLog(signer.personId)} supports ${found.row.name} no longer, signed on paper`,
        page: "/support",
      });
    }
    if (count > 0) await appendMinute(tx, parishId, now, "supporters_counted", { supporters });
    return done({ supporters });
  });
}
