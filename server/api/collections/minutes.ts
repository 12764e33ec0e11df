import { z } from "zod";
import { type EntryKind, entryKinds } from "~/domain/record/entry-kinds";
import { collection, ofPlace } from "../collection";
import { at, instant, place } from "../fields";

/** Entries never change, so an answer about one is true for good. A day is long enough to ask again. */
const secondsKept = 86_400;

/** "millbrook-green.12": the parish, and the number in its book. */
const keyForm = /^([a-z0-9-]+)\.([1-9]\d{0,8})$/;

export const minutes = collection({
  name: "minutes",
  title: "Minutes",
  one: "an entry of a minute book",
  description:
    "The minute books: everything that happened, book by book, each in order. Every entry carries the hash of the one before. To check a chain take /parishes/{slug}/minutes.ndjson, which is spelt as it was hashed.",
  key: "id",
  isFixed: true,
  filters: ["council", "parish", "since"],
  since: "when it was entered",
  item: z.object({
    id: z.string().describe("The slug of the parish, a point, and the number"),
    parish: place(),
    number: z.int(),
    at: instant(),
    kind: z.enum(Object.keys(entryKinds) as [EntryKind, ...EntryKind[]]),
    kindWords: z.string(),
    body: z.record(z.string(), z.unknown()).describe("What is told depends on the kind"),
    previousHash: z.string(),
    hash: z.string(),
  }),
  keeps: () => secondsKept,
  async read(db, asked) {
    const [, slug = "", digits] = keyForm.exec(asked.one ?? asked.after ?? "") ?? [];
    const number = Number(digits);
    const isKeyed = asked.one !== undefined || asked.after !== undefined;
    const book = isKeyed ? await db.parish.findUnique({ where: { slug }, select: { id: true } }) : null;
    if (isKeyed && !book) return [];
    const place = ofPlace(asked);
    const rows = await db.minuteEntry.findMany({
      where: {
        AND: [
          place,
          ...(book && asked.one !== undefined ? [{ parishId: book.id, number }] : []),
          ...(book && asked.after !== undefined
            ? [{ OR: [{ parishId: { gt: book.id } }, { parishId: book.id, number: { gt: number } }] }]
            : []),
        ],
        at: { gte: asked.since },
      },
      orderBy: [{ parishId: "asc" }, { number: "asc" }],
      take: asked.take,
      include: { parish: { select: { slug: true, name: true } } },
    });
    return rows.map((row) => ({
      id: `${row.parish.slug}.${row.number}`,
      parish: row.parish,
      number: row.number,
      at: at(row.at),
      kind: row.kind as EntryKind,
      kindWords: entryKinds[row.kind as EntryKind],
      body: row.body as Record<string, unknown>,
      previousHash: row.previousHash,
      hash: row.hash,
    }));
  },
});
