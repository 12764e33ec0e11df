/** How many random bytes a ballot's nonce has; it is written in hexadecimal. */
export const nonceBytes = 16;

/** What the commitment to a ballot is the SHA-256 of: it fixes the choice without showing it to anybody who lacks the nonce. */
export function ballotText(voteId: string, nonce: string, choice: string): string {
  return `pop-up-parish ballot 1\n${voteId}\n${nonce}\n${choice}`;
}

/** What the receipt of a ballot comes from: the nonce alone, so that a receipt tells nothing of the choice. */
export function receiptText(voteId: string, nonce: string): string {
  return `pop-up-parish receipt 1\n${voteId}\n${nonce}`;
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receiptLetters = 12;
/** Five hexadecimal digits hold the twenty bits of one group of four letters. */
const digitsAGroup = 5;
const bitsALetter = 5;

/** The first sixty bits of a SHA-256, written so that a voter can read them out: `K7QF-2M9X-41TD`. */
export function receiptOf(digest: string): string {
  return `${letters(digest, 0)}-${letters(digest, 1)}-${letters(digest, 2)}`;
}

function letters(digest: string, group: number): string {
  const bits = Number.parseInt(digest.slice(group * digitsAGroup, (group + 1) * digitsAGroup), 16);
  const letter = (place: number) => crockford[(bits >> (place * bitsALetter)) & 31];
  return `${letter(3)}${letter(2)}${letter(1)}${letter(0)}`;
}

// Looks ahead, so that every place is tried: of four short words in a row the last three may be it.
const inText = /(?<![0-9A-Z])(?=([0-9A-Z]{4})([\s\p{Pd}]*)([0-9A-Z]{4})([\s\p{Pd}]*)([0-9A-Z]{4})(?![0-9A-Z]))/giu;

/**
 * What in a text may be a receipt: its twelve letters, together or in three groups. Nobody writes like that of anything else where there are
 * dashes between the groups, or digits in two of them; the rest may be three short words or a number, and only whoever looks it up knows.
 */
export function receiptsIn(text: string): { tidy: string; isSurely: boolean }[] {
  return [...text.matchAll(inText)].map(([, first = "", between = "", second = "", after = "", third = ""]) => {
    const groups = [first, second, third];
    const isDashed = [between, after].every((gap) => /\p{Pd}/u.test(gap));
    const withDigits = groups.filter((group) => /[0-9]/.test(group)).length;
    // Three years or a telephone number are all digits; of a million receipts one is.
    const isNumber = !/[A-Z]/i.test(groups.join(""));
    return { tidy: tidyReceipt(groups.join("")), isSurely: !isNumber && (isDashed || withDigits > 1) };
  });
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
