// `npm run dev`: the same process shell, straight from source, with Vite's development server inside it.
import { checkNode, checkPort, generate, install, loadEnvFile, root, stopWithNpm } from "./project.mjs";

checkNode();
process.chdir(root);
stopWithNpm();
loadEnvFile();
await checkPort();
install();
generate();

process.env.NODE_ENV = "development";
const { register } = await import("tsx/esm/api");
register();
await import("../index.ts");
