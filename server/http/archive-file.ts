import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Application } from "../container";
import { type ArchiveFile, getArchive } from "../queries/get-archive";
import { hasTag } from "./feed-file";
import { throwRefused } from "./respond";

/** The archive of a parish as one ZIP file, streamed; 304 when the reader has this very one. */
export async function archiveFile(app: Application, request: Request, slug: string): Promise<Response> {
  const archive = await getArchive(app.db, slug);
  if (!archive) {
    throwRefused({
      code: "not_found",
      message: "There is no archive at this address. A parish has one from the day its charter is finished.",
    });
  }
  const tag = `W/"${archive.tag}"`;
  const headers = new Headers({ "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*", ETag: tag });
  if (hasTag(request.headers.get("If-None-Match"), tag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", "application/zip");
  headers.set("Content-Disposition", `attachment; filename="${archive.slug}-archive.zip"`);
  return new Response(zipOf(archive.files, archive.at), { headers });
}

/** Packs files one after the other, each made only when it is its turn and no faster than it is taken. */
export function zipOf(files: readonly ArchiveFile[], at: Date): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const packed = zip.outputStream as Readable;
  const endsAll = (error: Error) => void packed.destroy(error);
  zip.on("error", endsAll);
  // The packer hands on neither the failure of a file nor that its reader has gone.
  let source: Readable | null = null;
  packed.once("close", () => source?.destroy());
  for (const { path, parts } of files) {
    zip.addReadStreamLazy(path, { mtime: at }, (give) => {
      source = Readable.from(bytesOf(parts())).on("error", endsAll);
      give(null, source);
    });
  }
  zip.end();
  // Not Readable.toWeb: in Node 20 it throws where nobody can catch it when a reader goes.
  const chunks = packed[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void packed.destroy(),
  });
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) if (text !== "") yield Buffer.from(text);
}
