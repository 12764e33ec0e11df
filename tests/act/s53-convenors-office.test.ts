import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  actingConvenorRuling,
  convenorState,
  nameDeputyRuling,
  requisitionedVote,
  requisitionRuling,
  requisitionThreshold,
  s53,
  vacancyReportedAt,
  vacancyRuling,
  vacantSince,
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

  it("finds a convenor away on the days they named, the last one included", () => {
    const away = { awayFrom: "2027-02-01", awayUntil: "2027-02-03" } as const;
    const states = ["2027-01-31", "2027-02-01", "2027-02-03", "2027-02-04"] as const;
    expect(states.map((day) => convenorState(away, day))).toEqual(["present", "absent", "absent", "present"]);
    expect(convenorState({ awayFrom: null, awayUntil: null }, "2027-02-01")).toBe("present");
    expect(convenorState(null, "2027-02-01")).toBe("vacant");
  });

  it("lets a convenor without a deputy name somebody who has offered", () => {
    const facts = { hasDeputy: false, hasOffered: true };
    expect(nameDeputyRuling(rules, facts)).toMatchObject({ holds: true, outcome: "named" });
    expect(nameDeputyRuling(rules, { ...facts, hasDeputy: true }).outcome).toBe("not_vacant");
    expect(nameDeputyRuling(rules, { ...facts, hasOffered: false }).outcome).toBe("not_offered");
  });

  it("opens the vote on the first day that fourteen clear days, Sundays and bank holidays allow, if that is safe", () => {
    const term = { startsOn: "2027-01-04", sunsetAt: startOfDay("2028-01-04") } as const;
    // Fourteen clear days after Saturday 9 January lead to a Sunday.
    const called = requisitionedVote(rules, { ...term, now: atTime("2027-01-09", 12, 0) });
    expect(called).toMatchObject({ opensOn: "2027-01-25", ruling: { holds: true } });
    const tooLate = requisitionedVote(rules, { ...term, now: atTime("2027-12-20", 12, 0) });
    expect(tooLate.ruling).toMatchObject({ holds: false, outcome: "past_last_safe_day" });
  });

  it("counts a vacancy from the instant the last of the two has left", () => {
    const [early, late] = [atTime("2026-12-01", 9, 0), atTime("2026-12-03", 10, 0)];
    expect(vacantSince([{ endedAt: late }, { endedAt: early }])).toEqual(late);
    expect(vacantSince([{ endedAt: late }, { endedAt: null }])).toBeNull();
    expect(vacantSince([])).toBeNull();
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
