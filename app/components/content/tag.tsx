export type TagColour = "grey" | "green" | "teal" | "blue" | "purple" | "magenta" | "red" | "orange" | "yellow";

/** A word or two in a coloured box. The words carry the meaning; the colour only helps to find it. */
export function Tag({ text, colour = "blue" }: { text: string; colour?: TagColour }) {
  return <strong className={colour === "blue" ? "govuk-tag" : `govuk-tag govuk-tag--${colour}`}>{text}</strong>;
}
