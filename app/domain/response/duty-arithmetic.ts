import type { Figure, Rules } from "../act/ruling";
import { acknowledgeWorkingDays, clockFigures, lastDayBefore } from "../act/s34-clock";
import { objectionWorkingDays } from "../act/s35-answer";
import { escalateWorkingDays } from "../act/s37-silence";
import { councilConfirmsWithin } from "../act/s43-renewal";
import { parameterValue } from "../act/section";
import { addDays, civilDateOf } from "../time/civil";
import { dayInWords, people } from "../time/words";
import { countWorkingDays, workingDaysInWords } from "../time/working-day-count";
import type { DutyKind } from "./duty-kinds";

/** What the arithmetic of a duty's deadlines stands on. */
export interface DutyDates {
  kind: DutyKind;
  receivedAt: Date;
  termDays: number | undefined;
  acknowledgeBy: Date;
  dateBy: Date;
  answerBy: Date;
  pauseFrom: Date | null;
  pauseUntil: Date | null;
  /** The end of the day that the Commissioner set, where there is one; the answer is due by it only when it took the place of the first day. */
  directedBy: Date | null;
}

/** How the deadlines of a duty follow from the day on which it was received (sections 34 and 43), or from the Commissioner (section 50). */
export function dutyFigures(rules: Rules, duty: DutyDates): Figure[] {
  const { receivedAt, termDays, answerBy } = duty;
  const pause = duty.pauseFrom && duty.pauseUntil ? { from: duty.pauseFrom, until: duty.pauseUntil } : null;
  const figures = clockFigures(rules, { receivedAt, termDays, pause });
  if (duty.directedBy?.getTime() === answerBy.getTime()) {
    const value = dayInWords(lastDayBefore(answerBy));
    return figures.map((figure, index) =>
      index === figures.length - 1 ? { ...figure, value, how: "Set by the Commissioner (s50)" } : figure,
    );
  }
  if (duty.kind !== "renewal" || termDays === undefined) return figures;
  // Another section says when the answer is due, and nothing else is due later.
  const ends = [duty.acknowledgeBy, duty.dateBy, answerBy].map((end) => dayInWords(lastDayBefore(end)));
  const within = councilConfirmsWithin(rules, termDays);
  const isCutShort = lastDayBefore(answerBy) < addDays(civilDateOf(receivedAt), within);
  return figures.map((figure, index) => {
    const value = ends[index] as string;
    if (index === figures.length - 1) {
      const how = `${people(within, "day", "days")} after ${dayInWords(receivedAt)}`;
      return { ...figure, value, how: isCutShort ? `${how}, and never later than the sunset` : how };
    }
    return value === figure.value
      ? figure
      : { ...figure, value, how: `${figure.how}, and never later than the answer itself` };
  });
}

/** Working days counted one by one, in words. */
export interface CountedPeriod {
  name: string;
  words: string;
}

/**
 * The periods of a duty that are counted in working days, each with its first and last day and the days that are passed over: to acknowledge,
 * to object where the decision binds, and from silence to the Commissioner.
 */
export function countedPeriods(rules: Rules, duty: DutyDates, options: { mayObject?: boolean } = {}): CountedPeriod[] {
  const received = civilDateOf(duty.receivedAt);
  const acknowledging = countWorkingDays(received, parameterValue(rules, acknowledgeWorkingDays));
  const acknowledgeDay = lastDayBefore(duty.acknowledgeBy);
  const isCutShort = acknowledging.counted.at(-1) !== acknowledgeDay;
  const periods = [
    {
      name: "To acknowledge",
      words: `${workingDaysInWords(acknowledging, "Received on")}${isCutShort ? ` The answer is due sooner, on ${dayInWords(acknowledgeDay)}, and nothing is due after it.` : ""}`,
    },
  ];
  if (options.mayObject) {
    const objecting = countWorkingDays(received, objectionWorkingDays);
    periods.push({ name: "To object", words: workingDaysInWords(objecting, "Received on") });
  }
  const silence = countWorkingDays(lastDayBefore(duty.answerBy), escalateWorkingDays);
  periods.push({
    name: "Until silence goes to the Commissioner",
    words: workingDaysInWords(silence, "The last day to answer is"),
  });
  return periods;
}
