import { describe, expect, it } from "vitest";
import { readAsOf } from "~/domain/time/as-of";

const now = new Date("2026-11-02T10:00:00Z");

describe("reading which instant is asked for", () => {
  it.each([
    ["2026-10-01T12:00", "2026-10-01T11:00:00.000Z", "Thursday 1 October 2026 at midday"],
    [" 2026-10-01 12:30 ", "2026-10-01T11:30:00.000Z", "Thursday 1 October 2026 at 12:30pm"],
    ["2026-10-01", "2026-10-01T22:59:59.999Z", "the end of Thursday 1 October 2026"],
    ["2026-11-02T10:00", "2026-11-02T10:00:00.000Z", "Monday 2 November 2026 at 10am"],
  ])("reads %j as clocks in London show it", (text, at, words) => {
    expect(readAsOf(text, now)).toEqual({ at: new Date(at), words, note: "" });
  });

  it("takes the earlier of two equal times in the night in which clocks go back, and says so", () => {
    expect(readAsOf("2026-10-25T01:30", now)).toEqual({
      at: new Date("2026-10-25T00:30:00Z"),
      words: "Sunday 25 October 2026 at 1:30am",
      note: "The clocks went back that night, so 1:30am came twice. This is the earlier.",
    });
    expect(readAsOf("2026-10-25T00:30", now)).toMatchObject({ note: "" });
    expect(readAsOf("2026-10-25T02:00", now)).toMatchObject({ at: new Date("2026-10-25T02:00:00Z"), note: "" });
  });

  it("reads a time that clocks skipped an hour later, and says so", () => {
    expect(readAsOf("2026-03-29T01:30", now)).toMatchObject({
      at: new Date("2026-03-29T01:30:00Z"),
      words: "Sunday 29 March 2026 at 2:30am",
      note: "The clocks went forward that night and skipped the time that was asked for. This is 2:30am.",
    });
  });

  it.each(["", "yesterday", "2026-02-30", "2026-10-01T24:00", "2026-10-01T12:60", "2026-10-01T12", "12:00"])(
    "refuses %j, which names no instant",
    (text) => {
      expect(readAsOf(text, now)).toEqual({ problem: expect.stringContaining("Give a real day") });
    },
  );

  it("refuses what is still to come, and a day that is not over", () => {
    expect(readAsOf("2026-11-02T10:01", now)).toEqual({ problem: expect.stringContaining("still to come") });
    expect(readAsOf("2026-11-02", now)).toEqual({ problem: expect.stringContaining("is not over") });
    expect(readAsOf("9999-12-31", now)).toHaveProperty("problem");
  });
});
