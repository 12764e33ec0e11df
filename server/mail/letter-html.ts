import { type LetterBlock, letterBlocks } from "~/domain/notices/letter-blocks";

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;

/**
 * A letter as HTML, made from its plain text: one column, the reader's own letters large enough to read, no picture and nothing that is
 * fetched from anywhere. Every word is escaped; only whole web addresses become links.
 */
export function letterHtml(subject: string, text: string): string {
  const blocks = letterBlocks(text).map(blockHtml);
  return [
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:1em;font:1.1em/1.5 sans-serif;color:#0b0c0c;background:#fff">`,
    `<div style="max-width:38em;margin:0 auto">${blocks.join("\n")}</div></body></html>`,
  ].join("\n");
}

function blockHtml(block: LetterBlock): string {
  if (block.kind === "heading") return `<h2 style="font-size:1.2em;margin:1.5em 0 .5em">${escaped(block.words)}</h2>`;
  if (block.kind === "lines") return `<p>${block.lines.map(linked).join("<br>")}</p>`;
  return `<ul style="padding-left:1.2em">${block.items.map((item) => `<li>${linked(item)}</li>`).join("")}</ul>`;
}

function linked(line: string): string {
  return line
    .split(address)
    .map((piece) => (address.test(piece) ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece)))
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
