/** A number that was read at the beginning of a text, with the words it was read from. */
export type ReadNumber = {
  value: number;
  /** As it stands in the text: "1,200", "£3.50". */
  read: string;
};

/** Digits in plain groups, so that "1,5" is not taken for fifteen; nothing may follow that would make it a range, a date or a time of day. */
const atStart =
  /^\s*(£?(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?))(?![\d./:,–-]\d|[\d\p{L}]|\s*[–-]|\s+(?:to|or|of|and)\b)/u;

/**
 * The number that a charter's text about a measure begins with, such as "12 bins overflow"; null when it begins with none, or with something
 * that might mean another, such as "10 to 20" or "1/2". Whoever draws it says which number was read.
 */
export function numberAtStart(text: string): ReadNumber | null {
  const [, read = "", digits = ""] = atStart.exec(text) ?? [];
  const value = Number(digits.replaceAll(",", ""));
  return read !== "" && Number.isFinite(value) ? { value, read } : null;
}

/** Where a measure has gone since its baseline. `unclear` when a number is missing, or when baseline and target are the same and it has left both. */
export const movements = ["towards", "away", "unmoved", "unclear", "not_measured"] as const;
export type Movement = (typeof movements)[number];

/** Where a measure has gone: past the target counts as towards it. Numbers are null where a text begins with none. */
export function movementOf(facts: {
  baseline: number | null;
  target: number | null;
  latest: number | null;
  isMeasured: boolean;
}): Movement {
  const { baseline, target, latest } = facts;
  if (!facts.isMeasured) return "not_measured";
  if (baseline === null || target === null || latest === null) return "unclear";
  if (latest === baseline) return "unmoved";
  if (target === baseline) return "unclear";
  return Math.sign(latest - baseline) === Math.sign(target - baseline) ? "towards" : "away";
}
