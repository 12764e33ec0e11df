import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ballotMarks, tidyReceipt } from "~/domain/record/receipt";

const voteId = "00000000-0000-4000-8000-000000000001";
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const marks = ballotMarks(sha256, voteId);
const nonces = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("a commitment is the hash of the tag, the vote, the nonce and the choice, one after another", () => {
  fc.assert(
    fc.property(nonces, fc.constantFrom("for", "against", "abstain"), (nonce, choice) => {
      const expected = createHash("sha256")
        .update(`pop-up-parish ballot 1\n${voteId}\n`)
        .update(nonce)
        .update(`\n${choice}`)
        .digest("hex");
      expect(Buffer.from(marks.commitment(nonce, choice)).toString("hex")).toBe(expected);
    }),
  );
});

test("a receipt is the first sixty bits of the hash of the nonce, in letters and figures that cannot be mistaken", () => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  fc.assert(
    fc.property(nonces, (nonce) => {
      const digest = createHash("sha256").update(`pop-up-parish receipt 1\n${voteId}\n`).update(nonce).digest("hex");
      const number = BigInt(`0x${digest.slice(0, 15)}`);
      let letters = "";
      for (let place = 11n; place >= 0n; place -= 1n) letters += alphabet[Number((number >> (5n * place)) & 31n)];
      const receipt = marks.receipt(nonce);
      expect(receipt).toBe(letters.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3"));
      expect(tidyReceipt(receipt.toLowerCase().replaceAll("-", " "))).toBe(receipt);
    }),
  );
});

test("the same nonce has another receipt and another commitment in another vote", () => {
  const other = ballotMarks(sha256, "00000000-0000-4000-8000-000000000002");
  const nonce = new Uint8Array(16);
  expect(other.receipt(nonce)).not.toBe(marks.receipt(nonce));
  expect(other.commitment(nonce, "for")).not.toEqual(marks.commitment(nonce, "for"));
});
