import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { s15, trialLapse, trialRuling } from "../../app/domain/act/s15-trial-powers";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const grantedFrom = new Date("2026-08-31T10:00:00Z");

describe("s15: trial powers", () => {
  it("publishes the longest trial", () => {
    expect(s15.text[0]).toBe("A council may give a power on trial, for at most {trialMonths} months.");
    expect(s15.parameters.map(({ default: usual, min, max }) => [usual, min, max])).toEqual([[18, 3, 18]]);
  });

  it("lets a trial lapse after 18 months, or what the council says, and on the last day of a shorter month", () => {
    const sunsetAt = new Date("2029-01-01T00:00:00Z");
    expect(trialLapse(rules, { grantedFrom, sunsetAt })).toEqual(new Date("2028-02-29T00:00:00Z"));
    const six: Rules = { ...rules, parameters: { trialMonths: 6 } };
    expect(trialLapse(six, { grantedFrom, sunsetAt })).toEqual(new Date("2027-02-28T00:00:00Z"));
  });

  it("never lets a trial outlast its parish", () => {
    const sunsetAt = new Date("2027-03-01T00:00:00Z");
    expect(trialLapse(rules, { grantedFrom, sunsetAt })).toEqual(sunsetAt);
    expect(trialRuling(rules, { grantedFrom, lapsesAt: sunsetAt, sunsetAt }).holds).toBe(true);
    const later = new Date(sunsetAt.getTime() + 1);
    expect(trialRuling(rules, { grantedFrom, lapsesAt: later, sunsetAt }).holds).toBe(false);
  });
});

describe("s15: as it stands in the Act", () => {
  it("is section 15, in part 3", () => {
    expect(s15).toMatchObject({ id: "s15", number: 15, part: 3 });
  });

  it("lets a council set trialMonths from 3 to 18", () => {
    expect(s15.parameters).toMatchObject([{ name: "trialMonths", default: 18, min: 3, max: 18, unit: "months" }]);
  });
});
