import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MeasureChart } from "~/components/parish/measure-chart";
import { numberAtStart } from "~/domain/parish/measures";
import type { MeasureFigures } from "~/domain/parish/review-figures";

function figuresWith(facts: Partial<MeasureFigures>): MeasureFigures {
  const baseline = facts.baseline ?? "4 bees, counted by the school";
  const target = facts.target ?? "40 bees";
  return {
    position: 1,
    action: "Plant the verges",
    measure: "Bees counted in an hour",
    baseline,
    baselineRead: numberAtStart(baseline),
    target,
    targetRead: numberAtStart(target),
    dueOn: "2027-11-01",
    points: [],
    ...facts,
  };
}

const point = (on: MeasureFigures["dueOn"], value: number) => ({ on, value, source: "Counted", by: "Asha, Convenor" });
const drawn = (facts: Partial<MeasureFigures>) => renderToStaticMarkup(<MeasureChart figures={figuresWith(facts)} />);

describe("the chart of a measure", () => {
  it("draws every figure once, from the least to the most, and says the same in a table", () => {
    const markup = drawn({ points: [point("2027-01-11", 4), point("2027-03-11", 22), point("2027-05-10", 31)] });
    const heights = [...markup.matchAll(/<circle[^>]* cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(3);
    expect(heights[0]).toBeGreaterThan(heights[1] as number);
    expect(heights[1]).toBeGreaterThan(heights[2] as number);
    expect(markup.match(/<td[^>]*numeric/g)).toHaveLength(3);
    expect(markup).toContain("drawn as 40, read from “40”");
  });

  it("says that a text was not drawn where no number was read, and draws no line for it", () => {
    const markup = drawn({ target: "As many as we can", points: [point("2027-01-11", 4)] });
    expect(markup).toContain("not drawn: no single number can be read from it");
    expect(markup).not.toContain("measure__target");
    expect(markup).toContain("measure__baseline");
  });

  it("draws nothing where nothing was measured", () => {
    const markup = drawn({});
    expect(markup).not.toContain("<svg");
    expect(markup).toContain("Nothing has been measured in this term");
  });

  it("stays within its frame with one figure, and with figures that are all the same", () => {
    for (const points of [[point("2027-01-11", 4)], [point("2027-01-11", 4), point("2027-01-11", 4)]]) {
      const markup = drawn({ baseline: "4", target: "4", points });
      for (const [, x, y] of markup.matchAll(/cx="([^"]+)" cy="([^"]+)"/g))
        expect([Number(x), Number(y)]).toEqual([300, 90]);
    }
  });

  it("has no inline style, and escapes what it is given", () => {
    const markup = drawn({ measure: "<script>alert(1)</script>", points: [point("2027-01-11", 4)] });
    expect(markup).not.toMatch(/\sstyle=/);
    expect(markup).not.toContain("<script");
  });
});
