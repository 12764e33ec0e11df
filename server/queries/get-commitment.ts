import { hidingGroundWords } from "~/domain/act/s38-commitments";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import type { CommitmentPage, FileView, StepView } from "~/domain/response/delivery-view";
import { civilDateOf } from "~/domain/time/civil";
import { dayInWords, instantInWords, number } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";
import { findDutyOfProposal } from "./find-duty";
import { findParish } from "./find-parish";
import { commitmentsOf } from "./get-council-answer";
import { proposalDuties } from "./office-facts";

/** Everything of a file but its bytes. */
const fileFacts = {
  id: true,
  mime: true,
  width: true,
  height: true,
  alt: true,
  size: true,
  hash: true,
  hiddenAt: true,
  hiddenReason: true,
  hiddenGround: true,
  hiddenByPost: true,
} as const;

const stepTitles: Readonly<Record<string, string>> = {
  noted: "Progress",
  moved: "The date moved",
  done: "Done",
  milestone_added: "A step on the way was added",
  milestone_done: "A step on the way is done",
};

/** Where something lies: a commitment of a proposal of a parish. */
export interface CommitmentPlace {
  parishSlug: string;
  number: number;
  commitmentId: string;
}

/** The public page of a commitment as one reader sees it at an instant; null when there is none at that address. */
export async function getCommitment(
  db: Read,
  actor: Actor,
  place: CommitmentPlace,
  now: Date,
): Promise<CommitmentPage | null> {
  if (!isIdentifier(place.commitmentId)) return null;
  const found = await findParish(db, place.parishSlug, now);
  const row = await db.commitment.findFirst({
    where: { id: place.commitmentId, proposal: { number: place.number, parish: { slug: place.parishSlug } } },
    include: {
      proposal: { select: { id: true, number: true, title: true } },
      milestones: { orderBy: [{ dueOn: "asc" }, { addedAt: "asc" }, { id: "asc" }] },
      steps: { orderBy: [{ at: "asc" }, { id: "asc" }], include: { evidence: { select: fileFacts } } },
      reports: {
        orderBy: [{ at: "desc" }, { id: "asc" }],
        include: { person: { select: { name: true } }, evidence: { select: fileFacts } },
      },
    },
  });
  const duty = row && (await findDutyOfProposal(db, row.proposal.id));
  if (!found || !row || !duty) return null;
  const view = commitmentsOf(duty, now).find((one) => one.id === row.id);
  if (!view) return null;
  const { proposal } = row;
  const base = `/parishes/${found.row.slug}/proposals/${proposal.number}/commitments/${row.id}`;
  const duties = await proposalDuties(db, found, proposal.id);
  const subject = { parishId: found.row.id, councilId: found.row.councilId, wardIds: found.wardIds, duties };
  const mine = row.reports.find(({ personId }) => personId === actor.personId);
  const today = civilDateOf(now);
  const file = (one: Parameters<typeof viewFile>[1]) => viewFile(base, one);
  const alive = found.rules && found.term ? aliveRuling(found.rules, { sunsetAt: found.term.sunsetAt, now }) : null;
  return {
    parish: { slug: found.row.slug, name: found.row.name },
    council: { slug: found.row.council.slug, name: found.row.council.name },
    proposal: { number: proposal.number, title: proposal.title },
    commitment: { ...view, doneWords: row.doneAt ? dayInWords(row.doneAt) : "" },
    milestones: row.milestones.map((one) => ({
      id: one.id,
      what: one.what,
      dueWords: dayInWords(fromDateColumn(one.dueOn)),
      doneWords: one.doneAt ? dayInWords(one.doneAt) : "",
      isLate: (one.doneAt ? civilDateOf(one.doneAt) : today) > fromDateColumn(one.dueOn),
    })),
    steps: [
      {
        key: "made",
        title: "Promised",
        text: `For ${view.firstPromised}.`,
        when: instantInWords(row.madeAt),
        dateTime: row.madeAt.toISOString(),
        by: found.row.council.name,
        files: [],
      },
      ...row.steps.map(
        (step): StepView => ({
          key: step.id,
          title: stepTitles[step.kind] ?? "Progress",
          text:
            step.fromOn && step.toOn
              ? `From ${dayInWords(fromDateColumn(step.fromOn))} to ${dayInWords(fromDateColumn(step.toOn))}. ${step.text}`
              : step.text,
          when: instantInWords(step.at),
          dateTime: step.at.toISOString(),
          by: [step.byName, step.byPost].filter(Boolean).join(", "),
          files: step.evidence.map(file),
        }),
      ),
    ],
    reports: row.reports.map((one) => ({
      id: one.id,
      isDone: one.isDone,
      author: one.person.name,
      when: instantInWords(one.at),
      text: one.hiddenAt ? "" : one.text,
      file: one.hiddenAt || !one.evidence ? null : file(one.evidence),
      hiddenWords: hiddenWords(one),
      answer: one.answeredAt
        ? {
            text: one.answer,
            by: one.answeredBy,
            when: instantInWords(one.answeredAt),
            isBeforeChange: one.answeredAt < one.at,
          }
        : null,
    })),
    counts: {
      done: row.reports.filter(({ isDone }) => isDone).length,
      notDone: row.reports.filter(({ isDone }) => !isDone).length,
      hidden: hiddenByOffice(row.reports),
    },
    reader: {
      isSignedIn: actor.personId !== null,
      report: may(actor, "delivery.report", subject).holds && !mine?.hiddenAt ? alive : null,
      mine: mine ? { isDone: mine.isDone, text: mine.text, hasFile: mine.evidenceId !== null } : null,
      mayHide: may(actor, "delivery.hide", subject).holds,
      mayShow: may(actor, "delivery.show", subject).holds,
      mayAnswer: may(actor, "delivery.answer_report", subject).holds,
      workHref: may(actor, "proposal.record_progress", subject).holds
        ? `/councils/${found.row.council.slug}/docket/${duty.row.id}/commitments/${row.id}`
        : null,
    },
  };
}

interface Hiding {
  hiddenAt: Date | null;
  hiddenReason: string;
  hiddenGround: string;
  hiddenByPost: string;
}

function hiddenWords({ hiddenAt, hiddenReason, hiddenGround, hiddenByPost }: Hiding): string | null {
  if (!hiddenAt) return null;
  const ground = hidingGroundWords(hiddenGround);
  return `${hiddenByPost ? `Hidden by ${hiddenByPost}` : "Hidden"}: ${ground ? `${ground}. ` : ""}${hiddenReason}`;
}

function hiddenByOffice(reports: readonly Hiding[]): { by: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { hiddenAt, hiddenByPost } of reports) {
    if (hiddenAt) counts.set(hiddenByPost, (counts.get(hiddenByPost) ?? 0) + 1);
  }
  return [...counts].map(([by, count]) => ({ by, count }));
}

function viewFile(
  base: string,
  file: {
    id: string;
    mime: string;
    width: number | null;
    height: number | null;
    alt: string;
    size: number;
    hash: string;
  } & Hiding,
): FileView {
  const isHidden = file.hiddenAt !== null;
  return {
    id: file.id,
    href: isHidden ? "" : `${base}/files/${file.id}`,
    isPicture: file.mime !== "application/pdf",
    width: file.width,
    height: file.height,
    alt: isHidden ? "" : file.alt,
    size: `${number(Math.max(1, Math.round(file.size / 1024)))} KB`,
    hash: file.hash,
    hiddenWords: hiddenWords(file),
  };
}

/** A file of a commitment for whoever asks: the council's own unless it is hidden, a resident's while a report that is not hidden shows it. */
export async function getEvidenceFile(
  db: Read,
  place: CommitmentPlace & { fileId: string },
): Promise<{ mime: string; bytes: Uint8Array<ArrayBuffer>; hash: string } | null> {
  if (!isIdentifier(place.commitmentId) || !isIdentifier(place.fileId)) return null;
  return db.evidence.findFirst({
    where: {
      id: place.fileId,
      commitmentId: place.commitmentId,
      commitment: { proposal: { number: place.number, parish: { slug: place.parishSlug } } },
      hiddenAt: null,
      OR: [{ stepId: { not: null } }, { reports: { some: { hiddenAt: null } } }],
    },
    select: { mime: true, bytes: true, hash: true },
  });
}
