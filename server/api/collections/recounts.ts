import { z } from "zod";
import { byKey, collection, ofPlace, placeColumns } from "../collection";
import { at, instant, place } from "../fields";

const report = z.array(z.object({ verdict: z.string(), words: z.string() }));
const counts = z.record(z.string(), z.int());

export const recounts = collection({
  name: "recounts",
  title: "Recounts",
  one: "a recount",
  description:
    "Counts that were done again because the Commissioner directed it, each with what was checked, by the identifier of the vote. Anybody can do the same from the files of the vote.",
  key: "voteId",
  filters: ["council", "parish", "since"],
  since: "when it was done",
  item: z.object({
    voteId: z.guid(),
    parish: place(),
    question: z.string(),
    agrees: z.boolean().describe("Whether it agrees with the published count"),
    report: report.describe("What was checked, and what was found"),
    counts,
    root: z.string().describe("The root of the vote's log"),
    ballotFile: z.string().describe("SHA-256 of the ballot file"),
    by: z.string(),
    at: instant(),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("voteId", asked);
    const rows = await db.recount.findMany({
      ...page,
      where: { ...key, ...ofPlace(asked), at: { gte: asked.since } },
      include: { parish: placeColumns, vote: { select: { question: true } } },
    });
    return rows.map((row) => ({
      voteId: row.voteId,
      parish: row.parish,
      question: row.vote.question,
      agrees: row.agrees,
      report: report.parse(row.report),
      counts: counts.parse(row.counts),
      root: row.root,
      ballotFile: row.ballotFile,
      by: row.byName,
      at: at(row.at),
    }));
  },
});
