import type { CommitmentView, CouncilAnswerView } from "~/domain/response/council-answer";
import { RulingPanel } from "../act/ruling-panel";
import { SectionLinks } from "../act/section-links";
import { Card } from "../content/card";
import { Details } from "../content/details";
import { InsetText } from "../content/inset-text";
import { SummaryList, type SummaryRow } from "../content/summary-list";
import { Tag } from "../content/tag";
import { Timeline } from "../content/timeline";
import { Button } from "../forms/button";
import { ButtonGroup } from "../forms/button-group";
import { ClockArithmetic } from "./clock-arithmetic";
import { DutyClock } from "./duty-clock";

/** Everything public about what a council does with a passed proposal: its clock, its answer, its promises and what came of them. */
export function CouncilAnswer({ view }: { view: CouncilAnswerView }) {
  return (
    <section aria-labelledby="council">
      <h2 className="govuk-heading-l" id="council">
        The council’s answer
      </h2>
      <p className="govuk-body">
        {view.binding.sentence} <SectionLinks sections={view.binding.sections} />
      </p>
      <DutyClock {...view.clock} />
      <p className="govuk-body">
        {view.silence.sentence} {view.silence.wouldChange && `${view.silence.wouldChange} `}
        <SectionLinks sections={view.silence.sections} />
      </p>
      {view.newDate && (
        <p className="govuk-body">
          {view.newDate} <SectionLinks sections={["s37", "s50"]} />
        </p>
      )}
      {view.answer && <AnswerGiven answer={view.answer} council={view.council.name} />}
      {view.consent && <ConsentQuestion consent={view.consent} />}
      {view.commitments.length > 0 && (
        <>
          <h3 className="govuk-heading-m">What the council has promised</h3>
          {view.commitments.map((commitment) => (
            <CommitmentCard key={commitment.id} commitment={commitment} />
          ))}
        </>
      )}
      {view.progress.length > 0 && (
        <>
          <h3 className="govuk-heading-m">Progress</h3>
          <ul className="govuk-list govuk-list--spaced">
            {view.progress.map(({ key, when, words }) => (
              <li key={key}>
                <strong>{when}</strong>: {words}
              </li>
            ))}
          </ul>
        </>
      )}
      {view.review && (
        <>
          <h3 className="govuk-heading-m">What came of it</h3>
          <SummaryList
            rows={[
              { key: "Outcome", value: view.review.outcome },
              { key: "What was measured", value: view.review.measured },
              { key: "What was found", value: view.review.finding },
              { key: "Reviewed", value: `${view.review.at}, by ${view.review.by}` },
            ]}
          />
        </>
      )}
      <p className="govuk-body">
        <a className="govuk-link" href={view.reviewHref}>
          What is measured, and what came of it
        </a>
      </p>
      <h3 className="govuk-heading-m">What the council did, and when</h3>
      <Timeline
        events={view.events.map(({ isLate, note, title, ...event }) => ({
          ...event,
          title: isLate ? (
            <>
              {title} <Tag text="Late" colour="red" />
            </>
          ) : (
            title
          ),
          children: note ? <p className="govuk-body-s">{note}</p> : undefined,
        }))}
      />
      <ClockArithmetic figures={view.figures} />
      {view.dutyHref && (
        <p className="govuk-body">
          <a className="govuk-link" href={view.dutyHref}>
            Open this in the council’s docket
          </a>
        </p>
      )}
    </section>
  );
}

function AnswerGiven({ answer, council }: { answer: NonNullable<CouncilAnswerView["answer"]>; council: string }) {
  const rows: SummaryRow[] = [];
  if (answer.ground) {
    rows.push({ key: "Ground", value: `${answer.ground.name}. ${answer.ground.explanation}` });
  }
  if (answer.reasons) rows.push({ key: "Reasons", value: answer.reasons });
  rows.push({ key: "Answered by", value: `${answer.officerName}, ${answer.officerPost}, ${council}` });
  rows.push({ key: "Answered on", value: answer.at });
  return (
    <Card
      title={answer.sentence}
      above={
        <>
          <EffectTag effect={answer.effect} /> {answer.isLate && <Tag text="Answered late" colour="red" />}
        </>
      }
    >
      {answer.modifiedText && (
        <>
          <p className="govuk-body">What the council would do instead:</p>
          <InsetText>{answer.modifiedText}</InsetText>
        </>
      )}
      <SummaryList rows={rows} />
      <p className="govuk-body">
        <SectionLinks sections={answer.ruling.sections} />
      </p>
    </Card>
  );
}

function EffectTag({ effect }: { effect: NonNullable<CouncilAnswerView["answer"]>["effect"] }) {
  switch (effect) {
    case "stands":
      return <Tag text="To be carried out" colour="green" />;
    case "pending":
      return <Tag text="Waiting for the seconders" colour="yellow" />;
    case "rejected":
      return <Tag text="Counts as a no" colour="red" />;
    case "objected":
      return <Tag text="With the Commissioner" colour="magenta" />;
    case "unbound":
      return <Tag text="Does not bind the council" colour="grey" />;
    case "overruled":
      return <Tag text="Objection not good" colour="red" />;
  }
}

function ConsentQuestion({ consent }: { consent: NonNullable<CouncilAnswerView["consent"]> }) {
  return (
    <section aria-labelledby="consent">
      <h3 className="govuk-heading-m" id="consent">
        Do the seconders agree to the change?
      </h3>
      <RulingPanel ruling={consent.ruling} />
      {consent.mayAnswer && (
        <form method="post" action={consent.action}>
          <p className="govuk-body">
            {consent.mine === null
              ? `You seconded this proposal. Do you agree to the change? You have until ${consent.until}.`
              : `You said ${consent.mine}. You can change your answer until ${consent.until}.`}
          </p>
          <ButtonGroup>
            <Button name="choice" value="yes" tone={consent.mine === "no" ? "secondary" : "primary"}>
              Yes, I agree
            </Button>
            <Button name="choice" value="no" tone={consent.mine === "yes" ? "secondary" : "primary"}>
              No, I do not agree
            </Button>
          </ButtonGroup>
        </form>
      )}
      {!consent.mayAnswer && consent.mine !== null && <p className="govuk-body">You said {consent.mine}.</p>}
    </section>
  );
}

/** One promise with its owner, and both of its dates once they differ. */
export function CommitmentCard({ commitment }: { commitment: CommitmentView }) {
  const { colour, words } = commitment.isDone
    ? { words: commitment.isLate ? "Done, late" : "Done", colour: "green" as const }
    : commitment.isLate
      ? { words: "Late", colour: "red" as const }
      : commitment.hasMoved
        ? { words: "Date moved", colour: "orange" as const }
        : { words: "On course", colour: "blue" as const };
  const rows: SummaryRow[] = [{ key: "Who answers for it", value: commitment.owner }];
  rows.push({ key: "First promised for", value: commitment.firstPromised });
  if (commitment.hasMoved) rows.push({ key: "Now expected", value: commitment.nowExpected });
  return (
    <Card title={commitment.what} href={commitment.href} headingLevel={4} above={<Tag text={words} colour={colour} />}>
      <p className="govuk-body">{commitment.sentence}</p>
      <Details summary="Owner and dates">
        <SummaryList rows={rows} />
      </Details>
    </Card>
  );
}
