import type { TagColour } from "../content/tag";

/** How a power stands, in the word and colour of its tag. */
export const powerStandings: Record<
  "held" | "not_yet" | "suspended" | "revoked" | "lapsed",
  { words: string; colour: TagColour }
> = {
  held: { words: "Held now", colour: "green" },
  not_yet: { words: "Not yet held", colour: "yellow" },
  suspended: { words: "Suspended", colour: "red" },
  revoked: { words: "Taken back", colour: "red" },
  lapsed: { words: "Ended", colour: "grey" },
};
