import { matterPath, matterWords } from "~/domain/response/matters";
import type { Read } from "../persistence/db";
import type { FoundMatter } from "../queries/find-matters";
import type { MatterPeople } from "../queries/matter-people";
import { announce } from "./announce";

/** Everybody who holds the Commissioner's role. */
async function commissioners(tx: Read): Promise<string[]> {
  const roles = await tx.role.findMany({ where: { kind: "commissioner", endedAt: null }, select: { personId: true } });
  return roles.map(({ personId }) => personId);
}

/** Tells both sides and the Commissioner that a matter has come before the Commissioner. */
export async function announceMatter(tx: Read, matter: FoundMatter, people: MatterPeople): Promise<void> {
  await announce(tx, {
    key: `matter:${matter.kind}:${matter.id}`,
    kind: "commissioner",
    own: [...people.toldIds, ...(await commissioners(tx))],
    title: `Before the Commissioner: ${matter.title}`,
    text: `${matterWords[matter.kind].name}: "${matter.title}", in ${matter.parish.name}. Both sides can make one statement, which everybody can read. What the Commissioner finds is published with its reasons.`,
    path: matterPath(matter.kind, matter.id),
  });
}

/** Tells both sides, and the parish roll, of something that the Commissioner has done about a matter. */
export async function announceByCommissioner(
  tx: Read,
  matter: FoundMatter,
  people: MatterPeople,
  told: { what: "finding" | "recount"; sentence: string; reasons: string },
): Promise<void> {
  await announce(tx, {
    key: `${told.what}:${matter.kind}:${matter.id}`,
    kind: "commissioner",
    parishId: matter.parish.id,
    own: people.toldIds,
    title: `${told.what === "finding" ? "The Commissioner has decided" : "A count was done again"}: ${matter.title}`,
    text: told.reasons === "" ? told.sentence : `${told.sentence} The reasons: ${told.reasons}`,
    path: matterPath(matter.kind, matter.id),
  });
}
