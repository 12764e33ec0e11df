import type { Ruling } from "~/domain/act/ruling";
import { number } from "~/domain/time/words";
import { RulingHint } from "../act/ruling-hint";
import { RulingPanel } from "../act/ruling-panel";
import { Card } from "../content/card";
import { StepButton, type StepOnPage } from "./step-actions";

export interface SecondersCardProps {
  seconders: {
    count: number;
    needed: number;
    /** How the number was worked out; null where that was not kept. */
    arithmetic: Ruling | null;
    hasSeconded: boolean;
    /** How many signed on paper; left out or null where they are too few to be shown apart. */
    onPaper?: number | null;
    /** The last day of seconding, in words. */
    until: string;
  };
  isSeconding: boolean;
  /** Whether seconding can still matter, so that the card speaks of doing it. */
  isUndecided: boolean;
  isSignedIn: boolean;
  /** Where signing in leads back to. */
  address: string;
  second: StepOnPage;
  unsecond: StepOnPage;
}

/** How many people back a proposal, how many it needs and why, and the button to back it. */
export function SecondersCard(props: SecondersCardProps) {
  const { seconders, isSeconding } = props;
  const missing = Math.max(0, seconders.needed - seconders.count);
  return (
    <Card title="Seconders" headingLevel={2}>
      <p className="govuk-body">
        <strong>
          {number(seconders.count)} of {number(seconders.needed)} needed
        </strong>
        {isSeconding && missing > 0 && `, ${number(missing)} more by the end of ${seconders.until}`}
      </p>
      {seconders.onPaper != null && <p className="govuk-body">{number(seconders.onPaper)} of them signed on paper.</p>}
      {props.isUndecided && <Backing {...props} />}
      {seconders.arithmetic && <RulingPanel ruling={seconders.arithmetic} headingLevel={3} />}
    </Card>
  );
}

/** The reader's own part in it. */
function Backing({ seconders, isSeconding, isSignedIn, address, second, unsecond }: SecondersCardProps) {
  if (!isSignedIn) {
    return (
      <p>
        <a href={`/sign-in?to=${encodeURIComponent(address)}`}>Sign in</a> to second this proposal.
      </p>
    );
  }
  if (seconders.hasSeconded) {
    return (
      <>
        <p className="govuk-body">You have seconded this proposal.</p>
        <StepButton step={unsecond} intent="unsecond" tone="secondary">
          Take my name off
        </StepButton>
      </>
    );
  }
  if (!second.isTheirs) {
    return (
      <p>
        <RulingHint ruling={second.ruling} />
      </p>
    );
  }
  return (
    <StepButton step={second} intent="second" tone={isSeconding ? "primary" : "secondary"}>
      Second this proposal
    </StepButton>
  );
}
