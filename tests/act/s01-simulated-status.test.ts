import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { disclosure, disclosureOf, disclosureRuling, s01 } from "../../app/domain/act/s01-simulated-status";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s1: this Act is simulated", () => {
  it("publishes that no court would enforce it", () => {
    expect(s01.text[0]).toBe("This Act is a simulation. Parliament has not passed it, and no court would enforce it.");
  });

  it("puts the disclosure and the real law with every decision", () => {
    const realLaw = "The real law is the Litter Act 1983, section 5.";
    expect(disclosureOf(realLaw)).toBe(`${disclosure.decision} ${realLaw}`);
    expect(disclosureRuling(rules, { realLaw }).sentence).toContain("simulated Act");
    expect(disclosure.line).toContain("not law");
    expect(disclosure.export).toContain("not law");
  });

  it("lets nothing be published that does not name the real law", () => {
    const ruling = disclosureRuling(rules, { realLaw: "  " });
    expect(ruling.holds).toBe(false);
    expect(ruling.sections).toEqual(["s1"]);
  });
});

describe("s1: as it stands in the Act", () => {
  it("is section 1, in part 1", () => {
    expect(s01).toMatchObject({ id: "s1", number: 1, part: 1 });
  });
});
