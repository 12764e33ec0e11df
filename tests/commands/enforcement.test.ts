import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as commands from "#server/commands";
import type { Outcome } from "#server/commands/outcome";
import { receiveDuty } from "#server/commands/receive-duty";
import { toDateColumn } from "#server/persistence/db";
import { actInForce } from "~/domain/act/act-in-force";
import type { Rules, SectionId } from "~/domain/act/ruling";
import { deliberationEndsEarliest } from "~/domain/act/s22-deliberation";
import type { Actor } from "~/domain/permissions/actor";
import { addDays, addMonths, atTime, type CivilDate, civilDateOf, startOfDay } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import { appoint, makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, makeChamber, makeDecision } from "../support/council";
import {
  accepted,
  argue,
  makeNeighbourhood,
  type Neighbourhood,
  proposalText,
  putAndSecond,
  putForward,
  refusalOf,
  standingOf,
} from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

// No job and no timer runs in this world: whatever is refused here is refused by the clock at the write, and by nothing else.

let world: World;
let chamber: Chamber;

/** Each part has a database of its own: all rows of it are looked at often, so it is kept small. */
function inOwnWorld() {
  beforeAll(async () => {
    world = await makeWorld();
    chamber = await makeChamber(world);
  });
  afterAll(() => world.stop());
}

/** A Monday at midday. A parish that began on the first of July has been going for more than half of its year. */
const start = atTime("2027-02-15", 12, 0);
const startsOn: CivilDate = "2026-07-01";

const context = () => world.app.context;
const db = () => world.app.db;
const today = async () => civilDateOf(await world.app.now());
const secondBefore = (instant: Date) => new Date(instant.getTime() - 1000);

// What comes to a parish or to a power of it, at the start of a day.

/** What an edge comes to, and who can bring it. */
interface Place {
  parishId: string;
  slug: string;
  /** The power that is lost at the edges that are about one. */
  powerId: string;
  officer: Actor;
}

async function onOwnDay(place: Place, facts: { sunset: CivilDate; began?: CivilDate; next?: CivilDate }) {
  await db().parish.update({
    where: { id: place.parishId },
    data: {
      sunsetAt: startOfDay(facts.sunset),
      termStartsOn: facts.began && toDateColumn(facts.began),
      nextTermStartsOn: facts.next && toDateColumn(facts.next),
    },
  });
}

function ordered(place: Place, kind: "suspend" | "revoke", powerId: string | null, day: CivilDate) {
  return commands
    .orderSuspension(context(), place.officer, {
      parishSlug: place.slug,
      powerId,
      kind,
      ground: "unsafe",
      reasons: "Somebody was hurt by a bin that the parish had moved into the road.",
      takesEffectOn: day,
    })
    .then(accepted);
}

const edges = {
  /** Of a parish with days of winding up before it. */
  sunset: async (place: Place, day: CivilDate) => {
    await onOwnDay(place, { sunset: day });
    await db().power.updateMany({ where: { parishId: place.parishId }, data: { lapsesAt: startOfDay(day) } });
  },
  /** Of a term so short that a sixth of it is no whole day: nothing but the sunset itself stops anything. */
  sunset_alone: async (place: Place, day: CivilDate) => {
    await onOwnDay(place, { sunset: day, began: addDays(day, -5) });
    await db().power.updateMany({ where: { parishId: place.parishId }, data: { lapsesAt: startOfDay(day) } });
  },
  winding_up: (place: Place, day: CivilDate) => onOwnDay(place, { sunset: addDays(day, 28) }),
  suspended: (place: Place, day: CivilDate) => ordered(place, "suspend", null, day),
  revoked: (place: Place, day: CivilDate) => ordered(place, "revoke", null, day),
  power_lapsed: (place: Place, day: CivilDate) =>
    db().power.update({ where: { id: place.powerId }, data: { lapsesAt: startOfDay(day) } }),
  power_suspended: (place: Place, day: CivilDate) => ordered(place, "suspend", place.powerId, day),
  /** The old sunset of a renewed parish, with a power that the council has not confirmed. */
  power_unconfirmed: async (place: Place, day: CivilDate) => {
    await onOwnDay(place, { sunset: addMonths(day, 12), next: day });
    await db().power.updateMany({ where: { parishId: place.parishId }, data: { lapsesAt: startOfDay(day) } });
  },
} satisfies Record<string, (place: Place, day: CivilDate) => Promise<unknown>>;

type Edge = keyof typeof edges;
const edgeNames = Object.keys(edges) as Edge[];

/** Lets an edge come at the start of tomorrow; answers that instant. */
async function bring(edge: Edge, place: Place): Promise<Date> {
  const tomorrow = addDays(await today(), 1);
  await edges[edge](place, tomorrow);
  return startOfDay(tomorrow);
}

// What becomes of a command at an edge.

type Standing = "accepted" | SectionId;
/** One second before, and from the instant on. */
type Fate = readonly [before: Standing, from: Standing];
/** Edges that are left out cannot come to what the command is about, or another edge shows the same. */
type Fates = { [edge in Edge]?: Fate };

const stops = (section: SectionId): Fate => ["accepted", section];
const goesOn: Fate = ["accepted", "accepted"];

/** What begins something needs a parish that is active. */
const beginnings: Fates = {
  sunset_alone: stops("s40"),
  winding_up: stops("s44"),
  suspended: stops("s16"),
  revoked: stops("s16"),
};

/** And what is proposed needs the power as well. */
const reliesOnPower: Fates = {
  ...beginnings,
  power_lapsed: stops("s12"),
  power_suspended: stops("s16"),
  power_unconfirmed: stops("s12"),
};

/** A vote is planned days ahead: it is refused as soon as it could not be held in time, and the edge then only changes the reason. */
const planned: Fates = {
  sunset_alone: ["s41", "s40"],
  winding_up: ["s41", "s44"],
  suspended: ["s16", "s16"],
  revoked: ["s16", "s16"],
};

const plannedOnPower: Fates = {
  ...planned,
  power_lapsed: ["s12", "s12"],
  power_suspended: ["s16", "s16"],
  power_unconfirmed: ["s12", "s12"],
};

/** What is under way goes on, and people go on talking, until the parish is no more. */
const untilSunset: Fates = { sunset: stops("s40"), winding_up: goesOn, suspended: goesOn, revoked: goesOn };

/** Offices and reviews need a parish that may hold power again; a suspension may end, a revocation is the end. */
const whileThereIsAParish: Fates = { ...untilSunset, revoked: stops("s16") };

/** What the council owes, what the Commissioner hears, and what must not be read does not end with the parish. */
const always: Fates = { sunset: goesOn, winding_up: goesOn, suspended: goesOn, revoked: goesOn };

interface Row {
  fates: Fates;
  /** Makes a place in which the command is accepted now, and answers how to give it. It is the same command whenever it is given. */
  prepare: () => Promise<{ place: Place; run: () => Promise<Outcome<unknown>> }>;
}

/** A parish with its people, its officer and its litter power. */
interface Home extends Neighbourhood, Place {
  day: CivilDate;
}

async function makeHome(): Promise<Home> {
  await world.moveTo(start);
  const here = await makeNeighbourhood(world, { people: 12, startsOn });
  const officer = await makePerson(db(), { name: "Sam Officer" });
  await appoint(db(), officer.id, "officer", here.councilId, "Head of neighbourhoods");
  return {
    ...here,
    powerId: here.powers.litter as string,
    officer: await here.actorOf(officer.id),
    day: civilDateOf(start),
  };
}

function atHome(fates: Fates, prepare: (home: Home) => Promise<() => Promise<Outcome<unknown>>>): Row {
  return {
    fates,
    prepare: async () => {
      const home = await makeHome();
      return { place: home, run: await prepare(home) };
    },
  };
}

const text = (home: Home) => proposalText(home, { startsOn: home.day, measureOn: addDays(home.day, 60) });
const resident = (home: Home, index: number) => home.actorOf(home.residents[index] as string);
const idOf = (actor: Actor) => actor.personId as string;

/** A proposal that is being discussed, and how to give notice of it on the first possible day after tomorrow. */
async function discussed(home: Home): Promise<{ proposalId: string; opensOn: CivilDate }> {
  const { id } = await putAndSecond(world, home, text(home));
  const one = await standingOf(world, home, id);
  await world.moveTo(deliberationEndsEarliest(one.rules as Rules, one.deliberationStartedAt as Date));
  return { proposalId: id, opensOn: earliestEventDay(addDays(await today(), 1), 7) };
}

/** A demand for a vote on the first resident as convenor. */
async function demanded(home: Home) {
  const candidate = await resident(home, 0);
  accepted(await commands.volunteerForOffice(context(), candidate, { slug: home.slug, office: "convenor" }));
  const start = { slug: home.slug, candidateId: idOf(candidate) };
  const begin = async () => commands.startRequisition(context(), await resident(home, 1), start);
  return { begin, candidate };
}

async function demandedBy(home: Home) {
  const { requisitionId } = accepted(await (await demanded(home)).begin());
  const starter = await resident(home, 1);
  return { starter, which: { slug: home.slug, requisitionId } };
}

/** The vote on a proposal that was decided, and somebody on its roll. */
async function counted(proposalId: string) {
  const { id, roll } = await db().vote.findFirstOrThrow({ where: { proposalId }, include: { roll: { take: 1 } } });
  return { voteId: id, voter: await world.app.loadActor(roll[0]?.personId as string) };
}

async function ruledOut(home: Home): Promise<string> {
  const { id: proposalId } = await putForward(world, home, text(home));
  const ruling = { proposalId, ground: "unclear", reasons: "Nobody can tell which bins." };
  accepted(await commands.ruleInadmissible(context(), home.convenor, ruling));
  return proposalId;
}

async function makeHolder(kind: "commissioner" | "operator"): Promise<Actor> {
  const person = await makePerson(db(), { name: "Cora Holder" });
  await appoint(db(), person.id, kind, null, kind);
  return world.app.loadActor(person.id);
}

async function ownedThing(home: Home) {
  const thing = { parishSlug: home.slug, name: "Litter pickers", description: "Twelve, in the school's shed" };
  const add = () => commands.addAsset(context(), home.convenor, thing);
  return { add };
}

async function askedFor(home: Home) {
  const { assetId } = accepted(await (await ownedThing(home)).add());
  const trustee = await home.actorOf((await makePerson(db(), { name: "Tilda Trustee" })).id);
  const { email } = await db().person.findUniqueOrThrow({ where: { id: idOf(trustee) } });
  const ask = () =>
    commands.askReceiver(context(), home.convenor, {
      parishSlug: home.slug,
      things: [{ kind: "asset", subject: assetId, instead: "" }],
      receiver: { kind: "person", email: email as string, organisation: "" },
    });
  return { assetId, trustee, ask };
}

async function reviewed(home: Home) {
  const finding = "The bins no longer overflow.";
  return commands.publishMidTermReview(context(), home.convenor, { parishSlug: home.slug, finding });
}

/** An order about the verges power, which nothing else here is about. */
async function underOrder(home: Home): Promise<{ suspensionId: string; reasons: string }> {
  const { suspensionId } = await ordered(home, "suspend", home.powers.verges as string, addDays(home.day, 90));
  return { suspensionId, reasons: "Nobody was hurt: the bin stood where it always had." };
}

type Owed = { dutyId: string; proposalId: string; seconders: Actor[]; promise: CommitmentOf; day: CivilDate };
type CommitmentOf = { what: string; owner: string; dueOn: CivilDate };

/** A decision on the docket. Litter is tier A, verges tier B. */
function onDocket(
  fates: Fates,
  power: "litter" | "verges",
  prepare: (
    owed: Owed,
    answer: (modified?: string) => Promise<Outcome<unknown>>,
  ) => Promise<() => Promise<Outcome<unknown>>>,
): Row {
  return {
    fates,
    prepare: async () => {
      await world.moveTo(start);
      const { parishId, parishSlug, ...decision } = await makeDecision(world, chamber, { power });
      const { id: powerId } = await db().power.findFirstOrThrow({ where: { parishId, catalogueId: power } });
      // It has been going for as long as the other parishes here.
      await db().parish.update({ where: { id: parishId }, data: { termStartsOn: toDateColumn(startsOn) } });
      const day = civilDateOf(start);
      const promise = { what: "Two more bins", owner: "Head of streets", dueOn: addDays(day, 120) };
      const answer = (modified?: string) =>
        commands.answerDecision(context(), chamber.officer, {
          dutyId: decision.dutyId,
          answer: modified ? "modify" : power === "litter" ? "commit" : "accept",
          ground: modified ? "unfunded" : null,
          reasons: modified ? "There is money for half of the verge this year, and none for the rest." : "",
          modifiedText: modified ?? "",
          commitment: modified ? null : promise,
        });
      const run = await prepare({ ...decision, promise, day }, answer);
      return { place: { parishId, slug: parishSlug, powerId, officer: chamber.officer }, run };
    },
  };
}

const table: Record<string, Row> = {
  // Proposals
  submitProposal: atHome(reliesOnPower, async (home) => {
    const input = { parishId: home.parishId, draftId: crypto.randomUUID(), proposal: text(home) };
    // A proposal that is refused for itself stays a draft, so it is one before.
    accepted(await commands.saveProposal(context(), home.author, input));
    return () => commands.submitProposal(context(), home.author, input);
  }),
  saveProposal: atHome(beginnings, async (home) => {
    const input = { parishId: home.parishId, draftId: crypto.randomUUID(), proposal: text(home) };
    return () => commands.saveProposal(context(), home.author, input);
  }),
  changeProposal: atHome(reliesOnPower, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    const { revision } = await db().proposal.findUniqueOrThrow({ where: { id: proposalId } });
    const proposal = text(home);
    return () => commands.changeProposal(context(), home.author, { proposalId, revision, proposal });
  }),
  secondProposal: atHome(beginnings, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    const seconder = await resident(home, 0);
    return () => commands.secondProposal(context(), seconder, { proposalId });
  }),
  unsecondProposal: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    const seconder = await resident(home, 0);
    accepted(await commands.secondProposal(context(), seconder, { proposalId }));
    return () => commands.unsecondProposal(context(), seconder, { proposalId });
  }),
  withdrawProposal: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    return () => commands.withdrawProposal(context(), home.author, { proposalId });
  }),
  ruleInadmissible: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    const ruled = { proposalId, ground: "outside_scope", reasons: "Mill Lane is a private road." };
    return () => commands.ruleInadmissible(context(), home.convenor, ruled);
  }),
  addArgument: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putAndSecond(world, home, text(home));
    const argument = { proposalId, side: "against" as const, text: "The lorry wakes the street." };
    return () => commands.addArgument(context(), home.author, argument);
  }),
  reportArgument: atHome(always, async (home) => {
    const { id: proposalId } = await putAndSecond(world, home, text(home));
    const argumentId = await argue(world, home.author, proposalId, "The bins smell.");
    const report = { proposalId, argumentId, reason: "It names a child." };
    return () => commands.reportArgument(context(), home.observer, report);
  }),
  hideArgument: atHome(always, async (home) => {
    const { id: proposalId } = await putAndSecond(world, home, text(home));
    const argumentId = await argue(world, home.author, proposalId, "The bins smell.");
    return () =>
      commands.hideArgument(context(), home.convenor, { proposalId, argumentId, reason: "It names a child." });
  }),
  giveNotice: atHome(plannedOnPower, async (home) => {
    const notice = await discussed(home);
    return () => commands.giveNotice(context(), home.author, notice);
  }),
  callHallVote: atHome(plannedOnPower, async (home) => {
    const notice = { ...(await discussed(home)), hour: 19, minute: 0 };
    return () => commands.callHallVote(context(), home.convenor, notice);
  }),
  declareConflict: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    return () => commands.declareConflict(context(), home.convenor, { proposalId, reason: "I sell bins." });
  }),
  withdrawConflict: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    accepted(await commands.declareConflict(context(), home.convenor, { proposalId, reason: "I sell bins." }));
    return () => commands.withdrawConflict(context(), home.convenor, { proposalId });
  }),
  nameActingPerson: atHome(untilSunset, async (home) => {
    const { id: proposalId } = await putForward(world, home, text(home));
    accepted(await commands.declareConflict(context(), home.convenor, { proposalId, reason: "I sell bins." }));
    const { email } = await db().person.findUniqueOrThrow({ where: { id: home.residents[0] } });
    return () => commands.nameActingPerson(context(), home.officer, { proposalId, email: email as string });
  }),

  // The term
  callRenewalVote: atHome({ ...planned, sunset_alone: ["s43", "s40"], winding_up: ["s43", "s44"] }, async (home) => {
    await world.moveTo(atTime("2027-03-10", 12, 0));
    const call = { slug: home.slug, opensOn: earliestEventDay("2027-03-11", 14), months: 12 };
    return () => commands.callRenewalVote(context(), home.convenor, call);
  }),
  callEndingVote: atHome(planned, async (home) => {
    const opensOn = earliestEventDay(addDays(home.day, 1), 14);
    const call = { slug: home.slug, opensOn, endsOn: addDays(opensOn, 40) };
    return () => commands.callEndingVote(context(), home.convenor, call);
  }),
  confirmPower: atHome({ power_unconfirmed: stops("s43"), suspended: goesOn, revoked: goesOn }, async (home) => {
    await edges.power_unconfirmed(home, addDays(home.day, 30));
    const dutyId = await db().$transaction((tx) =>
      receiveDuty(tx, {
        kind: "renewal",
        councilId: home.councilId,
        parishId: home.parishId,
        proposalId: null,
        receivedAt: start,
        rules: actInForce,
        termDays: 365,
      }),
    );
    const answer = { dutyId, powerId: home.powerId, answer: "confirm" as const, ground: null, reasons: "" };
    return () => commands.confirmPower(context(), home.officer, answer);
  }),

  // Offices
  resignOffice: atHome(whileThereIsAParish, async (home) => {
    return () => commands.resignOffice(context(), home.convenor, { slug: home.slug });
  }),
  declareAbsence: atHome(whileThereIsAParish, async (home) => {
    const away = { slug: home.slug, from: addDays(home.day, 3), until: addDays(home.day, 10) };
    return () => commands.declareAbsence(context(), home.convenor, away);
  }),
  endAbsence: atHome(whileThereIsAParish, async (home) => {
    const away = { slug: home.slug, from: addDays(home.day, 3), until: addDays(home.day, 10) };
    accepted(await commands.declareAbsence(context(), home.convenor, away));
    return () => commands.endAbsence(context(), home.convenor, { slug: home.slug });
  }),
  volunteerForOffice: atHome(whileThereIsAParish, async (home) => {
    return () => commands.volunteerForOffice(context(), home.author, { slug: home.slug, office: "deputy" });
  }),
  stopVolunteering: atHome(whileThereIsAParish, async (home) => {
    const offer = { slug: home.slug, office: "deputy" as const };
    accepted(await commands.volunteerForOffice(context(), home.author, offer));
    return () => commands.stopVolunteering(context(), home.author, offer);
  }),
  nameDeputy: atHome(whileThereIsAParish, async (home) => {
    accepted(await commands.volunteerForOffice(context(), home.author, { slug: home.slug, office: "deputy" }));
    const named = { slug: home.slug, personId: idOf(home.author) };
    return () => commands.nameDeputy(context(), home.convenor, named);
  }),
  startRequisition: atHome(planned, async (home) => (await demanded(home)).begin),
  signRequisition: atHome(planned, async (home) => {
    const { which } = await demandedBy(home);
    return () => commands.signRequisition(context(), home.author, which);
  }),
  unsignRequisition: atHome(whileThereIsAParish, async (home) => {
    const { which } = await demandedBy(home);
    accepted(await commands.signRequisition(context(), home.author, which));
    return () => commands.unsignRequisition(context(), home.author, which);
  }),
  withdrawRequisition: atHome(whileThereIsAParish, async (home) => {
    const { which, starter } = await demandedBy(home);
    return () => commands.withdrawRequisition(context(), starter, which);
  }),

  // The handover
  addAsset: atHome(untilSunset, async (home) => (await ownedThing(home)).add),
  removeAsset: atHome(untilSunset, async (home) => {
    const { assetId } = await askedFor(home);
    const gone = { parishSlug: home.slug, assetId, reason: "They were stolen." };
    return () => commands.removeAsset(context(), home.convenor, gone);
  }),
  askReceiver: atHome(untilSunset, async (home) => (await askedFor(home)).ask),
  answerHandover: atHome({ ...untilSunset, sunset: stops("s45") }, async (home) => {
    const { ask, assetId, trustee } = await askedFor(home);
    accepted(await ask());
    const { id } = await db().handoverItem.findFirstOrThrow({ where: { subject: assetId } });
    const answer = { parishSlug: home.slug, items: [id], answer: "accepted" as const, reason: "" };
    return () => commands.answerHandover(context(), trustee, answer);
  }),
  // It begins with winding up.
  signOffHandover: atHome({ sunset: stops("s40"), winding_up: ["s45", "accepted"] }, async (home) => {
    return () => commands.signOffHandover(context(), home.convenor, { parishSlug: home.slug });
  }),

  // The review at half time
  addMeasurement: atHome(whileThereIsAParish, async (home) => {
    const { id } = await db().priorityAction.create({
      data: {
        parishId: home.parishId,
        position: 1,
        action: "Empty the bins",
        measure: "Bins found overflowing in a week",
        baseline: "9",
        target: "2",
        dueOn: toDateColumn(addDays(home.day, 90)),
      },
    });
    const figure = { priorityActionId: id, measuredOn: home.day, value: 4, source: "Counted by the school" };
    return () => commands.addMeasurement(context(), home.convenor, { parishSlug: home.slug, ...figure });
  }),
  publishMidTermReview: atHome(whileThereIsAParish, async (home) => () => reviewed(home)),
  addReviewEvidence: atHome(whileThereIsAParish, async (home) => {
    const evidence = { parishSlug: home.slug, text: "The school has counted the bins." };
    return () => commands.addReviewEvidence(context(), home.convenor, evidence);
  }),
  commentOnReview: atHome(whileThereIsAParish, async (home) => {
    accepted(await reviewed(home));
    const comment = { parishSlug: home.slug, text: "Mill Lane has never been cleaner." };
    return () => commands.commentOnReview(context(), home.observer, comment);
  }),
  hideReviewComment: atHome(always, async (home) => {
    accepted(await reviewed(home));
    const comment = { parishSlug: home.slug, text: "Mill Lane has never been cleaner." };
    const { commentId } = accepted(await commands.commentOnReview(context(), home.observer, comment));
    const hidden = { parishSlug: home.slug, commentId, reason: "It names a child." };
    return () => commands.hideReviewComment(context(), home.convenor, hidden);
  }),

  // Suspension
  // A parish without powers has none to take.
  orderSuspension: atHome({ ...untilSunset, revoked: stops("s12") }, async (home) => {
    const order = {
      parishSlug: home.slug,
      powerId: home.powers.verges as string,
      kind: "suspend" as const,
      ground: "unsafe",
      reasons: "Somebody fell over a flower bed that the parish had dug at night.",
      takesEffectOn: null,
    };
    return () => commands.orderSuspension(context(), home.officer, order);
  }),
  endSuspension: atHome(always, async (home) => {
    const order = await underOrder(home);
    return () => commands.endSuspension(context(), home.officer, order);
  }),
  appealSuspension: atHome(always, async (home) => {
    const order = await underOrder(home);
    return () => commands.appealSuspension(context(), home.convenor, order);
  }),
  decideAppeal: atHome(always, async (home) => {
    const order = await underOrder(home);
    accepted(await commands.appealSuspension(context(), home.convenor, order));
    const person = await makePerson(db(), { name: "Cora Commissioner" });
    await appoint(db(), person.id, "commissioner", null, "Commissioner");
    const commissioner = await home.actorOf(person.id);
    return () => commands.decideAppeal(context(), commissioner, { ...order, finding: "set_aside" });
  }),

  // The Commissioner
  contestCount: onDocket(always, "litter", async ({ proposalId }) => {
    const { voteId, voter } = await counted(proposalId);
    return () => commands.contestCount(context(), voter, { voteId, reasons: "It is wrong.", receipt: "" });
  }),
  directRecount: onDocket(always, "litter", async ({ proposalId }) => {
    const { voteId, voter } = await counted(proposalId);
    accepted(await commands.contestCount(context(), voter, { voteId, reasons: "It is wrong.", receipt: "" }));
    const commissioner = await makeHolder("commissioner");
    return () => commands.directRecount(context(), commissioner, { voteId });
  }),
  contestInadmissibility: atHome(
    { ...always, sunset: untilSunset.sunset, sunset_alone: untilSunset.sunset_alone },
    async (home) => {
      const proposalId = await ruledOut(home);
      return () => commands.contestInadmissibility(context(), home.author, { proposalId, reasons: "It is clear." });
    },
  ),
  fileStatement: atHome(always, async (home) => {
    const order = await underOrder(home);
    accepted(await commands.appealSuspension(context(), home.convenor, order));
    const matter = { kind: "suspension", id: order.suspensionId, side: "claimant" } as const;
    return () => commands.fileStatement(context(), home.convenor, { ...matter, text: "We were not heard." });
  }),
  publishFinding: atHome(always, async (home) => {
    const proposalId = await ruledOut(home);
    accepted(await commands.contestInadmissibility(context(), home.author, { proposalId, reasons: "It is clear." }));
    const commissioner = await makeHolder("commissioner");
    const finding = { kind: "inadmissibility", id: proposalId, isUpheld: true, newDay: null } as const;
    return () => commands.publishFinding(context(), commissioner, { ...finding, reasons: "It is clear enough." });
  }),

  // What the council owes
  acknowledgeDuty: onDocket(always, "verges", async ({ dutyId }) => {
    return () => commands.acknowledgeDuty(context(), chamber.officer, { dutyId });
  }),
  dateDuty: onDocket(always, "verges", async ({ dutyId, day }) => {
    return () => commands.dateDuty(context(), chamber.officer, { dutyId, willAnswerOn: addDays(day, 20) });
  }),
  // No pause reaches past the sunset, so near it there is none.
  pauseDuty: onDocket({ ...always, sunset: ["s34", "s34"], winding_up: ["s34", "s34"] }, "verges", async (owed) => {
    const pause = { dutyId: owed.dutyId, reason: "needs_survey", until: addDays(owed.day, 14) };
    return () => commands.pauseDuty(context(), chamber.officer, pause);
  }),
  // What was decided before the parish wound up, in the one case because it never does.
  answerDecision: onDocket(
    { ...always, sunset: undefined, sunset_alone: goesOn },
    "litter",
    async (_owed, answer) => () => answer(),
  ),
  giveConsent: onDocket(untilSunset, "verges", async ({ proposalId, seconders }, answer) => {
    accepted(await answer("Wild flowers are sown on half of the verge."));
    const seconder = seconders[0] as Actor;
    return () => commands.giveConsent(context(), seconder, { proposalId, isConsent: true });
  }),
  recordProgress: onDocket(always, "litter", async ({ dutyId }, answer) => {
    accepted(await answer());
    const progress = { step: "under_way" as const, words: "The bins are ordered." };
    return () => commands.recordProgress(context(), chamber.officer, { dutyId, progress });
  }),
  reportDelivery: onDocket(untilSunset, "litter", async ({ proposalId, seconders }, answer) => {
    accepted(await answer());
    const { id: commitmentId } = await db().commitment.findFirstOrThrow({ where: { proposalId } });
    const report = { commitmentId, isDone: false, text: "There is no bin in Mill Lane.", file: null };
    return () => commands.reportDelivery(context(), seconders[0] as Actor, report);
  }),
  hideDelivery: onDocket(always, "litter", async ({ proposalId, seconders }, answer) => {
    accepted(await answer());
    const shown = await reported(proposalId, seconders[0] as Actor);
    const hiding = { ...shown, ground: "person" as const, reason: "It names a child." };
    return () => commands.hideDelivery(context(), chamber.officer, hiding);
  }),
  showDelivery: onDocket(always, "litter", async ({ proposalId, seconders }, answer) => {
    accepted(await answer());
    const shown = await reported(proposalId, seconders[0] as Actor);
    const hiding = { ...shown, ground: "person" as const, reason: "It names a child." };
    accepted(await commands.hideDelivery(context(), chamber.officer, hiding));
    const operator = await makeHolder("operator");
    return () => commands.showDelivery(context(), operator, shown);
  }),
  answerReport: onDocket(always, "litter", async ({ proposalId, seconders }, answer) => {
    accepted(await answer());
    const shown = await reported(proposalId, seconders[0] as Actor);
    return () => commands.answerReport(context(), chamber.officer, { ...shown, answer: "It comes on Monday." });
  }),
  measureOutcome: onDocket(always, "litter", async ({ proposalId, day }) => {
    const figure = { measuredOn: day, value: 4, source: "Counted by the school" };
    return () => commands.measureOutcome(context(), chamber.officer, { proposalId, figure });
  }),
  importMeasurements: onDocket(always, "litter", async ({ proposalId, day }) => {
    const list = { proposalId, csv: `${day},4,Counted by the school`, isPreview: false };
    return () => commands.importMeasurements(context(), chamber.officer, list);
  }),
  reviewOutcome: onDocket(always, "litter", async ({ dutyId, proposalId }, answer) => {
    accepted(await answer());
    await db().proposal.update({ where: { id: proposalId }, data: { doneAt: await world.app.now() } });
    const review = { dutyId, outcome: "keep" as const, measured: "Two bins", finding: "It works." };
    return () => commands.reviewOutcome(context(), chamber.officer, review);
  }),
};

/** A resident's report on the one commitment of a decision. */
async function reported(proposalId: string, who: Actor) {
  const { id: commitmentId } = await db().commitment.findFirstOrThrow({ where: { proposalId } });
  const report = { commitmentId, isDone: false, text: "There is no bin in Mill Lane.", file: null };
  return { commitmentId, shownId: accepted(await commands.reportDelivery(context(), who, report)).reportId };
}

/** Commands of the table that people give for themselves. Everything else in it is done in a post or an office, and leaves a line in the audit log. */
const doneAsResident = new Set([
  "contestCount",
  "contestInadmissibility",
  "submitProposal",
  "saveProposal",
  "changeProposal",
  "secondProposal",
  "unsecondProposal",
  "withdrawProposal",
  "addArgument",
  "reportArgument",
  "reportDelivery",
  "giveNotice",
  "volunteerForOffice",
  "stopVolunteering",
  "startRequisition",
  "signRequisition",
  "unsignRequisition",
  "withdrawRequisition",
  "answerHandover",
  "commentOnReview",
  "contestCount",
  "contestInadmissibility",
  "giveConsent",
]);

const ownAccount = "It is about a person's own account, and no parish comes into it.";
const ownHome = "Where somebody lives is true whatever becomes of the parishes there.";
const founding = "It founds a parish, which holds no power yet; a parish that is approved is past it.";
const shared = "It is what several commands share; each of them is in the table.";
const ownVotes =
  "It carries out a vote that has opened, which goes on to its end; only opening asks, and is tested below.";
const rulesOfCouncil = "It is about the council, its wards or its rules to come, and acts in no parish.";
const ownDesk =
  "It is what officers keep to themselves about a duty, which is owed after the sunset too; it acts in no parish.";
const running = "The operator keeps the programme running with it; it decides nothing in a parish.";

/** Commands that need no power of a parish and no parish that lives, each with the reason. */
const needsNoPower: Record<string, string> = {
  actOnDuty: shared,
  actOnOffices: shared,
  changeDraft: shared,
  claimToDecide: shared,
  planVote: shared,
  checkProposal: "It says what the Act says and writes nothing.",
  checkSchedule: "It says what the Act says and writes nothing.",
  whyNotOnRoll: "It says what the Act says and writes nothing.",
  untilNextVote: "It tells when the next vote is due and writes nothing.",
  announceDates: "It tells people of dates that have come, and decides nothing.",
  makeBallotDesk: ownVotes,
  openVote: "It asks whether the parish may vote: tested below.",
  settleVotes: "It opens votes by openVote, and closes those that are open.",
  closeVote: ownVotes,
  growLog: ownVotes,
  acknowledgeDuties: "It acknowledges by acknowledgeDuty, one after the other.",
  assignDuty: ownDesk,
  noteDuty: ownDesk,
  removeNote: ownDesk,
  saveAnswerDraft: ownDesk,
  dropAnswerDraft: ownDesk,
  saveAnswerTemplate: ownDesk,
  removeAnswerTemplate: ownDesk,
  voteForPaper: shared,
  findResidents: rulesOfCouncil,
  registerAssisted: rulesOfCouncil,
  offerPaper:
    "It is about a vote that has been announced, and asks by itself whether its result would come in time; opening asks the rest.",
  issuePaper: ownVotes,
  enterPaperCount: ownVotes,
  enterPaperSupport: "It is supportParish for somebody who signed a paper, by the same lines.",
  enterPaperSeconder: "It is secondProposal for somebody who signed a paper, by the same lines.",
  enterPaperSupportWithdrawal: "It is withdrawSupport for somebody who signed a paper, by the same lines.",
  enterPaperWithdrawal: "It is unsecondProposal for somebody who signed a paper, by the same lines.",
  enterPaperConsent: "It is giveConsent for somebody who signed a paper, by the same lines.",
  addCouncil: rulesOfCouncil,
  importPlaces: rulesOfCouncil,
  makeSchedule: rulesOfCouncil,
  setElectorate: rulesOfCouncil,
  startDraft: founding,
  saveCharter: founding,
  setOffice: founding,
  joinFounders: founding,
  leaveFounders: founding,
  openGathering: founding,
  supportParish: founding,
  withdrawSupport: founding,
  withdrawParish: founding,
  reviewPowerRequest: founding,
  completeCharterReview: founding,
  scheduleCharterVote: founding,
  claimResidency: ownHome,
  endResidency: ownHome,
  confirmResidency: ownHome,
  refuseResidency: ownHome,
  issuePostedCode: ownHome,
  writeLetters: ownHome,
  decideClaims: ownHome,
  revokeResidency: ownHome,
  exportClaims: ownHome,
  enterPostedCode: ownHome,
  namePerson: ownAccount,
  chooseNotices: ownAccount,
  makeFeedToken: ownAccount,
  dropFeedToken: ownAccount,
  endLetters: ownAccount,
  tryAddressAgain: ownAccount,
  requestSignInCode: ownAccount,
  signInWithCode: ownAccount,
  issueSignInLink: ownAccount,
  signInWithLink: ownAccount,
  signInAs: ownAccount,
  appointPerson: running,
  dismissPerson: running,
  appointToPost: running,
  endPost: running,
  retryJob: running,
  reviewTrial: "It is about what becomes of a power itself, and asks for its trial: tested in delivery.test.ts.",
  moveClock: "In simulation it moves the clock itself.",
};

/** Everything in the commands' folder that acts by itself: functions that are given the context, or the queue of jobs, and no transaction. */
function allCommands(): string[] {
  const folder = new URL("../../server/commands/", import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const declared = /^export (?:async )?function (\w+)(?:<[^>]*>)?\(\s*(?:context|jobs): /gm;
  return sources.flatMap((source) => [...source.matchAll(declared)].map((found) => found[1] as string));
}

/** A fingerprint of every row, apart from how often somebody has asked. */
async function everything(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('session', 'rate_limit') ORDER BY 1",
  );
  const sums = tables.map(({ name }) => `SELECT '${name}' AS name, sum(hashtextextended(t::text, 0)) FROM "${name}" t`);
  return JSON.stringify(await world.sql(`${sums.join(" UNION ALL ")} ORDER BY name`));
}

async function expectRefused(run: () => Promise<Outcome<unknown>>, section: SectionId): Promise<void> {
  const before = await everything();
  const refused = refusalOf(await run());
  expect(refused.section).toBe(section);
  expect(refused.message).toMatch(/\w\.$/);
  expect(await everything()).toBe(before);
}

describe("every command", () => {
  inOwnWorld();

  it("is in the table, or in the list of those that need no power", () => {
    const known = [...Object.keys(table), ...Object.keys(needsNoPower)];
    expect(known.toSorted()).toEqual(allCommands().toSorted());
  });

  const cells = Object.entries(table).flatMap(([command, row]) =>
    edgeNames.flatMap((edge) => {
      const fate = row.fates[edge];
      return fate ? [{ ...row, command, edge, fate, words: fate === goesOn ? "goes on" : fate.join(", then ") }] : [];
    }),
  );

  it.each(cells)("$command at $edge: $words", async ({ command, prepare, edge, fate: [before, from] }) => {
    const { place, run } = await prepare();
    const instant = await bring(edge, place);
    // What is refused writes nothing, so the very same request is then sent to the very same rows at the other side of the instant.
    const sides = [
      { at: instant, standing: from },
      { at: secondBefore(instant), standing: before },
    ];
    for (const { at, standing } of sides) {
      if (standing === "accepted") continue;
      await world.moveTo(at);
      await expectRefused(run, standing);
    }
    const side = sides.find(({ standing }) => standing === "accepted");
    if (!side) return;
    await world.moveTo(side.at);
    const linesBefore = await db().auditLine.count();
    accepted(await run());
    const lines = (await db().auditLine.count()) - linesBefore;
    expect(lines, "lines in the audit log").toBe(doneAsResident.has(command) ? 0 : 1);
  });
});

describe("a vote that was announced", () => {
  inOwnWorld();

  /** A proposal under the litter power that may be voted on. */
  async function readied(home: Home): Promise<string> {
    const { id } = await putAndSecond(world, home, text(home));
    await db().proposal.update({ where: { id }, data: { noticeAt: start } });
    return id;
  }

  /** An hour's vote on it, put straight into the database: whoever plans one is refused, as the table shows. */
  function announced(home: Home, proposalId: string, opensAt: Date) {
    const closesAt = new Date(opensAt.getTime() + 3_600_000);
    return makeVote(world, { parishId: home.parishId, proposalId, opensAt, closesAt });
  }

  const barred: [Edge, RegExp][] = [
    ["sunset", /^This parish has ended\./],
    ["winding_up", /No new vote may open\.$/],
    ["suspended", /^The council has suspended this parish/],
    ["revoked", /^The council has revoked this parish/],
    ["power_lapsed", /^This power ended/],
    ["power_suspended", /^This power has been suspended/],
    ["power_unconfirmed", /^This power ended/],
  ];

  it.each(barred)("does not open at %s, whoever asks first, and says why", async (edge, why) => {
    const home = await makeHome();
    const proposalId = await readied(home);
    const instant = await bring(edge, home);
    const vote = await announced(home, proposalId, instant);
    await world.moveTo(secondBefore(instant));
    expect(await commands.openVote(context(), vote.id)).toBe("not_yet");
    await world.moveTo(instant);
    expect(refusalOf(await castAs(world, home.residents[0] as string, vote.id, "for")).code).toBe("closed");
    const after = await db().vote.findUniqueOrThrow({ where: { id: vote.id } });
    expect(after).toMatchObject({ openedAt: null, rollSize: null, cancelledAt: instant });
    expect(after.cancelledReason).toMatch(why);
    const last = await db().minuteEntry.findFirst({ where: { parishId: home.parishId }, orderBy: { number: "desc" } });
    expect(last).toMatchObject({ kind: "vote_cancelled", at: instant, body: { vote: vote.id } });
  });

  // Winding up and the sunset come to no vote that is open: none can be planned so late.
  it.each(["suspended", "revoked", "power_lapsed", "power_suspended", "power_unconfirmed"] as const)(
    "and opened one second before %s goes on to its end, and what it decides goes to the council",
    async (edge) => {
      const home = await makeHome();
      const proposalId = await readied(home);
      const instant = await bring(edge, home);
      const vote = await announced(home, proposalId, secondBefore(instant));
      // Nobody asks for it until the edge has come: that it opened in time follows from its instant.
      await world.moveTo(instant);
      for (const id of home.residents) accepted(await castAs(world, id, vote.id, "for"));
      await world.moveTo(vote.closesAt);
      await commands.settleVotes(context());
      expect(await db().duty.count({ where: { proposalId } })).toBe(1);
    },
  );

  it("does not open after an earlier end was decided, even when the first to come is a voter", async () => {
    const home = await makeHome();
    const opensOn = earliestEventDay(home.day, 14);
    const endsOn = addDays(opensOn, 40);
    const { voteId } = accepted(
      await commands.callEndingVote(context(), home.convenor, { slug: home.slug, opensOn, endsOn }),
    );
    const ending = await db().vote.findUniqueOrThrow({ where: { id: voteId } });
    await world.moveTo(ending.opensAt);
    for (const id of home.residents) accepted(await castAs(world, id, voteId, "for"));
    // It would have opened while the parish winds up; nobody has counted the other one.
    const late = await announced(home, await readied(home), atTime(addDays(endsOn, -7), 8, 0));
    await world.moveTo(late.opensAt);
    expect(refusalOf(await castAs(world, home.residents[0] as string, late.id, "for")).code).toBe("closed");
    const { sunsetAt } = await db().parish.findUniqueOrThrow({ where: { id: home.parishId } });
    expect(sunsetAt).toEqual(startOfDay(endsOn));
    const after = await db().vote.findUniqueOrThrow({ where: { id: late.id } });
    expect(after).toMatchObject({ openedAt: null, cancelledAt: ending.closesAt });
    expect(after.cancelledReason).toMatch(/^Residents voted to end the parish/);
  });
});

describe("the calendar", () => {
  inOwnWorld();

  // The days on which the clocks change are Sundays; both changes come after the sunset, at one in the morning UTC.
  it.each([
    ["on the Sunday on which the clocks go forward", "2026-09-28", 6, "2027-02-28T00:00:00Z", "2027-03-28T00:00:00Z"],
    ["on the Sunday on which the clocks go back", "2027-07-31", 3, "2027-10-15T23:00:00Z", "2027-10-30T23:00:00Z"],
    ["on 29 February", "2027-08-29", 6, "2028-02-01T00:00:00Z", "2028-02-29T00:00:00Z"],
    [
      "on the last day of February, for a parish that began on 29 February",
      "2024-02-29",
      12,
      "2025-01-31T00:00:00Z",
      "2025-02-28T00:00:00Z",
    ],
  ] as const)("sets the sun to the second %s", async (_when, begins, termMonths, windsUp, sets) => {
    await world.moveTo(atTime(begins, 12, 0));
    const here = await makeNeighbourhood(world, { people: 4, startsOn: begins, termMonths });
    const draft = () =>
      commands.saveProposal(context(), here.author, {
        parishId: here.parishId,
        draftId: crypto.randomUUID(),
        proposal: proposalText(here),
      });
    const asset = (name: string) =>
      commands.addAsset(context(), here.convenor, { parishSlug: here.slug, name, description: "" });
    const windingUpFrom = new Date(windsUp);
    const sunsetAt = new Date(sets);

    await world.moveTo(windingUpFrom);
    await expectRefused(draft, "s44");
    await world.moveTo(secondBefore(windingUpFrom));
    accepted(await draft());

    await world.moveTo(sunsetAt);
    await expectRefused(draft, "s40");
    await expectRefused(() => asset("Litter pickers"), "s40");
    await world.moveTo(secondBefore(sunsetAt));
    accepted(await asset("Litter pickers"));
    // One more second, and the hour that the clocks skip or repeat changes nothing.
    for (const hours of [0, 1, 2, 3]) {
      await world.moveTo(new Date(sunsetAt.getTime() + hours * 3_600_000));
      await expectRefused(() => asset("Brooms"), "s40");
    }
  });
});
