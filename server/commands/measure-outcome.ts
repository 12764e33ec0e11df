import { allow, type Ruling } from "~/domain/act/ruling";
import { aliveRuling } from "~/domain/act/s40-expiry";
import { type Actor, holdsRole } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { dayInWords, number, people } from "~/domain/time/words";
import { type ListedFigure, type ReadLine, readMeasurements } from "../imports/read-measurements";
import { type Tx, toDateColumn } from "../persistence/db";
import { findDutyOfProposal } from "../queries/find-duty";
import { firstMeasuringDay } from "../queries/outcome-facts";
import type { Context } from "./context";
import { firstRefusal, type HeldProposal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { reviewPostOf } from "./hold-review";
import { sha256 } from "./log-hashes";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

type SignedIn = Actor & { personId: string };

/**
 * Adds what was measured of a decision on a day (section 39). A mistake is put right by another figure for the same day: the one that was added
 * last counts. The same figure sent twice is one. Officers of the council may measure after the sunset too, when the review may fall.
 *
 * Answers how many were added. Refuses a stranger (`not_signed_in`), anybody but the convenor, the deputy and officers of this council
 * (`not_allowed`), an unknown proposal or one that has not passed (`not_found`), a day before the parish began or to come (`invalid`), and for
 * the convenor and the deputy a parish that has ended (s40).
 */
export async function measureOutcome(
  context: Context,
  asking: Actor,
  input: { proposalId: string; figure: ListedFigure },
): Promise<Outcome<{ added: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "outcome.measure"));
  return context.db.$transaction(async (tx) => {
    const held = await holdDecision(tx, asking, input.proposalId);
    if (!held.ok) return held;
    const { one, bounds } = held.value;
    const source = input.figure.source.trim();
    const { measuredOn } = input.figure;
    if (compareDates(measuredOn, bounds.to) > 0) {
      return invalid([{ field: "measuredOn", message: "Give a day that has come: this one lies ahead." }]);
    }
    if (compareDates(measuredOn, bounds.from) < 0) {
      const message = `Give a day since this parish began, on ${dayInWords(bounds.from)}.`;
      return invalid([{ field: "measuredOn", message }]);
    }
    if (source === "") return invalid([{ field: "source", message: "Say where the figure comes from." }]);
    const added = await add(tx, held.value, [{ ...input.figure, source }]);
    if (added === 0) return done({ added });
    await tell(tx, held.value, { measuredOn, value: input.figure.value, source }, one.title);
    return done({ added });
  });
}

/** What an import of a list would do, or did, line by line. */
export interface Imported {
  lines: ReadLine[];
  /** Figures that are new. */
  added: number;
  /** Lines that say what is known already. */
  known: number;
}

/**
 * Adds the figures of a list in CSV: date, value, source. Lines that cannot be read are left out and named. With `isPreview` nothing is written.
 *
 * Answers what became of each line. Refuses as `measureOutcome` does, and at the field `csv` a text that is no list (`invalid`).
 */
export async function importMeasurements(
  context: Context,
  asking: Actor,
  input: { proposalId: string; csv: string; isPreview: boolean },
): Promise<Outcome<Imported>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "outcome.measure"));
  return context.db.$transaction(async (tx) => {
    const held = await holdDecision(tx, asking, input.proposalId);
    if (!held.ok) return held;
    const read = readMeasurements(input.csv, held.value.bounds);
    if (!read.ok) return invalid([{ field: "csv", message: read.message }]);
    const figures = read.lines.flatMap(({ figure }) => figure ?? []);
    const added = await add(tx, held.value, figures, input.isPreview);
    const imported = { lines: read.lines, added, known: figures.length - added };
    if (input.isPreview || added === 0) return done(imported);
    const days = figures.map(({ measuredOn }) => measuredOn).sort(compareDates);
    await tell(
      tx,
      held.value,
      {
        count: added,
        source: `A list of ${people(figures.length, "figure", "figures")} from ${dayInWords(days[0] as CivilDate)} to ${dayInWords(days.at(-1) as CivilDate)}`,
        list: sha256(JSON.stringify(figures)),
      },
      held.value.one.title,
    );
    return done(imported);
  });
}

type HeldDecision = HeldProposal & { actor: SignedIn; bounds: { from: CivilDate; to: CivilDate }; post: string };

async function holdDecision(tx: Tx, asking: SignedIn, proposalId: string): Promise<Outcome<HeldDecision>> {
  const held = await holdProposal(tx, asking, proposalId);
  const duty = held && (await findDutyOfProposal(tx, proposalId));
  if (!held) return noSuchProposal();
  const { now, found, subject, actor } = held;
  const refusal = firstRefusal(may(actor, "outcome.measure", subject), measuringRuling(actor, held));
  if (refusal) return refusal;
  if (!duty) return refused("not_found", "Only what was decided is measured.");
  const bounds = { from: firstMeasuringDay(found.row), to: civilDateOf(now) };
  return done({ ...held, bounds, post: reviewPostOf(actor, found) });
}

/** An office ends with the parish; the council's duty to look back does not. */
export function measuringRuling(actor: Actor, { found, now }: Pick<HeldProposal, "found" | "now">): Ruling {
  const { rules, term, row } = found;
  if (!rules || !term || holdsRole(actor, "officer", row.councilId)) {
    const anyRules = rules ?? { actVersion: 1, scheduleVersion: 0, parameters: {} };
    return allow(anyRules, { sections: ["s39"], sentence: "The council may measure what came of a decision." });
  }
  return aliveRuling(rules, { sunsetAt: term.sunsetAt, now });
}

/** Adds figures that are not the latest of their day already, and answers how many those are. */
async function add(
  tx: Tx,
  { now, one, post, actor }: HeldDecision,
  figures: readonly ListedFigure[],
  isPreview = false,
): Promise<number> {
  const known = await tx.measurement.findMany({
    where: { proposalId: one.id },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { measuredOn: true, value: true, source: true },
  });
  const keyOf = ({ value, source }: { value: number; source: string }) => `${value}\n${source}`;
  const latest = new Map(known.map((figure) => [figure.measuredOn.getTime(), keyOf(figure)]));
  // Of two lines for one day the last counts, as it does of two figures.
  const wanted = new Map(figures.map((figure) => [toDateColumn(figure.measuredOn).getTime(), figure]));
  const fresh = [...wanted].filter(([day, figure]) => latest.get(day) !== keyOf(figure));
  if (!isPreview && fresh.length > 0) {
    await tx.measurement.createMany({
      data: fresh.map(([day, { value, source }]) => ({
        proposalId: one.id,
        measuredOn: new Date(day),
        value,
        source,
        byId: actor.personId,
        byName: actor.name,
        byPost: post,
        at: now,
      })),
    });
  }
  return fresh.length;
}

async function tell(
  tx: Tx,
  { now, found, one, post, actor }: HeldDecision,
  what: { [key: string]: string | number },
  title: string,
): Promise<void> {
  const { measure } = await tx.proposal.findUniqueOrThrow({ where: { id: one.id }, select: { measure: true } });
  await appendMinute(tx, found.row.id, now, "outcome_measured", {
    proposal: one.number,
    about: title,
    measure,
    ...what,
    by: actor.name,
    post,
  });
  await auditInParish(tx, actor, now, found.row, {
    action: "outcome.measure",
    about: `What came of “${title}”`,
    page: `/proposals/${one.number}/review`,
    changes: [{ what: "Figures", after: "count" in what ? number(Number(what.count)) : String(what.value) }],
  });
}
