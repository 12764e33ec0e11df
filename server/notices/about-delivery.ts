import type { CivilDate } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import type { FoundDuty } from "../queries/find-duty";
import { peopleBehind } from "./about-votes";
import { announce } from "./announce";

function pathOf({ row }: FoundDuty, commitmentId: string): string {
  return `/parishes/${row.parish.slug}/proposals/${row.proposal?.number}/commitments/${commitmentId}`;
}

/** Tells author and seconders that something the council promised is done. */
export async function announceDone(
  tx: Read,
  duty: FoundDuty,
  commitment: { id: string; what: string; words: string },
): Promise<void> {
  const { proposal, council } = duty.row;
  if (!proposal) return;
  await announce(tx, {
    key: `commitment-done:${commitment.id}`,
    kind: "delivery",
    own: await peopleBehind(tx, proposal.id),
    title: `Done: ${commitment.what}`,
    text: `${council.name} says that what it promised about "${proposal.title}" is done: ${commitment.what} ${commitment.words} If it is not done where you live, say so on its page.`,
    path: pathOf(duty, commitment.id),
  });
}

/** Tells author and seconders that the day of something the council promised has moved. */
export async function announceMoved(
  tx: Read,
  duty: FoundDuty,
  moved: { id: string; what: string; stepId: string; before: CivilDate; after: CivilDate; reason: string },
): Promise<void> {
  const { proposal, council } = duty.row;
  if (!proposal) return;
  await announce(tx, {
    key: `commitment-moved:${moved.stepId}`,
    kind: "delivery",
    own: await peopleBehind(tx, proposal.id),
    title: `The day of a promise has moved: ${moved.what}`,
    text: `${council.name} had promised about "${proposal.title}": ${moved.what} It was expected on ${dayInWords(moved.before)}, and now on ${dayInWords(moved.after)}. ${moved.reason}`,
    path: pathOf(duty, moved.id),
  });
}

/** Tells a resident that the council has answered their report. */
export async function announceReportAnswered(
  tx: Read,
  answered: { key: string; personId: string; council: string; what: string; answer: string; path: string },
): Promise<void> {
  await announce(tx, {
    key: `report-answered:${answered.key}`,
    kind: "delivery",
    own: [answered.personId],
    title: `${answered.council} has answered your report`,
    text: `You had reported on "${answered.what}". ${answered.council} answers: ${answered.answer}`,
    path: answered.path,
  });
}

interface HiddenOfOne {
  key: string;
  personId: string;
  /** What the council had promised. */
  what: string;
  by: string;
  why: string;
  path: string;
}

const whomToAsk =
  "If you think that this is wrong, you may ask the convenor or the deputy of the parish, or whoever runs this site, to show it again.";

/** Tells a resident that their report was hidden, by whom and why, and whom they may ask to show it again. */
export async function announceReportHidden(tx: Read, hidden: HiddenOfOne): Promise<void> {
  await announce(tx, {
    key: `report-hidden:${hidden.key}`,
    kind: "delivery",
    own: [hidden.personId],
    title: "Your report was hidden",
    text: `You had reported on "${hidden.what}". It was hidden by ${hidden.by}: ${hidden.why} It still counts. ${whomToAsk}`,
    path: hidden.path,
  });
}

/** Tells a resident that the picture of their report was hidden, which was not only theirs; what they wrote stays. */
export async function announcePictureHidden(tx: Read, hidden: HiddenOfOne): Promise<void> {
  await announce(tx, {
    key: `report-picture-hidden:${hidden.key}`,
    kind: "delivery",
    own: [hidden.personId],
    title: "The picture of your report was hidden",
    text: `You had reported on "${hidden.what}" with a picture. It was hidden by ${hidden.by}: ${hidden.why} What you wrote stays, and your report counts. You can send another picture. ${whomToAsk}`,
    path: hidden.path,
  });
}

/** Tells a resident that their report is shown again. */
export async function announceReportShown(
  tx: Read,
  shown: { key: string; personId: string; what: string; path: string },
): Promise<void> {
  await announce(tx, {
    key: `report-shown:${shown.key}`,
    kind: "delivery",
    own: [shown.personId],
    title: "Your report is shown again",
    text: `Your report on "${shown.what}", which was hidden, can be read again. You can change it as before.`,
    path: shown.path,
  });
}

/** Tells a resident that the picture of their report, which was hidden for itself, is shown again. */
export async function announcePictureShown(
  tx: Read,
  shown: { key: string; personId: string; what: string; path: string },
): Promise<void> {
  await announce(tx, {
    key: `report-picture-shown:${shown.key}`,
    kind: "delivery",
    own: [shown.personId],
    title: "The picture of your report is shown again",
    text: `The picture that you sent with your report on "${shown.what}", which was hidden, can be seen again.`,
    path: shown.path,
  });
}

/** Tells author, seconders and convenor what the review of a decision says. */
export async function announceReviewed(
  tx: Read,
  duty: FoundDuty,
  review: { sentence: string; finding: string },
): Promise<void> {
  const { proposal, council, parish, parishId } = duty.row;
  if (!proposal) return;
  const offices = await tx.parishOffice.findMany({ where: { parishId, office: "convenor", endedAt: null } });
  await announce(tx, {
    key: `outcome-reviewed:${proposal.id}`,
    kind: "review_published",
    own: [...(await peopleBehind(tx, proposal.id)), ...offices.map(({ personId }) => personId)],
    title: `What came of "${proposal.title}"`,
    text: `${council.name} has looked back at the decision of ${parish.name}. ${review.sentence} ${review.finding}`,
    path: `/parishes/${parish.slug}/proposals/${proposal.number}/review`,
  });
}
