import { generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { treeHashes } from "#server/commands/log-hashes";
import { climb } from "~/domain/record/merkle";
import { promisedBy, promisesText, promiseText, readPromise, signPromises } from "~/domain/record/promise";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
let signatures = 0;
const signText = (text: string) => {
  signatures += 1;
  return sign(null, Buffer.from(text), privateKey).toString("base64url");
};

function holds(text: string, promise: string): boolean {
  const read = readPromise(promise);
  if (!read) return false;
  const signed = promisesText(climb(treeHashes, text, read.path));
  return verify(null, Buffer.from(signed), publicKey, Buffer.from(read.signature, "base64url"));
}

const textOf = (index: number) => promiseText("vote", `commitment ${index}`, "2026-11-20T21:01:00.000Z");

it("each of a batch of promises holds for its own text and for no other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      const texts = Array.from({ length: count }, (_, index) => textOf(index));
      const promises = signPromises(treeHashes, signText, texts);
      promises.forEach((promise, index) => {
        expect(holds(textOf(index), promise)).toBe(true);
        expect(holds(textOf(index + 1), promise)).toBe(false);
      });
    }),
    { numRuns: 20 },
  );
});

it("those who vote in the same moment share a signature, sixteen at most", () => {
  signatures = 0;
  signPromises(
    treeHashes,
    signText,
    Array.from({ length: 33 }, (_, index) => textOf(index)),
  );
  expect(signatures).toBe(3);
});

it("a promise that was changed anywhere no longer holds", () => {
  const [promise = ""] = signPromises(treeHashes, signText, [textOf(0), textOf(1)]);
  for (let at = 0; at < promise.length; at += 1) {
    // The last letter of a signature carries two bits that mean nothing, so it is changed by more than those.
    const other = promise[at] === "A" ? "w" : promise[at] === "l" ? "r" : "A";
    expect(holds(textOf(0), promise.slice(0, at) + other + promise.slice(at + 1))).toBe(false);
  }
});

it("promises the log within a minute of closing, or of the end of the count where there is paper", () => {
  const closesAt = new Date("2026-11-20T21:00:00Z");
  expect(promisedBy({ closesAt, paperDueAt: null })).toBe("2026-11-20T21:01:00.000Z");
  const paperDueAt = new Date("2026-11-24T21:00:00Z");
  expect(promisedBy({ closesAt, paperDueAt })).toBe("2026-11-24T21:01:00.000Z");
});
