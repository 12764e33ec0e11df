import type { ReactNode } from "react";

export interface TwoColumnsProps {
  children: ReactNode;
  aside: ReactNode;
  /** Whether the shorter column is centred against the taller one, as beside a dial. */
  isCentred?: boolean;
}

/** A main column, two thirds wide, with an aside. On a phone the aside follows. */
export function TwoColumns({ children, aside, isCentred = false }: TwoColumnsProps) {
  return (
    <div className={isCentred ? "columns columns--centred" : "columns"}>
      <div>{children}</div>
      <div>{aside}</div>
    </div>
  );
}
