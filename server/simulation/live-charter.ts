import type { LegalWrapper } from "~/domain/act/s12-register";
import { earliestOpening } from "~/domain/act/s21-notice";
import type { CharterContent } from "~/domain/parish/founding";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { acknowledgeDuty } from "../commands/acknowledge-duty";
import { addMeasurement } from "../commands/add-measurement";
import { completeCharterReview } from "../commands/complete-charter-review";
import { dateDuty } from "../commands/date-duty";
import { joinFounders } from "../commands/join-founders";
import { openGathering } from "../commands/open-gathering";
import { reviewPowerRequest } from "../commands/review-power-request";
import { type CharterChange, saveCharter } from "../commands/save-charter";
import { scheduleCharterVote } from "../commands/schedule-charter-vote";
import { setOffice } from "../commands/set-office";
import { startDraft } from "../commands/start-draft";
import { supportParish } from "../commands/support-parish";
import { withdrawParish } from "../commands/withdraw-parish";
import { findParish } from "../queries/find-parish";
import { loadCharter, versionOf } from "../queries/get-draft";
import { type Counts, castFor } from "./cast-for";
import { account, actorOf, forgetActor, known, must, officerOf, type Town, wardOf } from "./town";

const pencePerPound = 100;

/** A power that a charter asks for, and what the council says to it. */
export interface PowerAsked {
  catalogueId: string;
  scope: string;
  budgetYearPounds: number;
  verdict:
    | { grant: { budgetDecisionPounds: number; conditions?: string; isTrial?: boolean; wrapper?: LegalWrapper } }
    | { refuse: { ground: string; reasons: string } };
}

/** The text of a charter. Days are counted from today. */
export interface CharterText {
  name: string;
  council: string;
  /** Keys of its wards. The first is the founders' own. */
  wards: readonly string[];
  problem: string;
  endPoint: string;
  startsOn: number;
  termMonths: number;
  actions: readonly { action: string; measure: string; baseline: string; target: string; dueOn: number }[];
  powers: readonly PowerAsked[];
  money?: { pounds: number; type: "capital" | "revenue" | "one_off"; purpose: string };
  receiver: string;
  receiverTakes: string;
  /** Example accounts who found and lead the parish; others who live there are taken where there are none. */
  convenor?: string;
  deputy?: string;
  coFounders?: readonly string[];
}

/** When each step of the founding happens, in days from today. Founding goes as far as there are days. */
export interface CharterDays {
  drafted: number;
  opened?: number;
  /** When supporters come, and how many; enough when left out. */
  supported?: { on: number; supporters?: number };
  withdrawn?: number;
  acknowledged?: number;
  /** The first power is decided on and nothing else. */
  reviewBegun?: number;
  reviewed?: number;
  noticed?: number;
  /** When the vote opens, where that is not the earliest day. */
  opensOn?: number;
  vote?: Counts;
  /** What was measured of a priority action, by its place in the charter. */
  measured?: readonly { on: number; action: number; value: number; source: string }[];
}

/** A parish while its history is played. */
export interface LivingParish {
  name: string;
  council: string;
  wards: readonly string[];
  /** Known once its draft was started. */
  slug: string;
  id: string;
  convenorId: string;
  deputyId: string;
}

const founders = 4;
/** Residents from here on in a ward's line are founders; those before are left for other parts in the history. */
const firstFounder = 0;
const firstSupporter = 10;
const firstVoter = 5;

/**
 * Plans the founding of a parish from its draft as far as its days go. Every step is the command that a person would use.
 *
 * @returns the parish, whose address and identifier are known once the history has reached its draft
 */
export function liveCharter(town: Town, text: CharterText, days: CharterDays): LivingParish {
  const { history } = town;
  const { db, context } = town.app;
  const lane = text.name;
  const residents = () => wardOf(town, text.wards[0] as string).residents;
  const parish: LivingParish = {
    name: text.name,
    council: text.council,
    wards: text.wards,
    slug: "",
    id: "",
    convenorId: "",
    deputyId: "",
  };
  const plan = (on: number | undefined, hour: number, work: () => Promise<unknown>) => {
    if (on !== undefined) history.plan(lane, history.at(on, hour), work);
  };
  const dutyId = async () =>
    known(await db.duty.findFirst({ where: { parishId: parish.id, kind: "charter_review" } }), "review").id;

  plan(days.drafted, 18, async () => {
    const others = residents().slice(firstFounder, firstFounder + founders);
    const named = [text.convenor, text.deputy, ...(text.coFounders ?? [])].flatMap((slug) =>
      slug ? [account(town, slug)] : [],
    );
    const signatories = [...named, ...others].slice(0, Math.max(founders, named.length));
    [parish.convenorId, parish.deputyId] = [signatories[0] as string, signatories[1] as string];
    const first = await actorOf(town, parish.convenorId);
    parish.slug = must(`starting ${text.name}`, await startDraft(context, first, { name: text.name })).slug;
    parish.id = known(await db.parish.findUnique({ where: { slug: parish.slug } }), text.name).id;
    await writeAim();
    if (days.opened === undefined) return;
    // Founders live in the area, so it is drawn before others join.
    await save({ part: "area", wardIds: text.wards.map((key) => wardOf(town, key).id) });
    for (const founder of signatories.slice(1)) {
      must("joining", await joinFounders(context, await actorOf(town, founder), { slug: parish.slug }));
    }
    await writeCharter();
  });

  /** Saves parts of the charter one after the other, each over the wording that is there. */
  async function save(...changes: CharterChange[]): Promise<void> {
    const actor = await actorOf(town, parish.convenorId);
    const { charter } = await load();
    for (const change of changes) {
      const version = versionOf(charter, change.part);
      must(`${change.part} of ${text.name}`, await saveCharter(context, actor, { slug: parish.slug, version, change }));
    }
  }

  async function load() {
    const found = known(await findParish(db, parish.slug, await town.app.now()), text.name);
    return { charter: await loadCharter(db, found) };
  }

  async function writeAim(): Promise<void> {
    await save({ part: "aim", name: text.name, problem: text.problem, endPoint: text.endPoint });
  }

  async function writeCharter(): Promise<void> {
    const money: CharterContent["money"] = text.money
      ? { amountPence: text.money.pounds * pencePerPound, moneyType: text.money.type, moneyPurpose: text.money.purpose }
      : { amountPence: 0, moneyType: "none", moneyPurpose: "" };
    await save(
      { part: "term", startsOn: history.day(text.startsOn), termMonths: text.termMonths },
      { part: "powers", catalogueIds: text.powers.map(({ catalogueId }) => catalogueId) },
      { part: "money", ...money },
      { part: "publicity", ordinaryPublicity: "open", spendingPublicity: "turnout" },
      { part: "sunset", receiverName: text.receiver, receiverTakes: text.receiverTakes },
    );
    // These two are checked against what was saved just now: the powers asked for, and the term.
    await save(
      {
        part: "scopes",
        scopes: text.powers.map(({ catalogueId, scope, budgetYearPounds }) => ({
          catalogueId,
          scope,
          budgetYearPence: budgetYearPounds * pencePerPound,
        })),
      },
      {
        part: "actions",
        priorityActions: text.actions.map(({ dueOn, ...action }) => ({ ...action, dueOn: history.day(dueOn) })),
      },
    );
    const { charter } = await load();
    must(
      `offices of ${text.name}`,
      await setOffice(context, await actorOf(town, parish.convenorId), {
        slug: parish.slug,
        version: versionOf(charter, "offices"),
        convenorId: parish.convenorId,
        deputyId: parish.deputyId,
      }),
    );
    forgetActor(town, parish.convenorId);
    forgetActor(town, parish.deputyId);
  }

  plan(days.opened, 10, async () => {
    const convenor = await actorOf(town, parish.convenorId);
    must(`opening ${text.name} for supporters`, await openGathering(context, convenor, { slug: parish.slug }));
  });

  plan(days.supported?.on, 17, async () => {
    const row = known(await db.parish.findUnique({ where: { id: parish.id } }), text.name);
    const count = days.supported?.supporters ?? (row.supportersNeeded as number);
    await Promise.all(
      residents()
        .slice(firstSupporter, firstSupporter + count)
        .map(async (personId) => {
          must("supporting", await supportParish(context, await actorOf(town, personId), { slug: parish.slug }));
        }),
    );
  });

  plan(days.withdrawn, 19, async () => {
    const convenor = await actorOf(town, parish.convenorId);
    must(`withdrawing ${text.name}`, await withdrawParish(context, convenor, { slug: parish.slug }));
  });

  plan(days.acknowledged, 11, async () => {
    const officer = await officerOf(town, text.council);
    const duty = await dutyId();
    must("acknowledging a charter", await acknowledgeDuty(context, officer, { dutyId: duty }));
    const willAnswerOn = addDays(civilDateOf(await town.app.now()), 21);
    must("dating a charter", await dateDuty(context, officer, { dutyId: duty, willAnswerOn }));
  });

  plan(days.reviewBegun, 14, () => decide(text.powers.slice(0, 1)));

  plan(days.reviewed, 15, async () => {
    await decide(text.powers);
    const officer = await officerOf(town, text.council);
    must(`the review of ${text.name}`, await completeCharterReview(context, officer, { dutyId: await dutyId() }));
  });

  async function decide(powers: readonly PowerAsked[]): Promise<void> {
    const officer = await officerOf(town, text.council);
    const duty = await dutyId();
    const requests = await db.powerRequest.findMany({ where: { parishId: parish.id } });
    for (const [index, power] of powers.entries()) {
      const request = known(
        requests.find((one) => one.catalogueId === power.catalogueId),
        `request for ${power.catalogueId}`,
      );
      const decisionReference = `${text.council.slice(0, 3).toUpperCase()}/${parish.slug.slice(0, 12)}/${index + 1}`;
      const { verdict } = power;
      must(
        `${power.catalogueId} for ${text.name}`,
        await reviewPowerRequest(context, officer, {
          dutyId: duty,
          requestId: request.id,
          verdict:
            "refuse" in verdict
              ? { decision: "refuse", ...verdict.refuse, decisionReference }
              : {
                  decision: verdict.grant.conditions ? "grant_with_conditions" : "grant",
                  conditions: verdict.grant.conditions ?? "",
                  budgetYearPence: power.budgetYearPounds * pencePerPound,
                  budgetDecisionPence: verdict.grant.budgetDecisionPounds * pencePerPound,
                  wrapper: verdict.grant.wrapper ?? "simulated_act",
                  isTrial: verdict.grant.isTrial ?? false,
                  decisionReference,
                },
        }),
      );
    }
  }

  plan(days.noticed, 12, async () => {
    const convenor = await actorOf(town, parish.convenorId);
    const now = await town.app.now();
    const found = known(await findParish(db, parish.slug, now), text.name);
    const opensOn =
      days.opensOn === undefined
        ? earliestOpening(known(found.rules, "rules"), { class: "charter", noticeAt: now })
        : history.day(days.opensOn);
    const called = must(
      `the charter vote of ${text.name}`,
      await scheduleCharterVote(context, convenor, { slug: parish.slug, opensOn }),
    );
    const counts = days.vote;
    if (!counts) return;
    const castOn = new Date(called.opensAt.getTime() + 8 * 3_600_000);
    // A charter vote is sealed, so its running count has no steps that anybody could see.
    history.plan(lane, castOn, () => castFor(town, called.voteId, residents().slice(firstVoter), counts, false));
  });

  for (const { on, action, value, source } of days.measured ?? []) {
    plan(on, 16, async () => {
      const { action: words } = known(text.actions[action], "priority action");
      const asked = known(await db.priorityAction.findFirst({ where: { parishId: parish.id, action: words } }), words);
      const figure = {
        priorityActionId: asked.id,
        parishSlug: parish.slug,
        measuredOn: history.day(on),
        value,
        source,
      };
      must(`a figure of ${text.name}`, await addMeasurement(context, await actorOf(town, parish.convenorId), figure));
    });
  }

  return parish;
}
