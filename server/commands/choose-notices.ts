import type { NoticeMode } from "~/domain/notices/modes";
import type { Actor } from "~/domain/permissions/actor";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Sets when a person is written to. Daily letters tell from this instant on; nothing that was missed before is sent.
 *
 * Answers the choice. Refuses a stranger (`not_signed_in`).
 */
export async function chooseNotices(
  context: Context,
  actor: Actor,
  input: { mode: NoticeMode },
): Promise<Outcome<{ mode: NoticeMode }>> {
  const { personId } = actor;
  if (personId === null) return refused("not_signed_in", "Sign in to choose your notices.");
  const { mode } = input;
  const chosen = { mode, toldUntil: await instant(context.db) };
  await context.db.noticePreference.upsert({
    where: { personId },
    create: { personId, ...chosen },
    update: chosen,
  });
  return done({ mode });
}
