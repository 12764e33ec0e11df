import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { treeHashes } from "#server/commands/log-hashes";
import { climb, emptyFrontier, type Frontier, grow, pathsOf, rootOf } from "~/domain/record/merkle";

const vectors = new URL("../../../../shared/data/crypto/rfc6962-leaves-and-roots.json", import.meta.url);
const digest = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** RFC 6962, section 2.1, as it is written there, on bytes. */
function rootByDefinition(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return digest();
  if (leaves.length === 1) return digest(Buffer.from([0]), leaves[0] as Uint8Array);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return digest(Buffer.from([1]), rootByDefinition(leaves.slice(0, half)), rootByDefinition(leaves.slice(half)));
}

const texts = fc.array(fc.string(), { maxLength: 70 });

describe("a log that only grows", () => {
  it("has the root that RFC 6962 defines, however it was cut into steps", () => {
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (leaves, sizes) => {
        let log: Frontier = emptyFrontier;
        for (let from = 0; from < leaves.length; ) {
          const size = sizes.next().value as number;
          log = grow(treeHashes, log, leaves.slice(from, from + size));
          from += size;
        }
        expect(log.size).toBe(leaves.length);
        expect(rootOf(treeHashes, log)).toBe(rootByDefinition(leaves.map((text) => Buffer.from(text))).toString("hex"));
      }),
    );
  });

  it("has a path from every leaf to its root, and none from a leaf that is not in it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), fc.string(), (leaves, other) => {
        const { root, paths } = pathsOf(treeHashes, leaves);
        expect(root).toBe(rootOf(treeHashes, grow(treeHashes, emptyFrontier, leaves)));
        for (const [index, leaf] of leaves.entries()) {
          expect(climb(treeHashes, leaf, paths[index] ?? [])).toBe(root);
          if (!leaves.includes(other)) expect(climb(treeHashes, other, paths[index] ?? [])).not.toBe(root);
        }
      }),
    );
  });

  it("keeps no more than one hash for each binary digit of its size", () => {
    const log = grow(
      treeHashes,
      emptyFrontier,
      Array.from({ length: 1000 }, (_, index) => `cast ${index}`),
    );
    expect(log.roots).toHaveLength([...(1000).toString(2)].filter((bit) => bit === "1").length);
  });

  const isThere = existsSync(vectors);
  if (!isThere) console.warn("SKIPPED: the published Merkle tree vectors are not on this machine.");
  it.skipIf(!isThere)("agrees with the published roots of trees of one to eight leaves", () => {
    const { leafInputsHex, rootHexBySize } = JSON.parse(readFileSync(vectors, "utf8")) as Record<string, string[]>;
    // The log's own leaves are text; these are bytes, hashed here.
    const byBytes = {
      ...treeHashes,
      leaf: (hex: string) => digest(Buffer.from([0]), Buffer.from(hex, "hex")).toString("hex"),
    };
    rootHexBySize?.forEach((root, index) => {
      const log = grow(byBytes, emptyFrontier, leafInputsHex?.slice(0, index + 1) ?? []);
      expect(rootOf(byBytes, log)).toBe(root);
    });
    expect(rootHexBySize).toHaveLength(8);
  });
});
