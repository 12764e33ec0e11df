// `npm test`: every check there is, on a fresh clone too. `npm test -- unit types` runs only the parts that are named.
// A part that fails does not stop the others, so that one run shows all there is to mend.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
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

/** What failed, by name and with its first lines, to be said once more at the end: above it stand thousands of lines of what passed. */
const failures = [];
function remember(where, reason = "") {
  const lines = stripVTControlCharacters(String(reason)).trim().split("\n").slice(0, 12);
  failures.push(
    [
      where,
      ...lines.filter((line) => line.trim() !== "" && !line.includes("node_modules")).map((line) => `    ${line}`),
    ].join("\n"),
  );
}

/** Runs a check beside others: what it says is shown in one piece when it is done. */
function runBeside(name, script, words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => said.push(piece));
    child.on("error", () => resolve(false));
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(said));
      if (status !== 0) remember(name, Buffer.concat(said));
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
  for (const suite of broken) remember(relative(root, suite.name), suite.message);
  for (const suite of report?.testResults ?? []) {
    for (const test of suite.assertionResults.filter(({ status }) => status === "failed"))
      remember(`${relative(root, suite.name)} > ${test.fullName}`, test.failureMessages[0]);
  }
  return { passed, failed: isPassed ? failed : Math.max(failed, 1) };
}

/** The build that the browser is shown, begun once. */
let built;
function building() {
  built ??= build();
  return built;
}

/** Remembers the failed tests of a file of the browser's report, and of the groups in it. */
function rememberSpecs(suite) {
  for (const inner of suite.suites ?? []) rememberSpecs(inner);
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests.filter(({ status }) => status === "unexpected" || status === "flaky")) {
      const error = test.results.map((result) => result.error).find((one) => one !== undefined);
      remember(`[${test.projectName}] tests/e2e/${spec.file}:${spec.line} > ${spec.title}`, error?.message);
    }
  }
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
  for (const error of report?.errors ?? []) remember("tests/e2e", error.message);
  for (const suite of report?.suites ?? []) rememberSpecs(suite);
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
  types: async () => asOne(await runBeside("types", commandOf("typescript", "tsc"), typeCheck)),
  lint: async () =>
    asOne(await runBeside("lint", commandOf("@biomejs/biome", "biome"), ["check", "--error-on-warnings", "."])),
  architecture: async () =>
    asOne(
      await runBeside("architecture", commandOf("dependency-cruiser", "depcruise"), [
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
  const remembered = failures.length;
  let counted;
  try {
    counted = await parts[name](words);
  } catch (error) {
    console.error(error.message);
    remember(name, error.message);
    counted = { passed: 0, failed: 1 };
  }
  if (counted.failed > 0 && failures.length === remembered) remember(name);
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

if (failures.length > 0) console.log(`\n== what failed\n\n${failures.join("\n\n")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
