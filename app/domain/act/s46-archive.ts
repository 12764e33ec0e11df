import { list } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const s46 = section({
  number: 46,
  part: 7,
  title: "The archive",
  text: [
    "When a parish ends, its whole record is published as one bundle: the minute book, the ballot file of every vote, the register of powers and the reviews.",
    "Anybody can check that nothing in the bundle was changed or left out.",
    "The bundle stays public for good.",
  ],
  parameters: [],
  resembles:
    "Section 224 of the Local Government Act 1972, under which a council must make proper arrangements for its documents.",
});

/** What the bundle holds. */
export const archiveParts = ["minute_book", "ballot_files", "register", "reviews"] as const;
export type ArchivePart = (typeof archiveParts)[number];

const partNames: Readonly<Record<ArchivePart, string>> = {
  minute_book: "the minute book",
  ballot_files: "the ballot files",
  register: "the register of powers",
  reviews: "the reviews",
};

/** Whether a bundle is whole. Refuses one that lacks a part, or whose minute book does not check. */
export function archiveRuling(
  rules: Rules,
  facts: { parts: readonly ArchivePart[]; isMinuteBookUnbroken: boolean },
): Ruling {
  const missing = archiveParts.filter((one) => !facts.parts.includes(one)).map((one) => partNames[one]);
  if (missing.length > 0) {
    return refuse(rules, {
      sections: ["s46"],
      sentence: `The archive is not whole: ${list(missing)} ${missing.length === 1 && !missing[0]?.endsWith("s") ? "is" : "are"} missing.`,
      wouldChange: "Add what is missing and publish the bundle again.",
    });
  }
  if (!facts.isMinuteBookUnbroken) {
    return refuse(rules, {
      sections: ["s46"],
      sentence: "The minute book in this archive was changed after it was written, or something was left out.",
      wouldChange: "Publish the minute book as it was written.",
    });
  }
  return allow(rules, { sections: ["s46"], sentence: "The archive is whole, and its minute book checks." });
}
