import { number, people } from "~/domain/time/words";
import type { VoteView } from "~/live/contract";
import { RulingPanel } from "../act/ruling-panel";
import { StateTag } from "../content/state-tag";
import { Button } from "../forms/button";
import { ResultBars } from "../hall/result-bars";

export interface VoteRoundOnPage {
  view: VoteView;
  opens: string;
  closes: string;
  round: number;
}

const decided: Record<string, string> = {
  passed: "It passed.",
  failed: "It did not pass.",
  inquorate: "Too few people voted.",
};

/** Every vote on a proposal: when it opens, how it stands as far as that is public, and what it decided. */
export function VoteRounds({ rounds }: { rounds: VoteRoundOnPage[] }) {
  return (
    <section aria-labelledby="vote">
      <h2 className="govuk-heading-m" id="vote">
        {rounds.length > 1 ? "The votes" : "The vote"}
      </h2>
      {rounds.map((round) => (
        <VoteRound key={round.view.id} round={round} isOnly={rounds.length === 1} />
      ))}
    </section>
  );
}

function VoteRound({ round, isOnly }: { round: VoteRoundOnPage; isOnly: boolean }) {
  const { view } = round;
  const { counts } = view;
  const isClosed = view.state === "closed";
  return (
    <div className="card">
      <p className="card__above">
        <StateTag of="vote" state={view.state} /> {!isOnly && `${round.round === 1 ? "First" : "Second"} vote. `}
        {isClosed ? `Closed ${round.closes}` : `Opens ${round.opens}, closes ${round.closes}`}
      </p>
      {isClosed && counts && (
        <>
          <p className="govuk-body">
            {people(view.counted ?? 0)} of {number(view.rollSize ?? 0)} on the roll voted.
          </p>
          <ResultBars
            total={view.counted ?? 0}
            rows={[
              { name: "For", count: counts.for, tone: "for" },
              { name: "Against", count: counts.against, tone: "against" },
              { name: "Abstain", count: counts.abstain, tone: "abstain" },
            ]}
          />
          {view.ruling && (
            <RulingPanel
              ruling={view.ruling}
              heading={decided[view.ruling.outcome] ?? "What was decided"}
              headingLevel={3}
            >
              <p>The Act is simulated: this decision binds only as far as the council has agreed that it does.</p>
            </RulingPanel>
          )}
        </>
      )}
      {view.state === "open" ? (
        <Button href={`/votes/${view.id}`}>Go to the vote</Button>
      ) : (
        <p>
          <a href={`/votes/${view.id}`}>
            {isClosed ? "See the count and check a receipt" : "See the page of the vote"}
          </a>
        </p>
      )}
    </div>
  );
}
