import { z } from "zod";
import { type CivilDate, isCivilDate } from "~/domain/time/civil";

/** The day that three boxes name together; null when there is no such day. */
function dayOf(day: string, month: string, year: string): CivilDate | null {
  const joined = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCivilDate(joined) ? joined : null;
}

/**
 * A date typed in three boxes, which must be there.
 *
 * @param ask the sentence to show when it is no date
 */
export function typedDate(ask: string) {
  const part = z.string({ error: ask }).trim().max(4, ask);
  return z
    .object({ day: part, month: part, year: part }, { error: ask })
    .transform(({ day, month, year }, context): CivilDate => {
      const date = dayOf(day, month, year);
      if (date) return date;
      context.addIssue({ code: "custom", message: ask });
      return z.NEVER;
    });
}

/**
 * A date typed in three boxes that may be left empty for now; null when all of them are.
 *
 * @param label what the date is, as the beginning of a sentence
 */
export function optionalDate(label: string) {
  const part = z.string().trim().default("");
  return z
    .object({ day: part, month: part, year: part })
    .default({ day: "", month: "", year: "" })
    .transform(({ day, month, year }, context): CivilDate | null => {
      if (!day && !month && !year) return null;
      // A year is typed in full here: 27 is not read as a year of the first century.
      const date = year.length === 4 ? dayOf(day, month, year) : null;
      if (!date) context.addIssue({ code: "custom", message: `${label} must be a real date, such as 27 3 2027.` });
      return date;
    });
}
