/** The largest form without files. */
const largestFormBytes = 512 * 1024;
/** Up to this much of a form with a file is read to its end and thrown away, so that whoever sent too much gets back what they typed. */
export const largestUploadBytes = 96 * 1024 * 1024;

/** Whether a form is of the kind that may bring files. */
export function mayBringFiles(contentType: string | null | undefined): boolean {
  return contentType?.toLowerCase().startsWith("multipart/form-data") ?? false;
}

/** Whether a form is larger than what is read of any: with files, on the pages that take them, or without. */
export function isFormTooLarge(length: string | null | undefined, { withFiles }: { withFiles: boolean }): boolean {
  return Number(length ?? 0) > (withFiles ? largestUploadBytes : largestFormBytes);
}

export const formTooLargeWords = "That is more than this form can take. Nothing was saved.";
