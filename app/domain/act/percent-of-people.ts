/** People cannot be divided, so every share of them is rounded up (see "Interpretation", s2). */

/** Binary fractions put 14.000000000000002 where 14 is meant; nothing smaller than this is a part of a person. */
const smallestPart = 1_000_000;

/** A number of people, rounded up. */
export function roundUpPeople(count: number): number {
  return Math.ceil(Math.round(count * smallestPart) / smallestPart);
}

/** The given percentage of a number of people, rounded up: 7.5% of 2,501 is 188. */
export function percentOfPeople(people: number, percent: number): number {
  return roundUpPeople((people * percent) / 100);
}
