import type { CommitmentPage } from "~/domain/response/delivery-view";
import { SectionLinks } from "../act/section-links";
import { SummaryList } from "../content/summary-list";
import { Tag } from "../content/tag";
import { Timeline } from "../content/timeline";
import { EvidenceFiles } from "./evidence-files";

/** How a commitment stands, with its owner, both of its days and the steps on the way. */
export function CommitmentFacts({ page }: { page: CommitmentPage }) {
  const { commitment, milestones } = page;
  return (
    <>
      <p className="govuk-body">
        {commitment.sentence} <SectionLinks sections={["s38"]} />
      </p>
      <SummaryList
        rows={[
          { key: "Who answers for it", value: <span dir="auto">{commitment.owner}</span> },
          { key: "First promised for", value: commitment.firstPromised },
          { key: commitment.isDone ? "Last expected on" : "Now expected on", value: commitment.nowExpected },
          ...(commitment.isDone ? [{ key: "Done on", value: commitment.doneWords }] : []),
        ]}
      />
      {milestones.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Steps on the way</h2>
          <ul className="govuk-list govuk-list--spaced milestones">
            {milestones.map((one) => (
              <li key={one.id}>
                <span dir="auto">{one.what}</span>, by {one.dueWords}{" "}
                <Tag
                  text={one.doneWords ? (one.isLate ? "Done, late" : "Done") : one.isLate ? "Late" : "To come"}
                  colour={one.doneWords ? "green" : one.isLate ? "red" : "blue"}
                />
                {one.doneWords && <p className="govuk-body-s">Done on {one.doneWords}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What was said and done about a commitment, in order, with its pictures and papers. */
export function CommitmentTimeline({ page }: { page: CommitmentPage }) {
  return (
    <section aria-labelledby="progress">
      <h2 className="govuk-heading-m" id="progress">
        What was said and done
      </h2>
      <Timeline
        events={page.steps.map((step) => ({
          key: step.key,
          title: step.title,
          when: step.when,
          dateTime: step.dateTime,
          stage: "done" as const,
          children: (
            <>
              <p className="govuk-body" dir="auto">
                {step.text}
              </p>
              <p className="govuk-body-s">
                <span dir="auto">{step.by}</span>
              </p>
              <EvidenceFiles files={step.files} />
            </>
          ),
        }))}
      />
    </section>
  );
}
