import type { CivilDate } from "../time/civil";
import { dayInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import type { ProposalClass } from "./s02-interpretation";
import { founders, foundersRuling } from "./s04-founders";
import { demoScale, gatheringDays, supportRuling } from "./s08-supporters";
import { termRuling } from "./s11-term";
import { seconderFloor, seconderPercent, secondingDays, secondingRuling } from "./s20-seconders";
import { charterNoticeDays, noticeDays, noticeRuling } from "./s21-notice";
import { deliberationDays, noticeTimingRuling, noticeWithinDays } from "./s22-deliberation";
import { votingDays } from "./s25-window";
import { charterMajorityPercent } from "./s29-majority";
import { charterFloorPercent, decisionRuling, floorPercent } from "./s30-participation-floor";
import {
  acknowledgeBy,
  acknowledgeWorkingDays,
  answerDays,
  answerDue,
  datedBy,
  datedDays,
  lastDayBefore,
  type Pause,
} from "./s34-clock";
import { silenceRuling } from "./s37-silence";
import { type OpeningFacts, openingRuling } from "./s41-last-safe-day";
import { lifetimeMonths } from "./s43-renewal";
import { windingUpDays } from "./s44-winding-up";
import type { Parameter } from "./section";

/**
 * The Act lab: what recorded decisions would have been under another figure. Each decision carries the facts it was made on, which
 * nothing changes any more, so it can be made again.
 */

/** The facts of one decision, as they were frozen when it was made. */
export type DecisionFacts =
  | {
      kind: "vote";
      class: ProposalClass;
      roll: number;
      counts: { for: number; against: number; abstain: number };
    }
  | { kind: "support"; electorate: number; supporters: number; openedAt: Date; at: Date }
  | { kind: "seconding"; roll: number; seconders: number; openedAt: Date; at: Date }
  | { kind: "notice"; class: ProposalClass; noticeAt: Date; opensOn: CivilDate }
  | { kind: "founding"; founders: number }
  | { kind: "term"; termMonths: number }
  | { kind: "deliberation"; startedAt: Date; noticeAt: Date }
  | ({ kind: "opening" } & OpeningFacts)
  | { kind: "acknowledgement"; receivedAt: Date; termDays: number | null; at: Date }
  | { kind: "dating"; receivedAt: Date; termDays: number | null; at: Date }
  | { kind: "answer"; receivedAt: Date; termDays: number | null; pause: Pause | null; answeredAt: Date };

export type DecisionKind = DecisionFacts["kind"];

/** A decision that was made, with the rules that it was made under. */
export interface RecordedDecision {
  rules: Rules;
  facts: DecisionFacts;
}

type FactsOf<Kind extends DecisionKind> = Extract<DecisionFacts, { kind: Kind }>;

interface Replayable<Kind extends DecisionKind> {
  /** What is decided, as a heading. */
  name: string;
  /** The figures that it rests on. */
  parameters: readonly Parameter[];
  ruling: (rules: Rules, facts: FactsOf<Kind>) => Ruling;
}

/** Every kind of decision that can be made again. */
export const decisionKinds: { readonly [Kind in DecisionKind]: Replayable<Kind> } = {
  vote: {
    name: "Result of a vote",
    parameters: [floorPercent, charterFloorPercent, charterMajorityPercent],
    ruling: decisionRuling,
  },
  founding: {
    name: "Founders of a parish",
    parameters: [founders],
    ruling: foundersRuling,
  },
  term: {
    name: "Term of a parish",
    parameters: [lifetimeMonths, noticeDays, deliberationDays, votingDays, windingUpDays],
    ruling: termRuling,
  },
  support: {
    name: "Support for a charter",
    parameters: [demoScale, gatheringDays],
    ruling: (rules, { electorate, supporters, openedAt, at }) =>
      supportRuling(rules, { electorate, supporters, gatheringOpenedAt: openedAt, now: at }),
  },
  seconding: {
    name: "Seconding of a proposal",
    parameters: [seconderPercent, seconderFloor, secondingDays],
    ruling: (rules, { roll, seconders, openedAt, at }) =>
      secondingRuling(rules, { roll, seconders, secondingOpenedAt: openedAt, now: at }),
  },
  notice: {
    name: "Notice of a vote",
    parameters: [noticeDays, charterNoticeDays],
    // Money is no matter of these figures: it is taken to have been enough.
    ruling: (rules, facts) => noticeRuling(rules, { ...facts, costPence: 0, balancePence: 0 }),
  },
  deliberation: {
    name: "Time for arguments before notice",
    parameters: [deliberationDays, noticeWithinDays],
    ruling: (rules, { startedAt, noticeAt }) =>
      noticeTimingRuling(rules, { deliberationStartedAt: startedAt, now: noticeAt }),
  },
  opening: {
    name: "Opening of a vote before the last safe day",
    parameters: [votingDays, answerDays, windingUpDays],
    ruling: openingRuling,
  },
  acknowledgement: {
    name: "Acknowledgement by the council",
    parameters: [acknowledgeWorkingDays],
    ruling: (rules, { receivedAt, termDays, at }) =>
      stepOfClock(rules, at, acknowledgeBy(rules, receivedAt, termDays ?? undefined), "acknowledged this"),
  },
  dating: {
    name: "Day of the answer, said by the council",
    parameters: [datedDays],
    ruling: (rules, { receivedAt, termDays, at }) =>
      stepOfClock(rules, at, datedBy(rules, receivedAt, termDays ?? undefined), "said when it will answer"),
  },
  answer: {
    name: "Answer of the council",
    parameters: [answerDays],
    ruling: (rules, { receivedAt, termDays, pause, answeredAt }) =>
      silenceRuling(rules, {
        dueAt: answerDue(rules, { receivedAt, termDays: termDays ?? undefined, pause }),
        answeredAt,
        now: answeredAt,
      }),
  },
};

/** Whether a step of the council's clock was taken in time. */
function stepOfClock(rules: Rules, at: Date, by: Date, what: string): Ruling {
  const lastDay = dayInWords(lastDayBefore(by));
  const figures = [{ name: "Last day", value: lastDay, unit: "", how: "The end of that day is the end of the time" }];
  const grounds = { sections: ["s34" as const], figures };
  return at < by
    ? allow(rules, {
        ...grounds,
        outcome: "on_time",
        sentence: `The council ${what} in time. Its last day was ${lastDay}.`,
      })
    : refuse(rules, {
        ...grounds,
        outcome: "overdue",
        sentence: `The council ${what} late. Its last day was ${lastDay}.`,
      });
}

/** What the Act says about a recorded decision under these rules. */
export function replayed(rules: Rules, facts: DecisionFacts): Ruling {
  // The kind of the facts chooses the function that takes them.
  const kind = decisionKinds[facts.kind] as Replayable<DecisionKind>;
  return kind.ruling(rules, facts);
}

/** Whether any of these figures can matter to a kind of decision. */
export function restsOn(kind: DecisionKind, names: readonly string[]): boolean {
  return decisionKinds[kind].parameters.some(({ name }) => names.includes(name));
}

/** A decision that would have come out differently. */
export interface Flip<Decision extends RecordedDecision> {
  decision: Decision;
  before: Ruling;
  after: Ruling;
}

/** These rules with some figures changed. */
export function changed(rules: Rules, change: Readonly<Record<string, number>>): Rules {
  return { ...rules, parameters: { ...rules.parameters, ...change } };
}

/** What trying out a change of figures shows. */
export interface Replay<Decision extends RecordedDecision> {
  /** How many decisions rest on the figures that were changed. */
  examined: number;
  flips: Flip<Decision>[];
}

/**
 * Makes recorded decisions again with some figures changed.
 *
 * @param change the figures that are tried out, by name; each decision keeps its own for all others
 * @returns those that come out differently, with both rulings
 */
export function replay<Decision extends RecordedDecision>(
  decisions: readonly Decision[],
  change: Readonly<Record<string, number>>,
): Replay<Decision> {
  const names = Object.keys(change);
  let examined = 0;
  const flips: Flip<Decision>[] = [];
  for (const decision of decisions) {
    if (!restsOn(decision.facts.kind, names)) continue;
    examined += 1;
    const before = replayed(decision.rules, decision.facts);
    const after = replayed(changed(decision.rules, change), decision.facts);
    if (before.outcome !== after.outcome) flips.push({ decision, before, after });
  }
  return { examined, flips };
}

/** How many steps a figure's range is shown in at most. */
const mostSteps = 24;

/** The values of a figure that are shown side by side: its whole range, in equal steps of round numbers. */
export function valuesAlong(of: Parameter): number[] {
  const smallest = of.unit === "times" ? 0.05 : of.unit === "percent" ? 0.5 : 1;
  const step = smallest * Math.ceil((of.max - of.min) / smallest / mostSteps);
  const values = [of.min];
  for (let place = Math.floor(of.min / step) + 1; rounded(place * step) < of.max; place += 1) {
    values.push(rounded(place * step));
  }
  values.push(of.max);
  return values;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * How many decisions would have come out differently at each value of a figure.
 * A decision is made at both ends of a stretch first: where both come out the same, so does all between, since every one of these
 * figures is a bar that is higher or lower for each kind of decision.
 */
export function flipsAlong(
  decisions: readonly RecordedDecision[],
  of: Parameter,
  values: readonly number[] = valuesAlong(of),
): { value: number; flips: number }[] {
  const counts = values.map((value) => ({ value, flips: 0 }));
  for (const { rules, facts } of decisions) {
    if (!restsOn(facts.kind, [of.name])) continue;
    const before = replayed(rules, facts).outcome;
    const outcomes = new Map<number, string>();
    const outcomeAt = (place: number): string => {
      const known = outcomes.get(place);
      if (known !== undefined) return known;
      const outcome = replayed(changed(rules, { [of.name]: values[place] as number }), facts).outcome;
      outcomes.set(place, outcome);
      return outcome;
    };
    const count = (from: number, to: number): void => {
      if (outcomeAt(from) === outcomeAt(to)) {
        if (outcomeAt(from) === before) return;
        for (let place = from; place <= to; place += 1) (counts[place] as { flips: number }).flips += 1;
        return;
      }
      if (to - from === 1) {
        for (const place of [from, to]) {
          if (outcomeAt(place) !== before) (counts[place] as { flips: number }).flips += 1;
        }
        return;
      }
      const middle = (from + to) >>> 1;
      count(from, middle);
      count(middle + 1, to);
    };
    count(0, values.length - 1);
  }
  return counts;
}
