import { SectionLinks } from "~/components/act/section-links";
import { Table } from "~/components/content/table";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { dataKept } from "~/domain/act/s52-data";
import { titled } from "~/page-title";

export const meta = titled("Privacy");

/** What the product keeps about people besides what the Act lists: the traces of signing in and of being confirmed. */
const alsoKept = [
  {
    what: "The address you claim to live at",
    keptFor: "Until an officer decides, you type in the posted code or you take the claim back; then it is removed",
    isPublished: false,
  },
  {
    what: "Why a claim was refused",
    keptFor: "Until you are erased; shown to you and to nobody else",
    isPublished: false,
  },
  {
    what: "Sign-in codes and links",
    keptFor: "Only as a scrambled value; a code works for 10 minutes and is removed after a day",
    isPublished: false,
  },
  {
    what: "That you are signed in",
    keptFor: "30 days after your last visit; the time is kept to the day and no finer",
    isPublished: false,
  },
  {
    what: "How often a code was asked for or tried, by address and by device address",
    keptFor: "About two hours, as scrambled values",
    isPublished: false,
  },
  {
    what: "Letters we send you",
    keptFor: "A letter with a sign-in code for about a day; others for a month after they were sent",
    isPublished: false,
  },
  {
    what: "What you were told by name, such as the answer to a proposal of yours",
    keptFor: "Until you are erased",
    isPublished: false,
  },
  {
    what: "When you want to be written to, and whether your address refuses letters",
    keptFor: "Until you are erased",
    isPublished: false,
  },
  {
    what: "Since when you have feeds of your own, and the secret in their address",
    keptFor: "Until you switch them off; the secret only as a scrambled value",
    isPublished: false,
  },
  {
    what: "That you signed a demand for a vote on the convenor",
    keptFor: "Until the demand ends; only the number of signatures is published, and kept",
    isPublished: false,
  },
  {
    what: "That you would hold an office of your parish",
    keptFor: "Until you take it back or hold it",
    isPublished: true,
  },
  {
    what: "That you were asked to receive something when a parish ends",
    keptFor: "Your name is published once you have accepted, and stays",
    isPublished: true,
  },
  {
    what: "What you did in a post or an office, when, and from which network",
    keptFor: "For good; the network is only the first part of a device address",
    isPublished: false,
  },
  {
    what: "What you contest before the Commissioner, with your name and reasons",
    keptFor: "For good; a receipt is looked up and not kept",
    isPublished: true,
  },
  {
    what: "What you report about a promise of the council, and your photo",
    keptFor: "Until you change it; where and with what the photo was taken is removed from it",
    isPublished: true,
  },
  {
    what: "That you were given a paper ballot",
    keptFor: "As whether you voted; no paper’s number is kept with your name",
    isPublished: false,
  },
  {
    what: "Which parishes you support",
    keptFor: "Until you are erased; only the number of supporters is published",
    isPublished: false,
  },
] as const;

export default function PrivacyPage() {
  return (
    <Main>
      <PageHeading
        title="Privacy"
        lead="What this service keeps about you, for how long, what everybody can see, and how your ballot stays secret."
      />
      <h2 className="govuk-heading-m">What is kept</h2>
      <p className="govuk-body">
        Reading needs no account and sets no cookie. There are no advertisements, no counters of other companies, and
        nothing is sold or passed on.
      </p>
      <Table
        caption="What is kept about you"
        isCaptionHidden
        columns={[{ heading: "What" }, { heading: "For how long" }, { heading: "Everybody sees it" }]}
        rows={[...dataKept, ...alsoKept].map((kept) => ({
          key: kept.what,
          cells: [kept.what, kept.keptFor, kept.isPublished ? "Yes" : "No"],
        }))}
      />
      <p className="govuk-body">
        Officers of your council see your name, the ward and address you claim and whether you are 16 or over, while
        they decide on your claim. The minute book of a parish says how many people an officer has confirmed, never who.
      </p>
      <p className="govuk-body">
        What somebody does in a post or an office stands in an audit log with their name, the time and the network that
        it came from, never the whole address of a computer. Officers and councillors of that council read it, and
        whoever runs this service. It names a claim by a number and never says who made it.
      </p>

      <h2 className="govuk-heading-m">One cookie</h2>
      <p className="govuk-body">
        When you sign in, your browser keeps one cookie named “session”, for 30 days after your last visit. It holds a
        random number and is needed to know that it is you. Signing out removes it.
      </p>
      <p className="govuk-body">
        After you vote, your browser may keep your receipt in its own storage, so that you can check it later. It is not
        sent to us. Signing out removes it.
      </p>

      <h2 className="govuk-heading-m">How your ballot stays secret</h2>
      <p className="govuk-body">
        Each open vote has a box with a key of its own. The key turns you into a slot in the box, so that you have one
        ballot and can change it. When the vote closes, the ballots are opened into a public file without names or
        times, the list of who voted is written apart in another order, and the box is destroyed with its key. From then
        on nothing that we keep links you to your choice. <SectionLinks sections={["s28"]} />
      </p>
      <p className="govuk-body">
        Whether a ballot was cast in your name stays known, so that you can notice if somebody voted for you. Your
        account shows it to you and to nobody else.
      </p>
      <h3 className="govuk-heading-s">What is not promised</h3>
      <ul className="govuk-list govuk-list--bullet">
        <li>While a vote is open, whoever runs this service could link you to your ballot.</li>
        <li>
          Backups, replicas and archives of the database made while a vote was open hold what the database held then.
          Whoever runs this service must keep them safe and not for long.
        </li>
        <li>
          Where the running count is public, people who act together while watching it may narrow down how somebody who
          votes between them has voted. The count moves by several voters at a time to make that hard.
        </li>
        <li>
          If you show somebody your receipt, you prove to them how you voted. Changing your ballot before the vote
          closes helps only if nobody else has the new receipt.
        </li>
      </ul>

      <h2 className="govuk-heading-m">What stays for good</h2>
      <p className="govuk-body">
        What you propose, argue or do in an office is public, with your name, and stands in a minute book that nobody
        can change afterwards. Think before you write something about yourself or others.
      </p>

      <h2 className="govuk-heading-m">Your rights</h2>
      <p className="govuk-body">
        You may see what is kept about you, have it put right, and ask to be erased: what links the public record to you
        is then destroyed and the record itself stays whole. <SectionLinks sections={["s52"]} /> The law behind this is
        the UK General Data Protection Regulation and the Data Protection Act 2018, which really apply. Ask the council
        or whoever runs this service. If you are not content with the answer, you can complain to the Information
        Commissioner.
      </p>
    </Main>
  );
}
