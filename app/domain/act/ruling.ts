/**
 * A ruling is what the Act says about one set of facts. It is a plain value, so it can be shown beside a button,
 * returned as a refusal, frozen in the minute book and replayed years later.
 */

/** The number of a section of the Act, as it is cited: `s29`. */
export type SectionId = `s${number}`;

/** One figure that a ruling rests on, with the arithmetic behind it in words. */
export interface Figure {
  /** What the figure is, in words a resident uses: "Participation floor". */
  name: string;
  value: number | string;
  /** What the value counts: "people", "days", "pence", "percent", or "" for a plain word or date. */
  unit: string;
  /** How it was computed, in words: "5% of 2,184 on the roll is 110 (rounded up), and that is less than a third". */
  how: string;
}

/** Which text and which numbers the ruling was made under. */
export interface Versions {
  actVersion: number;
  scheduleVersion: number;
}

export interface Ruling extends Versions {
  /** Whether the thing asked for may happen, or holds. */
  holds: boolean;
  /** One word for the outcome: `allowed`, `refused`, `passed`, `failed`, `inquorate`, `met`, `not_met`… */
  outcome: string;
  /** Every section relied on, the deciding one first. */
  sections: SectionId[];
  figures: Figure[];
  /** One plain sentence, ready to be shown. */
  sentence: string;
  /** What would change the outcome, in one plain sentence; empty when nothing would. */
  wouldChange: string;
}

/** The rules in force for a thing: the Act's version and a council's schedule of parameters. Frozen with what it governs. */
export interface Rules extends Versions {
  /** Only the parameters that the council has moved from the Act's default, by name. */
  parameters: Readonly<Record<string, number>>;
}

type Grounds = {
  sections: SectionId[];
  sentence: string;
  figures?: Figure[];
  wouldChange?: string;
  /** Defaults to `allowed` or `refused`. */
  outcome?: string;
};

function ruling(rules: Versions, holds: boolean, fallback: string, grounds: Grounds): Ruling {
  return {
    holds,
    outcome: grounds.outcome ?? fallback,
    sections: grounds.sections,
    actVersion: rules.actVersion,
    scheduleVersion: rules.scheduleVersion,
    figures: grounds.figures ?? [],
    sentence: grounds.sentence,
    wouldChange: grounds.wouldChange ?? "",
  };
}

/** A ruling that the thing may happen, or holds. */
export function allow(rules: Versions, grounds: Grounds): Ruling {
  return ruling(rules, true, "allowed", grounds);
}

/** A ruling that the thing may not happen, or does not hold. */
export function refuse(rules: Versions, grounds: Grounds): Ruling {
  return ruling(rules, false, "refused", grounds);
}

/**
 * The first refusal among several rulings, or the last ruling when all hold.
 * Sections and figures of all that hold are gathered, so that the answer shows everything it rests on.
 */
export function allOf(first: Ruling, ...rest: Ruling[]): Ruling {
  const all = [first, ...rest];
  const refused = all.find((one) => !one.holds);
  if (refused) return refused;
  const last = all[all.length - 1] as Ruling;
  return {
    ...last,
    sections: [...new Set(all.flatMap((one) => one.sections))],
    figures: all.flatMap((one) => one.figures),
  };
}
