import { data, unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";
import type { Actor } from "~/domain/permissions/actor";
import { mostFileBytes, mostFileWords } from "~/forms/evidence";
import { formOf } from "./form";
import { largestUploadBytes, mayBringFiles } from "./form-limits";

/** A file that a form brought: its bytes, or that it was too large and was not kept. */
export type SentFile = { isTooLarge: false; bytes: Uint8Array } | { isTooLarge: true };

/**
 * What all texts of a form that takes files may come to. Far more than any field takes, so that a text that is too long is answered beside its
 * field by whoever knows how long it may be, and is still there.
 */
const mostTextBytes = 3 * 1024 * 1024;
const mostParts = 40;

/**
 * The form that a request brings, with the one file that may come with it. The file is read as it arrives and never kept beyond its limit.
 * An empty field for a file is no file. Of somebody who is not signed in nothing is kept but what they typed: their file is never asked for.
 *
 * @throws the page that refuses it: with status 413 when all of it is too large, and 415 when what came is no form
 */
export async function formWithFile(
  request: Request,
  { personId }: Pick<Actor, "personId">,
): Promise<{ form: FormData; file: SentFile | null }> {
  if (!mayBringFiles(request.headers.get("content-type"))) {
    return { form: await formOf(request), file: null };
  }
  let file: SentFile | null = null;
  let parts = 0;
  let read = 0;
  let textLeft = mostTextBytes;
  const collect = async (chunks: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> => {
    const kept: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      read += chunk.length;
      if (read > largestUploadBytes) throw tooLarge();
      if (size <= most) kept.push(chunk);
      else kept.length = 0;
    }
    return size <= most ? Buffer.concat(kept) : null;
  };
  try {
    const form = await parseMultipart(request, async ({ name, filename, data: chunks }) => {
      if (++parts > mostParts) throw tooLarge();
      if (filename === undefined) {
        const text = await collect(chunks, textLeft);
        if (text === null) throw tooLarge();
        textLeft -= text.length;
        return Buffer.from(text).toString("utf8");
      }
      const bytes = await collect(chunks, personId === null ? 0 : mostFileBytes);
      if (name === "file" && bytes === null) file = { isTooLarge: true };
      else if (name === "file" && bytes && bytes.length > 0) file = { isTooLarge: false, bytes };
      return null;
    });
    return { form, file };
  } catch (error) {
    if (error instanceof Error) {
      const message = "What was sent is not a form of this page, or it broke off on the way. Nothing was saved.";
      throw data({ code: "invalid", message }, { status: 415 });
    }
    throw error;
  }
}

function tooLarge() {
  const message = `What was sent is far larger than this page takes. A file may have ${mostFileWords}. Nothing was saved.`;
  return data({ code: "invalid", message }, { status: 413 });
}

/** A file as commands take it, with what it shows in words. */
export function sentEvidence(file: SentFile | null, alt: string): { bytes: Uint8Array | null; alt: string } | null {
  return file && { bytes: file.isTooLarge ? null : file.bytes, alt };
}
