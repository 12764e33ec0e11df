import { number, people } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s06 = section({
  number: 6,
  part: 2,
  title: "The area",
  text: [
    "The area of a parish is one or more whole wards, or a boundary drawn on a map.",
    "All of it lies inside the area of one council.",
    "How many electors live in it must be known, with a source, because the number of supporters needed depends on it.",
    "The charter records which edition of the ward boundaries was used. A later change of the boundaries does not move the parish.",
  ],
  parameters: [],
  resembles:
    "Community governance reviews under the Local Government and Public Involvement in Health Act 2007, and the register of wards and codes kept by the Office for National Statistics.",
});

/** A ward as far as an area depends on it. */
export interface AreaWard {
  /** Its code in the national register, such as E05000026. */
  gss: string;
  name?: string;
  councilId: string;
  /** How many electors live in it; null when nobody has recorded that yet. */
  electorate: number | null;
}

/** How many electors live in an area, or null while the figure of any of its wards is missing. */
export function electorateOf(wards: readonly { electorate: number | null }[]): number | null {
  let total = 0;
  for (const { electorate } of wards) {
    if (electorate === null || !Number.isInteger(electorate) || electorate < 0) return null;
    total += electorate;
  }
  return total;
}

/**
 * Whether these wards may be the area of a parish. Refuses no ward, the same ward twice, wards of more than one
 * council, and a ward whose electorate is not known.
 */
export function areaRuling(rules: Rules, facts: { wards: readonly AreaWard[] }): Ruling {
  const { wards } = facts;
  const councils = new Set(wards.map((ward) => ward.councilId)).size;
  const electorate = electorateOf(wards);
  const figures = [
    { name: "Wards", value: wards.length, unit: "wards", how: "The wards that were chosen" },
    {
      name: "Councils",
      value: councils,
      unit: "councils",
      how: "The councils that these wards belong to; it must be 1",
    },
    ...(electorate === null
      ? []
      : [
          {
            name: "Electorate",
            value: electorate,
            unit: "people",
            how: `The electors of the wards added up: ${wards.map((ward) => number(ward.electorate ?? 0)).join(" + ")}`,
          },
        ]),
  ];
  const no = (sentence: string, wouldChange: string) =>
    refuse(rules, { sections: ["s6"], figures, sentence, wouldChange });
  if (wards.length === 0) return no("A parish needs an area.", "Choose at least 1 ward.");
  if (new Set(wards.map((ward) => ward.gss)).size < wards.length) {
    return no("The same ward was chosen twice.", "Choose each ward once.");
  }
  if (councils > 1) {
    return no(
      "These wards belong to more than one council, and a parish lies inside one council's area.",
      "Choose wards of one council only.",
    );
  }
  if (electorate === null) {
    const missing = wards.filter((ward) => electorateOf([ward]) === null).map((ward) => ward.name ?? ward.gss);
    return no(
      `Nobody has recorded how many electors live in ${missing.join(", ")}, so the number of supporters needed cannot be worked out.`,
      "A council officer can record the figure with its source.",
    );
  }
  return allow(rules, {
    sections: ["s6"],
    figures,
    sentence: `The area is ${people(wards.length, "ward", "wards")} of one council, with ${people(electorate, "elector", "electors")}.`,
  });
}
