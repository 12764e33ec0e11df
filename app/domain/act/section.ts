import type { Rules, SectionId } from "./ruling";

/** A number in a section that a council may set inside the Act's bounds. */
export interface Parameter {
  name: string;
  default: number;
  min: number;
  max: number;
  /** "people", "days", "working days", "months", "percent", "minutes", "ballots", "powers"… */
  unit: string;
  /** What the number decides, in plain words. */
  meaning: string;
  /** The real law or practice the default is taken from. */
  precedent: string;
}

/** Declares a parameter of a section. Its name is what a schedule uses to set it. */
export function parameter(name: string, figures: Omit<Parameter, "name">): Parameter {
  return Object.freeze({ name, ...figures });
}

/** The value of a parameter under these rules: the council's own, or the Act's default. */
export function parameterValue(rules: Rules, of: Parameter): number {
  return rules.parameters[of.name] ?? of.default;
}

/** Units in which a parameter may be a fraction; all others count whole things. */
const fractionalUnits: readonly string[] = ["percent", "times"];

/** Whether a parameter may be a fraction. */
export function mayBeFraction(of: Parameter): boolean {
  return fractionalUnits.includes(of.unit);
}

/** Why a parameter cannot have a value: outside the Act's bounds, or a fraction of something that is counted whole. Null when it can. */
export function parameterProblem(of: Parameter, value: number): string | null {
  const { name, min, max, unit } = of;
  const bounds = `from ${min} to ${max} ${unit}`;
  if (!Number.isFinite(value)) return `${name} must be a number ${bounds}.`;
  if (value < min || value > max) return `${name} is ${value}. It must be ${bounds}.`;
  if (!Number.isInteger(value) && !mayBeFraction(of)) {
    return `${name} is ${value}. It must be a whole number ${bounds}.`;
  }
  return null;
}

/** One section of the Act as it is published. */
export interface Section {
  id: SectionId;
  number: number;
  /** 1 to 9, see `parts` in act.ts. */
  part: number;
  title: string;
  /** Numbered subsections in plain English; `{parameterName}` is replaced by the value in force when shown. */
  text: readonly string[];
  parameters: readonly Parameter[];
  /** The real law or practice that it resembles, and what would really apply. */
  resembles: string;
}

/** Declares a section of the Act. */
export function section(content: Omit<Section, "id">): Section {
  return Object.freeze({ id: `s${content.number}` as SectionId, ...content });
}
