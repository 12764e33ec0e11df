import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { s28, secrecyKeptRuling } from "../../app/domain/act/s28-secrecy";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s28: the vote is secret", () => {
  it("publishes what is destroyed, and what is not promised while the vote is open", () => {
    expect(s28.text[1]).toContain("destroyed in the same step that closes the vote");
    expect(s28.text[3]).toContain("While a vote is open, the people who run the website could link the two");
  });

  it("holds once the key is destroyed and the ballots are as many as the voters", () => {
    expect(secrecyKeptRuling(rules, { hasKey: false, marks: 312, ballots: 312 })).toMatchObject({
      holds: true,
      outcome: "met",
    });
  });

  it("does not hold while the key exists", () => {
    expect(secrecyKeptRuling(rules, { hasKey: true, marks: 312, ballots: 312 }).holds).toBe(false);
  });

  it("does not hold with one ballot too many or too few", () => {
    expect(secrecyKeptRuling(rules, { hasKey: false, marks: 312, ballots: 313 }).sentence).toBe(
      "312 people voted, but 313 ballots were counted. The two must be the same.",
    );
    expect(secrecyKeptRuling(rules, { hasKey: false, marks: 2, ballots: 1 }).holds).toBe(false);
  });
});

describe("s28: as it stands in the Act", () => {
  it("is section 28, in part 5", () => {
    expect(s28).toMatchObject({ id: "s28", number: 28, part: 5 });
  });
});
