import type { Rules } from "~/domain/act/ruling";
import { acknowledgeBy, answerDue, datedBy } from "~/domain/act/s34-clock";
import { type Tx, toJson } from "../persistence/db";

/**
 * Puts something on a council's docket: the review of a charter, or the answer to a decision. Its deadlines are fixed here from
 * the rules frozen with it. Part of the transaction of what caused it.
 *
 * @param termDays length of the parish's term in days, where it is known; a short term shortens the answer (section 34)
 */
export async function receiveDuty(
  tx: Tx,
  duty: {
    kind: "charter_review" | "decision";
    councilId: string;
    parishId: string;
    proposalId: string | null;
    receivedAt: Date;
    rules: Rules;
    termDays: number | undefined;
  },
): Promise<string> {
  const { rules, receivedAt, termDays } = duty;
  const row = await tx.duty.create({
    data: {
      kind: duty.kind,
      councilId: duty.councilId,
      parishId: duty.parishId,
      proposalId: duty.proposalId,
      rules: toJson(rules),
      receivedAt,
      termDays: termDays ?? null,
      acknowledgeBy: acknowledgeBy(rules, receivedAt, termDays),
      dateBy: datedBy(rules, receivedAt, termDays),
      answerBy: answerDue(rules, { receivedAt, termDays, pause: null }),
    },
  });
  return row.id;
}
