import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { clearDaysFor, earliestOpening, type NoticeFacts, noticeRuling, s21 } from "../../app/domain/act/s21-notice";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const notice: NoticeFacts = {
  class: "ordinary",
  noticeAt: new Date("2026-12-01T16:00:00Z"),
  opensOn: "2026-12-09",
  costPence: 0,
  balancePence: 0,
};
const opens = (opensOn: NoticeFacts["opensOn"], more: Partial<NoticeFacts> = {}, under = rules) =>
  noticeRuling(under, { ...notice, opensOn, ...more });

describe("s21: notice of a vote", () => {
  it("publishes the clear days of notice", () => {
    expect(s21.text[0]).toBe(
      "Everybody is told of a vote before it opens. At least {noticeDays} clear days lie between the notice and the opening, and {charterNoticeDays} for a charter vote.",
    );
  });

  it("needs 7 clear days, and 14 for a charter vote", () => {
    expect(opens("2026-12-08").holds).toBe(false);
    expect(opens("2026-12-09").holds).toBe(true);
    expect(opens("2026-12-15", { class: "charter" }).holds).toBe(false);
    expect(opens("2026-12-16", { class: "charter" }).holds).toBe(true);
    expect(opens("2026-12-08").sentence).toBe("This gives 6 clear days of notice, and 7 are needed.");
    expect(opens("2026-12-08").wouldChange).toBe("The vote may open on Wednesday 9 December 2026.");
  });

  it("counts the day of the notice by London clocks", () => {
    const lateAtNight = new Date("2026-07-01T23:30:00Z");
    expect(earliestOpening(rules, { class: "ordinary", noticeAt: lateAtNight })).toBe("2026-07-10");
  });

  it("refuses a day that has passed, a Sunday and a bank holiday", () => {
    expect(opens("2026-12-01").holds).toBe(false);
    expect(opens("2026-11-30").holds).toBe(false);
    expect(opens("2026-12-13").sentence).toContain("a Sunday");
    expect(opens("2026-12-28").sentence).toContain("Boxing Day (substitute day)");
    expect(opens("2026-12-12").holds).toBe(true);
  });

  it("agrees with the earliest opening for every class", () => {
    for (const of of ["advisory", "ordinary", "spending", "charter"] as const) {
      const earliest = earliestOpening(rules, { class: of, noticeAt: notice.noticeAt });
      expect(opens(earliest, { class: of }).holds).toBe(true);
    }
  });

  it("never gives a charter vote less notice than the others", () => {
    const long: Rules = { ...rules, parameters: { noticeDays: 28 } };
    expect(clearDaysFor(long, "charter")).toBe(28);
    expect(clearDaysFor(rules, "charter")).toBe(14);
    expect(clearDaysFor(rules, "advisory")).toBe(7);
  });

  it("sets a spending proposal's cost aside, and refuses notice when too little is left", () => {
    const spending = { class: "spending", costPence: 420_000 } as const;
    expect(opens("2026-12-09", { ...spending, balancePence: 419_999 }).outcome).toBe("outside_budget");
    const enough = opens("2026-12-09", { ...spending, balancePence: 420_000 });
    expect(enough.holds).toBe(true);
    expect(enough.figures.find((figure) => figure.name === "Set aside for this proposal")?.value).toBe(420_000);
  });
});

describe("s21: the day of the notice", () => {
  it("is no day to open, however little notice is needed", () => {
    const after = "A vote opens after the day on which notice of it is given.";
    expect(opens("2026-11-30").sentence).toBe(after);
    expect(opens("2026-12-01").sentence).toBe(after);
    expect(opens("2026-12-02").sentence).toBe("This gives 0 clear days of notice, and 7 are needed.");
  });
});

describe("s21: as it stands in the Act", () => {
  it("is section 21, in part 4", () => {
    expect(s21).toMatchObject({ id: "s21", number: 21, part: 4 });
  });

  it("lets a council set noticeDays from 3 to 28, charterNoticeDays from 14 to 42", () => {
    expect(s21.parameters).toMatchObject([
      { name: "noticeDays", default: 7, min: 3, max: 28, unit: "clear days" },
      { name: "charterNoticeDays", default: 14, min: 14, max: 42, unit: "clear days" },
    ]);
  });
});
