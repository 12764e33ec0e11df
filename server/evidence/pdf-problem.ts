import { constants, inflateSync } from "node:zlib";

/** What does something when a paper is opened, or carries something along. Looked for as keys and as values. */
const refusedNames = new Set([
  "/JS",
  "/JavaScript",
  "/EF",
  "/EmbeddedFile",
  "/EmbeddedFiles",
  "/GoToE",
  "/ImportData",
  "/Launch",
  "/RichMedia",
  "/RichMediaContent",
  "/SubmitForm",
  "/XFA",
]);

/** What all streams of a paper may unfold to; its pages are not unfolded to be looked at, but the list of its parts is. */
const mostUnfoldedBytes = 128 * 1024 * 1024;

const damaged = "The PDF cannot be read. It may be damaged: save it again and send it anew.";

/**
 * Why a PDF is not taken, in one sentence; null when it is. This looks at every object of the paper for scripts, for files inside it, and for
 * what sends or opens something. It is a plain check and no virus scanner; that is why papers are only ever served as downloads.
 */
export async function pdfProblem(bytes: Uint8Array): Promise<string | null> {
  if (unfoldsTooFar(bytes)) return "The PDF unfolds to more than this site takes. Save it smaller and send it again.";
  const pdf = await import("@cantoo/pdf-lib");
  try {
    const paper = await pdf.PDFDocument.load(bytes, { updateMetadata: false });
    if (paper.getPageCount() < 1) return damaged;
    const waiting: unknown[] = paper.context.enumerateIndirectObjects().map(([, object]) => object);
    while (waiting.length > 0) {
      const one = waiting.pop();
      if (one instanceof pdf.PDFStream) waiting.push(one.dict);
      else if (one instanceof pdf.PDFArray) waiting.push(...one.asArray());
      else if (one instanceof pdf.PDFDict) for (const [key, value] of one.entries()) waiting.push(key, value);
      else if (one instanceof pdf.PDFName && refusedNames.has(one.decodeText() === "" ? "" : `/${one.decodeText()}`)) {
        return "The PDF holds a script, a form or another file. Print it to a new PDF and send that.";
      }
    }
    return null;
  } catch (error) {
    return error instanceof pdf.EncryptedPDFError
      ? "The PDF is locked with a password. Save it without one and send it again."
      : damaged;
  }
}

/** Whether the compressed streams of a paper come to more than a bound, measured without keeping what they unfold to. */
function unfoldsTooFar(bytes: Uint8Array): boolean {
  const paper = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = mostUnfoldedBytes;
  for (let at = paper.indexOf("stream"); at !== -1; at = paper.indexOf("stream", at + 1)) {
    let from = at + "stream".length;
    while (paper[from] === 0x0d || paper[from] === 0x0a || paper[from] === 0x20) from++;
    try {
      left -= inflateSync(paper.subarray(from), { maxOutputLength: left, finishFlush: constants.Z_SYNC_FLUSH }).length;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return true;
    }
    if (left <= 0) return true;
  }
  return false;
}
