import { number } from "~/domain/time/words";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { Select } from "../forms/select";
import { TextInput } from "../forms/text-input";

interface Option {
  value: string;
  text: string;
  count: number;
}

export interface DocketFiltersProps {
  /** Where the form leads; the filters stand in its address. */
  action: string;
  filter: { show: string; kind: string; stage: string; who: string; ward: string; service: string; words: string };
  options: Record<"kind" | "stage" | "who" | "ward" | "service", readonly Option[]>;
  /** Whether what is listed is still owed: answers have no stage, and no counts beside their filters. */
  isOwed: boolean;
}

/** What of a docket is shown. A plain form, so that every choice is an address. */
export function DocketFilters({ action, filter, options, isOwed }: DocketFiltersProps) {
  const withCounts = (all: string, any: string, list: readonly Option[]) => [
    { value: any, text: all },
    ...list.map(({ value, text, count }) => ({ value, text: isOwed ? `${text} (${number(count)})` : text })),
  ];
  const chosen = [
    filter.words !== "",
    filter.ward !== "",
    filter.service !== "",
    filter.who !== "all",
    filter.kind !== "all",
    isOwed && filter.stage !== "all",
  ].filter(Boolean).length;
  return (
    <details className="docket-folded">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          Search and filters{chosen > 0 && ` (${number(chosen)} chosen)`}
        </span>
      </summary>
      <form method="get" action={action} className="docket-filters" aria-label="Filter the docket">
        <Hidden name="show" value={filter.show} />
        <TextInput name="words" label="Title or parish" type="search" value={filter.words} />
        <Select
          name="who"
          label="Who deals with it"
          value={filter.who}
          options={withCounts("Anybody", "all", options.who)}
        />
        {isOwed && (
          <Select
            name="stage"
            label="What is to be done"
            value={filter.stage}
            options={withCounts("Anything", "all", options.stage)}
          />
        )}
        <Select name="kind" label="Kind" value={filter.kind} options={withCounts("Every kind", "all", options.kind)} />
        <Select name="ward" label="Ward" value={filter.ward} options={withCounts("Every ward", "", options.ward)} />
        <Select
          name="service"
          label="Service"
          value={filter.service}
          options={withCounts("Every service", "", options.service)}
        />
        <div className="docket-filters__send">
          <Button tone="secondary">Show these</Button> <a href={action}>Clear</a>
        </div>
      </form>
    </details>
  );
}
