import { useCallback, useState } from "react";
import type { Finding, RecordFiles } from "../live/check-record";

/** A check of the record of a vote in the reader's own browser. */
export interface RecordCheck {
  state: "idle" | "busy" | "done" | "unreadable";
  findings: Finding[];
  /** Reads the files and checks them; or, with something else to look for, checks that against them. */
  run: (check?: (files: RecordFiles) => Promise<Finding[]>) => void;
}

async function fileOf(voteId: string, name: string): Promise<string> {
  const answer = await fetch(`/votes/${voteId}/${name}`);
  if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
  return answer.text();
}

/** Reads one file after the other, because a vote may go on meanwhile: a log is never older than the steps, nor ballots than the result. */
async function readFiles(voteId: string): Promise<RecordFiles> {
  const record = await fileOf(voteId, "record.json");
  const steps = await fileOf(voteId, "steps.ndjson");
  const log = await fileOf(voteId, "log.txt");
  const { result } = JSON.parse(record) as { result: unknown };
  return { record, steps, log, ballots: result ? await fileOf(voteId, "ballots.ndjson") : null };
}

/** Checks the record of a vote. What does the checking is loaded when it is asked for. */
export function useRecordCheck(voteId: string): RecordCheck {
  const [state, setState] = useState<RecordCheck["state"]>("idle");
  const [findings, setFindings] = useState<Finding[]>([]);
  const run = useCallback<RecordCheck["run"]>(
    (check) => {
      setState("busy");
      Promise.all([readFiles(voteId), import("../live/check-record")])
        .then(([files, { checkRecord }]) => (check ?? checkRecord)(files))
        .then((found) => {
          setFindings(found);
          setState("done");
        })
        .catch(() => setState("unreadable"));
    },
    [voteId],
  );
  return { state, findings, run };
}
