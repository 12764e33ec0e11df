import { powerOf } from "../../act/catalogue";
import { type LegalWrapper, legalWrapperNames, legalWrappers } from "../../act/s12-register";
import { grounds } from "../../act/s36-coded-grounds";
import type { Book, BookDecision, BookOrder, ReadEntry, Steps } from "./book";
import { settleDuty } from "./duties";
import type { Facts } from "./facts";

/** What the council decides about powers: the review of the charter, renewals, orders and appeals. */
export const powers = {
  power_granted(book, { facts }) {
    const conditions = facts.text("conditions");
    decide(book, facts, {
      decision: conditions === "" ? "grant" : "grant_with_conditions",
      conditions,
      budgetYearPence: facts.amount("budgetYearPence"),
      budgetDecisionPence: facts.amount("budgetDecisionPence"),
      wrapper: legalWrappers.find((one) => legalWrapperNames[one].name === facts.text("wrapper")) ?? null,
      isTrial: facts.isTrue("isTrial"),
    });
  },
  power_refused(book, { facts }) {
    decide(book, facts, { decision: "refuse", ground: groundNamed(facts), reasons: facts.text("reasons") });
  },
  power_confirmed(book, { at, facts }) {
    const until = facts.instant("until");
    const power = book.powers.find(({ catalogueId }) => catalogueId === facts.text("power"));
    if (power && until) power.lapsesAt = until;
    if (facts.isTrue("isEverythingAnswered")) settleDuty(book, "renewal", at);
  },
  power_not_confirmed(book, { at, facts }) {
    if (facts.isTrue("isEverythingAnswered")) settleDuty(book, "renewal", at);
  },
  trial_reviewed(book, { facts }) {
    const power = book.powers.find(({ catalogueId }) => catalogueId === facts.text("power"));
    if (!power) return;
    power.lapsesAt = facts.instant("until") ?? power.lapsesAt;
    power.conditions = facts.text("conditions");
  },
  power_suspended: order,
  power_revoked: order,
  parish_suspended: order,
  parish_revoked: order,
  order_withdrawn: (book, entry) => endOrder(book, entry, "withdrawn"),
  reinstated: (book, entry) => endOrder(book, entry, "reinstated"),
  appeal_made(book, { at, facts }) {
    const appealed = orderOf(book, facts);
    if (!appealed) return;
    appealed.appeal = {
      at,
      byName: facts.text("by"),
      reasons: facts.text("reasons"),
      finding: null,
      decidedAt: null,
      decidedByName: "",
      findingReasons: "",
    };
  },
  appeal_decided(book, entry) {
    const { at, facts } = entry;
    const appealed = orderOf(book, facts);
    if (!appealed?.appeal) return;
    const finding = facts.text("finding") === "set_aside" ? "set_aside" : "upheld";
    Object.assign(appealed.appeal, {
      finding,
      decidedAt: at,
      decidedByName: facts.text("by"),
      findingReasons: facts.text("reasons"),
    });
    if (finding === "set_aside" && appealed.endedAt === null) endOrder(book, entry, "set_aside");
  },
} satisfies Steps;

function groundNamed(facts: Facts): BookDecision["ground"] {
  return grounds.find(({ name }) => name === facts.text("ground"))?.code ?? null;
}

function decide(book: Book, facts: Facts, said: Pick<BookDecision, "decision"> & Partial<BookDecision>): void {
  book.decisions.push({
    catalogueId: facts.text("power"),
    conditions: "",
    budgetYearPence: 0,
    budgetDecisionPence: 0,
    wrapper: null,
    isTrial: false,
    ground: null,
    reasons: "",
    officerName: facts.text("officer"),
    officerPost: facts.text("post"),
    decisionReference: facts.text("decisionReference"),
    ...said,
  });
}

/** What the council has granted is in the register once residents have approved the charter. */
export function grantPowers(book: Book, lapses: Facts): void {
  const { activeFromAt, sunsetAt } = book.parish;
  if (!activeFromAt || !sunsetAt) return;
  const held: LegalWrapper = "simulated_act";
  book.powers = book.decisions
    .filter(({ decision }) => decision !== "refuse")
    .flatMap(({ decision, ground, reasons, wrapper, ...granted }) => {
      const power = powerOf(granted.catalogueId);
      if (!power) return [];
      return {
        ...granted,
        tier: power.tier,
        service: power.service,
        scope: book.asked.find(({ catalogueId }) => catalogueId === granted.catalogueId)?.scope ?? "",
        wrapper: wrapper ?? held,
        grantedFrom: activeFromAt,
        lapsesAt: lapses.instant(granted.catalogueId) ?? sunsetAt,
        suspendedAt: null,
        revokedAt: null,
      };
    });
}

function orderOf(book: Book, facts: Facts): BookOrder | undefined {
  return book.orders.find(({ id }) => id === facts.text("suspension"));
}

function order(book: Book, { at, facts }: ReadEntry): void {
  const takesEffectAt = facts.instant("takesEffectAt") ?? at;
  const made: BookOrder = {
    id: facts.text("suspension"),
    kind: facts.text("does") === "revoke" ? "revoke" : "suspend",
    catalogueId: facts.text("power") || null,
    ground: groundNamed(facts),
    reasons: facts.text("reasons"),
    officerName: facts.text("officer"),
    officerPost: facts.text("post"),
    noticeAt: at,
    takesEffectAt,
    endedAt: null,
    endedHow: null,
    endedByName: "",
    endedByPost: "",
    endedReasons: "",
    appeal: null,
  };
  book.orders.push(made);
  follow(book, made, takesEffectAt);
}

function endOrder(book: Book, { at, facts }: ReadEntry, how: NonNullable<BookOrder["endedHow"]>): void {
  const ended = orderOf(book, facts);
  if (!ended) return;
  ended.endedAt = at;
  ended.endedHow = how;
  ended.endedByName = facts.text(how === "set_aside" ? "by" : "officer");
  ended.endedByPost = how === "set_aside" ? "Commissioner" : facts.text("post");
  ended.endedReasons = facts.text("reasons");
  follow(book, ended, null);
}

/** Has the power, or the parish, follow its order: from which instant one suspends or revokes it. */
function follow(book: Book, { kind, catalogueId }: BookOrder, from: Date | null): void {
  const what = catalogueId ? book.powers.find((one) => one.catalogueId === catalogueId) : book.parish;
  if (!what) return;
  if (kind === "suspend") what.suspendedAt = from;
  else what.revokedAt = from;
}
