import type { World } from "./world";

// Everybody whom a route may meet, in the example district, and one real thing of each kind that an address can name.

export const council = "/councils/wexcombe";
export const millbrook = "/parishes/millbrook-green";

export const people = [
  "stranger",
  "observer",
  /** A confirmed resident of another council's area. */
  "outsider",
  "neighbour",
  /** The author of the proposal and the founder of the draft that the forms are about. */
  "resident",
  "convenor",
  "deputy",
  /** The officer who appoints the others; the second one may not. */
  "officer",
  "second-officer",
  "northmoor-officer",
  "former-officer",
  "councillor",
  "commissioner",
  "operator",
] as const;

export type Who = (typeof people)[number];

/** One form: where it is sent, if not where its route says, and what it holds. */
export interface Sent {
  path?: string;
  fields: Record<string, string>;
}

export interface RoutePeople {
  url: string;
  sql: World["sql"];
  /** Opens a page as somebody. */
  open(who: string, path: string): Promise<Response>;
  /** Sends a form as somebody; `headers` go on top. */
  send(who: string, path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** The cookie of somebody's session; empty for a stranger. */
  cookieOf(who: string): string;
  /** Puts the identifiers of real things in the places of a text that name them: `/votes/:vote`. */
  name(text: string): string;
  nameAll(fields: Record<string, string>): Record<string, string>;
  /** A fingerprint of every row, by table, apart from how often somebody has asked and from letters, which jobs write when a day has come. */
  fingerprint(): Promise<Map<string, string>>;
}

/** Who is asked to sign in is refused, as is who may not and who is not to know. */
export function isTurnedAway(answer: Response): boolean {
  const isAsked = answer.status === 302 && (answer.headers.get("location") ?? "").startsWith("/sign-in");
  return isAsked || [401, 403, 404].includes(answer.status);
}

/** The address at which the scripts of a page send its forms: the same action, answered without making the page anew. */
export function scriptsAddress(path: string): string {
  const [place = "", query] = path.split("?");
  return `${place}.data${query === undefined ? "" : `?${query}`}`;
}

/** The same of an answer to scripts, which are told where to go in its body. */
export async function isTurnedAwayByScript(answer: Response): Promise<boolean> {
  const text = await answer.text();
  return isTurnedAway(answer) || (answer.status === 202 && text.includes('"/sign-in'));
}

const reasons = "Somebody was hurt by a bin that the parish had moved into the road.";
/** A date field as its three boxes, so many days from now. */
export function daysAhead(field: string, days: number): Record<string, string> {
  const on = new Date(Date.now() + days * 86_400_000);
  return {
    [`${field}.day`]: String(on.getUTCDate()),
    [`${field}.month`]: String(on.getUTCMonth() + 1),
    [`${field}.year`]: String(on.getUTCFullYear()),
  };
}

/** Makes whoever and whatever the example district lacks, by the forms that people would send, and learns what everything is called. */
export async function furnishRoutes(url: string, sql: World["sql"]): Promise<RoutePeople> {
  const cookies = new Map<string, string>([["stranger", ""]]);
  const names = new Map<string, string>();
  const name = (text: string) =>
    text.replace(/:([a-z][A-Za-z]+)/g, (_all, key: string) => names.get(key) ?? unknown(key));
  const unknown = (key: string): never => {
    throw new Error(`nothing is called ${key}`);
  };
  const ask = (who: string, path: string, more: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      redirect: "manual",
      ...more,
      headers: { cookie: cookies.get(who) ?? unknown(who), ...more.headers },
    });
  const open = (who: string, path: string) => ask(who, path);
  const send = (who: string, path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(who, path, { method: "POST", body: new URLSearchParams(fields), headers });
  const signIn = async (who: string) => {
    cookies.set(who, "");
    const answer = await send(who, "/sign-in/as", { person: who });
    cookies.set(who, (answer.headers.getSetCookie()[0] ?? unknown(who)).split(";")[0] as string);
  };
  /** Sends a form that must be taken. */
  const done = async (who: string, path: string, fields: Record<string, string>) => {
    const answer = await send(who, path, fields);
    if (answer.status < 400) return;
    throw new Error(`${who} at ${path} (${fields.intent}): ${answer.status} ${sentenceOf(await answer.text())}`);
  };
  /** Names what a question finds first. */
  const learn = async (key: string, question: string) => {
    const [row] = await sql<{ found: string }>(question);
    names.set(key, String(row?.found ?? unknown(`${key}: ${question}`)));
  };
  const newcomer = (slug: string, called: string) =>
    sql("INSERT INTO person (id, email, name, slug, created_at) VALUES (gen_random_uuid(), $1, $2, $3, app_now())", [
      `${slug}@wexcombe.example`,
      called,
      slug,
    ]);
  const claim = (ward: string) => ({ intent: "claim", ward, address: "1 Mill Lane, MG1 1AA", age: "yes" });
  const claimOf = (slug: string) =>
    `SELECT residency.id AS found FROM residency JOIN person ON person.id = person_id WHERE slug = '${slug}'`;
  const personOf = (slug: string) => `SELECT id AS found FROM person WHERE slug = '${slug}'`;
  const inMillbrook = (more: string) => `parish_id = (SELECT id FROM parish WHERE slug = 'millbrook-green') ${more}`;

  await newcomer("outsider", "Nora Fell");
  await newcomer("former-officer", "Colin Vale");
  await newcomer("claimant", "Cleo Newby");
  for (const who of [...people.slice(1), "claimant"]) await signIn(who);
  for (const slug of ["resident", "neighbour"]) await learn(slug, personOf(slug));

  await done("outsider", "/account/residency", claim("E05999051"));
  await learn("outsiderClaim", claimOf("outsider"));
  await done("northmoor-officer", "/councils/northmoor/residents", {
    intent: "confirm",
    claim: name(":outsiderClaim"),
  });
  await done("claimant", "/account/residency", claim("E05999001"));
  await learn("claim", claimOf("claimant"));
  await learn(
    "confirmed",
    "SELECT residency.id AS found FROM residency JOIN ward ON ward.id = ward_id WHERE ward.name = 'Harbour' AND confirmed_at IS NOT NULL LIMIT 1",
  );
  names.set("ward", "E05999001");

  const post = { email: "former-officer@wexcombe.example", kind: "officer", name: "Colin Vale", post: "Parks officer" };
  await done("officer", `${council}/people`, post);
  await learn("formerRole", "SELECT id AS found FROM role WHERE post = 'Parks officer' AND ended_at IS NULL");
  await done("officer", `${council}/people`, {
    intent: "end",
    role: name(":formerRole"),
    reason: "The post is no more.",
  });
  await learn(
    "role",
    "SELECT role.id AS found FROM role JOIN person ON person.id = person_id WHERE slug = 'councillor'",
  );
  await learn("deploymentRole", "SELECT id AS found FROM role WHERE kind = 'commissioner'");

  await learn(
    "duty",
    `SELECT duty.id AS found FROM duty JOIN proposal ON proposal.id = proposal_id WHERE duty.${inMillbrook("AND number = 12")}`,
  );
  await done("officer", name(`${council}/docket/:duty`), {
    intent: "note",
    noteId: crypto.randomUUID(),
    note: "Ask the depot.",
  });
  await learn("note", "SELECT id AS found FROM duty_note LIMIT 1");
  await done("officer", name(`${council}/docket/:duty`), { intent: "draft", revision: "0", answer: "accept" });
  await done("officer", `${council}/docket/templates`, {
    templateId: crypto.randomUUID(),
    revision: "0",
    name: "Not safe",
    answer: "reject",
    ground: "unsafe",
    reasons,
  });
  await learn("template", "SELECT id AS found FROM answer_template LIMIT 1");
  await learn(
    "charterDuty",
    "SELECT duty.id AS found FROM duty JOIN parish ON parish.id = parish_id WHERE slug = 'northgate-quiet-streets'",
  );
  await learn(
    "request",
    "SELECT power_request.id AS found FROM power_request JOIN parish ON parish.id = parish_id WHERE slug = 'northgate-quiet-streets' AND decided_at IS NULL LIMIT 1",
  );

  await learn(
    "commitment",
    `SELECT commitment.id AS found FROM commitment JOIN proposal ON proposal.id = proposal_id WHERE ${inMillbrook("AND commitment.done_at IS NULL ORDER BY number DESC LIMIT 1")}`,
  );
  await learn(
    "promiseNumber",
    `SELECT number AS found FROM commitment JOIN proposal ON proposal.id = proposal_id WHERE commitment.id = '${name(":commitment")}'`,
  );
  await learn(
    "promiseDuty",
    `SELECT duty.id AS found FROM commitment JOIN duty USING (proposal_id) WHERE commitment.id = '${name(":commitment")}'`,
  );
  const work = name(`${council}/docket/:promiseDuty/commitments/:commitment`);
  await done("officer", work, { intent: "milestone", step: "The posts are ordered.", ...daysAhead("stepOn", 10) });
  await learn("milestone", "SELECT id AS found FROM milestone LIMIT 1");
  await done("neighbour", name(`${millbrook}/proposals/:promiseNumber/commitments/:commitment`), {
    intent: "report",
    verdict: "not_done",
    report: "Nothing has been done at the lower end.",
  });
  await learn(
    "report",
    `SELECT id AS found FROM delivery_report WHERE commitment_id = '${name(":commitment")}' LIMIT 1`,
  );

  await learn("power", `SELECT id AS found FROM power WHERE ${inMillbrook("ORDER BY catalogue_id LIMIT 1")}`);
  const order = {
    about: name(":power"),
    kind: "suspend",
    ground: "unsafe",
    reasons,
    ...daysAhead("takesEffectOn", 60),
  };
  await done("officer", `${council}/parishes/millbrook-green/orders`, order);
  await learn("order", "SELECT id AS found FROM suspension LIMIT 1");
  await done("convenor", name(`${millbrook}/appeal/:order`), { reasons });

  await done("resident", `${millbrook}/convenor`, { intent: "offer", office: "convenor" });
  await done("neighbour", `${millbrook}/convenor`, { intent: "demand", candidate: name(":resident") });
  await learn("requisition", "SELECT id AS found FROM requisition LIMIT 1");
  await done("convenor", `${millbrook}/handover/assets`, { name: "The bench", description: "By the mill pond." });
  await learn("asset", "SELECT id AS found FROM asset LIMIT 1");
  await done("convenor", `${millbrook}/handover/ask`, { thing: `asset:${name(":asset")}`, receiver: "council" });
  await learn("item", "SELECT id AS found FROM handover_item LIMIT 1");
  await done("resident", "/parishes/new", { name: "Mill Lane Green" });
  await done("neighbour", `${millbrook}/proposals/18`, {
    intent: "argue",
    side: "against",
    text: "The phone box leaks in the rain.",
  });
  await learn(
    "argument",
    `SELECT argument.id AS found FROM argument JOIN proposal ON proposal.id = proposal_id WHERE ${inMillbrook("AND number = 18 ORDER BY argument.at DESC LIMIT 1")}`,
  );
  await learn(
    "proposal",
    `SELECT id AS found FROM proposal WHERE author_id = '${name(":resident")}' AND submitted_at IS NULL`,
  );
  await learn(
    "vote",
    `SELECT vote.id AS found FROM vote JOIN proposal ON proposal.id = proposal_id WHERE vote.${inMillbrook("AND number = 15")}`,
  );
  await learn(
    "closedVote",
    `SELECT vote.id AS found FROM vote JOIN proposal ON proposal.id = proposal_id WHERE vote.${inMillbrook("AND number = 14")}`,
  );
  await learn(
    "priory",
    "SELECT person_id AS found FROM residency JOIN ward ON ward.id = ward_id WHERE ward.name = 'Priory' AND confirmed_at IS NOT NULL LIMIT 1",
  );
  await learn("action", `SELECT id AS found FROM priority_action WHERE ${inMillbrook("LIMIT 1")}`);
  await done("officer", `${millbrook}/review`, {
    intent: "evidence",
    evidence: "The depot counted the full bins in June.",
  });
  await learn("comment", `SELECT id AS found FROM review_comment WHERE ${inMillbrook("LIMIT 1")}`);

  return {
    url,
    sql,
    open,
    send,
    name,
    // Words that people type hold colons too: only a field that is nothing else, or a list, names something.
    nameAll: (fields) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, text]) => [field, /^:|\n:/.test(text) ? name(text) : text]),
      ),
    cookieOf: (who) => cookies.get(who) ?? unknown(who),
    async fingerprint() {
      const tables = await sql<{ name: string }>(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('session', 'rate_limit', 'sign_in_code', 'socket_attachment', 'notice', 'mail') ORDER BY 1",
      );
      const sums = tables.map(
        (one) => `SELECT '${one.name}' AS name, sum(hashtextextended(t::text, 0))::text AS sum FROM "${one.name}" t`,
      );
      const rows = await sql<{ name: string; sum: string | null }>(sums.join(" UNION ALL "));
      return new Map(rows.map((row) => [row.name, row.sum ?? ""]));
    },
  };
}

/** What a refused page says, for whoever reads why the set-up failed. */
function sentenceOf(page: string): string {
  return page
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 700);
}
