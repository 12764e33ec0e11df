import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameters } from "../../app/domain/act/act";
import { allOf, type Rules, type Ruling } from "../../app/domain/act/ruling";
import type { ProposalClass } from "../../app/domain/act/s02-interpretation";
import { foundersNeeded, foundersRuling } from "../../app/domain/act/s04-founders";
import { gatheringEnds, supportersNeeded, supportRuling } from "../../app/domain/act/s08-supporters";
import { reviewDue } from "../../app/domain/act/s09-council-review";
import { charterVoteRuling } from "../../app/domain/act/s10-charter-vote";
import { activeFrom, sunsetOf, termMonths, termRuling, usualTermMonths } from "../../app/domain/act/s11-term";
import type { Tier } from "../../app/domain/act/s13-tiers";
import { secondersNeeded, secondingRuling } from "../../app/domain/act/s20-seconders";
import { clearDaysFor, earliestOpening, noticeRuling } from "../../app/domain/act/s21-notice";
import { deliberationEndsEarliest, noticeTimingRuling } from "../../app/domain/act/s22-deliberation";
import { hallVoteRuling, hallWindow, openingInstant, votingWindow } from "../../app/domain/act/s25-window";
import { majorityPercentOf } from "../../app/domain/act/s29-majority";
import { decisionRuling, participationFloor } from "../../app/domain/act/s30-participation-floor";
import { answerDue } from "../../app/domain/act/s34-clock";
import { type Term, termDaysOf } from "../../app/domain/act/s40-expiry";
import { lastSafeDay, openingRuling } from "../../app/domain/act/s41-last-safe-day";
import {
  councilConfirmsBy,
  hasTimeForRenewal,
  lifetimeMonths,
  renewalDays,
  renewalOpensAt,
  renewalRuling,
  renewals,
} from "../../app/domain/act/s43-renewal";
import { noNewVotesRuling, windingUpFrom } from "../../app/domain/act/s44-winding-up";
import { scheduleProblems } from "../../app/domain/act/schedule-problems";
import { type Parameter, parameterValue } from "../../app/domain/act/section";
import { addDays, atTime, type CivilDate, civilDateOf, compareDates, startOfDay } from "../../app/domain/time/civil";
import { lastNoticeDay, maySitOn } from "../../app/domain/time/clear-days";

/** How many people live, or may vote, in the places that are tried: tiny ones, both sides of each tier of section 8, and a city. */
const sizes = [1, 12, 20, 40, 499, 500, 2_500, 200_000];

const classesAndTiers: { class: ProposalClass; tier: Tier }[] = [
  { class: "ordinary", tier: "A" },
  { class: "ordinary", tier: "B" },
  { class: "spending", tier: "A" },
  { class: "spending", tier: "B" },
  { class: "advisory", tier: "C" },
];

const under = (chosen: Readonly<Record<string, number>>): Rules => ({
  actVersion: 1,
  scheduleVersion: 1,
  parameters: chosen,
});

/** Every parameter of the Act at either of its bounds, one at a time. */
const oneAtEitherBound: Record<string, number>[] = parameters.flatMap(({ name, min, max }) => [
  { [name]: min },
  { [name]: max },
]);

const isWhole = ({ unit }: Parameter) => !["percent", "times"].includes(unit);

function valueWithin(of: Parameter): fc.Arbitrary<number> {
  const bounds = fc.constantFrom(of.min, of.max);
  return isWhole(of) ? fc.oneof(bounds, fc.integer({ min: of.min, max: of.max })) : bounds;
}

/** Some parameters moved from their defaults, most of them to a bound, whether or not they can live together. */
const anySchedule: fc.Arbitrary<Record<string, number>> = fc
  .subarray([...parameters])
  .chain((moved) =>
    fc
      .tuple(...moved.map((one) => valueWithin(one).map((value) => [one.name, value] as const)))
      .map((pairs) => Object.fromEntries(pairs)),
  );

/** The parameters that take time, all at a bound: where schedules come closest to what a term can hold. */
const crowdedSchedule: fc.Arbitrary<Record<string, number>> = fc
  .tuple(
    ...parameters
      .filter(({ unit }) => ["days", "clear days", "working days", "months", "renewals"].includes(unit))
      .map((one) => fc.constantFrom(one.min, one.default, one.max).map((value) => [one.name, value] as const)),
  )
  .map((pairs) => Object.fromEntries(pairs));

const acceptedSchedule = fc
  .oneof(fc.constantFrom(...oneAtEitherBound), anySchedule, crowdedSchedule)
  .filter((chosen) => {
    return scheduleProblems(chosen).length === 0;
  });

const startDay = fc.integer({ min: 0, max: 15 * 365 }).map((days) => addDays("2021-01-01", days));
const months = fc.oneof(
  fc.constantFrom(termMonths.min, termMonths.max),
  fc.integer({ min: termMonths.min, max: termMonths.max }),
);

const termFrom = (startsOn: CivilDate, lasts: number): Term => ({ startsOn, sunsetAt: sunsetOf(startsOn, lasts) });

/** A refusal that a resident can understand and look up. */
function expectReason(ruling: Ruling): void {
  expect(ruling.holds).toBe(false);
  expect(ruling.sections.length).toBeGreaterThan(0);
  expect(ruling.sentence).toMatch(/^[A-Z].*\.$/);
}

/** One vote of a parish: what the Act said when notice was given, and what then came of it. */
interface Walked {
  ruling: Ruling;
  opensOn: CivilDate;
  closesAt: Date;
  /** Whether it was closed before winding up, and answered before the sunset where it had to be. */
  isFinished: boolean;
}

/** Gives notice on a day, opens on the first day that the notice allows, or on the one that is given, and runs on to the answer. */
function walkVote(
  rules: Rules,
  term: Term,
  facts: { class: ProposalClass; tier: Tier | null; noticeOn: CivilDate; opensOn?: CivilDate },
): Walked {
  const noticeAt = atTime(facts.noticeOn, 12, 0);
  const opensOn = facts.opensOn ?? earliestOpening(rules, { class: facts.class, noticeAt });
  const { closesAt } = votingWindow(rules, openingInstant(opensOn));
  const cost = facts.class === "spending" ? 100 : 0;
  const ruling = allOf(
    openingRuling(rules, { ...term, class: facts.class, tier: facts.tier, opensOn }),
    noNewVotesRuling(rules, { ...term, now: closesAt }),
    noticeRuling(rules, { class: facts.class, noticeAt, opensOn, costPence: cost, balancePence: cost }),
  );
  const isAnswered = facts.tier === "B" || facts.tier === "C";
  const answeredAt = isAnswered ? answerDue(rules, { receivedAt: closesAt, termDays: termDaysOf(term) }) : closesAt;
  const isFinished = closesAt < windingUpFrom(rules, term) && answeredAt <= term.sunsetAt;
  return { ruling, opensOn, closesAt, isFinished };
}

/** The day on which notice may first be given of a proposal that is put and seconded on the first day of a term. */
function firstNoticeDay(rules: Rules, term: Term): CivilDate {
  const put = startOfDay(term.startsOn);
  const from = deliberationEndsEarliest(rules, put);
  expect(noticeTimingRuling(rules, { deliberationStartedAt: put, now: from }).holds).toBe(true);
  return civilDateOf(from);
}

describe("founding a parish in a small or odd place", () => {
  const schedules = [{}, ...oneAtEitherBound];

  it.each(sizes)("of %i electors can be completed, or is refused at the start for want of founders", (electorate) => {
    for (const chosen of schedules) {
      const rules = under(chosen);
      const openedAt = new Date("2027-01-30T12:00:00Z");
      const { needed } = supportersNeeded(rules, electorate);
      expect(needed).toBeGreaterThanOrEqual(1);
      expect(needed).toBeLessThanOrEqual(electorate);
      const support = { electorate, gatheringOpenedAt: openedAt, now: openedAt };
      expect(supportRuling(rules, { ...support, supporters: electorate }).outcome).toBe("met");
      expect(supportRuling(rules, { ...support, supporters: needed }).outcome).toBe("met");
      expect(supportRuling(rules, { ...support, supporters: needed - 1 }).outcome).toBe("gathering");
      expect(gatheringEnds(rules, openedAt).getTime()).toBeGreaterThan(openedAt.getTime());
      const everybody = foundersRuling(rules, { founders: electorate });
      expect(everybody.holds).toBe(foundersNeeded(rules) <= electorate);
      if (!everybody.holds) {
        expectReason(everybody);
        expect(everybody.sections).toContain("s4");
      }
    }
  });

  it.each(sizes)("with %i people on the roll can win its charter vote, and loses it one ballot short", (roll) => {
    for (const chosen of schedules) {
      const rules = under(chosen);
      const { floor } = participationFloor(rules, { class: "charter", roll });
      expect(floor).toBeLessThanOrEqual(roll);
      const passed = decisionRuling(rules, { class: "charter", roll, counts: { for: floor, against: 0, abstain: 0 } });
      expect(charterVoteRuling(rules, { result: passed.holds ? "passed" : "failed", votesHeld: 1 }).outcome).toBe(
        "approved",
      );
      const fewer = { for: floor - 1, against: 0, abstain: 0 };
      expectReason(decisionRuling(rules, { class: "charter", roll, counts: fewer }));
      // The smallest majority of a full turnout passes, and one vote fewer does not.
      const least = Math.floor((majorityPercentOf(rules, "charter") * roll) / 100) + 1;
      const split = (inFavour: number) =>
        decisionRuling(rules, {
          class: "charter",
          roll,
          counts: { for: inFavour, against: roll - inFavour, abstain: 0 },
        });
      expect(split(least).outcome).toBe("passed");
      expect(split(least - 1).outcome).toBe("failed");
    }
  });

  it("goes on to a charter vote that opens and closes, and to a term that starts, whatever the schedule", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, months, (chosen, draftedOn, lasts) => {
        const rules = under(chosen);
        const openedAt = atTime(draftedOn, 12, 0);
        const reviewed = reviewDue(rules, { receivedAt: gatheringEnds(rules, openedAt) });
        const noticeAt = reviewed;
        const opensOn = earliestOpening(rules, { class: "charter", noticeAt });
        const notice = noticeRuling(rules, { class: "charter", noticeAt, opensOn, costPence: 0, balancePence: 0 });
        expect(notice.holds).toBe(true);
        const opensAt = openingInstant(opensOn);
        const { closesAt } = votingWindow(rules, opensAt);
        expect(openedAt < reviewed && reviewed < opensAt && opensAt < closesAt).toBe(true);
        const term = termFrom(activeFrom(draftedOn, closesAt), lasts);
        expect(term.sunsetAt > closesAt).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a vote in a small or odd place", () => {
  it.each(sizes)("with %i people on its roll has a floor that they can reach, in every class", (roll) => {
    for (const chosen of [{}, ...oneAtEitherBound]) {
      const rules = under(chosen);
      for (const { class: of } of classesAndTiers) {
        const { floor } = participationFloor(rules, { class: of, roll });
        expect(floor).toBeLessThanOrEqual(roll);
        const least = Math.max(1, floor);
        const inFavour = { for: least, against: 0, abstain: 0 };
        expect(decisionRuling(rules, { class: of, roll, counts: inFavour }).outcome).toBe("passed");
        if (floor === 0) continue;
        const short = decisionRuling(rules, { class: of, roll, counts: { ...inFavour, for: floor - 1 } });
        expect(short.outcome).toBe("inquorate");
        expectReason(short);
      }
    }
  });

  it.each(sizes.filter((size) => size > 1))("can find its seconders among %i people besides the author", (roll) => {
    for (const chosen of [{}, ...oneAtEitherBound]) {
      const { needed } = secondersNeeded(under(chosen), roll);
      expect(needed).toBeGreaterThanOrEqual(1);
      expect(needed).toBeLessThanOrEqual(roll - 1);
    }
  });

  it("in a parish of one waits for a neighbour and then expires with the reason", () => {
    const rules = under({});
    const facts = { roll: 1, seconders: 0, secondingOpenedAt: new Date("2027-01-04T12:00:00Z") };
    expect(secondingRuling(rules, { ...facts, now: new Date("2027-01-05T12:00:00Z") }).outcome).toBe("seconding");
    const over = secondingRuling(rules, { ...facts, now: new Date("2027-06-05T12:00:00Z") });
    expect(over.outcome).toBe("expired");
    expectReason(over);
  });

  it.each(oneAtEitherBound)("is finished before the sunset or refused with the reason under %j", (chosen) => {
    // One short winter over Christmas and one term at its shortest, with Easter and both changes of the clocks between them.
    for (const startsOn of ["2026-12-01", "2025-02-01"] as const) {
      for (const lasts of [termMonths.min, termMonths.max]) expectEveryVote(under(chosen), termFrom(startsOn, lasts));
    }
  });

  it("is finished before the sunset or refused with the reason, for random schedules, starts and terms", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, months, (chosen, startsOn, lasts) => {
        expectEveryVote(under(chosen), termFrom(startsOn, lasts));
      }),
      { numRuns: 120 },
    );
  });

  it("is held in every term that a charter may have, or the charter is refused with the sections in the way", () => {
    fc.assert(
      fc.property(fc.oneof(acceptedSchedule, crowdedSchedule), startDay, months, (chosen, startsOn, lasts) => {
        const rules = under(chosen);
        const ruling = termRuling(rules, { termMonths: lasts });
        const term = termFrom(startsOn, lasts);
        const noticeOn = firstNoticeDay(rules, term);
        const walked = walkVote(rules, term, { class: "ordinary", tier: "A", noticeOn });
        if (ruling.holds) {
          expect(walked.isFinished).toBe(true);
          return;
        }
        expectReason(ruling);
        if (ruling.outcome !== "too_short") expect(ruling.sections).toContain("s43");
        else expect(ruling.sections).toEqual(expect.arrayContaining(["s11", "s21", "s22", "s25", "s41"]));
      }),
      { numRuns: 300 },
    );
  });

  it("has a charter refused for its term only when a later sunset would leave the time", () => {
    const slow = { votingDays: 28, noticeDays: 28, charterNoticeDays: 28, deliberationDays: 60 };
    expect(scheduleProblems(slow)).toEqual([]);
    expect(termRuling(under(slow), { termMonths: 3 })).toMatchObject({
      holds: false,
      outcome: "too_short",
      sentence: expect.stringContaining("A parish of 3 months could decide nothing here"),
      wouldChange: "A term of 5 months or more would do.",
    });
    expect(termRuling(under(slow), { termMonths: 4 }).holds).toBe(false);
    expect(termRuling(under(slow), { termMonths: 5 }).holds).toBe(true);
    const { min, max } = termMonths;
    for (let lasts = min; lasts <= max; lasts += 1) {
      expect(termRuling(under({}), { termMonths: lasts }).holds).toBe(true);
    }
  });

  it("in a hall fits between its hours whatever its length, on the last safe day too", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, months, (chosen, startsOn, lasts) => {
        const rules = under(chosen);
        const term = termFrom(startsOn, lasts);
        const safe = lastSafeDay(rules, { ...term, class: "ordinary", tier: "A", windowDays: 0 });
        const opensOn = safe.lastOpeningDay as CivilDate;
        const opensAt = atTime(opensOn, 8, 0);
        const { closesAt } = hallWindow(rules, opensAt);
        expect(hallVoteRuling(rules, { class: "ordinary", opensAt, noticeNamedHour: true }).holds).toBe(true);
        expect(openingRuling(rules, { ...term, class: "ordinary", tier: "A", opensOn, closesAt }).holds).toBe(true);
        expect(closesAt < windingUpFrom(rules, term)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** Walks votes of every class and tier through a term, from its first day on and around the last safe days. */
function expectEveryVote(rules: Rules, term: Term): void {
  for (const vote of classesAndTiers) {
    const first = firstNoticeDay(rules, term);
    const soonest = walkVote(rules, term, { ...vote, noticeOn: first });
    expect(soonest.ruling.holds).toBe(soonest.isFinished);
    const safe = lastSafeDay(rules, { ...term, ...vote });
    if (!soonest.isFinished) {
      expectReason(soonest.ruling);
      expect(soonest.ruling.sections[0]).toMatch(/^s4[14]$/);
      expect(safe.lastNoticeDay === null || compareDates(safe.lastNoticeDay, first) < 0).toBe(true);
      continue;
    }
    const noticeOn = safe.lastNoticeDay as CivilDate;
    const last = walkVote(rules, term, { ...vote, noticeOn, opensOn: safe.lastOpeningDay as CivilDate });
    expect(last.ruling.holds).toBe(true);
    expect(last.isFinished).toBe(true);
    const late = walkVote(rules, term, { ...vote, noticeOn: addDays(noticeOn, 1) });
    expect(late.isFinished).toBe(false);
    expectReason(late.ruling);
  }
}

describe("a renewal in a small or odd place", () => {
  /** Walks a renewal vote that opens on a day; notice of it is given as late as it may be. */
  function walkRenewal(rules: Rules, term: Term, opensOn: CivilDate, newTermMonths: number): Walked {
    const noticeOn = lastNoticeDay(opensOn, clearDaysFor(rules, "charter"));
    const walked = walkVote(rules, term, { class: "charter", tier: null, noticeOn, opensOn });
    const opensAt = openingInstant(opensOn);
    const renewal = renewalRuling(rules, {
      ...term,
      opensAt,
      closesAt: walked.closesAt,
      renewalsSoFar: 0,
      firstStartsOn: term.startsOn,
      newTermMonths,
    });
    const isFinished =
      walked.isFinished && opensAt >= renewalOpensAt(rules, term) && compareDates(noticeOn, term.startsOn) >= 0;
    return {
      ...walked,
      ruling: allOf(termRuling(rules, { termMonths: newTermMonths }), renewal, walked.ruling),
      isFinished,
    };
  }

  function expectRenewal(rules: Rules, term: Term, lasts: number): void {
    const most = parameterValue(rules, renewals);
    const lifetime = parameterValue(rules, lifetimeMonths);
    const opens = civilDateOf(renewalOpensAt(rules, term));
    const closes = civilDateOf(windingUpFrom(rules, term));
    const days = renewalDays(rules, term);
    const newTerm = termMonths.min;
    const isAllowed = most > 0 && lasts + newTerm <= lifetime && termRuling(rules, { termMonths: newTerm }).holds;
    if (days && isAllowed) {
      for (const opensOn of [days.firstOpeningDay, days.lastOpeningDay]) {
        const walked = walkRenewal(rules, term, opensOn, newTerm);
        expect(walked.ruling.holds).toBe(true);
        expect(walked.isFinished).toBe(true);
        const confirmedBy = councilConfirmsBy(rules, { ...term, closedAt: walked.closesAt });
        expect(confirmedBy > walked.closesAt).toBe(true);
        expect(confirmedBy <= term.sunsetAt).toBe(true);
      }
    }
    // Every other day near an edge of the window is refused, with a reason that can be read.
    const edges = [opens, closes, ...(days ? [days.firstOpeningDay, days.lastOpeningDay] : [])];
    for (const opensOn of new Set(edges.flatMap((day) => [-2, -1, 0, 1, 2].map((by) => addDays(day, by))))) {
      const mayOpen = maySitOn(opensOn) && days && opensOn >= days.firstOpeningDay && opensOn <= days.lastOpeningDay;
      if (mayOpen && isAllowed) continue;
      const walked = walkRenewal(rules, term, opensOn, newTerm);
      expectReason(walked.ruling);
      if (maySitOn(opensOn) && !mayOpen) expect(walked.isFinished).toBe(false);
      if (days === null && maySitOn(opensOn) && isAllowed) {
        expect(walked.ruling.sections).toEqual(expect.arrayContaining(["s43", "s44"]));
        expect(walked.ruling.sentence).toContain("too short for a renewal vote");
      }
    }
  }

  it.each(oneAtEitherBound)("can be held and confirmed, or is refused with the reason, under %j", (chosen) => {
    for (const lasts of [termMonths.min, termMonths.max]) {
      expectRenewal(under(chosen), termFrom("2026-12-01", lasts), lasts);
    }
  });

  it("can be held and confirmed, or is refused with the reason, for random schedules, starts and terms", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, months, (chosen, startsOn, lasts) => {
        expectRenewal(under(chosen), termFrom(startsOn, lasts), lasts);
      }),
      { numRuns: 60 },
    );
  });

  it("has a day to open in every term that the Act says has time for one, whatever the calendar", () => {
    fc.assert(
      fc.property(fc.oneof(acceptedSchedule, crowdedSchedule), startDay, months, (chosen, startsOn, lasts) => {
        const rules = under(chosen);
        const term = termFrom(startsOn, lasts);
        if (hasTimeForRenewal(rules, termDaysOf(term))) expect(renewalDays(rules, term)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it("says at once that a term is too short where the only days left are a Sunday and a bank holiday", () => {
    const rules = under({ votingDays: 28 });
    let found = 0;
    for (let startsOn: CivilDate = "2026-01-01"; startsOn < "2028-01-01"; startsOn = addDays(startsOn, 1)) {
      const term = termFrom(startsOn, termMonths.min);
      if (renewalDays(rules, term) !== null) continue;
      found += 1;
      expectRenewal(rules, term, termMonths.min);
    }
    expect(found).toBeGreaterThan(0);
  });
});

describe("a schedule that may be made", () => {
  it("allows a proposal of every class and tier from submission to answer in the usual term, whenever it starts", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, (chosen, startsOn) => {
        const rules = under(chosen);
        const lasts = usualTermMonths(rules);
        expect(termRuling(rules, { termMonths: lasts }).holds).toBe(true);
        const term = termFrom(startsOn, lasts);
        const noticeOn = firstNoticeDay(rules, term);
        for (const vote of classesAndTiers) {
          const walked = walkVote(rules, term, { ...vote, noticeOn });
          expect(walked.ruling.holds).toBe(true);
          expect(walked.isFinished).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("allows a charter vote in the usual term, and a renewal unless it allows none", () => {
    fc.assert(
      fc.property(acceptedSchedule, startDay, (chosen, startsOn) => {
        const rules = under(chosen);
        const term = termFrom(startsOn, usualTermMonths(rules));
        const walked = walkVote(rules, term, { class: "charter", tier: null, noticeOn: startsOn });
        expect(walked.ruling.holds).toBe(true);
        expect(walked.isFinished).toBe(true);
        if (parameterValue(rules, renewals) > 0) expect(renewalDays(rules, term)).not.toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it("is otherwise refused with the sections in conflict and a sentence", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(anySchedule, crowdedSchedule), (chosen) => {
        for (const problem of scheduleProblems(chosen)) {
          refused += 1;
          expect(problem.sections.length).toBeGreaterThan(0);
          expect(problem.message).toMatch(/^[A-Z].*\.$/);
        }
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it("is refused when a short term and a long window leave a renewal vote no day that is sure to be free", () => {
    const crowded = { termMonths: 3, votingDays: 28, deliberationDays: 0 };
    expect(scheduleProblems(crowded)).toEqual([
      expect.objectContaining({ parameter: null, sections: ["s11", "s25", "s43", "s44"] }),
    ]);
    expect(scheduleProblems({ ...crowded, renewals: 0 })).toEqual([]);
    expect(scheduleProblems({ ...crowded, votingDays: 26 })).toEqual([]);
    expect(scheduleProblems({ ...crowded, votingDays: 27 })).toHaveLength(1);
    const long = { termMonths: 24, votingDays: 28, windingUpDays: 90 };
    expect(scheduleProblems(long)[0]?.sections).toEqual(["s11", "s25", "s43", "s44"]);
  });
});
