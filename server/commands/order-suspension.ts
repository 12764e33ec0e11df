import { actInForce } from "~/domain/act/act-in-force";
import type { Ruling } from "~/domain/act/ruling";
import { type OrderKind, stillThereRuling, suspensionEarliest, suspensionRuling } from "~/domain/act/s16-suspension";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { aliveRuling } from "~/domain/act/s40-expiry";
import { isSlug } from "~/domain/parish/slug";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, startOfDay } from "~/domain/time/civil";
import { instantInWords, whenInWords } from "~/domain/time/words";
import { isUniqueConflict, type Tx } from "../persistence/db";
import { postOf } from "./act-on-duty";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { adviceOf, done, invalid, type Outcome, type Refused, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { aboutWords, followOrder, type HeldOrder, recordOrder } from "./suspension-record";
import { auditInParish } from "./write-audit-line";

/** What an officer orders. */
export interface OrderInput {
  parishSlug: string;
  /** Empty for the whole parish. */
  powerId: string | null;
  kind: OrderKind;
  /** A code of section 36. */
  ground: string;
  reasons: string;
  /** The day at whose start it takes effect; empty for as soon as the Act allows. */
  takesEffectOn: CivilDate | null;
}

interface Ordered {
  suspensionId: string;
  takesEffectAt: Date;
}

/**
 * An officer suspends or revokes one power of a parish, or all of them (section 16). It is published at once and takes effect by the
 * clock. Votes that were announced and would open under it are cancelled; one that opens before goes on.
 *
 * The same order sent twice is one. Answers the order. Refuses a stranger (`not_signed_in`), anybody but an officer of the council that gave
 * the powers (`not_allowed`), an unknown parish or power (`not_found`), a parish or power that is over by then (s12, s40), an unlisted
 * ground, missing reasons or too short a notice (`invalid`), and a second order of the same kind (`conflict`).
 */
export async function orderSuspension(context: Context, actor: Actor, input: OrderInput): Promise<Outcome<Ordered>> {
  if (actor.personId === null) return refusedTo(actor, may(actor, "power.suspend"));
  if (!isSlug(input.parishSlug)) return refused("not_found", noSuchParish);
  const cancelled: string[] = [];
  const outcome = await context.db
    .$transaction((tx) => writeOrder(tx, actor, input, cancelled))
    .catch((error: unknown) => {
      if (isUniqueConflict(error)) return standsAlready();
      throw error;
    });
  if (!outcome.ok) return outcome;
  for (const voteId of cancelled) context.publish({ kind: "vote_changed", voteId });
  context.enqueue({ name: "deliver-mail" });
  return outcome;
}

const standsAlready = () =>
  refused("conflict", "The council has ordered this already. Withdraw or end that first.", { section: "s16" });

async function writeOrder(tx: Tx, asking: Actor, input: OrderInput, cancelled: string[]): Promise<Outcome<Ordered>> {
  // Votes are always locked before their parish.
  await tx.$queryRaw`
    SELECT 1 FROM vote JOIN parish ON parish.id = vote.parish_id
    WHERE parish.slug = ${input.parishSlug} AND opened_at IS NULL AND cancelled_at IS NULL AND closed_at IS NULL
    ORDER BY vote.id FOR NO KEY UPDATE OF vote`;
  const locked = await lockParishAt(tx, asking, input.parishSlug);
  if (!locked) return refused("not_found", noSuchParish);
  const { found, now, actor } = locked;
  const allowed = may(actor, "power.suspend", { councilId: found.row.councilId });
  if (!allowed.holds) return refusedTo(actor, allowed);
  const over = whyOver(locked);
  if (over) return over;
  const { powerId, kind, ground } = input;
  const reasons = input.reasons.trim();
  const power = powerId ? await tx.power.findFirst({ where: { id: powerId, parishId: found.row.id } }) : null;
  if (powerId && !power) return refused("not_found", "This parish holds no such power.");

  const officer = postOf(actor, found.row.councilId);
  const target = { parishId: found.row.id, powerId, kind };
  const standing = await tx.suspension.findFirst({ where: { ...target, endedAt: null } });
  if (standing) {
    const isSame = standing.officerId === officer.id && standing.ground === ground && standing.reasons === reasons;
    return isSame ? done({ suspensionId: standing.id, takesEffectAt: standing.takesEffectAt }) : standsAlready();
  }
  const takesEffectAt = input.takesEffectOn
    ? startOfDay(input.takesEffectOn)
    : suspensionEarliest({ ground, noticeAt: now });
  const rules = found.rules ?? actInForce;
  const sunsetAt = found.row.sunsetAt as Date;
  const ends = [sunsetAt, power?.lapsesAt, power?.revokedAt, found.row.revokedAt].filter((at) => at != null);
  const endsAt = new Date(Math.min(...ends.map((at) => at.getTime())));
  const ruling = suspensionRuling(rules, {
    ground,
    reasons,
    officerName: officer.name,
    officerPost: officer.post,
    noticeAt: now,
    takesEffectAt,
  });
  if (!ruling.holds) return whyNotOrdered(ruling, ground);
  const there = stillThereRuling(rules, { endsAt, takesEffectAt });
  if (!there.holds) return refusedBy(there);

  const order = await tx.suspension.create({
    data: {
      ...target,
      ground,
      reasons,
      officerId: officer.id,
      officerName: officer.name,
      officerPost: officer.post,
      noticeAt: now,
      takesEffectAt,
    },
    include: { power: true, appeal: true },
  });
  await followOrder(tx, order, takesEffectAt);
  const held = { now, found, order };
  const does = kind === "suspend" ? "suspends" : "takes back";
  await recordOrder(tx, held, `${powerId ? "power" : "parish"}_${kind === "suspend" ? "suspended" : "revoked"}`, {
    title: `${found.row.council.name} ${does} ${aboutWords(found, power)}`,
    ruling,
    reasons,
    body: {
      ground: groundOf(ground)?.name,
      takesEffectAt: takesEffectAt.toISOString(),
      officer: officer.name,
      post: officer.post,
    },
  });
  await auditInParish(tx, actor, now, found.row, {
    action: "power.suspend",
    about: `${kind === "suspend" ? "Suspended" : "Took back"} ${aboutWords(found, power)}`,
    page: "/powers",
    changes: [{ what: "Takes effect", after: instantInWords(takesEffectAt) }],
  });
  cancelled.push(...(await cancelVotes(tx, held)));
  return done({ suspensionId: order.id, takesEffectAt });
}

/** A parish that holds no powers yet, or no longer, has none to suspend. */
function whyOver({ found, now }: { found: HeldOrder["found"]; now: Date }) {
  if (["approved", "active", "winding_up", "suspended"].includes(found.state)) return null;
  const { sunsetAt } = found.row;
  const alive = sunsetAt && found.rules ? aliveRuling(found.rules, { sunsetAt, now }) : null;
  if (alive && !alive.holds) return refusedBy(alive);
  return refused("closed", "This parish holds no powers, so there is nothing to suspend or to take back.", {
    section: "s12",
  });
}

/** What the Act refuses, said at the field that would change it. */
function whyNotOrdered(ruling: Ruling, ground: string): { ok: false; refused: Refused } {
  const isGround = groundOf(ground) === null;
  const field = isGround ? "ground" : ruling.sections.includes("s36") ? "reasons" : "takesEffectOn";
  const message = isGround ? "Choose a ground." : adviceOf(ruling);
  const { refused: why } = invalid([{ field, message }]);
  return { ok: false, refused: { ...why, section: ruling.sections[0], ruling } };
}

/** Cancels what was announced and would open under the order. Answers the votes. */
async function cancelVotes(tx: Tx, { now, found, order }: HeldOrder): Promise<string[]> {
  const votes = await tx.vote.findMany({
    where: {
      parishId: order.parishId,
      purpose: { not: "practice" },
      openedAt: null,
      cancelledAt: null,
      closedAt: null,
      opensAt: { gte: order.takesEffectAt },
      ...(order.powerId ? { proposal: { powerId: order.powerId } } : {}),
    },
    orderBy: [{ opensAt: "asc" }, { id: "asc" }],
    include: { proposal: { select: { number: true } } },
  });
  const what = order.power ? aboutWords(found, order.power) : "the whole parish";
  const did = order.kind === "suspend" ? "suspended" : "took back";
  const reason = `The council ${did} ${what} ${whenInWords(order.takesEffectAt)}, before voting was to open.`;
  for (const vote of votes) {
    await tx.vote.updateMany({ where: { id: vote.id }, data: { cancelledAt: now, cancelledReason: reason } });
    await appendMinute(tx, order.parishId, now, "vote_cancelled", {
      vote: vote.id,
      number: vote.proposal?.number,
      question: vote.question,
      reason,
    });
  }
  return votes.map(({ id }) => id);
}
