import { type NoticeKind, noticeKinds } from "~/domain/notices/kinds";
import { type NoticeMode, usualMode } from "~/domain/notices/modes";
import { dayInWords, instantInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";

/** One notice in a person's list. */
export interface ListedNotice {
  id: string;
  kindWords: string;
  title: string;
  text: string;
  path: string;
  at: string;
  when: string;
}

export interface NoticeList {
  notices: ListedNotice[];
  page: number;
  hasNextPage: boolean;
}

const noticesOnPage = 20;

/** What a person was told, newest first, a page at a time from 1. */
export async function listNotices(db: Read, personId: string, page: number): Promise<NoticeList> {
  const rows = await db.$queryRaw<
    (Pick<ListedNotice, "id" | "title" | "text" | "path"> & { kind: string; at: Date })[]
  >`
    SELECT id, kind, title, text, path, at FROM notice
    WHERE id IN (SELECT notice_id FROM notice_audience WHERE person_id = ${personId}::uuid)
    ORDER BY at DESC, id LIMIT ${noticesOnPage + 1} OFFSET ${(page - 1) * noticesOnPage}`;
  return {
    page,
    hasNextPage: rows.length > noticesOnPage,
    notices: rows.slice(0, noticesOnPage).map(({ kind, at, ...row }) => ({
      ...row,
      kindWords: noticeKinds[kind as NoticeKind] ?? "Notice",
      at: at.toISOString(),
      when: instantInWords(at),
    })),
  };
}

/** What a person has chosen, and whether their address takes letters. */
export interface NoticeChoice {
  mode: NoticeMode;
  email: string;
  /** Since when the address has refused letters, in words; empty when it takes them. */
  refusedSince: string;
}

/** A person's choice; the usual one when they have made none. */
export async function getNoticeChoice(db: Read, person: { personId: string; email: string }): Promise<NoticeChoice> {
  const { personId, email } = person;
  const [choice, refusal] = await Promise.all([
    db.noticePreference.findUnique({ where: { personId }, select: { mode: true } }),
    db.refusedAddress.findUnique({ where: { email } }),
  ]);
  return { mode: choice?.mode ?? usualMode, email, refusedSince: refusal ? dayInWords(refusal.at) : "" };
}
