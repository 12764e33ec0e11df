// `npm run act:table`: writes the table of sections, files and tests in app/domain/act/README.md.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { checkNode, install, root } from "./project.mjs";

checkNode();
process.chdir(root);
install();

const { register } = await import("tsx/esm/api");
register();
const { actTable, actTableFile } = await import("../../tests/support/act-table.ts");
writeFileSync(actTableFile, actTable());
console.log(`Wrote ${relative(root, actTableFile)}.`);
