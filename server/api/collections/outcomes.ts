import { z } from "zod";
import { leastPeopleShown } from "~/domain/act/s52-data";
import { outcomeColumns, outcomeUnits } from "~/domain/outcomes/columns";
import { parishStates, parishStateWords } from "~/domain/parish/parish-state";
import { outcomesOf } from "../../queries/compare-parishes";
import { byKey, collection, placeColumns } from "../collection";
import { day, place } from "../fields";

export const outcomes = collection({
  name: "outcomes",
  title: "Outcomes",
  one: "the outcomes of a parish",
  description:
    "What parishes that ever had a term came to, as councils compare them: the figures of all their time, by the name in their address. At most 50 at once.",
  key: "slug",
  // Everything that a parish ever decided is counted anew for each answer.
  atMost: 50,
  filters: ["council", "parish", "state"],
  item: z.object({
    slug: z.string(),
    name: z.string(),
    council: place(),
    state: z.enum(parishStates),
    stateWords: z.string(),
    termFrom: day(),
    endsOn: day(),
    figures: z.array(
      z.object({
        key: z.string(),
        heading: z.string(),
        how: z.string().describe("How it is counted, in words"),
        unit: z.enum(outcomeUnits).describe("Empty for a plain number"),
        value: z.number().nullable().describe("Null when there is nothing to count, or when it may not be shown"),
        isHidden: z
          .boolean()
          .describe(`Whether it is a number of people that is not shown because it is under ${leastPeopleShown}`),
        share: z
          .object({ number: z.int(), outOf: z.int() })
          .nullable()
          .describe("What a percentage was made from; null for any other figure"),
        parts: z.array(z.object({ key: z.string(), name: z.string(), value: z.number() })),
        words: z.string().describe("Empty when there is nothing to count"),
      }),
    ),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("slug", asked);
    const rows = await db.parish.findMany({
      ...page,
      where: {
        AND: [key, { id: asked.parishId, councilId: asked.councilId }],
        approvedAt: { not: null },
        termStartsOn: { not: null },
        sunsetAt: { not: null },
      },
      select: { id: true, slug: true, council: placeColumns },
    });
    const lines = await outcomesOf(
      db,
      rows.map(({ id }) => id),
      asked.now,
    );
    const bySlug = new Map(lines.map((line) => [line.slug, line]));
    return rows.flatMap(({ slug, council }) => {
      const line = bySlug.get(slug);
      if (!line) return [];
      return [
        {
          slug,
          name: line.name,
          council,
          state: line.state,
          stateWords: parishStateWords[line.state],
          termFrom: line.startsOn,
          endsOn: line.endsOn,
          figures: outcomeColumns.flatMap(({ key, heading, how, unit, kind }) => {
            const figure = line.figures[key];
            if (!figure) return [];
            const { value, isHidden, parts, words } = figure;
            const share = kind === "share" ? { number: figure.yes, outOf: figure.of } : null;
            return [{ key, heading, how, unit, value, isHidden, share, parts, words }];
          }),
        },
      ];
    });
  },
});
