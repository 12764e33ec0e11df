import type { ReactNode } from "react";

/** A line of small facts that does not ask for attention: "Step 84 · check this count yourself". */
export function QuietLine({ children }: { children: ReactNode }) {
  return <p className="quiet-line">{children}</p>;
}
