import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  confirmationRuling,
  mayVoteRuling,
  s24,
  statutoryVotingAge,
  type VoterFacts,
} from "../../app/domain/act/s24-roll";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const voter: VoterFacts = { isResident: true, wasVerifiedBeforeOpening: true, isAged16: true, isOnRoll: true };

describe("s24: who may vote", () => {
  it("publishes that the roll is frozen when the vote opens and that the statutory age differs", () => {
    expect(s24.text[0]).toContain("aged 16 or over when the vote opens");
    expect(statutoryVotingAge).toBe(18);
    expect(s24.text.join(" ")).toContain("In real council elections in England the voting age is 18.");
  });

  it("lets a resident on the roll vote, convenors included", () => {
    expect(mayVoteRuling(rules, voter)).toMatchObject({ holds: true, outcome: "allowed", sections: ["s24"] });
    expect(mayVoteRuling(rules, { ...voter, role: "convenor" }).holds).toBe(true);
  });

  it("refuses an observer, whatever else is true of them", () => {
    const ruling = mayVoteRuling(rules, { ...voter, role: "observer" });
    expect(ruling).toMatchObject({ holds: false, outcome: "refused" });
    expect(ruling.sentence).toBe(
      "Observers may speak but not vote: only people who live in the parish area have a vote.",
    );
  });

  it("refuses somebody who lives elsewhere", () => {
    expect(mayVoteRuling(rules, { ...voter, isResident: false, isOnRoll: false }).sentence).toBe(
      "You are not confirmed as living in this parish's area, so you are not on the roll for this vote.",
    );
  });

  it("tells an officer that the office gives no vote", () => {
    const ruling = mayVoteRuling(rules, { ...voter, isResident: false, isOnRoll: false, role: "officer" });
    expect(ruling.holds).toBe(false);
    expect(ruling.sentence).toContain("a council officer, and that office gives no vote");
  });

  it("refuses somebody under 16", () => {
    expect(mayVoteRuling(rules, { ...voter, isAged16: false, isOnRoll: false }).sentence).toBe(
      "Only people aged 16 or over are on the roll for a vote.",
    );
  });

  it("refuses somebody confirmed after the vote opened and says that the next vote is theirs", () => {
    const ruling = mayVoteRuling(rules, { ...voter, wasVerifiedBeforeOpening: false, isOnRoll: false });
    expect(ruling.sentence).toContain("confirmed after this vote opened");
    expect(ruling.wouldChange).toContain("every vote that opens from now on");
  });

  it("goes by the frozen roll, whatever else is true", () => {
    expect(mayVoteRuling(rules, { ...voter, isOnRoll: false }).holds).toBe(false);
  });
});

describe("s24: who may confirm where somebody lives", () => {
  it("lets an officer or a posted code confirm", () => {
    expect(confirmationRuling(rules, { by: "officer" }).holds).toBe(true);
    expect(confirmationRuling(rules, { by: "posted_code" }).holds).toBe(true);
    expect(confirmationRuling(rules, { by: "officer" }).sentence).toMatch(/^A council officer may confirm/);
    expect(confirmationRuling(rules, { by: "posted_code" }).sentence).toMatch(/^A code that was posted/);
  });

  it("never lets a convenor confirm", () => {
    expect(confirmationRuling(rules, { by: "convenor" })).toMatchObject({ holds: false, sections: ["s24"] });
  });
});

describe("s24: as it stands in the Act", () => {
  it("is section 24, in part 5", () => {
    expect(s24).toMatchObject({ id: "s24", number: 24, part: 5 });
  });
});
