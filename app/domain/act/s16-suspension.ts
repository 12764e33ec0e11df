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
    "Before it takes effect the council may withdraw it. The council may end a suspension at any time.",
    "The parish may appeal to the Commissioner once (s50), until it ends. If the Commissioner sets it aside, it ends at that moment.",
    "What was lawfully done before stays valid. A vote that is open goes on. A vote that would open later is cancelled.",
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

/** What a council's order does. */
export type OrderKind = "suspend" | "revoke";

/** An order in time: from when it takes effect, and when it was withdrawn, ended or set aside. */
export interface OrderInTime {
  takesEffectAt: Date;
  endedAt: Date | null;
}

/** Whether an order is in force at an instant. One that ended before it took effect never was. */
export function isInForce(order: OrderInTime, at: Date): boolean {
  return order.takesEffectAt <= at && (order.endedAt === null || at < order.endedAt);
}

/**
 * Whether a power that has been held, or a parish, can still be suspended or revoked: not when it is over by the time that this would
 * take effect, because there would be nothing to take.
 *
 * @param facts.endsAt when the power lapses, or the sun sets on the parish
 */
export function stillThereRuling(rules: Rules, facts: { endsAt: Date; takesEffectAt: Date }): Ruling {
  return facts.takesEffectAt < facts.endsAt
    ? allow(rules, { sections: ["s16"], sentence: "There is a power to suspend or to take back." })
    : refuse(rules, {
        sections: ["s16", "s12"],
        outcome: "over",
        sentence: `This ends by itself ${whenInWords(facts.endsAt)}, before it could be suspended or taken back.`,
      });
}

/**
 * Whether a vote may open at an instant, by the orders that the council has published. Refuses an opening at or after the instant from which
 * the power or the parish is suspended or revoked.
 *
 * @param facts.orderedFrom the instants from which orders take effect, of the power and of the parish; null where there is none
 */
export function openingUnderOrderRuling(
  rules: Rules,
  facts: { orderedFrom: readonly (Date | null | undefined)[]; opensAt: Date },
): Ruling {
  const from = facts.orderedFrom.find((at) => at != null && at <= facts.opensAt);
  return from
    ? refuse(rules, {
        sections: ["s16"],
        outcome: "ordered",
        sentence: `The council has suspended or taken back this ${whenInWords(from)}, and the vote would open after that.`,
        wouldChange: "Choose an earlier day, or wait until the council or the Commissioner ends that.",
      })
    : allow(rules, { sections: ["s16"], sentence: "Nothing is suspended when the vote opens." });
}

/**
 * Whether the council may end its own order at an instant. Outcome `withdrawn` before it takes effect, `reinstated` for a suspension that
 * has. Refuses an order that has ended, one without reasons, and a revocation that has taken effect: that one only the Commissioner undoes.
 */
export function endOrderRuling(
  rules: Rules,
  facts: OrderInTime & { kind: OrderKind; reasons: string; now: Date },
): Ruling {
  const { kind, takesEffectAt, endedAt, now } = facts;
  const no = (sentence: string, wouldChange = "") => refuse(rules, { sections: ["s16"], sentence, wouldChange });
  if (endedAt !== null) return no(`This ended ${whenInWords(endedAt)}.`);
  if (now >= takesEffectAt && kind === "revoke") {
    return no(
      `The power was taken back ${whenInWords(takesEffectAt)}, so the council can no longer withdraw that.`,
      "The parish may appeal to the Commissioner.",
    );
  }
  if (facts.reasons.trim() === "") return no("Say why. The reasons are published.", "Give the reasons.");
  return now < takesEffectAt
    ? allow(rules, {
        sections: ["s16"],
        outcome: "withdrawn",
        sentence: "The council withdrew this before it took effect.",
      })
    : allow(rules, {
        sections: ["s16"],
        outcome: "reinstated",
        sentence: "The council ended the suspension. Powers are held again from this moment until they lapse.",
      });
}

/**
 * Whether the parish may appeal to the Commissioner at an instant: once, with reasons, and until the order has ended.
 */
export function appealRuling(
  rules: Rules,
  facts: { endedAt: Date | null; isAppealed: boolean; reasons: string },
): Ruling {
  const no = (sentence: string, wouldChange = "") => refuse(rules, { sections: ["s16", "s50"], sentence, wouldChange });
  if (facts.isAppealed) return no("The parish has appealed against this already. It may appeal once.");
  if (facts.endedAt !== null)
    return no(`This ended ${whenInWords(facts.endedAt)}, so there is nothing to appeal against.`);
  if (facts.reasons.trim() === "")
    return no("Say why the council is wrong. The reasons are published.", "Give the reasons.");
  return allow(rules, { sections: ["s16", "s50"], sentence: "The Commissioner hears this appeal." });
}
