import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { amendingRuling, s51 } from "../../app/domain/act/s51-amending";
import { atTime } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const madeAt = atTime("2026-12-03", 10, 0);

describe("s51: changing the Act or a schedule", () => {
  it("publishes that nothing reaches back", () => {
    expect(s51.text[2]).toBe("It never reaches back. A vote that is open keeps the rules it opened with.");
  });

  it("begins in the future: a millisecond later, not at once", () => {
    const begins = (ms: number) =>
      amendingRuling(rules, { madeAt, commencesAt: new Date(madeAt.getTime() + ms), hasStatement: true }).holds;
    expect([begins(-1), begins(0), begins(1)]).toEqual([false, false, true]);
  });

  it("comes with a statement of which past decisions would have differed", () => {
    const commencesAt = atTime("2027-01-01", 0, 0);
    expect(amendingRuling(rules, { madeAt, commencesAt, hasStatement: false }).holds).toBe(false);
  });
});

describe("s51: as it stands in the Act", () => {
  it("is section 51, in part 9", () => {
    expect(s51).toMatchObject({ id: "s51", number: 51, part: 9 });
  });
});
