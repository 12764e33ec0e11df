import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { JobQueue } from "../jobs/queue";
import { instant } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

/**
 * An operator has a failed job tried again soon. Trying one again that is tried again already changes nothing.
 *
 * Refuses a stranger (`not_signed_in`), anybody but an operator (`not_allowed`), a process without jobs (`conflict`), and a job that is not
 * failed or was put away since (`not_found`).
 *
 * @param jobs null where no jobs run
 */
export async function retryJob(
  context: Context,
  jobs: JobQueue | null,
  actor: Actor,
  input: { jobId: string },
): Promise<Outcome> {
  const allowed = may(actor, "operator.work");
  if (!allowed.holds) return refusedTo(actor, allowed);
  if (!jobs) return refused("conflict", "No jobs run in this process.");
  if (await jobs.retry(input.jobId)) {
    await context.db.$transaction(async (tx) =>
      auditAct(
        tx,
        actor,
        await instant(tx),
        {},
        {
          action: "operator.work",
          about: `Had job ${input.jobId} tried again`,
          path: "/operator/jobs",
        },
      ),
    );
    return done({});
  }
  return refused("not_found", "There is no such failed job any more. It is tried again already, or was put away.");
}
