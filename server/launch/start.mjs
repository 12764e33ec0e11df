// `npm start`: everything from a fresh clone to a running product. What has been done already is not done again.
import { pathToFileURL } from "node:url";
import { build, checkNode, checkPort, generate, giveUp, install, loadEnvFile, root, stopWithNpm } from "./project.mjs";

checkNode();
process.chdir(root);
stopWithNpm();
loadEnvFile();
await checkPort();
install();
generate();
await build().catch((error) => giveUp(error.message));

// The product runs in this very process, so that stopping or killing it leaves nothing behind that holds the port.
process.env.NODE_ENV = "production";
await import(pathToFileURL(`${root}/build/server-shell/index.js`).href);
