import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { s47, typedMoneyRuling } from "../../app/domain/act/s47-typed-money";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s47: kinds of money", () => {
  it("publishes that a yearly cost may not be paid from money that comes once", () => {
    expect(s47.text[1]).toContain("may not be paid from money that comes once");
  });

  it("refuses recurring spending on one-off money and on capital", () => {
    const recurring = (money: "none" | "capital" | "revenue" | "one_off") =>
      typedMoneyRuling(rules, { money, isRecurring: true }).holds;
    expect([recurring("one_off"), recurring("capital"), recurring("revenue"), recurring("none")]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("says which money pays, or that none is needed", () => {
    const said = (money: "none" | "revenue") => typedMoneyRuling(rules, { money, isRecurring: true }).sentence;
    expect(said("none")).toBe("This needs no money.");
    expect(said("revenue")).toBe("This may be paid with money that comes every year, for running costs.");
  });

  it("lets any kind of money pay for what comes once", () => {
    for (const money of ["capital", "revenue", "one_off"] as const) {
      expect(typedMoneyRuling(rules, { money, isRecurring: false }).holds).toBe(true);
    }
  });
});

describe("s47: as it stands in the Act", () => {
  it("is section 47, in part 8", () => {
    expect(s47).toMatchObject({ id: "s47", number: 47, part: 8 });
  });
});
