/** The code of an English principal council: unitary, district, metropolitan, London, county. */
export const councilCode = /^E(06|07|08|09|10)\d{6}$/;
/** The code of an English ward. */
export const wardCode = /^E05\d{6}$/;
/** The code of a ward in another nation of the United Kingdom. */
export const wardCodeElsewhere = /^[WSN]\d{8}$/;

/**
 * A name in the form in which two lists may be compared: they differ in capitals, in "&" for "and", in "St." for "St" and
 * in their apostrophes.
 */
export function plainName(name: string): string {
  return foldLetters(name)
    .replaceAll("&", " and ")
    .replace(/[.'’‘`]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** A name as part of an address: "St. Helens" becomes "st-helens". */
export function slugOf(name: string): string {
  return plainName(name).replaceAll(" ", "-");
}

function foldLetters(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
