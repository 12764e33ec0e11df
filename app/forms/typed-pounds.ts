/**
 * An amount of pounds as people type it: "2,500", "£99.50".
 *
 * @returns pence; null when nothing was typed, NaN when it is no amount
 */
export function typedPence(text: string): number | null {
  const typed = text.replace(/[£,\s]/g, "");
  if (typed === "") return null;
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : Number.NaN;
}
