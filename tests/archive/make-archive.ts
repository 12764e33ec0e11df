import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { projectRoot } from "#server/env";
import { zipOf } from "#server/http/archive-file";
import { getArchive } from "#server/queries/get-archive";
import type { World } from "../support/world";

/** The files of an archive as text, by path. */
export type ArchiveTexts = Record<string, string>;

/** The archive that the product publishes, as text and packed. */
export async function archiveOf(
  world: World,
  slug: string,
): Promise<{ texts: ArchiveTexts; zip: Buffer; tag: string }> {
  const archive = await getArchive(world.app.db, slug);
  if (!archive) throw new Error("there is no archive");
  const texts: ArchiveTexts = {};
  for (const { path, parts } of archive.files) {
    texts[path] = "";
    for await (const part of parts()) texts[path] += part;
  }
  const again = await getArchive(world.app.db, slug);
  if (!again) throw new Error("there is no archive");
  const zip = Buffer.from(await new Response(zipOf(again.files, again.at)).arrayBuffer());
  return { texts, zip, tag: archive.tag };
}

/** A new folder with these files, which is gone after the test. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Runs check-archive.mjs as anybody would. Answers its exit status and all that it printed. */
export function runCheck(words: readonly string[]): Promise<{ status: number; output: string }> {
  const program = join(projectRoot, "public", "check-archive.mjs");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...words], (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ status: (error?.code as number | undefined) ?? 0, output: `${stdout}${stderr}` });
    });
  });
}

/** Checks an archive that lies unpacked in a folder. */
export const checkTexts = (texts: ArchiveTexts, words: readonly string[] = []) => runCheck([folderOf(texts), ...words]);

/** Makes the manifest name what the files hold now, as a forger would who owns the site. */
export function withNewManifest(texts: ArchiveTexts): ArchiveTexts {
  const { "manifest.json": old = "", ...others } = texts;
  const files = Object.entries(others).map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return { ...others, "manifest.json": JSON.stringify({ ...JSON.parse(old), files }) };
}
