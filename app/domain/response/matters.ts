import { lastDayBefore } from "../act/s34-clock";
import { type Matter, matterNames } from "../act/s50-commissioner";
import { dayInWords } from "../time/words";

/** What comes before the Commissioner. Orders that suspend and that take back are one kind: an appeal against the council. */
export const matterKinds = [
  "silence",
  "objection",
  "contested_count",
  "inadmissibility",
  "suspension",
  "vacancy",
] as const;
export type MatterKind = (typeof matterKinds)[number];

/** How a matter stands: it `waits` for the Commissioner, was `found` on, or `ended` by itself before that. */
export const matterStates = ["waits", "found", "ended"] as const;
export type MatterState = (typeof matterStates)[number];

/** The two sides: whoever brought it, and whoever did what it is about. */
export const matterSides = ["claimant", "respondent"] as const;
export type MatterSide = (typeof matterSides)[number];

interface KindWords {
  /** The part of its address. */
  slug: string;
  name: string;
  /** Who each side is; empty where there is none to speak. */
  sides: Readonly<Record<MatterSide, string>>;
  /** What may be found: that whoever brought it is right, or that they are not, as a choice and as a tag. Null where nothing is found. */
  findings: Readonly<Record<"upheld" | "not_upheld", { label: string; hint: string; tag: string }>> | null;
}

const kinds: Readonly<Record<MatterKind, KindWords>> = {
  silence: {
    slug: "silence",
    name: matterNames.silence,
    sides: { claimant: "Those who wait for the answer", respondent: "The council" },
    findings: {
      upheld: {
        label: "The council had no good reason not to answer",
        hint: "You may set a new date for the answer. It stays late all the same.",
        tag: "No good reason",
      },
      not_upheld: {
        label: "The council had good reason for being late",
        hint: "It still owes its answer.",
        tag: "Good reason",
      },
    },
  },
  objection: {
    slug: "objection",
    name: matterNames.objection,
    sides: { claimant: "The council", respondent: "The parish" },
    findings: {
      upheld: {
        label: "The objection is good",
        hint: "The decision does not bind the council, which owes nothing more.",
        tag: "Objection good",
      },
      not_upheld: {
        label: "The objection is not good",
        hint: "The council is to commit to the decision by a day that you set.",
        tag: "Objection not good",
      },
    },
  },
  contested_count: {
    slug: "count",
    name: matterNames.contested_count,
    sides: { claimant: "Those who challenge the count", respondent: "The convenor" },
    findings: {
      upheld: {
        label: "The challenge is right",
        hint: "It is published. How the vote came out does not change.",
        tag: "Challenge right",
      },
      not_upheld: { label: "The count is right as it was published", hint: "", tag: "Count right" },
    },
  },
  inadmissibility: {
    slug: "ruled-out",
    name: matterNames.inadmissibility,
    sides: { claimant: "The proposer", respondent: "The convenor" },
    findings: {
      upheld: {
        label: "It should not have been ruled out",
        hint: "The proposal goes on, and its time to find seconders begins again.",
        tag: "Goes on",
      },
      not_upheld: { label: "It was rightly ruled out", hint: "That stands.", tag: "Rightly ruled out" },
    },
  },
  suspension: {
    slug: "appeal",
    name: "A power was suspended or taken away",
    sides: { claimant: "The parish", respondent: "The council" },
    findings: {
      upheld: {
        label: "Set aside what the council ordered",
        hint: "What was taken is held again from this moment. How votes came out does not change.",
        tag: "Set aside",
      },
      not_upheld: { label: "Uphold what the council ordered", hint: "", tag: "Upheld" },
    },
  },
  vacancy: {
    slug: "vacancy",
    name: matterNames.vacancy,
    sides: { claimant: "", respondent: "" },
    findings: null,
  },
};

/** Names, addresses and choices of a kind of matter. */
export const matterWords = kinds;

/** The kind that stands in an address; null when none does. */
export function matterKindOf(slug: string): MatterKind | null {
  return matterKinds.find((kind) => kinds[kind].slug === slug) ?? null;
}

/** The page of a matter. */
export function matterPath(kind: MatterKind, id: string): string {
  return `/commissioner/${kinds[kind].slug}/${id}`;
}

/** What the Act calls a matter of this kind. */
export function actMatter(kind: MatterKind, order?: "suspend" | "revoke"): Matter {
  return kind === "suspension" && order === "revoke" ? "revocation" : kind;
}

/** What a finding says in a word or two, for a tag. */
export function findingWords(kind: MatterKind, isUpheld: boolean): string {
  return kinds[kind].findings?.[isUpheld ? "upheld" : "not_upheld"].tag ?? "";
}

/** The new date that the Commissioner set for an answer, beside the first, in a sentence; empty where there is none. */
export function directedWords({ answerBy, directedBy }: { answerBy: Date; directedBy: Date | null }): string {
  if (!directedBy || directedBy.getTime() === answerBy.getTime()) return "";
  const [first, second] = [answerBy, directedBy].map((end) => dayInWords(lastDayBefore(end)));
  return `The first date was ${first}. The Commissioner set a new one: ${second}.`;
}

/** How an answer stands against the date that was directed: not due yet, given in time, given late, or not given. */
export type DirectedStanding = "due" | "kept" | "late" | "missed";

/** How the council stands against a directed date at an instant. */
export function directedStanding(directedBy: Date, answeredAt: Date | null, now: Date): DirectedStanding {
  if (answeredAt) return answeredAt < directedBy ? "kept" : "late";
  return now < directedBy ? "due" : "missed";
}
