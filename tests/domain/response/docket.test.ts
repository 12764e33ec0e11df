import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseOwed,
  compareOwed,
  type DocketFacet,
  docketStages,
  type Owed,
  pageOfOwed,
  placeInAddress,
  placeOfAddress,
} from "../../../app/domain/response/docket";

const anyOwed: fc.Arbitrary<Owed> = fc.record({
  key: fc.uuid().map((id) => `d-${id}`),
  kind: fc.constantFrom("decision" as const, "charter_review" as const, "renewal" as const),
  stage: fc.constantFrom(...docketStages),
  // Few instants, so that many things are due at one.
  by: fc.integer({ min: 0, max: 5 }).map((day) => new Date(day * 86_400_000)),
  standing: fc.constantFrom("on_time" as const, "overdue" as const, "escalated" as const, "paused" as const),
  assigneeId: fc.constantFrom(null, "sam", "kit"),
  wardIds: fc.subarray(["mill", "quay", "hill"]),
  service: fc.constantFrom(null, "verges", "litter"),
  text: fc.constantFrom("Plant the verge Millbrook", "Move two bins Quayside"),
});

const manyOwed = fc.uniqueArray(anyOwed, { selector: (one) => one.key, maxLength: 40 });
const anyChoice = fc.record(
  {
    kind: fc.constantFrom("decision" as const, "renewal" as const),
    stage: fc.constantFrom(...docketStages),
    assignee: fc.constantFrom("nobody", "sam"),
    ward: fc.constantFrom("mill", "quay"),
    service: fc.constantFrom("verges"),
    isOverdue: fc.constant(true),
    words: fc.constantFrom("BINS", "verge mill", "nothing like it"),
  },
  { requiredKeys: [] },
);

describe("choosing from a docket", () => {
  it("counts beside each setting exactly what that setting would show", () => {
    fc.assert(
      fc.property(manyOwed, anyChoice, (all, choice) => {
        const { counts } = chooseOwed(all, choice);
        const settings: [DocketFacet, string, object][] = [
          ["kind", "decision", { kind: "decision" }],
          ["stage", "answer", { stage: "answer" }],
          ["assignee", "nobody", { assignee: "nobody" }],
          ["ward", "quay", { ward: "quay" }],
          ["service", "verges", { service: "verges" }],
          ["isOverdue", "true", { isOverdue: true }],
        ];
        for (const [facet, value, setting] of settings) {
          expect(counts[facet].get(value) ?? 0).toBe(chooseOwed(all, { ...choice, ...setting }).shown.length);
        }
      }),
    );
  });

  it("finds all words that are asked for, in any case and any order", () => {
    const one: Owed = { ...fc.sample(anyOwed, 1)[0], text: "Plant the verge Millbrook" } as Owed;
    expect(chooseOwed([one], { words: " millBROOK  verge " }).shown).toEqual([one]);
    expect(chooseOwed([one], { words: "millbrook bins" }).shown).toEqual([]);
  });
});

describe("the pages of a docket", () => {
  it("show everything once and in order, forwards and backwards, whatever is due at one instant", () => {
    fc.assert(
      fc.property(manyOwed, fc.integer({ min: 1, max: 7 }), (all, size) => {
        const ordered = [...all].sort(compareOwed);
        const forwards: Owed[] = [];
        let part = pageOfOwed(all, {}, size);
        forwards.push(...part.page);
        while (part.hasAfter) {
          const after = placeOfAddress(placeInAddress(part.page.at(-1) as Owed));
          part = pageOfOwed(all, { after }, size);
          expect(part.hasBefore).toBe(true);
          forwards.push(...part.page);
        }
        expect(forwards).toEqual(ordered);
        const backwards: Owed[] = [...part.page];
        while (part.hasBefore) {
          part = pageOfOwed(all, { before: placeOfAddress(placeInAddress(part.page[0] as Owed)) }, size);
          backwards.unshift(...part.page);
        }
        expect(backwards).toEqual(ordered);
      }),
    );
  });

  it("go on at the same place while what stood before it is answered", () => {
    fc.assert(
      fc.property(manyOwed, (all) => {
        const first = pageOfOwed(all, {}, 3);
        if (!first.hasAfter) return;
        const after = first.page.at(-1) as Owed;
        const next = pageOfOwed(all, { after }, 3).page;
        const left = all.filter((one) => !first.page.includes(one));
        expect(pageOfOwed(left, { after }, 3).page).toEqual(next);
      }),
    );
  });

  it("begin anew at an address that makes no sense", () => {
    for (const address of [
      null,
      "",
      "x",
      "1_",
      "1_d-1",
      "99999999999999999999_d-11111111-1111-4111-8111-111111111111",
      "-8640000000000000_a-11111111-1111-4111-8111-111111111111",
      "8640000000000000_a-11111111-1111-4111-8111-111111111111",
      `1_a-${"-".repeat(36)}`,
      "1_ab-11111111-1111-4111-8111-111111111111",
    ]) {
      expect(placeOfAddress(address)).toBeNull();
    }
  });
});
