import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { type CommitmentFacts, commitmentRuling, s38, slippage } from "../../app/domain/act/s38-commitments";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts: CommitmentFacts = {
  promise: "Repair the three benches in Mill Lane",
  owner: "Ada Brook",
  dueOn: "2027-03-01",
  madeOn: "2027-01-04",
};

describe("s38: commitments", () => {
  it("publishes that both dates are shown when one moves", () => {
    expect(s38.text[1]).toContain("When a date moves, both dates are shown");
  });

  it("needs a promise, an owner and a date", () => {
    expect(commitmentRuling(rules, facts)).toMatchObject({
      holds: true,
      sentence: "Ada Brook will do this by Monday 1 March 2027.",
    });
    expect(commitmentRuling(rules, { ...facts, promise: " " }).holds).toBe(false);
    expect(commitmentRuling(rules, { ...facts, owner: "" }).holds).toBe(false);
    expect(commitmentRuling(rules, { ...facts, dueOn: null }).holds).toBe(false);
  });

  it("may be due today but not yesterday, and no step may come after it", () => {
    expect(commitmentRuling(rules, { ...facts, dueOn: "2027-01-04" }).holds).toBe(true);
    expect(commitmentRuling(rules, { ...facts, dueOn: "2027-01-03" }).holds).toBe(false);
    expect(commitmentRuling(rules, { ...facts, milestonesOn: ["2027-02-01", "2027-03-01"] }).holds).toBe(true);
    expect(commitmentRuling(rules, { ...facts, milestonesOn: ["2027-03-02"] }).holds).toBe(false);
  });
});

describe("s38: slippage", () => {
  const promisedOn = "2027-03-01";

  it("is on course on the promised day and late the day after", () => {
    const at = (today: "2027-03-01" | "2027-03-02") => slippage(rules, { promisedOn, expectedOn: promisedOn, today });
    expect(at("2027-03-01").outcome).toBe("on_course");
    expect(at("2027-03-02").sentence).toBe("Promised for Monday 1 March 2027 and not done: 1 day late.");
  });

  it("shows both dates when the date has moved", () => {
    expect(slippage(rules, { promisedOn, expectedOn: "2027-04-10", today: "2027-03-20" })).toMatchObject({
      holds: false,
      outcome: "moved",
      sentence: "First promised for Monday 1 March 2027, now expected on Saturday 10 April 2027, 40 days later.",
    });
  });

  it("counts one day later as moved", () => {
    expect(slippage(rules, { promisedOn, expectedOn: "2027-03-02", today: "2027-03-01" })).toMatchObject({
      outcome: "moved",
      sentence: "First promised for Monday 1 March 2027, now expected on Tuesday 2 March 2027, 1 day later.",
    });
  });

  it("measures what was done against the day first promised", () => {
    const done = (doneOn: "2027-03-01" | "2027-03-05") =>
      slippage(rules, { promisedOn, expectedOn: "2027-04-10", doneOn, today: "2027-05-01" });
    expect(done("2027-03-01").outcome).toBe("kept");
    expect(done("2027-03-05")).toMatchObject({
      outcome: "late",
      sentence: "Done on Friday 5 March 2027, 4 days after it was promised.",
    });
  });
});

describe("s38: as it stands in the Act", () => {
  it("is section 38, in part 6", () => {
    expect(s38).toMatchObject({ id: "s38", number: 38, part: 6 });
  });
});
