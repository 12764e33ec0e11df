import { textField } from "../exports/csv";

/** One row of comma-separated values, with its line end. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(textField).join(",")}\r\n`;
}

/** Without it some spreadsheet programs take the file for another encoding. */
export const byteOrderMark = "\ufeff";

/** A file that only the asker may read: streamed, and kept nowhere on its way. */
export function privateFile(name: string, type: string, texts: AsyncIterable<string>): Response {
  const utf8 = new TextEncoder();
  const parts = texts[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await parts.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
