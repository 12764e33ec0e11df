import { classOf } from "~/domain/act/s02-interpretation";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import type { ProposalInput } from "~/forms/proposal";
import { writeMail } from "../mail/send-mail";
import { siteLink } from "../mail/site-link";
import type { Tx } from "../persistence/db";
import { admissibilityOf, takesProposalsRuling } from "../queries/proposal-facts";
import type { Context } from "./context";
import { firstRefusal, type HeldProposal, holdProposal, isSignedIn, noSuchProposal } from "./hold-proposal";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { columnsOf } from "./save-proposal";
import { plainRuling, publicText, refusalOf } from "./submit-proposal";

/**
 * Changes the text of a public proposal before notice of its vote. Its seconders are told by e-mail and may take their names off.
 *
 * Answers the revision; a change that changes nothing answers the old one and tells nobody. Refuses a stranger (`not_signed_in`), anybody
 * but the author (`not_allowed`), a text frozen by notice (s21), a parish that takes no proposals (s40, s44), a text that is not
 * complete (`invalid`) or not admissible (s18, s19), and a form that was opened before an earlier change (`conflict`).
 *
 * @param input.revision the revision that the author was looking at
 */
export async function changeProposal(
  context: Context,
  asking: Actor,
  input: { proposalId: string; revision: number; proposal: ProposalInput },
): Promise<Outcome<{ revision: number }>> {
  if (!isSignedIn(asking)) return refusedTo(asking, may(asking, "proposal.edit"));
  const outcome = await context.db.$transaction(async (tx): Promise<Outcome<{ revision: number; isNew: boolean }>> => {
    const held = await holdProposal(tx, asking, input.proposalId);
    if (!held || held.one.rules === null) return noSuchProposal();
    const { now, found, one, subject, actor } = held;
    const refusal = firstRefusal(
      may(actor, "proposal.edit", subject),
      takesProposalsRuling(found, now),
      stepRuling(held.one.rules, "change", one.state),
    );
    if (refusal) return refusal;

    const about = await admissibilityOf(tx, found, held.one.rules, input.proposal, now, one.id);
    const before = await tx.proposal.findUniqueOrThrow({ where: { id: one.id } });
    const columns = { ...(await columnsOf(tx, found.row.id, input.proposal)), moneyType: about.facts.moneyType };
    if (isSame(before, columns)) return done({ revision: before.revision, isNew: false });
    if (before.revision !== input.revision) {
      return refused(
        "conflict",
        "You changed this proposal in another window after opening this page. Your words are kept here: compare them with the proposal, then send them again.",
      );
    }
    const notAdmissible = refusalOf(about);
    if (notAdmissible || !about.power) return notAdmissible ?? refused("conflict", about.ruling.sentence);

    const revision = before.revision + 1;
    const proposalClass = classOf({ tier: about.power.tier, costPence: about.facts.costPence ?? 0 });
    await tx.proposal.update({ where: { id: one.id }, data: { ...columns, class: proposalClass, revision } });
    await appendMinute(tx, found.row.id, now, "proposal_changed", {
      number: one.number,
      revision,
      author: actor.name,
      ...publicText(input.proposal, about),
      class: proposalClass,
      admissibility: plainRuling(about.ruling),
    });
    await tellSeconders(tx, context, held, input.proposal.title, revision);
    return done({ revision, isNew: true });
  });
  if (!outcome.ok) return outcome;
  if (outcome.value.isNew) context.enqueue({ name: "deliver-mail" });
  return done({ revision: outcome.value.revision });
}

/** Whether every column that would be written already holds the same. */
function isSame(before: object, columns: object): boolean {
  const held = new Map<string, unknown>(Object.entries(before));
  const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  return Object.entries(columns).every(([name, value]) => plain(held.get(name)) === plain(value));
}

async function tellSeconders(
  tx: Tx,
  context: Context,
  { now, found, one }: HeldProposal,
  title: string,
  revision: number,
): Promise<void> {
  const seconders = await tx.seconder.findMany({
    where: { proposalId: one.id, withdrawnAt: null },
    select: { person: { select: { id: true, name: true, email: true } } },
  });
  const link = siteLink(context.env, `/parishes/${found.row.slug}/proposals/${one.number}`);
  await writeMail(
    tx,
    now,
    seconders.map(({ person }) => ({
      key: `proposal-changed:${one.id}:${revision}:${person.id}`,
      to: person.email,
      subject: `Changed: ${title}`,
      text: [
        `Hello ${person.name},`,
        `You seconded the proposal "${one.title}" in ${found.row.name}. Its author has changed the text${title === one.title ? "" : `, and it is now called "${title}"`}.`,
        ...(link ? [`Read it here: ${link}`] : []),
        "If you no longer back it, you can take your name off on its page until notice of the vote is given (section 20 of the simulated Community Power Act).",
      ].join("\n\n"),
    })),
  );
}
