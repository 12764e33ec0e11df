import { numberAtStart } from "~/domain/parish/measures";
import type { MeasuredPoint, MeasureFigures } from "~/domain/parish/review-figures";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { fromDateColumn, type Read } from "../persistence/db";

/** The measure of a decision as it was fixed, with everything measured since, in the order of its days; of one day, the last added last. */
export async function outcomeFigures(db: Read, proposalId: string): Promise<MeasureFigures> {
  const proposal = await db.proposal.findUniqueOrThrow({
    where: { id: proposalId },
    include: { measurements: { orderBy: [{ measuredOn: "asc" }, { at: "asc" }, { id: "asc" }] } },
  });
  const { title, measure, baseline, target, measureOn, measurements } = proposal;
  return {
    position: 1,
    action: title,
    measure,
    baseline,
    baselineRead: numberAtStart(baseline),
    target,
    targetRead: numberAtStart(target),
    dueOn: measureOn ? fromDateColumn(measureOn) : civilDateOf(proposal.doneAt ?? proposal.createdAt),
    points: measurements.map(
      ({ measuredOn, value, source, byName, byPost }): MeasuredPoint => ({
        on: fromDateColumn(measuredOn),
        value,
        source,
        by: `${byName}, ${byPost}`,
      }),
    ),
  };
}

/** The first day that a figure of a decision may be of: the parish's first. */
export function firstMeasuringDay(parish: { startsOn: Date | null; createdAt: Date }): CivilDate {
  return parish.startsOn ? fromDateColumn(parish.startsOn) : civilDateOf(parish.createdAt);
}
