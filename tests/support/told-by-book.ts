import { ownerWords } from "#server/commands/make-commitment";
import { keepsRoll } from "#server/commands/residency-record";
import { type Db, fromDateColumn } from "#server/persistence/db";
import { parishAsItStood, proposalsAsTheyStood, registerAsItStood } from "#server/queries/as-it-stood";
import { countParishRoll, findParish, parishStateOf } from "#server/queries/find-parish";
import { getParishPage } from "#server/queries/get-parish-page";
import { getRegister } from "#server/queries/get-register";
import { readBook } from "#server/queries/list-minutes";
import { listProposals } from "#server/queries/list-proposals";
import type { Ruling } from "~/domain/act/ruling";
import { stranger } from "~/domain/permissions/actor";
import type { Book } from "~/domain/record/fold/book";
import { foldBook } from "~/domain/record/fold/fold";
import { accepted } from "./proposals";

/** What a minute book explains of its parish, and what the tables say, each in the same words. */
export interface Told {
  byBook: unknown;
  byTables: unknown;
}

const dayOf = (column: Date | null) => column && fromDateColumn(column);
const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

/** Every fact that the fold of a book knows, beside the same fact of the tables. */
export async function toldFacts(db: Db, slug: string, now: Date): Promise<Told> {
  const parish = await db.parish.findUniqueOrThrow({
    where: { slug },
    include: {
      council: true,
      wards: { include: { ward: true } },
      priorityActions: { orderBy: { position: "asc" } },
      powerRequests: { orderBy: { catalogueId: "asc" } },
      powers: { orderBy: { catalogueId: "asc" } },
      handoverItems: { where: { kind: "commitment", endedAt: null } },
      offices: { include: { person: true }, orderBy: [{ fromAt: "asc" }, { office: "asc" }] },
      suspensions: { include: { power: true, appeal: true }, orderBy: { noticeAt: "asc" } },
      midTermReviews: { orderBy: { publishedAt: "asc" } },
      duties: { include: { proposal: true }, orderBy: { receivedAt: "asc" } },
      votes: { include: { proposal: true }, orderBy: { id: "asc" } },
      proposals: {
        where: { submittedAt: { not: null } },
        orderBy: { number: "asc" },
        include: {
          author: true,
          power: true,
          review: true,
          commitments: { orderBy: { id: "asc" } },
          seconders: { where: { withdrawnAt: null } },
          duty: { include: { response: { include: { consents: true } } } },
        },
      },
      _count: { select: { founders: true, supporters: true } },
    },
  });
  const handedOver = (commitment: string) => {
    const item = parish.handoverItems.find(({ subject }) => subject === commitment);
    const isTaken = item?.answer === "accepted" && item.personId !== null;
    return { askedFor: item?.sunsetAt ?? null, takenOverAt: isTaken ? item.sunsetAt : null };
  };
  const state = parishStateOf(parish, now);
  const isPublic = parish.gatheringOpenedAt !== null;
  const isDecided = parish.reviewCompletedAt !== null;
  const book = foldBook(await readBook(db, parish), now);
  const roll = await countParishRoll(
    db,
    parish.wards.map(({ wardId }) => wardId),
  );
  const byTables = {
    name: parish.name,
    council: parish.council.name,
    problem: parish.problem,
    endPoint: parish.endPoint,
    wards: parish.wards.map(({ ward }) => ({ name: ward.name, code: ward.gss })).sort(byName),
    startsOn: dayOf(parish.startsOn),
    termMonths: parish.termMonths,
    priorityActions: parish.priorityActions.map(({ action, measure, baseline, target, dueOn }) => ({
      action,
      measure,
      baseline,
      target,
      dueOn: fromDateColumn(dueOn),
    })),
    asked: parish.powerRequests.map(({ catalogueId, scope, budgetYearPence }) => ({
      catalogueId,
      scope,
      budgetYearPence: Number(budgetYearPence),
    })),
    money: { pence: Number(parish.moneyAskedPence), type: parish.moneyType, purpose: parish.moneyPurpose },
    publicity: { ordinary: parish.ordinaryPublicity, spending: parish.spendingPublicity },
    // Nobody is named in the book of a draft.
    receiver: isPublic ? { name: parish.receiverName, takes: parish.receiverTakes } : { name: "", takes: "" },
    founders: parish._count.founders,
    supporters: parish._count.supporters,
    electorate: parish.electorate,
    supportersNeeded: parish.supportersNeeded,
    roll: keepsRoll(state) ? roll : null,
    parish: {
      gatheringOpenedAt: parish.gatheringOpenedAt,
      gatheringEndsAt: parish.gatheringEndsAt,
      gatheringMetAt: parish.gatheringMetAt,
      reviewCompletedAt: parish.reviewCompletedAt,
      declinedAt: parish.declinedAt,
      approvedAt: parish.approvedAt,
      rejectedAt: parish.rejectedAt,
      activeFromAt: parish.activeFromAt,
      termStartsOn: dayOf(parish.termStartsOn),
      nextTermStartsOn: dayOf(parish.nextTermStartsOn),
      sunsetAt: parish.sunsetAt,
      withdrawnAt: parish.withdrawnAt,
      suspendedAt: parish.suspendedAt,
      revokedAt: parish.revokedAt,
      rules: parish.rules,
    },
    decisions: isDecided
      ? parish.powerRequests.map((request) => ({
          catalogueId: request.catalogueId,
          decision: request.decision,
          conditions: request.conditions,
          budgetYearPence: Number(request.grantedBudgetYearPence ?? 0n),
          budgetDecisionPence: Number(request.grantedBudgetDecisionPence ?? 0n),
          wrapper: request.wrapper,
          isTrial: request.isTrial,
          ground: request.ground,
          reasons: request.reasons,
          officerName: request.officerName,
          officerPost: request.officerPost,
          decisionReference: request.decisionReference,
        }))
      : [],
    powers: parish.powers.map(({ id, parishId, requestId, budgetYearPence, budgetDecisionPence, ...power }) => ({
      ...power,
      budgetYearPence: Number(budgetYearPence),
      budgetDecisionPence: Number(budgetDecisionPence),
    })),
    orders: parish.suspensions.map((order) => ({
      id: order.id,
      kind: order.kind,
      catalogueId: order.power?.catalogueId ?? null,
      ground: order.ground,
      reasons: order.reasons,
      officerName: order.officerName,
      officerPost: order.officerPost,
      noticeAt: order.noticeAt,
      takesEffectAt: order.takesEffectAt,
      endedAt: order.endedAt,
      endedHow: order.endedHow,
      endedByName: order.endedByName,
      endedByPost: order.endedByPost,
      endedReasons: order.endedReasons,
      appeal: order.appeal && {
        at: order.appeal.at,
        byName: order.appeal.byName,
        reasons: order.appeal.reasons,
        finding: order.appeal.finding,
        decidedAt: order.appeal.decidedAt,
        decidedByName: order.appeal.decidedByName,
        findingReasons: order.appeal.findingReasons,
      },
    })),
    offices: isPublic
      ? parish.offices.map((held) => ({
          office: held.office,
          person: held.person.name,
          endedAt: held.endedAt,
          awayFrom: dayOf(held.awayFrom),
          awayUntil: dayOf(held.awayUntil),
        }))
      : [],
    proposals: parish.proposals.map((one) => ({
      number: one.number,
      author: one.author.name,
      title: one.title,
      catalogueId: one.power?.catalogueId ?? null,
      change: one.change,
      place: one.place,
      costPence: Number(one.costPence),
      measureOn: dayOf(one.measureOn),
      revision: one.revision,
      class: one.class,
      rules: one.rules,
      seconders: one.seconders.length,
      secondersNeeded: one.secondersNeeded,
      submittedAt: one.submittedAt,
      secondingEndsAt: one.secondingEndsAt,
      secondedAt: one.secondedAt,
      withdrawnAt: one.withdrawnAt,
      inadmissibleAt: one.inadmissibleAt,
      ruledOutAt: one.ruledOutAt,
      secondedBeforeAt: one.secondedBeforeAt,
      noticeAt: one.noticeAt,
      underWayAt: one.underWayAt,
      doneAt: one.doneAt,
      reviewedAt: one.review?.at ?? null,
      answer: one.duty?.response
        ? {
            answer: one.duty.response.answer,
            at: one.duty.response.at,
            consentUntil: one.duty.response.consentUntil,
            consents: one.duty.response.consents.filter(({ isConsent }) => isConsent).length,
            refusals: one.duty.response.consents.filter(({ isConsent }) => !isConsent).length,
          }
        : null,
      commitments: one.commitments.map(({ id, what, owner, ownerName, originalDueOn, dueOn, doneAt }) => ({
        id,
        what,
        owner: ownerWords({ owner, ownerName }),
        originalDueOn: fromDateColumn(originalDueOn),
        dueOn: fromDateColumn(dueOn),
        doneAt,
        ...handedOver(id),
      })),
    })),
    votes: parish.votes.map((vote) => ({
      id: vote.id,
      proposal: vote.proposal?.number ?? null,
      question: vote.question,
      round: vote.round,
      noticeAt: vote.noticeAt,
      opensAt: vote.opensAt,
      closesAt: vote.closesAt,
      paperDueAt: vote.paperDueAt,
      isOpened: vote.openedAt !== null,
      roll: vote.rollSize,
      isClosed: vote.closedAt !== null,
      outcome: (vote.ruling as unknown as Ruling | null)?.outcome ?? null,
      cancelledAt: vote.cancelledAt,
    })),
    duties: parish.duties.map((duty) => ({
      kind: duty.kind,
      proposal: duty.proposal?.number ?? null,
      receivedAt: duty.receivedAt,
      acknowledgeBy: duty.acknowledgeBy,
      dateBy: duty.dateBy,
      answerBy: duty.answerBy,
      acknowledgedAt: duty.acknowledgedAt,
      datedAt: duty.datedAt,
      willAnswerOn: dayOf(duty.willAnswerOn),
      pauseFrom: duty.pauseFrom,
      pauseUntil: duty.pauseUntil,
      answeredAt: duty.answeredAt,
    })),
    midTermReviews: parish.midTermReviews.map(({ termStartsOn, publishedAt }) => ({
      termStartsOn: fromDateColumn(termStartsOn),
      publishedAt,
    })),
  };
  return { byTables, byBook: factsOf(book, keepsRoll(state)) };
}

/** The facts of a book in the order and form in which the tables are read above. */
function factsOf({ begunAt, schedules, ...book }: Book, keepsRoll: boolean) {
  const byCatalogue = (one: { catalogueId: string }, other: { catalogueId: string }) =>
    one.catalogueId < other.catalogueId ? -1 : 1;
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  return {
    ...book,
    wards: book.wards.map(({ name, code }) => ({ name, code })).sort(byName),
    asked: [...book.asked].sort(byCatalogue),
    decisions: [...book.decisions].sort(byCatalogue),
    powers: [...book.powers].sort(byCatalogue),
    roll: keepsRoll ? book.roll : null,
    offices: book.offices.map(({ fromAt, ...held }) => held),
    proposals: book.proposals.map((one) => ({ ...one, commitments: [...one.commitments].sort(byId) })),
    votes: book.votes
      .map(({ openedAt, closedAt, class: _class, ...vote }) => ({
        ...vote,
        isOpened: openedAt !== null,
        isClosed: closedAt !== null,
      }))
      .sort(byId),
  };
}

/** The pages that can be seen as they stood, of now: made from the book, and from the tables for somebody who is not signed in. */
export async function toldPages(db: Db, slug: string, now: Date): Promise<Told> {
  const found = await findParish(db, slug, now);
  if (!found) throw new Error(`there is no parish ${slug}`);
  const wanted = { state: null, page: 1 };
  const { announced, ...parish } = accepted(await parishAsItStood(db, slug, now));
  return {
    byBook: withoutKeys({
      parish,
      register: accepted(await registerAsItStood(db, slug, now)),
      proposals: accepted(await proposalsAsTheyStood(db, slug, wanted, now)),
    }),
    byTables: withoutKeys({
      parish: await getParishPage(db, found, stranger, now),
      register: await getRegister(db, slug, now),
      proposals: await listProposals(db, slug, stranger, wanted, now),
    }),
  };
}

/** Leaves out what a book cannot know and no reader sees, and the live view of a vote, which says more than a book may. */
function withoutKeys(page: unknown): unknown {
  if (Array.isArray(page)) return page.map(withoutKeys);
  if (page === null || typeof page !== "object" || page instanceof Date) return page;
  const hidden = ["key", "powerId", "vote", "charterVotes"];
  return Object.fromEntries(
    Object.entries(page)
      .filter(([name]) => !hidden.includes(name))
      .map(([name, value]) => [name, withoutKeys(value)]),
  );
}
