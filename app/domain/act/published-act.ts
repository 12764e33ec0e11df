import { number } from "../time/words";
import { parameterOf, parts, sections } from "./act";
import { termAnchor } from "./defined-terms";
import type { Rules, SectionId } from "./ruling";
import { disclosure } from "./s01-simulated-status";
import { s02, terms } from "./s02-interpretation";
import { ACT_VERSION, actCommencesAt } from "./s03-versions";
import { grounds, s36 } from "./s36-coded-grounds";
import { type Parameter, parameterValue, type Section } from "./section";

/** A word or a ground that a section explains, with the id of its place on the page. */
export interface Definition {
  id: string;
  name: string;
  meaning: string;
}

/** One section as pages show it. */
export interface PublishedSection {
  id: SectionId;
  number: number;
  title: string;
  /** `{parameterName}` in them stands for a value. */
  subsections: string[];
  /** Each with its value under the rules asked for. */
  parameters: (Parameter & { value: number })[];
  resembles: string;
  /** What the section lists one by one: the terms of section 2, the grounds of section 36. */
  definitions: Definition[];
}

function definitionsIn(section: Section): Definition[] {
  if (section === s02) return terms.map(({ term, meaning }) => ({ id: termAnchor(term), name: term, meaning }));
  if (section !== s36) return [];
  return grounds.map(({ code, name, explanation }) => ({
    id: `ground-${code.replaceAll("_", "-")}`,
    name,
    meaning: explanation,
  }));
}

/** A section as it is published under these rules. */
export function publishedSection(section: Section, rules: Rules): PublishedSection {
  return {
    id: section.id,
    number: section.number,
    title: section.title,
    subsections: [...section.text],
    parameters: section.parameters.map((parameter) => ({ ...parameter, value: parameterValue(rules, parameter) })),
    resembles: section.resembles,
    definitions: definitionsIn(section),
  };
}

/** The whole Act as it is published under these rules, part by part. */
export function publishedAct(rules: Rules): { number: number; title: string; sections: PublishedSection[] }[] {
  return parts.map((part) => ({
    ...part,
    sections: sections.filter((one) => one.part === part.number).map((one) => publishedSection(one, rules)),
  }));
}

/** The whole Act as plain data for other programs, with its own figures and the note that it is simulated. */
export function actAsData() {
  return {
    version: ACT_VERSION,
    commencesAt: actCommencesAt.toISOString(),
    parts: parts.map((part) => ({
      ...part,
      sections: sections
        .filter((one) => one.part === part.number)
        .map(({ id, number, title, text, parameters, resembles }) => ({
          id,
          number,
          title,
          text,
          parameters,
          resembles,
        })),
    })),
    simulated: disclosure.line,
  };
}

/** A section's subsections, with every `{parameterName}` replaced by its value under these rules. */
export function textOf(section: Section, rules: Rules): string[] {
  return section.text.map((subsection) =>
    subsection.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
      const parameter = parameterOf(name);
      if (!parameter) throw new Error(`section ${section.id} speaks of ${name}, which is no parameter of the Act`);
      const value = parameterValue(rules, parameter);
      return Number.isInteger(value) ? number(value) : String(value);
    }),
  );
}
