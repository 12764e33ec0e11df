import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { type HandoverItem, handoverRuling, orphansOf, s45 } from "../../app/domain/act/s45-handover";
import { startOfDay } from "../../app/domain/time/civil";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const sunsetAt = startOfDay("2027-03-01");
const before = new Date(sunsetAt.getTime() - 1);
const bench: HandoverItem = { kind: "asset", name: "the bench", receiver: "Mill Trust", answer: "accepted" };
const pound: HandoverItem = { kind: "balance", name: "the last £40", receiver: "Mill Trust", answer: "refused" };
const litter: HandoverItem = { kind: "power", name: "the litter power", receiver: null, answer: null };

describe("s45: handover", () => {
  it("publishes that nobody receives anything without saying yes", () => {
    expect(s45.text[1]).toContain("Nobody receives anything without saying yes.");
  });

  it("is complete when everything was accepted, and when there is nothing", () => {
    expect(handoverRuling(rules, { items: [bench], sunsetAt, now: before }).outcome).toBe("complete");
    expect(handoverRuling(rules, { items: [], sunsetAt, now: sunsetAt }).outcome).toBe("complete");
    expect(handoverRuling(rules, { items: [bench], sunsetAt, now: before }).sentence).toBe(
      "Everything has a receiver who accepted it: 1 thing.",
    );
    expect(handoverRuling(rules, { items: [], sunsetAt, now: before }).sentence).toBe("There is nothing to hand over.");
  });

  it("counts as orphans what was refused, not answered or never offered", () => {
    const asked: HandoverItem = { ...litter, receiver: "The council", answer: null };
    expect(orphansOf([bench, pound, litter, asked])).toEqual([pound, litter, asked]);
  });

  it("is unsettled before the sunset and leaves orphans to the council from it on", () => {
    const items = [bench, pound, litter];
    expect(handoverRuling(rules, { items, sunsetAt, now: before }).outcome).toBe("unsettled");
    expect(handoverRuling(rules, { items, sunsetAt, now: sunsetAt })).toMatchObject({
      holds: false,
      outcome: "orphans",
      sentence: "Nobody accepted the last £40 and the litter power. The council holds them as orphans.",
    });
  });
});

describe("s45: as it stands in the Act", () => {
  it("is section 45, in part 7", () => {
    expect(s45).toMatchObject({ id: "s45", number: 45, part: 7 });
  });
});
