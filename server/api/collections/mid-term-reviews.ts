import { z } from "zod";
import { isCivilDate } from "~/domain/time/civil";
import { toDateColumn } from "../../persistence/db";
import { collection, ofPlace, placeColumns } from "../collection";
import { at, day, instant, on, place } from "../fields";

/** "millbrook-green.2026-11-22": the parish, and the first day of the term. */
function readKey(key: string) {
  const [slug = "", startsOn = ""] = key.split(".");
  return isCivilDate(startsOn) ? { slug, startsOn: toDateColumn(startsOn) } : null;
}

export const midTermReviews = collection({
  name: "mid-term-reviews",
  title: "Reviews at half time",
  one: "a review at half time",
  description:
    "The published reviews of parishes at half time (section 42), with the figures as they stood then, by parish and term.",
  key: "id",
  isFixed: true,
  filters: ["council", "parish", "since"],
  since: "when it was published",
  item: z.object({
    id: z.string().describe("The slug of the parish, a point, and the first day of the term"),
    parish: place(),
    termStartsOn: day(),
    finding: z.string(),
    figures: z
      .record(z.string(), z.unknown())
      .describe("Measures, commitments, money by type and balances, in pence (GBP)"),
    by: z.string(),
    post: z.string(),
    publishedAt: instant(),
  }),
  async read(db, asked) {
    const one = asked.one === undefined ? null : readKey(asked.one);
    const after = asked.after === undefined ? null : readKey(asked.after);
    if ((asked.one !== undefined && !one) || (asked.after !== undefined && !after)) return [];
    const rows = await db.midTermReview.findMany({
      where: {
        AND: [
          ofPlace(asked),
          one ? { parish: { slug: one.slug }, termStartsOn: one.startsOn } : {},
          after
            ? {
                OR: [
                  { parish: { slug: { gt: after.slug } } },
                  { parish: { slug: after.slug }, termStartsOn: { gt: after.startsOn } },
                ],
              }
            : {},
        ],
        publishedAt: { gte: asked.since },
      },
      orderBy: [{ parish: { slug: "asc" } }, { termStartsOn: "asc" }],
      take: asked.take,
      include: { parish: placeColumns },
    });
    return rows.map((row) => ({
      id: `${row.parish.slug}.${on(row.termStartsOn)}`,
      parish: row.parish,
      termStartsOn: on(row.termStartsOn),
      finding: row.finding,
      figures: row.figures as Record<string, unknown>,
      by: row.byName,
      post: row.byPost,
      publishedAt: at(row.publishedAt),
    }));
  },
});
