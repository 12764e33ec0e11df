/** How many random bytes a serial number of a paper is made of. */
export const serialBytes = 5;

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The serial number of a paper ballot, from five random bytes: `K7QF-2M9X`. */
export function serialOf(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const text = (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
