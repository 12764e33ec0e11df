import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { archiveParts, archiveRuling, s46 } from "../../app/domain/act/s46-archive";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s46: the archive", () => {
  it("publishes what the bundle holds", () => {
    expect(s46.text[0]).toContain(
      "the minute book, the ballot file of every vote, the register of powers and the reviews",
    );
  });

  it("is whole with all four parts and a minute book that checks", () => {
    expect(archiveRuling(rules, { parts: archiveParts, isMinuteBookUnbroken: true }).holds).toBe(true);
    expect(archiveRuling(rules, { parts: archiveParts, isMinuteBookUnbroken: false }).holds).toBe(false);
  });

  it("names what is missing", () => {
    const without = (...parts: Parameters<typeof archiveRuling>[1]["parts"]) =>
      archiveRuling(rules, { parts, isMinuteBookUnbroken: true }).sentence;
    expect(without("ballot_files", "register", "reviews")).toBe(
      "The archive is not whole: the minute book is missing.",
    );
    expect(without("minute_book", "ballot_files", "register")).toBe(
      "The archive is not whole: the reviews are missing.",
    );
    expect(without("minute_book", "register")).toBe(
      "The archive is not whole: the ballot files and the reviews are missing.",
    );
  });
});

describe("s46: as it stands in the Act", () => {
  it("is section 46, in part 7", () => {
    expect(s46).toMatchObject({ id: "s46", number: 46, part: 7 });
  });
});
