import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  answerRuling,
  type HandoverItem,
  handoverRuling,
  orphansOf,
  s45,
  signOffRuling,
} from "../../app/domain/act/s45-handover";
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

describe("s45: what cannot be named in a sentence", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...litter, name: `power ${index}` }));

  it("is counted from the sixth thing on", () => {
    const sentenceOf = (count: number) => handoverRuling(rules, { items: many(count), sunsetAt, now: before }).sentence;
    expect(sentenceOf(5)).toBe("Nobody has accepted power 0, power 1, power 2, power 3 and power 4 yet.");
    expect(sentenceOf(6)).toBe("Nobody has accepted 6 things yet.");
  });
});

describe("s45: a receiver's answer", () => {
  const asked = { askedAt: startOfDay("2027-02-01"), hasEnded: false, answer: null, sunsetAt, now: before };

  it("may be given until the sunset, and changed until then", () => {
    expect(answerRuling(rules, asked).holds).toBe(true);
    expect(answerRuling(rules, { ...asked, answer: "accepted" }).holds).toBe(true);
  });

  it("comes too late from the first instant of the sunset, whether none was given or one is to be taken back", () => {
    expect(answerRuling(rules, { ...asked, now: sunsetAt })).toMatchObject({ holds: false, outcome: "orphan" });
    expect(answerRuling(rules, { ...asked, answer: "accepted", now: sunsetAt })).toMatchObject({
      holds: false,
      outcome: "received",
      sections: ["s45", "s40"],
    });
  });

  it("may be given after the sunset to what the council asked from that instant on", () => {
    expect(answerRuling(rules, { ...asked, askedAt: sunsetAt, now: sunsetAt }).holds).toBe(true);
  });

  it("is not asked for any more once somebody else was asked", () => {
    expect(answerRuling(rules, { ...asked, hasEnded: true })).toMatchObject({ holds: false, outcome: "ended" });
  });
});

describe("s45: signing off", () => {
  // A term of 365 days winds up for 28 of them, from 1 February.
  const term = { startsOn: "2026-03-01" as const, sunsetAt, isRenewed: false };
  const windingUp = startOfDay("2027-02-01");

  it("is possible from the first instant of winding up to the last before the sunset", () => {
    const early = new Date(windingUp.getTime() - 1);
    expect(signOffRuling(rules, { ...term, now: early })).toMatchObject({ holds: false, outcome: "too_early" });
    expect(signOffRuling(rules, { ...term, now: windingUp }).holds).toBe(true);
    expect(signOffRuling(rules, { ...term, now: before }).holds).toBe(true);
    expect(signOffRuling(rules, { ...term, now: sunsetAt })).toMatchObject({ holds: false, sections: ["s40"] });
  });

  it("is not for a renewed parish, which does not wind up", () => {
    const ruling = signOffRuling(rules, { ...term, isRenewed: true, now: before });
    expect(ruling).toMatchObject({ holds: false, outcome: "renewed" });
    expect(ruling.sentence).toContain("renewed until Monday 1 March 2027");
  });
});

describe("s45: as it stands in the Act", () => {
  it("is section 45, in part 7", () => {
    expect(s45).toMatchObject({ id: "s45", number: 45, part: 7 });
  });
});
