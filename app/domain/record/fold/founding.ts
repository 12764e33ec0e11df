import { moneyTypes } from "../../act/s05-charter";
import { publicities } from "../../act/s26-publicity";
import { termOn } from "../../parish/term";
import { civilDateOf } from "../../time/civil";
import type { Book, Step, Steps } from "./book";
import { receiveDuty, settleDuty } from "./duties";
import type { Facts } from "./facts";
import { grantPowers } from "./powers";
import { scheduleOf } from "./schedules";

/** From the draft to the approval of the charter, and what later votes make of the term. */
export const founding = {
  draft_started(book, { at, facts }) {
    book.council = facts.text("council");
    book.founders = facts.amount("founders");
    book.schedules = (facts.each("schedules") ?? []).flatMap((one) => scheduleOf(one, one.instant("made") ?? at));
    writeCharter(book, facts);
  },
  draft_changed(book, { facts }) {
    writeCharter(book, facts);
  },
  founder_joined(book, { facts }) {
    book.founders = facts.amount("founders");
  },
  founder_left(book, { facts }) {
    book.founders = facts.amount("founders");
  },
  gathering_opened(book, { at, facts }) {
    writeCharter(book, facts);
    book.founders = facts.amount("founders");
    book.electorate = facts.number("electorate");
    book.supportersNeeded = facts.number("needed");
    book.parish.rules = facts.rules();
    book.parish.gatheringOpenedAt = at;
    book.parish.gatheringEndsAt = facts.instant("endsAt");
    for (const office of ["convenor", "deputy"] as const) {
      const person = facts.text(office);
      if (person) book.offices.push({ office, person, fromAt: at, endedAt: null, awayFrom: null, awayUntil: null });
    }
  },
  supporters_counted(book, { facts }) {
    book.supporters = facts.amount("supporters");
  },
  support_reached(book, { at, facts }) {
    book.supporters = facts.amount("supporters");
    book.parish.gatheringMetAt = at;
  },
  charter_received(book, { at, facts }) {
    receiveDuty(book, "charter_review", at, facts);
  },
  review_completed(book, { at }) {
    book.parish.reviewCompletedAt = at;
    settleDuty(book, "charter_review", at);
  },
  parish_declined(book, { at }) {
    book.parish.reviewCompletedAt = at;
    book.parish.declinedAt = at;
    settleDuty(book, "charter_review", at);
  },
  parish_withdrawn(book, { at }) {
    book.parish.withdrawnAt = at;
  },
  parish_rejected(book, { at }) {
    book.parish.rejectedAt = at;
  },
  parish_approved(book, { at, facts }) {
    const { parish } = book;
    parish.approvedAt = at;
    parish.activeFromAt = facts.instant("activeFrom");
    parish.termStartsOn = facts.day("termStartsOn") ?? (parish.activeFromAt && civilDateOf(parish.activeFromAt));
    parish.sunsetAt = facts.instant("sunset");
    grantPowers(book, facts.inside("lapses"));
  },
  parish_renewed(book, { at, facts }) {
    const { parish } = book;
    const { termStartsOn: startsOn, nextTermStartsOn: nextStartsOn, sunsetAt } = parish;
    if (startsOn && sunsetAt) {
      parish.termStartsOn = termOn({ startsOn, nextStartsOn, sunsetAt }, civilDateOf(at)).startsOn;
    }
    parish.nextTermStartsOn = facts.day("startsOn");
    parish.sunsetAt = facts.instant("sunset");
  },
  end_brought_forward(book, { facts }) {
    const sunsetAt = facts.instant("sunset");
    if (!sunsetAt) return;
    book.parish.sunsetAt = sunsetAt;
    for (const power of book.powers) {
      if (power.lapsesAt > sunsetAt) power.lapsesAt = sunsetAt;
    }
  },
  midterm_published(book, { at, facts }) {
    book.midTermReviews.push({ termStartsOn: facts.day("termStartsOn"), publishedAt: at });
  },
  residents_confirmed: countRoll(1),
  simulated_residents_joined: countRoll(1),
  resident_left: countRoll(-1),
} satisfies Steps;

/** Takes over what an entry says of the charter; what it does not speak of stays. */
function writeCharter(book: Book, facts: Facts): void {
  if (facts.has("name")) book.name = facts.text("name");
  if (facts.has("problem")) book.problem = facts.text("problem");
  if (facts.has("endPoint")) book.endPoint = facts.text("endPoint");
  if (facts.has("startsOn")) book.startsOn = facts.day("startsOn");
  if (facts.has("termMonths")) book.termMonths = facts.number("termMonths");
  if (facts.has("roll")) book.roll = facts.number("roll");
  if (facts.has("money")) {
    const money = facts.inside("money");
    const type = moneyTypes.find((one) => one === money.text("type")) ?? "none";
    book.money = { pence: money.amount("pence"), type, purpose: money.text("purpose") };
  }
  if (facts.has("publicity")) {
    const said = facts.inside("publicity");
    const publicityOf = (kind: string) => publicities.find((one) => one === said.text(kind)) ?? null;
    book.publicity = { ordinary: publicityOf("ordinary"), spending: publicityOf("spending") };
  }
  if (facts.has("receiver")) {
    const receiver = facts.inside("receiver");
    book.receiver = { name: receiver.text("name"), takes: receiver.text("takes") };
  }
  const wards = facts.each("wards");
  if (wards) {
    book.wards = wards.map((ward) => ({
      code: ward.text("code"),
      name: ward.text("name"),
      electorate: ward.number("electorate"),
    }));
  }
  const actions = facts.each("priorityActions");
  if (actions) {
    book.priorityActions = actions.map((action) => ({
      action: action.text("action"),
      measure: action.text("measure"),
      baseline: action.text("baseline"),
      target: action.text("target"),
      dueOn: action.day("dueOn"),
    }));
  }
  const asked = facts.each("asked");
  if (asked) {
    book.asked = asked.map((power) => ({
      catalogueId: power.text("catalogueId"),
      scope: power.text("scope"),
      budgetYearPence: power.amount("budgetYearPence"),
    }));
  }
}

/** An entry says how many are on the roll after it; an old one only how many came, which tells the roll where it was known before. */
function countRoll(direction: 1 | -1): Step {
  return (book, { facts }) => {
    const counted = book.roll === null ? null : book.roll + direction * facts.amount("count");
    book.roll = facts.number("roll") ?? counted;
  };
}
