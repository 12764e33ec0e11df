// Looks into one paper (PDF) and writes it anew. Runs in a thread of its own, which is ended when it takes too long: see pdf-paper.ts.
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { constants, createInflate } from "node:zlib";

const pdf = createRequire(import.meta.url)("@cantoo/pdf-lib");

/** What does something when a paper is opened or used, or carries something along. Looked for as keys and as values. */
const refusedNames = new Set([
  "3D",
  "AA",
  "EF",
  "EmbeddedFile",
  "EmbeddedFiles",
  "FileAttachment",
  "GoTo3DView",
  "GoToE",
  "GoToR",
  "ImportData",
  "JS",
  "JavaScript",
  "Launch",
  "Movie",
  "Rendition",
  "RichMedia",
  "RichMediaContent",
  "RichMediaExecute",
  "Sound",
  "SubmitForm",
  "XFA",
]);

const mostObjects = 100_000;

class TooFar extends Error {}

/** What may still be unfolded of this paper, in bytes: by the library while it reads, and by the count of what the pages hold. */
let left = workerData.mostUnfoldedBytes;

function charge(bytes) {
  left -= bytes;
  if (left < 0) throw new TooFar();
}

// The library unfolds the list of a paper's parts before anybody can ask how far that goes: every kind of stream asks here for room.
const kind = pdf.PDFRawStream.of(pdf.PDFContext.create().obj({ Filter: "FlateDecode" }), Uint8Array.of(0x78, 0x9c));
const decoding = Object.getPrototypeOf(Object.getPrototypeOf(pdf.decodePDFRawStream(kind)));
const giveRoom = decoding.ensureBuffer;
decoding.ensureBuffer = function (wanted) {
  if (wanted > this.buffer.byteLength) charge(wanted);
  return giveRoom.call(this, wanted);
};

/** Charges what a compressed stream unfolds to, keeping nothing of it. One that breaks off is charged for what it gave until then. */
async function chargeStream(bytes) {
  const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
  inflate.end(bytes);
  try {
    for await (const chunk of inflate) charge(chunk.length);
  } catch (error) {
    if (error instanceof TooFar) throw error;
    charge(inflate.readableHighWaterMark);
  }
}

const isNamed = (dict, key, value) => dict.lookup(pdf.PDFName.of(key)) === pdf.PDFName.of(value);

async function lookInto(bytes) {
  const paper = await pdf.PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  const { context } = paper;
  const objects = context.enumerateIndirectObjects();
  if (objects.length > mostObjects) throw new TooFar();
  if (paper.getPageCount() < 1) return { problem: "damaged" };
  const waiting = [...objects.map(([, object]) => object), ...Object.values(context.trailerInfo)];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (one instanceof pdf.PDFStream) {
      // A stream whose contents lie in another file.
      if (one.dict.has(pdf.PDFName.of("F"))) return { problem: "active" };
      waiting.push(one.dict);
    } else if (one instanceof pdf.PDFArray) waiting.push(...one.asArray());
    else if (one instanceof pdf.PDFDict) for (const [key, value] of one.entries()) waiting.push(key, value);
    else if (one instanceof pdf.PDFName && refusedNames.has(one.decodeText())) return { problem: "active" };
    else if (one instanceof pdf.PDFInvalidObject) return { problem: "damaged" };
  }
  for (const [reference, object] of objects) {
    if (!(object instanceof pdf.PDFRawStream)) continue;
    // The lists of the old file: their parts have been read, and are written anew.
    if (isNamed(object.dict, "Type", "ObjStm") || isNamed(object.dict, "Type", "XRef")) context.delete(reference);
    else if (object.contents[0] === 0x78) await chargeStream(object.contents);
  }
  // Where a paper opens is the reader's business, and a page on the web is not opened along with it.
  paper.catalog.delete(pdf.PDFName.of("OpenAction"));
  return { bytes: await paper.save({ addDefaultPage: false, updateFieldAppearances: false }) };
}

const answer = await lookInto(workerData.bytes).catch((error) => {
  if (error instanceof pdf.EncryptedPDFError) return { problem: "locked" };
  return { problem: left < 0 ? "too_far" : "damaged" };
});
parentPort.postMessage(answer);
