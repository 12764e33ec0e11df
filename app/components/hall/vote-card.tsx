import { instantInWords, number, people } from "~/domain/time/words";
import type { VoteView } from "~/live/contract";
import { Card } from "../content/card";
import { StateTag } from "../content/state-tag";
import { LiveLine } from "./live-line";

export interface VoteCardProps {
  view: VoteView;
  /** The parish that votes; left out on the parish's own page. */
  parish?: { slug: string; name: string };
  headingLevel?: 2 | 3;
}

const outcomes: Record<string, string> = {
  passed: "Passed",
  failed: "Not passed",
  inquorate: "Too few people voted",
};

/** One vote in a list: what is asked, where it stands, and the next date. */
export function VoteCard({ view, parish, headingLevel = 3 }: VoteCardProps) {
  const closes = instantInWords(new Date(view.closesAt));
  return (
    <Card
      title={view.question}
      href={`/votes/${view.id}`}
      headingLevel={headingLevel}
      above={
        view.state === "open" ? (
          <LiveLine words={`Voting now, closes ${closes}`} />
        ) : (
          <>
            <StateTag of="vote" state={view.state} />{" "}
            {view.state === "scheduled" ? `opens ${instantInWords(new Date(view.opensAt))}` : `closed ${closes}`}
            {view.state === "counting" &&
              view.paperDueAt &&
              `, papers are counted until ${instantInWords(new Date(view.paperDueAt))}`}
          </>
        )
      }
      meta={
        <>
          {parish && (
            <>
              <a href={`/parishes/${parish.slug}`}>{parish.name}</a>
              {" · "}
            </>
          )}
          {standingWords(view)}
        </>
      }
    />
  );
}

function standingWords(view: VoteView): string {
  if (view.state === "scheduled") return "The roll is frozen when it opens";
  if (view.state === "closed" && view.ruling && view.counts) {
    const outcome = outcomes[view.ruling.outcome] ?? "Decided";
    return `${outcome}: ${number(view.counts.for)} for, ${number(view.counts.against)} against, ${number(view.counts.abstain)} abstaining`;
  }
  if (view.state === "counting" && view.paperDueAt) return `${number(view.rollSize ?? 0)} are on the roll`;
  if (view.cast === null) return `${number(view.rollSize ?? 0)} are on the roll · sealed until it closes`;
  return `${people(view.cast, "has voted", "have voted")} of ${number(view.rollSize ?? 0)} on the roll`;
}
