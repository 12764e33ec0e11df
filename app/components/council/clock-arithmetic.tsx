import type { Figure } from "~/domain/act/ruling";
import type { CountedPeriod } from "~/domain/response/duty-arithmetic";
import { figureWords } from "../act/figure-words";
import { Details } from "../content/details";

export interface ClockArithmeticProps {
  figures: readonly Figure[];
  /** Working days counted one by one. */
  counted?: readonly CountedPeriod[];
}

/** How the days of the council's clock were counted, folded away. */
export function ClockArithmetic({ figures, counted = [] }: ClockArithmeticProps) {
  return (
    <Details summary="How the days are counted">
      <dl className="ruling__figures">
        {figures.map((figure) => (
          <div key={figure.name}>
            <dt>
              {figure.name}: {figureWords(figure)}
            </dt>
            <dd>{figure.how}</dd>
          </div>
        ))}
        {counted.map(({ name, words }) => (
          <div key={name}>
            <dt>{name}, in working days</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>
        A time ends at the end of its last day. <a href="/act/s34">Section 34</a> and <a href="/act/s37">section 37</a>
      </p>
    </Details>
  );
}
