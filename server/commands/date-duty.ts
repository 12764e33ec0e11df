import { answerDayRuling } from "~/domain/act/s34-clock";
import type { Actor } from "~/domain/permissions/actor";
import { type CivilDate, civilDateOf } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { fromDateColumn, toDateColumn } from "../persistence/db";
import { actOnDuty, auditDuty, namedIn, postOf, whatOf } from "./act-on-duty";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";

/**
 * Says on which day the council will answer (section 34). The day can be changed until the answer is given; each change is in the
 * minute book, and when it was first said is kept.
 *
 * Answers the day. Refuses a stranger (`not_signed_in`), anybody but an officer of this council (`not_allowed`), an unknown duty
 * (`not_found`), one that is answered already (`conflict`), and a day that has passed or is after the answer is due
 * (`refused_by_act`, s34).
 */
export function dateDuty(
  context: Context,
  actor: Actor,
  input: { dutyId: string; willAnswerOn: CivilDate },
): Promise<Outcome<{ willAnswerOn: CivilDate }>> {
  return actOnDuty(context, actor, "duty.act", input.dutyId, async (tx, duty, now, actor) => {
    const { row, rules } = duty;
    const { willAnswerOn } = input;
    if (row.answeredAt) return refused("conflict", "The council has answered already.", { section: "s34" });
    if (row.willAnswerOn && fromDateColumn(row.willAnswerOn) === willAnswerOn) return done({ willAnswerOn });
    const ruling = answerDayRuling(rules, { day: willAnswerOn, today: civilDateOf(now), answerBy: row.answerBy });
    if (!ruling.holds) return refusedBy(ruling);
    await tx.duty.update({
      where: { id: row.id },
      data: { datedAt: row.datedAt ?? now, willAnswerOn: toDateColumn(willAnswerOn) },
    });
    const officer = postOf(actor, row.councilId);
    await appendMinute(tx, row.parishId, now, "duty_dated", {
      ...whatOf(duty),
      willAnswerOn,
      saidBefore: row.willAnswerOn ? fromDateColumn(row.willAnswerOn) : undefined,
      officer: officer.name,
      post: officer.post,
      isLate: row.datedAt === null && now >= row.dateBy,
    });
    await auditDuty(tx, actor, now, duty, {
      action: "duty.act",
      about: `Said when it will answer about ${namedIn(duty)}`,
      changes: [
        {
          what: "Day of the answer",
          before: row.willAnswerOn ? dayInWords(row.willAnswerOn) : undefined,
          after: dayInWords(willAnswerOn),
        },
      ],
    });
    return done({ willAnswerOn });
  });
}
