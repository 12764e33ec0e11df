import { parameters } from "~/domain/act/act";
import { council, daysAhead, millbrook, type Sent, type Who } from "./route-people";

// Who may send what: one line for each thing that a form of a route asks for. Everybody else is refused, and nothing changes.

/** What goes into every form, so that nobody is refused for what is missing: each route takes the fields that it knows. */
export const filler: Record<string, string> = {
  abstain: "0",
  address: "1 Mill Lane, MG1 1AA",
  against: "0",
  age: "yes",
  another: "yes",
  answer: "accept",
  assignee: "nobody",
  budgetDecision: "0",
  budgetYear: "0",
  catalogueId: "litter",
  change: "Another litter bin stands beside the weir.",
  check: "photo",
  choice: "yes",
  code: "000000",
  comment: "Mallory has something to say about this.",
  conflict: "Mallory stands to gain a great deal from it.",
  csv: "day,value,source\n1 2 2026,5,Counted by Mallory",
  decision: "refuse",
  decisionReference: "M/1",
  description: "It stands by the mill.",
  electorate: "999",
  email: "mallory@example.org",
  evidence: "Mallory has counted this twice.",
  finding: "Everything is just as Mallory says it should be.",
  for: "0",
  ground: "unsafe",
  hour: "18",
  isTrial: "no",
  kind: "officer",
  measure: "Full bins in a week",
  measured: "Five bins, counted by Mallory",
  minute: "0",
  mode: "none",
  moneyType: "none",
  months: "12",
  name: "Mallory Maid",
  notReturned: "0",
  note: "Mallory was here.",
  office: "deputy",
  organisation: "Mallory and Daughters",
  outcome: "lapse",
  owner: "Head of everything",
  post: "Head of everything",
  postedCode: "AAAABBBB",
  reason: "Mallory thinks that it would be better so.",
  reasons: "Mallory thinks that it would be better so, all in all.",
  receiver: "council",
  report: "Mallory has seen that nothing was done here.",
  revision: "1",
  side: "for",
  source: "Counted by Mallory",
  spoilt: "0",
  step: "done",
  text: "Mallory thinks that it would be better so.",
  thing: "record:record:",
  title: "A bin for Mallory",
  value: "5",
  verdict: "done",
  version: "0",
  ward: "E99000001",
  what: "A bin for Mallory",
  words: "Mallory has seen to it.",
  wrapper: "area_committee",
  ...Object.fromEntries(
    [
      "opensOn",
      "endingOpensOn",
      "endsOn",
      "from",
      "until",
      "measuredOn",
      "dueOn",
      "stepOn",
      "on",
      "hallOn",
      "willAnswerOn",
      "commencesOn",
      "newDay",
      "takesEffectOn",
    ].flatMap((date) => Object.entries(daysAhead(date, 60))),
  ),
  ...Object.fromEntries(parameters.map((one) => [`figures.${one.name}`, String(one.default)])),
};

export interface RouteForm extends Sent {
  /** The value of the button; empty for what a route does without one. */
  intent: string;
  /** Who may send it. Whether they may do so now is the Act's to say. */
  by: readonly Who[];
  /** Whether the example district has nothing that it could be about, so that even they are told so. */
  isAboutNothing?: boolean;
}

const form = (by: readonly Who[], intent = "", fields: Record<string, string> = {}, path?: string): RouteForm => ({
  by,
  intent,
  fields,
  path,
});

const aboutNothing = (asked: RouteForm): RouteForm => ({ ...asked, isAboutNothing: true });

const signedIn = [
  "observer",
  "outsider",
  "neighbour",
  "resident",
  "convenor",
  "deputy",
  "officer",
  "second-officer",
  "northmoor-officer",
  "former-officer",
  "councillor",
  "commissioner",
  "operator",
] as const satisfies readonly Who[];
const everybody: readonly Who[] = ["stranger", ...signedIn];
const nobody: readonly Who[] = [];
const officers: readonly Who[] = ["officer", "second-officer"];
const officials: readonly Who[] = [...officers, "councillor"];
const appointers: readonly Who[] = ["officer", "operator"];
const offices: readonly Who[] = ["convenor", "deputy"];
const onRoll: readonly Who[] = ["neighbour", "resident", ...offices];

const docket = `${council}/docket/:duty`;
const promise = `${council}/docket/:promiseDuty/commitments/:commitment`;
const delivery = `${millbrook}/proposals/:promiseNumber/commitments/:commitment`;
const proposal = `${millbrook}/proposals/18`;
const uuid = "22222222-2222-4222-8222-222222222222";

/** Where the forms of a route are sent, and what they ask for. A route that takes forms and is not here fails the test. */
export const forms: Record<string, { path: string; asks: readonly RouteForm[] }> = {
  "$.tsx": { path: "/nothing-here", asks: [form(nobody)] },
  "account_.feeds.tsx": { path: "/account/feeds", asks: [form(signedIn, "make"), form(signedIn, "drop")] },
  "account_.name.tsx": { path: "/account/name", asks: [form(signedIn)] },
  "account_.notices.tsx": { path: "/account/notices", asks: [form(signedIn), form(signedIn, "again")] },
  "account_.residency.tsx": {
    path: "/account/residency",
    // Whether an address is one can be asked by anybody: it answers the next question of the form.
    asks: [form(signedIn, "claim"), form(signedIn, "code"), form(signedIn, "end"), form(everybody, "address")],
  },
  "api.$.ts": { path: "/api/v2/nothing", asks: [form(nobody)] },
  "api.v1.$.ts": { path: "/api/v1/votes", asks: [form(nobody)] },
  "commissioner.$kind.$id.tsx": {
    path: "/commissioner/appeal/:order",
    asks: [
      form(["commissioner"], "finding", { finding: "upheld" }),
      form(officers, "statement", { side: "respondent" }),
      form(offices, "statement", { side: "claimant" }),
      aboutNothing(form(["commissioner"], "recount", {}, "/commissioner/count/:closedVote")),
    ],
  },
  "councils.$slug.docket.$dutyId._index.tsx": {
    path: docket,
    asks: [
      form(officers, "acknowledge"),
      form(officers, "date"),
      form(officers, "pause", { reason: "author" }),
      form(officers, "answer"),
      form(officers, "begin", {}, `${council}/docket/:promiseDuty`),
      form(officers, "promise", {}, `${council}/docket/:promiseDuty`),
      form(officers, "assign"),
      form(officers, "note", { noteId: uuid }),
      form(officers, "unnote", { noteId: ":note" }),
      form(officers, "draft"),
      form(officers, "preview"),
      form(officers, "drop"),
      form(officers, "fill"),
      form(officers, "finish", {}, `${council}/docket/:charterDuty`),
      // Powers are answered for on pages of their own: this button says so to everybody, and does nothing.
      form(everybody, "confirm"),
    ],
  },
  "councils.$slug.docket.$dutyId.commitments.$commitmentId.tsx": {
    path: promise,
    asks: [
      form(officers, "noted"),
      form(officers, "done"),
      form(officers, "moved"),
      form(officers, "milestone"),
      form(officers, "milestone_done", { milestone: ":milestone" }),
    ],
  },
  "councils.$slug.docket.$dutyId.confirm.$powerId.tsx": {
    path: `${council}/docket/:charterDuty/confirm/:power`,
    asks: [aboutNothing(form(officers, "", { answer: "confirm" }))],
  },
  "councils.$slug.docket.$dutyId.powers.$requestId.tsx": {
    path: `${council}/docket/:charterDuty/powers/:request`,
    asks: [form(officers)],
  },
  "councils.$slug.docket.$dutyId.preview.tsx": { path: `${docket}/preview`, asks: [form(officers)] },
  "councils.$slug.docket._index.tsx": { path: `${council}/docket`, asks: [form(officers, "", { duty: ":duty" })] },
  "councils.$slug.docket.templates.tsx": {
    path: `${council}/docket/templates`,
    asks: [form(officers, "", { templateId: uuid }), form(officers, "remove", { templateId: ":template" })],
  },
  "councils.$slug.parishes.$parishSlug.orders.$orderId.tsx": {
    path: `${council}/parishes/millbrook-green/orders/:order`,
    asks: [form(officers)],
  },
  "councils.$slug.parishes.$parishSlug.orders._index.tsx": {
    path: `${council}/parishes/millbrook-green/orders`,
    asks: [form(officers, "", { about: "parish", kind: "suspend" })],
  },
  "councils.$slug.people.tsx": {
    path: `${council}/people`,
    asks: [form(appointers), form(appointers, "end", { role: ":role" })],
  },
  "councils.$slug.residents.tsx": {
    path: `${council}/residents`,
    asks: ["letter", "refuse", "confirm"].map((intent) => form(officers, intent, { claim: ":claim" })),
  },
  "councils.$slug.residents_.assisted._index.tsx": {
    path: `${council}/residents/assisted`,
    asks: [form(officers, "", { request: uuid, ward: ":ward" })],
  },
  "councils.$slug.residents_.assisted.sheet.$personId.tsx": {
    path: `${council}/residents/assisted/sheet/:resident`,
    asks: ["withdraw", "consent", "unsupport"].map((intent) =>
      aboutNothing(form(officers, intent, { proposal: uuid, parish: "nowhere" })),
    ),
  },
  "councils.$slug.residents_.assisted.sign.$kind.$id.tsx": {
    path: `${council}/residents/assisted/sign/support/priory-allotments`,
    asks: [form(officers, "find"), form(officers, "sign", { person: ":priory" })],
  },
  "councils.$slug.residents_.bulk.tsx": {
    path: `${council}/residents/bulk`,
    asks: [
      form(officers, "try", { list: "claim,verdict\n:claim,confirm" }),
      form(officers, "decide", { list: "claim,verdict\n:claim,confirm" }),
    ],
  },
  "councils.$slug.residents_.claims[.]csv.ts": { path: `${council}/residents/claims.csv`, asks: [form(officers)] },
  "councils.$slug.residents_.confirmed.tsx": {
    path: `${council}/residents/confirmed`,
    asks: [form(officers, "find", { name: "zz" }), form(officers, "", { claim: ":confirmed" })],
  },
  "councils.$slug.residents_.letters.tsx": {
    path: `${council}/residents/letters`,
    asks: [form(officers, "", { claim: ":claim" })],
  },
  "councils.$slug.schedule.new.tsx": {
    path: `${council}/schedule/new`,
    asks: [form(officers, "check"), form(officers, "make")],
  },
  "councils.$slug.wards.tsx": { path: `${council}/wards`, asks: [form(officers, "", { ward: ":ward" })] },
  "operator.jobs.tsx": { path: "/operator/jobs", asks: [aboutNothing(form(["operator"], "", { job: uuid }))] },
  "operator.people.tsx": {
    path: "/operator/people",
    asks: [form(["operator"], "", { kind: "commissioner" }), form(["operator"], "end", { role: ":deploymentRole" })],
  },
  "parishes.$slug.appeal.$orderId.tsx": { path: `${millbrook}/appeal/:order`, asks: [form(offices)] },
  "parishes.$slug.charter-vote.tsx": { path: "/parishes/saltmarsh-path-friends/charter-vote", asks: [form(nobody)] },
  "parishes.$slug.convenor.tsx": {
    path: `${millbrook}/convenor`,
    asks: [
      form(["deputy", "convenor"], "resign"),
      form(offices, "back"),
      form(offices, "away"),
      form(onRoll, "offer"),
      form(onRoll, "take_back"),
      form(["convenor"], "name_deputy", { person: ":resident" }),
      form(onRoll, "demand", { candidate: ":resident" }),
      form(onRoll, "sign", { requisition: ":requisition" }),
      form(signedIn, "unsign", { requisition: ":requisition" }),
      form(["neighbour"], "withdraw", { requisition: ":requisition" }),
    ],
  },
  "parishes.$slug.founding._index.tsx": {
    path: "/parishes/mill-lane-green/founding",
    asks: [
      form(["resident"], "leave"),
      form(["resident"], "withdraw", { confirm: "yes" }),
      form(
        onRoll.filter((who) => who !== "deputy"),
        "join",
      ),
    ],
  },
  ...Object.fromEntries(
    ["actions", "aim", "area", "money", "offices", "powers", "publicity", "scopes", "sunset", "term", "check"].map(
      (step) => [
        `parishes.$slug.founding.${step}.tsx`,
        { path: `/parishes/mill-lane-green/founding/${step}`, asks: [form(["resident"])] },
      ],
    ),
  ),
  "parishes.$slug.handover._index.tsx": { path: `${millbrook}/handover`, asks: [form(offices)] },
  "parishes.$slug.handover.answer.tsx": {
    path: `${millbrook}/handover/answer`,
    asks: [form(officers, "", { item: ":item", answer: "accepted" })],
  },
  "parishes.$slug.handover.ask.tsx": { path: `${millbrook}/handover/ask`, asks: [form(offices)] },
  "parishes.$slug.handover.assets.tsx": {
    path: `${millbrook}/handover/assets`,
    asks: [form(offices, "add"), form(offices, "remove", { asset: ":asset" })],
  },
  "parishes.$slug.powers_.$powerId.review.tsx": {
    path: `${millbrook}/powers/:power/review`,
    asks: [aboutNothing(form(officials))],
  },
  "parishes.$slug.proposals.$number._index.tsx": {
    path: proposal,
    asks: [
      form(["neighbour", ...offices], "second"),
      form(nobody, "unsecond"),
      form(["resident"], "withdraw"),
      form(signedIn, "argue"),
      form(signedIn, "report", { argument: ":argument" }),
      form(offices, "hide", { argument: ":argument" }),
      form(offices, "inadmissible"),
      form(offices, "conflict"),
      form(offices, "withdraw_conflict"),
      form(officers, "acting"),
    ],
  },
  "parishes.$slug.proposals.$number.commitments.$id._index.tsx": {
    path: delivery,
    asks: [
      form(onRoll, "report"),
      form([...offices, ...officers], "hide", { shown: ":report", ground: "elsewhere" }),
      form([...offices, "operator"], "show", { shown: ":report" }),
      form(officers, "answer", { shown: ":report", answer: "Mallory has seen to it." }),
    ],
  },
  "parishes.$slug.proposals.$number.consent.ts": {
    path: `${millbrook}/proposals/12/consent`,
    asks: [form(nobody)],
  },
  "parishes.$slug.proposals.$number.contest.tsx": {
    path: `${proposal}/contest`,
    asks: [aboutNothing(form(["resident"]))],
  },
  "parishes.$slug.proposals.$number.edit.tsx": {
    path: `${proposal}/edit`,
    asks: [form(["resident"]), form(["resident"], "check")],
  },
  "parishes.$slug.proposals.$number.notice.tsx": {
    path: `${proposal}/notice`,
    asks: [form(["resident", ...offices], "notice"), form(offices, "hall")],
  },
  "parishes.$slug.proposals.$number.review.tsx": {
    path: `${millbrook}/proposals/:promiseNumber/review`,
    asks: [
      form([...offices, ...officers], "measure"),
      form([...offices, ...officers], "preview"),
      form([...offices, ...officers], "import"),
      form(officials, "review"),
    ],
  },
  // Rules on what is being written, and writes nothing: to whoever may not write, it says nothing at all.
  "parishes.$slug.proposals.check.ts": { path: `${millbrook}/proposals/check`, asks: [form(everybody)] },
  "parishes.$slug.proposals.new.tsx": {
    path: `${millbrook}/proposals/new`,
    asks: [
      form(onRoll),
      form(onRoll, "save"),
      form(onRoll, "check"),
      form(["resident"], "throw_away", { draft: ":proposal" }),
    ],
  },
  "parishes.$slug.renewal.tsx": { path: `${millbrook}/renewal`, asks: [form(offices, "renew"), form(offices, "end")] },
  "parishes.$slug.review.tsx": {
    path: `${millbrook}/review`,
    asks: [
      form([...offices, ...officers], "measure", { action: ":action" }),
      form(offices, "publish"),
      form([...offices, ...officers], "evidence"),
      form(signedIn, "comment"),
      form(offices, "hide", { shown: ":comment" }),
    ],
  },
  "parishes.$slug.support.tsx": {
    path: "/parishes/priory-allotments/support",
    // Taking back what was never given changes nothing.
    asks: [form(nobody, "support"), form(signedIn, "withdraw")],
  },
  "parishes.new.tsx": { path: "/parishes/new", asks: [form(["outsider", ...onRoll])] },
  "sign-in.tsx": { path: "/sign-in", asks: [form(everybody)] },
  "sign-in_.as.tsx": { path: "/sign-in/as", asks: [form(everybody)] },
  "sign-in_.code.tsx": { path: "/sign-in/code", asks: [form(everybody)] },
  "sign-in_.link.$token.tsx": { path: "/sign-in/link/nothing", asks: [form(everybody)] },
  "sign-out.tsx": { path: "/sign-out", asks: [form(everybody)] },
  // The controls of the simulation are for everybody who looks at it.
  "simulation_.clock.tsx": { path: "/simulation/clock", asks: [form(everybody)] },
  "simulation_.crowd.ts": { path: "/simulation/crowd", asks: [form(everybody)] },
  // Ends letters for whoever holds the token, signed in or not, and answers every token alike.
  "unsubscribe.$token.tsx": { path: "/unsubscribe/nothing", asks: [form(everybody)] },
  "votes_.$id.tsx": { path: "/votes/:vote", asks: [form(onRoll, "", { choice: "for" })] },
  // Looks a receipt up in a public record.
  "votes_.$id_.check.tsx": { path: "/votes/:closedVote/check", asks: [form(everybody)] },
  "votes_.$id_.contest.tsx": { path: "/votes/:closedVote/contest", asks: [form(onRoll)] },
  "votes_.$id_.paper._index.tsx": {
    path: "/votes/:vote/paper",
    asks: [
      form(officers, "find"),
      form(officers, "offer"),
      form(officers, "count"),
      form(officers, "issue", { person: ":resident" }),
    ],
  },
};

/** Every form that somebody may not send, as it would be sent. */
export function formsRefused(who: Who) {
  return allForms().filter(({ by }) => !by.includes(who));
}

/** Each form that is not for everybody, as the first of those who may send it would. */
export function formsAllowed() {
  return allForms().flatMap((one) => {
    const [who] = one.by;
    return who === undefined || one.by.includes("stranger") ? [] : [{ ...one, who }];
  });
}

function allForms() {
  return Object.entries(forms).flatMap(([file, { path, asks }]) =>
    asks.map((ask) => ({
      file,
      by: ask.by,
      path: ask.path ?? path,
      intent: ask.intent,
      isAboutNothing: ask.isAboutNothing === true,
      fields: { ...filler, intent: ask.intent, ...ask.fields },
    })),
  );
}

/** What the action of a route tells apart by the button that was pressed. */
export function intentsIn(source: string): string[] {
  const from = source.search(/export (async )?(function|const) action\b/);
  if (from < 0) return [];
  const until = source.indexOf("export default", from);
  const action = source.slice(from, until < 0 ? undefined : until);
  const names = [
    ...action.matchAll(/\bcase "([a-z_]+)":/g),
    ...action.matchAll(/intent(?:"\))? [!=]== "([a-z_]+)"/g),
    ...source.matchAll(/name="intent" value="([a-z_]+)"/g),
  ].map(([, name]) => name as string);
  return [...new Set(names)];
}
