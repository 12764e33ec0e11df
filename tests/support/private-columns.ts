import { createHash } from "node:crypto";
import type { World } from "./world";

/**
 * Whether what a column holds may be published: always, never, or in some rows only (an argument until it is hidden, a proposal once it is put
 * forward, the name of somebody who acts in a post). Names the columns that can hold words or secrets, table by table. A new one that is not here
 * fails the test of the public API until somebody has decided.
 */
export const standings: Readonly<Record<string, { public?: string; private?: string; someRows?: string }>> = {
  council: { public: "slug name gss former_codes kind" },
  ward: { public: "gss name former_codes electorate_source" },
  schedule: { public: "parameters officer_name officer_post reason statement" },
  person: { private: "slug email", someRows: "name" },
  session: { private: "id" },
  feed_token: { private: "token_hash" },
  sign_in_code: { private: "email secret_hash" },
  residency: { private: "address refused_reason ended_reason posted_code_hash identity_check" },
  role: { public: "post" },
  parish: {
    public: "slug name problem end_point money_purpose receiver_name receiver_takes rules minute_head",
  },
  priority_action: { public: "action measure baseline target" },
  measurement: { public: "source by_name by_post" },
  mid_term_review: { public: "finding figures by_name by_post" },
  review_comment: { public: "post hidden_reason", someRows: "text" },
  power_request: {
    public: "catalogue_id scope",
    someRows: "conditions ground reasons officer_name officer_post decision_reference",
  },
  power: { public: "catalogue_id service scope conditions officer_name officer_post decision_reference" },
  requisition: { public: "closed_reason" },
  conflict_of_interest: { public: "reason" },
  acting_person: { public: "officer_name officer_post" },
  supporter: { private: "entered_by_post" },
  proposal: {
    public: "rules inadmissible_ground inadmissible_reasons",
    someRows: "title change place money_source who_pays_after measure baseline target",
  },
  seconder: { private: "entered_by_post" },
  argument: { public: "hidden_reason", someRows: "text" },
  argument_report: { private: "reason" },
  vote: { public: "question tie_rule seed rules step_hash ruling paper_result cancelled_reason" },
  paper_serial: { private: "serial" },
  vote_step: { public: "step hash key_id signature roots" },
  vote_log: { public: "lines" },
  vote_key: { public: "key_id public_key" },
  ballot: { public: "receipt nonce choice" },
  duty: { public: "rules pause_reason" },
  duty_note: { private: "author_name author_post text" },
  answer_template: { private: "name ground reasons by_name by_post" },
  answer_draft: { private: "typed by_name by_post" },
  suspension: { public: "ground reasons officer_name officer_post ended_by_name ended_by_post ended_reasons" },
  appeal: { public: "reasons by_name finding_reasons decided_by_name" },
  contest: { public: "name reasons" },
  matter_statement: { public: "text by_name by_post" },
  recount: { public: "report counts root ballot_file by_name" },
  matter_finding: { public: "reasons ruling objection by_name" },
  power_confirmation: { public: "ground reasons officer_name officer_post" },
  response: { public: "ground reasons modified_text officer_name officer_post ruling" },
  commitment: { public: "what owner owner_name" },
  milestone: { public: "what" },
  commitment_step: { public: "kind text by_name by_post" },
  evidence: { public: "mime hidden_reason hidden_ground hidden_by_post", someRows: "hash bytes alt" },
  delivery_report: { public: "hidden_reason hidden_ground hidden_by_post answer answered_by", someRows: "text" },
  outcome_review: { public: "measured finding by_name figures" },
  power_review: { public: "finding conditions by_name by_post" },
  asset: { public: "name description added_by_name removed_reason" },
  handover_item: { public: "subject name organisation asked_by_name reason", someRows: "receiver_name" },
  minute_entry: { public: "kind body previous_hash hash" },
  audit_line: { private: "name post network action about path changes" },
  mail: { private: "key recipient subject text last_error" },
  notice: { private: "key kind title text path" },
  refused_address: { private: "email reason" },
  rate_limit: { private: "key" },
  socket_attachment: { private: "payload" },
};

/** What is not of the product: where migrations are noted, and what the job queue keeps. */
const notOurs = ["_prisma_migrations"];

/** Columns of the database that can hold words or secrets, as "table.column". */
export async function wordyColumns(world: World): Promise<string[]> {
  const rows = await world.sql<{ name: string }>(
    `SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND NOT c.table_name = ANY($1)
       AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY') ORDER BY 1`,
    [notOurs],
  );
  return rows.map(({ name }) => name);
}

/** Every column that is declared here, as "table.column". */
export function declaredColumns(): string[] {
  return Object.entries(standings)
    .flatMap(([table, of]) => Object.values(of).flatMap((names) => names.split(" ").map((name) => `${table}.${name}`)))
    .sort();
}

interface Column {
  name: string;
  type: string;
  isNeeded: boolean;
  refersTo: string | null;
  firstLabel: string | null;
}

async function columnsOf(world: World, table: string): Promise<Column[]> {
  return world.sql<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS "isNeeded",
       (SELECT f.confrelid::regclass::text FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = a.attrelid AND a.attnum = ANY(f.conkey) LIMIT 1)
         AS "refersTo",
       (SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = a.atttypid ORDER BY e.enumsortorder LIMIT 1) AS "firstLabel"
     FROM pg_attribute a
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  );
}

/** A mark that is nobody's word, so that it is found wherever it comes out. */
const markOf = (column: string) => `planted-${createHash("sha256").update(column).digest("hex").slice(0, 16)}`;

/** The ways in which the mark of a column may come out: as it is, or as bytes in one of the usual spellings. */
export function spellingsOf(column: string): string[] {
  const bytes = Buffer.from(markOf(column));
  return [markOf(column), bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, "").slice(0, 28)];
}

/** Puts a row into a table that has none, with whatever it needs: for tables that no command of this world writes. */
async function fill(world: World, table: string): Promise<void> {
  const values: [string, string][] = [];
  for (const { name, type, isNeeded, refersTo, firstLabel } of await columnsOf(world, table)) {
    const isPrivate = (standings[table]?.private ?? "").split(" ").includes(name);
    if (!isNeeded && !isPrivate) continue;
    const plain: Record<string, string> = {
      text: `'${markOf(`${table}.${name}`)}'`,
      uuid: refersTo ? `(SELECT id FROM ${refersTo} LIMIT 1)` : "gen_random_uuid()",
      jsonb: "'{}'",
      bytea: `convert_to('${markOf(`${table}.${name}`)}', 'UTF8')`,
      boolean: "false",
      "timestamp with time zone": "app_now()",
      date: "current_date",
      integer: "1",
      bigint: "1",
    };
    // A table whose key is that of another takes an identifier that is there.
    const value = firstLabel ? `'${firstLabel}'` : plain[type];
    if (value) values.push([name, value]);
  }
  await world.sql(
    `INSERT INTO ${table} (${values.map(([name]) => `"${name}"`).join(", ")}) VALUES (${values.map(([, value]) => value).join(", ")})`,
  );
}

/** Writes a mark into every private column of every row, and sees to it that there is a row. Answers the columns. */
export async function plantMarks(world: World): Promise<string[]> {
  const planted: string[] = [];
  for (const [table, of] of Object.entries(standings)) {
    if (!of.private) continue;
    // A mark has the form of nothing, and this database is thrown away.
    const checks = await world.sql<{ name: string }>(
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND conrelid = $1::regclass",
      [table],
    );
    for (const { name } of checks) await world.sql(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    const [count] = await world.sql<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${table}`);
    if (count?.rows === 0) await fill(world, table);
    const types = new Map((await columnsOf(world, table)).map((column) => [column.name, column.type]));
    await world.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const name of of.private.split(" ")) {
      const column = `${table}.${name}`;
      const text = `'${markOf(column)} ' || row_number`;
      const value =
        types.get(name) === "bytea"
          ? `convert_to(${text}, 'UTF8')`
          : types.get(name) === "jsonb"
            ? `to_jsonb(ARRAY[${text}])`
            : text;
      await world.sql(
        `UPDATE ${table} SET "${name}" = ${value} FROM (SELECT ctid AS row, row_number() OVER () FROM ${table}) numbered WHERE ${table}.ctid = row`,
      );
      planted.push(column);
    }
    await world.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  return planted;
}
