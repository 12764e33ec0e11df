import type { BookSchedule, Steps } from "./book";
import type { Facts } from "./facts";

/** The council's schedule. */
export const schedules = {
  schedule_made(book, { at, facts }) {
    book.schedules.push(...scheduleOf(facts, at));
  },
} satisfies Steps;

/** A version of a schedule as an entry tells it; none where the entry does not tell enough. */
export function scheduleOf(facts: Facts, madeAt: Date): BookSchedule[] {
  const version = facts.number("version");
  const commencesAt = facts.instant("commences");
  if (version === null || !commencesAt || !facts.has("parameters")) return [];
  const examined = facts.number("examined");
  return [
    {
      version,
      commencesAt,
      parameters: facts.numbers("parameters"),
      madeAt,
      reason: facts.text("reason"),
      officerName: facts.text("officer"),
      officerPost: facts.text("post"),
      stated: examined === null ? null : { examined, different: facts.amount("different") },
    },
  ];
}
