/** What London clocks show, and when. Only Intl is needed, so pages may use it in the browser. */

import { kept } from "./kept";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const londonClock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
});

/** Until railway time came, clocks in London stood behind those of today by the distance from Greenwich. */
const railwayTimeMs = Date.UTC(1847, 11, 1);
const londonMeanOffsetMs = -75_000;

/** How far London clocks are ahead of UTC at an instant, asked of the platform's own table of time zones. */
function askedOffsetMs(epochMs: number): number {
  // Not asked of Intl: it writes years before 100 as `Date.UTC` cannot read them.
  if (epochMs < railwayTimeMs) return londonMeanOffsetMs;
  const parts = londonClock.formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(epochMs / 1000) * 1000;
}

// Asking takes as long as everything else that is done with a day, so the offset of a whole day of UTC is kept; null stands for a day on
// which the clocks change.
const offsetOfDay = kept((day: number): number | null => {
  const first = askedOffsetMs(day * dayMs);
  return first === askedOffsetMs((day + 1) * dayMs - 1) ? first : null;
});

/** Milliseconds by which London clocks are ahead of UTC at an instant, given in milliseconds since 1970. */
export function londonOffsetMs(epochMs: number): number {
  return offsetOfDay(Math.floor(epochMs / dayMs)) ?? askedOffsetMs(epochMs);
}

/** The instant, in milliseconds since 1970, as a clock of UTC would have to stand to show what London clocks show. */
export function londonWallMs(instant: Date): number {
  const epochMs = instant.getTime();
  return epochMs + londonOffsetMs(epochMs);
}
