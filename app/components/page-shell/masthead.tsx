export type MastheadPlace = "parishes" | "votes" | "act" | "councils" | "account";

export interface MastheadProps {
  /** Who is signed in, or null. */
  account: { name: string } | null;
  /** The link that leads to the part of the site being read. */
  current?: MastheadPlace;
}

/**
 * The top of every page: the product's name and five links. On a phone the links fold into a menu, which is a
 * `details` element and so opens without JavaScript.
 */
export function Masthead({ account, current }: MastheadProps) {
  const links = (
    <ul>
      <MastheadLink href="/parishes" words="Parishes" isCurrent={current === "parishes"} />
      <MastheadLink href="/votes" words="Live votes" isCurrent={current === "votes"} />
      <MastheadLink href="/act" words="The Act" isCurrent={current === "act"} />
      <MastheadLink href="/councils" words="Councils" isCurrent={current === "councils"} />
      {account ? (
        <MastheadLink href="/account" words={account.name} isCurrent={current === "account"} />
      ) : (
        <MastheadLink href="/sign-in" words="Sign in" isCurrent={current === "account"} />
      )}
    </ul>
  );
  return (
    <header className="masthead">
      <div className="govuk-width-container">
        <div className="masthead__row">
          <a className="masthead__name" href="/">
            Pop-up Parish
          </a>
          <nav className="masthead__links" aria-label="Main">
            {links}
          </nav>
          <details className="masthead__menu">
            <summary>Menu</summary>
            <nav aria-label="Main">{links}</nav>
          </details>
        </div>
      </div>
    </header>
  );
}

function MastheadLink({ href, words, isCurrent }: { href: string; words: string; isCurrent: boolean }) {
  return (
    <li>
      <a href={href} aria-current={isCurrent ? "true" : undefined}>
        {words}
      </a>
    </li>
  );
}
