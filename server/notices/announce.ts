import { randomUUID } from "node:crypto";
import type { NoticeKind } from "~/domain/notices/kinds";
import { instant, type Read } from "../persistence/db";

/** Something to tell people. */
export interface Announcement {
  /** Names what is told, so that it is told once however many processes come to tell it. */
  key: string;
  kind: NoticeKind;
  title: string;
  text: string;
  /** Where on the site it leads. */
  path: string;
  /** From this instant on it is no longer worth a letter. */
  until?: Date;
  /** Tells everybody on the roll of this vote. */
  voteId?: string;
  /** Tells everybody on the roll of this parish. */
  parishId?: string;
  /** Whether everybody who is told would want a letter at once, and not only those whose own it is. */
  isPressing?: boolean;
  /** Told by name, of something of their own. */
  own?: readonly string[];
  /** Told by name. */
  others?: readonly string[];
}

/**
 * Tells people something, in the transaction of what happened: one row, and one for each person who is told by name, however large the roll.
 * The letters are written afterwards by `spreadNotices`.
 *
 * Answers whether it was news: a key that is known changes nothing.
 */
export async function announce(tx: Read, told: Announcement): Promise<boolean> {
  const id = randomUUID();
  const { count } = await tx.notice.createMany({
    data: {
      id,
      key: told.key,
      kind: told.kind,
      at: await instant(tx),
      until: told.until ?? null,
      parishId: told.parishId ?? null,
      voteId: told.voteId ?? null,
      isPressing: told.isPressing ?? false,
      title: told.title,
      text: told.text,
      path: told.path,
    },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const own = new Set(told.own);
  const readers = new Set([...own, ...(told.others ?? [])]);
  await tx.noticeReader.createMany({
    data: [...readers].sort().map((personId) => ({ noticeId: id, personId, isOwn: own.has(personId) })),
  });
  return true;
}
