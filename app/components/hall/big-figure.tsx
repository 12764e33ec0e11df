import type { ReactNode } from "react";

export interface BigFigureProps {
  name: string;
  figure: ReactNode;
  /** What the figure is measured against, or when it ends. */
  note?: ReactNode;
}

/** One figure for the back row of a hall. */
export function BigFigure({ name, figure, note }: BigFigureProps) {
  return (
    <div className="big-figure">
      <h2 className="big-figure__name">{name}</h2>
      <p className="big-figure__figure">{figure}</p>
      {note && <p className="big-figure__note">{note}</p>}
    </div>
  );
}
