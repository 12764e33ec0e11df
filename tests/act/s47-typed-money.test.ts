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

  it("lets any kind of money pay for what comes once", () => {
    for (const money of ["capital", "revenue", "one_off"] as const) {
      expect(typedMoneyRuling(rules, { money, isRecurring: false }).holds).toBe(true);
    }
  });
});
