import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { projectRoot } from "#server/env";

const systemNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const systemPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Finds a Chromium for the browser tests: the one named in CHROMIUM_PATH, Playwright's own, the system's, or the one
 * in the package `@sparticuz/chromium`, which is unpacked once.
 * @returns the full path of a program that runs
 */
export async function chromiumExecutable(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)));
  const found = [chromium.executablePath(), ...onPath, ...systemPaths].find(
    (path) => existsSync(path) && isRunning(path),
  );
  return found ?? unpackedChromium();
}

function isRunning(path: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(path, ["--version"], { env: environment, timeout: 20_000, stdio: "ignore" }).status === 0;
}

function unpackedChromium(): string {
  const require = createRequire(join(projectRoot, "package.json"));
  const packaged = dirname(dirname(dirname(require.resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8")) as { version: string };
  const cache = join(projectRoot, "node_modules", ".cache", "pop-up-parish");
  const folder = join(cache, `chromium-${version}`);
  const launcher = join(folder, "launch.sh");
  if (existsSync(launcher)) return launcher;

  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, "unpacking-"));
  // The package unpacks into the folder for temporary files, and its system libraries only where it believes it is needed.
  const unpacked = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`],
    {
      cwd: projectRoot,
      encoding: "utf8",
      env: { ...process.env, TMPDIR: making, TEMP: making, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
    },
  );
  if (unpacked.status !== 0 || !existsSync(join(making, "chromium"))) {
    rmSync(making, { recursive: true, force: true });
    throw new Error(`No Chromium was found or could be unpacked. Name one in CHROMIUM_PATH.\n${unpacked.stderr}`);
  }
  // Its libraries and fonts are used only where the system has none.
  const libraries = isRunning(join(making, "chromium")) ? "" : `LD_LIBRARY_PATH="$here/al2023/lib" `;
  const fonts = existsSync("/etc/fonts/fonts.conf") ? "" : `FONTCONFIG_PATH="$here/fonts" `;
  const lines = [
    "#!/bin/sh",
    `here=$(cd "$(dirname "$0")" && pwd)`,
    `${libraries}${fonts}exec "$here/chromium" "$@"`,
    "",
  ];
  writeFileSync(join(making, "launch.sh"), lines.join("\n"));
  chmodSync(join(making, "launch.sh"), 0o755);
  try {
    renameSync(making, folder);
  } catch {
    // Another process unpacked it in the same moment.
    rmSync(making, { recursive: true, force: true });
  }
  return launcher;
}
