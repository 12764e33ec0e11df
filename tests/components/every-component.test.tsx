import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { examples } from "./examples";

const hostile = `<script>alert("1")</script>`;
// The kit that pages are built of. What belongs to one page only is looked at by the browser tests.
const modules = import.meta.glob<Record<string, unknown>>(
  "../../app/components/{act,content,forms,hall,page-shell,sunset}/*.tsx",
  { eager: true },
);
const names = Object.values(modules)
  .flatMap((module) => Object.keys(module))
  .filter((name) => /^[A-Z]/.test(name))
  .sort();

describe("every component of the kit", () => {
  test("has an example here", () => {
    expect(Object.keys(examples("words")).sort()).toEqual(names);
  });

  test.each(Object.entries(examples(hostile)))("%s has no inline style and escapes what it is given", (_, example) => {
    const markup = renderToStaticMarkup(example);
    expect(markup).not.toMatch(/\sstyle=/);
    expect(markup).not.toContain("<script");
  });

  test.each(Object.entries(examples("words")))("%s ties labels and descriptions to ids it has", (_, example) => {
    const markup = renderToStaticMarkup(example);
    const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, references = ""] of markup.matchAll(/\saria-(?:describedby|labelledby)="([^"]+)"/g)) {
      expect(ids).toEqual(expect.arrayContaining(references.split(" ")));
    }
  });
});
