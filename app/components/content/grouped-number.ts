/** A whole number as it is read in British English: 2184 is "2,184". */
export function groupedNumber(value: number): string {
  return value.toLocaleString("en-GB");
}
