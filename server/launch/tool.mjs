// Runs a command-line tool of server/cli, for example `npm run import -- places …`, on a fresh clone too.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, generate, giveUp, install, loadEnvFile, root } from "./project.mjs";

checkNode();
process.chdir(root);
const name = process.argv[2] ?? "";
const script = join(root, "server", "cli", `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) giveUp(`There is no command "${name}".`);
loadEnvFile();
install();
generate();

process.env.NODE_ENV ??= "production";
process.argv.splice(1, 2, script);
const { register } = await import("tsx/esm/api");
register();
await import(pathToFileURL(script).href);
