import type { ReactNode } from "react";
import { Tag, type TagColour } from "./tag";

export type CouncilClockStanding = "on_time" | "overdue" | "paused" | "answered";

export interface CouncilClockProps {
  /** "due in 6 working days", "9 working days late". */
  dueWords: string;
  standing: CouncilClockStanding;
  /** What follows from it, such as "with the Commissioner". */
  children?: ReactNode;
}

const standings: Record<CouncilClockStanding, { words: string; colour: TagColour }> = {
  on_time: { words: "On time", colour: "blue" },
  overdue: { words: "Overdue", colour: "red" },
  paused: { words: "Paused", colour: "yellow" },
  answered: { words: "Answered", colour: "green" },
};

/** When the council owes something, and whether it is late (sections 34 and 37). */
export function CouncilClock({ dueWords, standing, children }: CouncilClockProps) {
  const { words, colour } = standings[standing];
  return (
    <p className="council-clock">
      {dueWords} <Tag text={words} colour={colour} /> {children}
    </p>
  );
}
