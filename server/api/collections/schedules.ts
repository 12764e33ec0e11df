import { z } from "zod";
import { toVersion } from "../../commands/rules-in-force";
import { withStanding } from "../../queries/list-schedule-versions";
import { collection, inTime, placeColumns } from "../collection";
import { at, instant, place } from "../fields";

const stateWords = { in_force: "In force", to_come: "Not in force yet", replaced: "Replaced by a later one" } as const;

export const schedules = collection({
  name: "schedules",
  title: "Schedules",
  one: "a version of a schedule",
  description:
    "The figures of the Act that a council has chosen for itself within the Act’s bounds, version by version, in the order in which they were made.",
  key: "id",
  at: (item) => item.madeAt,
  filters: ["council", "state", "since"],
  since: "when it was made",
  item: z.object({
    id: z.guid(),
    council: place(),
    version: z.int(),
    state: z.enum(["in_force", "to_come", "replaced"]),
    stateWords: z.string(),
    madeAt: instant(),
    commencesAt: instant(),
    parameters: z.record(z.string(), z.number()).describe("Only those that differ from the Act’s own figures, by name"),
    reason: z.string(),
    officer: z.string(),
    post: z.string(),
    statement: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("Which recorded decisions would have come out differently (section 51)"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("madeAt", asked);
    const rows = await db.schedule.findMany({
      ...page,
      where: { AND: when, councilId: asked.councilId },
      include: { council: placeColumns },
    });
    // Whether a version has been replaced is told by the others of its council.
    const made = await db.schedule.findMany({
      where: { councilId: { in: [...new Set(rows.map((row) => row.councilId))] } },
      select: { councilId: true, version: true, commencesAt: true, parameters: true, madeAt: true },
    });
    return rows.map((row) => {
      const ofCouncil = made.filter((one) => one.councilId === row.councilId).map(toVersion);
      const standing = withStanding(ofCouncil, asked.now).find((one) => one.version === row.version)?.standing;
      const state = standing ?? "replaced";
      return {
        id: row.id,
        council: row.council,
        version: row.version,
        state,
        stateWords: stateWords[state],
        madeAt: at(row.madeAt),
        commencesAt: at(row.commencesAt),
        parameters: row.parameters as Record<string, number>,
        reason: row.reason,
        officer: row.officerName,
        post: row.officerPost,
        statement: row.statement as Record<string, unknown> | null,
      };
    });
  },
});
