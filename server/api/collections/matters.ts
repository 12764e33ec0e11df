import { z } from "zod";
import { matterKinds, matterStates } from "~/domain/response/matters";
import { listMatters } from "../../queries/list-matters";
import { collection, readPlace } from "../collection";
import { instant, place } from "../fields";

export const matters = collection({
  name: "matters",
  title: "Matters before the Commissioner",
  one: "a matter before the Commissioner",
  description:
    "What is or was before the Commissioner: a council that does not answer, objections, contested counts and rulings, orders, empty offices; with what was found. In the order in which they came there.",
  key: "key",
  at: (item) => item.since,
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
    const { parishId, councilId, one, after, since, settledBefore, now } = asked;
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
    const last = after === undefined ? null : readPlace(after);
    const isAfter = (line: (typeof all)[number]) => {
      if (!last) return true;
      const from = Date.parse(line.since) - last.at.getTime();
      return from > 0 || (from === 0 && line.key.localeCompare(last.key) > 0);
    };
    return all
      .filter((line) => one === undefined || line.key === one)
      .filter((line) => since === undefined || new Date(line.since) >= since)
      .filter((line) => settledBefore === undefined || new Date(line.since) < settledBefore)
      .filter(isAfter)
      .sort((line, other) => line.since.localeCompare(other.since) || line.key.localeCompare(other.key))
      .slice(0, asked.take);
  },
});
