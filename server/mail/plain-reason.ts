const longestReason = 300;

/**
 * Why something failed, in the words of whatever failed, for an operator to read: without addresses, and without long figures, which might be
 * a code that opens an account. Cut off where it goes on and on.
 */
export function plainReason(said: string): string {
  const plain = said
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[^\s<>"'(),;:]*@[^\s<>"'(),;:]+/g, "(an address)")
    .replace(/\d{6,}/g, "(figures)");
  return plain.length > longestReason ? `${plain.slice(0, longestReason)}…` : plain;
}
