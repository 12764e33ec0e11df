import { addDays, civilDateOf, startOfDay } from "../time/civil";
import { clearDaysBetween } from "../time/clear-days";
import { number, people, whenInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { groundOf, groundRuling } from "./s36-coded-grounds";
import { section } from "./section";

/** How many clear days' notice a council gives before it suspends or revokes a power, unless somebody is in danger. */
export const suspensionClearDays = 14;

export const s16 = section({
  number: 16,
  part: 3,
  title: "Suspending and revoking a power",
  text: [
    "Only the council that gave a power may suspend it or take it back. It gives a listed ground (s36) and its reasons.",
    "A suspension for safety takes effect at once. Any other takes effect after at least 14 clear days.",
    "The parish may appeal to the Commissioner (s50).",
    "What was lawfully done before stays valid.",
  ],
  parameters: [],
  resembles:
    "A council that has delegated a function may always take it back (Huth v Clarke, 1890). Notice and appeal are this Act's own.",
});

/** A council's decision to suspend a power or to take it back. */
export interface SuspensionFacts {
  /** A code of the grounds of s36; `unsafe` takes effect at once. */
  ground: string;
  reasons: string;
  officerName: string;
  officerPost: string;
  noticeAt: Date;
  takesEffectAt: Date;
}

/** The earliest instant at which a suspension or revocation may take effect: at once for safety, else after the notice. */
export function suspensionEarliest(facts: { ground: string; noticeAt: Date }): Date {
  if (groundOf(facts.ground)?.code === "unsafe") return facts.noticeAt;
  return startOfDay(addDays(civilDateOf(facts.noticeAt), suspensionClearDays + 1));
}

/**
 * Whether a council may suspend a power, or take it back, at an instant. Refuses a ground that s36 does not know,
 * missing reasons, and less than 14 clear days' notice unless the ground is safety.
 */
export function suspensionRuling(rules: Rules, facts: SuspensionFacts): Ruling {
  const grounded = groundRuling(rules, facts);
  if (!grounded.holds) return { ...grounded, sections: ["s16", "s36"] };
  const isForSafety = groundOf(facts.ground)?.code === "unsafe";
  const earliest = suspensionEarliest(facts);
  const given = clearDaysBetween(civilDateOf(facts.noticeAt), civilDateOf(facts.takesEffectAt));
  const figures = [
    {
      name: "Notice",
      value: given,
      unit: "clear days",
      how: isForSafety
        ? "A suspension for safety needs no notice"
        : `Whole days between the notice and its effect; at least ${suspensionClearDays} are needed`,
    },
  ];
  if (facts.takesEffectAt < facts.noticeAt) {
    return refuse(rules, {
      sections: ["s16"],
      figures,
      sentence: "A suspension cannot take effect before its notice: what was done before stays valid.",
      wouldChange: `It may take effect ${whenInWords(earliest)}.`,
    });
  }
  if (facts.takesEffectAt < earliest) {
    return refuse(rules, {
      sections: ["s16"],
      figures,
      sentence: `This gives ${people(given, "clear day", "clear days")} of notice, and ${number(suspensionClearDays)} are needed.`,
      wouldChange: `It may take effect ${whenInWords(earliest)}, or at once if the power is unsafe.`,
    });
  }
  return allow(rules, {
    sections: ["s16", "s36"],
    figures,
    sentence: isForSafety
      ? "This takes effect at once, because it is for safety. The parish may appeal to the Commissioner."
      : `This takes effect ${whenInWords(facts.takesEffectAt)}. The parish may appeal to the Commissioner.`,
  });
}
