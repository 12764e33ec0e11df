import { describe, expect, it } from "vitest";
import { pauseMs } from "~/hooks/pauses";

describe("the pause before trying again", () => {
  it("grows from try to try, up to eight seconds", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((tries) => pauseMs(tries, 0.5))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
    ]);
  });

  it("is by chance half as long again, or half as short, so that nobody moves in step", () => {
    expect(pauseMs(1, 0)).toBe(250);
    expect(pauseMs(1, 1)).toBe(750);
    const drawn = new Set(Array.from({ length: 20 }, () => pauseMs(3)));
    expect(drawn.size).toBeGreaterThan(1);
  });
});
