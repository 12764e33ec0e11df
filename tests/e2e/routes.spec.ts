import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { io, type Socket } from "socket.io-client";
import { forms, formsAllowed, formsRefused, intentsIn } from "../support/route-forms";
import {
  furnishRoutes,
  isTurnedAway,
  isTurnedAwayByScript,
  people,
  type RoutePeople,
  scriptsAddress,
  type Who,
} from "../support/route-people";
import { type Stage, setStage } from "../support/stage";

// Every route is classified here, or this fails: who may open it, and what everybody else is answered. Addresses are those of the example district.

const everybody = people;
const officers: readonly Who[] = ["officer", "second-officer"];
const officials: readonly Who[] = [...officers, "councillor"];
const offices: readonly Who[] = ["convenor", "deputy"];

interface Classified {
  /** Where the route is opened; null for one that only takes forms. */
  path: string | null;
  /** Who gets the page. Everybody else is refused or asked to sign in. */
  open: readonly Who[];
}

const signedIn = everybody.filter((who) => who !== "stranger");
const council = "/councils/wexcombe";
const parish = "/parishes/millbrook-green";
const draft = "/parishes/wharf-night-bus";
const nobody = "11111111-1111-4111-8111-111111111111";

const steps = [
  "actions",
  "aim",
  "area",
  "check",
  "money",
  "offices",
  "powers",
  "publicity",
  "scopes",
  "sunset",
  "term",
];

const routes: Record<string, Classified> = {
  "$.tsx": { path: null, open: [] },
  "_index.tsx": { path: "/", open: everybody },
  "accessibility.tsx": { path: "/accessibility", open: everybody },
  "account.tsx": { path: "/account", open: signedIn },
  "account_.feeds.tsx": { path: "/account/feeds", open: signedIn },
  "account_.name.tsx": { path: "/account/name", open: signedIn },
  "account_.notices.tsx": { path: "/account/notices", open: signedIn },
  "account_.residency.tsx": { path: "/account/residency", open: signedIn },
  "act.$section.tsx": { path: "/act/s29", open: everybody },
  "act.lab.tsx": { path: "/act/lab?parameter=floorPercent&value=12", open: everybody },
  "act._index.tsx": { path: "/act", open: everybody },
  "act.versions.tsx": { path: "/act/versions?council=wexcombe&from=0&to=1", open: everybody },
  "api.$.ts": { path: null, open: [] },
  "api._index.tsx": { path: "/api", open: everybody },
  "api.v1.$.ts": { path: "/api/v1/votes/:vote", open: everybody },
  "commissioner._index.tsx": { path: "/commissioner?state=waits&search=mill", open: everybody },
  "commissioner.feed[.]atom.ts": { path: "/commissioner/feed.atom", open: everybody },
  "commissioner.$kind.$id.tsx": { path: "/commissioner/appeal/:order", open: everybody },
  // Both lead on to the register and to the page of the matter.
  "commissioner.appeals._index.tsx": { path: null, open: [] },
  "commissioner.appeals.$orderId.tsx": { path: null, open: [] },
  "councils.$slug._index.tsx": { path: council, open: everybody },
  "councils.$slug.briefing.tsx": { path: `${council}/briefing`, open: everybody },
  "councils.$slug.calendar[.]ics.ts": { path: `${council}/calendar.ics`, open: everybody },
  "councils.$slug.docket.$dutyId._index.tsx": { path: `${council}/docket/:duty`, open: officials },
  "councils.$slug.docket.$dutyId.commitments.$commitmentId.tsx": {
    path: `${council}/docket/:promiseDuty/commitments/:commitment`,
    open: officers,
  },
  "councils.$slug.docket.$dutyId.confirm.$powerId.tsx": { path: null, open: [] },
  "councils.$slug.docket.$dutyId.powers.$requestId.tsx": {
    path: `${council}/docket/:charterDuty/powers/:request`,
    open: officers,
  },
  "councils.$slug.docket.$dutyId.preview.tsx": { path: `${council}/docket/:duty/preview`, open: officers },
  "councils.$slug.docket._index.tsx": { path: `${council}/docket`, open: officials },
  "councils.$slug.docket.templates.tsx": { path: `${council}/docket/templates`, open: officers },
  "councils.$slug.briefing[.]atom.ts": { path: `${council}/briefing.atom`, open: everybody },
  "councils.$slug.feed[.]atom.ts": { path: `${council}/feed.atom`, open: everybody },
  "councils.$slug.parishes.$parishSlug.orders._index.tsx": {
    path: `${council}/parishes/millbrook-green/orders`,
    open: officers,
  },
  "councils.$slug.parishes.$parishSlug.orders.$orderId.tsx": {
    path: `${council}/parishes/millbrook-green/orders/:order`,
    open: officers,
  },
  "councils.$slug.outcomes._index.tsx": { path: `${council}/outcomes`, open: everybody },
  "councils.$slug.outcomes.$parish.$figure.tsx": {
    path: `${council}/outcomes/millbrook-green/answered-in-time`,
    open: everybody,
  },
  "councils.$slug.outcomes[.]csv.ts": { path: `${council}/outcomes.csv`, open: everybody },
  "councils.$slug.outcomes[.]ods.ts": { path: `${council}/outcomes.ods`, open: everybody },
  "councils.$slug.powers.tsx": { path: `${council}/powers`, open: everybody },
  "councils.$slug.audit.tsx": { path: `${council}/audit`, open: [...officials, "operator"] },
  "councils.$slug.audit[.]csv.ts": { path: `${council}/audit.csv`, open: [...officials, "operator"] },
  "councils.$slug.audit[.]ndjson.ts": { path: `${council}/audit.ndjson`, open: [...officials, "operator"] },
  "operator.audit.tsx": { path: "/operator/audit", open: ["operator"] },
  "operator.audit[.]csv.ts": { path: "/operator/audit.csv", open: ["operator"] },
  "operator.audit[.]ndjson.ts": { path: "/operator/audit.ndjson", open: ["operator"] },
  "councils.$slug.people.tsx": { path: `${council}/people`, open: [...officials, "operator"] },
  "operator.people.tsx": { path: "/operator/people", open: ["operator"] },
  "councils.$slug.residents_.bulk.tsx": { path: `${council}/residents/bulk`, open: officers },
  "councils.$slug.residents_.claims[.]csv.ts": { path: null, open: [] },
  "councils.$slug.residents_.confirmed.tsx": { path: `${council}/residents/confirmed`, open: officers },
  "councils.$slug.residents_.letters.tsx": { path: `${council}/residents/letters`, open: officers },
  "councils.$slug.residents_.assisted._index.tsx": { path: `${council}/residents/assisted`, open: officers },
  // Nobody and nothing is there. Who may do what is tried with real ones in tests/commands/assisted-residents.test.ts.
  "councils.$slug.residents_.assisted.sheet.$personId.tsx": {
    path: `${council}/residents/assisted/sheet/${nobody}`,
    open: [],
  },
  "councils.$slug.residents_.assisted.sign.$kind.$id.tsx": {
    path: `${council}/residents/assisted/sign/seconding/${nobody}`,
    open: [],
  },
  "councils.$slug.residents.tsx": { path: `${council}/residents`, open: officers },
  "councils.$slug.schedule._index.tsx": { path: `${council}/schedule`, open: everybody },
  "councils.$slug.schedule.new.tsx": { path: `${council}/schedule/new`, open: officers },
  "councils.$slug.wards.tsx": { path: `${council}/wards`, open: officers },
  "councils._index.tsx": { path: "/councils", open: everybody },
  // Open to whoever holds the token, signed in or not. Every other address is one that nothing lies at.
  "feeds.$token.calendar[.]ics.ts": { path: `/feeds/${nobody}/calendar.ics`, open: [] },
  "feeds.$token.feed[.]atom.ts": { path: `/feeds/${nobody}/feed.atom`, open: [] },
  "healthz.ts": { path: "/healthz", open: everybody },
  "notices.tsx": { path: "/notices", open: signedIn },
  "operator.jobs.tsx": { path: "/operator/jobs", open: ["operator"] },
  "parishes.$slug._index.tsx": { path: parish, open: everybody },
  "parishes.$slug.appeal.$orderId.tsx": { path: `${parish}/appeal/:order`, open: offices },
  "parishes.$slug.briefing.tsx": { path: `${parish}/briefing`, open: everybody },
  "parishes.$slug.calendar[.]ics.ts": { path: `${parish}/calendar.ics`, open: everybody },
  "parishes.$slug.charter-vote.tsx": { path: "/parishes/saltmarsh-path-friends/charter-vote", open: everybody },
  "parishes.$slug.charter.tsx": { path: `${parish}/charter`, open: everybody },
  "parishes.$slug.briefing[.]atom.ts": { path: `${parish}/briefing.atom`, open: everybody },
  "parishes.$slug.feed[.]atom.ts": { path: `${parish}/feed.atom`, open: everybody },
  "parishes.$slug.convenor.tsx": { path: `${parish}/convenor`, open: everybody },
  "parishes.$slug.founding._index.tsx": { path: `${draft}/founding`, open: everybody },
  ...Object.fromEntries(
    steps.map((step) => [`parishes.$slug.founding.${step}.tsx`, { path: `${draft}/founding/${step}`, open: [] }]),
  ),
  // A draft is shared with neighbours before it is finished, so anybody with its address may read it.
  "parishes.$slug.founding.check.tsx": { path: `${draft}/founding/check`, open: everybody },
  "parishes.$slug.archive[.]zip.ts": { path: `${parish}/archive.zip`, open: everybody },
  "parishes.$slug.handover._index.tsx": { path: `${parish}/handover`, open: everybody },
  "parishes.$slug.handover.answer.tsx": { path: `${parish}/handover/answer`, open: signedIn },
  "parishes.$slug.handover.ask.tsx": { path: `${parish}/handover/ask`, open: offices },
  "parishes.$slug.handover.assets.tsx": { path: `${parish}/handover/assets`, open: offices },
  "parishes.$slug.minutes.tsx": { path: `${parish}/minutes`, open: everybody },
  "parishes.$slug.minutes[.]ndjson.ts": { path: `${parish}/minutes.ndjson`, open: everybody },
  "parishes.$slug.powers.tsx": { path: `${parish}/powers`, open: everybody },
  "parishes.$slug.proposals.$number._index.tsx": { path: `${parish}/proposals/1`, open: everybody },
  "parishes.$slug.proposals.$number.consent.ts": { path: null, open: [] },
  "parishes.$slug.proposals.$number.commitments.$id._index.tsx": {
    path: `${parish}/proposals/:promiseNumber/commitments/:commitment`,
    open: everybody,
  },
  "parishes.$slug.proposals.$number.commitments.$id.files.$fileId.ts": {
    path: `${parish}/proposals/1/commitments/${nobody}/files/${nobody}`,
    open: [],
  },
  "parishes.$slug.proposals.$number.review.tsx": { path: null, open: [] },
  "parishes.$slug.powers_.$powerId.review.tsx": { path: `${parish}/powers/${nobody}/review`, open: [] },
  "parishes.$slug.proposals.$number.contest.tsx": { path: null, open: [] },
  "parishes.$slug.proposals.$number.edit.tsx": { path: null, open: [] },
  "parishes.$slug.proposals.$number.notice.tsx": { path: null, open: [] },
  "parishes.$slug.proposals._index.tsx": { path: `${parish}/proposals`, open: everybody },
  // Rules on what is being written, and writes nothing: to a stranger it says nothing at all.
  "parishes.$slug.proposals.check.ts": { path: null, open: [] },
  "parishes.$slug.proposals.new.tsx": { path: `${parish}/proposals/new`, open: ["neighbour", "resident", ...offices] },
  "parishes.$slug.review.tsx": { path: `${parish}/review`, open: everybody },
  "parishes.$slug.renewal.tsx": { path: `${parish}/renewal`, open: everybody },
  "parishes.$slug.sunset.tsx": { path: `${parish}/sunset`, open: everybody },
  "parishes.$slug.support.tsx": { path: "/parishes/priory-allotments/support", open: everybody },
  "parishes._index.tsx": { path: "/parishes", open: everybody },
  "parishes.new.tsx": { path: "/parishes/new", open: everybody },
  "privacy.tsx": { path: "/privacy", open: everybody },
  "readyz.ts": { path: "/readyz", open: everybody },
  "sign-in.tsx": { path: "/sign-in", open: everybody },
  "sign-in_.as.tsx": { path: null, open: [] },
  "sign-in_.code.tsx": { path: null, open: [] },
  "sign-in_.link.$token.tsx": { path: null, open: [] },
  "sign-out.tsx": { path: null, open: [] },
  "simulation.tsx": { path: "/simulation", open: everybody },
  "simulation_.clock.tsx": { path: null, open: [] },
  "simulation_.crowd.ts": { path: null, open: [] },
  "simulation_.post-room.tsx": { path: "/simulation/post-room", open: everybody },
  "simulation_.post-room_.$id.tsx": { path: null, open: [] },
  // Ends letters for whoever holds the token, signed in or not, and answers every token alike.
  "unsubscribe.$token.tsx": { path: `/unsubscribe/${nobody}`, open: everybody },
  "votes._index.tsx": { path: "/votes", open: everybody },
  "votes_.$id.tsx": { path: "/votes/:vote", open: everybody },
  "votes_.$id_.paper._index.tsx": { path: "/votes/:vote/paper", open: officers },
  "votes_.$id_.paper.print.tsx": { path: "/votes/:vote/paper/print", open: officers },
  "votes_.$id_.screen.tsx": { path: "/votes/:vote/screen", open: everybody },
  "votes_.$id_.contest.tsx": { path: `/votes/${nobody}/contest`, open: [] },
  "votes_.$id_.check.tsx": { path: "/votes/:vote/check", open: everybody },
  "votes_.$id_.record[.]json.ts": { path: "/votes/:vote/record.json", open: everybody },
  "votes_.$id_.steps[.]ndjson.ts": { path: "/votes/:vote/steps.ndjson", open: everybody },
  "votes_.$id_.log[.]txt.ts": { path: "/votes/:vote/log.txt", open: everybody },
  "votes_.$id_.ballots[.]ndjson.ts": { path: "/votes/:vote/ballots.ndjson", open: [] },
};

const routesFolder = join(import.meta.dirname, "../../app/routes");
const routeFiles = readdirSync(routesFolder).sort();

test("every route of the product is classified, and every form of it", () => {
  expect(Object.keys(routes).sort()).toEqual(routeFiles);
  for (const file of routeFiles) {
    const source = readFileSync(join(routesFolder, file), "utf8");
    const takesForms = /export (async )?(function|const) action\b/.test(source);
    expect.soft(file in forms, `${file} takes forms: ${takesForms}`).toBe(takesForms);
    const told = forms[file]?.asks.map(({ intent }) => intent) ?? [];
    expect.soft(told, `what can be asked of ${file}`).toEqual(expect.arrayContaining(intentsIn(source)));
  }
});

test.describe("with a district of its own", () => {
  let stage: Stage;
  let here: RoutePeople;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    stage = await setStage("routes-server", async () => {});
    here = await furnishRoutes(stage.url, stage.world.sql);
  });

  test.afterAll(() => stage?.stop());

  /** Does the same for everybody, two people at a time: the server and the database work on one while the other is asked. */
  async function forEverybody(work: (who: Who) => Promise<void>) {
    const waiting = [...people];
    const lane = async () => {
      for (let who = waiting.shift(); who; who = waiting.shift()) await work(who);
    };
    await Promise.all([lane(), lane(), lane()]);
  }

  test("every page opens for whom it is for, and for nobody else", async () => {
    test.setTimeout(180_000);
    const files = Object.entries(routes);
    await forEverybody(async (who) => {
      for (const [file, { path, open }] of files) {
        // What is for everybody is opened by a few of them.
        const isTried = open !== everybody || who === "stranger" || who === "resident" || who === "officer";
        if (path === null || !isTried) continue;
        const answer = await here.open(who, here.name(path));
        await answer.arrayBuffer();
        const said = `${who} at ${path} (${file}) was answered ${answer.status}`;
        if (open.includes(who)) expect.soft(answer.status, said).toBe(200);
        else expect.soft(isTurnedAway(answer) || answer.status === 409, said).toBe(true);
      }
    });
  });

  test("whoever may not send a form is refused, whatever it asks for, and nothing changes", async () => {
    test.setTimeout(180_000);
    const before = await here.fingerprint();
    await forEverybody(async (who) => {
      for (const { file, path, intent, fields } of formsRefused(who)) {
        // A page that is made only to say no takes ten times as long as the no. What a form is answered without scripts is asked below.
        const at = file.endsWith(".tsx") ? scriptsAddress(here.name(path)) : here.name(path);
        const answer = await here.send(who, at, here.nameAll(fields));
        const isRefused = (await isTurnedAwayByScript(answer)) || (file.startsWith("api.") && answer.status === 405);
        const said = `${who} at ${path} (${file}, ${intent || "no intent"}) was answered ${answer.status}`;
        expect.soft(isRefused, said).toBe(true);
      }
    });
    expect(changedTables(before, await here.fingerprint())).toEqual([]);
  });

  test("a form from another site is refused by every route, and changes nothing", async () => {
    const before = await here.fingerprint();
    for (const { file, who, path, fields } of formsAllowed()) {
      const answer = await here.send(who, here.name(path), here.nameAll(fields), { origin: "https://mallory.example" });
      await answer.arrayBuffer();
      expect.soft(answer.status, `${file} from another site`).toBe(403);
    }
    expect(changedTables(before, await here.fingerprint())).toEqual([]);
  });

  test("a socket watches for everybody and casts for nobody but the roll", async () => {
    const voteId = here.name(":vote");
    const before = await here.fingerprint();
    await forEverybody(async (who) => {
      const socket: Socket = io(stage.url, {
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: here.cookieOf(who) },
      });
      const ask = (event: string, input: unknown) => socket.timeout(10_000).emitWithAck(event, input);
      const ballot = { voteId, choice: "for", request: crypto.randomUUID() };
      expect.soft(await ask("vote:watch", { voteId }), who).toMatchObject({ id: voteId, state: "open" });
      for (const broken of [
        null,
        7,
        "for",
        {},
        { voteId },
        { ...ballot, choice: "both" },
        { ...ballot, voteId: "1" },
      ]) {
        expect.soft(await ask("ballot:cast", broken), who).toMatchObject({ ok: false, refused: { code: "invalid" } });
      }
      const isOnRoll = ["neighbour", "resident", ...offices].includes(who);
      const code = who === "stranger" ? "not_signed_in" : "not_allowed";
      if (!isOnRoll) expect.soft(await ask("ballot:cast", ballot), who).toMatchObject({ ok: false, refused: { code } });
      socket.close();
    });
    expect(changedTables(before, await here.fingerprint())).toEqual([]);
  });

  // Last, for it changes the district: had the forms above been about nothing, everybody would have been refused them.
  test("whoever may send a form is not turned away", async () => {
    test.setTimeout(120_000);
    for (const { file, who, path, intent, fields, isAboutNothing } of formsAllowed()) {
      const answer = await here.send(who, here.name(path), here.nameAll(fields));
      await answer.arrayBuffer();
      const isTaken = !isTurnedAway(answer) || (isAboutNothing && answer.status === 404);
      expect.soft(isTaken, `${who} at ${path} (${file}, ${intent}) was answered ${answer.status}`).toBe(true);
    }
  });
});

function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after.keys()].filter((table) => before.get(table) !== after.get(table));
}
