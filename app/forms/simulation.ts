import { z } from "zod";
import { crowdPaces } from "../live/crowd";

const longestDurationCharacters = 40;
const ask = "Say how far the clock should move, such as P7D for seven days.";

/** A length of time to move the clock by, or an instant to move it to; the command checks what they mean. */
export const clockForm = z.object({
  advance: z.string().trim().max(longestDurationCharacters, ask).optional(),
  /** For buttons that lead to something that happens: pressing one twice moves the clock once. */
  until: z.iso.datetime({ error: ask }).optional(),
});

export const crowdForm = z.object({
  state: z.enum(["on", "off"], { error: "Choose whether the crowd is on or off." }),
  pace: z.enum(crowdPaces, { error: "Choose a pace from the list." }).optional(),
});
