import { lastDayBefore } from "~/domain/act/s34-clock";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import type { FoundDuty } from "../queries/find-duty";
import { peopleBehind } from "./about-votes";
import { announce } from "./announce";

/** Tells author, seconders and convenor of a proposal what the council has answered. */
export async function announceAnswered(
  tx: Read,
  { row }: FoundDuty,
  response: { id: string; sentence: string },
): Promise<void> {
  if (!row.proposal) return;
  await announce(tx, {
    key: `council-answered:${response.id}`,
    kind: "council_answered",
    own: [...(await peopleBehind(tx, row.proposal.id)), ...(await convenorsOf(tx, row.parishId))],
    title: `${row.council.name} has answered "${row.proposal.title}"`,
    text: response.sentence,
    path: `/parishes/${row.parish.slug}/proposals/${row.proposal.number}`,
  });
}

/** What a duty is about, in words and as the page that says more. */
export function aboutDuty(row: FoundDuty["row"]): { about: string; path: string } {
  const parish = `/parishes/${row.parish.slug}`;
  if (row.proposal) return { about: `"${row.proposal.title}"`, path: `${parish}/proposals/${row.proposal.number}` };
  return row.kind === "renewal"
    ? { about: `the renewal of ${row.parish.name}`, path: `${parish}/renewal` }
    : { about: `the charter of ${row.parish.name}`, path: `${parish}/charter` };
}

/** Tells those who wait for a council's answer that it is late: the people behind the proposal, or the founders of a charter. */
export async function announceLate(tx: Read, { row }: FoundDuty): Promise<void> {
  const waiting = row.proposal
    ? await peopleBehind(tx, row.proposal.id)
    : (await tx.founder.findMany({ where: { parishId: row.parishId } })).map(({ personId }) => personId);
  const { about, path } = aboutDuty(row);
  await announce(tx, {
    key: `council-late:${row.id}`,
    kind: "council_late",
    own: [...waiting, ...(await convenorsOf(tx, row.parishId))],
    title: `${row.council.name} is late with its answer to ${about}`,
    text: `The last day for ${row.council.name} to answer ${about} was ${dayInWords(lastDayBefore(row.answerBy))}. Its silence is not consent. Everybody can see that the answer is overdue.`,
    path,
  });
}

async function convenorsOf(tx: Read, parishId: string): Promise<string[]> {
  const offices = await tx.parishOffice.findMany({ where: { parishId, office: "convenor", endedAt: null } });
  return offices.map(({ personId }) => personId);
}
