import { z } from "zod";
import { handoverKinds } from "~/domain/act/s45-handover";
import { receiverOf } from "../../queries/list-handover";
import { collection, inTime, ofPlace } from "../collection";
import { at, instant, place } from "../fields";

const stateWords = {
  asked: "Asked",
  accepted: "Accepted",
  refused: "Refused",
  ran_out: "Not answered by the sunset",
} as const;

export const handovers = collection({
  name: "handovers",
  title: "Handovers",
  one: "a receiver who was asked",
  description:
    "Who was asked to receive what when a parish ends, and what they said, in the order in which they were asked. A person is named only once they have accepted. The whole list of a parish, with what nobody was asked for, is in /api/v1/parishes/{slug}.",
  key: "id",
  at: (item) => item.askedAt,
  filters: ["council", "parish", "state", "since"],
  since: "when they were asked",
  item: z.object({
    id: z.guid(),
    parish: place(),
    kind: z.enum(handoverKinds),
    name: z.string().describe("What is handed over"),
    receiver: z.string(),
    state: z.enum(["asked", "accepted", "refused", "ran_out"]),
    stateWords: z.string(),
    sunsetAt: instant().describe("The end of the parish for which they were asked"),
    askedAt: instant(),
    answeredAt: instant().nullable(),
    reason: z.string().describe("Why it was refused"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("askedAt", asked);
    const rows = await db.handoverItem.findMany({
      ...page,
      where: {
        AND: when,
        ...ofPlace(asked),
        // Somebody who was passed over without an answer has left nothing to show.
        OR: [{ endedAt: null }, { answer: "refused" }],
      },
      include: { parish: { select: { slug: true, name: true, council: { select: { name: true } } } } },
    });
    return rows.map(({ parish, ...row }) => {
      const hasRunOut = asked.now >= row.sunsetAt && row.askedAt < row.sunsetAt;
      const state: keyof typeof stateWords = row.answer ?? (hasRunOut ? "ran_out" : "asked");
      return {
        id: row.id,
        parish: { slug: parish.slug, name: parish.name },
        kind: row.kind,
        name: row.name,
        receiver: receiverOf(row, parish.council.name),
        state,
        stateWords: stateWords[state],
        sunsetAt: at(row.sunsetAt),
        askedAt: at(row.askedAt),
        answeredAt: at(row.answeredAt),
        reason: row.answer === "refused" ? row.reason : "",
      };
    });
  },
});
