import type { Ruling } from "~/domain/act/ruling";
import { answerRuling, type HandoverKind, handoverKinds, signOffRuling } from "~/domain/act/s45-handover";
import type { ParishState } from "~/domain/parish/parish-state";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { canonical } from "~/domain/record/canonical";
import { whenInWords } from "~/domain/time/words";
import { sha256 } from "../commands/log-hashes";
import type { Read } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import {
  type EndingParish,
  type Handover,
  type HandoverLine,
  handoverRecord,
  hasSunset,
  isRenewed,
  listHandover,
} from "./list-handover";

/** Things of one kind that a page shows at once; a printed list shows all. */
const mostOfAKind = 100;

const kindTitles: Readonly<Record<HandoverKind, string>> = {
  power: "Powers",
  asset: "What the parish owns",
  balance: "Money left over",
  commitment: "Commitments",
  proposal: "Open proposals",
  role: "Offices",
  record: "The record",
};

/** One thing on the page. */
export interface HandoverRow {
  /** Kind, subject and the asking that stands: what a form sends to name it. */
  value: string;
  name: string;
  detail: string;
  standing: HandoverLine["standing"];
  isOrphan: boolean;
  receiver: string;
  /** Why the last receiver refused. */
  reason: string;
  /** Whether the reader may ask somebody for it. */
  mayAsk: boolean;
}

export interface HandoverPage {
  parish: { slug: string; name: string; state: ParishState; council: { slug: string; name: string } };
  /** Null until residents have approved the charter. */
  handover: {
    sunsetWords: string;
    isOver: boolean;
    isRenewed: boolean;
    ruling: Ruling;
    counts: { things: number; accepted: number; orphans: number; waiting: number };
    groups: { kind: HandoverKind; title: string; rows: HandoverRow[]; hidden: number }[];
    /** Whom the charter names, for what has no receiver yet. */
    proposed: { name: string; takes: string };
    /** Whether the reader may name receivers, enter assets and sign off. */
    mayAsk: boolean;
    mayArrange: boolean;
    signOff: { ruling: Ruling; last: SignedOff | null };
    /** How many things wait for this reader's answer. */
    askedOfMe: number;
  } | null;
}

/** The last time the list was signed off. */
export interface SignedOff {
  when: string;
  by: string;
  pack: string;
  /** The entry of the minute book. */
  number: number;
  /** Whether the list is still what was signed off. */
  isCurrent: boolean;
}

interface Loaded {
  found: EndingParish;
  handover: Handover;
}

async function load(db: Read, found: FoundParish | null, now: Date): Promise<Loaded | null> {
  return found && hasSunset(found) ? { found, handover: await listHandover(db, found, now) } : null;
}

function mayAsk(actor: Actor, { found, handover }: Loaded): Ruling {
  const subject = { parishId: found.row.id, councilId: found.row.councilId };
  return may(actor, handover.isOver ? "handover.place_orphan" : "handover.arrange", subject);
}

const isOpen = (line: HandoverLine, { isOver }: Handover) => !isOver || line.standing !== "accepted";

function rowOf(line: HandoverLine, isAllowed: boolean, handover: Handover): HandoverRow {
  const standing = line.asked?.endedAt === null ? line.asked.id : "";
  return {
    value: [line.kind, line.subject, line.standing === "nobody" ? "" : standing].join(":"),
    name: line.name,
    detail: line.detail,
    standing: line.standing,
    isOrphan: line.isOrphan,
    receiver: line.receiver,
    reason: line.standing === "refused" ? (line.asked?.reason ?? "") : "",
    mayAsk: isAllowed && isOpen(line, handover),
  };
}

/**
 * The handover of a parish as anybody may read it; null when there is no such parish.
 *
 * @param isWhole whether everything is listed, as for print
 */
export async function getHandover(
  db: Read,
  actor: Actor,
  slug: string,
  now: Date,
  isWhole = false,
): Promise<HandoverPage | null> {
  const parish = await findParish(db, slug, now);
  if (!parish) return null;
  const { row, state } = parish;
  const shown = { slug: row.slug, name: row.name, state, council: { slug: row.council.slug, name: row.council.name } };
  const loaded = await load(db, parish, now);
  if (!loaded) return { parish: shown, handover: null };
  const { found, handover } = loaded;
  const { lines, isOver, sunsetAt, ruling } = handover;
  const isAllowed = mayAsk(actor, loaded).holds;
  const groups = handoverKinds.flatMap((kind) => {
    const all = lines.filter((line) => line.kind === kind);
    const rows = (isWhole ? all : all.slice(0, mostOfAKind)).map((line) => rowOf(line, isAllowed, handover));
    return all.length > 0 ? [{ kind, title: kindTitles[kind], rows, hidden: all.length - rows.length }] : [];
  });
  const count = (test: (line: HandoverLine) => boolean) => lines.filter(test).length;
  return {
    parish: shown,
    handover: {
      sunsetWords: whenInWords(sunsetAt),
      isOver,
      isRenewed: isRenewed(found),
      ruling,
      counts: {
        things: lines.length,
        accepted: count(({ standing }) => standing === "accepted"),
        waiting: count(({ standing }) => standing === "asked"),
        orphans: count(({ isOrphan }) => isOrphan),
      },
      groups,
      proposed: { name: row.receiverName || row.council.name, takes: row.receiverTakes },
      mayAsk: isAllowed,
      mayArrange: !isOver && isAllowed,
      signOff: {
        ruling: signOffRuling(found.rules, { ...found.term, isRenewed: isRenewed(found), now }),
        last: await lastSignOff(db, loaded),
      },
      askedOfMe: askedOf(actor, loaded, now).length,
    },
  };
}

async function lastSignOff(db: Read, { found, handover }: Loaded): Promise<SignedOff | null> {
  const entry = await db.minuteEntry.findFirst({
    where: { parishId: found.row.id, kind: "handover_signed_off" },
    orderBy: { number: "desc" },
  });
  if (!entry) return null;
  const { by, pack } = entry.body as { by: string; pack: string };
  const isCurrent = sha256(canonical(handoverRecord(found, handover))) === pack;
  return { when: whenInWords(entry.at), by, pack, number: entry.number, isCurrent };
}

/** The things that were chosen on the page, to ask somebody for them; null when there is no such list. */
export async function getAsking(db: Read, actor: Actor, slug: string, now: Date, things: readonly string[]) {
  const loaded = await load(db, await findParish(db, slug, now), now);
  if (!loaded) return null;
  const { found, handover } = loaded;
  const rows = handover.lines.map((line) => rowOf(line, true, handover)).filter((row) => row.mayAsk);
  const named = new Set(things.map((one) => one.split(":").slice(0, 2).join(":")));
  return {
    parish: { slug: found.row.slug, name: found.row.name, council: found.row.council.name },
    mayAsk: mayAsk(actor, loaded),
    isOver: handover.isOver,
    proposed: found.row.receiverName,
    chosen: rows.filter(({ value }) => named.has(value.split(":").slice(0, 2).join(":"))),
  };
}

/** What is asked of a person, or of the council that they speak for, and may be answered now. */
function askedOf(actor: Actor, { found, handover }: Loaded, now: Date): HandoverLine[] {
  return handover.lines.filter(({ asked }) => {
    if (asked === null || asked.endedAt !== null) return false;
    const subject = { councilId: found.row.councilId, personId: asked.personId ?? undefined };
    const { askedAt, answer } = asked;
    const facts = { askedAt, answer, hasEnded: false, sunsetAt: handover.sunsetAt, now };
    return may(actor, "handover.answer", subject).holds && answerRuling(found.rules, facts).holds;
  });
}

/** What is asked of the reader; null when there is no such list. */
export async function getAskedOfMe(db: Read, actor: Actor, slug: string, now: Date) {
  const loaded = await load(db, await findParish(db, slug, now), now);
  if (!loaded) return null;
  const { found, handover } = loaded;
  return {
    parish: { slug: found.row.slug, name: found.row.name },
    sunsetWords: whenInWords(handover.sunsetAt),
    asked: askedOf(actor, loaded, now).map(({ asked, name, detail, standing }) => ({
      id: asked?.id ?? "",
      name,
      detail,
      isAccepted: standing === "accepted",
      forWhom: asked?.personId === null ? found.row.council.name : (asked?.organisation ?? ""),
      by: asked?.askedByName ?? "",
    })),
  };
}

/** What the parish owns, for whoever enters it; null when there is no such list. */
export async function getAssets(db: Read, actor: Actor, slug: string, now: Date) {
  const loaded = await load(db, await findParish(db, slug, now), now);
  if (!loaded) return null;
  const { found, handover } = loaded;
  return {
    parish: { slug: found.row.slug, name: found.row.name },
    allowed: may(actor, "handover.arrange", { parishId: found.row.id }),
    isOver: handover.isOver,
    assets: handover.lines
      .filter(({ kind }) => kind === "asset")
      .map(({ subject, name, detail }) => ({ id: subject, name, description: detail })),
  };
}
