import { Table } from "../content/table";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";

export interface FoundPeopleProps {
  found: { residents: { id: string; name: string; ward: string; isAssisted: boolean }[]; hasMore: boolean };
  /** What the button of each sends as `intent`. */
  intent: string;
  /** The words of each button, before the name: "Give a paper to". */
  act: string;
  /** Values that go with each of them. */
  more?: Readonly<Record<string, string>>;
}

/** Residents that an officer's search found, each with the one thing to do. */
export function FoundPeople({ found, intent, act, more = {} }: FoundPeopleProps) {
  if (found.residents.length === 0) {
    return <p className="govuk-body">No confirmed resident there has a name with these letters.</p>;
  }
  return (
    <>
      <Table
        caption="Residents found"
        isCaptionHidden
        columns={[{ heading: "Name" }, { heading: "Ward" }, { heading: "Registered" }, { heading: "Choose" }]}
        rows={found.residents.map((one) => ({
          key: one.id,
          cells: [
            one.name,
            one.ward,
            one.isAssisted ? "In person, without e-mail" : "With e-mail",
            <form method="post" key="choose">
              <Hidden name="intent" value={intent} />
              <Hidden name="person" value={one.id} />
              {Object.entries(more).map(([name, value]) => (
                <Hidden key={name} name={name} value={value} />
              ))}
              <Button tone="secondary">
                {act} {one.name}
              </Button>
            </form>,
          ],
        }))}
      />
      {found.hasMore && <p className="govuk-body">More people have such a name. Type more of it.</p>}
    </>
  );
}
