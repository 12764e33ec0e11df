import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { projectRoot } from "#server/env";
import type { RecordFiles } from "./make-record";

const program = join(projectRoot, "public", "recount.mjs");

/** Runs recount.mjs as anybody would. Answers its exit status and all that it printed. */
export function runRecount(words: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...words], (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ status: (error?.code as number | undefined) ?? 0, output: `${stdout}${stderr}` });
    });
  });
}

/** The files of a record as bytes, for checking without a program of its own. */
export function bytesOf(files: RecordFiles): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
}

/** A new folder with these files, which is gone after the test. */
export function folderOf(files: RecordFiles): string {
  const folder = mkdtempSync(join(tmpdir(), "recount-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Checks a record from a folder; with `slip.json` among the files, the slip too. */
export function recountFiles(files: RecordFiles, words: readonly string[] = []) {
  const folder = folderOf(files);
  const slip = files["slip.json"] === undefined ? [] : ["--slip", join(folder, "slip.json")];
  return runRecount([folder, ...slip, ...words]);
}

/** A site that serves the record of a vote until the test is over. Answers the address of the vote. */
export async function siteOf(files: RecordFiles, vote: string): Promise<string> {
  const server = createServer((request, response) => {
    const [, name] = /^\/votes\/[^/]+\/(.+)$/.exec(request.url ?? "") ?? [];
    const isBook = request.url === "/parishes/millbrook-green/minutes.ndjson";
    const text = files[isBook ? "minutes.ndjson" : (name ?? "")];
    // As the product answers before a vote has closed.
    if (text === undefined) response.writeHead(name === "ballots.ndjson" ? 409 : 404);
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/votes/${vote}`;
}
