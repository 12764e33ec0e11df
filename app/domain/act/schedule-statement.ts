/** A recorded decision that would have come out differently, as a statement keeps it. */
export interface StatedFlip {
  title: string;
  href: string;
  parish: string;
  before: string;
  after: string;
}

/** What section 51 asks for with a new version: which past decisions would have come out differently under it. */
export interface ScheduleStatement {
  /** Decisions up to this instant, ISO 8601. */
  until: string;
  /** The figures that are changed, by name. */
  changes: { parameter: string; from: number; to: number }[];
  /** How many recorded decisions rest on them. */
  examined: number;
  total: number;
  parishes: number;
  /** The newest of them. */
  flips: StatedFlip[];
}
