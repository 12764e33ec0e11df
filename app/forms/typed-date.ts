import { z } from "zod";
import { type CivilDate, isCivilDate } from "~/domain/time/civil";

/**
 * A date typed in three boxes.
 *
 * @param ask the sentence to show when it is no date
 */
export function typedDate(ask: string) {
  const part = z.string({ error: ask }).trim().max(4, ask);
  return z
    .object({ day: part, month: part, year: part }, { error: ask })
    .transform(({ day, month, year }, context): CivilDate => {
      const joined = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
      if (isCivilDate(joined)) return joined;
      context.addIssue({ code: "custom", message: ask });
      return z.NEVER;
    });
}
