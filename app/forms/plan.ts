import { z } from "zod";
import { hallFromHour, hallUntilHour } from "~/domain/act/s25-window";
import { typedDate } from "./typed-date";

/** A vote that somebody thinks of, on the page of the sunset: nothing is written. */
export const planSchema = z.object({
  kind: z.string("Choose the kind of vote.").max(20),
  on: typedDate("Give the day on which voting would open, such as 27 3 2027."),
  hour: z.coerce
    .number("Choose the hour.")
    .int("Choose the hour.")
    .min(hallFromHour, "Choose the hour.")
    .max(hallUntilHour - 1, "Choose the hour.")
    .catch(hallUntilHour - 2),
});
