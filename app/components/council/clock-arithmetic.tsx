import type { Figure } from "~/domain/act/ruling";
import { figureWords } from "../act/figure-words";
import { Details } from "../content/details";

/** How the days of the council's clock were counted, folded away. */
export function ClockArithmetic({ figures }: { figures: readonly Figure[] }) {
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
      </dl>
      <p>
        A time ends at the end of its last day. <a href="/act/s34">Section 34</a> and <a href="/act/s37">section 37</a>
      </p>
    </Details>
  );
}
