import { sections } from "./act";
import type { SectionId } from "./ruling";
import type { Parameter } from "./section";

/** A parameter whose value is not the same under two schedules. */
export interface ScheduleDifference {
  parameter: Parameter;
  /** The section that the parameter belongs to. */
  section: SectionId;
  /** The value before and after, in the parameter's unit. */
  from: number;
  to: number;
}

/**
 * What changes from one schedule to another, in the order of the sections. A parameter that a schedule leaves out has the
 * Act's default, so one that is set to its default does not differ from one that is left out. Names that the Act does not
 * know decide nothing and are passed over.
 *
 * @param from the parameters that the first schedule moves from the Act's default, by name; none for the Act's own figures
 * @param to the same of the second
 */
export function scheduleDifferences(
  from: Readonly<Record<string, number>>,
  to: Readonly<Record<string, number>>,
): ScheduleDifference[] {
  return sections.flatMap((section) =>
    section.parameters
      .map((parameter) => ({
        parameter,
        section: section.id,
        from: from[parameter.name] ?? parameter.default,
        to: to[parameter.name] ?? parameter.default,
      }))
      .filter((one) => one.from !== one.to),
  );
}
