import { actCommencesAt, inForce, type ScheduleVersion } from "~/domain/act/s03-versions";
import { type ScheduleDifference, scheduleDifferences } from "~/domain/act/schedule-differences";
import { toVersion } from "../commands/rules-in-force";
import type { Read } from "../persistence/db";
import type { PageOf } from "./list-councils";

/** Whether a version governs now, will, or has been replaced by a later one. */
export type VersionStanding = "in_force" | "to_come" | "replaced";

/** One version of a council's schedule. */
export interface ListedVersion extends ScheduleVersion {
  standing: VersionStanding;
  /** The version before it; 0 for the Act's own figures. */
  before: number;
}

export interface CouncilVersions {
  council: { slug: string; name: string };
  /** Newest first; empty while the Act's own figures apply. */
  versions: ListedVersion[];
}

export const schedulesOnPage = 50;

/** Versions of one council with where they stand, newest first. */
export function withStanding(made: readonly ScheduleVersion[], now: Date): ListedVersion[] {
  const governing = inForce(made, now).scheduleVersion;
  return made
    .map((one): ListedVersion => {
      const standing = one.commencesAt > now ? "to_come" : one.version === governing ? "in_force" : "replaced";
      const earlier = made.map(({ version }) => version).filter((version) => version < one.version);
      return { ...one, standing, before: Math.max(0, ...earlier) };
    })
    .sort((one, other) => other.version - one.version);
}

/** The versions of one council's schedule; null when there is no council at the address. */
export async function getScheduleVersions(db: Read, slug: string, now: Date): Promise<CouncilVersions | null> {
  const council = await db.council.findUnique({
    where: { slug },
    select: { slug: true, name: true, schedules: true },
  });
  if (!council) return null;
  return {
    council: { slug: council.slug, name: council.name },
    versions: withStanding(council.schedules.map(toVersion), now),
  };
}

/** One side of a comparison: a version, or as version 0 the Act's own figures. */
export interface ComparedVersion {
  version: number;
  /** When it will commence; null once it has. */
  notBefore: Date | null;
}

/**
 * Two versions of one council's schedule side by side; null when one of them was never made.
 *
 * @param versions of the council, newest first
 * @param asked.to as it stands in an address: the newest where it is left out
 * @param asked.from the same: the one before `to` where it is left out
 */
export function compareVersions(
  versions: readonly ListedVersion[],
  asked: { from: string | null; to: string | null },
): { from: ComparedVersion; to: ComparedVersion; differences: ScheduleDifference[] } | null {
  const find = (text: string) =>
    versions.find(({ version }) => String(version) === text) ?? (text === "0" ? act : null);
  const to = find(asked.to ?? String(versions[0]?.version ?? 0));
  const from = to && find(asked.from ?? String(to.before));
  if (!from) return null;
  const side = ({ version, commencesAt, standing }: typeof to): ComparedVersion => ({
    version,
    notBefore: standing === "to_come" ? commencesAt : null,
  });
  return { from: side(from), to: side(to), differences: scheduleDifferences(from.parameters, to.parameters) };
}

const act: ListedVersion = { version: 0, commencesAt: actCommencesAt, parameters: {}, standing: "in_force", before: 0 };

/**
 * The versions of every council's schedule, the one that commences last first.
 * @param options.page from 1
 */
export async function listScheduleVersions(
  db: Read,
  now: Date,
  options: { page: number; size?: number },
): Promise<PageOf<{ council: { slug: string; name: string }; version: ListedVersion }>> {
  const { page } = options;
  const size = options.size ?? schedulesOnPage;
  const [total, rows] = await Promise.all([
    db.schedule.count(),
    db.schedule.findMany({
      orderBy: [{ commencesAt: "desc" }, { council: { name: "asc" } }, { councilId: "asc" }, { version: "desc" }],
      skip: (page - 1) * size,
      take: size,
      include: { council: { select: { slug: true, name: true } } },
    }),
  ]);
  // Whether a version has been replaced is told by the others of its council, which may stand on another page.
  const made = await db.schedule.findMany({
    where: { councilId: { in: [...new Set(rows.map((row) => row.councilId))] } },
  });
  const items = rows.flatMap((row) => {
    const ofCouncil = made.filter((one) => one.councilId === row.councilId).map(toVersion);
    const version = withStanding(ofCouncil, now).find((one) => one.version === row.version);
    return version ? [{ council: row.council, version }] : [];
  });
  return { items, page, total, hasNext: page * size < total };
}
