/** SHA-256 of bytes. Passed in, because the domain does no input or output. */
export type HashBytes = (bytes: Uint8Array) => Uint8Array;

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receiptLetters = 12;

const text = new TextEncoder();

function tagged(tag: string, voteId: string, nonce: Uint8Array, more = ""): Uint8Array {
  const head = text.encode(`${tag}\n${voteId}\n`);
  const tail = text.encode(more);
  const bytes = new Uint8Array(head.length + nonce.length + tail.length);
  bytes.set(head, 0);
  bytes.set(nonce, head.length);
  bytes.set(tail, head.length + nonce.length);
  return bytes;
}

/** How many random bytes a ballot's nonce has. */
export const nonceBytes = 16;

/**
 * The commitment to a ballot: a hash that fixes the choice without showing it to anybody who lacks the nonce.
 *
 * @param choice the canonical spelling of the choice, `for`, `against` or `abstain`
 */
export function commitmentOf(hash: HashBytes, voteId: string, nonce: Uint8Array, choice: string): Uint8Array {
  return hash(tagged("pop-up-parish ballot 1", voteId, nonce, `\n${choice}`));
}

/** The receipt of a ballot: twelve characters that a voter can read out, from the nonce alone: `K7QF-2M9X-41TD`. */
export function receiptOf(hash: HashBytes, voteId: string, nonce: Uint8Array): string {
  const digest = hash(tagged("pop-up-parish receipt 1", voteId, nonce));
  let letters = "";
  let bits = 0;
  let held = 0;
  for (const byte of digest) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && letters.length < receiptLetters) {
      bits -= 5;
      letters += crockford[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
    if (letters.length === receiptLetters) break;
  }
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`;
}

/** A receipt as somebody typed it: any case, with or without dashes and spaces, O read as 0 and I or L as 1. */
export function tidyReceipt(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return letters.length === receiptLetters
    ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`
    : letters;
}
