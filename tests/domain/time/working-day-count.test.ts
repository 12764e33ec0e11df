import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type CivilDate, daysBetween } from "../../../app/domain/time/civil";
import { countWorkingDays, workingDaysInWords } from "../../../app/domain/time/working-day-count";
import { addWorkingDays, bankHolidayName, isWorkingDay } from "../../../app/domain/time/working-days";

const anyDay = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays("2016-01-01", days));

describe("counting working days one by one", () => {
  it("ends on the day that addWorkingDays answers, and leaves out exactly what is no working day", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (from, days) => {
        const { counted, notCounted } = countWorkingDays(from, days);
        expect(counted).toHaveLength(days);
        counted.forEach((day, index) => {
          expect(day).toBe(addWorkingDays(from, index + 1));
        });
        for (const { day, holiday } of notCounted) {
          expect(isWorkingDay(day)).toBe(false);
          expect(holiday).toBe(bankHolidayName(day) ?? "");
        }
        // Every day from the day after on is in one of the two lists.
        expect(counted.length + notCounted.length).toBe(daysBetween(from, counted.at(-1) as CivilDate));
      }),
    );
  });

  it("says the first day, the last day and what is passed over, holidays by name", () => {
    expect(workingDaysInWords(countWorkingDays("2026-11-03", 10), "Received on")).toBe(
      "Received on Tuesday 3 November 2026. Day 1 is Wednesday 4 November. Day 10 is Tuesday 17 November 2026. Not counted: Saturday 7 November; Sunday 8 November; Saturday 14 November; Sunday 15 November.",
    );
    expect(workingDaysInWords(countWorkingDays("2026-12-23", 3), "Received on")).toBe(
      "Received on Wednesday 23 December 2026. Day 1 is Thursday 24 December. Day 3 is Wednesday 30 December 2026. Not counted: Christmas Day (Friday 25 December); Saturday 26 December; Sunday 27 December; Boxing Day (substitute day) (Monday 28 December).",
    );
    expect(workingDaysInWords(countWorkingDays("2026-11-03", 1), "Received on")).toBe(
      "Received on Tuesday 3 November 2026. Day 1 is Wednesday 4 November. No day between is left out.",
    );
  });
});
