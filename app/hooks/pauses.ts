const longestMs = 8_000;

/**
 * How long to wait before trying once more, in milliseconds: longer each time, and by chance, so that many who failed at the same
 * moment do not all come back at the same moment.
 *
 * @param tries how often it was tried so far; 1 or more
 * @param chance from 0 to 1
 */
export function pauseMs(tries: number, chance: number = Math.random()): number {
  return Math.min(longestMs, 500 * 2 ** (tries - 1)) * (0.5 + chance);
}
