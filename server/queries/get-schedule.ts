import { sections } from "~/domain/act/act";
import type { ScheduleStatement } from "~/domain/act/schedule-statement";
import { parameterValue } from "~/domain/act/section";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { dayInWords, instantInWords } from "~/domain/time/words";
import { rulesInForce } from "../commands/rules-in-force";
import type { Read } from "../persistence/db";
import { getScheduleVersions } from "./list-schedule-versions";

/**
 * A council's schedule: every figure of the Act with the value in force and the one that was made last, and the versions with what
 * was stated about each.
 *
 * @returns null when there is no council at the address
 */
export async function getSchedule(db: Read, slug: string, actor: Actor, now: Date) {
  const listed = await getScheduleVersions(db, slug, now);
  if (!listed) return null;
  const council = await db.council.findUniqueOrThrow({ where: { slug }, include: { schedules: true } });
  const rules = await rulesInForce(db, council.id, now);
  const newest = listed.versions[0] ?? null;
  return {
    council: listed.council,
    allowed: may(actor, "schedule.make", { councilId: council.id }),
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
    versions: listed.versions.map(({ version, standing, commencesAt, before }) => {
      const row = council.schedules.find((one) => one.version === version);
      return {
        version,
        standing,
        before,
        commences: instantInWords(commencesAt),
        made: row ? dayInWords(row.madeAt) : "",
        officer: row?.officerName ?? "",
        post: row?.officerPost ?? "",
        reason: row?.reason ?? "",
        statement: (row?.statement ?? null) as ScheduleStatement | null,
      };
    }),
  };
}
