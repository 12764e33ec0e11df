import type { Actor } from "~/domain/permissions/actor";
import { changeDraft, type DraftChange } from "./change-draft";
import type { Context } from "./context";
import { invalid, type Outcome } from "./outcome";

/**
 * Names the convenor and the deputy of a draft parish, chosen from its founders.
 *
 * Answers whether anything changed. Refuses as `changeDraft` does, the same person twice, and anybody who is not a founder confirmed as
 * living in the area (s5).
 */
export async function setOffice(
  context: Context,
  actor: Actor,
  input: DraftChange & { convenorId: string | null; deputyId: string | null },
): Promise<Outcome<{ isChanged: boolean }>> {
  const { convenorId, deputyId } = input;
  return changeDraft(context, actor, "offices", input, async (tx, draft, now) => {
    const isFounder = (id: string | null) => id === null || draft.founders.some((founder) => founder.id === id);
    const errors = [
      ...(isFounder(convenorId) ? [] : [{ field: "convenorId", message: "Choose the convenor from the founders." }]),
      ...(isFounder(deputyId) ? [] : [{ field: "deputyId", message: "Choose the deputy from the founders." }]),
    ];
    if (errors.length > 0) return { refused: { ...invalid(errors).refused, section: "s5" } };
    const parishId = draft.found.row.id;
    return {
      charter: { ...draft.charter, convenorId, deputyId },
      write: async () => {
        // Nobody has held an office of a draft yet, so there is nothing to keep.
        await tx.parishOffice.deleteMany({ where: { parishId } });
        for (const [office, personId] of [
          ["convenor", convenorId],
          ["deputy", deputyId],
        ] as const) {
          if (personId) await tx.parishOffice.create({ data: { parishId, personId, office, fromAt: now } });
        }
      },
    };
  });
}
