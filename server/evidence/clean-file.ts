import { createHash } from "node:crypto";
import { ResizeFit, Transformer } from "@napi-rs/image";
import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { mostFileBytes, mostFileWords } from "~/forms/evidence";
import { lookIntoPaper } from "./pdf-paper";

/** A file that may be shown, made anew from what was sent. */
export interface CleanFile {
  bytes: Uint8Array<ArrayBuffer>;
  mime: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
  /** SHA-256 of the bytes, in hexadecimal digits. */
  hash: string;
  /** In pixels; null for a paper. */
  width: number | null;
  height: number | null;
}

export type Cleaned = { ok: true; file: CleanFile } | { ok: false; message: string };

/** Wide enough for a large screen, and small enough for a slow line. */
const longestSide = 2000;
/** A picture of more pixels is refused before it is decoded: it would need more memory than a picture is worth. */
const mostPixels = 50_000_000;
const jpegQuality = 82;
const webpQuality = 80;

const no = (message: string): Cleaned => ({ ok: false, message });

/** Cleaning takes memory and a core, so a process cleans one file at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a file fit to be shown. Its type is what its bytes say, whatever its name is. A picture is decoded and encoded again, upright and at
 * most 2,000 pixels a side, so that nothing of the file is left but what can be seen: no place, no camera, no name. A paper is written anew from
 * the parts that were looked at, and refused when it holds scripts, files, or a password.
 *
 * @param kinds whether papers (PDF) are taken as well as pictures
 * @returns the file, or in one sentence why it is not taken
 */
export function cleanFile(bytes: Uint8Array, kinds: "pictures" | "pictures_and_papers"): Promise<Cleaned> {
  const turn = last.then(() => clean(bytes, kinds));
  last = turn.catch(() => undefined);
  return turn;
}

async function clean(bytes: Uint8Array, kinds: "pictures" | "pictures_and_papers"): Promise<Cleaned> {
  if (bytes.length > mostFileBytes) return no(`The file is larger than ${mostFileWords}.`);
  const type = await fileTypeFromBuffer(bytes);
  switch (type?.mime) {
    case "image/jpeg":
    case "image/png":
    case "image/webp":
      return cleanPicture(bytes, type.mime);
    case "application/pdf": {
      if (kinds === "pictures") break;
      const paper = await lookIntoPaper(bytes);
      return paper.ok ? toClean(paper.bytes, "application/pdf", null) : no(paper.message);
    }
  }
  return no(
    kinds === "pictures"
      ? "The file must be a picture: JPEG, PNG or WebP."
      : "The file must be a picture (JPEG, PNG or WebP) or a PDF.",
  );
}

async function cleanPicture(bytes: Uint8Array, mime: "image/jpeg" | "image/png" | "image/webp"): Promise<Cleaned> {
  const sent = imageDimensionsFromData(bytes);
  if (!sent || sent.width < 1 || sent.height < 1) return no(unreadable);
  if (sent.width * sent.height > mostPixels) {
    return no("The picture has more than 50 million pixels. Make it smaller and send it again.");
  }
  try {
    // Without an argument it turns the picture upright, as its camera noted.
    const picture = new Transformer(bytes).rotate();
    if (Math.max(sent.width, sent.height) > longestSide) {
      picture.fastResize({ width: longestSide, height: longestSide, fit: ResizeFit.Inside });
    }
    const [made, as] = await encode(picture, mime);
    return toClean(made, as, imageDimensionsFromData(made) ?? sent);
  } catch {
    return no(unreadable);
  }
}

const unreadable = "The picture cannot be read. It may be damaged: try to save it again, or take another.";

async function encode(
  picture: Transformer,
  mime: "image/jpeg" | "image/png" | "image/webp",
): Promise<[Uint8Array, typeof mime]> {
  if (mime === "image/jpeg") return [await picture.jpeg(jpegQuality), mime];
  if (mime === "image/png") {
    const made = await picture.png();
    // A photograph saved without loss may grow beyond what a page should load.
    if (made.length <= mostFileBytes / 4) return [made, mime];
  }
  return [await picture.webp(webpQuality), "image/webp"];
}

function toClean(
  bytes: Uint8Array,
  mime: CleanFile["mime"],
  size: { width: number; height: number } | null,
): Extract<Cleaned, { ok: true }> {
  return {
    ok: true,
    file: {
      // A copy of its own: what comes from a library may be a window on a larger buffer.
      bytes: new Uint8Array(bytes),
      mime,
      hash: createHash("sha256").update(bytes).digest("hex"),
      width: size?.width ?? null,
      height: size?.height ?? null,
    },
  };
}
