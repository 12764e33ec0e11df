/** A link to the step before. Goes into the `before` of `Main`. */
export function BackLink({ href, text = "Back" }: { href: string; text?: string }) {
  return (
    <nav aria-label="Step before">
      <a href={href} className="govuk-back-link">
        {text}
      </a>
    </nav>
  );
}
