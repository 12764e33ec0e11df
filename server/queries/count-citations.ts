import type { SectionId } from "~/domain/act/ruling";
import type { Read } from "../persistence/db";

/** How much of the record cites a section of the Act. */
export interface Citations {
  /** Votes that have closed. */
  decisions: number;
  /** Proposals, each by the check for admissibility that was made when it was put forward. */
  proposals: number;
  /** Answers of councils: to decisions, and to charters. */
  answers: number;
  /** Entries of minute books, whatever they record. */
  minutes: number;
}

/**
 * Where each section of the Act is cited, over all parishes: `s29` to its counts. A section that nothing cites is left out.
 *
 * One statement, so that the counts belong to one moment. It reads every minute book, but takes apart only the few lists of
 * sections that differ from each other.
 */
export async function countCitations(db: Read): Promise<Partial<Record<SectionId, Citations>>> {
  const rows = await db.$queryRaw<({ section: SectionId } & Citations)[]>`
    WITH minute AS (
      SELECT kind, coalesce(body -> 'sections', body #> '{admissibility,sections}') AS sections, count(*) AS times
        FROM minute_entry
       GROUP BY 1, 2
    ), citing AS (
      SELECT 'decision' AS what, ruling -> 'sections' AS sections, count(*) AS times
        FROM vote
       WHERE closed_at IS NOT NULL
       GROUP BY 2
      UNION ALL
      SELECT 'answer', ruling -> 'sections', count(*) FROM response GROUP BY 2
      UNION ALL
      SELECT 'answer', sections, times FROM minute WHERE kind IN ('review_completed', 'parish_declined')
      UNION ALL
      SELECT 'proposal', sections, times FROM minute WHERE kind = 'proposal_submitted'
      UNION ALL
      SELECT 'minute', sections, times FROM minute
    )
    SELECT cited.section,
           coalesce(sum(times) FILTER (WHERE what = 'decision'), 0)::int AS decisions,
           coalesce(sum(times) FILTER (WHERE what = 'proposal'), 0)::int AS proposals,
           coalesce(sum(times) FILTER (WHERE what = 'answer'), 0)::int AS answers,
           coalesce(sum(times) FILTER (WHERE what = 'minute'), 0)::int AS minutes
      FROM citing
     CROSS JOIN LATERAL (SELECT DISTINCT jsonb_array_elements_text(citing.sections)) AS cited (section)
     GROUP BY cited.section`;
  return Object.fromEntries(rows.map(({ section, ...counts }) => [section, counts]));
}
