import { type CrowdPace, type CrowdStanding, crowdPaces, crowdPaceWords } from "../../live/crowd";
import { EmptyState } from "../content/empty-state";
import { FactList } from "../content/fact-list";
import { InsetText } from "../content/inset-text";
import { Table } from "../content/table";
import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
import { ErrorSummary } from "../forms/error-summary";
import { Hidden } from "../forms/hidden";
import { Radios } from "../forms/radios";
import { TextInput } from "../forms/text-input";
import { Breadcrumbs } from "../page-shell/breadcrumbs";
import { Main } from "../page-shell/main";
import { PageHeading } from "../page-shell/page-heading";
import { TwoColumns } from "../page-shell/two-columns";

export interface SimulationControlsProps {
  clockWords: string;
  /** How far the clock is ahead of the real one; empty when it is not. */
  aheadWords: string;
  /** What happens by itself next, each with the instant to move to. */
  coming: { what: string; href: string; until: string; whenWords: string; inWords: string }[];
  crowd: CrowdStanding;
  letters: number;
  /** What was typed and refused. */
  advance?: { typed: string; error: string };
}

const jumps = [
  { value: "PT1H", words: "1 hour" },
  { value: "P1D", words: "1 day" },
  { value: "P7D", words: "7 days" },
  { value: "P30D", words: "30 days" },
];

/** The page of the simulation: its clock, its crowd and the way to its post room. */
export function SimulationControls(props: SimulationControlsProps) {
  const { clockWords, aheadWords, coming, crowd, letters, advance } = props;
  return (
    <Main before={<Breadcrumbs items={[{ text: "Home", href: "/" }, { text: "Simulation" }]} />}>
      {advance && <ErrorSummary errors={[{ field: "advance", message: advance.error }]} />}
      <PageHeading
        title="Simulation"
        lead="Everybody here is invented. Move the clock, let a crowd vote, and read the post."
      />
      <TwoColumns
        aside={
          <FactList
            facts={[
              { name: "Post room", href: "/simulation/post-room", words: lettersInWords(letters) },
              { name: "Sign in as somebody", href: "/sign-in", words: "An example account for every role." },
              { name: "Live votes", href: "/votes", words: "What is open now, and what comes next." },
              { name: "Parishes", href: "/parishes", words: "One in nearly every state that a parish can be in." },
            ]}
          />
        }
      >
        <Clock clockWords={clockWords} aheadWords={aheadWords} coming={coming} advance={advance} />
        <Crowd crowd={crowd} />
      </TwoColumns>
    </Main>
  );
}

function lettersInWords(letters: number): string {
  if (letters === 0) return "No e-mail has been written yet.";
  return letters === 1
    ? "1 e-mail that would have been sent."
    : `${letters.toLocaleString("en-GB")} e-mails that would have been sent.`;
}

function Clock({
  clockWords,
  aheadWords,
  coming,
  advance,
}: Pick<SimulationControlsProps, "clockWords" | "aheadWords" | "coming" | "advance">) {
  return (
    <section aria-labelledby="clock">
      <h2 className="govuk-heading-m" id="clock">
        The clock
      </h2>
      <InsetText>
        <p>
          It is <strong>{clockWords}</strong>.{" "}
          {aheadWords ? `The clock is ${aheadWords} ahead of the real one.` : "That is the real time."}
        </p>
      </InsetText>
      <p className="govuk-body">
        The clock only moves forward. Votes on the way open and close in their turn, and every deadline and sunset that
        is passed is really past.
      </p>
      <form method="post" action="/simulation/clock">
        <ButtonGroup>
          {jumps.map(({ value, words }) => (
            <Button key={value} tone="secondary" name="advance" value={value}>
              {words} on
            </Button>
          ))}
        </ButtonGroup>
      </form>
      <form method="post" action="/simulation/clock">
        <TextInput
          name="advance"
          label="Another length of time"
          hint="P and a number of days, such as P14D. P3M is three months, PT15M fifteen minutes."
          value={advance?.typed}
          error={advance?.error}
          widthCharacters={10}
          hasSpellCheck={false}
        />
        <Button>Move the clock</Button>
      </form>
      {coming.length > 0 ? (
        <Table
          caption="What happens next"
          columns={[{ heading: "What" }, { heading: "When" }, { heading: "Move the clock" }]}
          rows={coming.map(({ what, href, until, whenWords, inWords }) => ({
            key: `${href} ${what}`,
            cells: [
              <a key="what" className="govuk-link" href={href}>
                {what}
              </a>,
              <span key="when">
                {whenWords}, {inWords}
              </span>,
              <form key="go" method="post" action="/simulation/clock">
                <Hidden name="until" value={until} />
                <Button tone="secondary">
                  Go<span className="govuk-visually-hidden"> there: {what}</span>
                </Button>
              </form>,
            ],
          }))}
        />
      ) : (
        <EmptyState title="Nothing is due to happen" headingLevel={3}>
          Start a parish, or put a proposal forward, and its dates are listed here.
        </EmptyState>
      )}
    </section>
  );
}

function Crowd({ crowd }: { crowd: CrowdStanding }) {
  const { isOn, pace, castBallots, changedBallots, vote, note } = crowd;
  return (
    <section aria-labelledby="crowd">
      <h2 className="govuk-heading-m" id="crowd">
        The crowd
      </h2>
      <p className="govuk-body">
        Simulated residents come to the vote that is open now over live lines, as people do, and cast their ballots.
        Some change their minds.
      </p>
      <InsetText>
        <p>
          The crowd is <strong>{isOn ? "on" : "off"}</strong>
          {isOn ? `, at ${crowdPaceWords[pace]}` : ""}.{" "}
          {castBallots > 0 &&
            `It has cast ${ballots(castBallots)}, ${changedBallots.toLocaleString("en-GB")} of them by people who changed their minds.`}
        </p>
        {vote && (
          <p>
            It votes on <a href={`/votes/${vote.id}`}>{vote.question}</a>
          </p>
        )}
        {note && <p>{note}</p>}
      </InsetText>
      <form method="post" action="/simulation/crowd">
        <Radios
          name="pace"
          label="How many ballots"
          value={pace}
          isInline
          options={crowdPaces.map((one: CrowdPace) => ({ value: one, label: sentence(crowdPaceWords[one]) }))}
        />
        <ButtonGroup>
          <Button name="state" value="on">
            {isOn ? "Change the pace" : "Let the crowd vote"}
          </Button>
          {isOn && (
            <Button tone="secondary" name="state" value="off">
              Send the crowd home
            </Button>
          )}
        </ButtonGroup>
      </form>
    </section>
  );
}

function ballots(count: number): string {
  return count === 1 ? "1 ballot" : `${count.toLocaleString("en-GB")} ballots`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
