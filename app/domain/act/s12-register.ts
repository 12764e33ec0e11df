import { instantInWords, whenInWords } from "../time/words";
import { allow, type Figure, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** The legal arrangement that would really carry a power. */
export const legalWrappers = [
  "s101_committee",
  "area_committee",
  "parish_council",
  "right_to_challenge_contract",
  "simulated_act",
] as const;
export type LegalWrapper = (typeof legalWrappers)[number];

/** Each arrangement in words a resident reads, with the law behind it. */
export const legalWrapperNames: Readonly<Record<LegalWrapper, { name: string; law: string }>> = {
  s101_committee: {
    name: "a committee or officer of the council",
    law: "Section 101 of the Local Government Act 1972",
  },
  area_committee: {
    name: "an area committee of the council",
    law: "Section 9E of the Local Government Act 2000",
  },
  parish_council: {
    name: "a parish council",
    law: "Section 101 of the Local Government Act 1972 and the Local Authorities (Arrangements for the Discharge of Functions) (England) Regulations 2012",
  },
  right_to_challenge_contract: {
    name: "a contract won under the community right to challenge",
    law: "Section 81 of the Localism Act 2011",
  },
  simulated_act: {
    name: "this simulated Act only",
    law: "No law: the council follows the decision because it has agreed to",
  },
};

export const s12 = section({
  number: 12,
  part: 3,
  title: "The register of powers",
  text: [
    "Every power that a parish holds is in a public register. What is not in the register, the parish does not hold.",
    "The register says for each power which service and streets it covers, its tier (s13), its conditions, and how much may be spent in a year and in one decision.",
    "It says from when the power is held and when it lapses. A power never outlasts its parish.",
    "It names the officer who gave the power, that decision's reference, and the legal arrangement that would really carry it.",
  ],
  parameters: [],
  resembles:
    "The scheme of delegation in a council's constitution under section 9P of the Local Government Act 2000, which lists who may decide what.",
});

/** A power as far as the question whether it is held depends on it. */
export interface PowerHeldFacts {
  /** Its plain name, to speak of it. */
  name?: string;
  grantedFrom: Date;
  lapsesAt: Date;
  suspendedAt?: Date | null;
  revokedAt?: Date | null;
}

/**
 * Whether a power is held at an instant. Outcome `held`; refusals are `not_held` (not in the register),
 * `not_yet`, `revoked`, `suspended` and `lapsed`. A power lapses at its stated instant, not after it.
 */
export function powerHeldRuling(rules: Rules, facts: { power: PowerHeldFacts | null; now: Date }): Ruling {
  const { power, now } = facts;
  if (power === null) {
    return refuse(rules, {
      sections: ["s12"],
      outcome: "not_held",
      sentence: "This parish does not hold that power: it is not in its register.",
      wouldChange: "Choose a power that is in the register.",
    });
  }
  const name = power.name === undefined ? "This power" : `The power "${power.name}"`;
  const moment = (title: string, at: Date, how: string): Figure => ({
    name: title,
    value: instantInWords(at),
    unit: "",
    how,
  });
  const figures = [
    moment("Held from", power.grantedFrom, "The instant from which the register says that the power is held"),
    moment("Lapses at", power.lapsesAt, "The instant at which the register says that the power lapses"),
  ];
  if (power.revokedAt && power.revokedAt <= now) {
    return refuse(rules, {
      sections: ["s16", "s12"],
      outcome: "revoked",
      figures: [
        ...figures,
        moment("Revoked at", power.revokedAt, "The instant at which the council took the power back"),
      ],
      sentence: `${name} was taken back by the council ${whenInWords(power.revokedAt)}.`,
      wouldChange: "The parish may appeal to the Commissioner.",
    });
  }
  if (power.lapsesAt <= now) {
    return refuse(rules, {
      sections: ["s12", "s40"],
      outcome: "lapsed",
      figures,
      sentence: `${name} ended ${whenInWords(power.lapsesAt)}.`,
    });
  }
  if (power.suspendedAt && power.suspendedAt <= now) {
    return refuse(rules, {
      sections: ["s16", "s12"],
      outcome: "suspended",
      figures: [
        ...figures,
        moment("Suspended at", power.suspendedAt, "The instant at which the council suspended the power"),
      ],
      sentence: `${name} has been suspended by the council since ${instantInWords(power.suspendedAt)}.`,
      wouldChange: "The council may end the suspension, and the parish may appeal to the Commissioner.",
    });
  }
  if (power.grantedFrom > now) {
    return refuse(rules, {
      sections: ["s12"],
      outcome: "not_yet",
      figures,
      sentence: `${name} is not held yet.`,
      wouldChange: `It is held from ${instantInWords(power.grantedFrom)}.`,
    });
  }
  return allow(rules, {
    sections: ["s12"],
    outcome: "held",
    figures,
    sentence: `${name} is held until ${instantInWords(power.lapsesAt)}.`,
  });
}

/** When a power lapses: at the instant that the council set, or the parish's sunset when that comes first or none was set. */
export function lapseOf(facts: { statedLapseAt: Date | null; sunsetAt: Date }): Date {
  const { statedLapseAt, sunsetAt } = facts;
  return statedLapseAt !== null && statedLapseAt < sunsetAt ? statedLapseAt : sunsetAt;
}
