import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { projectRoot } from "../env";

/** A paper that was looked into and written anew, or in one sentence why it is not taken. */
export type LookedInto = { ok: true; bytes: Uint8Array } | { ok: false; message: string };

type Problem = "active" | "damaged" | "locked" | "too_far";

/** What everything in a paper may unfold to. */
const mostUnfoldedBytes = 128 * 1024 * 1024;
/** An ordinary paper takes a second or two. */
const longestMs = 10_000;
const mostHeapMegabytes = 256;

const problems: Readonly<Record<Problem, string>> = {
  active: "The PDF holds a script, a form or another file. Print it to a new PDF and send that.",
  damaged: "The PDF cannot be read. It may be damaged: save it again and send it anew.",
  locked: "The PDF is locked with a password. Save it without one and send it again.",
  too_far: "The PDF unfolds to more than this site takes. Save it smaller and send it again.",
};

/**
 * Looks at every object of a paper (PDF) for scripts, for files inside it, and for what sends, plays or opens something, and writes anew what
 * was looked at: what a hostile file hides from this reader, by listing its parts twice or wrongly, is not in what is kept. It is a plain check
 * and no virus scanner; that is why papers are only ever served as downloads.
 *
 * Works in a thread of its own, so that nothing waits for it, and ends the thread when a paper takes too long or too much memory.
 *
 * @param waitMs how long it may take, in milliseconds
 */
export function lookIntoPaper(bytes: Uint8Array, waitMs = longestMs): Promise<LookedInto> {
  return new Promise((resolve) => {
    // From the sources in every case: it needs no building, and is found from wherever this runs.
    const worker = new Worker(join(projectRoot, "server", "evidence", "pdf-worker.mjs"), {
      workerData: { bytes, mostUnfoldedBytes },
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMegabytes },
      env: {},
      execArgv: [],
      // What the library has to say about a bad file is nobody's business.
      stdout: true,
      stderr: true,
    });
    const end = (answer: LookedInto) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const no = (problem: Problem) => end({ ok: false, message: problems[problem] });
    const timer = setTimeout(() => no("too_far"), waitMs);
    worker.once("message", (told: { bytes: Uint8Array } | { problem: Problem }) =>
      "bytes" in told ? end({ ok: true, bytes: told.bytes }) : no(told.problem),
    );
    worker.once("error", () => no("too_far"));
    worker.once("exit", () => no("damaged"));
  });
}
