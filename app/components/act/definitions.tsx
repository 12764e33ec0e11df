import type { Definition } from "~/domain/act/published-act";

/** What a section explains one by one: words, or grounds for saying no. Each can be linked to. */
export function Definitions({ definitions }: { definitions: readonly Definition[] }) {
  return (
    <dl className="definitions">
      {definitions.map(({ id, name, meaning }) => (
        <div key={id} className="definitions__one" id={id}>
          <dt>{name}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
