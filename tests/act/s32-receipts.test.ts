import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { challengeRuling, challengesHeardRuling, challengeUntil, s32 } from "../../app/domain/act/s32-receipts";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s32: receipts and the count", () => {
  const closedAt = atTime("2026-12-10", 21, 0);

  it("publishes the time to challenge", () => {
    expect(s32.text[2]).toContain("Within 5 working days of closing");
  });

  it("leaves five working days, to the end of the fifth", () => {
    expect(challengeUntil(rules, closedAt)).toEqual(startOfDay("2026-12-18"));
  });

  it("leaves out Christmas, Boxing Day's substitute and New Year's Day", () => {
    expect(challengeUntil(rules, atTime("2026-12-23", 21, 0))).toEqual(startOfDay("2027-01-05"));
    expect(challengeUntil(rules, atTime("2026-12-24", 21, 0))).toEqual(startOfDay("2027-01-06"));
  });

  it("refuses a challenge before closing and from the end of the last day on", () => {
    const at = (now: Date) => challengeRuling(rules, { closedAt, now }).holds;
    const until = challengeUntil(rules, closedAt);
    expect([at(new Date(closedAt.getTime() - 1)), at(closedAt), at(new Date(until.getTime() - 1)), at(until)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(challengeRuling(rules, { closedAt, now: until }).sentence).toBe(
      "The last day to challenge this count was Thursday 17 December 2026.",
    );
  });
});

describe("s32: what the Commissioner does", () => {
  it("decides only once the time to challenge is over", () => {
    const closedAt = atTime("2026-12-10", 21, 0);
    const until = challengeUntil(rules, closedAt);
    const at = (now: Date) => challengesHeardRuling(rules, { closedAt, now }).outcome;
    expect([at(new Date(until.getTime() - 1)), at(until)]).toEqual(["not_yet", "allowed"]);
  });
});

describe("s32: as it stands in the Act", () => {
  it("is section 32, in part 5", () => {
    expect(s32).toMatchObject({ id: "s32", number: 32, part: 5 });
  });
});
