import { parameters as allParameters } from "~/domain/act/act";
import { outcomeInWords } from "~/domain/act/outcome-words";
import { replay } from "~/domain/act/replay";
import type { Rules, Ruling } from "~/domain/act/ruling";
import { amendingRuling } from "~/domain/act/s51-amending";
import { scheduleDifferences } from "~/domain/act/schedule-differences";
import { scheduleProblems } from "~/domain/act/schedule-problems";
import type { ScheduleStatement } from "~/domain/act/schedule-statement";
import { parameterValue } from "~/domain/act/section";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, startOfDay } from "~/domain/time/civil";
import { dayInWords } from "~/domain/time/words";
import { instant, type Read, toJson } from "../persistence/db";
import { kindsRestingOn } from "../queries/get-lab";
import { listDecisions } from "../queries/list-decisions";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { appendMinute } from "./minute-book";
import { adviceOf, done, type FieldError, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { rulesInForce } from "./rules-in-force";
import { auditAct } from "./write-audit-line";

export interface ScheduleInput {
  /** The council's address. */
  council: string;
  /** The value of each figure that is to differ from the Act's own, by name. */
  parameters: Readonly<Record<string, number>>;
  /** The day at whose start it comes into force. */
  commencesOn: CivilDate;
  reason: string;
}

const mostStated = 100;

/** What is wrong with figures, each at its field. */
function problemsOf(parameters: Readonly<Record<string, number>>): FieldError[] {
  return scheduleProblems(parameters).map(({ parameter, message, sections }) => ({
    field: parameter ?? "",
    message: parameter === null ? `${message} (Sections ${sections.map((one) => one.slice(1)).join(", ")})` : message,
  }));
}

/** What a figure decides, in the words of the Act. */
function meaningOf(name: string): string {
  return allParameters.find((one) => one.name === name)?.meaning ?? name;
}

/** The figures that differ from the Act's own; the others need not be kept. */
function ownFigures(parameters: Readonly<Record<string, number>>): Record<string, number> {
  const own = allParameters.filter((one) => parameters[one.name] !== undefined && parameters[one.name] !== one.default);
  return Object.fromEntries(own.map((one) => [one.name, parameters[one.name] as number]));
}

/** Makes the council's recorded decisions again under new figures. */
async function stateDifferences(
  db: Read,
  councilId: string,
  rules: Rules,
  parameters: Readonly<Record<string, number>>,
  now: Date,
): Promise<ScheduleStatement> {
  const next = { ...rules, parameters };
  const changes = scheduleDifferences(rules.parameters, parameters).map(({ parameter }) => parameter);
  const change = Object.fromEntries(changes.map((one) => [one.name, parameterValue(next, one)]));
  const decisions = await listDecisions(db, kindsRestingOn(Object.keys(change)), { councilId, until: now });
  const { examined, flips } = replay(decisions, change);
  return {
    until: now.toISOString(),
    changes: changes.map((one) => ({
      parameter: one.name,
      from: parameterValue(rules, one),
      to: parameterValue(next, one),
    })),
    examined,
    total: flips.length,
    parishes: new Set(flips.map(({ decision }) => decision.parish.slug)).size,
    flips: flips.slice(0, mostStated).map(({ decision, before, after }) => ({
      title: decision.title,
      href: decision.href,
      parish: decision.parish.name,
      before: outcomeInWords(before.outcome),
      after: outcomeInWords(after.outcome),
    })),
  };
}

interface Judged {
  councilId: string;
  parameters: Record<string, number>;
  commencesAt: Date;
  statement: ScheduleStatement;
  ruling: Ruling;
}

async function judge(db: Read, actor: Actor, input: ScheduleInput, now: Date): Promise<Outcome<Judged>> {
  const council = await db.council.findUnique({ where: { slug: input.council }, select: { id: true } });
  const allowed = may(actor, "schedule.make", { councilId: council?.id ?? "" });
  if (!council && actor.personId !== null) return refused("not_found", "There is no such council.");
  if (!council || !allowed.holds) return refusedTo(actor, allowed);
  const problems = problemsOf(input.parameters);
  if (problems.length > 0) return invalid(problems);
  const parameters = ownFigures(input.parameters);
  const latest = await db.schedule.findFirst({
    where: { councilId: council.id },
    orderBy: [{ commencesAt: "desc" }, { version: "desc" }],
  });
  const before = (latest?.parameters ?? {}) as Record<string, number>;
  if (scheduleDifferences(before, parameters).length === 0) {
    const message = "Change at least one figure.";
    return refused("invalid", message, { section: "s51", errors: [{ field: "", message }] });
  }
  const rules = await rulesInForce(db, council.id, now);
  const commencesAt = startOfDay(input.commencesOn);
  const ruling = amendingRuling(rules, { madeAt: now, commencesAt, hasStatement: true });
  if (!ruling.holds) {
    return refused("invalid", ruling.sentence, {
      section: "s51",
      ruling,
      errors: [{ field: "commencesOn", message: adviceOf(ruling) }],
    });
  }
  if (latest && latest.commencesAt > commencesAt) {
    const message = "A version that was made before comes into force later than this day. Choose a day after it.";
    return refused("invalid", message, { section: "s3", errors: [{ field: "commencesOn", message }] });
  }
  const statement = await stateDifferences(db, council.id, rules, parameters, now);
  return done({ councilId: council.id, parameters, commencesAt, statement, ruling });
}

/**
 * What a change of a council's schedule would have done to its recorded decisions. Writes nothing.
 *
 * Answers the statement that would be published with it. Refuses as `makeSchedule` does.
 */
export async function checkSchedule(
  context: Context,
  actor: Actor,
  input: ScheduleInput,
): Promise<Outcome<{ statement: ScheduleStatement; ruling: Ruling }>> {
  return judge(context.db, actor, input, await instant(context.db));
}

/**
 * Makes a new version of a council's schedule, which comes into force at the start of a day to come, and publishes with it which
 * recorded decisions would have come out differently. Every live parish of the council has it in its minute book.
 *
 * Answers the version. Refuses a stranger (`not_signed_in`), anybody but an officer of the council (`not_allowed`), an unknown council
 * (`not_found`), figures outside the Act's bounds or that cannot live together, no change at all, and a day that is not to come
 * (`invalid`, s3, s51).
 */
export async function makeSchedule(
  context: Context,
  asking: Actor,
  input: ScheduleInput,
): Promise<Outcome<{ version: number }>> {
  return context.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM council WHERE slug = ${input.council} FOR NO KEY UPDATE`;
      const actor = await asOf(tx, asking);
      const now = await instant(tx);
      const judged = await judge(tx, actor, input, now);
      if (!judged.ok) return judged;
      const { councilId, parameters, commencesAt, statement } = judged.value;
      const post = actor.roles.find((role) => role.kind === "officer" && role.councilId === councilId)?.post ?? "";
      const version =
        1 + ((await tx.schedule.aggregate({ where: { councilId }, _max: { version: true } }))._max.version ?? 0);
      await tx.schedule.create({
        data: {
          councilId,
          version,
          commencesAt,
          parameters: toJson(parameters),
          madeAt: now,
          officerName: actor.name,
          officerPost: post,
          reason: input.reason,
          statement: toJson(statement),
        },
      });
      const parishes = await tx.parish.findMany({
        where: {
          councilId,
          minuteCount: { gt: 0 },
          withdrawnAt: null,
          declinedAt: null,
          rejectedAt: null,
          revokedAt: null,
          OR: [{ sunsetAt: null }, { sunsetAt: { gt: now } }],
        },
        select: { id: true },
        orderBy: { id: "asc" },
      });
      for (const { id } of parishes) {
        await appendMinute(tx, id, now, "schedule_made", {
          version,
          commences: commencesAt.toISOString(),
          changes: statement.changes.map((change) => ({ ...change })),
          parameters,
          reason: input.reason,
          officer: actor.name,
          post,
          examined: statement.examined,
          different: statement.total,
          sentence: judged.value.ruling.sentence,
          sections: judged.value.ruling.sections,
        });
      }
      await auditAct(
        tx,
        actor,
        now,
        { councilId },
        {
          action: "schedule.make",
          about: `Version ${version}, in force from ${dayInWords(commencesAt)}`,
          path: `/councils/${input.council}/schedule`,
          changes: statement.changes.map(({ parameter, from, to }) => ({
            what: meaningOf(parameter),
            before: String(from),
            after: String(to),
          })),
        },
      );
      return done({ version });
    },
    { timeout: 60_000 },
  );
}
