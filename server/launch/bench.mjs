// `npm run bench:NAME` runs tests/load/bench-NAME.ts on the built product, on a database of its own.
import { build, checkNode, generate, giveUp, install, root } from "./project.mjs";

checkNode();
process.chdir(root);
install();
generate();
if (process.argv[2] !== "docket") await build().catch((error) => giveUp(error.message));

const { register } = await import("tsx/esm/api");
register();
await import(`../../tests/load/bench-${process.argv[2]}.ts`);
