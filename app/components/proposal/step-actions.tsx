import type { ReactNode } from "react";
import type { Ruling } from "~/domain/act/ruling";
import { RulingHint } from "../act/ruling-hint";
import { Button, type ButtonTone } from "../forms/button";

export interface StepOnPage {
  /** Whether the reader is somebody who may ever do it. */
  isTheirs: boolean;
  /** Whether they may do it now, and if not, why. */
  ruling: Ruling;
}

export interface StepButtonProps {
  step: StepOnPage;
  children: ReactNode;
  tone?: ButtonTone;
  /** A link to the page of the step. */
  href?: string;
  /** Or what the form of this page is sent with. */
  intent?: string;
}

/** The button of one step. When it cannot be taken now it is disabled, with the reason of the Act beside it. */
export function StepButton({ step, children, tone, href, intent }: StepButtonProps) {
  const reason = step.ruling.holds ? undefined : <RulingHint ruling={step.ruling} />;
  const button = (
    <Button
      tone={tone}
      href={href}
      name={href ? undefined : "intent"}
      value={intent}
      type={step.ruling.holds ? "submit" : "button"}
      isDisabled={!step.ruling.holds}
      reason={reason}
    >
      {children}
    </Button>
  );
  // Not a paragraph: beside a disabled button stands its reason, which is a block of its own.
  return href ? <div>{button}</div> : <form method="post">{button}</form>;
}
