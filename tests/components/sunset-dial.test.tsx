import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { DialDates } from "~/components/sunset/dial-dates";
import { fractionAt } from "~/components/sunset/dial-moments";
import { SunsetDial } from "~/components/sunset/sunset-dial";
import { dialFacts } from "./examples";

const ended = { ...dialFacts, hasEnded: true, daysLeft: 0, now: "2027-05-01T00:00:00Z" };

/** The words of the list of dates, one after the other, as they are read. */
function readInOrder(markup: string): string[] {
  return markup
    .replace(/<[^>]+>/g, "|")
    .split("|")
    .filter((words) => words.trim() !== "");
}

describe("the sunset dial", () => {
  test("says its dates in the order they come, with the present among them", () => {
    const markup = renderToStaticMarkup(<SunsetDial {...dialFacts} />);
    expect(markup).toContain("Sunset dial: 117 days of power left.");
    expect(markup).toContain(
      "Start: 2 April 2026. Mid-term review: 24 September 2026. Now: 117 days of power left. " +
        "Last safe day: 9 January 2027. Sunset: 18 March 2027.",
    );
    expect(markup).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="\S+-title \S+-desc"/);
  });

  test("puts the sun on the arc while power lasts and under the horizon when it has ended", () => {
    const sunHeight = (markup: string) => Number(markup.match(/dial__sun" cx="[\d.]+" cy="([\d.]+)"/)?.[1]);
    const horizon = (markup: string) => Number(markup.match(/dial__horizon" d="M10 ([\d.]+)H/)?.[1]);
    const living = renderToStaticMarkup(<SunsetDial {...dialFacts} />);
    const over = renderToStaticMarkup(<SunsetDial {...ended} />);
    expect(sunHeight(living)).toBeLessThan(horizon(living));
    expect(sunHeight(over)).toBeGreaterThan(horizon(over));
    expect(over).toContain("Sunset: 18 March 2027. Now: all powers have ended.");
    expect(over).not.toContain("url(#");
  });

  test("gives each dial of a page a gradient of its own", () => {
    const markup = renderToStaticMarkup(
      <>
        <SunsetDial {...dialFacts} />
        <SunsetDial {...dialFacts} size="small" />
      </>,
    );
    const used = [...markup.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(new Set(used).size).toBe(2);
    for (const id of used) expect(markup).toContain(`<linearGradient id="${id}"`);
  });

  test("takes instants as text or as milliseconds alike", () => {
    const inMilliseconds = {
      startsAt: Date.parse("2026-04-02T00:00:00Z"),
      sunsetAt: Date.parse("2027-03-18T00:00:00Z"),
    };
    expect(fractionAt(dialFacts.now, dialFacts)).toBe(fractionAt(Date.parse(String(dialFacts.now)), inMilliseconds));
    expect(fractionAt("2020-01-01T00:00:00Z", dialFacts)).toBe(0);
    expect(fractionAt("2030-01-01T00:00:00Z", dialFacts)).toBe(1);
  });

  test("has the same facts as a list", () => {
    const words = readInOrder(renderToStaticMarkup(<DialDates {...dialFacts} />));
    expect(words).toEqual([
      ...["Done: ", "Start", "2 April 2026"],
      ...["Done: ", "Mid-term review", "24 September 2026"],
      ...["Now: ", "Today", "117 days of power left"],
      ...["To come: ", "Last safe day", "9 January 2027"],
      ...["To come: ", "Sunset", "18 March 2027"],
    ]);
  });
});
