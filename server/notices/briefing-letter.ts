import { letterHeading } from "~/domain/notices/letter-blocks";
import type { Briefing, BriefingLine } from "../queries/get-briefing";

/** A briefing as the text of a letter; the page it leads to has the links. */
export function briefingText(briefing: Briefing): string {
  const section = (heading: string, lines: BriefingLine[], none: string) => [
    letterHeading(heading),
    lines.length === 0 ? none : lines.map(({ when, words }) => `- ${when}: ${words}`).join("\n"),
  ];
  return [
    ...section("What comes", briefing.coming, "Nothing is planned for the next fourteen days."),
    ...section("What happened", briefing.happened, "Nothing was written into the minute book."),
    ...(briefing.more > 0 ? [`${briefing.more} older entries are in the minute book.`] : []),
  ].join("\n\n");
}
