import type { ReactNode } from "react";

export interface HallScreenProps {
  question: string;
  /** The name of the parish that votes. */
  parish: string;
  /** Whether the screen follows the vote live. */
  line: ReactNode;
  /** How to get there by phone. */
  join: ReactNode;
  /** How the vote stands. */
  children: ReactNode;
}

/** A whole page for the projector of a hall. It takes the place of `Main`, and the site around it steps back. */
export function HallScreen({ question, parish, line, join, children }: HallScreenProps) {
  return (
    <main className="screen" id="main-content" tabIndex={-1}>
      <div className="screen__top">
        <p>{parish}</p>
        {line}
      </div>
      <h1 className={`screen__question screen__question--${lengthOf(question)}`}>{question}</h1>
      <div className="screen__standing">{children}</div>
      <div className="screen__join">{join}</div>
      <p className="screen__law">
        <strong>Simulation.</strong> The Community Power Act is not law.
      </p>
    </main>
  );
}

/** A style sheet cannot count letters, and a long question must leave room for what is decided by it. */
function lengthOf(question: string): "short" | "middling" | "long" {
  if (question.length <= 50) return "short";
  return question.length <= 100 ? "middling" : "long";
}
