import { z } from "zod";
import { powerOf } from "~/domain/act/catalogue";
import { moneyTypeNames, moneyTypes } from "~/domain/act/s05-charter";
import { publicities } from "~/domain/act/s26-publicity";
import { handoverKinds } from "~/domain/act/s45-handover";
import { parishStates, parishStateWords } from "~/domain/parish/parish-state";
import { voteState, voteStates } from "~/domain/vote/vote-state";
import { fromDateColumn } from "../../persistence/db";
import { findParish, toFound } from "../../queries/find-parish";
import { handoverRecord, hasSunset, listHandover } from "../../queries/list-handover";
import { byKey, collection } from "../collection";
import { at, day, instant, money, on, pence, place } from "../fields";

const officeWords = { convenor: "Convenor", deputy: "Deputy" } as const;

/** What is told of one parish by itself, besides what its collection tells. The first five fields are as they were before there were others. */
const more = z.object({
  sunset: instant().nullable(),
  votes: z.array(z.object({ id: z.guid(), state: z.enum(voteStates) })),
  powers: z.array(
    z.object({
      id: z.string().describe("Its name in the catalogue of powers"),
      name: z.string(),
      tier: z.enum(["A", "B", "C"]),
      scope: z.string(),
      conditions: z.string(),
      budgetYearPence: z.int(),
      budgetDecisionPence: z.int(),
      grantedFrom: instant(),
      lapsesAt: instant(),
    }),
  ),
  handover: z
    .array(
      z.object({
        kind: z.enum(handoverKinds),
        subject: z.string(),
        name: z.string(),
        detail: z.string(),
        receiver: z.string().nullable().describe("A private person by name only once they have accepted"),
        answer: z.enum(["accepted", "refused"]).nullable(),
        answeredAt: instant().nullable(),
        reason: z.string(),
        isOrphan: z.boolean().describe("Whether it fell to the council, because nobody had accepted it at the sunset"),
      }),
    )
    .nullable()
    .describe("Everything that it hands over when it ends; null before its sunset is known"),
});

export const parishes = collection({
  name: "parishes",
  title: "Parishes",
  one: "a parish",
  description: "Parishes in whatever state they are, with their charters, by the name in their address.",
  key: "slug",
  filters: ["council", "state", "since"],
  since: "when its draft was started",
  item: z.object({
    slug: z.string(),
    name: z.string(),
    state: z.enum(parishStates),
    stateWords: z.string(),
    council: place(),
    wards: z.array(z.object({ gss: z.string(), name: z.string() })),
    problem: z.string().describe("The one problem that it is for"),
    endPoint: z.string().describe("How everybody will know that it is done"),
    priorityActions: z.array(
      z.object({
        position: z.int(),
        action: z.string(),
        measure: z.string(),
        baseline: z.string(),
        target: z.string(),
        dueOn: day(),
      }),
    ),
    termMonths: z.int().nullable(),
    moneyAsked: money(),
    moneyType: z.enum(moneyTypes),
    moneyTypeWords: z.string(),
    moneyPurpose: z.string(),
    ordinaryPublicity: z.enum(publicities).nullable().describe("What is shown of an ordinary vote while it is open"),
    spendingPublicity: z.enum(publicities).nullable().describe("The same of a vote that spends money"),
    receiver: z.string().describe("Who receives everything at the sunset"),
    receiverTakes: z.string(),
    founders: z.int().describe("How many people founded it"),
    offices: z.array(
      z.object({ office: z.enum(["convenor", "deputy"]), officeWords: z.string(), name: z.string(), from: instant() }),
    ),
    electorate: z.int().nullable().describe("Of its wards, when gathering opened"),
    supportersNeeded: z.int().nullable(),
    createdAt: instant(),
    gatheringOpenedAt: instant().nullable(),
    gatheringEndsAt: instant().nullable(),
    gatheringMetAt: instant().nullable(),
    reviewCompletedAt: instant().nullable().describe("When the council had decided on every power"),
    declinedAt: instant().nullable(),
    approvedAt: instant().nullable(),
    rejectedAt: instant().nullable(),
    withdrawnAt: instant().nullable(),
    activeFromAt: instant().nullable(),
    termStartsOn: day().nullable(),
    nextTermStartsOn: day().nullable().describe("First day of the term that a renewal added"),
    sunsetAt: instant().nullable().describe("When all its powers end"),
    suspendedAt: instant().nullable(),
    revokedAt: instant().nullable(),
    minutes: z.int().describe("How many entries its minute book has"),
    minutesHash: z.string().describe("The hash of the last of them"),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("slug", asked);
    const rows = await db.parish.findMany({
      ...page,
      where: {
        ...key,
        councilId: asked.councilId,
        ...(asked.since === undefined ? {} : { createdAt: { gte: asked.since } }),
      },
      include: {
        council: { select: { id: true, slug: true, name: true } },
        wards: {
          orderBy: { ward: { gss: "asc" } },
          include: { ward: { select: { id: true, name: true, gss: true, electorate: true, councilId: true } } },
        },
        offices: {
          where: { endedAt: null },
          orderBy: { office: "asc" },
          include: { person: { select: { id: true, name: true } } },
        },
        founders: { select: { personId: true } },
        priorityActions: { orderBy: { position: "asc" } },
      },
    });
    return rows.map((row) => {
      const { state } = toFound(row, asked.now);
      return {
        slug: row.slug,
        name: row.name,
        state,
        stateWords: parishStateWords[state],
        council: { slug: row.council.slug, name: row.council.name },
        wards: row.wards.map(({ ward }) => ({ gss: ward.gss, name: ward.name })),
        problem: row.problem,
        endPoint: row.endPoint,
        priorityActions: row.priorityActions.map(({ position, action, measure, baseline, target, dueOn }) => ({
          position,
          action,
          measure,
          baseline,
          target,
          dueOn: fromDateColumn(dueOn),
        })),
        termMonths: row.termMonths,
        moneyAsked: pence(row.moneyAskedPence),
        moneyType: row.moneyType,
        moneyTypeWords: moneyTypeNames[row.moneyType],
        moneyPurpose: row.moneyPurpose,
        ordinaryPublicity: row.ordinaryPublicity,
        spendingPublicity: row.spendingPublicity,
        receiver: row.receiverName,
        receiverTakes: row.receiverTakes,
        founders: row.founders.length,
        offices: row.offices.map(({ office, person, fromAt }) => ({
          office,
          officeWords: officeWords[office],
          name: person.name,
          from: at(fromAt),
        })),
        electorate: row.electorate,
        supportersNeeded: row.supportersNeeded,
        createdAt: at(row.createdAt),
        gatheringOpenedAt: at(row.gatheringOpenedAt),
        gatheringEndsAt: at(row.gatheringEndsAt),
        gatheringMetAt: at(row.gatheringMetAt),
        reviewCompletedAt: at(row.reviewCompletedAt),
        declinedAt: at(row.declinedAt),
        approvedAt: at(row.approvedAt),
        rejectedAt: at(row.rejectedAt),
        withdrawnAt: at(row.withdrawnAt),
        activeFromAt: at(row.activeFromAt),
        termStartsOn: on(row.termStartsOn),
        nextTermStartsOn: on(row.nextTermStartsOn),
        sunsetAt: at(row.sunsetAt),
        suspendedAt: at(row.suspendedAt),
        revokedAt: at(row.revokedAt),
        minutes: row.minuteCount,
        minutesHash: row.minuteHead,
      };
    });
  },
  more: {
    item: more,
    async read(db, slug, now): Promise<z.output<typeof more>> {
      const found = await findParish(db, slug, now);
      if (!found) throw new Error(`the parish ${slug} was just read`);
      const parishId = found.row.id;
      const [votes, powers] = await Promise.all([
        db.vote.findMany({ where: { parishId }, orderBy: [{ opensAt: "asc" }, { id: "asc" }] }),
        db.power.findMany({ where: { parishId }, orderBy: { catalogueId: "asc" } }),
      ]);
      const handover = hasSunset(found) ? handoverRecord(found, await listHandover(db, found, now)) : null;
      return {
        sunset: at(found.row.sunsetAt),
        votes: votes.map((vote) => ({ id: vote.id, state: voteState(vote, now) })),
        powers: powers.map((power) => ({
          id: power.catalogueId,
          name: powerOf(power.catalogueId)?.name ?? power.catalogueId,
          tier: power.tier,
          scope: power.scope,
          conditions: power.conditions,
          budgetYearPence: Number(power.budgetYearPence),
          budgetDecisionPence: Number(power.budgetDecisionPence),
          grantedFrom: at(power.grantedFrom),
          lapsesAt: at(power.lapsesAt),
        })),
        handover: handover && (handover.things as z.output<typeof more>["handover"]),
      };
    },
  },
});
