import { acknowledgeDuty } from "#server/commands/acknowledge-duty";
import { answerDecision } from "#server/commands/answer-decision";
import { appealSuspension } from "#server/commands/appeal-suspension";
import { callEndingVote, callRenewalVote } from "#server/commands/call-term-vote";
import { changeProposal } from "#server/commands/change-proposal";
import { claimResidency } from "#server/commands/claim-residency";
import { completeCharterReview } from "#server/commands/complete-charter-review";
import { confirmPower } from "#server/commands/confirm-power";
import { confirmResidency } from "#server/commands/confirm-residency";
import { dateDuty } from "#server/commands/date-duty";
import { decideAppeal } from "#server/commands/decide-appeal";
import { declareAbsence, endAbsence } from "#server/commands/declare-absence";
import { endResidency } from "#server/commands/end-residency";
import { endSuspension } from "#server/commands/end-suspension";
import { giveConsent } from "#server/commands/give-consent";
import { giveNotice } from "#server/commands/give-notice";
import { joinFounders } from "#server/commands/join-founders";
import { leaveFounders } from "#server/commands/leave-founders";
import { makeSchedule } from "#server/commands/make-schedule";
import { nameDeputy } from "#server/commands/name-deputy";
import { openGathering } from "#server/commands/open-gathering";
import { orderSuspension } from "#server/commands/order-suspension";
import type { Outcome } from "#server/commands/outcome";
import { pauseDuty } from "#server/commands/pause-duty";
import { publishMidTermReview } from "#server/commands/publish-midterm-review";
import { recordProgress } from "#server/commands/record-progress";
import { resignOffice } from "#server/commands/resign-office";
import { reviewOutcome } from "#server/commands/review-outcome";
import { type PowerVerdict, reviewPowerRequest } from "#server/commands/review-power-request";
import { ruleInadmissible } from "#server/commands/rule-inadmissible";
import { type CharterChange, saveCharter } from "#server/commands/save-charter";
import { scheduleCharterVote } from "#server/commands/schedule-charter-vote";
import { secondProposal } from "#server/commands/second-proposal";
import { setOffice } from "#server/commands/set-office";
import { settleVotes } from "#server/commands/settle-votes";
import { startDraft } from "#server/commands/start-draft";
import { submitProposal } from "#server/commands/submit-proposal";
import { supportParish } from "#server/commands/support-parish";
import { unsecondProposal } from "#server/commands/unsecond-proposal";
import { volunteerForOffice } from "#server/commands/volunteer-for-office";
import { withdrawParish } from "#server/commands/withdraw-parish";
import { withdrawProposal } from "#server/commands/withdraw-proposal";
import { withdrawSupport } from "#server/commands/withdraw-support";
import { toJson } from "#server/persistence/db";
import { findParish } from "#server/queries/find-parish";
import { loadCharter, versionOf } from "#server/queries/get-draft";
import type { CharterPart } from "~/domain/parish/founding";
import { addDays, addElapsed, type CivilDate, civilDateOf, weekdayOf } from "~/domain/time/civil";
import type { ProposalInput } from "~/forms/proposal";
import {
  appoint,
  makeCouncil,
  makePerson,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, type World } from "./world";

/** One thing that somebody tries. What it is done to is picked among what there is, by number. */
export interface Deed {
  does: DeedName;
  pick: number;
}

/** A parish whose history is made up, with everybody in it. */
export interface Scene {
  world: World;
  slug: string;
  parishId: string;
  councilId: string;
  councilSlug: string;
  wardIds: [string, string];
  gss: [string, string];
  residents: string[];
  officerId: string;
  commissionerId: string;
}

/** Few founders, supporters and seconders, and short waits: a history of a few dozen deeds then leads somewhere. */
const figures = {
  founders: 3,
  seconderFloor: 2,
  deliberationDays: 0,
  liveProposals: 3,
  noticeDays: 3,
  votingDays: 1,
};

const people = 14;

/** A council with its own schedule, two wards, and a draft parish that its first resident has just started. */
export async function setScene(world: World): Promise<Scene> {
  const { db, context } = world.app;
  const council = await makeCouncil(db);
  const now = await world.app.now();
  await db.schedule.create({
    data: { councilId: council.id, version: 1, commencesAt: now, madeAt: now, parameters: toJson(figures) },
  });
  const wards = [
    await makeWard(db, council.id, { electorate: 12 }),
    await makeWard(db, council.id, { electorate: 4 }),
  ] as const;
  const residents = await makeResidents(db, wards[0].id, people);
  await makeResident(db, wards[1].id);
  const officer = await makePerson(db, { name: "Sam Officer" });
  await appoint(db, officer.id, "officer", council.id, "Head of neighbourhoods");
  const commissioner = await makePerson(db, { name: "Ada Commissioner" });
  await appoint(db, commissioner.id, "commissioner", null, "Commissioner");
  const first = await world.app.loadActor(residents[0] as string);
  const name = `Made-up Parish of ${council.slug}`;
  const started = await startDraft(context, first, { name });
  if (!started.ok) throw new Error(started.refused.message);
  const { slug } = started.value;
  return {
    world,
    slug,
    parishId: (await db.parish.findUniqueOrThrow({ where: { slug } })).id,
    councilId: council.id,
    councilSlug: council.slug,
    wardIds: [wards[0].id, wards[1].id],
    gss: [wards[0].gss, wards[1].gss],
    residents,
    officerId: officer.id,
    commissionerId: commissioner.id,
  };
}

/** Does one deed as the people of the scene would. The Act may well refuse it: then nothing happens. */
export async function act(scene: Scene, { does, pick }: Deed): Promise<Outcome<unknown> | undefined> {
  const outcome = await deeds[does](scene, pick);
  await settleVotes(scene.world.app.context);
  return outcome ?? undefined;
}

type Try = (scene: Scene, pick: number) => Promise<Outcome<unknown> | null | undefined>;

const context = ({ world }: Scene) => world.app.context;
const actor = ({ world }: Scene, personId: string) => world.app.loadActor(personId);
const officer = (scene: Scene) => actor(scene, scene.officerId);
const resident = (scene: Scene, pick: number) => actor(scene, oneOf(scene.residents, pick) as string);
const today = async ({ world }: Scene) => civilDateOf(await world.app.now());

function oneOf<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % Math.max(1, all.length)];
}

/** A day on which voting may open, so many days on or a little later. */
async function weekday(scene: Scene, days: number): Promise<CivilDate> {
  const day = addDays(await today(scene), days);
  return addDays(day, [0, 0, 0, 0, 0, 0, 2, 1][weekdayOf(day)] as number);
}

async function holder(scene: Scene, pick = 0) {
  const held = await scene.world.app.db.parishOffice.findMany({
    where: { parishId: scene.parishId, endedAt: null },
    orderBy: { office: "asc" },
  });
  return actor(scene, oneOf(held, pick)?.personId ?? (scene.residents[0] as string));
}

async function found({ world, slug }: Scene) {
  const parish = await findParish(world.app.db, slug, await world.app.now());
  if (!parish) throw new Error(`there is no parish ${slug}`);
  return parish;
}

async function versionNow(scene: Scene, part: CharterPart) {
  return versionOf(await loadCharter(scene.world.app.db, await found(scene)), part);
}

async function save(scene: Scene, change: CharterChange) {
  const founder = await resident(scene, 0);
  const version = await versionNow(scene, change.part);
  return saveCharter(context(scene), founder, { slug: scene.slug, version, change });
}

async function duty(scene: Scene, pick: number) {
  const owed = await scene.world.app.db.duty.findMany({
    where: { parishId: scene.parishId },
    orderBy: [{ answeredAt: { sort: "desc", nulls: "first" } }, { receivedAt: "asc" }],
  });
  return oneOf(owed, pick);
}

async function decision(scene: Scene, where: { answeredAt: null | { not: null } }, pick: number) {
  const owed = await scene.world.app.db.duty.findMany({
    where: { parishId: scene.parishId, kind: "decision", ...where },
    orderBy: { receivedAt: "asc" },
  });
  return oneOf(owed, pick);
}

async function proposal(scene: Scene, pick: number) {
  const put = await scene.world.app.db.proposal.findMany({
    where: { parishId: scene.parishId, submittedAt: { not: null } },
    orderBy: { number: "asc" },
  });
  return oneOf(put, pick);
}

async function order(scene: Scene, pick: number) {
  const orders = await scene.world.app.db.suspension.findMany({
    where: { parishId: scene.parishId },
    orderBy: [{ endedAt: { sort: "asc", nulls: "first" } }, { noticeAt: "asc" }],
  });
  return oneOf(orders, pick);
}

async function power(scene: Scene, pick: number) {
  const powers = await scene.world.app.db.power.findMany({
    where: { parishId: scene.parishId },
    orderBy: { catalogueId: "asc" },
  });
  return oneOf(powers, pick);
}

const reasons = "A survey of the streets shows that this would cost more than it saves.";

async function proposalText(scene: Scene, pick: number): Promise<ProposalInput> {
  const day = await today(scene);
  const cost = pick % 3 === 0 ? 20_000 : 0;
  return {
    draft: undefined,
    revision: undefined,
    title: `Empty the bins more often, version ${pick}`,
    powerId: (await power(scene, pick))?.id,
    change: "The bins on Mill Lane are emptied on Mondays and Thursdays.",
    place: "Mill Lane",
    startsOn: addDays(day, 30),
    cost,
    moneyType: cost === 0 ? undefined : "one_off",
    moneySource: cost === 0 ? "" : "The parish's own budget",
    whoPaysAfter: cost === 0 ? "" : "Nothing is left to pay",
    measure: "Bins found overflowing in a week",
    baseline: "Nine",
    target: "Two",
    measureOn: addDays(day, 60),
  };
}

async function promise(scene: Scene, pick: number) {
  const dueOn = addDays(await today(scene), 1 + (pick % 40));
  return { what: `The bins are emptied more often (${pick})`, owner: "Head of streets", dueOn };
}

function verdict(pick: number): PowerVerdict {
  const decisionReference = `NB/${pick}`;
  if (pick % 4 === 0) return { decision: "refuse", ground: "duplicates_contract", reasons, decisionReference };
  return {
    decision: pick % 2 === 0 ? "grant_with_conditions" : "grant",
    conditions: "No skips in the road.",
    budgetYearPence: 200_000,
    budgetDecisionPence: 100_000,
    wrapper: pick % 3 === 0 ? "s101_committee" : "simulated_act",
    isTrial: pick % 5 === 0,
    decisionReference,
  };
}

async function orderAbout(scene: Scene, kind: "suspend" | "revoke", powerId: string | null, pick: number) {
  return orderSuspension(context(scene), await officer(scene), {
    parishSlug: scene.slug,
    powerId,
    kind,
    ground: pick % 2 === 0 ? "unsafe" : "outside_powers",
    reasons,
    takesEffectOn: null,
  });
}

const charterParts: ((scene: Scene, pick: number) => Promise<CharterChange>)[] = [
  async ({ slug }, pick) => ({
    part: "aim",
    name: `Made-up ${slug.slice(-6)} ${pick}`,
    problem: "The verges are bare, the bins overflow and nobody answers.",
    endPoint: "Every verge planted and no bin overflowing for three months.",
  }),
  async ({ wardIds }, pick) => ({ part: "area", wardIds: pick % 2 === 0 ? wardIds : [wardIds[0]] }),
  async (scene) => ({ part: "term", startsOn: addDays(await today(scene), 40), termMonths: 6 }),
  async (_scene, pick) => ({
    part: "powers",
    catalogueIds: pick % 2 === 0 ? ["litter", "verges", "parking"] : ["litter", "verges"],
  }),
  async (scene, pick) => ({
    part: "scopes",
    scopes: (await loadCharter(scene.world.app.db, await found(scene))).powers.map(({ catalogueId }) => ({
      catalogueId,
      scope: `Every street of the parish (${pick})`,
      budgetYearPence: 250_000,
    })),
  }),
  async (scene) => ({
    part: "actions",
    priorityActions: [
      {
        action: "Plant the verges of Mill Lane",
        measure: "Metres of verge planted",
        baseline: "0 metres",
        target: "400 metres",
        dueOn: addDays(await today(scene), 120),
      },
    ],
  }),
  async () => ({ part: "money", amountPence: 500_000, moneyType: "revenue", moneyPurpose: "Bins, plants and tools" }),
  async () => ({ part: "publicity", ordinaryPublicity: "open", spendingPublicity: "turnout" }),
  async () => ({ part: "sunset", receiverName: "The residents' association", receiverTakes: "Tools" }),
];

async function castMany(scene: Scene, pick: number, choice: "for" | "against") {
  const open = await scene.world.app.db.vote.findMany({
    where: { parishId: scene.parishId, openedAt: { not: null }, closedAt: null },
    orderBy: { opensAt: "asc" },
  });
  const vote = oneOf(open, pick);
  if (!vote) return null;
  for (const personId of scene.residents.slice(0, people - 2)) await castAs(scene.world, personId, vote.id, choice);
  return null;
}

const deeds = {
  // Time
  waitDays: async ({ world }, pick) => {
    await world.moveTo(addElapsed(await world.app.now(), { days: [1, 3, 8, 20][pick % 4] as number, hours: 5 }));
    return null;
  },
  waitForVote: async ({ world, parishId }) => {
    const now = await world.app.now();
    const votes = await world.app.db.vote.findMany({ where: { parishId, cancelledAt: null, closedAt: null } });
    const instants = votes.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]).filter((at) => at > now);
    if (instants.length > 0) await world.moveTo(new Date(Math.min(...instants.map((at) => at.getTime()))));
    return null;
  },
  waitForParish: async (scene) => {
    const { row } = await found(scene);
    const now = await scene.world.app.now();
    const next = [row.activeFromAt, row.sunsetAt].find((at) => at && at > now);
    // Not beyond half time at once, so that something can still be done.
    if (next) await scene.world.moveTo(new Date(Math.min(next.getTime(), now.getTime() + 70 * 86_400_000)));
    return null;
  },
  // Founding
  writePart: async (scene, pick) =>
    save(scene, await (oneOf(charterParts, pick) as (typeof charterParts)[0])(scene, pick)),
  writeCharter: async (scene, pick) => {
    for (const part of charterParts) await save(scene, await part(scene, pick));
    for (const index of [1, 2, 3]) {
      await joinFounders(context(scene), await resident(scene, index), { slug: scene.slug });
    }
    return setOffice(context(scene), await resident(scene, 0), {
      slug: scene.slug,
      version: await versionNow(scene, "offices"),
      convenorId: scene.residents[0] as string,
      deputyId: scene.residents[1] as string,
    });
  },
  joinFounders: async (scene, pick) => joinFounders(context(scene), await resident(scene, pick), { slug: scene.slug }),
  leaveFounders: async (scene, pick) =>
    leaveFounders(context(scene), await resident(scene, pick), { slug: scene.slug }),
  openGathering: async (scene) => openGathering(context(scene), await resident(scene, 0), { slug: scene.slug }),
  support: async (scene, pick) => supportParish(context(scene), await resident(scene, pick), { slug: scene.slug }),
  supportByMany: async (scene) => {
    for (const id of scene.residents.slice(0, 8)) {
      await supportParish(context(scene), await actor(scene, id), { slug: scene.slug });
    }
    return null;
  },
  withdrawSupport: async (scene, pick) =>
    withdrawSupport(context(scene), await resident(scene, pick), { slug: scene.slug }),
  withdrawParish: async (scene) => withdrawParish(context(scene), await resident(scene, 0), { slug: scene.slug }),
  review: async (scene, pick) => {
    const requests = await scene.world.app.db.powerRequest.findMany({ where: { parishId: scene.parishId } });
    const charter = await scene.world.app.db.duty.findFirst({
      where: { parishId: scene.parishId, kind: "charter_review" },
    });
    if (!charter) return null;
    for (const [index, request] of requests.entries()) {
      await reviewPowerRequest(context(scene), await officer(scene), {
        dutyId: charter.id,
        requestId: request.id,
        verdict: verdict(pick + index),
      });
    }
    return completeCharterReview(context(scene), await officer(scene), { dutyId: charter.id });
  },
  callCharterVote: async (scene, pick) =>
    scheduleCharterVote(context(scene), await holder(scene), {
      slug: scene.slug,
      opensOn: await weekday(scene, 16 + (pick % 5)),
    }),
  // Proposals
  propose: async (scene, pick) =>
    submitProposal(context(scene), await resident(scene, pick), {
      parishId: scene.parishId,
      draftId: crypto.randomUUID(),
      proposal: await proposalText(scene, pick),
    }),
  changeProposal: async (scene, pick) => {
    const one = await proposal(scene, pick);
    return (
      one &&
      changeProposal(context(scene), await actor(scene, one.authorId), {
        proposalId: one.id,
        revision: one.revision,
        proposal: await proposalText(scene, pick + 1),
      })
    );
  },
  second: async (scene, pick) => {
    const one = await proposal(scene, pick);
    return one && secondProposal(context(scene), await resident(scene, pick + 3), { proposalId: one.id });
  },
  secondByMany: async (scene, pick) => {
    const one = await proposal(scene, pick);
    if (!one) return null;
    for (const id of scene.residents.slice(4, 9)) {
      await secondProposal(context(scene), await actor(scene, id), { proposalId: one.id });
    }
    return null;
  },
  unsecond: async (scene, pick) => {
    const one = await proposal(scene, pick);
    return one && unsecondProposal(context(scene), await resident(scene, pick + 3), { proposalId: one.id });
  },
  withdrawProposal: async (scene, pick) => {
    const one = await proposal(scene, pick);
    return one && withdrawProposal(context(scene), await actor(scene, one.authorId), { proposalId: one.id });
  },
  ruleInadmissible: async (scene, pick) => {
    const one = await proposal(scene, pick);
    return (
      one &&
      ruleInadmissible(context(scene), await holder(scene, pick), {
        proposalId: one.id,
        ground: "outside_powers",
        reasons,
      })
    );
  },
  giveNotice: async (scene, pick) => {
    const one = await proposal(scene, pick);
    const opensOn = await weekday(scene, 5 + (pick % 4));
    return one && giveNotice(context(scene), await holder(scene), { proposalId: one.id, opensOn });
  },
  castFor: (scene, pick) => castMany(scene, pick, "for"),
  castAgainst: (scene, pick) => castMany(scene, pick, "against"),
  // The council
  acknowledge: async (scene, pick) => {
    const owed = await duty(scene, pick);
    return owed && acknowledgeDuty(context(scene), await officer(scene), { dutyId: owed.id });
  },
  dateAnswer: async (scene, pick) => {
    const owed = await duty(scene, pick);
    const willAnswerOn = addDays(await today(scene), 2 + (pick % 5));
    return owed && dateDuty(context(scene), await officer(scene), { dutyId: owed.id, willAnswerOn });
  },
  pause: async (scene, pick) => {
    const owed = await duty(scene, pick);
    const until = addDays(await today(scene), 3 + (pick % 5));
    return owed && pauseDuty(context(scene), await officer(scene), { dutyId: owed.id, reason: "needs_survey", until });
  },
  answer: async (scene, pick) => {
    const owed = await decision(scene, { answeredAt: null }, pick);
    if (!owed) return null;
    const one = await scene.world.app.db.proposal.findUniqueOrThrow({
      where: { id: owed.proposalId as string },
      include: { power: true },
    });
    const yes = one.power?.tier === "A" ? "commit" : "accept";
    const answer = ([yes, yes, "modify", "reject"] as const)[pick % 4] as "commit" | "accept" | "modify" | "reject";
    return answerDecision(context(scene), await officer(scene), {
      dutyId: owed.id,
      answer,
      ground: answer === yes ? null : "unfunded",
      reasons: answer === yes ? "" : reasons,
      modifiedText: answer === "modify" ? "The bins are emptied once a week." : "",
      commitment: answer === yes ? await promise(scene, pick) : null,
    });
  },
  consent: async (scene, pick) => {
    const owed = await decision(scene, { answeredAt: { not: null } }, pick);
    if (!owed?.proposalId) return null;
    const by = await scene.world.app.db.seconder.findMany({
      where: { proposalId: owed.proposalId, withdrawnAt: null },
      orderBy: { personId: "asc" },
    });
    const who = oneOf(by, pick);
    const facts = { proposalId: owed.proposalId, isConsent: pick % 3 !== 0 };
    return who ? giveConsent(context(scene), await actor(scene, who.personId), facts) : null;
  },
  deliver: async (scene, pick) => {
    const owed = await decision(scene, { answeredAt: { not: null } }, pick);
    if (!owed?.proposalId) return null;
    const commitments = await scene.world.app.db.commitment.findMany({
      where: { proposalId: owed.proposalId },
      orderBy: [{ madeAt: "asc" }, { id: "asc" }],
    });
    const commitmentId = oneOf(commitments, pick)?.id ?? crypto.randomUUID();
    const words = "The new rounds have begun.";
    const dueOn = addDays(await today(scene), 5 + (pick % 30));
    const progress = (
      [
        { step: "under_way", words },
        { step: "done", commitmentId, words },
        { step: "moved", commitmentId, dueOn, words },
        { step: "promised", commitment: await promise(scene, pick) },
      ] as const
    )[pick % 4] as Parameters<typeof recordProgress>[2]["progress"];
    return recordProgress(context(scene), await officer(scene), { dutyId: owed.id, progress });
  },
  reviewOutcome: async (scene, pick) => {
    const owed = await decision(scene, { answeredAt: { not: null } }, pick);
    const facts = { outcome: "keep" as const, measured: "Three bins", finding: "It works." };
    return owed ? reviewOutcome(context(scene), await officer(scene), { dutyId: owed.id, ...facts }) : null;
  },
  suspendPower: async (scene, pick) => orderAbout(scene, "suspend", (await power(scene, pick))?.id ?? null, pick),
  revokePower: async (scene, pick) => orderAbout(scene, "revoke", (await power(scene, pick))?.id ?? null, pick),
  suspendParish: (scene, pick) => orderAbout(scene, "suspend", null, pick),
  revokeParish: (scene, pick) => orderAbout(scene, "revoke", null, pick),
  endOrder: async (scene, pick) => {
    const one = await order(scene, pick);
    return one ? endSuspension(context(scene), await officer(scene), { suspensionId: one.id, reasons }) : null;
  },
  appeal: async (scene, pick) => {
    const one = await order(scene, pick);
    return one ? appealSuspension(context(scene), await holder(scene), { suspensionId: one.id, reasons }) : null;
  },
  decideAppeal: async (scene, pick) => {
    const one = await order(scene, pick);
    const finding = pick % 2 === 0 ? ("set_aside" as const) : ("upheld" as const);
    const commissioner = await actor(scene, scene.commissionerId);
    return one ? decideAppeal(context(scene), commissioner, { suspensionId: one.id, finding, reasons }) : null;
  },
  makeSchedule: async (scene, pick) =>
    makeSchedule(context(scene), await officer(scene), {
      council: scene.councilSlug,
      parameters: { ...figures, liveProposals: 3 + (pick % 5), votingDays: 1 + (pick % 3) },
      commencesOn: addDays(await today(scene), 2 + (pick % 20)),
      reason: "Two more proposals at a time can be looked after.",
    }),
  // Offices and the roll
  resign: async (scene, pick) => resignOffice(context(scene), await holder(scene, pick), { slug: scene.slug }),
  beAway: async (scene, pick) => {
    const from = addDays(await today(scene), pick % 3);
    return declareAbsence(context(scene), await holder(scene, pick), {
      slug: scene.slug,
      from,
      until: addDays(from, 10),
    });
  },
  comeBack: async (scene, pick) => endAbsence(context(scene), await holder(scene, pick), { slug: scene.slug }),
  volunteer: async (scene, pick) =>
    volunteerForOffice(context(scene), await resident(scene, pick), {
      slug: scene.slug,
      office: pick % 2 === 0 ? "convenor" : "deputy",
    }),
  nameDeputy: async (scene, pick) => {
    const personId = oneOf(scene.residents, pick) as string;
    await volunteerForOffice(context(scene), await actor(scene, personId), { slug: scene.slug, office: "deputy" });
    return nameDeputy(context(scene), await holder(scene), { slug: scene.slug, personId });
  },
  moveAway: async (scene, pick) => endResidency(context(scene), await resident(scene, pick)),
  moveIn: async (scene, pick) => {
    const person = await makePerson(scene.world.app.db, { name: `Newcomer ${pick}` });
    const ward = oneOf(scene.gss, pick) as string;
    const facts = { ward, address: "1 Mill Lane", isAged16: true, isMoving: false };
    const claim = await claimResidency(context(scene), await actor(scene, person.id), facts);
    return claim.ok ? confirmResidency(context(scene), await officer(scene), claim.value) : claim;
  },
  // The term
  publishReview: async (scene) =>
    publishMidTermReview(context(scene), await holder(scene), { parishSlug: scene.slug, finding: "Half is planted." }),
  callRenewal: async (scene) =>
    callRenewalVote(context(scene), await holder(scene), {
      slug: scene.slug,
      opensOn: await weekday(scene, 16),
      months: 6,
    }),
  callEnding: async (scene, pick) => {
    const opensOn = await weekday(scene, 16);
    const endsOn = addDays(opensOn, 30 + (pick % 20));
    return callEndingVote(context(scene), await holder(scene), { slug: scene.slug, opensOn, endsOn });
  },
  confirmPower: async (scene, pick) => {
    const owed = await scene.world.app.db.duty.findFirst({ where: { parishId: scene.parishId, kind: "renewal" } });
    const powerId = (await power(scene, pick))?.id;
    if (!owed || !powerId) return null;
    const isYes = pick % 3 !== 0;
    return confirmPower(context(scene), await officer(scene), {
      dutyId: owed.id,
      powerId,
      answer: isYes ? "confirm" : "refuse",
      ground: isYes ? null : "unfunded",
      reasons: isYes ? "" : reasons,
    });
  },
} satisfies Record<string, Try>;

export type DeedName = keyof typeof deeds;

export const deedNames = Object.keys(deeds) as DeedName[];
