import { type Answer, objectionGrounds } from "~/domain/act/s35-answer";
import { grounds } from "~/domain/act/s36-coded-grounds";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { fillTemplate, isYes, templatePlaces } from "~/domain/response/answer-template";
import { dayInWords, instantInWords } from "~/domain/time/words";
import { done, invalid, type Outcome } from "../commands/outcome";
import { refusedTo } from "../commands/refused-to";
import type { Read } from "../persistence/db";
import { listOfficers } from "./list-docket";

// What officers of a council keep to themselves about a duty. It is read here and nowhere else, and only for them.

/** The draft of an answer. */
export interface DraftView {
  /** What stands in the boxes of the form. */
  typed: Record<string, string | string[]>;
  revision: number;
  /** Who saved it last, and when: "Kit Colleague, Head of parks, on Tuesday 3 November 2026 at 9am". */
  saved: string;
}

/** A template as a council keeps it. */
export interface TemplateView {
  id: string;
  name: string;
  answer: Answer;
  answerWords: string;
  ground: string | null;
  reasons: string;
  revision: number;
  changed: string;
}

/** An officer's own part of the page of a duty. */
export interface DutyDesk {
  /** Who deals with it; null for nobody. */
  assignee: { personId: string; name: string; post: string } | null;
  isMine: boolean;
  /** The reader. */
  readerId: string;
  officers: { personId: string; name: string; post: string }[];
  /** The newest first. */
  notes: { id: string; text: string; by: string; at: string }[];
  /** An identifier for the next note, so that a form sent twice makes one. */
  newNoteId: string;
  /** Null while there is none, and where no answer can be given. */
  draft: DraftView | null;
  /** Templates that fit the answers that the Act allows here. */
  templates: { id: string; name: string }[];
}

/**
 * What officers of a council keep to themselves about a duty; null for everybody else, councillors too.
 *
 * @param which.answers that the Act allows here; none where it is no decision or is answered
 */
export async function getDutyDesk(
  db: Read,
  which: { dutyId: string; councilId: string; answers: readonly Answer[] },
  actor: Actor,
): Promise<DutyDesk | null> {
  const { dutyId, councilId, answers } = which;
  const subject = { councilId };
  if (!may(actor, "duty.note", subject).holds || !may(actor, "answer.draft", subject).holds) return null;
  const [assignment, officers, notes, draft, templates] = await Promise.all([
    db.dutyAssignment.findFirst({
      where: { dutyId, role: { endedAt: null } },
      select: { role: { select: { personId: true, post: true, person: { select: { name: true } } } } },
    }),
    listOfficers(db, councilId),
    db.dutyNote.findMany({ where: { dutyId }, orderBy: [{ at: "desc" }, { id: "asc" }] }),
    answers.length > 0 ? db.answerDraft.findUnique({ where: { dutyId } }) : null,
    db.answerTemplate.findMany({
      where: { councilId, answer: { in: [...answers] } },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
  ]);
  const role = assignment?.role;
  return {
    assignee: role ? { personId: role.personId, name: role.person.name, post: role.post } : null,
    isMine: role?.personId === actor.personId,
    readerId: actor.personId ?? "",
    officers,
    notes: notes.map((note) => ({
      id: note.id,
      text: note.text,
      by: `${note.authorName}, ${note.authorPost}`,
      at: instantInWords(note.at),
    })),
    newNoteId: crypto.randomUUID(),
    draft: draft && {
      typed: draft.typed as DraftView["typed"],
      revision: draft.revision,
      saved: `${draft.byName}, ${draft.byPost}, on ${instantInWords(draft.at)}`,
    },
    templates,
  };
}

/**
 * The boxes of the form for one duty with a template's answer, ground and words put in. Words that stand there stay, and the template's come below
 * them.
 *
 * Refuses a stranger (`not_signed_in`), whoever is no officer of the council (`not_allowed`), and a template that does not fit (`invalid`).
 *
 * @param which.answers that the Act allows here
 * @param typed what stands in the boxes
 */
export async function fillFromTemplate(
  db: Read,
  which: { dutyId: string; councilId: string; answers: readonly Answer[]; templateId: string },
  typed: DraftView["typed"],
  actor: Actor,
): Promise<Outcome<{ name: string; typed: DraftView["typed"] }>> {
  const { dutyId, councilId, templateId, answers } = which;
  const allowed = may(actor, "answer.draft", { councilId });
  if (!allowed.holds) return refusedTo(actor, allowed);
  const message = "Choose a template that fits the answers that are allowed here.";
  const noneFits = invalid([{ field: "template", message }]);
  if (!isIdentifier(templateId)) return noneFits;
  const [template, duty] = await Promise.all([
    db.answerTemplate.findFirst({ where: { id: templateId, councilId, answer: { in: [...answers] } } }),
    db.duty.findUnique({
      where: { id: dutyId },
      select: {
        council: { select: { name: true } },
        parish: { select: { name: true } },
        proposal: { select: { number: true, title: true } },
      },
    }),
  ]);
  if (!template || !duty?.proposal) return noneFits;
  const words = fillTemplate(template.reasons, {
    parish: duty.parish.name,
    title: duty.proposal.title,
    number: String(duty.proposal.number),
    council: duty.council.name,
  });
  const [box, between] = isYes(template.answer) ? (["what", "\n"] as const) : (["reasons", "\n\n"] as const);
  const before = String(typed[box] ?? "").trim();
  const text = before.includes(words) ? before : [before, words].filter(Boolean).join(between);
  const ground = template.ground ?? typed.ground ?? "";
  return done({ name: template.name, typed: { ...typed, answer: template.answer, ground, [box]: text } });
}

const answerWords: Record<Answer, string> = {
  accept: "Accept",
  modify: "Modify",
  reject: "Reject",
  commit: "Commit",
  object: "Object",
};

/** Everything that the page of a council's templates shows. */
export interface TemplatesPage {
  templates: TemplateView[];
  newTemplateId: string;
  answers: { value: Answer; label: string }[];
  grounds: { value: string; label: string; hint: string }[];
  /** What a template may leave open: "{parish}", and what is put there. */
  places: { place: string; words: string }[];
}

/** The templates of a council; null for whoever is no officer of it. */
export async function getTemplates(db: Read, councilId: string, actor: Actor): Promise<TemplatesPage | null> {
  if (!may(actor, "template.save", { councilId }).holds) return null;
  const templates = await db.answerTemplate.findMany({ where: { councilId }, orderBy: { name: "asc" } });
  return {
    templates: templates.map(({ id, name, answer, ground, reasons, revision, byName, byPost, at }) => ({
      id,
      name,
      answer,
      answerWords: answerWords[answer],
      ground,
      reasons,
      revision,
      changed: `${byName}, ${byPost}, ${dayInWords(at)}`,
    })),
    newTemplateId: crypto.randomUUID(),
    answers: Object.entries(answerWords).map(([value, label]) => ({ value: value as Answer, label })),
    grounds: grounds.map(({ code, name, explanation }) => ({
      value: code,
      label: name,
      hint: objectionGrounds.includes(code) ? `${explanation} Also to object.` : explanation,
    })),
    places: Object.entries(templatePlaces).map(([name, words]) => ({ place: `{${name}}`, words })),
  };
}
