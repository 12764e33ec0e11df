import { z } from "zod";

/** What a socket may send. Anything else is refused without an effect. */
export const watchSchema = z.object({ voteId: z.uuid() });

export const castSchema = z.object({
  voteId: z.uuid(),
  choice: z.enum(["for", "against", "abstain"]),
  /** Drawn by whoever casts; the same request is never applied twice. */
  request: z.uuid(),
  /** Sixteen random bytes in hexadecimal, when the browser draws its own. */
  nonce: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});
