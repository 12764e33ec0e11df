import { allOf, allow, type Rules, type Ruling, refuse } from "~/domain/act/ruling";
import { aliveRuling, type Term } from "~/domain/act/s40-expiry";
import { midTermReviewRuling, publishingReviewRuling } from "~/domain/act/s42-mid-term-review";
import type { ParishState } from "~/domain/parish/parish-state";
import type { MeasuredPoint, ReviewFigures } from "~/domain/parish/review-figures";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, startOfDay } from "~/domain/time/civil";
import { dayInWords, instantInWords, whenInWords } from "~/domain/time/words";
import { fromDateColumn, type Read, toDateColumn } from "../persistence/db";
import { type FoundParish, findParish } from "./find-parish";
import { reviewFigures } from "./review-figures";

/** What may be done about the review of the present term at an instant, whoever does it. */
export interface ReviewSteps {
  /** Outcome `not_due`, `due` (it is missing) or `published`. */
  standing: Ruling;
  measure: Ruling;
  addEvidence: Ruling;
  publish: Ruling;
  comment: Ruling;
}

/**
 * What the Act says about the review of a parish's present term. Null before residents have approved the charter.
 *
 * A suspension takes powers and leaves the duty to review; from the sunset, or once all powers are taken back, everything stays as it is.
 */
export function reviewSteps(found: FoundParish, publishedAt: Date | null, now: Date): ReviewSteps | null {
  const { rules, term, runningTerm } = found;
  if (!rules || !term || !runningTerm) return null;
  // Half time is that of the running term, which a renewal does not move.
  const facts = { startsAt: startOfDay(runningTerm.startsOn), sunsetAt: runningTerm.sunsetAt, publishedAt, now };
  const open = openRuling(rules, term, found.state, now);
  return {
    standing: midTermReviewRuling(rules, facts),
    measure: open,
    addEvidence: open,
    publish: allOf(open, publishingReviewRuling(rules, facts)),
    comment: allOf(open, commentingRuling(rules, publishedAt)),
  };
}

function openRuling(rules: Rules, term: Term, state: ParishState, now: Date): Ruling {
  if (state === "revoked") {
    const sentence = "The council has taken all powers of this parish back, so nothing is added to its review.";
    return refuse(rules, { sections: ["s16", "s42"], sentence });
  }
  if (state === "approved") {
    const sentence = "This parish has not started yet, so there is nothing to review.";
    return refuse(rules, { sections: ["s42"], sentence, wouldChange: `It starts on ${dayInWords(term.startsOn)}.` });
  }
  return aliveRuling(rules, { sunsetAt: term.sunsetAt, now });
}

function commentingRuling(rules: Rules, publishedAt: Date | null): Ruling {
  const sections: Ruling["sections"] = ["s42"];
  return publishedAt
    ? allow(rules, { sections, sentence: "Everybody can comment on the review." })
    : refuse(rules, { sections, sentence: "The review is not published yet. Everybody can comment on it once it is." });
}

/** A review that has been published, with its figures as they stood then. */
export interface PublishedReview {
  finding: string;
  by: string;
  atWords: string;
  figures: ReviewFigures;
}

/** Evidence or a comment, as anybody may read it. */
export interface CommentView {
  id: string;
  author: string;
  post: string;
  isEvidence: boolean;
  isObserver: boolean;
  when: string;
  /** Empty when it is hidden. */
  text: string;
  /** Why it was hidden; null when it is not. */
  hiddenReason: string | null;
}

/** The page of a review for one reader. */
export interface ReviewPage {
  parish: { slug: string; name: string; state: ParishState };
  /** The term that is looked at; null until residents have approved the charter. */
  term: { startWords: string; isPresent: boolean; hasEnded: boolean; sunsetWords: string } | null;
  /** How the review of the present term stands; null for another term. */
  standing: Ruling | null;
  published: PublishedReview | null;
  /** How things stand now, while there is no published review. */
  figures: ReviewFigures | null;
  /** What was measured after the review was published. */
  measuredSince: { action: string; point: MeasuredPoint }[];
  comments: CommentView[];
  /** Published reviews of other terms. */
  others: { startsOn: CivilDate; words: string }[];
  /** What can be measured. */
  actions: { id: string; name: string }[];
  reader: {
    isSignedIn: boolean;
    /** Each is null for whoever has no part in it. */
    measure: Ruling | null;
    addEvidence: Ruling | null;
    publish: Ruling | null;
    comment: Ruling | null;
    mayHide: boolean;
  };
}

/**
 * The review at half time of a parish's present term, or of the term that began on a day, for one reader.
 * Null when there is no such parish, or no review of that other term.
 */
export async function getReview(
  db: Read,
  actor: Actor,
  at: { slug: string; termStartsOn: string | null },
  now: Date,
): Promise<ReviewPage | null> {
  const found = await findParish(db, at.slug, now);
  if (!found) return null;
  const { row, state, term } = found;
  const page: ReviewPage = {
    parish: { slug: row.slug, name: row.name, state },
    term: null,
    standing: null,
    published: null,
    figures: null,
    measuredSince: [],
    comments: [],
    others: [],
    actions: [],
    reader: {
      isSignedIn: actor.personId !== null,
      measure: null,
      addEvidence: null,
      publish: null,
      comment: null,
      mayHide: false,
    },
  };
  if (!term) return at.termStartsOn === null ? page : null;

  const reviews = await db.midTermReview.findMany({ where: { parishId: row.id }, orderBy: { termStartsOn: "desc" } });
  const startsOn = (at.termStartsOn ?? term.startsOn) as CivilDate;
  const isPresent = startsOn === term.startsOn;
  const review = reviews.find(({ termStartsOn }) => fromDateColumn(termStartsOn) === startsOn);
  if (!isPresent && !review) return null;
  const steps = reviewSteps(found, review?.publishedAt ?? null, now);
  const subject = { parishId: row.id, councilId: row.councilId };
  const forReader = (action: Parameters<typeof may>[1], ruling: Ruling | undefined) =>
    isPresent && ruling && may(actor, action, subject).holds ? ruling : null;
  const figures = isPresent ? await reviewFigures(db, row.id, term.startsOn, now) : null;

  return {
    ...page,
    term: {
      startWords: dayInWords(startsOn),
      isPresent,
      hasEnded: now >= term.sunsetAt,
      sunsetWords: whenInWords(term.sunsetAt),
    },
    standing: isPresent ? (steps?.standing ?? null) : null,
    published: review
      ? {
          finding: review.finding,
          by: `${review.byName}, ${review.byPost}`,
          atWords: whenInWords(review.publishedAt),
          figures: review.figures as unknown as ReviewFigures,
        }
      : null,
    figures: review ? null : figures,
    measuredSince: review && figures ? await measuredSince(db, row.id, term.startsOn, review.publishedAt) : [],
    comments: await commentsOn(db, row.id, startsOn),
    others: reviews
      .map(({ termStartsOn }) => fromDateColumn(termStartsOn))
      .filter((day) => day !== startsOn)
      .map((day) => ({ startsOn: day, words: dayInWords(day) })),
    actions: isPresent ? await actionsOf(db, row.id) : [],
    reader: {
      ...page.reader,
      measure: forReader("measurement.add", steps?.measure),
      addEvidence: forReader("midterm.add_evidence", steps?.addEvidence),
      publish: review ? null : forReader("midterm.publish", steps?.publish),
      comment: forReader("midterm.comment", steps?.comment),
      mayHide: may(actor, "midterm.hide_comment", subject).holds,
    },
  };
}

async function actionsOf(db: Read, parishId: string): Promise<ReviewPage["actions"]> {
  const actions = await db.priorityAction.findMany({ where: { parishId }, orderBy: { position: "asc" } });
  return actions.map(({ id, action, measure }) => ({ id, name: `${measure} (${action})` }));
}

async function measuredSince(
  db: Read,
  parishId: string,
  startsOn: CivilDate,
  publishedAt: Date,
): Promise<ReviewPage["measuredSince"]> {
  const rows = await db.measurement.findMany({
    where: { priorityAction: { parishId }, at: { gt: publishedAt }, measuredOn: { gte: toDateColumn(startsOn) } },
    orderBy: [{ measuredOn: "asc" }, { at: "asc" }, { id: "asc" }],
    include: { priorityAction: { select: { measure: true } } },
  });
  return rows.map(({ measuredOn, value, source, byName, byPost, priorityAction }) => ({
    action: priorityAction?.measure ?? "",
    point: { on: fromDateColumn(measuredOn), value, source, by: `${byName}, ${byPost}` },
  }));
}

async function commentsOn(db: Read, parishId: string, startsOn: CivilDate): Promise<CommentView[]> {
  const rows = await db.reviewComment.findMany({
    where: { parishId, termStartsOn: toDateColumn(startsOn) },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: { author: { select: { name: true } } },
  });
  return rows.map((one) => ({
    id: one.id,
    author: one.author.name,
    post: one.post,
    isEvidence: one.isEvidence,
    isObserver: one.isObserver,
    when: instantInWords(one.at),
    text: one.hiddenAt ? "" : one.text,
    hiddenReason: one.hiddenAt ? one.hiddenReason : null,
  }));
}

/** How the review of a parish's present term stands, for pages that only point to it. Null before there is a term. */
export async function reviewStanding(db: Read, found: FoundParish, now: Date): Promise<Ruling | null> {
  if (!found.term) return null;
  const review = await db.midTermReview.findUnique({
    where: {
      parishId_termStartsOn: { parishId: found.row.id, termStartsOn: toDateColumn(found.term.startsOn) },
    },
    select: { publishedAt: true },
  });
  return reviewSteps(found, review?.publishedAt ?? null, now)?.standing ?? null;
}
