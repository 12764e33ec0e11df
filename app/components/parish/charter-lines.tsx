import type { CharterLine } from "~/domain/parish/charter-words";
import { SummaryList } from "../content/summary-list";

export interface CharterLinesProps {
  lines: readonly (CharterLine & { href?: string })[];
  /** Whether each line has a link that changes it; its `href`. */
  hasLinks?: boolean;
}

/** What a charter says, each thing with its name. */
export function CharterLines({ lines, hasLinks = false }: CharterLinesProps) {
  return (
    <SummaryList
      rows={lines.map(({ name, words, href }) => ({
        key: name,
        value: words.length === 0 ? "Not written yet" : words.map((text) => <p key={text}>{text}</p>),
        action: hasLinks && href ? { href, text: "Change" } : undefined,
      }))}
    />
  );
}
