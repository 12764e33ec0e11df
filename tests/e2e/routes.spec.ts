import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";

// Every route is classified here, or this fails: who may open it, and what everybody else is answered. Addresses are those of the example district.

test.skip(({ isMobile }) => isMobile, "Who may open what does not depend on the size of the screen.");

type Who = "stranger" | "observer" | "resident" | "convenor" | "officer" | "councillor";
const everybody: readonly Who[] = ["stranger", "observer", "resident", "convenor", "officer", "councillor"];

interface Classified {
  /** Where the route is opened; null for one that only takes forms. */
  path: string | null;
  /** Who gets the page. Everybody else is refused or asked to sign in. */
  open: readonly Who[];
  /** For routes that take forms: one that a stranger must be refused. */
  form?: { path: string; fields: Record<string, string> };
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
  "$.tsx": { path: null, open: [], form: { path: "/nothing-here", fields: {} } },
  "_index.tsx": { path: "/", open: everybody },
  "accessibility.tsx": { path: "/accessibility", open: everybody },
  "account.tsx": { path: "/account", open: signedIn },
  "account_.feeds.tsx": {
    path: "/account/feeds",
    open: signedIn,
    form: { path: "/account/feeds", fields: { intent: "make" } },
  },
  "account_.name.tsx": {
    path: "/account/name",
    open: signedIn,
    form: { path: "/account/name", fields: { name: "Mallory" } },
  },
  "account_.notices.tsx": {
    path: "/account/notices",
    open: signedIn,
    form: { path: "/account/notices", fields: { mode: "none" } },
  },
  "account_.residency.tsx": {
    path: "/account/residency",
    open: signedIn,
    form: { path: "/account/residency", fields: { intent: "claim" } },
  },
  "act.$section.tsx": { path: "/act/s29", open: everybody },
  "act.lab.tsx": { path: "/act/lab?parameter=floorPercent&value=12", open: everybody },
  "act._index.tsx": { path: "/act", open: everybody },
  "act.versions.tsx": { path: "/act/versions?council=wexcombe&from=0&to=1", open: everybody },
  "api.$.ts": { path: null, open: [], form: { path: "/api/v1/nothing", fields: {} } },
  "api.v1.act.ts": { path: "/api/v1/act", open: everybody },
  "api.v1.parishes.$slug.ts": { path: "/api/v1/parishes/millbrook-green", open: everybody },
  "api.v1.parishes._index.ts": { path: "/api/v1/parishes", open: everybody },
  "api.v1.votes.$id.ts": { path: "/api/v1/votes/OPEN_VOTE", open: everybody },
  "commissioner.appeals._index.tsx": { path: "/commissioner/appeals", open: everybody },
  // Only the Commissioner decides, who is nobody of those tried here.
  "commissioner.appeals.$orderId.tsx": {
    path: `/commissioner/appeals/${nobody}`,
    open: [],
    form: { path: `/commissioner/appeals/${nobody}`, fields: { finding: "upheld", reasons: "Mallory says so." } },
  },
  "councils.$slug._index.tsx": { path: council, open: everybody },
  "councils.$slug.briefing.tsx": { path: `${council}/briefing`, open: everybody },
  "councils.$slug.calendar[.]ics.ts": { path: `${council}/calendar.ics`, open: everybody },
  "councils.$slug.docket.$dutyId._index.tsx": {
    path: null,
    open: [],
    form: { path: `${council}/docket/${nobody}`, fields: { intent: "acknowledge" } },
  },
  "councils.$slug.docket.$dutyId.confirm.$powerId.tsx": {
    path: null,
    open: [],
    form: { path: `${council}/docket/${nobody}/confirm/${nobody}`, fields: { answer: "confirm" } },
  },
  "councils.$slug.docket.$dutyId.powers.$requestId.tsx": {
    path: null,
    open: [],
    form: { path: `${council}/docket/${nobody}/powers/${nobody}`, fields: { decision: "grant" } },
  },
  "councils.$slug.docket._index.tsx": { path: `${council}/docket`, open: ["officer", "councillor"] },
  "councils.$slug.briefing[.]atom.ts": { path: `${council}/briefing.atom`, open: everybody },
  "councils.$slug.feed[.]atom.ts": { path: `${council}/feed.atom`, open: everybody },
  "councils.$slug.parishes.$parishSlug.orders._index.tsx": {
    path: `${council}/parishes/millbrook-green/orders`,
    open: ["officer"],
    form: {
      path: `${council}/parishes/millbrook-green/orders`,
      fields: {
        about: "parish",
        kind: "suspend",
        ground: "unsafe",
        reasons: "Mallory does not like this parish at all.",
      },
    },
  },
  "councils.$slug.parishes.$parishSlug.orders.$orderId.tsx": {
    path: `${council}/parishes/millbrook-green/orders/${nobody}`,
    open: [],
    form: { path: `${council}/parishes/millbrook-green/orders/${nobody}`, fields: { reasons: "Mallory" } },
  },
  "councils.$slug.powers.tsx": { path: `${council}/powers`, open: everybody },
  "councils.$slug.residents.tsx": {
    path: `${council}/residents`,
    open: ["officer"],
    form: { path: `${council}/residents`, fields: { intent: "confirm", claim: nobody } },
  },
  "councils.$slug.schedule._index.tsx": { path: `${council}/schedule`, open: everybody },
  "councils.$slug.schedule.new.tsx": {
    path: `${council}/schedule/new`,
    open: ["officer"],
    form: { path: `${council}/schedule/new`, fields: { intent: "make" } },
  },
  "councils.$slug.wards.tsx": {
    path: `${council}/wards`,
    open: ["officer"],
    form: { path: `${council}/wards`, fields: { ward: nobody, electorate: "1" } },
  },
  "councils._index.tsx": { path: "/councils", open: everybody },
  // Open to whoever holds the token, signed in or not. Every other address is one that nothing lies at.
  "feeds.$token.calendar[.]ics.ts": { path: `/feeds/${nobody}/calendar.ics`, open: [] },
  "feeds.$token.feed[.]atom.ts": { path: `/feeds/${nobody}/feed.atom`, open: [] },
  "healthz.ts": { path: "/healthz", open: everybody },
  "notices.tsx": { path: "/notices", open: signedIn },
  // For operators, of whom the example district has none.
  "operator.jobs.tsx": {
    path: "/operator/jobs",
    open: [],
    form: { path: "/operator/jobs", fields: { job: nobody } },
  },
  "parishes.$slug._index.tsx": { path: parish, open: everybody },
  "parishes.$slug.appeal.$orderId.tsx": {
    path: `${parish}/appeal/${nobody}`,
    open: [],
    form: { path: `${parish}/appeal/${nobody}`, fields: { reasons: "Mallory" } },
  },
  "parishes.$slug.briefing.tsx": { path: `${parish}/briefing`, open: everybody },
  "parishes.$slug.calendar[.]ics.ts": { path: `${parish}/calendar.ics`, open: everybody },
  "parishes.$slug.charter-vote.tsx": {
    path: "/parishes/saltmarsh-path-friends/charter-vote",
    open: everybody,
    form: {
      path: "/parishes/saltmarsh-path-friends/charter-vote",
      fields: { "opensOn.day": "1", "opensOn.month": "2", "opensOn.year": "2027" },
    },
  },
  "parishes.$slug.charter.tsx": { path: `${parish}/charter`, open: everybody },
  "parishes.$slug.briefing[.]atom.ts": { path: `${parish}/briefing.atom`, open: everybody },
  "parishes.$slug.feed[.]atom.ts": { path: `${parish}/feed.atom`, open: everybody },
  "parishes.$slug.convenor.tsx": {
    path: `${parish}/convenor`,
    open: everybody,
    form: { path: `${parish}/convenor`, fields: { intent: "resign" } },
  },
  "parishes.$slug.founding._index.tsx": {
    path: `${draft}/founding`,
    open: everybody,
    form: { path: `${draft}/founding`, fields: { intent: "join" } },
  },
  ...Object.fromEntries(
    steps.map((step) => [
      `parishes.$slug.founding.${step}.tsx`,
      {
        path: `${draft}/founding/${step}`,
        open: [],
        form: { path: `${draft}/founding/${step}`, fields: { version: "0" } },
      },
    ]),
  ),
  // A draft is shared with neighbours before it is finished, so anybody with its address may read it.
  "parishes.$slug.founding.check.tsx": {
    path: `${draft}/founding/check`,
    open: everybody,
    form: { path: `${draft}/founding/check`, fields: { intent: "open" } },
  },
  "parishes.$slug.archive[.]zip.ts": { path: `${parish}/archive.zip`, open: everybody },
  "parishes.$slug.handover._index.tsx": {
    path: `${parish}/handover`,
    open: everybody,
    form: { path: `${parish}/handover`, fields: {} },
  },
  "parishes.$slug.handover.answer.tsx": {
    path: `${parish}/handover/answer`,
    open: signedIn,
    form: { path: `${parish}/handover/answer`, fields: { item: nobody, answer: "accepted" } },
  },
  "parishes.$slug.handover.ask.tsx": {
    path: `${parish}/handover/ask`,
    open: ["convenor"],
    form: { path: `${parish}/handover/ask`, fields: { thing: "record:record:", receiver: "council" } },
  },
  "parishes.$slug.handover.assets.tsx": {
    path: `${parish}/handover/assets`,
    open: ["convenor"],
    form: { path: `${parish}/handover/assets`, fields: { name: "The bench", description: "By the mill" } },
  },
  "parishes.$slug.minutes.tsx": { path: `${parish}/minutes`, open: everybody },
  "parishes.$slug.minutes[.]ndjson.ts": { path: `${parish}/minutes.ndjson`, open: everybody },
  "parishes.$slug.powers.tsx": { path: `${parish}/powers`, open: everybody },
  "parishes.$slug.proposals.$number._index.tsx": {
    path: `${parish}/proposals/1`,
    open: everybody,
    form: { path: `${parish}/proposals/1`, fields: { intent: "second" } },
  },
  "parishes.$slug.proposals.$number.consent.ts": {
    path: null,
    open: [],
    form: { path: `${parish}/proposals/1/consent`, fields: { choice: "yes" } },
  },
  "parishes.$slug.proposals.$number.edit.tsx": {
    path: null,
    open: [],
    form: { path: `${parish}/proposals/1/edit`, fields: { title: "Mallory" } },
  },
  "parishes.$slug.proposals.$number.notice.tsx": {
    path: null,
    open: [],
    form: { path: `${parish}/proposals/1/notice`, fields: { "opensOn.day": "1" } },
  },
  "parishes.$slug.proposals._index.tsx": { path: `${parish}/proposals`, open: everybody },
  // Rules on what is being written, and writes nothing: to a stranger it says nothing at all.
  "parishes.$slug.proposals.check.ts": { path: null, open: [] },
  "parishes.$slug.proposals.new.tsx": {
    path: `${parish}/proposals/new`,
    open: ["resident", "convenor"],
    form: { path: `${parish}/proposals/new`, fields: { intent: "submit", title: "Mallory" } },
  },
  "parishes.$slug.review.tsx": {
    path: `${parish}/review`,
    open: everybody,
    form: { path: `${parish}/review`, fields: { intent: "publish", finding: "Everything is just as it should be." } },
  },
  "parishes.$slug.renewal.tsx": {
    path: `${parish}/renewal`,
    open: everybody,
    form: {
      path: `${parish}/renewal`,
      fields: { intent: "renew", months: "12", "opensOn.day": "1", "opensOn.month": "2", "opensOn.year": "2027" },
    },
  },
  "parishes.$slug.sunset.tsx": { path: `${parish}/sunset`, open: everybody },
  "parishes.$slug.support.tsx": {
    path: "/parishes/priory-allotments/support",
    open: everybody,
    form: { path: "/parishes/priory-allotments/support", fields: { intent: "support" } },
  },
  "parishes._index.tsx": { path: "/parishes", open: everybody },
  "parishes.new.tsx": {
    path: "/parishes/new",
    open: everybody,
    form: { path: "/parishes/new", fields: { name: "Mallory Green" } },
  },
  "privacy.tsx": { path: "/privacy", open: everybody },
  "readyz.ts": { path: "/readyz", open: everybody },
  "sign-in.tsx": { path: "/sign-in", open: everybody },
  "sign-in_.as.tsx": { path: null, open: [] },
  "sign-in_.code.tsx": {
    path: null,
    open: [],
    form: { path: "/sign-in/code", fields: { email: "mallory@example.org", code: "000000" } },
  },
  "sign-in_.link.$token.tsx": { path: null, open: [], form: { path: "/sign-in/link/nothing", fields: {} } },
  "sign-out.tsx": { path: null, open: [] },
  "simulation.tsx": { path: "/simulation", open: everybody },
  "simulation_.clock.tsx": {
    path: null,
    open: [],
    form: { path: "/simulation/clock", fields: { advance: "backwards" } },
  },
  "simulation_.crowd.ts": { path: null, open: [], form: { path: "/simulation/crowd", fields: { state: "sideways" } } },
  "simulation_.post-room.tsx": { path: "/simulation/post-room", open: everybody },
  "simulation_.post-room_.$id.tsx": { path: null, open: [] },
  // Ends letters for whoever holds the token, signed in or not, and answers every token alike.
  "unsubscribe.$token.tsx": { path: `/unsubscribe/${nobody}`, open: everybody },
  "votes._index.tsx": { path: "/votes", open: everybody },
  "votes_.$id.tsx": {
    path: "/votes/OPEN_VOTE",
    open: everybody,
    form: { path: "/votes/OPEN_VOTE", fields: { choice: "for" } },
  },
  "votes_.$id_.screen.tsx": { path: "/votes/OPEN_VOTE/screen", open: everybody },
  "votes_.$id_.check.tsx": {
    path: "/votes/OPEN_VOTE/check",
    open: everybody,
    form: { path: "/votes/OPEN_VOTE/check", fields: { receipt: "K7QF-2M9X-41TD" } },
  },
  "votes_.$id_.record[.]json.ts": { path: "/votes/OPEN_VOTE/record.json", open: everybody },
  "votes_.$id_.steps[.]ndjson.ts": { path: "/votes/OPEN_VOTE/steps.ndjson", open: everybody },
  "votes_.$id_.log[.]txt.ts": { path: "/votes/OPEN_VOTE/log.txt", open: everybody },
  "votes_.$id_.ballots[.]ndjson.ts": { path: "/votes/OPEN_VOTE/ballots.ndjson", open: [] },
};

async function openVote(request: APIRequestContext): Promise<string> {
  const answer = await (await request.get("/api/v1/parishes/millbrook-green")).json();
  return answer.votes.find((vote: { state: string }) => vote.state === "open").id;
}

test("every route of the product is classified", () => {
  const files = readdirSync(join(import.meta.dirname, "../../app/routes")).sort();
  expect(Object.keys(routes).sort()).toEqual(files);
});

for (const who of everybody) {
  test(`${who}: every page opens for whom it is for, and for nobody else`, async ({ playwright, baseURL }) => {
    const request = await playwright.request.newContext({ baseURL });
    if (who !== "stranger") {
      const answer = await request.post("/sign-in/as", { form: { person: who }, maxRedirects: 0 });
      expect(answer.status()).toBe(302);
    }
    const vote = await openVote(request);
    for (const [file, route] of Object.entries(routes)) {
      if (route.path === null) continue;
      const path = route.path.replace("OPEN_VOTE", vote);
      const { status, headers } = await request
        .get(path, { maxRedirects: 0 })
        .then((answer) => ({ status: answer.status(), headers: answer.headers() }));
      const isOpen = status === 200;
      expect.soft(isOpen, `${who} at ${path} (${file}) was answered ${status}`).toBe(route.open.includes(who));
      // Whoever is kept out is told so, or asked to sign in; nothing breaks.
      if (!isOpen) {
        const isAsked = status === 302 && (headers.location ?? "").startsWith("/sign-in");
        expect
          .soft(isAsked || [401, 403, 404, 409].includes(status), `${who} at ${path} was answered ${status}`)
          .toBe(true);
      }
    }
    await request.dispose();
  });
}

test("a stranger's forms are refused everywhere, and change nothing", async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  const vote = await openVote(request);
  const before = await (await request.get(`/api/v1/votes/${vote}`)).json();
  for (const [file, { form }] of Object.entries(routes)) {
    if (!form) continue;
    const path = form.path.replace("OPEN_VOTE", vote);
    const answer = await request.post(path, { form: form.fields, maxRedirects: 0 });
    const isAsked = answer.status() === 302 && (answer.headers().location ?? "").startsWith("/sign-in");
    expect
      .soft(
        isAsked || [400, 401, 403, 404, 405, 409, 422].includes(answer.status()),
        `${path} (${file}) answered ${answer.status()}`,
      )
      .toBe(true);
  }
  const after = await (await request.get(`/api/v1/votes/${vote}`)).json();
  expect(after.cast).toBe(before.cast);
  await request.dispose();
});
