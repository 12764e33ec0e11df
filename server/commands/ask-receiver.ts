import { aliveRuling } from "~/domain/act/s40-expiry";
import { type HandoverKind, namesOf } from "~/domain/act/s45-handover";
import { type Actor, holdsOffice } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { people, whenInWords } from "~/domain/time/words";
import { newcomerName } from "~/forms/people";
import { lockEmail } from "../auth/email-lock";
import { takeFromLimits } from "../auth/rate-limits";
import { announce } from "../notices/announce";
import type { Tx } from "../persistence/db";
import { type HandoverLine, listHandover, receiverOf } from "../queries/list-handover";
import type { Context } from "./context";
import { type HandoverDesk, openHandover } from "./handover-desk";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/** Who is asked: the council, or somebody by their address, for themselves or for an organisation. */
export type Receiver = { kind: "council" } | { kind: "person"; email: string; organisation: string };

export interface AskInput {
  parishSlug: string;
  /** What they are asked for; `instead` is the asking that stood when the page was read, or empty. */
  things: readonly { kind: HandoverKind; subject: string; instead: string }[];
  receiver: Receiver;
}

/**
 * Asks a receiver for things that a parish hands over (section 45): the convenor or the deputy before the sunset, as early as they like and
 * instead of whoever was asked before; an officer of the council for an orphan after it. Nobody receives anything by being asked.
 * An address that nobody has signed in with gets an account that is theirs when they do, so the answer tells nothing about who has one.
 *
 * The same asking sent twice is one. Answers how many things the receiver is asked for. Refuses a stranger (`not_signed_in`), anybody else
 * (`not_allowed`), the convenor from the sunset on (s40), an unknown parish or thing (`not_found`), a choice of nothing or the council for
 * what it holds (`invalid`), too many addresses in an hour (`too_many`), and things that were accepted or given to somebody else meanwhile
 * (`conflict`).
 */
export async function askReceiver(
  context: Context,
  asking: Actor,
  input: AskInput,
): Promise<Outcome<{ asked: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "handover.arrange"));
  const { receiver } = input;
  if (receiver.kind === "person") {
    const limits = [{ limit: "receivers_by_person", who: asking.personId }] as const;
    const waitMinutes = await takeFromLimits(context.db, limits);
    if (waitMinutes !== null) {
      return refused("too_many", `You have asked many people. Wait ${people(waitMinutes, "minute", "minutes")}.`);
    }
  }
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ asked: number }>> => {
    if (receiver.kind === "person") await lockEmail(tx, receiver.email);
    const desk = await openHandover(tx, asking, input.parishSlug);
    if (!desk.ok) return desk;
    const { found, now, actor } = desk.value;
    const no = whyMayNotAsk(actor, desk.value, receiver);
    if (no) return no;
    const { lines } = await listHandover(tx, found, now);
    const person = receiver.kind === "person" ? await findOrMakePerson(tx, receiver.email, now) : null;
    const organisation = receiver.kind === "person" ? receiver.organisation.trim() : "";
    const chosen: HandoverLine[] = [];
    for (const { kind, subject, instead } of input.things) {
      const line = lines.find((one) => one.kind === kind && one.subject === subject);
      if (!line) return refused("not_found", "One of these things is not on the list any more. Choose again.");
      const standing = line.asked?.endedAt === null && line.standing !== "nobody" ? line.asked : null;
      if (standing && standing.personId === (person?.id ?? null) && standing.organisation === organisation) continue;
      if (standing?.answer === "accepted" && desk.value.isOver) {
        return refused("conflict", `"${line.name}" has a receiver who accepted it.`, { section: "s45" });
      }
      if ((standing?.id ?? "") !== instead) {
        return refused("conflict", `Somebody else was asked for "${line.name}" meanwhile. Read the list again.`);
      }
      chosen.push(line);
    }
    await writeAskings(tx, actor, desk.value, chosen, { personId: person?.id ?? null, organisation });
    return done({ asked: input.things.length });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

function whyMayNotAsk(actor: Actor, { found, now, isOver }: HandoverDesk, receiver: Receiver) {
  const subject = { parishId: found.row.id, councilId: found.row.councilId };
  const allowed = may(actor, isOver ? "handover.place_orphan" : "handover.arrange", subject);
  if (!allowed.holds) {
    const alive = aliveRuling(found.rules, { sunsetAt: found.term.sunsetAt, now });
    return !alive.holds && holdsOffice(actor, found.row.id) ? refusedBy(alive) : refusedTo(actor, allowed);
  }
  if (!isOver || receiver.kind === "person") return null;
  return invalid([{ field: "receiver", message: "The council holds it already. Name somebody else." }]);
}

/** Whoever signs in with this address; made, as the first signing-in would, when nobody has yet. */
async function findOrMakePerson(tx: Tx, email: string, now: Date): Promise<{ id: string }> {
  const known = await tx.person.findUnique({ where: { email }, select: { id: true } });
  return known ?? tx.person.create({ data: { email, name: newcomerName, createdAt: now }, select: { id: true } });
}

async function writeAskings(
  tx: Tx,
  actor: Actor & { personId: string },
  { found, now, isOver }: HandoverDesk,
  lines: readonly HandoverLine[],
  receiver: { personId: string | null; organisation: string },
): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const { row, term } = found;
  const passedOver = new Set<string>();
  const ids: string[] = [];
  for (const line of lines) {
    const which = { parishId: row.id, kind: line.kind, subject: line.subject };
    await tx.handoverItem.updateMany({ where: { ...which, endedAt: null }, data: { endedAt: now } });
    if (line.standing === "accepted" && line.asked?.personId) passedOver.add(line.asked.personId);
    const asked = await tx.handoverItem.create({
      data: {
        ...which,
        ...receiver,
        name: line.name,
        sunsetAt: term.sunsetAt,
        askedById: actor.personId,
        askedByName: actor.name,
        askedAt: now,
      },
    });
    ids.push(asked.id);
    await appendMinute(tx, row.id, now, "handover_asked", {
      thing: line.kind,
      subject: line.subject,
      name: line.name,
      receiver: receiverOf(asked, row.council.name),
      by: actor.name,
    });
  }
  const what = namesOf(lines);
  const path = `/parishes/${row.slug}/handover`;
  await announce(tx, {
    key: `handover-asked:${ids[0]}`,
    kind: "handover",
    own: receiver.personId ? [receiver.personId] : await officersOf(tx, row.councilId),
    title: `You are asked to receive something from ${row.name}`,
    text: `${row.name} ends ${whenInWords(term.sunsetAt)}. ${actor.name} asks whether ${receiver.organisation || "you"} would receive: ${what}. Say yes or no. Nobody receives anything without saying yes.`,
    path,
  });
  await auditInParish(tx, actor, now, row, {
    action: isOver ? "handover.place_orphan" : "handover.arrange",
    about: `Asked ${receiver.organisation || (receiver.personId ? "somebody" : row.council.name)} to receive from ${row.name}: ${what}`,
    page: "/handover",
  });
  if (passedOver.size > 0) {
    await announce(tx, {
      key: `handover-passed-over:${ids[0]}`,
      kind: "handover",
      own: [...passedOver],
      title: `${row.name} asks somebody else`,
      text: `What you had accepted from ${row.name} is now asked of somebody else: ${what}.`,
      path,
    });
  }
}

/** Who speaks for a council. */
export async function officersOf(tx: Tx, councilId: string): Promise<string[]> {
  const roles = await tx.role.findMany({
    where: { councilId, kind: "officer", endedAt: null },
    select: { personId: true },
  });
  return roles.map(({ personId }) => personId);
}
