/** An instant: ISO 8601, or milliseconds since 1970. */
export type Instant = string | number;

export interface Milestone {
  at: Instant;
  /** "Mid-term review". */
  name: string;
  /** The date in words. */
  words: string;
}

/** What a dial and its list of dates are drawn from. */
export interface DialFacts {
  startsAt: Instant;
  sunsetAt: Instant;
  now: Instant;
  milestones: readonly Milestone[];
  hasEnded: boolean;
  /** Whole days of power left, as the Act counts them. */
  daysLeft: number;
  /** The first date in words. */
  startWords: string;
  /** The last date in words. */
  sunsetWords: string;
}

export interface DialMoment {
  name: string;
  words: string;
  /** How far along the term, from 0 at the start to 1 at the sunset. */
  fraction: number;
  hasPassed: boolean;
}

/** How far along its term the parish stands, from 0 at the start to 1 at the sunset. */
export function fractionAt(at: Instant, { startsAt, sunsetAt }: Pick<DialFacts, "startsAt" | "sunsetAt">): number {
  const start = milliseconds(startsAt);
  const length = milliseconds(sunsetAt) - start;
  if (length <= 0) return 1;
  return Math.min(1, Math.max(0, (milliseconds(at) - start) / length));
}

/** Every date of the dial in the order it comes: the start, the milestones, the sunset. */
export function dialMoments(facts: DialFacts): DialMoment[] {
  const moment = (name: string, words: string, at: Instant): DialMoment => ({
    name,
    words,
    fraction: fractionAt(at, facts),
    hasPassed: milliseconds(at) <= milliseconds(facts.now),
  });
  const milestones = [...facts.milestones].sort((one, other) => milliseconds(one.at) - milliseconds(other.at));
  return [
    moment("Start", facts.startWords, facts.startsAt),
    ...milestones.map(({ name, words, at }) => moment(name, words, at)),
    { ...moment("Sunset", facts.sunsetWords, facts.sunsetAt), hasPassed: facts.hasEnded },
  ];
}

/** How much power is left, in words: "117 days of power left". */
export function daysLeftWords({ daysLeft, hasEnded }: Pick<DialFacts, "daysLeft" | "hasEnded">): string {
  if (hasEnded) return "All powers have ended";
  if (daysLeft < 1) return "The sun sets today";
  return daysLeft === 1 ? "1 day of power left" : `${daysLeft.toLocaleString("en-GB")} days of power left`;
}

function milliseconds(at: Instant): number {
  return typeof at === "number" ? at : Date.parse(at);
}
