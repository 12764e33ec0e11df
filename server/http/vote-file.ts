import { isIdentifier } from "~/domain/record/identifier";
import type { Application } from "../container";
import type { Vote } from "../persistence/db";
import { throwRefused } from "./respond";

/** The id of a vote in an address; refuses what is none. */
export function voteIdOf(params: { id?: string }): string {
  const id = params.id ?? "";
  if (!isIdentifier(id)) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  return id.toLowerCase();
}

/**
 * A file of a vote's public record, streamed.
 *
 * @param from whether there is such a file once the vote has opened, or only once it has closed
 */
export async function voteFile(
  app: Application,
  params: { id?: string },
  file: { type: string; from: "opening" | "closing"; lines: (vote: Vote) => AsyncIterable<string> },
): Promise<Response> {
  const vote = await app.db.vote.findUnique({ where: { id: voteIdOf(params) } });
  if (!vote) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  if (!vote.openedAt) {
    throwRefused({ code: "not_open", message: "The record of a vote begins when the vote opens." });
  }
  if (file.from === "closing" && !vote.closedAt) {
    throwRefused({
      code: "not_open",
      message: "The ballot file is published when the vote has closed and been counted.",
    });
  }
  return new Response(bytesOf(file.lines(vote)), {
    headers: {
      "Content-Type": `${file.type}; charset=utf-8`,
      // A closed vote's record never changes again.
      "Cache-Control": vote.closedAt ? "public, max-age=3600" : "no-cache",
      "Access-Control-Allow-Origin": "*",
    },
  });
}

/** Texts as a stream of bytes, each made when it is taken. */
export function bytesOf(texts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  const parts = texts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
