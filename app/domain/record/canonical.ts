/** What may stand in the body of a public record: plain data without numbers that print in more than one way. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/**
 * One spelling of a value, the same on every machine: keys sorted, no spaces, empty keys left out.
 * This is the JSON Canonicalization Scheme (RFC 8785) restricted to safe whole numbers and decimals that print briefly.
 */
export function canonical(value: Plain): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("a record holds finite numbers only");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const fields = value as { readonly [key: string]: Plain | undefined };
  const keys = Object.keys(fields).filter((key) => fields[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(fields[key] as Plain)}`)
    .join(",")}}`;
}
