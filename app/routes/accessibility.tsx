import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("Accessibility");

export default function AccessibilityPage() {
  return (
    <Main>
      <PageHeading
        title="Accessibility"
        lead="Everybody who lives in a parish must be able to read it, speak in it and vote in it."
      />
      <h2 className="govuk-heading-m">What you can rely on</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Every page and every form works with the keyboard alone, and shows where you are.</li>
        <li>Every page and every form works without JavaScript. With it, counts move by themselves.</li>
        <li>You can make the text twice as large, or the window as narrow as a phone, and lose nothing.</li>
        <li>Colour never carries meaning alone: every state is said in words.</li>
        <li>The sunset dial and the bars of a count say the same in text beside them.</li>
        <li>
          While a vote is open, a screen reader hears a short summary at most every 15 seconds, and not each ballot.
        </li>
        <li>Nothing moves if your device asks for less movement, and nothing flashes.</li>
        <li>Voting takes one press of a button. You are never timed, except by the closing of the vote itself.</li>
        <li>Dates are written out, and the language is meant to be plain.</li>
      </ul>

      <h2 className="govuk-heading-m">How far it complies</h2>
      <p className="govuk-body">
        The service is built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. The components
        follow those of the GOV.UK Design System. Its pages are checked with the axe tool, on a phone’s width and a
        desktop’s, with and without JavaScript. Such a tool finds only a part of what can be wrong, and people who use
        screen readers, switches or magnifiers every day have not yet tested the service.
      </p>

      <h2 className="govuk-heading-m">What we know is not good enough yet</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>The text that residents write can be hard to read. Nobody edits it.</li>
        <li>A letter with a code is printed paper. Ask an officer to confirm your home in another way.</li>
        <li>There is no British Sign Language and no Welsh.</li>
      </ul>

      <h2 className="govuk-heading-m">If something does not work for you</h2>
      <p className="govuk-body">
        Tell your council or whoever runs this service which page it was and what you were trying to do, and ask for it
        in the form you need. If you are in England, Scotland or Wales and are not content with the answer, the Equality
        Advisory and Support Service can advise you.
      </p>
    </Main>
  );
}
