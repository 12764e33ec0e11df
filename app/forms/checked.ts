import { z } from "zod";

/** A box of its own that is ticked or not; whatever else is sent is not ticked. */
export const isChecked = z
  .string()
  .optional()
  .transform((value) => value === "yes");
