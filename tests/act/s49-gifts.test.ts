import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { donorRuling, type GiftFacts, s49 } from "../../app/domain/act/s49-gifts";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts: GiftFacts = { giftPence: 20_000, givenPence: 0, fundPence: 80_000, hasConditions: false };

describe("s49: gifts", () => {
  it("publishes that a gift buys nothing", () => {
    expect(s49.text[3]).toContain("A gift buys nothing");
  });

  it("may make up exactly 20% of a fund and not a penny more", () => {
    expect(donorRuling(rules, facts).holds).toBe(true);
    expect(donorRuling(rules, { ...facts, giftPence: 20_001 })).toMatchObject({
      holds: false,
      wouldChange: "This donor may give up to £200 now.",
    });
  });

  it("counts what the same donor gave before", () => {
    expect(donorRuling(rules, { ...facts, givenPence: 10_000 }).holds).toBe(false);
  });

  it("is refused with conditions, however small", () => {
    expect(donorRuling(rules, { ...facts, giftPence: 1, hasConditions: true }).sentence).toBe(
      "A gift with conditions cannot be taken.",
    );
  });

  it("names the largest gift that would be taken", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 5, max: 50 }), (fundPence, donorSharePercent) => {
        const under = { ...rules, parameters: { donorSharePercent } };
        const most = Math.floor((donorSharePercent * fundPence) / (100 - donorSharePercent));
        const gift = (giftPence: number) =>
          donorRuling(under, { giftPence, givenPence: 0, fundPence, hasConditions: false }).holds;
        expect(gift(most)).toBe(true);
        expect(gift(most + 1)).toBe(false);
      }),
    );
  });
});

describe("s49: what a donor is told", () => {
  const told = (change: Partial<GiftFacts>) => donorRuling(rules, { ...facts, ...change });

  it("is what they may still give, to the penny, or that others must give first", () => {
    expect(told({ fundPence: 100_000, givenPence: 10_000 }).wouldChange).toBe("This donor may give up to £125 now.");
    expect(told({ fundPence: 4 }).wouldChange).toBe("This donor may give up to £0.01 now.");
    const first = "This donor may give once others have given more.";
    expect(told({ fundPence: 3 }).wouldChange).toBe(first);
    expect(told({ fundPence: 0 }).wouldChange).toBe(first);
    expect(told({ fundPence: 20_000, givenPence: 10_000 }).wouldChange).toBe(first);
  });

  it("is their share of the fund with the gift, none where the fund is empty", () => {
    expect(told({}).figures[0]).toMatchObject({ value: 20, unit: "percent" });
    expect(told({ fundPence: 0 }).figures[0]?.value).toBe(100);
    expect(told({ fundPence: 0, giftPence: 0 }).figures[0]?.value).toBe(0);
  });
});

describe("s49: as it stands in the Act", () => {
  it("is section 49, in part 8", () => {
    expect(s49).toMatchObject({ id: "s49", number: 49, part: 8 });
  });

  it("lets a council set donorSharePercent from 5 to 50", () => {
    expect(s49.parameters).toMatchObject([
      { name: "donorSharePercent", default: 20, min: 5, max: 50, unit: "percent" },
    ]);
  });
});
