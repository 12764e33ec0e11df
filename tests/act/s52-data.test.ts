import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { dataKept, erasureRuling, leastPeopleShown, s52, shownPeople } from "../../app/domain/act/s52-data";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s52: personal data", () => {
  it("publishes that erasure leaves the record whole", () => {
    expect(s52.text[2]).toContain("The record itself stays whole.");
  });

  it("lists how people voted as kept only while the vote is open, and never as published", () => {
    expect(dataKept.find((one) => one.what === "How you voted")).toEqual({
      what: "How you voted",
      keptFor: "Only while the vote is open; then nothing links it to you",
      isPublished: false,
    });
  });

  it("shows ten people and no fewer, as its text says", () => {
    expect(s52.text.some((one) => one.includes(`no number of people under ${leastPeopleShown}`))).toBe(true);
    expect([0, 1, 9, 10, 11].map(shownPeople)).toEqual([null, null, null, 10, 11]);
  });

  it("never refuses erasure, but waits for a vote that is open", () => {
    const at = (isOnOpenRoll: boolean) => erasureRuling(rules, { isOnOpenRoll, hasOffice: false });
    expect(at(false)).toMatchObject({ holds: true, outcome: "at_once" });
    expect(at(true)).toMatchObject({ holds: true, outcome: "after_voting" });
  });

  it("says that what somebody decided in office stays", () => {
    expect(erasureRuling(rules, { isOnOpenRoll: false, hasOffice: true }).sentence).toContain(
      "under the name of the office",
    );
  });
});

describe("s52: as it stands in the Act", () => {
  it("is section 52, in part 9", () => {
    expect(s52).toMatchObject({ id: "s52", number: 52, part: 9 });
  });
});
