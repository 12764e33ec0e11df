/** People cannot be divided, so every share of them is rounded up (see "Interpretation", s2). */

/** Binary fractions put 14.000000000000002 where 14 is meant; nothing smaller than this is a part of a person. */
const smallestPart = 1_000_000;

/** A number without the dust of binary fractions: what is compared, or rounded, must be the number that is meant. */
export function withoutDust(count: number): number {
  return Math.round(count * smallestPart) / smallestPart;
}

/** A number of people, rounded up. */
export function roundUpPeople(count: number): number {
  return Math.ceil(withoutDust(count));
}

/** The given percentage of a number of people, which may be a fraction: 50.16% of 1,250 is 627, and not a trifle less. */
export function shareOfPeople(people: number, percent: number): number {
  return withoutDust((people * percent) / 100);
}

/** The given percentage of a number of people, rounded up: 7.5% of 2,501 is 188. */
export function percentOfPeople(people: number, percent: number): number {
  return roundUpPeople((people * percent) / 100);
}
