import { byteOrderMark, csvRow } from "../exports/csv";
import { bytesOf } from "./vote-file";

/** A file that only the asker may read: streamed, and kept nowhere on its way. */
export function privateFile(name: string, type: string, texts: AsyncIterable<string>): Response {
  return new Response(bytesOf(texts), {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}

/** The same of a table, as comma-separated values with a heading row. */
export function privateTable(
  name: string,
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): Response {
  async function* texts() {
    yield byteOrderMark + csvRow(headings);
    for await (const rows of pages) yield rows.map((row) => csvRow(row)).join("");
  }
  return privateFile(`${name}.csv`, "text/csv", texts());
}
