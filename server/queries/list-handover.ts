import { powerOf } from "~/domain/act/catalogue";
import type { Rules, Ruling } from "~/domain/act/ruling";
import { type HandoverItem, type HandoverKind, handoverRuling } from "~/domain/act/s45-handover";
import type { ProposalState } from "~/domain/proposal/proposal-state";
import type { Plain } from "~/domain/record/canonical";
import { dayInWords, pounds } from "~/domain/time/words";
import type { HandoverItem as Asked, Read } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import { getPowerBalance } from "./get-power-balance";
import { proposalStandings } from "./proposal-facts";

/** A parish whose charter residents have approved, so that its end is known. */
export type EndingParish = FoundParish & { rules: Rules; term: NonNullable<FoundParish["term"]> };

/** Whether the end of a parish is known, so that there is something to hand over. */
export function hasSunset(found: FoundParish): found is EndingParish {
  return found.rules !== null && found.term !== null;
}

/** Whether a parish has been renewed and its new term has not begun: it does not wind up at the end of this one. */
export function isRenewed({ term, runningTerm }: EndingParish): boolean {
  return runningTerm !== null && runningTerm.sunsetAt < term.sunsetAt;
}

/** One thing that a parish hands over. `kind` and `subject` name it. */
export interface HandoverThing {
  kind: HandoverKind;
  subject: string;
  name: string;
  /** What else there is to know, in a few words. */
  detail: string;
}

export interface HandoverLine extends HandoverThing {
  /** What was asked last, and what came of it; null when nobody has been asked. */
  asked: Asked | null;
  standing: "nobody" | "asked" | "refused" | "accepted";
  /** Whether nobody accepted it before the sunset, so that it fell to the council. It stays one until a receiver accepts. */
  isOrphan: boolean;
  /** Who was asked, or who receives it, as anybody may read: a person's name only once they have accepted. */
  receiver: string;
}

export interface Handover {
  sunsetAt: Date;
  isOver: boolean;
  lines: HandoverLine[];
  ruling: Ruling;
}

const openStates: readonly ProposalState[] = [
  "seconding",
  "queued",
  "deliberating",
  "notice",
  "voting",
  "passed",
  "escalated",
];

/** Everything that a parish still has at an instant, and after its sunset what it had when it ended. */
async function thingsOf(db: Read, { row }: EndingParish, at: Date): Promise<HandoverThing[]> {
  const parishId = row.id;
  const isRevoked = row.revokedAt !== null && row.revokedAt <= at;
  // One after the other: inside a command all run on the one connection of its transaction.
  const powers = await db.power.findMany({
    where: {
      parishId,
      // A parish from which the council took everything back has no power left, whatever the register says of each.
      ...(isRevoked && { id: { in: [] } }),
      lapsesAt: { gt: at },
      OR: [{ revokedAt: null }, { revokedAt: { gt: at } }],
    },
    orderBy: [{ catalogueId: "asc" }, { id: "asc" }],
  });
  const nameOf = (power: (typeof powers)[number]) => powerOf(power.catalogueId)?.name ?? power.service;
  const balances: HandoverThing[] = [];
  for (const power of powers.filter(({ budgetYearPence }) => budgetYearPence > 0n)) {
    const balance = await getPowerBalance(db, power.id, at);
    if (!balance || balance.balancePence <= 0) continue;
    balances.push({
      kind: "balance",
      subject: power.id,
      name: `What is left of the budget for ${nameOf(power)}`,
      detail: `${pounds(balance.balancePence)} of ${pounds(balance.budgetYearPence)} a year`,
    });
  }
  if (row.moneyAskedPence > 0n) {
    balances.push({
      kind: "balance",
      subject: "charter",
      name: "What is left of the money in the charter",
      detail: `${pounds(Number(row.moneyAskedPence))} asked for`,
    });
  }
  const assets = await db.asset.findMany({
    where: { parishId, removedAt: null },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  const commitments = await db.commitment.findMany({
    where: { proposal: { parishId }, madeAt: { lte: at }, OR: [{ doneAt: null }, { doneAt: { gt: at } }] },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    select: { id: true, what: true, owner: true, dueOn: true },
  });
  // What the council answered after the sunset was still open when the parish ended.
  const answeredLater = await db.duty.findMany({
    where: { parishId, receivedAt: { lte: at }, answeredAt: { gt: at } },
    select: { proposalId: true },
  });
  const wasOpen = new Set(answeredLater.map(({ proposalId }) => proposalId));
  const proposals = (await proposalStandings(db, parishId, at)).filter(
    ({ id, state }) => openStates.includes(state) || wasOpen.has(id),
  );
  const offices = await db.parishOffice.findMany({
    where: { parishId, fromAt: { lte: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] },
    orderBy: [{ office: "asc" }, { id: "asc" }],
    select: { office: true, person: { select: { name: true } } },
  });
  return [
    ...powers.map(
      (power): HandoverThing => ({
        kind: "power",
        subject: power.id,
        name: nameOf(power),
        detail: power.scope,
      }),
    ),
    ...assets.map(
      (asset): HandoverThing => ({ kind: "asset", subject: asset.id, name: asset.name, detail: asset.description }),
    ),
    ...balances,
    ...commitments.map(
      (commitment): HandoverThing => ({
        kind: "commitment",
        subject: commitment.id,
        name: commitment.what,
        detail: `${commitment.owner}, by ${dayInWords(commitment.dueOn)}`,
      }),
    ),
    ...proposals.map(
      (proposal): HandoverThing => ({
        kind: "proposal",
        subject: proposal.id,
        name: proposal.title,
        detail: `Proposal ${proposal.number}`,
      }),
    ),
    ...offices.map(
      ({ office, person }): HandoverThing => ({
        kind: "role",
        subject: office,
        name: `What people come to the ${office} for`,
        detail: `Now ${person.name}`,
      }),
    ),
    {
      kind: "record",
      subject: "record",
      name: "The record of the parish",
      detail: "The minute book, the ballot files, the register of powers and the reviews",
    },
  ];
}

const keyOf = ({ kind, subject }: { kind: HandoverKind; subject: string }) => `${kind} ${subject}`;

/** What an asking may be called by anybody: organisations and the council by name, a person only as "somebody". */
export function receiverOf(asked: Asked, councilName: string): string {
  if (asked.receiverName) return asked.receiverName;
  if (asked.personId === null) return councilName;
  return asked.organisation || "Somebody";
}

function lineOf(thing: HandoverThing, asked: Asked | null, found: EndingParish, isOver: boolean): HandoverLine {
  const standing = asked === null ? "nobody" : (asked.answer ?? "asked");
  // Whoever had not answered at the sunset is asked no longer.
  const hasRunOut = isOver && standing === "asked" && (asked?.askedAt ?? 0) < found.term.sunsetAt;
  return {
    ...thing,
    asked,
    standing: hasRunOut ? "nobody" : standing,
    isOrphan: isOver && standing !== "accepted",
    receiver: asked === null || hasRunOut ? "" : receiverOf(asked, found.row.council.name),
  };
}

/**
 * Everything that a parish hands over, with who was asked for it and what they said (section 45). From the sunset on it is the list of
 * that instant, whether or not anything ran then: what nobody had accepted is the council's.
 */
export async function listHandover(db: Read, found: EndingParish, now: Date): Promise<Handover> {
  const { sunsetAt } = found.term;
  const isOver = now >= sunsetAt;
  const things = await thingsOf(db, found, isOver ? new Date(sunsetAt.getTime() - 1) : now);
  // An answer that was given for an earlier end, before a renewal, is none for this one.
  const askings = await db.handoverItem.findMany({
    where: { parishId: found.row.id, sunsetAt: { gte: sunsetAt } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  // Somebody who was passed over without an answer has left nothing to show.
  const latest = new Map(
    askings.filter(({ answer, endedAt }) => endedAt === null || answer === "refused").map((one) => [keyOf(one), one]),
  );
  const lines = things.map((thing) => lineOf(thing, latest.get(keyOf(thing)) ?? null, found, isOver));
  const items = lines.map(
    ({ kind, name, receiver, standing }): HandoverItem => ({
      kind,
      name,
      receiver: receiver || null,
      answer: standing === "accepted" || standing === "refused" ? standing : null,
    }),
  );
  return { sunsetAt, isOver, lines, ruling: handoverRuling(found.rules, { items, sunsetAt, now }) };
}

/** The list as it is published, hashed and signed off: plain data that names a private person only once they have accepted. */
export function handoverRecord({ row }: FoundParish, handover: Handover): { readonly [key: string]: Plain } {
  return {
    format: "pop-up-parish handover 1",
    parish: row.slug,
    sunsetAt: handover.sunsetAt.toISOString(),
    things: handover.lines.map((line) => ({
      kind: line.kind,
      subject: line.subject,
      name: line.name,
      detail: line.detail,
      receiver: line.receiver || null,
      answer: line.standing === "accepted" || line.standing === "refused" ? line.standing : null,
      answeredAt: line.asked?.answeredAt?.toISOString() ?? null,
      reason: line.standing === "refused" ? (line.asked?.reason ?? "") : "",
      isOrphan: line.isOrphan,
    })),
  };
}
