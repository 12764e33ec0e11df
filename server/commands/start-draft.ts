import { textProblem } from "~/domain/act/plain-text";
import { charterLimits } from "~/domain/act/s05-charter";
import { freeSlug, slugOf } from "~/domain/parish/slug";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { instant, isUniqueConflict, type Tx } from "../persistence/db";
import { countParishRoll } from "../queries/find-parish";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { writtenSchedule } from "./rules-in-force";

/** How often a name is tried again when somebody takes the same address in the same moment. */
const mostTries = 5;

/**
 * Starts a draft parish with its first founder. Its address is made from its name and never changes; its area begins as the founder's
 * ward. Asking twice for the same name answers the draft that the person already has.
 *
 * Answers the slug. Refuses a stranger (`not_signed_in`), somebody whose address is not confirmed (`not_allowed`, s4) and a name that
 * is missing, too short, too long or holds hidden marks (`invalid`, s5).
 */
export async function startDraft(
  context: Context,
  asking: Actor,
  input: { name: string },
): Promise<Outcome<{ slug: string }>> {
  const mayAsk = may(asking, "parish.found");
  if (!mayAsk.holds || !isSignedIn(asking)) return refusedTo(asking, mayAsk);
  const problem = textProblem(input.name, charterLimits.name, "Give the parish a name.", "The name");
  if (problem) {
    const { refused: missing } = invalid([{ field: "name", message: problem }]);
    return { ok: false, refused: { ...missing, section: "s5" } };
  }
  const name = input.name.trim();
  for (let tries = 1; ; tries += 1) {
    try {
      return await context.db.$transaction((tx) => start(tx, asking, name));
    } catch (error) {
      if (!isUniqueConflict(error)) throw error;
      if (tries === mostTries) {
        return refused("busy", "Somebody else is starting a parish of that name right now. Try again in a moment.");
      }
    }
  }
}

async function start(tx: Tx, asking: Actor & { personId: string }, name: string): Promise<Outcome<{ slug: string }>> {
  const { personId } = asking;
  // Two presses of one button are told apart from two parishes by taking one person's turns one after the other.
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
  const actor = await asOf(tx, asking);
  const allowed = may(actor, "parish.found");
  if (!allowed.holds || actor.residency === null) return refusedTo(actor, allowed);
  const { wardId, councilId } = actor.residency;
  const own = await tx.parish.findFirst({
    where: { name, gatheringOpenedAt: null, withdrawnAt: null, founders: { some: { personId } } },
    select: { slug: true },
  });
  if (own) return done(own);
  const now = await instant(tx);
  const used = await tx.parish.findMany({ where: { slug: { startsWith: slugOf(name) } }, select: { slug: true } });
  const parish = await tx.parish.create({
    data: {
      slug: freeSlug(name, new Set(used.map((one) => one.slug))),
      name,
      councilId,
      createdAt: now,
      wards: { create: { wardId } },
      founders: { create: { personId, joinedAt: now } },
    },
    select: {
      id: true,
      slug: true,
      council: { select: { name: true, schedules: { orderBy: { version: "asc" } } } },
      wards: { select: { ward: { select: { gss: true, name: true, electorate: true } } } },
    },
  });
  await appendMinute(tx, parish.id, now, "draft_started", {
    name,
    council: parish.council.name,
    founders: 1,
    wards: parish.wards.map(({ ward: { gss, ...ward } }) => ({ code: gss, ...ward })),
    roll: await countParishRoll(tx, [wardId]),
    schedules: parish.council.schedules.map(writtenSchedule),
  });
  return done({ slug: parish.slug });
}
