import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, weekdayOf } from "../../../app/domain/time/civil";
import { clearDaysBetween, earliestEventDay, lastNoticeDay, maySitOn } from "../../../app/domain/time/clear-days";
import { bankHolidayName } from "../../../app/domain/time/working-days";

const days = fc.integer({ min: 0, max: 26 * 365 }).map((n) => addDays("2015-01-01", n));
const notices = fc.integer({ min: 1, max: 42 });

describe("clear days", () => {
  it("exclude the day of the notice and the day of the event", () => {
    expect(earliestEventDay("2026-12-01", 7)).toBe("2026-12-09");
    expect(clearDaysBetween("2026-12-01", "2026-12-09")).toBe(7);
    expect(clearDaysBetween("2026-12-01", "2026-12-02")).toBe(0);
    expect(clearDaysBetween("2026-12-01", "2026-12-01")).toBe(0);
    expect(lastNoticeDay("2026-12-09", 7)).toBe("2026-12-01");
  });

  it("never end on a Sunday or a bank holiday", () => {
    expect(earliestEventDay("2026-11-28", 7)).toBe("2026-12-07");
    // Good Friday 2026 is followed by a Saturday, on which a vote may open.
    expect(earliestEventDay("2026-03-26", 7)).toBe("2026-04-04");
    // Boxing Day is kept on Monday 28 December in 2026, after a Sunday.
    expect(earliestEventDay("2026-12-19", 7)).toBe("2026-12-29");
    expect(maySitOn("2026-12-26")).toBe(true);
    expect(maySitOn("2026-12-27")).toBe(false);
  });

  it("give the first day that has enough of them and may be used", () => {
    fc.assert(
      fc.property(days, notices, (notice, clearDays) => {
        const event = earliestEventDay(notice, clearDays);
        expect(clearDaysBetween(notice, event)).toBeGreaterThanOrEqual(clearDays);
        expect(weekdayOf(event)).not.toBe(7);
        expect(bankHolidayName(event)).toBeNull();
        for (let day = addDays(event, -1); clearDaysBetween(notice, day) >= clearDays; day = addDays(day, -1)) {
          expect(maySitOn(day)).toBe(false);
        }
      }),
    );
  });

  it("turn round: notice on the last day is enough and a day later is not", () => {
    fc.assert(
      fc.property(days, notices, (event, clearDays) => {
        const notice = lastNoticeDay(event, clearDays);
        expect(clearDaysBetween(notice, event)).toBe(clearDays);
        expect(clearDaysBetween(addDays(notice, 1), event)).toBe(clearDays - 1);
      }),
    );
  });
});
