import { moneyTypeNames } from "~/domain/act/s05-charter";
import type { CommitmentFigures, ReviewFigures } from "~/domain/parish/review-figures";
import { dayInWords, pounds, shortDay } from "~/domain/time/words";
import { Table } from "../content/table";
import { Tag, type TagColour } from "../content/tag";
import { MeasureChart } from "./measure-chart";

const standings: Record<CommitmentFigures["standing"], { text: string; colour: TagColour }> = {
  kept: { text: "Kept", colour: "green" },
  on_course: { text: "On course", colour: "blue" },
  moved: { text: "Moved", colour: "yellow" },
  late: { text: "Late", colour: "red" },
};

/** What a review says in figures: measures, commitments with both dates, and money by type. */
export function ReviewFiguresView({ figures, slug }: { figures: ReviewFigures; slug: string }) {
  return (
    <>
      <section aria-labelledby="measures">
        <h2 className="govuk-heading-m" id="measures">
          How each measure stands
        </h2>
        {figures.measures.length === 0 && <p className="govuk-body">The charter names no priority action.</p>}
        {figures.measures.map((one) => (
          <MeasureChart key={one.position} figures={one} />
        ))}
      </section>
      <section aria-labelledby="commitments">
        <h2 className="govuk-heading-m" id="commitments">
          What the council promised
        </h2>
        <Commitments commitments={figures.commitments} slug={slug} />
      </section>
      <section aria-labelledby="money">
        <h2 className="govuk-heading-m" id="money">
          Money
        </h2>
        <Money figures={figures} />
      </section>
    </>
  );
}

function Commitments({ commitments, slug }: { commitments: readonly CommitmentFigures[]; slug: string }) {
  if (commitments.length === 0) return <p className="govuk-body">Nothing has been promised in this term.</p>;
  return (
    <Table
      caption="Commitments of the council"
      isCaptionHidden
      columns={[
        { heading: "Commitment" },
        { heading: "First promised" },
        { heading: "Now expected" },
        { heading: "How it stands" },
      ]}
      rows={commitments.map((one, index) => ({
        key: `${one.proposal} ${index}`,
        cells: [
          <>
            <span dir="auto">{one.what}</span> (<span dir="auto">{one.owner}</span>),{" "}
            <a href={`/parishes/${slug}/proposals/${one.proposal}`}>proposal {one.proposal}</a>
          </>,
          dayInWords(one.firstPromised),
          one.doneOn ? `Done on ${dayInWords(one.doneOn)}` : dayInWords(one.nowExpected),
          <>
            <Tag {...standings[one.standing]} /> {one.sentence}
          </>,
        ],
      }))}
    />
  );
}

function Money({ figures }: { figures: ReviewFigures }) {
  return (
    <>
      <Table
        caption="What decisions of this term cost"
        columns={[
          { heading: "Type of money" },
          { heading: "Spent: the work is done", isNumeric: true },
          { heading: "Committed: the work is to be done", isNumeric: true },
          { heading: "Waiting for the council’s answer", isNumeric: true },
        ]}
        rows={figures.money.map(({ type, spentPence, committedPence, waitingPence }) => ({
          key: type,
          cells: [sentence(moneyTypeNames[type]), pounds(spentPence), pounds(committedPence), pounds(waitingPence)],
        }))}
      />
      {figures.balances.length > 0 && (
        <Table
          caption="What is left of each power’s budget"
          columns={[
            { heading: "Power" },
            { heading: "Year" },
            { heading: "Budget", isNumeric: true },
            { heading: "Set aside", isNumeric: true },
            { heading: "Left", isNumeric: true },
          ]}
          rows={figures.balances.map((one) => ({
            key: one.power,
            cells: [
              one.power,
              `${shortDay(one.yearFrom)} up to ${shortDay(one.yearUntil)}`,
              pounds(one.budgetPence),
              pounds(one.setAsidePence),
              pounds(one.leftPence),
            ],
          }))}
        />
      )}
    </>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
