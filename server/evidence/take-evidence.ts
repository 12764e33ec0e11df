import { altMissing } from "~/forms/evidence";
import { type Limit, takeFromLimits } from "../auth/rate-limits";
import { done, invalid, type Outcome, refused } from "../commands/outcome";
import type { Db } from "../persistence/db";
import { cleanFile } from "./clean-file";
import type { NewEvidence } from "./write-evidence";

/** A file as it was sent with a form, and what it shows in words. Null bytes: it was too large to be read. */
export interface SentEvidence {
  bytes: Uint8Array | null;
  alt: string;
}

const tooLargeWords = "The file is too large. Choose a smaller one: what you typed is still here.";

/**
 * Makes what was sent fit to be kept, before any lock is taken: this may take a second.
 *
 * Answers the clean file; nothing where nothing was sent. Refuses a file without words, one that is too large or of another kind (`invalid`, at
 * its field), and more files than an hour allows (`too_many`).
 */
export async function takeEvidence(
  db: Db,
  sent: SentEvidence | null,
  by: { personId: string; limit: Extract<Limit, "files_by_officer" | "files_by_resident"> },
): Promise<Outcome<{ evidence: NewEvidence | undefined }>> {
  if (!sent) return done({ evidence: undefined });
  if (sent.bytes === null) return invalid([{ field: "file", message: tooLargeWords }]);
  if (sent.alt === "") return invalid([{ field: "alt", message: altMissing }]);
  const minutes = await takeFromLimits(db, [{ limit: by.limit, who: by.personId }]);
  if (minutes !== null) {
    const message = `You have sent as many files as an hour allows. Send this one in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
    return refused("too_many", message, { errors: [{ field: "file", message }] });
  }
  const cleaned = await cleanFile(sent.bytes, by.limit === "files_by_officer" ? "pictures_and_papers" : "pictures");
  if (!cleaned.ok) return invalid([{ field: "file", message: cleaned.message }]);
  return done({ evidence: { file: cleaned.file, alt: sent.alt } });
}

/** What is said when a file was hidden on this page before. */
export function hiddenBefore() {
  return invalid([{ field: "file", message: "This file was hidden on this page. It cannot be put here again." }]);
}

/** What is said when the database has no room for a file. */
export function outOfRoom() {
  const message =
    "There is no room for this file at the moment. Nothing was saved. Send it without the file, or later.";
  return refused("busy", message, { errors: [{ field: "file", message }] });
}
