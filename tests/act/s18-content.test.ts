import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  contentGaps,
  contentRuling,
  mostCostPence,
  type ProposalFacts,
  proposalLimits,
  s18,
} from "../../app/domain/act/s18-content";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const free: ProposalFacts = {
  title: "Empty the park bins twice a week",
  service: "Litter bins and street cleaning",
  powerId: "power-1",
  change: "The bins in both parks are emptied on Mondays and Fridays.",
  place: "Alder Park and Mill Green",
  startsOn: "2027-01-04",
  costPence: 0,
  moneySource: "",
  moneyType: "none",
  whoPaysAfter: "",
  measure: "Bins found full on the Friday count",
  measureOn: "2027-03-05",
};
const spending: ProposalFacts = {
  ...free,
  costPence: 420_000,
  moneySource: "The yearly litter budget",
  moneyType: "revenue",
  whoPaysAfter: "Westmere Council",
};
const fields = (facts: ProposalFacts) => contentGaps(rules, facts).map((gap) => gap.field);

describe("s18: what a proposal says", () => {
  it("publishes that spending without a source is inadmissible", () => {
    expect(s18.text.at(-1)).toBe(
      "A proposal that costs money and does not say where the money comes from is inadmissible.",
    );
  });

  it("finds a proposal complete that costs nothing, and one that says how its cost is paid", () => {
    expect(contentRuling(rules, free).outcome).toBe("complete");
    expect(contentRuling(rules, spending).outcome).toBe("complete");
  });

  it.each([
    ["title", { title: "" }],
    ["service", { service: " " }],
    ["powerId", { powerId: null, service: "" }],
    ["change", { change: "" }],
    ["place", { place: "" }],
    ["startsOn", { startsOn: null }],
    ["costPence", { costPence: null }],
    ["costPence", { costPence: -1 }],
    ["measure", { measure: "" }],
    ["measureOn", { measureOn: null }],
    ["measureOn", { measureOn: "2027-01-03" }],
  ] as [string, Partial<ProposalFacts>][])("names the field %s when it is missing or wrong", (field, change) => {
    expect(fields({ ...free, ...change })).toEqual([field]);
    expect(contentRuling(rules, { ...free, ...change }).outcome).toBe("incomplete");
  });

  it("asks where the money comes from, of what type it is and who pays after the sunset, only if it costs something", () => {
    expect(fields({ ...free, costPence: 1 })).toEqual(["moneySource", "moneyType", "whoPaysAfter"]);
    expect(fields(free)).toEqual([]);
    expect(fields({ ...spending, costPence: 10.5 })).toEqual(["costPence"]);
  });

  it("finds spending without a source inadmissible, and accepts a stated gap as a source", () => {
    const ruling = contentRuling(rules, { ...spending, moneySource: " " });
    expect(ruling.outcome).toBe("inadmissible");
    expect(ruling.sections).toEqual(["s18"]);
    expect(contentRuling(rules, { ...spending, moneySource: "Still to be found: £4,200" }).holds).toBe(true);
  });

  it("keeps its texts to their length", () => {
    expect(fields({ ...free, title: "x".repeat(10_000) })).toEqual(["title"]);
    expect(fields({ ...free, title: "x".repeat(proposalLimits.title.max) })).toEqual([]);
    expect(contentGaps(rules, { ...free, title: "x".repeat(121) })[0]?.message).toBe(
      "The title has 121 characters. It may have at most 120.",
    );
    expect(fields({ ...free, title: "Bins \u202E and more" })).toEqual(["title"]);
    expect(fields({ ...free, title: "<script> and 🌳 trees" })).toEqual([]);
  });
});

describe("s18: the limits of a proposal", () => {
  it("are these, in characters", () => {
    expect(Object.entries(proposalLimits).map(([part, { min, max }]) => [part, min, max])).toEqual([
      ["title", 5, 120],
      ["service", 2, 120],
      ["change", 10, 4000],
      ["place", 2, 300],
      ["moneySource", 3, 500],
      ["whoPaysAfter", 2, 300],
      ["measure", 3, 300],
    ]);
  });

  it("let it cost £10 million and no penny more", () => {
    expect(mostCostPence).toBe(10_000_000 * 100);
    expect(fields({ ...spending, costPence: mostCostPence })).toEqual([]);
    expect(fields({ ...spending, costPence: mostCostPence + 1 })).toEqual(["costPence"]);
  });

  it("let it be measured on the day on which it starts, and on no day before", () => {
    expect(fields({ ...free, measureOn: free.startsOn })).toEqual([]);
    expect(fields({ ...free, measureOn: "2027-01-03" })).toEqual(["measureOn"]);
  });
});

describe("s18: what is said of a proposal that is not complete", () => {
  it("is what it lacks first, and how much else", () => {
    expect(contentRuling(rules, { ...free, title: "" }).sentence).toBe(
      "This proposal is not complete. Give the proposal a title.",
    );
    expect(contentRuling(rules, { ...free, title: "", place: "" }).sentence).toBe(
      "This proposal is not complete. Give the proposal a title. 1 more thing is missing too.",
    );
    expect(contentRuling(rules, { ...free, title: "", place: "", measure: "" }).sentence).toMatch(
      / 2 more things are missing too\.$/,
    );
  });

  it("shows the cost once it is known", () => {
    expect(contentRuling(rules, spending).figures[0]).toMatchObject({
      value: 420_000,
      unit: "pence",
      how: "The proposal says £4,200",
    });
    expect(contentRuling(rules, { ...free, costPence: null }).figures[0]).toMatchObject({
      value: "not said yet",
      unit: "",
      how: "The proposal does not say",
    });
  });
});

describe("s18: as it stands in the Act", () => {
  it("is section 18, in part 4", () => {
    expect(s18).toMatchObject({ id: "s18", number: 18, part: 4 });
  });
});
