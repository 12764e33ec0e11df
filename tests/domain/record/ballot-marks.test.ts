import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ballotText, receiptOf, receiptsIn, receiptText, tidyReceipt } from "~/domain/record/receipt";

const voteId = "00000000-0000-4000-8000-000000000001";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const nonces = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString("hex"));

test("a commitment is the hash of the tag, the vote, the nonce and the choice, a line each", () => {
  expect(ballotText(voteId, "00".repeat(16), "abstain").split("\n")).toEqual([
    "pop-up-parish ballot 1",
    voteId,
    "00000000000000000000000000000000",
    "abstain",
  ]);
});

test("a receipt is the first sixty bits of the hash of the nonce, in letters and figures that cannot be mistaken", () => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  fc.assert(
    fc.property(nonces, (nonce) => {
      const digest = createHash("sha256").update(`pop-up-parish receipt 1\n${voteId}\n`).update(nonce).digest("hex");
      const number = BigInt(`0x${digest.slice(0, 15)}`);
      let letters = "";
      for (let place = 11n; place >= 0n; place -= 1n) letters += alphabet[Number((number >> (5n * place)) & 31n)];
      const receipt = receiptOf(sha256(receiptText(voteId, nonce)));
      expect(receipt).toBe(letters.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3"));
      expect(tidyReceipt(receipt.toLowerCase().replaceAll("-", " "))).toBe(receipt);
    }),
  );
});

test("a receipt is found in what somebody writes, however they write it, and three short words or a number are none for sure", () => {
  fc.assert(
    fc.property(nonces, fc.constantFrom("-", "–", "", " ", " - "), fc.boolean(), (nonce, between, isSmall) => {
      const receipt = receiptOf(sha256(receiptText(voteId, nonce)));
      const written = receipt.replaceAll("-", between);
      const text = `They took my ballot (${isSmall ? written.toLowerCase() : written}), and it is not in the file.`;
      expect(receiptsIn(text).map(({ tidy }) => tidy)).toContain(receipt);
      if (/[-–]/.test(between) && /[A-Z]/.test(receipt))
        expect(receiptsIn(text).some(({ isSurely }) => isSurely)).toBe(true);
    }),
  );
  const plain =
    "Some more came from 2026 when they were told: the announcement of vote 12, line 3456, says so. I saw 6 hands. " +
    "I asked in 2024 2025 2026, by 0117-4960-1234.";
  expect(receiptsIn(plain).filter(({ isSurely }) => isSurely)).toEqual([]);
  expect(receiptsIn("")).toEqual([]);
});

test("the same nonce has another receipt and another commitment in another vote", () => {
  const other = "00000000-0000-4000-8000-000000000002";
  const nonce = "00".repeat(16);
  expect(receiptText(other, nonce)).not.toBe(receiptText(voteId, nonce));
  expect(ballotText(other, nonce, "for")).not.toBe(ballotText(voteId, nonce, "for"));
});
