import { checkNode, generate, install } from "./project.mjs";

checkNode();
install();
generate();
