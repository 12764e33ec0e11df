import { groupedNumber } from "../content/grouped-number";

export interface ResultRow {
  name: string;
  count: number;
  tone?: "for" | "against" | "abstain";
}

export interface ResultBarsProps {
  rows: readonly ResultRow[];
  /** What a full bar stands for: the ballots counted. */
  total: number;
  /** Whether the names are too long to stand beside their bars. */
  hasLongNames?: boolean;
}

/** A count as bars with their numbers. When the numbers change the bars ease to their new length. */
export function ResultBars({ rows, total, hasLongNames = false }: ResultBarsProps) {
  return (
    <dl className={hasLongNames ? "bars bars--long" : "bars"}>
      {rows.map(({ name, count, tone = "for" }) => (
        <div key={name} className="bars__row">
          <dt className="bars__name">{name}</dt>
          <dd className="bars__measure">
            <svg className="bars__bar" aria-hidden="true" focusable="false">
              <rect className="bars__track" width="100%" height="100%" />
              <rect className={`bars__fill bars__fill--${tone}`} width={`${share(count, total)}%`} height="100%" />
            </svg>
            <span className="bars__count">{groupedNumber(count)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function share(count: number, total: number): number {
  return total > 0 ? Math.round((count / total) * 1000) / 10 : 0;
}
