/** A letter is plain text first. These are the parts that its HTML is made of, read from that very text. */
export type LetterBlock =
  | { kind: "heading"; words: string }
  | { kind: "list"; items: string[] }
  | { kind: "lines"; lines: string[] };

const rule = /^-{3,}$/;
const bullet = "- ";

/** A heading as a letter's text shows it: the words with a line under them. */
export function letterHeading(words: string): string {
  return `${words}\n${words.replace(/./gu, "-")}`;
}

/** The blocks of a letter: what stands between blank lines. A line with a rule under it is a heading, lines with dashes are a list. */
export function letterBlocks(text: string): LetterBlock[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((block): LetterBlock => {
      const lines = block.split("\n");
      const [first = "", second = ""] = lines;
      if (lines.length === 2 && rule.test(second)) return { kind: "heading", words: first };
      if (!lines.every((line) => line.startsWith(bullet))) return { kind: "lines", lines };
      return { kind: "list", items: lines.map((line) => line.slice(bullet.length)) };
    });
}
