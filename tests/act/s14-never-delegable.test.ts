import { describe, expect, it } from "vitest";
import { catalogue } from "../../app/domain/act/catalogue";
import type { Rules } from "../../app/domain/act/ruling";
import {
  delegableRuling,
  isNeverDelegable,
  neverDelegable,
  neverDelegableHints,
  s14,
} from "../../app/domain/act/s14-never-delegable";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s14: what can never be delegated", () => {
  it("publishes each of the nine", () => {
    const text = s14.text.join(" ");
    expect(neverDelegable).toHaveLength(9);
    for (const { name } of neverDelegable) expect(text).toContain(name);
  });

  it.each(neverDelegable.map(({ id }) => id))("refuses %s", (catalogueId) => {
    const ruling = delegableRuling(rules, { catalogueId });
    expect(ruling.outcome).toBe("never_delegable");
    expect(ruling.sections).toEqual(["s14"]);
  });

  it("lets a council give every power of the catalogue", () => {
    for (const { id } of catalogue) {
      expect(isNeverDelegable(id)).toBe(false);
      expect(delegableRuling(rules, { catalogueId: id }).holds).toBe(true);
    }
  });

  it("refuses a power that is in no list", () => {
    expect(delegableRuling(rules, { catalogueId: "moon" }).holds).toBe(false);
  });

  it("points to whole words only", () => {
    expect(neverDelegableHints("Raise the council-tax precept").map(({ id }) => id)).toEqual(["tax_and_precept"]);
    expect(neverDelegableHints("Ask for a loan, and a byelaw.").map(({ id }) => id)).toEqual(["borrowing", "byelaws"]);
    expect(neverDelegableHints("A bin outside Sloane Court")).toEqual([]);
  });
});

describe("s14: as it stands in the Act", () => {
  it("is section 14, in part 3", () => {
    expect(s14).toMatchObject({ id: "s14", number: 14, part: 3 });
  });
});
