import { Fragment } from "react";
import type { SectionId } from "~/domain/act/ruling";

/** Links to sections of the Act, as a phrase: "Sections 29, 30 and 41". */
export function SectionLinks({ sections }: { sections: readonly SectionId[] }) {
  if (sections.length === 0) return null;
  return (
    <span>
      {sections.length === 1 ? "" : "Sections "}
      {sections.map((section, index) => (
        <Fragment key={section}>
          {index > 0 && (index === sections.length - 1 ? " and " : ", ")}
          <a href={`/act/${section}`}>
            {sections.length === 1 ? "Section " : ""}
            {section.slice(1)}
          </a>
        </Fragment>
      ))}
    </span>
  );
}
