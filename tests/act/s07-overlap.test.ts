import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { overlapRuling, s07 } from "../../app/domain/act/s07-overlap";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const held = (parish: string, power: string, wards: string[], day: string) => ({
  parish,
  power,
  wards,
  delegatedAt: new Date(`${day}T12:00:00Z`),
});

describe("s7: parishes that overlap", () => {
  it("publishes that the earlier delegation prevails", () => {
    expect(s07.text[2]).toContain("The earlier delegation prevails.");
  });

  it("lets two parishes share ground for different powers, and the same power on different ground", () => {
    const others = [held("Elm Park", "parks", ["W1"], "2026-01-05"), held("Mill Lane", "litter", ["W9"], "2026-01-05")];
    expect(overlapRuling(rules, { power: "litter", wards: ["W1", "W2"], others }).holds).toBe(true);
    const alone = overlapRuling(rules, { power: "litter", wards: ["W1"], others: [] });
    expect(alone.holds).toBe(true);
    expect(alone.figures).toMatchObject([{ name: "Parishes with this power on this ground", value: 0 }]);
  });

  it("refuses the same power on the same ground and cites the earliest delegation", () => {
    const others = [held("Later", "litter", ["W2"], "2026-03-01"), held("Elm Park", "litter", ["W2"], "2026-01-05")];
    const ruling = overlapRuling(rules, { power: "litter", wards: ["W1", "W2"], others });
    expect(ruling.holds).toBe(false);
    expect(ruling.sections).toEqual(["s7"]);
    expect(ruling.sentence).toContain("Elm Park");
    expect(ruling.sentence).toContain("Monday 5 January 2026");
    expect(ruling.sentence).toContain("Litter bins and litter picking");
  });
});

describe("s7: as it stands in the Act", () => {
  it("is section 7, in part 2", () => {
    expect(s07).toMatchObject({ id: "s7", number: 7, part: 2 });
  });
});
