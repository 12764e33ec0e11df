import type { ScheduleStatement } from "~/domain/act/schedule-statement";
import { number, people } from "~/domain/time/words";
import { Table } from "../content/table";

/**
 * Which recorded decisions would have come out differently under a version of a schedule.
 *
 * @param council its address
 */
export function ScheduleStatementView({ statement, council }: { statement: ScheduleStatement; council: string }) {
  const { examined, total, parishes, flips, changes, until } = statement;
  const first = changes[0];
  const lab = first
    ? `/act/lab?${new URLSearchParams({ council, parameter: first.parameter, value: String(first.to), until })}`
    : "/act/lab";
  return (
    <>
      <p>
        {examined === 0
          ? "No recorded decision of this council rests on the figures that change."
          : total === 0
            ? `${people(examined, "recorded decision", "recorded decisions")} made again: none would have come out differently.`
            : `${people(examined, "recorded decision", "recorded decisions")} made again: ${number(total)} would have come out differently, in ${people(parishes, "parish", "parishes")}.`}{" "}
        <a href={lab}>Look at it in the lab</a>
      </p>
      {flips.length > 0 && (
        <Table
          caption="What would have come out differently"
          columns={[{ heading: "Decision" }, { heading: "Parish" }, { heading: "As it was" }, { heading: "Instead" }]}
          rows={flips.map((flip) => ({
            key: `${flip.href} ${flip.before} ${flip.title}`,
            cells: [
              <a key="decision" href={flip.href}>
                {flip.title}
              </a>,
              flip.parish,
              flip.before,
              flip.after,
            ],
          }))}
        />
      )}
      {total > flips.length && <p>These are the newest {number(flips.length)}.</p>}
    </>
  );
}
