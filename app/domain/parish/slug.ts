/** How long the name of a parish may be in its address. */
const longestSlug = 60;

/** Words that already have a page of their own beside the parishes. */
const taken: readonly string[] = ["new"];

/** What a parish is called in an address when its name has no letter or figure that an address can hold. */
const nameless = "parish";

/** Whether a text can be the name of a parish in an address at all. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= longestSlug + 12;
}

/** The name of a parish as its address has it: "St Mary's Île" becomes `st-marys-ile`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, "");
  return plain === "" || taken.includes(plain) ? `${plain || nameless}${plain ? "-parish" : ""}` : plain;
}

/** The first free address for a name: the name itself, or the name with a number from 2 on. */
export function freeSlug(name: string, used: ReadonlySet<string>): string {
  const plain = slugOf(name);
  if (!used.has(plain)) return plain;
  let number = 2;
  while (used.has(`${plain}-${number}`)) number += 1;
  return `${plain}-${number}`;
}
