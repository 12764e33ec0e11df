import { describe, expect, it } from "vitest";
import { catalogue, powerOf } from "../../app/domain/act/catalogue";

describe("the catalogue of powers", () => {
  it("holds the powers of the Act in their tiers", () => {
    const inTier = (tier: string) => catalogue.filter((power) => power.tier === tier).map((power) => power.id);
    expect(catalogue).toHaveLength(28);
    expect(inTier("A")).toEqual([
      "clocks",
      "litter",
      "footpaths",
      "bus_grants",
      "car_share",
      "transport_info",
      "arts",
      "info",
      "grants",
      "asset_nominate",
    ]);
    expect(inTier("C")).toEqual(["burial", "parking", "crime", "calming", "planning_voice", "challenge"]);
    expect(inTier("B")).toHaveLength(12);
  });

  it("names the statute and the real law of each power", () => {
    for (const power of catalogue) {
      expect(power.statute).toMatch(/Act (19|20|18)\d\d, (section|sections|Schedule) /);
      expect(power.realLaw).toContain(power.statute);
      expect(power.realLaw).toMatch(/\.$/);
      expect(power.name.length).toBeGreaterThan(3);
      expect(power.service.length).toBeGreaterThan(3);
    }
  });

  it("finds a power by its id", () => {
    expect(powerOf("litter")?.name).toBe("Litter bins and litter picking");
    expect(powerOf("borrowing")).toBeNull();
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(28);
  });
});
