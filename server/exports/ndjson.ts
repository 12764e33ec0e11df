/** Things as NDJSON: one line each. */
export async function* ndjsonOf(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const things of pages) yield things.map((thing) => `${JSON.stringify(thing)}\n`).join("");
}
