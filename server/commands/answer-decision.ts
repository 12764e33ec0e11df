import { type Answer, answerRuling, modifyConsentUntil, objectUntil } from "~/domain/act/s35-answer";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { silenceRuling } from "~/domain/act/s37-silence";
import { aliveRuling } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { isYes } from "~/domain/response/answer-template";
import { dayInWords } from "~/domain/time/words";
import { writeMail } from "../mail/send-mail";
import { siteLink } from "../mail/site-link";
import { announceAnswered } from "../notices/about-duties";
import { type Tx, toJson } from "../persistence/db";
import { bindingOf, type FoundDuty, tierOf } from "../queries/find-duty";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { type CommitmentInput, makeCommitment, whyNoCommitment } from "./make-commitment";
import { appendMinute } from "./minute-book";
import { done, type Outcome, type Refused, refused, refusedBy } from "./outcome";

const answerNames: Readonly<Record<Answer, string>> = {
  accept: "Accept",
  modify: "Modify",
  reject: "Reject",
  commit: "Commit",
  object: "Object",
};

export interface AnswerInput {
  dutyId: string;
  answer: Answer;
  /** A code of section 36; needed to modify, reject or object. */
  ground: string | null;
  reasons: string;
  /** What the council would do instead; needed to modify. */
  modifiedText: string;
  /** Needed to accept and to commit. */
  commitment: CommitmentInput | null;
}

/**
 * Gives the council's one answer to a decision of a parish: accept, modify or reject, or under tier A commit or object (sections 13,
 * 35 and 36). What is accepted becomes a commitment in the same transaction (section 38). A late answer is taken and shown as late:
 * silence never answers for the council (section 37). The council owes its answer after the parish's sunset too, but then it can
 * no longer modify, since nobody is left to agree (section 40).
 *
 * Sending the same answer twice is the same as once. Answers the response's identifier. Refuses a stranger (`not_signed_in`), anybody
 * but an officer of this council (`not_allowed`), an unknown duty (`not_found`), one that is answered otherwise (`conflict`), a
 * missing ground, reason, text or promise (`invalid`), and what the Act does not allow (`refused_by_act`).
 */
export async function answerDecision(
  context: Context,
  actor: Actor,
  input: AnswerInput,
): Promise<Outcome<{ responseId: string }>> {
  const outcome = await actOnDuty(context, actor, "duty.act", input.dutyId, async (tx, duty, now, actor) => {
    const { row, rules } = duty;
    if (row.kind !== "decision" || !row.proposal) return refused("not_found", "There is no decision to answer here.");
    const officer = postOf(actor, row.councilId);
    // An objection that was not good leaves the council with the decision, which it now commits to.
    const isOwedAgain = row.answeredAt === null && row.objection === "not_good";
    if (row.response && !isOwedAgain) return alreadyAnswered(row.response, input, officer.id);
    if (isOwedAgain && input.answer === "object") {
      return refused("conflict", "The Commissioner found that the objection is not good. The council commits.", {
        section: "s13",
      });
    }
    const ruling = answerRuling(rules, {
      tier: tierOf(duty),
      isBinding: bindingOf(duty).holds,
      answer: input.answer,
      receivedAt: row.receivedAt,
      now,
      ground: input.ground,
      reasons: input.reasons,
      officerName: officer.name,
      officerPost: officer.post,
    });
    if (!ruling.holds) return whyNotAnswered(duty, input, ruling, now);
    const stopped = whyNotWhole(duty, input, now);
    if (stopped) return stopped;
    const isPlainYes = isYes(input.answer);

    // The objection is kept with what was found of it.
    if (isOwedAgain) await tx.response.deleteMany({ where: { dutyId: row.id } });
    const response = await tx.response.create({
      data: {
        dutyId: row.id,
        answer: input.answer,
        ground: isPlainYes ? null : input.ground,
        // A plain yes has no reasons; what was typed for another answer is not published with it.
        reasons: isPlainYes ? "" : input.reasons.trim(),
        modifiedText: input.answer === "modify" ? input.modifiedText.trim() : "",
        officerId: officer.id,
        officerName: officer.name,
        officerPost: officer.post,
        at: now,
        consentUntil:
          input.answer === "modify" ? modifyConsentUntil(rules, now, row.parish.sunsetAt ?? undefined) : null,
        ruling: toJson(ruling),
      },
    });
    await tx.duty.update({ where: { id: row.id }, data: { answeredAt: now } });
    // What was only a draft of it is kept no longer than it is needed.
    await tx.answerDraft.deleteMany({ where: { dutyId: row.id } });
    await appendMinute(tx, row.parishId, now, "council_answered", {
      ...whatOf(duty),
      answer: input.answer,
      ground: response.ground ? groundOf(response.ground)?.name : undefined,
      reasons: response.reasons || undefined,
      modifiedText: response.modifiedText || undefined,
      consentUntil: response.consentUntil?.toISOString(),
      officer: officer.name,
      post: officer.post,
      standing: silenceRuling(rules, { dueAt: row.answerBy, answeredAt: now, now }).outcome,
      sentence: ruling.sentence,
      sections: ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    if (isPlainYes && input.commitment) await makeCommitment(tx, duty, input.commitment, now);
    await tellParish(tx, context, duty, { ...response, sentence: ruling.sentence }, now);
    await auditDuty(tx, actor, now, duty, {
      action: "duty.act",
      about: `Answered ${namedIn(duty)}`,
      changes: [{ what: "Answer", after: answerNames[input.answer] }],
    });
    return done({ responseId: response.id });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

type Stopped = { ok: false; refused: Refused };

/** The same answer sent again by the same officer is harmless; any other comes too late. */
function alreadyAnswered(
  response: NonNullable<FoundDuty["row"]["response"]>,
  input: AnswerInput,
  officerId: string,
): Outcome<{ responseId: string }> {
  const isSame =
    response.officerId === officerId &&
    response.answer === input.answer &&
    (response.ground === null || (response.ground === input.ground && response.reasons === input.reasons.trim()));
  if (isSame) return done({ responseId: response.id });
  return refused(
    "conflict",
    `${response.officerName}, ${response.officerPost}, answered this on ${dayInWords(response.at)}. A decision is answered once.`,
    { section: "s35" },
  );
}

/** What the Act refuses, said at the field that would change it where there is one. */
function whyNotAnswered(
  duty: FoundDuty,
  input: AnswerInput,
  ruling: ReturnType<typeof answerRuling>,
  now: Date,
): Stopped {
  const mayStillObject =
    input.answer === "object" && bindingOf(duty).holds && now < objectUntil(duty.rules, duty.row.receivedAt);
  const lacksGround = groundOf(input.ground ?? "") === null;
  const section = ruling.sections[0];
  const message = ruling.sentence;
  if (lacksGround && (mayStillObject || section === "s36")) {
    return refused("invalid", message, { section, ruling, errors: [{ field: "ground", message: "Choose a ground." }] });
  }
  if (section === "s36") {
    return refused("invalid", message, { section, ruling, errors: [{ field: "reasons", message }] });
  }
  return refusedBy(ruling);
}

/** What an answer that the Act takes still lacks: its promise, or its changed words. Null when it is whole. */
export function whyNotWhole(duty: FoundDuty, input: Omit<AnswerInput, "dutyId">, now: Date): Stopped | null {
  return isYes(input.answer) ? whyNoCommitment(duty, input.commitment, now) : whyNotModified(duty, input, now);
}

function whyNotModified(duty: FoundDuty, input: Omit<AnswerInput, "dutyId">, now: Date): Stopped | null {
  if (input.answer !== "modify") return null;
  const { sunsetAt } = duty.row.parish;
  const alive = sunsetAt ? aliveRuling(duty.rules, { sunsetAt, now }) : null;
  if (alive && !alive.holds) return refusedBy(alive);
  if (input.modifiedText.trim() !== "") return null;
  const message = "Write what the council would do instead, so that the seconders can say yes or no.";
  return refused("invalid", message, { section: "s35", errors: [{ field: "modifiedText", message }] });
}

/** Tells those who wait for it of the answer, and asks the seconders of a modified proposal. */
async function tellParish(
  tx: Tx,
  context: Context,
  duty: FoundDuty,
  response: { id: string; answer: Answer; sentence: string; consentUntil: Date | null },
  now: Date,
): Promise<void> {
  const { proposal, parish, council } = duty.row;
  if (!proposal) return;
  const link = siteLink(context.env, `/parishes/${parish.slug}/proposals/${proposal.number}`);
  await announceAnswered(tx, duty, response);
  if (response.answer === "modify" && response.consentUntil) {
    const seconders = await tx.person.findMany({
      where: { id: { in: proposal.seconders.map((one) => one.personId) } },
      select: { id: true, email: true },
    });
    const lastDay = dayInWords(new Date(response.consentUntil.getTime() - 1));
    await writeMail(
      tx,
      now,
      seconders.map((one) => ({
        key: `council-asks:${response.id}:${one.id}`,
        to: one.email,
        subject: `Do you agree to a change of "${proposal.title}"?`,
        text: `You seconded this proposal. ${council.name} would do it in a changed way and asks whether you agree. Please answer by ${lastDay}${link ? `: ${link}` : "."}\n\nThe Community Power Act is simulated.`,
      })),
    );
  }
}
