// `npm start`: everything from a fresh clone to a running product. What has been done already is not done again.
// `npm start -- --processes 4` serves the port with four processes on the one database.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build, checkNode, checkPort, generate, giveUp, install, loadEnvFile, root, stopWithNpm } from "./project.mjs";

const mostProcesses = 64;

/** How many processes the words of the command ask for; undefined when they say nothing of it. */
function readProcesses() {
  let given;
  try {
    given = parseArgs({ options: { processes: { type: "string" } } }).values.processes;
  } catch {
    giveUp("npm start takes one option: npm start -- --processes N");
  }
  const isRight = given === undefined || (/^\d+$/.test(given) && Number(given) >= 1 && Number(given) <= mostProcesses);
  if (!isRight) giveUp(`--processes takes a whole number from 1 to ${mostProcesses}, and not "${given}".`);
  return given;
}

checkNode();
process.chdir(root);
const processes = readProcesses();
stopWithNpm();
loadEnvFile();
await checkPort();
install();
generate();
await build().catch((error) => giveUp(error.message));

// The product runs in this very process, so that stopping or killing it leaves nothing behind that holds the port.
process.env.NODE_ENV = "production";
if (processes) process.env.PROCESSES = processes;
await import(pathToFileURL(`${root}/build/server-shell/index.js`).href);
