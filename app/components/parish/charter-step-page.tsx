import type { ReactNode } from "react";
import type { SectionId } from "~/domain/act/ruling";
import type { CharterLine } from "~/domain/parish/charter-words";
import { SectionLinks } from "../act/section-links";
import { Details } from "../content/details";
import { InsetText } from "../content/inset-text";
import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
import { ErrorSummary } from "../forms/error-summary";
import { Hidden } from "../forms/hidden";
import { BackLink } from "../page-shell/back-link";
import { Main } from "../page-shell/main";
import { PageHeading } from "../page-shell/page-heading";
import { CharterLines } from "./charter-lines";
import { type TypedValues, typedOr } from "./typed-values";

/** A form that was refused, as the page is given it. */
export interface RefusedForm {
  refused: { code: string; section?: SectionId };
  errors: readonly { field: string; message: string }[];
  typed: NonNullable<TypedValues>;
}

export interface CharterStepPageProps {
  parish: { slug: string; name: string };
  title: string;
  version: string;
  saved: readonly CharterLine[];
  answered: RefusedForm | undefined;
  /** One or two sentences under the title. */
  lead?: ReactNode;
  /** The sections that this part follows from. */
  sections: SectionId[];
  children: ReactNode;
}

/** The page on which founders write one part of their charter. */
export function CharterStepPage(props: CharterStepPageProps) {
  const { parish, title, version, saved, answered, lead, sections, children } = props;
  const back = `/parishes/${parish.slug}/founding`;
  const isConflict = answered?.refused.code === "conflict";
  // After a mistake the page still stands on the wording it was opened with; after somebody else's change, on theirs.
  const seen = answered && !isConflict ? typedOr(answered.typed, "version", version) : version;
  return (
    <Main before={<BackLink href={back} text="Back to the task list" />}>
      <ErrorSummary errors={distinct(answered?.errors ?? [])} />
      <PageHeading caption={parish.name} title={title} />
      {lead && <p className="govuk-body">{lead}</p>}
      {isConflict && (
        <InsetText>
          <h2 className="govuk-heading-s">What is saved now</h2>
          <CharterLines lines={saved} />
        </InsetText>
      )}
      <form method="post" noValidate>
        <Hidden name="version" value={seen} />
        {children}
        <ButtonGroup>
          <Button>{isConflict ? "Save mine instead" : "Save and go on"}</Button>
          <a className="govuk-link" href={back}>
            Leave without saving
          </a>
        </ButtonGroup>
      </form>
      <Details summary="Why the charter must say this">
        <p>
          This follows from <SectionLinks sections={sections} /> of the Community Power Act, which is simulated.
        </p>
      </Details>
    </Main>
  );
}

/** One line for each message: two boxes of one question can be wrong for the same reason. */
function distinct(errors: readonly { field: string; message: string }[]) {
  return errors.filter((error, index) => errors.findIndex((one) => one.message === error.message) === index);
}

/** The title of the page in the browser's tab. */
export function charterStepTitle(page: { parish: { name: string }; title: string } | undefined): string {
  return page ? `${page.title} – ${page.parish.name}` : "Charter";
}
