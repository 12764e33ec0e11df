/** SHA-256 of bytes. Passed in, because the domain does no input or output. */
export type HashBytes = (bytes: Uint8Array) => Uint8Array;

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receiptLetters = 12;

const text = new TextEncoder();

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** How many random bytes a ballot's nonce has. */
export const nonceBytes = 16;

/** What is made of the nonce of a ballot in one vote. */
export interface BallotMarks {
  /**
   * The commitment to a ballot: a hash that fixes the choice without showing it to anybody who lacks the nonce.
   *
   * @param choice the canonical spelling of the choice, `for`, `against` or `abstain`
   */
  commitment(nonce: Uint8Array, choice: string): Uint8Array;
  /** The receipt of a ballot: twelve characters that a voter can read out, from the nonce alone: `K7QF-2M9X-41TD`. */
  receipt(nonce: Uint8Array): string;
}

/** The commitments and receipts of one vote. What is the same for all its ballots is prepared once. */
export function ballotMarks(hash: HashBytes, voteId: string): BallotMarks {
  const ballotHead = text.encode(`pop-up-parish ballot 1\n${voteId}\n`);
  const receiptHead = text.encode(`pop-up-parish receipt 1\n${voteId}\n`);
  return {
    commitment: (nonce, choice) => hash(joined(ballotHead, nonce, text.encode(`\n${choice}`))),
    receipt: (nonce) => receiptWords(hash(joined(receiptHead, nonce))),
  };
}

/** The first sixty bits of a digest in Crockford's base 32. */
function receiptWords(digest: Uint8Array): string {
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
