import type { Figure, Ruling } from "../act/ruling";
import type { DirectedStanding, MatterKind, MatterSide, MatterState } from "./matters";

/** A finding of the Commissioner, as everybody may read it. Instants are in ISO 8601. */
export interface FindingView {
  isUpheld: boolean;
  /** In a word or two: "Objection good". */
  words: string;
  reasons: string;
  by: string;
  at: string;
  /** The new date beside the first one, and how the council stands against it; null where none was set. */
  directed: { firstDay: string; newDay: string; standing: DirectedStanding; words: string } | null;
}

/** A matter before the Commissioner in a list. */
export interface MatterLine {
  kind: MatterKind;
  id: string;
  href: string;
  kindWords: string;
  title: string;
  parish: { slug: string; name: string };
  council: { slug: string; name: string };
  /** Since when it is before the Commissioner, in ISO 8601. */
  since: string;
  state: MatterState;
  /** When it was decided or ended by itself, in ISO 8601; null while it waits. */
  endedAt: string | null;
  finding: FindingView | null;
}

/** One thing that somebody has said about a matter. */
export interface SaidView {
  key: string;
  side: MatterSide;
  who: string;
  at: string;
  /** What it is: "Statement", "Reasons of the council". */
  what: string;
  text: string;
  /** More about it in one sentence, such as what became of a receipt; empty where there is nothing. */
  note: string;
}

/** The whole public record of a matter. */
export interface MatterView extends MatterLine {
  sides: Readonly<Record<MatterSide, string>>;
  facts: { name: string; words: string; href?: string }[];
  /** The arithmetic behind the dates. */
  figures: Figure[];
  said: SaidView[];
  /** What the Act says about it. */
  rulings: Ruling[];
  files: { text: string; href: string }[];
  entries: { number: number; when: string; words: string; href: string }[];
  recount: {
    agrees: boolean;
    report: { verdict: string; words: string }[];
    countWords: string;
    root: string;
    ballotFile: string;
    by: string;
    at: string;
  } | null;
}
