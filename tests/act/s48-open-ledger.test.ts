import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { type LedgerFacts, ledgerRuling, s48 } from "../../app/domain/act/s48-open-ledger";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts: LedgerFacts = { amountPence: 10_000, decision: "Proposal 4", payee: "Brook Timber", items: [] };

describe("s48: open accounts", () => {
  it("publishes the amount above which a payment is itemised", () => {
    expect(s48.text[1]).toContain("Above £100");
  });

  it("takes £100 without a list and asks for one a penny above it", () => {
    expect(ledgerRuling(rules, facts).holds).toBe(true);
    expect(ledgerRuling(rules, { ...facts, amountPence: 10_001 }).sentence).toBe(
      "A payment of more than £100 lists what was bought.",
    );
  });

  it("asks for items that add up", () => {
    const items = [
      { name: "Planks", amountPence: 9_000 },
      { name: "Screws", amountPence: 1_001 },
    ];
    expect(ledgerRuling(rules, { ...facts, amountPence: 10_001, items }).holds).toBe(true);
    expect(ledgerRuling(rules, { ...facts, amountPence: 10_002, items }).holds).toBe(false);
    const [planks] = items;
    expect(ledgerRuling(rules, { ...facts, amountPence: 9_001, items: planks ? [planks] : [] }).sentence).toBe(
      "The items come to £90, but the payment is £90.01.",
    );
  });

  it("asks for the decision and the payee", () => {
    expect(ledgerRuling(rules, { ...facts, decision: "" }).holds).toBe(false);
    expect(ledgerRuling(rules, { ...facts, payee: " " }).holds).toBe(false);
  });
});

describe("s48: as it stands in the Act", () => {
  it("is section 48, in part 8", () => {
    expect(s48).toMatchObject({ id: "s48", number: 48, part: 8 });
  });
});
