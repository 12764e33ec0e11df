import { data } from "@remix-run/node";
import { readAsOf } from "~/domain/time/as-of";
import { type Outcome, statusOf } from "../commands/outcome";
import { throwRefused } from "./respond";

/** Which instant a page is shown for, and what came of asking for one. */
export interface ShownInstant {
  /** Null when the page is of now. */
  past: { words: string; note: string } | null;
  /** As it was typed; empty when nothing was asked for. */
  typed: string;
  /** Why the page is of now although another instant was asked for; empty when it is not. */
  problem: string;
}

/**
 * Answers a page as it is now, or as it stood at the instant that its address asks for (`?asOf=`). What cannot be shown leaves the page of now,
 * with the reason, what was typed, and a status that says so.
 *
 * @param page.now the page of now; null when there is none at the address
 * @param page.past the same page from minute books alone
 */
export async function answerAsOf<Page extends object>(
  request: Request,
  now: Date,
  notFound: string,
  page: { now: () => Promise<Page | null>; past: (at: Date) => Promise<Outcome<Page>> },
) {
  const typed = new URL(request.url).searchParams.get("asOf")?.trim() ?? "";
  const asked = typed === "" ? null : readAsOf(typed, now);
  let problem = asked && "problem" in asked ? asked.problem : "";
  if (asked && "at" in asked) {
    const outcome = await page.past(asked.at);
    const past = { words: asked.words, note: asked.note };
    if (outcome.ok) return data({ ...outcome.value, shown: shownOf({ past, typed, problem }) });
    if (outcome.refused.code !== "invalid") throwRefused(outcome.refused);
    problem = outcome.refused.message;
  }
  const present = await page.now();
  if (!present) throwRefused({ code: "not_found", message: notFound });
  return data(
    { ...present, shown: shownOf({ past: null, typed, problem }) },
    { status: problem === "" ? 200 : statusOf("invalid") },
  );
}

/** Gives both answers one type. */
function shownOf(shown: ShownInstant): ShownInstant {
  return shown;
}
