/** When a person can choose to be written to, in the order of the page. */
export const noticeModes = ["usual", "at_once", "daily", "briefing", "none"] as const;

export type NoticeMode = (typeof noticeModes)[number];

/**
 * What nobody has to choose. A vote that opens and an answer to something of one's own cannot wait for a fortnight; everything else
 * can, and a person who is written to about everything soon reads nothing.
 */
export const usualMode: NoticeMode = "usual";

/** Each choice in words, and what it means. */
export const modeWords: Readonly<Record<NoticeMode, { label: string; hint: string }>> = {
  usual: {
    label: "Votes and answers at once, the rest in the briefing",
    hint: "A letter when you can vote, shortly before a vote closes, and when something of your own is decided or answered.",
  },
  at_once: { label: "Everything at once", hint: "A letter for every notice." },
  daily: {
    label: "Once a day",
    hint: "One letter at 8am with the notices of the day before. None when there were none.",
  },
  briefing: { label: "Only the briefing", hint: "One letter a parish, every second Monday at 8am." },
  none: {
    label: "No e-mail",
    hint: "You still find your notices here, and still get the codes you ask for to sign in.",
  },
};
