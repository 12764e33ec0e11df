import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  appealRuling,
  endOrderRuling,
  isInForce,
  openingUnderOrderRuling,
  s16,
  stillThereRuling,
  suspensionEarliest,
  suspensionRuling,
} from "../../app/domain/act/s16-suspension";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const noticeAt = new Date("2026-12-01T15:00:00Z");
const facts = {
  ground: "outside_powers",
  reasons: "The parish spent the litter budget on a firework display, which the register does not cover.",
  officerName: "Grace Hall",
  officerPost: "Head of parks",
  noticeAt,
};

describe("s16: suspending and revoking a power", () => {
  it("publishes the notice and the exception for safety", () => {
    expect(s16.text[1]).toBe(
      "A suspension for safety takes effect at once. Any other takes effect after at least 14 clear days.",
    );
  });

  it("needs 14 clear days' notice", () => {
    const earliest = new Date("2026-12-16T00:00:00Z");
    expect(suspensionEarliest(facts)).toEqual(earliest);
    expect(suspensionRuling(rules, { ...facts, takesEffectAt: earliest }).holds).toBe(true);
    const short = suspensionRuling(rules, { ...facts, takesEffectAt: new Date(earliest.getTime() - 1) });
    expect(short.holds).toBe(false);
    expect(short.sentence).toBe("This gives 13 clear days of notice, and 14 are needed.");
  });

  it("takes effect at once for safety, but never before its notice", () => {
    const unsafe = { ...facts, ground: "unsafe" };
    expect(suspensionRuling(rules, { ...unsafe, takesEffectAt: noticeAt }).holds).toBe(true);
    expect(suspensionRuling(rules, { ...unsafe, takesEffectAt: new Date(noticeAt.getTime() - 1) }).holds).toBe(false);
  });

  it("says whether it is for safety", () => {
    const takesEffectAt = new Date("2026-12-16T00:00:00Z");
    const said = (ground: string) => {
      const { sentence, figures } = suspensionRuling(rules, { ...facts, ground, takesEffectAt });
      return [sentence.includes("because it is for safety"), figures[0]?.how];
    };
    expect(said("unsafe")).toEqual([true, "A suspension for safety needs no notice"]);
    expect(said("outside_powers")).toEqual([
      false,
      "Whole days between the notice and its effect; at least 14 are needed",
    ]);
  });

  it("needs a listed ground, reasons and a named officer", () => {
    const takesEffectAt = new Date("2027-01-31T00:00:00Z");
    expect(suspensionRuling(rules, { ...facts, takesEffectAt, ground: "dislike" }).sections).toEqual(["s16", "s36"]);
    expect(suspensionRuling(rules, { ...facts, takesEffectAt, reasons: "No." }).holds).toBe(false);
    expect(suspensionRuling(rules, { ...facts, takesEffectAt, officerName: " " }).holds).toBe(false);
  });
});

describe("s16: an order in time", () => {
  const takesEffectAt = new Date("2026-12-16T00:00:00Z");
  const endedAt = new Date("2026-12-20T10:00:00Z");
  const justBefore = (instant: Date) => new Date(instant.getTime() - 1);

  it("is in force from its instant until it ends, and never when it ended before", () => {
    const order = { takesEffectAt, endedAt };
    const at = [justBefore(takesEffectAt), takesEffectAt, justBefore(endedAt), endedAt];
    expect(at.map((instant) => isInForce(order, instant))).toEqual([false, true, true, false]);
    expect(isInForce({ takesEffectAt, endedAt: null }, endedAt)).toBe(true);
    expect(isInForce({ takesEffectAt, endedAt: justBefore(takesEffectAt) }, takesEffectAt)).toBe(false);
  });

  it("is about something that is still there when it takes effect", () => {
    expect(stillThereRuling(rules, { endsAt: takesEffectAt, takesEffectAt: justBefore(takesEffectAt) }).holds).toBe(
      true,
    );
    expect(stillThereRuling(rules, { endsAt: takesEffectAt, takesEffectAt }).outcome).toBe("over");
  });

  it("stops votes that would open at its instant or later", () => {
    const opens = (opensAt: Date, orderedFrom: (Date | null)[] = [null, takesEffectAt]) =>
      openingUnderOrderRuling(rules, { orderedFrom, opensAt }).holds;
    expect([opens(justBefore(takesEffectAt)), opens(takesEffectAt), opens(endedAt), opens(endedAt, [null])]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("is withdrawn before it takes effect; after that only a suspension can be ended by the council", () => {
    const end = (kind: "suspend" | "revoke", now: Date, more: { reasons?: string; endedAt?: Date } = {}) => {
      const given = { kind, takesEffectAt, endedAt: null, reasons: "The money is back.", now, ...more };
      const { holds, outcome } = endOrderRuling(rules, given);
      return holds ? outcome : "refused";
    };
    expect(end("revoke", justBefore(takesEffectAt))).toBe("withdrawn");
    expect(end("suspend", justBefore(takesEffectAt))).toBe("withdrawn");
    expect(end("suspend", takesEffectAt)).toBe("reinstated");
    expect(end("revoke", takesEffectAt)).toBe("refused");
    expect(end("suspend", takesEffectAt, { reasons: " " })).toBe("refused");
    expect(end("suspend", takesEffectAt, { endedAt })).toBe("refused");
  });

  it("can be appealed against once, with reasons, until it ends", () => {
    const good = { endedAt: null, isAppealed: false, reasons: "Nothing was spent." };
    expect(appealRuling(rules, good)).toMatchObject({ holds: true, sections: ["s16", "s50"] });
    for (const bad of [{ isAppealed: true }, { endedAt }, { reasons: " " }]) {
      expect(appealRuling(rules, { ...good, ...bad }).holds).toBe(false);
    }
  });
});

describe("s16: as it stands in the Act", () => {
  it("is section 16, in part 3", () => {
    expect(s16).toMatchObject({ id: "s16", number: 16, part: 3 });
  });
});
