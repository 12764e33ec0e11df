import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { foundersNeeded, foundersRuling, s04 } from "../../app/domain/act/s04-founders";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s4: founders", () => {
  it("publishes how many residents found a parish", () => {
    expect(s04.text[0]).toBe(
      "A parish is founded by at least {founders} residents who put their names to its charter.",
    );
  });

  it("needs six founders, as six electors may call a parish meeting", () => {
    expect(foundersRuling(rules, { founders: 5 }).outcome).toBe("not_met");
    expect(foundersRuling(rules, { founders: 6 }).outcome).toBe("met");
    expect(foundersRuling(rules, { founders: 5 }).wouldChange).toBe("1 more founder would be enough.");
    expect(foundersRuling(rules, { founders: 0 }).wouldChange).toBe("6 more founders would be enough.");
  });

  it("needs as many as the council's schedule says", () => {
    const three: Rules = { ...rules, parameters: { founders: 3 } };
    expect(foundersNeeded(three)).toBe(3);
    expect(foundersRuling(three, { founders: 2 }).holds).toBe(false);
    expect(foundersRuling(three, { founders: 3 }).holds).toBe(true);
    expect(s04.parameters.map(({ default: usual, min, max }) => [usual, min, max])).toEqual([[6, 3, 21]]);
  });
});

describe("s4: as it stands in the Act", () => {
  it("is section 4, in part 2", () => {
    expect(s04).toMatchObject({ id: "s4", number: 4, part: 2 });
  });

  it("lets a council set founders from 3 to 21", () => {
    expect(s04.parameters).toMatchObject([{ name: "founders", default: 6, min: 3, max: 21, unit: "people" }]);
  });
});
