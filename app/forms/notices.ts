import { z } from "zod";
import { noticeModes } from "~/domain/notices/modes";

/** When to be written to. */
export const noticesForm = z.object({
  mode: z.enum(noticeModes, { error: "Choose when you want to be written to." }),
});
