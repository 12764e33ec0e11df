import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

export const tierIds = ["A", "B", "C"] as const;
export type Tier = (typeof tierIds)[number];

/** What each tier means, for the register and the catalogue. */
export const tiers: Readonly<Record<Tier, { name: string; text: string }>> = {
  A: {
    name: "The parish decides",
    text: "The parish decides and the council delivers. A decision that passes is binding, inside the power's scope and budget.",
  },
  B: {
    name: "The parish decides with consent",
    text: "The decision also needs the consent of the council or of whoever owns the land.",
  },
  C: {
    name: "The parish advises",
    text: "The decision is advice. The council must answer it with reasons, but it decides.",
  },
};

export const s13 = section({
  number: 13,
  part: 3,
  title: "Tiers of power",
  text: [
    "Every power has a tier. Under tier A the parish decides and the council delivers. Under tier B the council or the landowner must consent as well. Under tier C the parish advises.",
    "A proposal that passes is binding only under tier A, and only inside the power's scope and budget.",
    "A binding decision is acknowledged and carried out. The council may object to it only as unlawful or unsafe. It does so to the Commissioner, within 10 working days (s35). If the Commissioner finds that the objection is good, the decision does not bind. If it is not good, the council commits by a date that the Commissioner sets (s50).",
    "Under tiers B and C the council accepts, modifies or rejects the decision (s35).",
  ],
  parameters: [],
  resembles:
    "Schemes of delegation, in which some decisions are delegated, some need consent and some are for consultation only. A council that delegates under section 101 of the Local Government Act 1972 may still decide for itself.",
});

/**
 * Whether a decision of the parish binds the council. Outcome `binding` (holds), or `needs_consent` (tier B),
 * `advisory` (tier C), `outside_scope`, `outside_budget` or `not_held`, which the council answers under s35.
 *
 * @param facts.isHeld whether the parish held the power when it decided, or holds it again (s16); left out, it did
 */
export function bindingRuling(
  rules: Rules,
  facts: { tier: Tier; insideScope: boolean; insideBudget: boolean; isHeld?: boolean },
): Ruling {
  const figures = [
    { name: "Tier", value: facts.tier, unit: "", how: tiers[facts.tier].text },
    {
      name: "Inside the power's scope",
      value: facts.insideScope ? "yes" : "no",
      unit: "",
      how: "Whether the service and the place are those that the register gives for the power",
    },
    {
      name: "Inside the power's budget",
      value: facts.insideBudget ? "yes" : "no",
      unit: "",
      how: "Whether the cost fits what the register lets the parish spend",
    },
  ];
  const answered = (outcome: string, sentence: string) =>
    refuse(rules, {
      sections: ["s13", "s35"],
      outcome,
      figures,
      sentence,
      wouldChange: "Only a decision under a tier A power, inside its scope and budget, binds the council.",
    });
  if (facts.tier === "B") {
    return answered("needs_consent", "This decision needs the consent of the council or of the landowner.");
  }
  if (facts.tier === "C") return answered("advisory", "This decision is advice, and the council must answer it.");
  if (!facts.insideScope) {
    return answered(
      "outside_scope",
      "This decision does not bind the council, because it goes beyond the power's scope.",
    );
  }
  if (!facts.insideBudget) {
    return answered(
      "outside_budget",
      "This decision does not bind the council, because it goes beyond the power's budget.",
    );
  }
  if (facts.isHeld === false) {
    return refuse(rules, {
      sections: ["s13", "s16"],
      outcome: "not_held",
      figures,
      sentence: "This decision does not bind the council, because the parish did not hold the power when it decided.",
      wouldChange: "It binds if the parish holds the power again before the council answers.",
    });
  }
  return allow(rules, {
    sections: ["s13"],
    outcome: "binding",
    figures,
    sentence: "This decision binds the council, because it is under a tier A power and inside its scope and budget.",
  });
}
