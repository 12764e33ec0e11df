import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  decisionRuling,
  mayBePutAgainAt,
  participationFloor,
  participationRuling,
  putAgainRuling,
  s30,
} from "../../app/domain/act/s30-participation-floor";
import { atTime, startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const floor = (of: "advisory" | "ordinary" | "spending" | "charter", roll: number, under = rules) =>
  participationFloor(under, { class: of, roll }).floor;

describe("s30: how many people must take part", () => {
  it("publishes both floors and the second chance", () => {
    expect(s30.text[1]).toContain("never more than a third of the roll");
    expect(s30.text[2]).toContain("never more than half of the roll");
    expect(s30.text[4]).toContain("once more after 28 days");
  });

  it.each([
    [12, 4, 6],
    [40, 10, 20],
    [2184, 110, 219],
  ])("with %i on the roll it is %i for ordinary and spending, %i for charter votes", (roll, ordinary, charter) => {
    expect(floor("ordinary", roll)).toBe(ordinary);
    expect(floor("spending", roll)).toBe(ordinary);
    expect(floor("charter", roll)).toBe(charter);
    expect(floor("advisory", roll)).toBe(0);
  });

  it("shows the arithmetic in words", () => {
    expect(participationFloor(rules, { class: "ordinary", roll: 2184 }).ruling.figures).toEqual([
      {
        name: "Participation floor",
        value: 110,
        unit: "people",
        how: "5% of 2,184 on the roll is 110 (rounded up), and that is not more than a third of the roll, which is 728",
      },
    ]);
    expect(participationFloor(rules, { class: "charter", roll: 12 }).ruling.figures[0]?.how).toBe(
      "10% of 12 on the roll is 2 (rounded up), which is raised to 21, but never more than half of the roll, which is 6",
    );
  });

  it("never asks for more than the whole roll, a third of it or half of it", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 0, max: 25 }), (roll, percent) => {
        const under = { ...rules, parameters: { floorPercent: percent, charterFloorPercent: percent } };
        expect(floor("ordinary", roll, under)).toBe(
          Math.min(Math.max(10, Math.ceil((roll * percent) / 100)), Math.ceil(roll / 3)),
        );
        expect(floor("charter", roll, under)).toBe(
          Math.min(Math.max(21, Math.ceil((roll * percent) / 100)), Math.ceil(roll / 2)),
        );
      }),
    );
  });

  it("is met by the floor exactly and not by one fewer", () => {
    const facts = { class: "ordinary" as const, roll: 2184 };
    expect(participationRuling(rules, { ...facts, cast: 110 }).outcome).toBe("met");
    expect(participationRuling(rules, { ...facts, cast: 109 })).toMatchObject({
      holds: false,
      outcome: "inquorate",
      sentence: "Too few people took part: 109 of the 110 needed.",
    });
  });

  it("lets a proposal be put again once, after 28 whole days", () => {
    const closedAt = atTime("2026-12-10", 21, 0);
    const from = startOfDay("2027-01-08");
    expect(mayBePutAgainAt(closedAt)).toEqual(from);
    const at = (now: Date, timesPutAgain = 0) => putAgainRuling(rules, { closedAt, now, timesPutAgain }).holds;
    expect([at(new Date(from.getTime() - 1)), at(from), at(from, 1)]).toEqual([false, true, false]);
  });
});

describe("s29 and s30: what a vote decided", () => {
  const decide = (yes: number, no: number, abstain: number) =>
    decisionRuling(rules, { class: "ordinary", roll: 2184, counts: { for: yes, against: no, abstain } });

  it("passes with enough people and a majority, and says so in one plain text", () => {
    const ruling = decide(80, 25, 10);
    expect(ruling).toMatchObject({ holds: true, outcome: "passed", sections: ["s29", "s30"] });
    expect(ruling.sentence).toBe(
      "This passed. 80 voted For and 25 Against. Enough people took part: 115, and 110 were needed.",
    );
    expect(ruling.figures.map((one) => one.name)).toEqual([
      "Participation floor",
      "Took part",
      "For",
      "Against",
      "Abstained",
      "For needed to pass",
    ]);
  });

  it("fails with enough people and no majority", () => {
    expect(decide(55, 55, 0)).toMatchObject({ holds: false, outcome: "failed", sections: ["s29", "s30"] });
  });

  it("is inquorate with too few people, even if all of them are For", () => {
    expect(decide(109, 0, 0)).toMatchObject({ holds: false, outcome: "inquorate", sections: ["s30", "s29"] });
  });

  it("counts abstentions as taking part", () => {
    expect(decide(2, 1, 107).outcome).toBe("passed");
  });

  it("gives advice however few take part, but not when nobody does", () => {
    const advise = (yes: number) =>
      decisionRuling(rules, { class: "advisory", roll: 2184, counts: { for: yes, against: 0, abstain: 0 } }).outcome;
    expect([advise(1), advise(0)]).toEqual(["passed", "failed"]);
  });
});

describe("s30: what is said of the floor", () => {
  const of = (roll: number) => participationFloor(rules, { class: "ordinary", roll }).ruling;

  it("says that advice has none", () => {
    const { ruling } = participationFloor(rules, { class: "advisory", roll: 2184 });
    expect(ruling.sentence).toBe("This vote counts however many people take part.");
    expect(ruling.figures).toMatchObject([{ value: 0, how: "A vote on advice to the council has no floor" }]);
    expect(participationRuling(rules, { class: "advisory", roll: 2184, cast: 4 }).sentence).toBe(
      "4 people took part; no number is needed.",
    );
  });

  it("speaks of one person as one", () => {
    expect(of(3).sentence).toBe("This vote counts only if at least 1 person takes part.");
    expect(of(6).sentence).toBe("This vote counts only if at least 2 people take part.");
    expect(participationRuling(rules, { class: "ordinary", roll: 3, cast: 1 }).sentence).toBe(
      "Enough people took part: 1, and 1 was needed.",
    );
  });

  it("says what the floor was raised to and what held it down, and neither where the numbers are equal", () => {
    expect(of(200).figures[0]?.how).toBe(
      "5% of 200 on the roll is 10 (rounded up), and that is not more than a third of the roll, which is 67",
    );
    expect(of(30).figures[0]?.how).toBe(
      "5% of 30 on the roll is 2 (rounded up), which is raised to 10, and that is not more than a third of the roll, which is 10",
    );
  });

  it("says how many more people would have been enough", () => {
    expect(participationRuling(rules, { class: "ordinary", roll: 2184, cast: 108 }).wouldChange).toBe(
      "It would have counted if 2 more people had taken part. It may be put once more after 28 days.",
    );
  });
});

describe("s30: as it stands in the Act", () => {
  it("is section 30, in part 5", () => {
    expect(s30).toMatchObject({ id: "s30", number: 30, part: 5 });
  });

  it("lets a council set floorPercent from 0 to 25, charterFloorPercent from 0 to 25", () => {
    expect(s30.parameters).toMatchObject([
      { name: "floorPercent", default: 5, min: 0, max: 25, unit: "percent" },
      { name: "charterFloorPercent", default: 10, min: 0, max: 25, unit: "percent" },
    ]);
  });
});
