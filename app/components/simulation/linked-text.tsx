/** A web address, or a path of this site: letters leave out the host where no public address is set. */
const address = /((?:https?:\/\/|(?<=^|\s)\/(?=[a-z]))[^\s<>"]+[^\s<>".,;:!?)])/;

/** Plain text with its line breaks kept and every address in it made a link. */
export function LinkedText({ text }: { text: string }) {
  const paragraphs = text.split(/\n{2,}/);
  return (
    <>
      {numbered(paragraphs).map(([key, paragraph]) => (
        <p key={key} className="govuk-body">
          {numbered(paragraph.split("\n")).map(([line, words]) => (
            <span key={line}>
              {line > 0 && <br />}
              {numbered(words.split(address)).map(([part, piece]) =>
                address.test(piece) ? (
                  <a key={part} className="govuk-link" href={piece}>
                    {piece}
                  </a>
                ) : (
                  piece
                ),
              )}
            </span>
          ))}
        </p>
      ))}
    </>
  );
}

/** Pieces of a text with their places, which never change while the text is shown. */
function numbered(pieces: string[]): [number, string][] {
  return pieces.map((piece, place) => [place, piece]);
}
