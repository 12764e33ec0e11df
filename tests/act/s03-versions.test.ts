import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  ACT_VERSION,
  actCommencesAt,
  commencementRuling,
  inForce,
  type ScheduleVersion,
  s03,
} from "../../app/domain/act/s03-versions";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const schedules: ScheduleVersion[] = [
  { version: 2, commencesAt: new Date("2026-06-01T00:00:00Z"), parameters: { noticeDays: 10 } },
  { version: 1, commencesAt: new Date("2026-01-01T00:00:00Z"), parameters: { noticeDays: 5 } },
  { version: 3, commencesAt: new Date("2027-01-01T00:00:00Z"), parameters: {} },
];

describe("s3: versions", () => {
  it("publishes that nothing acts backwards", () => {
    expect(s03.text[2]).toBe(
      "Nothing acts backwards. A new version never changes what was decided before it came into force.",
    );
  });

  it("applies the schedule that came into force last, from its very instant", () => {
    expect(inForce(schedules, new Date("2026-05-31T23:59:59.999Z")).scheduleVersion).toBe(1);
    expect(inForce(schedules, new Date("2026-06-01T00:00:00Z"))).toEqual({
      actVersion: ACT_VERSION,
      scheduleVersion: 2,
      parameters: { noticeDays: 10 },
    });
    expect(inForce(schedules, new Date("2030-01-01T00:00:00Z")).scheduleVersion).toBe(3);
  });

  it("applies the Act's own figures before a council has made a schedule", () => {
    expect(inForce([], new Date("2026-01-01T00:00:00Z"))).toEqual({
      actVersion: 1,
      scheduleVersion: 0,
      parameters: {},
    });
    expect(inForce(schedules, new Date("2025-12-31T23:59:59.999Z")).scheduleVersion).toBe(0);
    expect(actCommencesAt < new Date("2026-01-01T00:00:00Z")).toBe(true);
  });

  it("takes the higher version of two that came into force together, in whatever order they are given", () => {
    const twins = [
      { version: 5, commencesAt: new Date("2026-06-01T00:00:00Z"), parameters: {} },
      ...schedules,
      { version: 4, commencesAt: new Date("2026-06-01T00:00:00Z"), parameters: {} },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(twins, { minLength: twins.length }), (shuffled) => {
        expect(inForce(shuffled, new Date("2026-07-01T00:00:00Z")).scheduleVersion).toBe(5);
      }),
    );
  });

  it("refuses a version that would come into force before it is made", () => {
    const madeAt = new Date("2026-06-01T12:00:00Z");
    expect(commencementRuling(rules, { madeAt, commencesAt: new Date("2026-06-01T11:59:59Z") }).holds).toBe(false);
    expect(commencementRuling(rules, { madeAt, commencesAt: madeAt }).holds).toBe(true);
  });
});

describe("s3: as it stands in the Act", () => {
  it("is section 3, in part 1", () => {
    expect(s03).toMatchObject({ id: "s3", number: 3, part: 1 });
  });
});
