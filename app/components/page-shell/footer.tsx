export interface FooterProps {
  /** Whether the simulation is on, and so has a page to link to. */
  isSimulated: boolean;
}

/** The foot of every page. */
export function Footer({ isSimulated }: FooterProps) {
  return (
    <footer className="footer">
      <div className="govuk-width-container">
        <nav aria-label="Footer">
          <ul className="footer__links">
            <li>
              <a href="/commissioner">The Commissioner</a>
            </li>
            <li>
              <a href="/privacy">Privacy</a>
            </li>
            <li>
              <a href="/accessibility">Accessibility</a>
            </li>
            <li>
              <a href="/api">Open data</a>
            </li>
            {isSimulated && (
              <li>
                <a href="/simulation">Simulation</a>
              </li>
            )}
          </ul>
        </nav>
        <p>
          Names and codes of real councils and wards contain National Statistics data © Crown copyright and database
          right, under the{" "}
          <a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">
            Open Government Licence v3.0
          </a>
          . The list of councils is by mySociety.
        </p>
      </div>
    </footer>
  );
}
