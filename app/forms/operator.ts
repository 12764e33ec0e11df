import { z } from "zod";

/** Which failed job to try again. */
export const retryForm = z.object({ job: z.uuid() });
