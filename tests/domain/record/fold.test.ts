import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "~/domain/record/chain";
import type { EntryKind } from "~/domain/record/entry-kinds";
import { foldBook } from "~/domain/record/fold/fold";

type Written = Pick<Entry, "at" | "kind" | "body">;

const end = new Date("2030-01-01T00:00:00Z");

/** Entries a day apart, from 1 March 2027. */
function book(...entries: [EntryKind, Entry["body"]][]): Written[] {
  return entries.map(([kind, body], index) => ({
    at: new Date(Date.UTC(2027, 2, 1 + index, 9)).toISOString(),
    kind,
    body,
  }));
}

const at = (entry: number) => new Date(Date.UTC(2027, 2, entry, 9));

const founding: [EntryKind, Entry["body"]][] = [
  [
    "draft_started",
    { name: "Mill Green", council: "Wexcombe", founders: 1, wards: [{ code: "E1", name: "Mill" }], roll: 90 },
  ],
  ["draft_changed", { part: "aim", name: "Millbrook Green", problem: "Bare verges", endPoint: "Planted verges" }],
  ["founder_joined", { founders: 2 }],
  [
    "gathering_opened",
    {
      name: "Millbrook Green",
      problem: "Bare verges",
      endPoint: "Planted verges",
      wards: [{ code: "E1", name: "Mill", electorate: 60 }],
      startsOn: "2027-04-01",
      termMonths: 12,
      asked: [
        { catalogueId: "litter", scope: "Every street", budgetYearPence: 1000 },
        { catalogueId: "verges", scope: "Mill Lane", budgetYearPence: 0 },
      ],
      convenor: "Asha Rahman",
      deputy: "Ben Okoro",
      founders: 6,
      electorate: 60,
      needed: 20,
      endsAt: "2027-05-01T00:00:00.000Z",
      actVersion: 1,
      scheduleVersion: 2,
      parameters: { noticeDays: 10 },
    },
  ],
  ["supporters_counted", { supporters: 19 }],
  ["support_reached", { supporters: 20, needed: 20 }],
  [
    "power_granted",
    { power: "litter", budgetYearPence: 900, budgetDecisionPence: 300, officer: "Sam", post: "Head", isTrial: true },
  ],
  [
    "power_refused",
    { power: "verges", ground: "Cannot be paid for", reasons: "No money", officer: "Sam", post: "Head" },
  ],
  ["review_completed", { asked: 2 }],
  [
    "parish_approved",
    {
      activeFrom: "2027-04-01T00:00:00.000Z",
      sunset: "2028-04-01T00:00:00.000Z",
      termStartsOn: "2027-04-01",
      lapses: { litter: "2027-10-01T00:00:00.000Z" },
    },
  ],
];

describe("the fold of a founding", () => {
  it("takes over what each entry says and leaves the rest as it was", () => {
    const draft = foldBook(book(...founding), at(3));
    expect(draft).toMatchObject({
      name: "Millbrook Green",
      problem: "Bare verges",
      founders: 2,
      roll: 90,
      offices: [],
    });
    expect(draft.parish.gatheringOpenedAt).toBeNull();
  });

  it("freezes the rules, the electorate and the offices when gathering opens", () => {
    const { parish, offices, electorate, supporters } = foldBook(book(...founding), at(5));
    expect(parish.gatheringOpenedAt).toEqual(at(4));
    expect(parish.rules).toEqual({ actVersion: 1, scheduleVersion: 2, parameters: { noticeDays: 10 } });
    expect({ electorate, supporters }).toEqual({ electorate: 60, supporters: 19 });
    expect(offices.map(({ office, person }) => `${office} ${person}`)).toEqual([
      "convenor Asha Rahman",
      "deputy Ben Okoro",
    ]);
  });

  it("puts into the register only what was granted, and only when residents have approved it", () => {
    expect(foldBook(book(...founding), at(9)).powers).toEqual([]);
    const { powers, decisions } = foldBook(book(...founding), at(10));
    expect(decisions.map(({ catalogueId, decision }) => `${catalogueId} ${decision}`)).toEqual([
      "litter grant",
      "verges refuse",
    ]);
    expect(powers).toMatchObject([
      {
        catalogueId: "litter",
        tier: "A",
        scope: "Every street",
        budgetYearPence: 900,
        isTrial: true,
        lapsesAt: new Date("2027-10-01T00:00:00Z"),
      },
    ]);
  });
});

describe("the fold of what comes later", () => {
  const order = {
    suspension: "o1",
    does: "suspend",
    power: "litter",
    powerId: "p1",
    ground: "Unsafe",
    reasons: "Because",
  };
  const later = (...entries: [EntryKind, Entry["body"]][]) => foldBook(book(...founding, ...entries), end);

  it("suspends a power from the instant that the order names, and gives it back when the order ends", () => {
    const takesEffectAt = "2027-06-01T00:00:00.000Z";
    const suspended = later(["power_suspended", { ...order, takesEffectAt }]);
    expect(suspended.powers[0]?.suspendedAt).toEqual(new Date(takesEffectAt));
    expect(suspended.orders[0]).toMatchObject({ ground: "unsafe", endedAt: null });
    const back = later(
      ["power_suspended", { ...order, takesEffectAt }],
      ["appeal_made", { ...order, by: "Asha Rahman" }],
      ["appeal_decided", { ...order, finding: "set_aside", by: "Ada" }],
    );
    expect(back.powers[0]?.suspendedAt).toBeNull();
    expect(back.orders[0]).toMatchObject({
      endedHow: "set_aside",
      endedByName: "Ada",
      appeal: { finding: "set_aside" },
    });
  });

  it("ends powers no later than an end that residents brought forward", () => {
    const { parish, powers } = later(["end_brought_forward", { sunset: "2027-08-01T00:00:00.000Z" }]);
    expect(parish.sunsetAt).toEqual(new Date("2027-08-01T00:00:00Z"));
    expect(powers[0]?.lapsesAt).toEqual(new Date("2027-08-01T00:00:00Z"));
  });

  it("has a deputy who becomes convenor leave the old office at the same instant", () => {
    const { offices } = later(["office_taken", { office: "convenor", person: "Ben Okoro" }]);
    expect(offices.filter(({ endedAt }) => endedAt === null)).toMatchObject([
      { office: "convenor", person: "Ben Okoro" },
    ]);
  });

  it("follows a proposal through its vote, the council's answer and its commitments", () => {
    const { proposals, votes, duties } = later(
      ["proposal_submitted", { number: 1, title: "Bins", power: "litter", class: "ordinary", secondersNeeded: 2 }],
      ["seconders_counted", { number: 1, seconders: 1 }],
      ["proposal_seconded", { number: 1, seconders: 2 }],
      [
        "notice_given",
        { number: 1, vote: "v1", round: 1, opensAt: "2027-05-01T08:00:00Z", closesAt: "2027-05-08T20:00:00Z" },
      ],
      ["vote_opened", { vote: "v1", roll: 80 }],
      ["vote_closed", { vote: "v1", outcome: "passed" }],
      ["decision_received", { proposal: 1, answerBy: "2027-07-01T00:00:00Z" }],
      ["council_answered", { proposal: 1, answer: "commit" }],
      ["commitment_made", { proposal: 1, commitment: "c1", what: "More rounds", owner: "Head", dueOn: "2027-08-01" }],
      ["delivery_recorded", { proposal: 1, step: "moved", commitment: "c1", nowExpected: "2027-09-01" }],
      ["delivery_recorded", { proposal: 1, step: "done", commitment: "c1", isEverythingDone: true }],
    );
    expect(votes).toMatchObject([{ proposal: 1, roll: 80, outcome: "passed" }]);
    expect(duties).toMatchObject([{ kind: "decision", proposal: 1, answeredAt: at(18) }]);
    expect(proposals[0]).toMatchObject({
      seconders: 2,
      secondedAt: at(13),
      noticeAt: at(14),
      doneAt: at(21),
      commitments: [{ originalDueOn: "2027-08-01", dueOn: "2027-09-01", doneAt: at(21) }],
    });
  });

  it("knows who takes over a commitment, and that the council is nobody else", () => {
    const taken = (...after: [EntryKind, Entry["body"]][]) => {
      const { proposals, parish } = later(
        ["proposal_submitted", { number: 1, title: "Bins", power: "litter", class: "ordinary", secondersNeeded: 2 }],
        ["commitment_made", { proposal: 1, commitment: "c1", what: "More rounds", owner: "Head", dueOn: "2027-08-01" }],
        ...after,
      );
      const [one] = proposals[0]?.commitments ?? [];
      expect(parish.sunsetAt).not.toBeNull();
      return one?.takenOverAt?.getTime() === parish.sunsetAt?.getTime();
    };
    const of = (receiver: string) => ({ thing: "commitment", subject: "c1", receiver });
    const trust: [EntryKind, Entry["body"]] = ["handover_accepted", of("Tilda Trustee, Mill Trust")];
    const asked: [EntryKind, Entry["body"]] = ["handover_asked", of("Mill Trust")];
    expect(taken(asked)).toBe(false);
    expect(taken(asked, trust)).toBe(true);
    expect(taken(asked, ["handover_accepted", of("Wexcombe")])).toBe(false);
    expect(taken(asked, ["handover_accepted", { ...of("Wexcombe, renamed"), isCouncil: true }])).toBe(false);
    expect(taken(asked, ["handover_accepted", { ...of("Wexcombe"), isCouncil: false }])).toBe(true);
    expect(taken(asked, ["handover_accepted", { ...of("Mill Trust"), thing: "proposal" }])).toBe(false);
    expect(taken(asked, ["handover_refused", of("Mill Trust")])).toBe(false);
    expect(taken(asked, trust, asked)).toBe(false);
  });

  it("reads an old entry that lacks a fact as saying nothing of it", () => {
    const old = foldBook(
      book(["draft_started", { name: "Old", founders: 1 }], ["residents_confirmed", { count: 3 }]),
      end,
    );
    expect(old).toMatchObject({ name: "Old", roll: null, wards: [], schedules: [] });
    expect(() => later(["council_answered", { proposal: 9, answer: "accept" }], ["vote_closed", {}])).not.toThrow();
  });
});

describe("the fold at an instant", () => {
  it("is the fold of the entries up to it, those of the same instant included", () => {
    const whole = book(...founding);
    // Several entries may share an instant, as those of one transaction do.
    const shared = fc.array(fc.nat(2), { minLength: whole.length, maxLength: whole.length });
    fc.assert(
      fc.property(shared, fc.nat(whole.length - 1), (gaps, last) => {
        let day = 0;
        const entries = whole.map((entry, index) => {
          day += gaps[index] as number;
          return { ...entry, at: new Date(Date.UTC(2027, 2, 1 + day)).toISOString() };
        });
        const until = new Date((entries[last] as Written).at);
        const prefix = entries.filter((entry) => new Date(entry.at) <= until);
        expect(foldBook(entries, until)).toEqual(foldBook(prefix, end));
      }),
    );
  });

  it("is empty before the first entry", () => {
    expect(foldBook(book(...founding), new Date("2027-02-01T00:00:00Z")).begunAt).toBeNull();
  });
});
