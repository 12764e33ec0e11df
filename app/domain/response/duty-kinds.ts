/** What a council can owe a parish. */
export const dutyKinds = ["charter_review", "decision", "renewal"] as const;
export type DutyKind = (typeof dutyKinds)[number];

const words: Readonly<Record<Exclude<DutyKind, "decision">, { title: string; long: (parish: string) => string }>> = {
  charter_review: { title: "Review of the charter", long: (parish) => `The charter of ${parish}` },
  renewal: { title: "Powers for the new term", long: (parish) => `The powers of ${parish} for its new term` },
};

/** What minute books say that a duty is about, where that is no proposal. */
export const dutyAbout: Readonly<Record<Exclude<DutyKind, "decision">, string>> = {
  charter_review: "the charter",
  renewal: "the powers for the new term",
};

/** What a duty is about, in a few words: the proposal by its title, or what else it is. */
export function dutyTitle(kind: DutyKind, proposalTitle: string | undefined): string {
  return proposalTitle ?? (kind === "decision" ? "A decision" : words[kind].title);
}

/** The same where the parish does not stand beside it. */
export function dutyTitleOf(kind: DutyKind, proposalTitle: string | undefined, parish: string): string {
  return proposalTitle ?? (kind === "decision" ? `A decision of ${parish}` : words[kind].long(parish));
}
