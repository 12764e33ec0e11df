import { z } from "zod";
import { matterKinds, matterStates } from "~/domain/response/matters";
import { listMatters } from "../../queries/list-matters";
import { collection } from "../collection";
import { instant, place } from "../fields";
import { pageOfList } from "./page-of-list";

export const matters = collection({
  name: "matters",
  title: "Matters before the Commissioner",
  one: "a matter before the Commissioner",
  description:
    "What is or was before the Commissioner: a council that does not answer, objections, contested counts and rulings, orders, empty offices; with what was found. In the order in which they came there.",
  key: "key",
  filters: ["council", "parish", "state", "since"],
  since: "when it came before the Commissioner",
  item: z.object({
    key: z.string().describe("Its kind and identifier"),
    kind: z.enum(matterKinds),
    kindWords: z.string(),
    about: z.guid().describe("The duty, proposal, vote, order or parish that it is about"),
    title: z.string(),
    page: z.string().describe("Where its whole record lies on this site"),
    parish: place(),
    council: place(),
    since: instant(),
    state: z.enum(matterStates),
    endedAt: instant().nullable().describe("When it was decided or ended by itself"),
    finding: z
      .object({
        isUpheld: z.boolean(),
        words: z.string(),
        reasons: z.string(),
        by: z.string(),
        at: instant(),
        newDay: z.string().nullable().describe("The day that was directed for the answer, in words"),
      })
      .nullable(),
  }),
  async read(db, asked) {
    const { parishId, councilId, since, now } = asked;
    const lines = await listMatters(db, { parishId, councilId }, now);
    const all = lines.map(({ id, href, finding, ...line }) => ({
      key: `${line.kind}-${id}`,
      kind: line.kind,
      kindWords: line.kindWords,
      about: id,
      title: line.title,
      page: href,
      parish: line.parish,
      council: line.council,
      since: line.since,
      state: line.state,
      endedAt: line.endedAt,
      finding: finding && {
        isUpheld: finding.isUpheld,
        words: finding.words,
        reasons: finding.reasons,
        by: finding.by,
        at: finding.at,
        newDay: finding.directed?.newDay ?? null,
      },
    }));
    const inOrder = all
      .filter((one) => since === undefined || new Date(one.since) >= since)
      .sort((one, other) => one.since.localeCompare(other.since) || one.key.localeCompare(other.key));
    return pageOfList(inOrder, "key", asked);
  },
});
