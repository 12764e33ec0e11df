import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sections } from "../../app/domain/act/act";
import { linkedSubsections, termAnchor } from "../../app/domain/act/defined-terms";
import { terms } from "../../app/domain/act/s02-interpretation";

/** The texts that are links, with where they lead. */
function linksIn(section: number, ...subsections: string[]): [string, string][] {
  return linkedSubsections(section, subsections)
    .flat()
    .flatMap(({ text, href }) => (href ? [[text, href]] : []));
}

describe("the defined terms of section 2", () => {
  it("are linked at their first use in a section, and not again", () => {
    expect(linksIn(20, "The roll is frozen. The Roll is published.", "Nobody leaves the roll.")).toEqual([
      ["roll", "/act/s2#term-roll"],
    ]);
  });

  it("are found in one and in several, in capitals and before an apostrophe", () => {
    expect(linksIn(21, "A clear day, the vote's roll's size, TERMS and spending proposal's costs.")).toEqual([
      ["clear day", "/act/s2#term-clear-days"],
      ["roll", "/act/s2#term-roll"],
      ["TERMS", "/act/s2#term-term"],
      ["spending proposal", "/act/s2#term-spending-proposal"],
    ]);
  });

  it("are found whole when they have several words", () => {
    expect(linksIn(10, "(charter vote), ordinary proposals and 7 working  days.")).toEqual([
      ["charter vote", "/act/s2#term-charter-vote"],
      ["ordinary proposals", "/act/s2#term-ordinary-proposal"],
      ["working  days", "/act/s2#term-working-days"],
    ]);
  });

  it("are linked as whole words only", () => {
    expect(
      linksIn(42, "The mid-term review, the short-term plan, a scroll, to enrol, midterms and sunsetting."),
    ).toEqual([]);
  });

  it("are not linked where the word has its everyday sense only", () => {
    expect(linksIn(7, "They may not hold the same power at the same time.")).toEqual([]);
  });

  it("are not linked in section 2, which explains them", () => {
    expect(linksIn(2, "The parish roll is everybody. The term is how long a parish lasts (s11).")).toEqual([
      ["s11", "/act/s11"],
    ]);
  });

  it("have an anchor each", () => {
    const anchors = terms.map(({ term }) => termAnchor(term));
    expect(new Set(anchors).size).toBe(terms.length);
    expect(termAnchor("Clear days")).toBe("term-clear-days");
    for (const anchor of anchors) expect(anchor).toMatch(/^term-[a-z-]+[a-z]$/);
  });
});

describe("a reference to another section", () => {
  it("is linked each time, in both spellings, and only in brackets", () => {
    expect(linksIn(35, "Give a ground (section 36), as in (s36). Under section 61F of an Act of Parliament.")).toEqual([
      ["section 36", "/act/s36"],
      ["s36", "/act/s36"],
    ]);
  });

  it("is not linked to the section in which it stands", () => {
    expect(linksIn(36, "See above (s36).")).toEqual([]);
  });

  it("names a section that exists, in every section of the Act", () => {
    const addresses = sections.flatMap((one) => linksIn(one.number, ...one.text)).map(([, href]) => href);
    const known = new Set([
      ...sections.map(({ id }) => `/act/${id}`),
      ...terms.map(({ term }) => `/act/s2#${termAnchor(term)}`),
    ]);
    expect(addresses.length).toBeGreaterThan(sections.length);
    expect(addresses.filter((href) => !known.has(href))).toEqual([]);
  });
});

describe("the runs of a section", () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...terms.map(({ term }) => term.toLowerCase()),
      "(s29)",
      "(section 3)",
      "of",
      "a",
      "-",
      "’s",
      "(",
      ")",
    ),
    fc.string({ maxLength: 6 }),
  );
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));

  it("are the text as given when they are joined, and link each term once at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 53 }), fc.array(text, { maxLength: 5 }), (number, subsections) => {
        const runs = linkedSubsections(number, subsections);
        expect(runs.map((one) => one.map((run) => run.text).join(""))).toEqual(subsections);
        const toTerms = linksIn(number, ...subsections)
          .map(([, href]) => href)
          .filter((href) => href.includes("#"));
        expect(new Set(toTerms).size).toBe(toTerms.length);
        if (number === 2) expect(toTerms).toEqual([]);
      }),
    );
  });
});
