import type { Rules } from "~/domain/act/ruling";
import { inForce, type ScheduleVersion } from "~/domain/act/s03-versions";
import type { Read, Schedule } from "../persistence/db";

/** A schedule as the Act speaks of it, from its row. */
export function toVersion(row: { version: number; commencesAt: Date; parameters: unknown }): ScheduleVersion {
  return {
    version: row.version,
    commencesAt: row.commencesAt,
    parameters: row.parameters as ScheduleVersion["parameters"],
  };
}

/** A version of a schedule as minute books keep it. */
export function writtenSchedule(row: Schedule) {
  const { version, commencesAt, madeAt, reason, officerName, officerPost } = row;
  return {
    version,
    commences: commencesAt.toISOString(),
    made: madeAt.toISOString(),
    parameters: toVersion(row).parameters,
    reason,
    officer: officerName,
    post: officerPost,
  };
}

/** The rules of a council at an instant: the Act's figures with those of the schedule that commenced last. */
export async function rulesInForce(db: Read, councilId: string, now: Date): Promise<Rules> {
  const schedules = await db.schedule.findMany({ where: { councilId, commencesAt: { lte: now } } });
  return inForce(schedules.map(toVersion), now);
}
