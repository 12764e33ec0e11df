import { randomBytes } from "node:crypto";
import { tallyStepBallotsOf } from "~/domain/act/s26-publicity";
import { isLive } from "~/domain/parish/parish-state";
import { stranger } from "~/domain/permissions/actor";
import { addElapsed } from "~/domain/time/civil";
import { people, whenInWords } from "~/domain/time/words";
import type { Context } from "../commands/context";
import { lockParishAt, noSuchParish } from "../commands/lock-parish-at";
import { appendMinute } from "../commands/minute-book";
import { openVote } from "../commands/open-vote";
import { done, type Outcome, refused } from "../commands/outcome";
import { countRollOf, keepsRoll } from "../commands/residency-record";
import { toJson } from "../persistence/db";
import { parishStateOf } from "../queries/find-parish";
import { insertResidents } from "./simulated-residents";

/** A transaction of many thousands of rows takes seconds, not the usual milliseconds. */
const longestMs = 300_000;

export interface JoinedResidents {
  /** Who they are, in the order in which they were made. */
  residents: string[];
  /** The vote that was opened with them on its roll; null when none was asked for. */
  voteId: string | null;
}

/**
 * Makes simulated residents of a parish's first ward, confirmed at once, and opens a practice vote for them if asked. This is for trying
 * out and measuring a vote with many people; it is not a decision of the parish. So the vote belongs to no proposal, leads to no duty of
 * the council, and its question and its minutes say what it is: the book must not hold a vote that nobody can explain.
 *
 * Answers who was made and the vote. Refuses everything when the simulation is off (`not_found`), an unknown parish (`not_found`), one that
 * has ended or has no ward (`closed`), and a vote where the parish holds no powers now or would not hold them until it closes (`closed`).
 *
 * @param input.voteMinutes how long the vote is open; null opens none
 */
export async function joinResidents(
  context: Context,
  input: { slug: string; count: number; voteMinutes: number | null; onProgress?: (made: number) => void },
): Promise<Outcome<JoinedResidents>> {
  if (!context.env.isSimulated)
    return refused("not_found", "The simulation is off, so there are no simulated residents.");
  const { count, voteMinutes } = input;
  const outcome = await context.db.$transaction(
    async (tx): Promise<Outcome<JoinedResidents>> => {
      const locked = await lockParishAt(tx, stranger, input.slug);
      if (!locked) return refused("not_found", noSuchParish);
      const { found, now } = locked;
      const { row, rules } = found;
      const [ward] = row.wards.map((one) => one.ward).sort((one, other) => one.gss.localeCompare(other.gss));
      if (!ward || !isLive(found.state)) return refused("closed", `${row.name} takes no more residents.`);
      const closesAt = voteMinutes === null ? null : addElapsed(now, { minutes: voteMinutes });
      if (closesAt && (!rules || found.state !== "active" || parishStateOf(row, closesAt) !== "active")) {
        return refused("closed", `${row.name} can hold no vote now that closes ${whenInWords(closesAt)}.`);
      }

      const residents = await insertResidents(tx, ward.id, count, { at: now, onProgress: input.onProgress });
      for (const parish of await tx.parish.findMany({ where: { wards: { some: { wardId: ward.id } } } })) {
        if (!keepsRoll(parishStateOf(parish, now))) continue;
        const roll = await countRollOf(tx, parish.id);
        await appendMinute(tx, parish.id, now, "simulated_residents_joined", { count, ward: ward.name, roll });
      }
      if (!closesAt || !rules) return done({ residents, voteId: null });
      const vote = await tx.vote.create({
        data: {
          parishId: row.id,
          proposalId: null,
          purpose: "practice",
          class: "ordinary",
          question: `Practice vote of the simulation with ${people(count, "simulated resident", "simulated residents")}: are you here?`,
          method: "yes_no_abstain",
          publicity: "open",
          tallyStepBallots: tallyStepBallotsOf(rules),
          seed: randomBytes(32).toString("hex"),
          rules: toJson(rules),
          noticeAt: now,
          opensAt: now,
          closesAt,
        },
      });
      await appendMinute(tx, row.id, now, "simulated_vote_called", {
        vote: vote.id,
        question: vote.question,
        opensAt: vote.opensAt.toISOString(),
        closesAt: vote.closesAt.toISOString(),
      });
      return done({ residents, voteId: vote.id });
    },
    { timeout: longestMs, maxWait: longestMs },
  );
  if (outcome.ok && outcome.value.voteId) await openVote(context, outcome.value.voteId);
  return outcome;
}
