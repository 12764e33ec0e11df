import { hash } from "node:crypto";
import type { Sha256 } from "~/domain/record/chain";
import type { TreeHashes } from "~/domain/record/merkle";

/** SHA-256 of a text, in hexadecimal. */
export const sha256: Sha256 = (text) => hash("sha256", text, "hex");

const hashDigits = 64;
const node = Buffer.alloc(1 + hashDigits);
node[0] = 1;

/** The hashes of a vote's log, by the system's own SHA-256. */
export const treeHashes: TreeHashes = {
  leaf: (text) => hash("sha256", `\u0000${text}`, "hex"),
  node(left, right) {
    node.write(left, 1, "hex");
    node.write(right, 1 + hashDigits / 2, "hex");
    return hash("sha256", node, "hex");
  },
  empty: hash("sha256", "", "hex"),
};
