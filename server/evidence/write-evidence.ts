import type { Tx } from "../persistence/db";
import type { CleanFile } from "./clean-file";

/** A clean file with what it shows in words. */
export interface NewEvidence {
  file: CleanFile;
  alt: string;
}

/**
 * Keeps a file with a commitment. Each use of a file is kept for itself, with its own words and sender: whoever sends what somebody else has sent
 * answers for nothing of theirs.
 *
 * @param stepId the council's step that it belongs to; null for a file of a resident's report
 */
export async function writeEvidence(
  tx: Tx,
  commitmentId: string,
  { file, alt }: NewEvidence,
  more: { stepId: string | null; byId: string; now: Date },
): Promise<{ evidenceId: string }> {
  const { bytes, hash, mime, width, height } = file;
  const { stepId, byId, now } = more;
  const { id } = await tx.evidence.create({
    data: { commitmentId, stepId, hash, mime, bytes, size: bytes.length, width, height, alt, byId, at: now },
    select: { id: true },
  });
  return { evidenceId: id };
}

/** Whether what is sent is what is there already, with the same words to it. */
export function isSameEvidence(there: { hash: string; alt: string } | null | undefined, sent: NewEvidence): boolean {
  return there?.hash === sent.file.hash && there.alt === sent.alt;
}

/** Whether the very same file was hidden about this commitment: then nobody puts it there again. A report can be hidden without its picture. */
export async function wasHidden(tx: Tx, commitmentId: string, { file: { hash } }: NewEvidence): Promise<boolean> {
  const hidden = await tx.evidence.findFirst({
    where: { commitmentId, hash, hiddenAt: { not: null } },
    select: { id: true },
  });
  return hidden !== null;
}

/** Throws a resident's file away that no report shows any more. The council's own files stay. */
export async function dropUnusedEvidence(tx: Tx, evidenceId: string): Promise<void> {
  await tx.evidence.deleteMany({ where: { id: evidenceId, stepId: null, hiddenAt: null, reports: { none: {} } } });
}

/** What a minute says of a file. */
export function evidenceMinute(evidence: NewEvidence | undefined): { [key: string]: string } {
  return evidence ? { evidenceShows: evidence.alt, evidenceHash: evidence.file.hash } : {};
}

const noRoom = new Set(["53100", "53200", "53300", "58030"]);

/** Whether an error says that the database has no room, or no memory, for what was sent. */
export function isOutOfRoom(error: unknown): boolean {
  for (let one: unknown = error, depth = 0; one !== null && typeof one === "object" && depth < 6; depth++) {
    const { code, originalCode, cause, meta } = one as Record<string, unknown>;
    if ([code, originalCode].some((said) => typeof said === "string" && noRoom.has(said))) return true;
    one = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  }
  return false;
}
