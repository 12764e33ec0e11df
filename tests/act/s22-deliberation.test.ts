import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  deliberationEndsEarliest,
  mayGiveNoticeRuling,
  noticeBy,
  noticeTimingRuling,
  s22,
} from "../../app/domain/act/s22-deliberation";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const startedAt = new Date("2026-10-10T14:00:00Z");
const at = (now: Date, under = rules) => noticeTimingRuling(under, { deliberationStartedAt: startedAt, now }).outcome;
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);

describe("s22: deliberation", () => {
  it("publishes how long a proposal is argued about at least", () => {
    expect(s22.text[0]).toContain("A proposal is argued about for at least {deliberationDays} days.");
  });

  it("lets notice be given after 14 days, to the end of the fourteenth", () => {
    const from = new Date("2026-10-24T23:00:00Z");
    expect(deliberationEndsEarliest(rules, startedAt)).toEqual(from);
    expect(at(justBefore(from))).toBe("too_early");
    expect(at(from)).toBe("allowed");
  });

  it("lapses when nobody gives notice within 60 days of deliberation", () => {
    const until = new Date("2026-12-24T00:00:00Z");
    expect(noticeBy(rules, startedAt)).toEqual(until);
    expect(at(justBefore(until))).toBe("allowed");
    expect(at(until)).toBe("lapsed");
  });

  it("asks for no deliberation where the council's schedule says so", () => {
    const none: Rules = { ...rules, parameters: { deliberationDays: 0, noticeWithinDays: 14 } };
    expect(deliberationEndsEarliest(none, startedAt)).toEqual(startedAt);
    expect(at(startedAt, none)).toBe("allowed");
    expect(noticeBy(none, startedAt)).toEqual(new Date("2026-10-24T23:00:00Z"));
  });

  it("lets the author and the convenor give notice, and nobody else", () => {
    expect(mayGiveNoticeRuling(rules, { isAuthor: true, isConvenor: false }).holds).toBe(true);
    expect(mayGiveNoticeRuling(rules, { isAuthor: false, isConvenor: true }).holds).toBe(true);
    expect(mayGiveNoticeRuling(rules, { isAuthor: false, isConvenor: false }).holds).toBe(false);
  });
});

describe("s22: as it stands in the Act", () => {
  it("is section 22, in part 4", () => {
    expect(s22).toMatchObject({ id: "s22", number: 22, part: 4 });
  });

  it("lets a council set deliberationDays from 0 to 60, noticeWithinDays from 14 to 120", () => {
    expect(s22.parameters).toMatchObject([
      { name: "deliberationDays", default: 14, min: 0, max: 60, unit: "days" },
      { name: "noticeWithinDays", default: 60, min: 14, max: 120, unit: "days" },
    ]);
  });
});
