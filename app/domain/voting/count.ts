/**
 * What counting the ballots of a vote gives. A count knows nothing of majorities or floors: those are the Act's.
 */
export interface Count<Option extends string = string> {
  /** The code of the method it was counted by (s31). */
  method: string;
  /** How many ballots were counted. */
  ballots: number;
  /** What each option received, with every option listed, also those that received nothing. */
  counts: Readonly<Record<Option, number>>;
}

/** A counting method: ballots and the options they could choose from, to a count. It depends on nothing else. */
export type CountingMethod<Ballot, Option extends string> = (
  ballots: readonly Ballot[],
  options: readonly Option[],
) => Count<Option>;
