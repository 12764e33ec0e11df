import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { figureWords } from "~/components/act/figure-words";
import { LegislationSection } from "~/components/act/legislation-section";
import { SectionLinks } from "~/components/act/section-links";
import { WhereUsed } from "~/components/act/where-used";
import { StateTag, stateWords } from "~/components/content/state-tag";
import { ChoiceButtons } from "~/components/hall/choice-buttons";
import { HallLine } from "~/components/hall/hall-line";
import { ResultBars } from "~/components/hall/result-bars";
import { VotedCard } from "~/components/hall/voted-card";

describe("the hall", () => {
  test("offers three buttons that send a plain form, and marks the choice in the box", () => {
    const markup = renderToStaticMarkup(<ChoiceButtons chosen="against" />);
    const buttons = [...markup.matchAll(/<button[^>]*>/g)].map(([button]) => button);
    expect(buttons.map((button) => button.match(/value="(\w+)"/)?.[1])).toEqual(["for", "against", "abstain"]);
    for (const button of buttons) expect(button).toMatch(/type="submit" name="choice"/);
    expect(buttons.map((button) => button.includes(`aria-pressed="true"`))).toEqual([false, true, false]);
  });

  test("draws bars as shares of what was counted, and none before anything was", () => {
    const widths = (count: number, total: number) =>
      renderToStaticMarkup(<ResultBars rows={[{ name: "For", count }]} total={total} />).match(
        /bars__fill--for" width="([^"]+)"/,
      )?.[1];
    expect(widths(187, 305)).toBe("61.3%");
    expect(widths(0, 0)).toBe("0%");
  });

  test("says that the line is lost and that it is back where it is read out, and nothing else there", () => {
    const readOut = (line: "connecting" | "live" | "lost" | "back", state: "open" | "closed" = "open") =>
      renderToStaticMarkup(<HallLine state={state} line={line} present={148} />)
        .match(/<div role="status">(.*?)<\/div>/)?.[1]
        ?.replace(/<[^>]+>/g, "");
    expect(readOut("connecting")).toBe("");
    expect(readOut("live")).toBe("");
    expect(readOut("lost")).toBe("The live line is lost. It comes back by itself.");
    expect(readOut("back")).toBe("Live again");
    expect(readOut("lost", "closed"), "a count that is final needs no line").toBe("");
  });

  test("shows no number of voters while it is sealed", () => {
    const sealed = renderToStaticMarkup(<VotedCard cast={null} rollSize={2184} percent={14} />);
    expect(sealed).not.toContain("14");
    expect(sealed).toContain("sealed until the vote closes");
    expect(renderToStaticMarkup(<VotedCard cast={312} rollSize={2184} percent={15} />)).toContain(
      "of 2,184 on the roll (15%)",
    );
  });
});

describe("a ruling", () => {
  test("cites its sections as a phrase of links", () => {
    expect(renderToStaticMarkup(<SectionLinks sections={["s41"]} />)).toBe(
      `<span><a href="/act/s41">Section 41</a></span>`,
    );
    expect(renderToStaticMarkup(<SectionLinks sections={["s29", "s30", "s41"]} />).replace(/<[^>]+>/g, "")).toBe(
      "Sections 29, 30 and 41",
    );
  });

  test("says its figures as they are read", () => {
    expect(figureWords({ value: 2184, unit: "people" })).toBe("2,184 people");
    expect(figureWords({ value: 1, unit: "people" })).toBe("1 person");
    expect(figureWords({ value: 1, unit: "working days" })).toBe("1 working day");
    expect(figureWords({ value: 1110, unit: "pence" })).toBe("£11.10");
    expect(figureWords({ value: 600_000, unit: "pence" })).toBe("£6,000");
    expect(figureWords({ value: 37.5, unit: "percent" })).toBe("37.5%");
    expect(figureWords({ value: "9 January 2027", unit: "" })).toBe("9 January 2027");
  });
});

describe("a section of the Act", () => {
  test("is published with the values in force in its text", () => {
    const markup = renderToStaticMarkup(
      <LegislationSection
        number={20}
        title="Seconders"
        subsections={["At least {seconderFloor} people, within {unknown}."]}
        parameters={[
          {
            name: "seconderFloor",
            value: 12,
            default: 10,
            min: 2,
            max: 50,
            unit: "people",
            meaning: "The fewest seconders",
            precedent: "Parish meetings",
          },
        ]}
      />,
    );
    expect(markup).toContain("<span>At least 12 people, within {unknown}.</span>");
    expect(markup).toContain("2 to 50 people");
  });

  test("can be linked to, and so can each of its subsections", () => {
    const markup = renderToStaticMarkup(
      <LegislationSection
        number={29}
        title="Majority"
        subsections={["More For.", "A tie fails."]}
        parameters={[]}
        note={<WhereUsed counts={{ decisions: 12, proposals: 0, answers: 1, minutes: 2040 }} />}
      />,
    );
    expect(markup).toContain(`id="s29"`);
    expect(markup).toContain(`<li id="s29-2"><a class="legislation__subsection" href="#s29-2">`);
    expect(markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")).toContain(
      "Cited by 12 decisions, 1 council answer and 2,040 entries in the minute books.",
    );
  });

  test("links the first use of a defined term to its explanation, and says when nothing cites it", () => {
    const markup = renderToStaticMarkup(
      <LegislationSection
        number={44}
        title="Winding up"
        subsections={["In a short term, see (s45).", "A term ends at the sunset."]}
        parameters={[]}
        note={<WhereUsed />}
      />,
    );
    expect(markup).toContain(`In a short <a href="/act/s2#term-term">term</a>, see (<a href="/act/s45">s45</a>).`);
    expect(markup).toContain(`A term ends at the <a href="/act/s2#term-sunset">sunset</a>.`);
    expect(markup).toContain("Nothing in the record cites this section yet.");
  });
});

describe("a state", () => {
  test("is shown in words, not by its name in the record", () => {
    expect(stateWords({ of: "parish", state: "council_review" })).toBe("With the council");
    expect(renderToStaticMarkup(<StateTag of="parish" state="gathering" />)).toContain("Gathering support");
    expect(renderToStaticMarkup(<StateTag of="proposal" state="under_way" />)).toContain("Under way");
    expect(renderToStaticMarkup(<StateTag of="vote" state="scheduled" />)).toContain("Not open yet");
  });
});
