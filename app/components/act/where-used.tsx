import { type CitationCounts, citationWords } from "./citation-words";

/** The note in the margin of a section: how much of the record rests on it. */
export function WhereUsed({ counts }: { counts?: CitationCounts | null }) {
  return (
    <aside className="where-used">
      <p className="where-used__title">Where this is used</p>
      <p>{citationWords(counts)}</p>
    </aside>
  );
}
