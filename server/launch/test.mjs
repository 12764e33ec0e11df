// `npm test`: every check there is, on a fresh clone too. `npm test -- unit types` runs only the parts that are named.
// A part that fails does not stop the others, so that one run shows all there is to mend.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, checkNode, commandOf, generate, giveUp, install, root } from "./project.mjs";

const results = join(root, "test-results");

/** Runs a check with its output shown as it comes. */
function runShown(script, words, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(false));
    child.on("exit", (status) => resolve(status === 0));
  });
}

/** Runs a check beside others: what it says is shown in one piece when it is done. */
function runBeside(script, words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => said.push(piece));
    child.on("error", () => resolve(false));
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(said));
      resolve(status === 0);
    });
  });
}

const asOne = (isPassed) => (isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

async function runUnit(words) {
  const file = join(results, "vitest.json");
  const config = ["run", "--config", "tests/vitest.config.ts", "--passWithNoTests"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const isPassed = await runShown(commandOf("vitest"), [...config, ...reporters, ...words], { NODE_ENV: "test" });
  const report = readReport(file);
  const passed = report?.numPassedTests ?? 0;
  // A file that cannot even be loaded holds no failed test, and must count all the same.
  const broken = (report?.testResults ?? []).filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = (report?.numFailedTests ?? 0) + broken.length;
  return { passed, failed: isPassed ? failed : Math.max(failed, 1) };
}

/** The build that the browser is shown, begun once. */
let built;
function building() {
  built ??= build();
  return built;
}

async function runBrowser(words) {
  await building();
  const file = join(results, "playwright.json");
  const command = ["test", "--config", "tests/playwright.config.ts", "--pass-with-no-tests", "--reporter=list,json"];
  const isPassed = await runShown(commandOf("@playwright/test", "playwright"), [...command, ...words], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    NODE_ENV: "test",
  });
  const report = readReport(file);
  const passed = report?.stats.expected ?? 0;
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0) + (report?.errors.length ?? 0);
  return { passed, failed: isPassed ? failed : Math.max(failed, 1) };
}

// What was checked last time and has not changed is not checked again.
const typeCheck = [
  "--noEmit",
  "-p",
  ".",
  "--incremental",
  "--tsBuildInfoFile",
  "node_modules/.cache/types.tsbuildinfo",
];

const parts = {
  types: async () => asOne(await runBeside(commandOf("typescript", "tsc"), typeCheck)),
  lint: async () => asOne(await runBeside(commandOf("@biomejs/biome", "biome"), ["check", "--error-on-warnings", "."])),
  architecture: async () =>
    asOne(
      await runBeside(commandOf("dependency-cruiser", "depcruise"), [
        "--config",
        ".dependency-cruiser.cjs",
        ...["app", "server", "tests"],
      ]),
    ),
  unit: runUnit,
  browser: runBrowser,
};

checkNode();
process.chdir(root);
const named = process.argv.slice(2).filter((word) => word in parts);
const words = process.argv.slice(2).filter((word) => !(word in parts));
const chosen = named.length > 0 ? named : Object.keys(parts);
if (words.length > 0 && named.length !== 1)
  giveUp(`Name one part to pass words on to: ${Object.keys(parts).join(", ")}.`);

// The person's own database and settings are none of the tests' business.
for (const name of [
  "DATABASE_URL",
  "SIMULATION",
  "SMTP_URL",
  "PUBLIC_URL",
  "HOST",
  "PORT",
  "DATA_DIR",
  "SIGNING_KEY",
  "METRICS_TOKEN",
  "REDIS_URL",
  "PROCESSES",
]) {
  delete process.env[name];
}

install();
generate();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0 };
async function runPart(name) {
  const startedMs = performance.now();
  let counted;
  try {
    counted = await parts[name](words);
  } catch (error) {
    console.error(error.message);
    counted = { passed: 0, failed: 1 };
  }
  total.passed += counted.passed;
  total.failed += counted.failed;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`== ${name}: ${counted.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
}

// Each of these keeps one core busy, so they go side by side, and the build with them. The others use as many cores as there are.
const besides = chosen.filter((name) => ["types", "lint", "architecture"].includes(name));
if (besides.length > 0) {
  console.log(`\n== ${besides.join(", ")}`);
  const running = besides.map(runPart);
  // Last, because it keeps this program waiting. One that fails is told by the part that needs it.
  if (chosen.includes("browser")) building().catch(() => {});
  await Promise.all(running);
}
for (const name of chosen.filter((one) => !besides.includes(one))) {
  console.log(`\n== ${name}`);
  await runPart(name);
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
