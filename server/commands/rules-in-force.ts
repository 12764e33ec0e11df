import type { Rules } from "~/domain/act/ruling";
import { inForce } from "~/domain/act/s03-versions";
import type { Read } from "../persistence/db";

/** The rules of a council at an instant: the Act's figures with those of the schedule that commenced last. */
export async function rulesInForce(db: Read, councilId: string, now: Date): Promise<Rules> {
  const schedules = await db.schedule.findMany({ where: { councilId, commencesAt: { lte: now } } });
  return inForce(
    schedules.map((schedule) => ({ ...schedule, parameters: schedule.parameters as Record<string, number> })),
    now,
  );
}
