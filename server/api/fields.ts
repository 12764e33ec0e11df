import { z } from "zod";
import type { Ruling } from "~/domain/act/ruling";
import { fromDateColumn } from "../persistence/db";

// What fields of several collections have in common, so that a day or a sum is spelt in one way everywhere.

/** An instant in UTC, such as `2026-11-22T21:00:00.000Z`. */
export const instant = () => z.iso.datetime();
/** A civil day in London, such as `2026-11-22`. */
export const day = () => z.iso.date();
export const money = () => z.object({ pence: z.int(), currency: z.literal("GBP") });
/** A parish or council by its name and by what it is called in addresses. */
export const place = () => z.object({ slug: z.string(), name: z.string() });

/** A proposal where something else is about it. */
export const proposalOf = () =>
  z.object({ id: z.guid(), number: z.int().describe("Its number in its parish"), title: z.string() });

/** What the Act says about something, with the figures it rests on. */
export const ruling = () =>
  z
    .object({
      holds: z.boolean(),
      outcome: z.string().describe("One word"),
      sections: z.array(z.string()).describe("The deciding section first, as /act/ has it: s29"),
      figures: z.array(
        z.object({
          name: z.string(),
          value: z.union([z.number(), z.string()]),
          unit: z.string(),
          how: z.string().describe("How it was worked out, in words"),
        }),
      ),
      sentence: z.string().describe("The ruling in one sentence"),
      wouldChange: z.string().describe("What would change it; empty when nothing would"),
      actVersion: z.int(),
      scheduleVersion: z.int(),
    })
    .describe("What the Act says about it");

/** A ruling with the fields above and no others. */
export function rulingOf(one: Ruling): z.output<ReturnType<typeof ruling>> {
  const { holds, outcome, sections, figures, sentence, wouldChange, actVersion, scheduleVersion } = one;
  return {
    holds,
    outcome,
    sections,
    figures: figures.map(({ name, value, unit, how }) => ({ name, value, unit, how })),
    sentence,
    wouldChange,
    actVersion,
    scheduleVersion,
  };
}

/** An instant as it is spelt; null where there is none. */
export function at(instant: Date): string;
export function at(instant: Date | null): string | null;
export function at(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

/** A day as it is spelt; null where there is none. */
export function on(column: Date): string;
export function on(column: Date | null): string | null;
export function on(column: Date | null): string | null {
  return column && fromDateColumn(column);
}

/** A sum of pence with its currency. */
export function pence(sum: bigint): { pence: number; currency: "GBP" } {
  return { pence: Number(sum), currency: "GBP" };
}

/** One of several fields of a coded ground: its code, its name, and what it means. Null where none was given. */
export const ground = () => z.object({ code: z.string(), name: z.string() }).nullable();
