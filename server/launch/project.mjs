// Shared by the launch scripts. Uses nothing but Node itself, because it runs before the packages are installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Prints one clear line and ends with status 1. */
export function giveUp(line) {
  console.error(line);
  process.exit(1);
}

/** Ends with one clear line when this Node is older than package.json asks for. */
export function checkNode() {
  const wanted = /(\d+)\.(\d+)/.exec(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node);
  const [, major, minor] = (wanted ?? []).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split(".").map(Number);
  if (hasMajor < major || (hasMajor === major && hasMinor < minor)) {
    giveUp(`Pop-up Parish needs Node ${major}.${minor} or newer, and this is Node ${process.versions.node}.`);
  }
}

const generatedFolder = join("server", "persistence", "generated");

/** SHA-256 over the names and contents of files and folders of the project. */
export function hashOf(paths, ignored = []) {
  const sum = createHash("sha256").update(process.version);
  const visit = (path) => {
    const name = relative(root, path);
    if (ignored.includes(name) || name === generatedFolder || !existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    } else {
      sum.update(`${name}\0`).update(readFileSync(path));
    }
  };
  for (const path of paths) visit(join(root, path));
  return sum.digest("hex");
}

function readStamp(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

/** Runs work unless the stamp file says that it was done for the same hash; writes the stamp when the work is done. */
export function onlyIfChanged(stampFile, hash, isThere, work) {
  if (isThere && readStamp(stampFile) === hash) return false;
  work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${hash}\n`);
  return true;
}

/** The script behind a command of an installed package, to be run by this same Node. */
export function commandOf(name, command = name) {
  const folder = join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/**
 * Runs a script with this Node to its end; the output is shown only when it fails, unless `isShown`.
 * @returns whether it succeeded
 */
export function runNode(script, words, { env = process.env, isShown = false } = {}) {
  const ran = spawnSync(process.execPath, [script, ...words], {
    cwd: root,
    env,
    stdio: isShown ? "inherit" : ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status === 0) return true;
  // Vite ends an error with a list of every file it has read, which would push the error itself out of sight.
  const output = `${ran.stdout ?? ""}${ran.stderr ?? ""}`.replace(/,?\s*watchFiles: \[[^\]]*\]/, "");
  if (!isShown) process.stderr.write(output);
  return false;
}

/** Installs the packages when they are missing or the lock file has changed since. */
export function install() {
  const lock = hashOf(["package-lock.json"]);
  const modules = join(root, "node_modules");
  const stamp = join(modules, ".cache", "pop-up-parish", "installed");
  // npm writes this file at the end; without our stamp it still shows that these very packages were put there by hand.
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(stamp) && existsSync(installed) && hasAllPackages(installed)) return writeStamp(stamp, lock);
  const isInstalled = existsSync(installed);
  onlyIfChanged(stamp, lock, isInstalled, () => {
    console.log(`${isInstalled ? "Updating" : "Installing"} the packages. This takes a minute or so.`);
    // No install scripts: nothing that this program uses needs one, and the binaries are inside the packages.
    // Not `npm ci`: that refuses a lock file that lacks the optional package of some other platform, and would leave a
    // platform without its own. This takes every version from the lock file too, and does not write to it.
    const words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"];
    words.push("--loglevel=error", "--update-notifier=false");
    const isWindows = process.platform === "win32";
    const ran = spawnSync(isWindows ? "npm.cmd" : "npm", words, { cwd: root, stdio: "inherit", shell: isWindows });
    if (ran.error) giveUp(`npm could not be run: ${ran.error.message}`);
    if (ran.status !== 0) giveUp("The packages could not be installed: see what npm says above.");
  });
}

function writeStamp(file, hash) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${hash}\n`);
  } catch {
    // A read-only node_modules folder that is complete is good enough.
  }
}

/** Whether what npm has installed is what the lock file names. */
function hasAllPackages(installed) {
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const has = JSON.parse(readFileSync(installed, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || has[path]?.version === entry.version,
  );
}

/** Generates the Prisma client when the schema has changed since. */
export function generate() {
  const schema = join(root, "prisma", "schema.prisma");
  if (!existsSync(schema)) return;
  const output = join(root, generatedFolder);
  const hash = hashOf(["prisma/schema.prisma", "prisma/prisma.config.ts", "node_modules/prisma/package.json"]);
  onlyIfChanged(join(output, ".stamp"), hash, existsSync(join(output, "client.ts")), () => {
    // Generating needs no schema engine, but looks for one and would download it. Any existing file ends the search.
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    };
    const isDone = runNode(commandOf("prisma"), ["generate", "--config", "prisma/prisma.config.ts"], { env });
    if (!isDone) giveUp("The Prisma client could not be generated: see above.");
  });
}

/** What the built program is made of. The example district is part of it. */
export const builtFrom = [
  "app",
  "server",
  "public",
  "prisma/schema.prisma",
  "prisma/scenarios",
  "package-lock.json",
  "package.json",
  "remix.config.js",
  "tsconfig.json",
];

/**
 * How parts of it are put together by esbuild.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  packages: "external",
  // Loaded while it runs: the pages just built, or Vite and its configuration in development.
  external: ["*/remix.config.js", "*/build/server/index.js"],
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
};

/**
 * Builds the pages and the process shell when a source has changed since the last build.
 * @returns whether there was anything to do
 * @throws when a source does not build; what is wrong has been shown by then
 */
export async function build() {
  const output = join(root, "build");
  const shell = join(output, "server-shell", "index.js");
  const stamp = join(output, ".stamp");
  const hash = hashOf(builtFrom, [join("server", "cli")]);
  if (existsSync(shell) && existsSync(join(output, "server", "index.js")) && readStamp(stamp) === hash) return false;

  console.log("Building the pages. This takes about half a minute.");
  // A build that is cut short must not be taken for a whole one.
  rmSync(stamp, { force: true });
  const env = { ...process.env, NODE_ENV: "production" };
  if (!runNode(commandOf("@remix-run/dev", "remix"), ["vite:build", "-c", "remix.config.js"], { env })) {
    throw new Error("The pages could not be built: see above.");
  }
  const esbuild = await import("esbuild");
  await esbuild.build({
    ...bundling,
    entryPoints: { index: "server/index.ts" },
    outdir: dirname(shell),
    sourcemap: true,
  });
  // Its helper process would otherwise run on beside the product.
  await esbuild.stop();
  writeFileSync(stamp, `${hash}\n`);
  return true;
}

/** Reads the person's `.env` file, for the few settings that are needed before the program itself reads them. */
export function loadEnvFile() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Ends with one clear line when the port is taken, before any slow work is done. */
export async function checkPort() {
  const port = Number(process.env.PORT?.trim() || 3000);
  // A wrong number is refused by the program's own check of the configuration.
  if (!Number.isInteger(port) || port < 1 || port > 65535) return;
  const host = process.env.HOST?.trim() || "127.0.0.1";
  const problem = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
  if (problem === "EADDRINUSE") {
    giveUp(`Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`);
  }
  if (problem === "EACCES") giveUp(`This user may not listen on port ${port}. Choose one above 1023 in PORT.`);
}

/**
 * Stops this program in order when the npm that runs it has ended. A signal sent to npm reaches only the shell between
 * the two, which ends without passing it on, and the product would run on unseen and hold its port.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const above = [];
  for (let pid = process.ppid; pid > 1 && above.length < 2; ) {
    const found = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(found.stdout ?? "") ?? [];
    if (parent === undefined) break;
    above.push(pid);
    if (/\bnpm\b/.test(command)) break;
    // Neither npm nor the shell it puts between: nothing further up is ours to watch.
    if (!/^\S*sh\b/.test(command)) break;
    pid = Number(parent);
  }
  const isGone = (pid) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return error.code === "ESRCH";
    }
  };
  const watch = setInterval(() => {
    if (!above.some(isGone)) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 300);
  watch.unref();
}
