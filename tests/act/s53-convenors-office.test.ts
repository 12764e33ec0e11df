import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  actingConvenorRuling,
  requisitionRuling,
  requisitionThreshold,
  s53,
  vacancyReportedAt,
  vacancyRuling,
} from "../../app/domain/act/s53-convenors-office";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s53: the convenor's office", () => {
  it("publishes who acts and who may demand a vote", () => {
    expect(s53.text[0]).toContain("The deputy acts when the convenor is away");
    expect(s53.text[2]).toContain("10% of the people on the parish roll");
  });

  it("passes to the deputy in absence, conflict and vacancy", () => {
    expect(actingConvenorRuling(rules, { convenor: "present", hasDeputy: true }).outcome).toBe("convenor");
    for (const convenor of ["absent", "conflicted", "vacant"] as const) {
      expect(actingConvenorRuling(rules, { convenor, hasDeputy: true }).outcome).toBe("deputy");
      expect(actingConvenorRuling(rules, { convenor, hasDeputy: false })).toMatchObject({
        holds: false,
        outcome: "nobody",
      });
    }
  });

  it("lets 10% of the roll, rounded up, demand a vote", () => {
    expect([requisitionThreshold(rules, { roll: 2184 }), requisitionThreshold(rules, { roll: 3 })]).toEqual([219, 1]);
    expect(requisitionRuling(rules, { roll: 2184, signatures: 219 }).outcome).toBe("met");
    expect(requisitionRuling(rules, { roll: 2184, signatures: 218 })).toMatchObject({
      outcome: "not_met",
      wouldChange: "1 more person must sign.",
    });
    expect(requisitionRuling(rules, { roll: 0, signatures: 0 }).holds).toBe(false);
  });

  it("reports a parish without convenor and deputy after 14 whole days", () => {
    const vacantSince = atTime("2026-12-03", 10, 0);
    const at = vacancyReportedAt(vacantSince);
    expect(at).toEqual(startOfDay("2026-12-18"));
    expect(vacancyRuling(rules, { vacantSince, now: new Date(at.getTime() - 1) }).outcome).toBe("vacant");
    expect(vacancyRuling(rules, { vacantSince, now: at }).outcome).toBe("reported");
  });
});

describe("s53: as it stands in the Act", () => {
  it("is section 53, in part 9", () => {
    expect(s53).toMatchObject({ id: "s53", number: 53, part: 9 });
  });
});
