import { people } from "~/domain/time/words";
import type { Line } from "~/hooks/use-watched-vote";
import type { Tally } from "~/live/contract";
import { LiveLine } from "./live-line";

export interface HallLineProps {
  state: Tally["state"];
  line: Line;
  /** People in the hall. */
  present: number;
}

/** Says whether a page follows its vote live. That the line was lost, and that it is back, is read out once. */
export function HallLine({ state, line, present }: HallLineProps) {
  const isOver = state === "closed" || state === "cancelled";
  const isNews = !isOver && (line === "lost" || line === "back");
  const shown = <LiveLine isLive={isLive(state, line)} words={lineWords(state, line, present)} />;
  return (
    <>
      <div role="status">{isNews && shown}</div>
      {!isNews && shown}
    </>
  );
}

function isLive(state: Tally["state"], line: Line): boolean {
  return state === "open" && line !== "lost";
}

function lineWords(state: Tally["state"], line: Line, present: number): string {
  if (state === "closed") return "Closed";
  if (state === "cancelled") return "Cancelled";
  if (line === "lost") return "The live line is lost. It comes back by itself.";
  if (line === "back") return "Live again";
  if (state === "counting") return "Counting";
  const here = present > 0 ? ` · ${people(present)} in the hall` : "";
  if (state === "scheduled") return `Not open yet${here}`;
  return line === "live" ? `Live${here}` : "Voting now";
}
