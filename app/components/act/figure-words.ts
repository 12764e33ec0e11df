import type { Figure } from "~/domain/act/ruling";
import { groupedNumber } from "../content/grouped-number";

/** The value of a figure with what it counts, as it is read: "110 people", "1 day", "£11.10", "14%". */
export function figureWords({ value, unit }: Pick<Figure, "value" | "unit">): string {
  if (typeof value === "string") return unit === "" ? value : `${value} ${unit}`;
  if (unit === "pence") return pounds(value);
  if (unit === "percent") return `${value.toLocaleString("en-GB")}%`;
  if (unit === "") return groupedNumber(value);
  return `${groupedNumber(value)} ${value === 1 ? singular(unit) : unit}`;
}

/** An amount in pence as pounds, with the pence only when there are any. */
function pounds(pence: number): string {
  const hasPence = pence % 100 !== 0;
  return (pence / 100).toLocaleString("en-GB", {
    style: "currency",
    currency: "GBP",
    minimumFractionDigits: hasPence ? 2 : 0,
    maximumFractionDigits: hasPence ? 2 : 0,
  });
}

function singular(unit: string): string {
  return unit === "people" ? "person" : unit.replace(/s$/, "");
}
