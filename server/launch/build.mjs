// `npm run build`: what `npm start` does before it starts.
import { build, checkNode, generate, giveUp, install, root } from "./project.mjs";

checkNode();
process.chdir(root);
install();
generate();
const isBuilt = await build().catch((error) => giveUp(error.message));
if (!isBuilt) console.log("Nothing has changed since the last build.");
