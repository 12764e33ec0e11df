import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { conflictRuling, s33 } from "../../app/domain/act/s33-conflict-of-interest";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const facts = { office: "convenor" as const, hasConflict: true, isPublished: true };

describe("s33: conflict of interest", () => {
  it("publishes that a person with a conflict keeps their own vote", () => {
    expect(s33.text[3]).toContain("keeps their own vote");
  });

  it("lets an office holder without a conflict act", () => {
    expect(conflictRuling(rules, { ...facts, hasConflict: false })).toMatchObject({ holds: true, outcome: "acts" });
  });

  it("passes a convenor's duties to the deputy and the other way round", () => {
    expect(conflictRuling(rules, facts)).toMatchObject({ holds: false, outcome: "passes_to_deputy" });
    expect(conflictRuling(rules, { ...facts, office: "deputy" }).outcome).toBe("passes_to_convenor");
  });

  it("says that an unpublished conflict must be published", () => {
    expect(conflictRuling(rules, { ...facts, isPublished: false }).sentence).toContain("must be published");
  });

  it("lets the council name somebody when both are barred", () => {
    expect(conflictRuling(rules, { ...facts, isOtherBarred: true }).outcome).toBe("council_names_somebody");
  });
});

describe("s33: as it stands in the Act", () => {
  it("is section 33, in part 5", () => {
    expect(s33).toMatchObject({ id: "s33", number: 33, part: 5 });
  });
});
