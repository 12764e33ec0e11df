import type { Rules } from "~/domain/act/ruling";
import { acknowledgeBy, answerDue, datedBy } from "~/domain/act/s34-clock";
import { type DutyKind, type Tx, toJson } from "../persistence/db";

/**
 * Puts something on a council's docket: the review of a charter, the answer to a decision, or the powers of a renewed parish. Its deadlines are fixed here from
 * the rules frozen with it. Part of the transaction of what caused it.
 *
 * @param termDays length of the parish's term in days, where it is known; a short term shortens the answer (section 34)
 */
export async function receiveDuty(
  tx: Tx,
  duty: {
    kind: DutyKind;
    councilId: string;
    parishId: string;
    proposalId: string | null;
    /** The renewal vote that brought it. */
    voteId?: string;
    receivedAt: Date;
    rules: Rules;
    termDays: number | undefined;
    /** The end of the time to answer, where another section than 34 sets it. */
    answerBy?: Date;
  },
): Promise<string> {
  const { rules, receivedAt, termDays } = duty;
  const answerBy = duty.answerBy ?? answerDue(rules, { receivedAt, termDays, pause: null });
  const notAfterIt = (at: Date) => (at < answerBy ? at : answerBy);
  const row = await tx.duty.create({
    data: {
      kind: duty.kind,
      councilId: duty.councilId,
      parishId: duty.parishId,
      proposalId: duty.proposalId,
      voteId: duty.voteId ?? null,
      rules: toJson(rules),
      receivedAt,
      termDays: termDays ?? null,
      acknowledgeBy: notAfterIt(acknowledgeBy(rules, receivedAt, termDays)),
      dateBy: notAfterIt(datedBy(rules, receivedAt, termDays)),
      answerBy,
    },
  });
  return row.id;
}

/** The deadlines of something received, as minute books keep them. */
export function deadlinesOf(duty: { acknowledgeBy: Date; dateBy: Date; answerBy: Date }) {
  return {
    acknowledgeBy: duty.acknowledgeBy.toISOString(),
    dateBy: duty.dateBy.toISOString(),
    answerBy: duty.answerBy.toISOString(),
  };
}
