import { Button } from "../forms/button";
import { ErrorSummary } from "../forms/error-summary";
import { TextInput } from "../forms/text-input";
import { Details } from "./details";
import { NotificationBanner } from "./notification-banner";

export interface AsItStoodProps {
  /** The address of the page of now. */
  address: string;
  /** The instant that is shown, null for now, with what was typed and what is wrong with it. */
  shown: { past: { words: string; note: string } | null; typed: string; problem: string };
}

/** On top of a page as it stood: which instant it is of, and the way back to now. On the page of now, only what is wrong. */
export function AsItStoodBanner({ address, shown }: AsItStoodProps) {
  const { past, problem } = shown;
  if (!past) return <ErrorSummary errors={problem ? [{ field: "asOf", message: problem }] : []} />;
  return (
    <NotificationBanner heading={`As it stood ${placed(past.words)}`}>
      {past.note && <p className="govuk-body">{past.note}</p>}
      <p className="govuk-body">
        This is read from the minute book and says nothing of what came later. Links lead to pages as they are now.{" "}
        <a className="govuk-notification-banner__link" href={address}>
          See this page as it is now
        </a>
      </p>
    </NotificationBanner>
  );
}

function placed(words: string): string {
  return words.startsWith("the end") || words.startsWith("midnight") ? `at ${words}` : `on ${words}`;
}

/** At the foot of a page: asks for the same page at another instant. */
export function AsItStoodForm({ address, shown }: AsItStoodProps) {
  return (
    <Details summary="See this page as it stood on another day" isOpen={shown.problem !== ""}>
      <form method="get" action={address} noValidate>
        <TextInput
          name="asOf"
          label="Day, or day and time"
          hint="For example, 2026-10-01 or 2026-10-01 12:00. A day alone means its end. Times are those of clocks in the United Kingdom."
          widthCharacters={20}
          value={shown.typed}
          error={shown.problem || undefined}
        />
        <Button tone="secondary">Show it</Button>
      </form>
    </Details>
  );
}

/** What an address carries on from a page as it stood to another that can be seen as it stood; empty on a page of now. */
export function asOfQuery({ past, typed }: AsItStoodProps["shown"]): string {
  return past ? `?${new URLSearchParams({ asOf: typed })}` : "";
}
