import { dayInWords, people } from "../time/words";
import { powerOf } from "./catalogue";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s07 = section({
  number: 7,
  part: 2,
  title: "Parishes that overlap",
  text: [
    "Two parishes may share the same ground.",
    "They may not hold the same power on the same ground at the same time.",
    "The earlier delegation prevails. A later request for that power is refused, and the refusal names the parish that holds it.",
    "The other powers of the later parish are not affected.",
  ],
  parameters: [],
  resembles:
    "The rule that a council may not exercise a function while it has given it to a parish council under a delegation scheme, and section 61F(7) of the Town and Country Planning Act 1990: one neighbourhood forum for each area.",
});

/** A power that another live parish holds. */
export interface HeldElsewhere {
  /** The name of the parish that holds it. */
  parish: string;
  /** The power's id in the catalogue. */
  power: string;
  /** The codes of the wards on which it is held. */
  wards: readonly string[];
  delegatedAt: Date;
}

/**
 * Whether a power may be given on these wards: not while another live parish holds the same power on any of them.
 * A refusal cites the earliest delegation that stands in the way.
 *
 * @param facts.power the power's id in the catalogue
 * @param facts.wards the codes of the wards of the parish that asks
 * @param facts.others what the other live parishes hold
 */
export function overlapRuling(
  rules: Rules,
  facts: { power: string; wards: readonly string[]; others: readonly HeldElsewhere[] },
): Ruling {
  const name = powerOf(facts.power)?.name ?? facts.power;
  const shared = (other: HeldElsewhere) => other.wards.filter((ward) => facts.wards.includes(ward));
  const standing = facts.others
    .filter((other) => other.power === facts.power && shared(other).length > 0)
    .sort((one, other) => one.delegatedAt.getTime() - other.delegatedAt.getTime());
  const [earliest] = standing;
  if (!earliest) {
    return allow(rules, {
      sections: ["s7"],
      figures: [
        {
          name: "Parishes with this power on this ground",
          value: 0,
          unit: "parishes",
          how: "Live parishes that hold the same power in any of the same wards",
        },
      ],
      sentence: `No other parish holds the power "${name}" on this ground.`,
    });
  }
  const wards = shared(earliest).length;
  return refuse(rules, {
    sections: ["s7"],
    figures: [
      {
        name: "Earlier delegation",
        value: dayInWords(earliest.delegatedAt),
        unit: "",
        how: `${earliest.parish} was given this power on that day, and ${people(wards, "ward is", "wards are")} the same`,
      },
    ],
    sentence: `${earliest.parish} has held the power "${name}" on part of this ground since ${dayInWords(earliest.delegatedAt)}, and the earlier delegation prevails.`,
    wouldChange: `It could be given once ${earliest.parish} no longer holds it, or for an area without that ground.`,
  });
}
