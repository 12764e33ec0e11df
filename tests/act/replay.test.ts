import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actInForce } from "~/domain/act/act-in-force";
import { outcomeInWords } from "~/domain/act/outcome-words";
import {
  type DecisionFacts,
  decisionKinds,
  flipsAlong,
  type RecordedDecision,
  replay,
  replayed,
  valuesAlong,
} from "~/domain/act/replay";
import { addDays, civilDateOf, startOfDay } from "~/domain/time/civil";

/** Every figure that some kind of decision rests on. */
const labParameters = [...new Set(Object.values(decisionKinds).flatMap((kind) => [...kind.parameters]))];

const start = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;
const instants = fc.integer({ min: 0, max: 900 * 24 }).map((hours) => new Date(start + hours * 3_600_000));
const laterBy = (from: Date, days: number) => new Date(from.getTime() + days * dayMs);
const classes = fc.constantFrom("advisory" as const, "ordinary" as const, "spending" as const, "charter" as const);

const facts: fc.Arbitrary<DecisionFacts> = fc.oneof(
  fc
    .record({
      class: classes,
      roll: fc.integer({ min: 1, max: 4000 }),
      split: fc.array(fc.nat(300), { minLength: 3, maxLength: 3 }),
    })
    .map(
      ({ class: of, roll, split: [a = 0, b = 0, c = 0] }): DecisionFacts => ({
        kind: "vote",
        class: of,
        roll: roll + a + b + c,
        counts: { for: a, against: b, abstain: c },
      }),
    ),
  fc
    .record({
      electorate: fc.integer({ min: 1, max: 9000 }),
      supporters: fc.nat(400),
      openedAt: instants,
      days: fc.nat(200),
    })
    .map(({ days, ...rest }): DecisionFacts => ({ kind: "support", ...rest, at: laterBy(rest.openedAt, days) })),
  fc
    .record({ roll: fc.integer({ min: 1, max: 4000 }), seconders: fc.nat(60), openedAt: instants, days: fc.nat(100) })
    .map(({ days, ...rest }): DecisionFacts => ({ kind: "seconding", ...rest, at: laterBy(rest.openedAt, days) })),
  fc.record({ class: classes, noticeAt: instants, days: fc.integer({ min: 1, max: 60 }) }).map(
    ({ days, ...rest }): DecisionFacts => ({
      kind: "notice",
      ...rest,
      opensOn: addDays(civilDateOf(rest.noticeAt), days),
    }),
  ),
  fc.integer({ min: 1, max: 30 }).map((founders): DecisionFacts => ({ kind: "founding", founders })),
  fc.integer({ min: 3, max: 24 }).map((termMonths): DecisionFacts => ({ kind: "term", termMonths })),
  fc
    .record({ startedAt: instants, days: fc.nat(200) })
    .map(
      ({ startedAt, days }): DecisionFacts => ({ kind: "deliberation", startedAt, noticeAt: laterBy(startedAt, days) }),
    ),
  fc
    .record({
      at: instants,
      opens: fc.nat(400),
      term: fc.integer({ min: 90, max: 730 }),
      tier: fc.constantFrom("A" as const, "B" as const),
    })
    .map(({ at, opens, term, tier }): DecisionFacts => {
      const startsOn = civilDateOf(at);
      const sunsetAt = startOfDay(addDays(startsOn, term));
      return { kind: "opening", class: "ordinary", tier, startsOn, sunsetAt, opensOn: addDays(startsOn, opens) };
    }),
  fc
    .record({
      kind: fc.constantFrom("acknowledgement" as const, "dating" as const),
      receivedAt: instants,
      termDays: fc.option(fc.integer({ min: 90, max: 730 })),
      days: fc.nat(60),
    })
    .map(({ days, ...rest }): DecisionFacts => ({ ...rest, at: laterBy(rest.receivedAt, days) })),
  fc.record({ receivedAt: instants, termDays: fc.option(fc.integer({ min: 90, max: 730 })), days: fc.nat(150) }).map(
    ({ days, ...rest }): DecisionFacts => ({
      kind: "answer",
      ...rest,
      pause: null,
      answeredAt: laterBy(rest.receivedAt, days),
    }),
  ),
);
const decisions: fc.Arbitrary<RecordedDecision[]> = fc.array(
  facts.map((one) => ({ rules: actInForce, facts: one })),
  { maxLength: 12 },
);

describe("the Act lab", () => {
  it("changes nothing when a figure keeps its value", () => {
    fc.assert(
      fc.property(decisions, fc.constantFrom(...labParameters), (made, parameter) => {
        expect(replay(made, { [parameter.name]: parameter.default }).flips).toEqual([]);
      }),
    );
  });

  it("shows at each value as many flips as making every decision again at that value finds", () => {
    fc.assert(
      fc.property(decisions, fc.constantFrom(...labParameters), (made, parameter) => {
        const expected = valuesAlong(parameter).map((value) => ({
          value,
          flips: replay(made, { [parameter.name]: value }).flips.length,
        }));
        expect(flipsAlong(made, parameter)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("makes again only what rests on the figure, and keeps both rulings", () => {
    const vote: RecordedDecision = {
      rules: actInForce,
      facts: { kind: "vote", class: "ordinary", roll: 1000, counts: { for: 40, against: 20, abstain: 0 } },
    };
    expect(replay([vote], { noticeDays: 10 })).toEqual({ examined: 0, flips: [] });
    const { examined, flips } = replay([vote], { floorPercent: 8 });
    expect(examined).toBe(1);
    expect(flips[0]?.before.outcome).toBe("passed");
    expect(flips[0]?.after.outcome).toBe("inquorate");
    expect(flips[0]?.after.sections).toContain("s30");
  });

  it("keeps the other figures that a decision was made under", () => {
    const facts: DecisionFacts = {
      kind: "vote",
      class: "ordinary",
      roll: 1000,
      counts: { for: 60, against: 0, abstain: 0 },
    };
    const rules = { ...actInForce, scheduleVersion: 3, parameters: { floorPercent: 20 } };
    expect(replayed(rules, facts).outcome).toBe("inquorate");
    const { flips } = replay([{ rules, facts }], { charterFloorPercent: 25 });
    expect(flips).toEqual([]);
    expect(replay([{ rules, facts }], { floorPercent: 6 }).flips[0]?.after.scheduleVersion).toBe(3);
  });

  it("shows a figure's whole range, both bounds included, in no more than about two dozen steps", () => {
    for (const parameter of labParameters) {
      const values = valuesAlong(parameter);
      expect(values[0]).toBe(parameter.min);
      expect(values.at(-1)).toBe(parameter.max);
      expect(values.length).toBeLessThanOrEqual(26);
      expect([...values].sort((one, other) => one - other)).toEqual(values);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it("has words for every outcome it can come to", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { outcome } = replayed(actInForce, one);
        expect(outcomeInWords(outcome)).not.toContain("_");
        expect(outcomeInWords(outcome)[0]).toMatch(/[A-Z]/);
      }),
    );
    expect(Object.values(decisionKinds).every(({ name }) => name.length > 0)).toBe(true);
  });
});
