import { offerPaper } from "#server/commands/offer-paper";
import { openVote } from "#server/commands/open-vote";
import { openingInstant } from "~/domain/act/s25-window";
import type { Actor } from "~/domain/permissions/actor";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { isWorkingDay } from "~/domain/time/working-days";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { makeVote, type World } from "./world";

/** Two officers of a council and one of another. */
export async function makeOfficers(world: World, councilId: string, otherCouncilId: string) {
  const { db } = world.app;
  const officer = async (name: string, council: string) => {
    const person = await makePerson(db, { name });
    await appoint(db, person.id, "officer", council, `Post of ${name}`);
    return world.app.loadActor(person.id);
  };
  return {
    officer: await officer("Sam Officer", councilId),
    colleague: await officer("Kit Colleague", councilId),
    foreigner: await officer("Flo Foreigner", otherCouncilId),
  };
}

/** A vote of a parish that has notice and opens on the next working day but one, for seven days. */
export async function makeAnnouncedVote(
  world: World,
  facts: { parishId: string; publicity?: "open" | "turnout" | "sealed"; proposalId?: string },
) {
  let day = addDays(civilDateOf(await world.app.now()), 2);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  const opensAt = openingInstant(day);
  return makeVote(world, {
    ...facts,
    opensAt,
    closesAt: new Date(openingInstant(addDays(day, 7)).getTime() + 13 * 3_600_000),
  });
}

/** The same, with paper offered, opened at its instant. */
export async function openPaperVote(world: World, officer: Actor, facts: Parameters<typeof makeAnnouncedVote>[1]) {
  const { id, opensAt } = await makeAnnouncedVote(world, facts);
  const offered = await offerPaper(world.app.context, officer, { voteId: id });
  if (!offered.ok) throw new Error(offered.refused.message);
  await world.moveTo(opensAt);
  await openVote(world.app.context, id);
  const vote = await world.app.db.vote.findUniqueOrThrow({ where: { id } });
  return { ...vote, paperDueAt: offered.value.paperDueAt };
}
