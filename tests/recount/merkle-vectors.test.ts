import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "#server/env";
import { MerkleTree } from "../../public/recount.mjs";
import { treeHash } from "./make-record";

const file = join(projectRoot, "..", "shared", "data", "crypto", "rfc6962-leaves-and-roots.json");
const isThere = existsSync(file);
if (!isThere) console.warn(`${file} is not there, so trees are not compared with published vectors.`);

function rootOf(leaves: readonly string[]): string {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

describe("the Merkle tree of recount.mjs", () => {
  (isThere ? it : it.skip)("has the published roots of RFC 6962 trees", () => {
    const { leafInputsHex, emptyRootHex, rootHexBySize } = JSON.parse(readFileSync(file, "utf8"));
    const leaves = leafInputsHex.map((hex: string) => Buffer.from(hex, "hex").toString("latin1"));
    expect(rootOf([])).toBe(emptyRootHex);
    expect(leaves.map((_: string, index: number) => rootOf(leaves.slice(0, index + 1)))).toEqual(rootHexBySize);
  });

  it("has the root that the words of RFC 6962 give, at every size", () => {
    const leaves = Array.from({ length: 130 }, (_, index) => `leaf ${index}`);
    for (let size = 0; size <= leaves.length; size += 1) {
      expect(rootOf(leaves.slice(0, size))).toBe(treeHash(leaves, 0, size).toString("hex"));
    }
  });
});
