// `npm run bench:vote` measures casting, `npm run bench:hall` the voting hall, `npm run bench:lab` the Act lab: on the built product, on a
// database of its own.
import { build, checkNode, generate, giveUp, install, root } from "./project.mjs";

checkNode();
process.chdir(root);
install();
generate();
await build().catch((error) => giveUp(error.message));

const { register } = await import("tsx/esm/api");
register();
if (process.argv[2] === "lab") await import("../../tests/load/bench-lab.ts");
else if (process.argv[2] === "hall") await import("../../tests/load/bench-hall.ts");
else await import("../../tests/load/bench-vote.ts");
