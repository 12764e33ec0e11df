import { z } from "zod";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import type { OrderStanding } from "~/domain/response/order-view";
import { orderShape, viewOrder } from "../../queries/view-orders";
import { collection, inTime, ofPlace } from "../collection";
import { at, ground, instant, place } from "../fields";

const kindWords = { suspend: "Suspension", revoke: "Taking back" } as const;
const findingWords = { upheld: "The order stands", set_aside: "The order is set aside" } as const;
const stateWords: Readonly<Record<OrderStanding, string>> = {
  announced: "Announced",
  in_force: "In force",
  withdrawn: "Withdrawn before it took effect",
  reinstated: "Ended by the council",
  set_aside: "Set aside by the Commissioner",
};

export const orders = collection({
  name: "orders",
  title: "Suspensions and appeals",
  one: "an order that suspends or takes back powers",
  description:
    "Orders of councils that suspend powers or take them back, with the appeal against each and what the Commissioner found. In the order in which notice of them was given.",
  key: "id",
  at: (item) => item.noticeAt,
  filters: ["council", "parish", "state", "since"],
  since: "when notice of it was given",
  item: z.object({
    id: z.guid(),
    council: place(),
    parish: place(),
    kind: z.enum(["suspend", "revoke"]),
    kindWords: z.string(),
    powerId: z.guid().nullable().describe("Null when it is about the whole parish"),
    about: z.string(),
    state: z.enum(["announced", "in_force", "withdrawn", "reinstated", "set_aside"]),
    stateWords: z.string(),
    ground: ground().describe("The coded ground (section 36)"),
    reasons: z.string(),
    officer: z.string(),
    post: z.string(),
    noticeAt: instant(),
    takesEffectAt: instant(),
    endedAt: instant().nullable(),
    endedBy: z.string(),
    endedByPost: z.string(),
    endedReasons: z.string(),
    appeal: z
      .object({
        at: instant(),
        by: z.string(),
        reasons: z.string(),
        decidedAt: instant().nullable(),
        decidedBy: z.string(),
        finding: z.enum(["upheld", "set_aside"]).nullable(),
        findingWords: z.string(),
        findingReasons: z.string(),
      })
      .nullable(),
  }),
  async read(db, asked) {
    const { when, page } = inTime("noticeAt", asked);
    const rows = await db.suspension.findMany({
      ...page,
      where: { AND: when, ...ofPlace(asked) },
      include: {
        ...orderShape,
        parish: { select: { slug: true, name: true, council: { select: { slug: true, name: true } } } },
      },
    });
    return rows.map((row) => {
      const view = viewOrder(row, asked.now);
      const named = groundOf(row.ground);
      const { appeal } = row;
      const found = appeal?.decidedAt ? appeal.finding : null;
      return {
        id: row.id,
        council: row.parish.council,
        parish: { slug: row.parish.slug, name: row.parish.name },
        kind: row.kind,
        kindWords: kindWords[row.kind],
        powerId: row.powerId,
        about: view.about,
        state: view.standing,
        stateWords: stateWords[view.standing],
        ground: named && { code: named.code, name: named.name },
        reasons: row.reasons,
        officer: row.officerName,
        post: row.officerPost,
        noticeAt: at(row.noticeAt),
        takesEffectAt: at(row.takesEffectAt),
        endedAt: at(row.endedAt),
        endedBy: row.endedByName,
        endedByPost: row.endedByPost,
        endedReasons: row.endedReasons,
        appeal: appeal && {
          at: at(appeal.at),
          by: appeal.byName,
          reasons: appeal.reasons,
          decidedAt: at(appeal.decidedAt),
          decidedBy: found ? appeal.decidedByName : "",
          finding: found,
          findingWords: found ? findingWords[found] : "",
          findingReasons: found ? appeal.findingReasons : "",
        },
      };
    });
  },
});
