/** A change to a section that no test of the section can notice, and why. */
export interface SurvivingMutant {
  /** The section's file in app/domain/act. */
  file: string;
  /** Words of the source line by which it is known. */
  line: string;
  was: string;
  becomes: string;
  reason: string;
}

/** Read by `npm run mutate:act`, which also fails when an entry fits no survivor any more. */
export const survivingMutants: readonly SurvivingMutant[] = [
  {
    file: "s03-versions.ts",
    line: "schedule.version > latest.version",
    was: ">",
    becomes: ">=",
    reason: "No two schedules of a council have the same version.",
  },
  {
    file: "s06-area.ts",
    line: "number(ward.electorate ?? 0)",
    was: "0",
    becomes: "1",
    reason: "The figure is only shown when every ward's electorate is known.",
  },
  {
    file: "s11-term.ts",
    line: "compareDates(decidedOn, statedStart) > 0",
    was: ">",
    becomes: ">=",
    reason: "Of two equal days it does not matter which is taken.",
  },
  {
    file: "s11-term.ts",
    line: "decidedAt > start",
    was: ">",
    becomes: ">=",
    reason: "Of two equal instants it does not matter which is taken.",
  },
  {
    file: "s12-register.ts",
    line: "statedLapseAt < sunsetAt",
    was: "<",
    becomes: "<=",
    reason: "Of two equal instants it does not matter which is taken.",
  },
  {
    file: "s18-content.ts",
    line: "pounds(facts.costPence ?? 0)",
    was: "0",
    becomes: "1",
    reason: "The source of the money is asked for only when the cost is known.",
  },
  {
    file: "s19-admissibility.ts",
    line: "const cost = facts.costPence ?? 0;",
    was: "0",
    becomes: "1",
    reason: "A proposal that does not say its cost has been refused under section 18 before.",
  },
  {
    file: "s23-attention-limit.ts",
    line: "return one.id < other.id ? -1",
    was: "<",
    becomes: "<=",
    reason: "No two proposals have the same id.",
  },
  {
    file: "s23-attention-limit.ts",
    line: "return one.id < other.id ? -1",
    was: ">",
    becomes: ">=",
    reason: "No two proposals have the same id.",
  },
  {
    file: "s23-attention-limit.ts",
    line: "return one.id < other.id ? -1",
    was: "0",
    becomes: "1",
    reason: "No two proposals have the same id.",
  },
  {
    file: "s23-attention-limit.ts",
    line: "return one.id < other.id ? -1",
    was: "1",
    becomes: "2",
    reason: "A sort asks only for the sign.",
  },
  {
    file: "s29-majority.ts",
    line: "if (facts.for > facts.against) return",
    was: ">",
    becomes: ">=",
    reason: "Equal numbers have been answered one line earlier.",
  },
  {
    file: "s34-clock.ts",
    line: "return compareDates(one, other) <= 0 ? one : other;",
    was: "<=",
    becomes: "<",
    reason: "Of two equal days it does not matter which is taken.",
  },
  {
    file: "s38-commitments.ts",
    line: "const measuredOn = doneOn ??",
    was: "<",
    becomes: "<=",
    reason: "Of two equal days it does not matter which is taken.",
  },
  {
    file: "s38-commitments.ts",
    line: "const measuredOn = doneOn ??",
    was: "0",
    becomes: "1",
    reason: "Of two equal days it does not matter which is taken.",
  },
];
