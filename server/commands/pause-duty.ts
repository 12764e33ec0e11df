import { answerDue, lastDayBefore, pauseReasons, pauseRuling } from "~/domain/act/s34-clock";
import type { Actor } from "~/domain/permissions/actor";
import { type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";

/**
 * Stops the council's clock, once, for a listed reason, until a day on which it starts again (section 34). The answer is due that
 * many days later. Pausing twice in the same way is the same as once.
 *
 * Answers the new end of the time to answer. Refuses a stranger (`not_signed_in`), anybody but an officer of this council
 * (`not_allowed`), an unknown duty (`not_found`), one that is answered already (`conflict`), and a second pause, an unlisted
 * reason, one that is too long, too late or would reach past the sunset (`refused_by_act`, s34), and the powers of a new term (s43).
 */
export function pauseDuty(
  context: Context,
  actor: Actor,
  input: { dutyId: string; reason: string; until: CivilDate },
): Promise<Outcome<{ answerBy: Date }>> {
  return actOnDuty(context, actor, "duty.act", input.dutyId, async (tx, duty, now, actor) => {
    const { row, rules, termDays } = duty;
    if (row.answeredAt) return refused("conflict", "The council has answered already.", { section: "s34" });
    const until = startOfDay(input.until);
    const isSame = row.pauseUntil?.getTime() === until.getTime() && row.pauseReason === input.reason;
    if (isSame) return done({ answerBy: row.answerBy });
    const ruling = pauseRuling(rules, {
      receivedAt: row.receivedAt,
      termDays,
      reason: input.reason,
      from: now,
      until,
      pausesBefore: row.pauseFrom ? 1 : 0,
      sunsetAt: row.parish.sunsetAt ?? undefined,
      isRenewal: row.kind === "renewal",
      isDirected: row.directedBy !== null,
    });
    if (!ruling.holds) return refusedBy(ruling);
    const answerBy = answerDue(rules, { receivedAt: row.receivedAt, termDays, pause: { from: now, until } });
    await tx.duty.update({
      where: { id: row.id },
      data: { pauseFrom: now, pauseUntil: until, pauseReason: input.reason, answerBy },
    });
    const officer = postOf(actor, row.councilId);
    await appendMinute(tx, row.parishId, now, "duty_paused", {
      ...whatOf(duty),
      reason: pauseReasons.find((one) => one.code === input.reason)?.name,
      from: civilDateOf(now),
      until: input.until,
      answerBy: answerBy.toISOString(),
      sentence: ruling.sentence,
      sections: ruling.sections,
      officer: officer.name,
      post: officer.post,
    });
    await auditDuty(tx, actor, now, duty, {
      action: "duty.act",
      about: `Paused the clock for ${namedIn(duty)}`,
      changes: [
        {
          what: "Answer due by",
          before: dayInWords(lastDayBefore(row.answerBy)),
          after: dayInWords(lastDayBefore(answerBy)),
        },
      ],
    });
    return done({ answerBy });
  });
}
