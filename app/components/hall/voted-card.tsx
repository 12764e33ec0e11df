import { groupedNumber } from "../content/grouped-number";

export interface VotedCardProps {
  /** How many have voted, or null while that is sealed. */
  cast: number | null;
  rollSize: number;
  /** The share of the roll that has voted, as the Act rounds it. */
  percent?: number | null;
  /** Said in place of the number while it is sealed. */
  sealedWords?: string;
}

/** How many of the roll have voted. */
export function VotedCard({
  cast,
  rollSize,
  percent,
  sealedWords = "How many have voted is sealed until the vote closes.",
}: VotedCardProps) {
  return (
    <div className="card voted">
      <p>Voted</p>
      {cast === null ? <p>{sealedWords}</p> : <p className="voted__cast">{groupedNumber(cast)}</p>}
      <p>
        {cast === null ? `${groupedNumber(rollSize)} are on the roll` : `of ${groupedNumber(rollSize)} on the roll`}
        {cast !== null && percent !== null && percent !== undefined && ` (${percent}%)`}
      </p>
    </div>
  );
}
