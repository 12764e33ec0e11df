import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { ballotInTimeRuling, changesAnHour, mayChangeRuling, s27 } from "../../app/domain/act/s27-one-person-one-vote";
import { atTime } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const opensAt = atTime("2026-12-03", 8, 0);
const closesAt = atTime("2026-12-10", 21, 0);
const at = (now: Date) => ballotInTimeRuling(rules, { now, opensAt, closesAt });
const shifted = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

describe("s27: one person, one vote", () => {
  it("publishes that the last ballot before closing counts", () => {
    expect(s27.text[1]).toContain("Your last ballot before closing is the one that counts");
    expect(s27.text[1]).toContain(`${changesAnHour} times`);
  });

  it("allows the twentieth change in an hour and refuses the twenty-first", () => {
    expect(mayChangeRuling(rules, { changesInLastHour: 0 }).holds).toBe(true);
    expect(mayChangeRuling(rules, { changesInLastHour: 19 }).holds).toBe(true);
    expect(mayChangeRuling(rules, { changesInLastHour: 20 })).toMatchObject({ holds: false, sections: ["s27"] });
  });

  it("takes a ballot from the opening instant to the last millisecond before closing", () => {
    expect(at(shifted(opensAt, -1)).outcome).toBe("too_early");
    expect(at(opensAt).holds).toBe(true);
    expect(at(shifted(closesAt, -1)).holds).toBe(true);
  });

  it("refuses a ballot at the closing instant and later", () => {
    expect(at(closesAt)).toMatchObject({
      holds: false,
      outcome: "too_late",
      sections: ["s27", "s25"],
      sentence:
        "This vote has closed. It was open until Thursday 10 December 2026 at 9pm, and a ballot that arrives at that moment or later does not count.",
    });
    expect(at(shifted(closesAt, 1)).holds).toBe(false);
  });
});

describe("s27: as it stands in the Act", () => {
  it("is section 27, in part 5", () => {
    expect(s27).toMatchObject({ id: "s27", number: 27, part: 5 });
  });
});
