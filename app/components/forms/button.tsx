import { type ReactNode, useId } from "react";

export type ButtonTone = "primary" | "secondary" | "warning" | "start";

export interface ButtonProps {
  children: ReactNode;
  tone?: ButtonTone;
  /** Makes it a link that looks like a button. */
  href?: string;
  type?: "submit" | "button";
  name?: string;
  value?: string;
  id?: string;
  /** Where the form goes when this button sends it, if not to the form's own address. */
  formAction?: string;
  isDisabled?: boolean;
  /** Why it is disabled, or what pressing it does: shown beside the button and read with it. */
  reason?: ReactNode;
}

/** A button that sends a form, or a link that starts something. A disabled one says why. */
export function Button(props: ButtonProps) {
  const { children, tone = "primary", href, type = "submit", isDisabled = false, reason } = props;
  const reasonId = useId();
  const describedBy = reason ? reasonId : undefined;
  const className = tone === "primary" ? "govuk-button" : `govuk-button govuk-button--${tone}`;
  const content = (
    <>
      {children}
      {tone === "start" && (
        <svg
          className="govuk-button__start-icon"
          width="17.5"
          height="19"
          viewBox="0 0 33 40"
          aria-hidden="true"
          focusable="false"
        >
          <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
        </svg>
      )}
    </>
  );
  const button =
    href && !isDisabled ? (
      <a className={className} href={href} id={props.id} draggable={false} aria-describedby={describedBy}>
        {content}
      </a>
    ) : (
      <button
        className={className}
        type={type}
        id={props.id}
        name={props.name}
        value={props.value}
        formAction={props.formAction}
        disabled={isDisabled}
        aria-describedby={describedBy}
      >
        {content}
      </button>
    );
  if (!reason) return button;
  return (
    <div className="button-with-reason">
      {button}
      <div className="button-with-reason__reason" id={reasonId}>
        {reason}
      </div>
    </div>
  );
}
