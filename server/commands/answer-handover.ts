import { answerRuling } from "~/domain/act/s45-handover";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { people } from "~/domain/time/words";
import { newcomerName } from "~/forms/people";
import { announce } from "../notices/announce";
import type { HandoverItem, Tx } from "../persistence/db";
import { officersOf } from "./ask-receiver";
import type { Context } from "./context";
import { type HandoverDesk, openHandover } from "./handover-desk";
import { isSignedIn } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, invalid, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

export interface AnswerHandoverInput {
  parishSlug: string;
  /** What was asked, by identifier. */
  items: readonly string[];
  answer: "accepted" | "refused";
  /** Asked of whoever refuses. */
  reason: string;
}

/**
 * Whoever was asked to receive something accepts or refuses it; for the council an officer does (section 45). From accepting on their name
 * is public. Until the sunset what was accepted can be given back by refusing it.
 *
 * The same answer sent twice is one. Answers how many things it was for. Refuses a stranger (`not_signed_in`), anybody who was not asked
 * (`not_allowed`), what was never asked (`not_found`), a refusal without reasons and a person without a name (`invalid`), and an answer that
 * comes too late (s45, s40).
 */
export async function answerHandover(
  context: Context,
  asking: Actor,
  input: AnswerHandoverInput,
): Promise<Outcome<{ answered: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "handover.answer"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ answered: number }>> => {
    const desk = await openHandover(tx, asking, input.parishSlug);
    if (!desk.ok) return desk;
    const { found, now, actor } = desk.value;
    const asked = await tx.handoverItem.findMany({
      where: { id: { in: [...input.items] }, parishId: found.row.id },
      orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    });
    if (asked.length === 0 || asked.length < new Set(input.items).size) {
      return refused("not_found", "One of these things was not asked of you.");
    }
    for (const { personId } of asked) {
      const subject = { councilId: found.row.councilId, personId: personId ?? undefined };
      const allowed = may(actor, "handover.answer", subject);
      if (!allowed.holds) return refusedTo(actor, allowed);
    }
    const news = asked.filter(({ answer }) => answer !== input.answer);
    for (const item of news) {
      const ruling = answerRuling(found.rules, {
        askedAt: item.askedAt,
        hasEnded: item.endedAt !== null || item.sunsetAt < found.term.sunsetAt,
        answer: item.answer,
        sunsetAt: found.term.sunsetAt,
        now,
      });
      if (!ruling.holds) return refusedBy(ruling);
    }
    const reason = input.reason.trim();
    if (input.answer === "refused" && reason === "") {
      return invalid([{ field: "reason", message: "Say why not, so that somebody else can be found." }]);
    }
    if (input.answer === "accepted" && actor.name === newcomerName && news.some(isForThemselves)) {
      const message = "Give your name on the page of your account first: the name of a receiver is public.";
      return invalid([{ field: "answer", message }]);
    }
    await writeAnswers(tx, actor, desk.value, news, { answer: input.answer, reason });
    return done({ answered: asked.length });
  });
  if (outcome.ok) context.enqueue({ name: "deliver-mail" });
  return outcome;
}

const isForThemselves = ({ personId, organisation }: HandoverItem) => personId !== null && organisation === "";

async function writeAnswers(
  tx: Tx,
  actor: Actor,
  { found, now, isOver }: HandoverDesk,
  items: readonly HandoverItem[],
  { answer, reason }: { answer: "accepted" | "refused"; reason: string },
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const { row } = found;
  const didAccept = answer === "accepted";
  for (const item of items) {
    const publicName = item.organisation || (item.personId === null ? row.council.name : "");
    const receiverName = didAccept ? publicName || actor.name : "";
    await tx.handoverItem.update({
      where: { id: item.id },
      data: { answer, answeredAt: now, reason, receiverName, endedAt: didAccept ? null : now },
    });
    await appendMinute(tx, row.id, now, didAccept ? "handover_accepted" : "handover_refused", {
      thing: item.kind,
      subject: item.subject,
      name: item.name,
      receiver: receiverName || publicName || "Somebody",
      isCouncil: item.personId === null,
      reason: reason || undefined,
    });
  }
  if (items.some(({ personId }) => personId === null)) {
    await auditInParish(tx, actor, now, row, {
      action: "handover.answer",
      about: `${didAccept ? "Accepted" : "Refused"} from ${row.name}: ${items.map(({ name }) => name).join(", ")}`,
      page: "/handover",
    });
  }
  const what = items.length === 1 ? `"${first.name}"` : people(items.length, "thing", "things");
  await announce(tx, {
    key: `handover-${answer}:${first.id}:${now.toISOString()}`,
    kind: "handover",
    own: isOver ? await officersOf(tx, row.councilId) : row.offices.map(({ personId }) => personId),
    title: `A receiver of ${row.name} has ${didAccept ? "accepted" : "refused"} ${what}`,
    text: didAccept
      ? `${row.name}: ${what} has a receiver who said yes.`
      : `${row.name}: ${what} needs another receiver. The reason given: ${reason}`,
    path: `/parishes/${row.slug}/handover`,
  });
}
