import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { charterVoteRuling, mayHoldCharterVoteRuling, s10 } from "../../app/domain/act/s10-charter-vote";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("s10: the charter vote", () => {
  it("publishes who votes on a charter", () => {
    expect(s10.text[0]).toBe(
      "When the council has given at least one power, the residents of the area vote on the charter.",
    );
  });

  it("may be held once every power is decided and one is given", () => {
    expect(mayHoldCharterVoteRuling(rules, { powersGranted: 2, powersUndecided: 1 }).holds).toBe(false);
    expect(mayHoldCharterVoteRuling(rules, { powersGranted: 0, powersUndecided: 0 }).holds).toBe(false);
    expect(mayHoldCharterVoteRuling(rules, { powersGranted: 1, powersUndecided: 0 }).holds).toBe(true);
  });

  it("approves a parish whose charter passes and rejects one whose charter is lost", () => {
    expect(charterVoteRuling(rules, { result: "passed", votesHeld: 1 }).outcome).toBe("approved");
    expect(charterVoteRuling(rules, { result: "failed", votesHeld: 1 }).outcome).toBe("rejected");
    expect(charterVoteRuling(rules, { result: null, votesHeld: 0 }).outcome).toBe("waiting");
  });

  it("may be held once more when too few people voted, and no more than once", () => {
    expect(charterVoteRuling(rules, { result: "inquorate", votesHeld: 1 }).outcome).toBe("waiting");
    expect(charterVoteRuling(rules, { result: "inquorate", votesHeld: 2 }).outcome).toBe("rejected");
    expect(charterVoteRuling(rules, { result: "inquorate", votesHeld: 2 }).sections).toContain("s30");
  });
});

describe("s10: why a parish is rejected", () => {
  it("tells a charter that was voted down from one that too few people voted on", () => {
    expect(charterVoteRuling(rules, { result: "failed", votesHeld: 1 })).toMatchObject({
      sections: ["s10", "s29"],
      sentence: "The residents voted the charter down, so the parish is rejected.",
    });
    expect(charterVoteRuling(rules, { result: "inquorate", votesHeld: 2 }).sentence).toBe(
      "Too few people voted on the charter for a second time, so the parish is rejected.",
    );
  });
});

describe("s10: as it stands in the Act", () => {
  it("is section 10, in part 2", () => {
    expect(s10).toMatchObject({ id: "s10", number: 10, part: 2 });
  });
});
