export interface FilterLinksProps {
  /** What is chosen with them, for a screen reader. */
  label: string;
  links: readonly { text: string; href: string; isCurrent: boolean }[];
}

/** A choice of what a list shows, as a row of links. */
export function FilterLinks({ label, links }: FilterLinksProps) {
  return (
    <nav aria-label={label}>
      <ul className="docket-filter">
        {links.map(({ text, href, isCurrent }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent ? "true" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
