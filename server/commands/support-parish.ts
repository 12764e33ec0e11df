import { supportRuling } from "~/domain/act/s08-supporters";
import { sunsetOf } from "~/domain/act/s11-term";
import { termDaysOf } from "~/domain/act/s40-expiry";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { CivilDate } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { writeMail } from "../mail/send-mail";
import { announce } from "../notices/announce";
import { fromDateColumn, type Tx } from "../persistence/db";
import type { FoundParish } from "../queries/find-parish";
import type { Context } from "./context";
import { parishSubject } from "./hold-proposal";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { deadlinesOf, receiveDuty } from "./receive-duty";
import { refusedTo } from "./refused-to";
import { olderThanWithdrawal, type SignedPaper, signerOf, tellSigner } from "./signer-of";
import { auditInParish, numberInLog } from "./write-audit-line";

/**
 * Supports a charter that gathers supporters; any confirmed resident of the area may, of any age, once. The supporter who makes the
 * number full sends the charter to the council in the same transaction. Supporting twice is harmless.
 *
 * Answers how many supporters there are and whether they are enough. Refuses a stranger (`not_signed_in`), somebody of another area
 * (`not_allowed`, s8), an unknown parish, a draft (`not_open`), a charter whose time is over (`refused_by_act`, s8) and one that is no
 * longer gathering (`closed`).
 */
export function supportParish(
  context: Context,
  actor: Actor,
  input: { slug: string },
): Promise<Outcome<{ supporters: number; isMet: boolean }>> {
  return addSupport(context, actor, input.slug, null);
}

/**
 * The same for a confirmed resident who signed a paper, entered by an officer of the council. It counts like any other support, and is kept as
 * entered from paper. They are told, if they have an e-mail address.
 *
 * Answers and refuses as `supportParish` does, of the resident who signed; refuses besides anybody but an officer of the council without an
 * office in the parish (`not_allowed`, s8), and a paper of somebody who has taken their support back since they signed it (`conflict`, s8).
 *
 * @param input.personId who signed
 * @param input.signedOn the day on the paper; without it the paper counts as older than a withdrawal
 */
export function enterPaperSupport(
  context: Context,
  actor: Actor,
  input: { slug: string; personId: string; signedOn?: CivilDate },
): Promise<Outcome<{ supporters: number; isMet: boolean }>> {
  return addSupport(context, actor, input.slug, { byId: input.personId, on: input.signedOn });
}

/** @param signed who signed a paper that an officer enters, and when; null for somebody who does it themselves */
async function addSupport(
  context: Context,
  asking: Actor,
  slug: string,
  signed: SignedPaper | null,
): Promise<Outcome<{ supporters: number; isMet: boolean }>> {
  const outcome = await context.db.$transaction(
    async (tx): Promise<Outcome<{ supporters: number; isMet: boolean }>> => {
      const locked = await lockParishAt(tx, asking, slug);
      if (!locked) return refused("not_found", noSuchParish);
      const { found, now, actor } = locked;
      const { row, rules } = found;
      const asked = await signerOf(tx, actor, signed?.byId ?? null, "support.enter_paper", parishSubject(found));
      if (!asked.ok) return asked;
      const { signer, entered } = asked.value;
      const allowed = may(signer, "parish.support", { wardIds: found.wardIds });
      if (!allowed.holds || signer.personId === null) return refusedTo(signer, allowed);
      const parishId = row.id;
      const personId = signer.personId;
      const isSupporter = (await tx.supporter.count({ where: { parishId, personId } })) > 0;
      const supporters = await tx.supporter.count({ where: { parishId } });
      if (isSupporter && found.state !== "lapsed") return done({ supporters, isMet: row.gatheringMetAt !== null });
      if (found.state === "draft") {
        return refused("not_open", "The founders are still writing this charter. Come back when it is open.", {
          section: "s8",
        });
      }
      if (rules === null || row.electorate === null || row.supportersNeeded === null || !row.gatheringOpenedAt) {
        return refused("closed", noLongerMessage, { section: "s8" });
      }
      if (found.state === "lapsed") {
        const { electorate, gatheringOpenedAt } = row;
        return refusedBy(supportRuling(rules, { electorate, supporters, now, gatheringOpenedAt }));
      }
      if (found.state !== "gathering") return refused("closed", noLongerMessage, { section: "s8" });

      if (signed) {
        const withdrawal = await tx.supportWithdrawal.findUnique({
          where: { parishId_personId: { parishId, personId } },
        });
        const again = { from: "this charter", again: "support it", section: "s8" } as const;
        const older = withdrawal && olderThanWithdrawal(signed, signer, now, { at: withdrawal.at, ...again });
        if (older) return older;
      }
      await tx.supporter.create({ data: { parishId, personId, at: now, ...entered } });
      if (signed) {
        await auditInParish(tx, actor, now, row, {
          action: "support.enter_paper",
          about: `Person ${numberInLog(personId)} supports ${row.name}, signed on paper`,
          page: "/support",
        });
        await tellSigner(tx, context, now, signer, {
          key: `support:${parishId}`,
          council: row.council.name,
          what: `that you support the charter of ${row.name}`,
          path: `/parishes/${row.slug}/support`,
        });
      }
      const isMet = supporters + 1 >= row.supportersNeeded;
      if (isMet) await sendToCouncil(tx, found, now, supporters + 1);
      else await appendMinute(tx, parishId, now, "supporters_counted", { supporters: supporters + 1 });
      return done({ supporters: supporters + 1, isMet });
    },
  );
  if (outcome.ok && (outcome.value.isMet || signed)) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

const noLongerMessage = "This charter is no longer gathering supporters. Nothing was changed.";

async function sendToCouncil(tx: Tx, found: FoundParish, now: Date, supporters: number): Promise<void> {
  const { row, rules } = found;
  if (rules === null || row.startsOn === null || row.termMonths === null) {
    throw new Error(`the charter of ${row.slug} was opened without its rules or term`);
  }
  await tx.parish.update({ where: { id: row.id }, data: { gatheringMetAt: now } });
  await appendMinute(tx, row.id, now, "support_reached", { supporters, needed: row.supportersNeeded });
  const startsOn = fromDateColumn(row.startsOn);
  const termDays = termDaysOf({ startsOn, sunsetAt: sunsetOf(startsOn, row.termMonths) });
  const dutyId = await receiveDuty(tx, {
    kind: "charter_review",
    councilId: row.councilId,
    parishId: row.id,
    proposalId: null,
    receivedAt: now,
    rules,
    termDays,
  });
  const duty = await tx.duty.findUniqueOrThrow({ where: { id: dutyId } });
  await appendMinute(tx, row.id, now, "charter_received", {
    duty: dutyId,
    council: row.council.name,
    ...deadlinesOf(duty),
  });

  const officers = await tx.role.findMany({
    where: { kind: "officer", councilId: row.councilId, endedAt: null },
    select: { person: { select: { id: true, email: true } } },
  });
  const lastDay = dayInWords(new Date(duty.answerBy.getTime() - 1));
  await writeMail(
    tx,
    now,
    officers.map(({ person }) => ({
      key: `charter-received:${row.id}:${person.id}`,
      to: person.email,
      subject: `${row.council.name} has received the charter of ${row.name}`,
      text: `Enough residents support the charter of ${row.name}, so the council now decides on each power that it asks for. The answer is due by the end of ${lastDay}. You find it on the council's docket. The Community Power Act is simulated.`,
    })),
  );
  await announce(tx, {
    key: `support-reached:${row.id}`,
    kind: "support_reached",
    own: found.founderIds,
    others: (await tx.supporter.findMany({ where: { parishId: row.id } })).map(({ personId }) => personId),
    title: `Enough residents support ${row.name}`,
    text: `The charter of ${row.name} has the supporters that it needs and is with ${row.council.name}. The council answers by the end of ${lastDay}.`,
    path: `/parishes/${row.slug}`,
  });
}
