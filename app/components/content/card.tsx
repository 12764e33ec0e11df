import type { ReactNode } from "react";

export interface CardProps {
  title?: string;
  /** Where the title leads. */
  href?: string;
  /** The level of the title in the outline of the page. */
  headingLevel?: 2 | 3 | 4;
  /** A tag with the next date, or a live line, over the title. */
  above?: ReactNode;
  /** One line of facts under the title. */
  meta?: ReactNode;
  /** Stands at the right, such as a small dial; under the rest on a phone. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** One thing of a list, or a small group of facts, in a box. */
export function Card({ title, href, headingLevel = 3, above, meta, aside, children }: CardProps) {
  const Heading = `h${headingLevel}` as const;
  const content = (
    <>
      {above && <div className="card__above">{above}</div>}
      {title && (
        <Heading className={href ? "card__title" : "card__title card__title--plain"}>
          {href ? <a href={href}>{title}</a> : title}
        </Heading>
      )}
      {meta && <p className="card__meta">{meta}</p>}
      {children}
    </>
  );
  if (!aside) return <div className="card">{content}</div>;
  return (
    <div className="card card--with-aside">
      <div>{content}</div>
      <div className="card__aside">{aside}</div>
    </div>
  );
}
