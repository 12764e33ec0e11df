import type { Ruling } from "~/domain/act/ruling";
import { answerRuling, modifyConsentUntil } from "~/domain/act/s35-answer";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { isYes } from "~/domain/response/answer-template";
import type { CouncilAnswerView } from "~/domain/response/council-answer";
import { dayInWords } from "~/domain/time/words";
import { type AnswerInput, whyNotWhole } from "../commands/answer-decision";
import { type Read, toJson } from "../persistence/db";
import { bindingOf, type FoundDuty, findDuty, tierOf } from "./find-duty";
import { viewCouncilAnswer } from "./get-council-answer";

/** An answer as the public would see it if it were given now. */
export interface AnswerPreview {
  /** Whether the Act would take it. */
  ruling: Ruling;
  /** What it still lacks, a sentence for each thing. */
  missing: string[];
  view: CouncilAnswerView;
  /** What is promised with a yes; null with any other answer. */
  promise: { what: string; owner: string; by: string } | null;
}

/**
 * Shows an answer that is not given as the public would see it if this officer gave it now. Writes nothing. Null for whoever is no officer of
 * the council, and where no answer can be given.
 */
export async function previewAnswer(
  db: Read,
  answer: AnswerInput,
  actor: Actor,
  now: Date,
): Promise<AnswerPreview | null> {
  const found = await findDuty(db, answer.dutyId);
  if (!found?.row.proposal || found.row.answeredAt) return null;
  const { row, rules } = found;
  if (actor.personId === null || !may(actor, "answer.draft", { councilId: row.councilId }).holds) return null;
  const post = actor.roles.find((one) => one.kind === "officer" && one.councilId === row.councilId)?.post ?? "";
  const ruling = answerRuling(rules, {
    tier: tierOf(found),
    isBinding: bindingOf(found).holds,
    answer: answer.answer,
    receivedAt: row.receivedAt,
    now,
    ground: answer.ground,
    reasons: answer.reasons,
    officerName: actor.name,
    officerPost: post,
  });
  const isPlainYes = isYes(answer.answer);
  const isChanged = answer.answer === "modify";
  const given: FoundDuty = {
    ...found,
    row: {
      ...row,
      answeredAt: now,
      response: {
        id: row.id,
        dutyId: row.id,
        answer: answer.answer,
        ground: isPlainYes ? null : answer.ground,
        reasons: isPlainYes ? "" : answer.reasons.trim(),
        modifiedText: isChanged ? answer.modifiedText.trim() : "",
        officerId: actor.personId,
        officerName: actor.name,
        officerPost: post,
        at: now,
        consentUntil: isChanged ? modifyConsentUntil(rules, now, row.parish.sunsetAt ?? undefined) : null,
        ruling: toJson(ruling) as FoundDuty["row"]["rules"],
        consents: [],
      },
    },
  };
  const lacks = whyNotWhole(found, answer, now)?.refused;
  const promised = isPlainYes ? answer.commitment : null;
  return {
    ruling,
    missing: lacks?.errors?.map(({ message }) => message) ?? (lacks ? [lacks.message] : []),
    view: await viewCouncilAnswer(db, given, stranger, now),
    promise: promised && {
      what: promised.what,
      owner: promised.owner,
      by: promised.dueOn ? dayInWords(promised.dueOn) : "",
    },
  };
}
