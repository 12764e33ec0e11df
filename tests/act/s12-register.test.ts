import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { lapseOf, legalWrapperNames, legalWrappers, powerHeldRuling, s12 } from "../../app/domain/act/s12-register";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const grantedFrom = new Date("2026-12-01T00:00:00Z");
const lapsesAt = new Date("2027-06-01T00:00:00Z");
const power = { name: "Litter bins and litter picking", grantedFrom, lapsesAt };
const at = (now: Date, more: object = {}) => powerHeldRuling(rules, { power: { ...power, ...more }, now }).outcome;
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);

describe("s12: the register of powers", () => {
  it("publishes that what is not in the register is not held", () => {
    expect(s12.text[0]).toContain("What is not in the register, the parish does not hold.");
    expect(powerHeldRuling(rules, { power: null, now: grantedFrom }).outcome).toBe("not_held");
  });

  it("holds a power from its first instant until the instant at which it lapses", () => {
    expect(at(justBefore(grantedFrom))).toBe("not_yet");
    expect(at(grantedFrom)).toBe("held");
    expect(at(justBefore(lapsesAt))).toBe("held");
    expect(at(lapsesAt)).toBe("lapsed");
  });

  it("does not hold a power that the council has suspended or revoked, from that instant on", () => {
    const then = new Date("2027-02-01T00:00:00Z");
    expect(at(justBefore(then), { suspendedAt: then })).toBe("held");
    expect(at(then, { suspendedAt: then })).toBe("suspended");
    expect(at(then, { revokedAt: then, suspendedAt: then })).toBe("revoked");
    expect(at(lapsesAt, { suspendedAt: then })).toBe("lapsed");
    expect(powerHeldRuling(rules, { power: { ...power, suspendedAt: then }, now: then }).sections[0]).toBe("s16");
  });

  it("calls a power by its name where it has one", () => {
    const said = (name: string | undefined) => powerHeldRuling(rules, { power: { ...power, name }, now: grantedFrom });
    expect(said(power.name).sentence).toMatch(/^The power "Litter bins and litter picking" is held until /);
    expect(said(undefined).sentence).toMatch(/^This power is held until /);
  });

  it("lets no power outlast its parish", () => {
    const sunsetAt = new Date("2027-03-01T00:00:00Z");
    expect(lapseOf({ statedLapseAt: lapsesAt, sunsetAt })).toBe(sunsetAt);
    expect(lapseOf({ statedLapseAt: grantedFrom, sunsetAt })).toBe(grantedFrom);
    expect(lapseOf({ statedLapseAt: null, sunsetAt })).toBe(sunsetAt);
  });

  it("names the law behind every legal arrangement", () => {
    expect(legalWrappers.every((one) => legalWrapperNames[one].law !== "" && legalWrapperNames[one].name !== "")).toBe(
      true,
    );
  });
});

describe("s12: as it stands in the Act", () => {
  it("is section 12, in part 3", () => {
    expect(s12).toMatchObject({ id: "s12", number: 12, part: 3 });
  });
});
