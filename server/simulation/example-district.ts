import { randomUUID } from "node:crypto";
import { scheduleProblems } from "~/domain/act/schedule-problems";
import { accounts, type ExampleAccount } from "../../prisma/scenarios/wexcombe/accounts";
import { assistedResidents, assistedSince, newcomers, templates } from "../../prisma/scenarios/wexcombe/council-work";
import { millbrookDays, millbrookGreen, millbrookProposals } from "../../prisma/scenarios/wexcombe/millbrook-green";
import { otherParishes } from "../../prisma/scenarios/wexcombe/other-parishes";
import {
  councils,
  lastConfirmedOn,
  laterResidents,
  mainRoll,
  type PlannedWard,
  schedules,
  wards,
} from "../../prisma/scenarios/wexcombe/places";
import { addCouncil } from "../commands/add-council";
import { appointPerson } from "../commands/appoint-person";
import { claimResidency } from "../commands/claim-residency";
import { appendMinute } from "../commands/minute-book";
import { registerAssisted } from "../commands/register-assisted";
import { countRollOf, keepsRoll } from "../commands/residency-record";
import { saveAnswerTemplate } from "../commands/save-answer-template";
import { setElectorate } from "../commands/set-electorate";
import type { Application } from "../container";
import { instant } from "../persistence/db";
import { parishStateOf } from "../queries/find-parish";
import { makeHistory } from "./history";
import { liveCharter } from "./live-charter";
import { liveProposal, sittingOffset } from "./live-proposal";
import { residentName } from "./names";
import { insertResidents, simulatedMailDomain } from "./simulated-residents";
import { account, actorOf, known, must, officerOf, type Town, wardOf } from "./town";

/** The history begins so many days before today: about fourteen months. */
const historyDays = 425;
const accountMailDomain = "wexcombe.example";
/** The open votes opened about so long ago, so that days are left in which to vote. */
const openedAbout = { ordinary: -2, spending: -4, charter: -3 };

/** Whether there is nobody and nothing yet, so that an example district may be loaded. */
export async function isEmptyDeployment(app: Application): Promise<boolean> {
  const [councilCount, personCount] = await Promise.all([app.db.council.count(), app.db.person.count()]);
  return councilCount === 0 && personCount === 0;
}

/**
 * Loads the invented example district into an empty deployment. Its parishes live through fourteen months: every step is taken by the
 * command that a person would use, on the day on which it happened, with the deployment's clock moved back and then forward to now. So
 * every deadline, ruling and minute in it is real. At the end the clock shows real time.
 *
 * @param say takes lines for the person who waits
 */
export async function loadExampleDistrict(
  app: Application,
  say: (line: string) => void = (line) => console.log(line),
): Promise<void> {
  if (!app.env.isSimulated) throw new Error("the example district belongs to the simulation");
  const startedMs = performance.now();
  say("Loading the example district: two councils, fourteen months, a few seconds.");
  const history = makeHistory(app.context);
  const town: Town = {
    app,
    history,
    wards: new Map(),
    officers: new Map(),
    actors: new Map(),
    accounts: new Map(),
    assisted: [],
  };

  history.plan("places", history.at(-historyDays, 9), () => settlePlaces(town));
  for (const [index, { on, ward, residents }] of laterResidents.entries()) {
    history.plan("residents", history.at(on, 9, index), () => confirm(town, ward, residents));
  }
  history.plan("residents", history.at(lastConfirmedOn, 9), async () => {
    const [first, ...others] = millbrookGreen.wards;
    const there = [first as string, ...others].reduce((sum, key) => sum + wardOf(town, key).residents.length, 0);
    const named = accounts.filter((one) => one.ward && millbrookGreen.wards.includes(one.ward)).length;
    await confirm(town, first as string, mainRoll - named - there - town.assisted.length);
  });
  history.plan("residents", history.at(assistedSince, 11), () => helpResidents(town));
  for (const newcomer of newcomers) {
    history.plan("residents", history.at(newcomer.on, 18), () => claimHome(town, newcomer));
  }

  const opened = {
    ordinary: sittingOffset(town, openedAbout.ordinary),
    spending: sittingOffset(town, openedAbout.spending),
    charter: sittingOffset(town, openedAbout.charter),
  };
  const millbrook = { text: millbrookGreen, days: millbrookDays, proposals: millbrookProposals(opened) };
  for (const { text, days, proposals = [] } of [millbrook, ...otherParishes(opened)]) {
    const parish = liveCharter(town, text, days);
    for (const [line, proposal] of proposals.entries()) {
      liveProposal(town, parish, line, proposal.author ?? null, proposal.text, proposal.days);
    }
  }

  await history.play(history.at(-historyDays, 8), say);
  say(`The example district is ready, after ${((performance.now() - startedMs) / 1000).toFixed(0)} seconds.`);
}

/** Councils with their wards and schedules, everybody with an example account, and the first residents. */
async function settlePlaces(town: Town): Promise<void> {
  const { db, context } = town.app;
  const now = await instant(db);
  for (const { population, ...facts } of councils) {
    must(facts.name, await addCouncil(context, facts));
    const council = await db.council.update({ where: { slug: facts.slug }, data: { population } });
    const parameters = schedules[facts.slug] ?? {};
    const [problem] = scheduleProblems(parameters);
    if (problem) throw new Error(`the schedule of ${facts.name}: ${problem.message}`);
    await db.schedule.create({
      data: { councilId: council.id, version: 1, commencesAt: now, madeAt: now, parameters },
    });
    for (const ward of wards.filter((one) => one.council === facts.slug)) {
      const { key, name, gss } = ward;
      const made = await db.ward.create({ data: { councilId: council.id, name, gss, vintage: 2023 } });
      town.wards.set(key, { id: made.id, gss, residents: [] });
    }
  }
  // Officers come first: they confirm where the others live.
  for (const one of accounts.filter((some) => some.role)) await makeAccount(town, one);
  for (const one of accounts.filter((some) => !some.role)) await makeAccount(town, one);
  for (const ward of wards) await recordElectorate(town, ward);
  for (const ward of wards) await confirm(town, ward.key, ward.residents);
}

/** Residents without e-mail come to the council's desk, and its officers write down how they answer. */
async function helpResidents(town: Town): Promise<void> {
  const { db, context } = town.app;
  const officer = await officerOf(town, "wexcombe");
  const { id: councilId } = known(await db.council.findUnique({ where: { slug: "wexcombe" } }), "council");
  for (const { ward, ...facts } of assistedResidents) {
    const person = { councilId, request: randomUUID(), ward: wardOf(town, ward).gss, isAged16: true, isAnother: false };
    town.assisted.push(must(facts.name, await registerAssisted(context, officer, { ...person, ...facts })).personId);
  }
  for (const template of templates) {
    const input = { councilId, templateId: randomUUID(), revision: 0, ...template };
    must(template.name, await saveAnswerTemplate(context, officer, input));
  }
}

/** Somebody new says where they live. */
async function claimHome(town: Town, { name, ward, address }: (typeof newcomers)[number]): Promise<void> {
  const { db, context } = town.app;
  const id = randomUUID();
  const email = `${id.slice(0, 8)}@${simulatedMailDomain}`;
  await db.person.create({ data: { id, email, name, createdAt: await instant(db) } });
  const home = { ward: wardOf(town, ward).gss, address, isAged16: true, isMoving: false };
  must(name, await claimResidency(context, await actorOf(town, id), home));
}

async function makeAccount(town: Town, { slug, name, ward, role }: ExampleAccount): Promise<void> {
  const { db, context } = town.app;
  const email = `${slug}@${accountMailDomain}`;
  if (role) {
    const { kind, post, council } = role;
    // The first officer of each council may appoint the others.
    const mayAppoint = kind === "officer" && council !== undefined && !town.officers.has(council);
    must(name, await appointPerson(context, { email, name, kind, post, councilSlug: council, mayAppoint }));
  } else await db.person.create({ data: { email, name, createdAt: await instant(db) } });
  const person = await db.person.update({ where: { email }, data: { slug } });
  town.accounts.set(slug, person.id);
  if (role?.kind === "officer" && role.council && !town.officers.has(role.council)) {
    town.officers.set(role.council, person.id);
  }
  if (!ward) return;
  const at = await instant(db);
  await db.residency.create({
    data: {
      personId: person.id,
      wardId: wardOf(town, ward).id,
      isAged16: true,
      claimedAt: at,
      confirmedAt: at,
      confirmedBy: "officer",
      confirmedById: account(town, "officer"),
    },
  });
}

async function recordElectorate(town: Town, ward: PlannedWard): Promise<void> {
  const { gss, electorate, council } = ward;
  const source = "Invented register of electors";
  const on = town.history.day(-historyDays);
  const officer = await officerOf(town, council);
  must(ward.name, await setElectorate(town.app.context, officer, { ward: gss, electorate, source, on }));
}

/**
 * Confirms many invented residents of a ward at once, and counts them in the minute book of every live parish there under the
 * officer's name, as each single confirmation is.
 */
async function confirm(town: Town, key: string, count: number): Promise<void> {
  const ward = wardOf(town, key);
  const council = wards.find((one) => one.key === key)?.council ?? "";
  const officer = await officerOf(town, council);
  const before = [...town.wards.values()].reduce((sum, one) => sum + one.residents.length, 0);
  const ids = await town.app.db.$transaction(async (tx) => {
    await tx.$queryRaw`
      SELECT parish.id FROM parish JOIN parish_ward ON parish_ward.parish_id = parish.id
      WHERE parish_ward.ward_id = ${ward.id}::uuid ORDER BY parish.id FOR NO KEY UPDATE OF parish`;
    const at = await instant(tx);
    const made = await insertResidents(tx, ward.id, count, {
      at,
      confirmedById: officer.personId ?? undefined,
      nameOf: (index) => residentName(before + index),
    });
    const parishes = await tx.parish.findMany({ where: { wards: { some: { wardId: ward.id } } } });
    for (const parish of parishes) {
      if (!keepsRoll(parishStateOf(parish, at))) continue;
      const roll = await countRollOf(tx, parish.id);
      await appendMinute(tx, parish.id, at, "residents_confirmed", {
        count,
        way: "officer",
        officer: officer.name,
        roll,
      });
    }
    return made;
  });
  ward.residents.push(...ids);
}
