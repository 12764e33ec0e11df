/** A letter as it is printed. */
export interface ShownLetter {
  code: string;
  name: string;
  address: string;
  ward: string;
  council: string;
  writtenOn: string;
  worksUntil: string;
  tries: number;
}

/**
 * Letters with a code each, one a sheet. The address stands where the window of a DL or C5 envelope is.
 *
 * @param site the address of this service, as somebody types it
 */
export function PostedLetters({ letters, site }: { letters: ShownLetter[]; site: string }) {
  return (
    <div className="posted-letters">
      {letters.map((letter) => (
        <article key={letter.code} className="posted-letter" aria-label={`Letter to ${letter.name}`}>
          <p className="posted-letter__from">
            {letter.council}
            <br />
            {letter.writtenOn}
          </p>
          <address className="posted-letter__to" dir="auto">
            {letter.name}
            {letter.address.split(/,\s*/).map((line, index) => (
              // Lines of an address have no name of their own and never change places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <span key={index}>{line}</span>
            ))}
          </address>
          <h2 className="posted-letter__title">Your code for Pop-up Parish</h2>
          <p>
            You told us that you live here, in {letter.ward}, so that you can take part in pop-up parishes. To show that
            this letter has reached you:
          </p>
          <ol>
            <li>
              Go to <strong>{site.replace(/^https?:\/\//, "")}/account/residency</strong> and sign in.
            </li>
            <li>Under “A code from a letter”, type this code:</li>
          </ol>
          <p className="posted-letter__code">{letter.code}</p>
          <p>
            It works until {letter.worksUntil}, and you have {letter.tries} tries. It has no letter O, I or L. If you
            did not ask for this, somebody may have used your address: tell us, and do not pass the code on.
          </p>
          <p>The Community Power Act is simulated: it is not law.</p>
        </article>
      ))}
    </div>
  );
}
