import { sections } from "~/domain/act/act";
import type { Ruling } from "~/domain/act/ruling";
import { inForce } from "~/domain/act/s03-versions";
import type { ScheduleStatement } from "~/domain/act/schedule-statement";
import { parameterValue } from "~/domain/act/section";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { dayInWords, instantInWords } from "~/domain/time/words";
import { toVersion } from "../commands/rules-in-force";
import type { Read, Schedule } from "../persistence/db";
import { withStanding } from "./list-schedule-versions";

/**
 * A council's schedule: every figure of the Act with the value in force and the one that was made last, and the versions with what
 * was stated about each.
 *
 * @returns null when there is no council at the address
 */
export async function getSchedule(db: Read, slug: string, actor: Actor, now: Date) {
  const council = await db.council.findUnique({ where: { slug }, include: { schedules: true } });
  if (!council) return null;
  const allowed = may(actor, "schedule.make", { councilId: council.id });
  return scheduleOf(council, council.schedules, allowed, now);
}

/** The schedule of a council at an instant, from its versions: rows, or what minute books say of them. */
export function scheduleOf(
  council: { slug: string; name: string },
  schedules: readonly (Omit<Schedule, "id" | "councilId"> & { stated?: string })[],
  allowed: Ruling,
  now: Date,
) {
  const made = schedules.map(toVersion);
  const versions = withStanding(made, now);
  const rules = inForce(made, now);
  const newest = versions[0] ?? null;
  return {
    council: { slug: council.slug, name: council.name },
    allowed,
    version: rules.scheduleVersion,
    groups: sections
      .filter((section) => section.parameters.length > 0)
      .map((section) => ({
        id: section.id,
        number: section.number,
        title: section.title,
        parameters: section.parameters.map((parameter) => ({
          ...parameter,
          value: parameterValue(rules, parameter),
          newest: newest?.parameters[parameter.name] ?? parameter.default,
        })),
      })),
    versions: versions.map(({ version, standing, commencesAt, before }) => {
      const row = schedules.find((one) => one.version === version);
      return {
        version,
        standing,
        before,
        commences: instantInWords(commencesAt),
        made: row ? dayInWords(row.madeAt) : "",
        officer: row?.officerName ?? "",
        post: row?.officerPost ?? "",
        reason: row?.reason ?? "",
        /** What minute books state in place of a whole statement; empty where that stands. */
        stated: row?.stated ?? "",
        statement: (row?.statement ?? null) as ScheduleStatement | null,
      };
    }),
  };
}
