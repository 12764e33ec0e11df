// `npm run mutate:act`: changes every number and comparison in the Act, one at a time, and runs the section's tests, which
// ought to fail. `npm run mutate:act -- s29 s30` tries only some sections. The changed source is only ever served to the
// tests: no file is touched. Ends with status 1 when a change goes unnoticed and tests/act/surviving-mutants.ts does not say why.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkNode, giveUp, install, root } from "./project.mjs";

checkNode();
process.chdir(root);
install();
process.env.NODE_ENV = "test";

const { register } = await import("tsx/esm/api");
register();
const { sections } = await import("../../app/domain/act/act.ts");
const { sectionFile, sectionTests } = await import("../../tests/support/act-table.ts");
const { mutantsOf, withMutant } = await import("../../tests/support/mutants.ts");
const { survivingMutants } = await import("../../tests/act/surviving-mutants.ts");
const { default: config } = await import("../../tests/vitest.config.ts");
const { createVitest } = await import("vitest/node");

/** A change that makes a loop run for ever is noticed too: by this time, in milliseconds. */
const patienceMs = 120_000;

/** The section file that is served changed, and what is served instead. */
let served = { path: "", source: "" };

/**
 * A Vitest that stays up from one mutant to the next, and stops at the first failed test. The Act needs no database, so
 * none is started.
 */
function startVitest() {
  const options = { config: false, watch: false, reporters: [{}], silent: true };
  const serveMutant = {
    name: "serve-mutant",
    enforce: "pre",
    load: (id) => (id === served.path ? served.source : undefined),
  };
  const test = { ...config.test, globalSetup: [], bail: 1, maxWorkers: 1, pool: "threads" };
  return createVitest("test", options, { ...config, plugins: [serveMutant], test, logLevel: "silent" });
}

/** One for each section, so that nothing of a changed section lingers when the next one uses it. */
let vitest;

/** Runs tests on a changed source. Answers whether all of them pass. */
async function passes(path, source, tests) {
  served = { path, source };
  vitest.invalidateFile(path);
  const project = vitest.getRootProject();
  const specifications = tests.map((name) => project.createSpecification(join(root, "tests", "act", name)));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve("late"), patienceMs);
  });
  const running = vitest.runTestSpecifications(specifications);
  const result = await Promise.race([running, late]);
  clearTimeout(timer);
  if (result === "late") {
    // A worker that hangs does not stop when asked; asking a second time ends it.
    for (let asked = 0; asked < 2; asked += 1) vitest.cancelCurrentRun("keyboard-input").catch(() => {});
    await running.catch(() => {});
    await vitest.close();
    vitest = await startVitest();
    return false;
  }
  const passed = result.unhandledErrors.length === 0 && result.testModules.every((module) => module.ok());
  vitest.state.clearErrors();
  return passed && result.testModules.length === tests.length;
}

const reasonFor = (file, { text, was, becomes }) =>
  survivingMutants.find(
    (entry) => entry.file === file && text.includes(entry.line) && entry.was === was && entry.becomes === becomes,
  );

const wanted = process.argv.slice(2).map((word) => word.replace(/^s0*/, "s"));
const unknown = wanted.filter((id) => !sections.some((section) => section.id === id));
if (unknown.length > 0) giveUp(`There is no section ${unknown.join(", ")} in the Act.`);
const chosen = sections.filter(({ id }) => wanted.length === 0 || wanted.includes(id));

let killed = 0;
const unexplained = [];
const explained = [];

for (const { id, number } of chosen) {
  const file = sectionFile(number);
  const path = join(root, "app", "domain", "act", file);
  const source = readFileSync(path, "utf8");
  const tests = sectionTests(number);
  vitest = await startVitest();
  if (!(await passes(path, source, tests))) giveUp(`The tests of ${id} fail before anything is changed.`);
  const mutants = mutantsOf(file, source);
  const survivors = [];
  for (const mutant of mutants) {
    if (await passes(path, withMutant(source, mutant), tests)) survivors.push(mutant);
    else killed += 1;
  }
  await vitest.close();
  console.log(`${id}: ${mutants.length - survivors.length} of ${mutants.length} changes noticed`);
  for (const mutant of survivors) {
    const entry = reasonFor(file, mutant);
    if (entry) explained.push(entry);
    else unexplained.push(`${file}:${mutant.line}`);
    const said = entry ? ` (known: ${entry.reason})` : "";
    console.log(`  app/domain/act/${file}:${mutant.line} ${mutant.was} -> ${mutant.becomes} in: ${mutant.text}${said}`);
  }
}

const files = chosen.map(({ number }) => sectionFile(number));
const idle = survivingMutants.filter((entry) => files.includes(entry.file) && !explained.includes(entry));
for (const { file, line, was, becomes } of idle) {
  console.log(
    `Take out of tests/act/surviving-mutants.ts, it does not survive: ${file} ${was} -> ${becomes} in: ${line}`,
  );
}
console.log(`${killed} noticed, ${explained.length} known survivors, ${unexplained.length} unexplained survivors`);
process.exit(unexplained.length > 0 || idle.length > 0 ? 1 : 0);
