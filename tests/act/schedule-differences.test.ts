import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameters } from "../../app/domain/act/act";
import { scheduleDifferences } from "../../app/domain/act/schedule-differences";

const schedule = fc
  .tuple(...parameters.map((one) => fc.option(fc.integer({ min: Math.ceil(one.min), max: Math.floor(one.max) }))))
  .map((values) =>
    Object.fromEntries(
      parameters.flatMap((one, place) => {
        const value = values[place];
        return value === null || value === undefined ? [] : [[one.name, value]];
      }),
    ),
  );

describe("what differs between two schedules", () => {
  it("is told with the old value, the new value and the section, in the order of the sections", () => {
    const differences = scheduleDifferences({ noticeDays: 10 }, { votingDays: 14, noticeDays: 12 });
    expect(
      differences.map(({ parameter, section, from, to }) => ({ name: parameter.name, section, from, to })),
    ).toEqual([
      { name: "noticeDays", section: "s21", from: 10, to: 12 },
      { name: "votingDays", section: "s25", from: 7, to: 14 },
    ]);
  });

  it("takes the Act's default for what a schedule leaves out", () => {
    expect(scheduleDifferences({}, { noticeDays: 7 })).toEqual([]);
    expect(scheduleDifferences({ noticeDays: 7 }, {})).toEqual([]);
    expect(scheduleDifferences({ noticeDays: 9 }, {})).toMatchObject([{ from: 9, to: 7 }]);
  });

  it("passes over names that the Act does not know", () => {
    expect(scheduleDifferences({}, { unheardOf: 3, constructor: 4 })).toEqual([]);
  });

  it("is nothing between a schedule and itself, and turns round when they change places", () => {
    fc.assert(
      fc.property(schedule, schedule, (one, other) => {
        expect(scheduleDifferences(one, one)).toEqual([]);
        const turned = scheduleDifferences(other, one).map((found) => ({ ...found, from: found.to, to: found.from }));
        expect(scheduleDifferences(one, other)).toEqual(turned);
      }),
    );
  });

  it("leads from the first schedule to the second when it is applied", () => {
    fc.assert(
      fc.property(schedule, schedule, (one, other) => {
        const changed = { ...one };
        for (const { parameter, to } of scheduleDifferences(one, other)) changed[parameter.name] = to;
        expect(scheduleDifferences(changed, other)).toEqual([]);
      }),
    );
  });
});
