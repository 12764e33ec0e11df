import { InsetText } from "../content/inset-text";

export type HomeFactsProps =
  | { state: "none" }
  | {
      state: "claimed";
      ward: string;
      council: { slug: string; name: string };
      since: string;
      isAged16: boolean;
      codeWorksUntil: string;
    }
  | { state: "confirmed"; ward: string; council: { slug: string; name: string }; since: string; isAged16: boolean }
  | { state: "refused"; ward: string; council: { slug: string; name: string }; since: string; reason: string };

/** Where the reader lives as far as the product knows, in words, with what that lets them do. */
export function HomeFacts(home: HomeFactsProps) {
  if (home.state === "none") {
    return (
      <p className="govuk-body">
        You have not said where you live. People whose home is confirmed can start and support parishes, propose, second
        and vote. Without one you can read everything and take part in discussions.
      </p>
    );
  }
  const council = <a href={`/councils/${home.council.slug}`}>{home.council.name}</a>;
  if (home.state === "refused") {
    return (
      <>
        <p className="govuk-body">
          {council} could not confirm that you live in {home.ward}. An officer decided this on {home.since} and wrote:
        </p>
        <InsetText>{home.reason}</InsetText>
        <p className="govuk-body">Put it right and say again where you live.</p>
      </>
    );
  }
  if (home.state === "claimed") {
    return (
      <>
        <p className="govuk-body">
          You said on {home.since} that you live in <strong>{home.ward}</strong>. {council} has yet to confirm it.
        </p>
        <p className="govuk-body">
          {home.codeWorksUntil
            ? `An officer has posted a letter with a code to you. The code works until ${home.codeWorksUntil}.`
            : "An officer will confirm it, or post you a letter with a code. You need do nothing until then."}
        </p>
      </>
    );
  }
  return (
    <>
      <p className="govuk-body">
        You live in <strong>{home.ward}</strong>, confirmed by {council} on {home.since}.
      </p>
      <p className="govuk-body">
        {home.isAged16
          ? "You are 16 or over, so you are on the roll of every vote that opens in your area."
          : "You are under 16, so you can propose and second, but you are not yet on the roll of votes. When you turn 16, say so on the next page."}
      </p>
    </>
  );
}
