export interface LiveLineProps {
  /** "Live · 148 people in the hall", "Voting now, closes Thursday at 9pm". */
  words: string;
  /** Whether the page is live: otherwise the dot is hollow and the line is quiet. */
  isLive?: boolean;
}

/** A line that says something is happening now. */
export function LiveLine({ words, isLive = true }: LiveLineProps) {
  return <p className={isLive ? "live-line" : "live-line live-line--still"}>{words}</p>;
}
