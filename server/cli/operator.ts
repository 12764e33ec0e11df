import { parseArgs } from "node:util";
import pino from "pino";
import { z } from "zod";
import type { RoleKind } from "~/domain/permissions/actor";
import { emailAddress, personName } from "~/forms/people";
import { openSigner } from "../auth/signing-key";
import { addCouncil } from "../commands/add-council";
import { appointPerson, dismissPerson } from "../commands/appoint-person";
import type { Context } from "../commands/context";
import { issueSignInLink } from "../commands/issue-sign-in-link";
import type { Outcome } from "../commands/outcome";
import { type Env, readEnv, StartupProblem } from "../env";
import { ensureDatabase } from "../persistence/connect";
import { openDb } from "../persistence/db";
import { migrate } from "../persistence/migrate";

const usage = `npm run operator -- add EMAIL [--name NAME]
    makes somebody an operator and prints a sign-in link that works once
npm run operator -- link EMAIL
    prints a sign-in link for somebody who has an account
npm run operator -- appoint EMAIL officer|councillor COUNCIL "POST" [--name NAME] [--may-appoint]
npm run operator -- appoint EMAIL commissioner "POST" [--name NAME]
    gives somebody a public role; COUNCIL is the last part of its page's address
    an officer with --may-appoint appoints and removes the others of that council
npm run operator -- dismiss EMAIL operator|officer|councillor|commissioner [COUNCIL]
    ends a role
npm run operator -- council add NAME --gss CODE [--slug SLUG]
    adds one council by hand`;

const appointed = z.enum(["officer", "councillor", "commissioner"], { error: usage });
const roleKinds = z.enum(["operator", "officer", "councillor", "commissioner"], { error: usage });

/** A value as a schema reads it, or one clear line. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (!checked.success) throw new StartupProblem(checked.error.issues[0]?.message ?? usage);
  return checked.data;
}

function doneOrSay<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new StartupProblem(outcome.refused.message);
  return outcome.value;
}

async function printLink(context: Context, email: string): Promise<void> {
  const { token, minutes } = doneOrSay(await issueSignInLink(context, { email }));
  const site = context.env.publicUrl ?? `http://localhost:${context.env.port || 3000}`;
  console.log(`Open this within ${minutes} minutes to sign in. It works once:\n${site}/sign-in/link/${token}`);
}

async function appoint(
  context: Context,
  words: string[],
  name: string | undefined,
  mayAppoint: boolean | undefined,
): Promise<void> {
  const email = read(emailAddress, words[0]);
  const kind = read(appointed, words[1]);
  // The Commissioner serves the whole deployment, so a council before the post is passed over.
  const isOfCouncil = kind !== "commissioner";
  const councilSlug = isOfCouncil ? words[2] : undefined;
  const post = (isOfCouncil ? words[3] : words.slice(2).at(-1))?.trim();
  if (!post || (isOfCouncil && !councilSlug)) throw new StartupProblem(usage);
  const person = doneOrSay(await appointPerson(context, { email, name, kind, councilSlug, post, mayAppoint }));
  console.log(`${person.name} (${email}) is now ${kind}: ${post}.`);
}

interface Flags {
  name?: string;
  gss?: string;
  slug?: string;
  "may-appoint"?: boolean;
}

async function obey(context: Context, words: string[], flags: Flags) {
  const [command, ...rest] = words;
  const name = flags.name === undefined ? undefined : read(personName, flags.name);
  if (command === "add") {
    const email = read(emailAddress, rest[0]);
    const kind: RoleKind = "operator";
    const person = doneOrSay(await appointPerson(context, { email, name, kind, post: "Operator" }));
    console.log(`${person.name} (${email}) is an operator.`);
    return printLink(context, email);
  }
  if (command === "link") return printLink(context, read(emailAddress, rest[0]));
  if (command === "appoint") return appoint(context, rest, name, flags["may-appoint"]);
  if (command === "dismiss") {
    const email = read(emailAddress, rest[0]);
    const kind = read(roleKinds, rest[1]);
    const { count } = doneOrSay(await dismissPerson(context, { email, kind, councilSlug: rest[2] }));
    console.log(count === 0 ? `${email} does not hold that role.` : `${email} is no longer ${kind}.`);
    return;
  }
  if (command === "council" && rest[0] === "add" && rest[1]?.trim() && flags.gss) {
    const gss = read(z.string().regex(/^[EW]\d{8}$/, "A council's code looks like E07000123."), flags.gss);
    const slug =
      flags.slug === undefined
        ? undefined
        : read(z.string().regex(/^[a-z0-9-]+$/, "A slug is small letters, figures and hyphens."), flags.slug);
    const council = doneOrSay(await addCouncil(context, { name: rest[1].trim(), gss, slug }));
    console.log(`Added. Its page is /councils/${council.slug}`);
    return;
  }
  throw new StartupProblem(usage);
}

async function run(args: string[]): Promise<void> {
  const env: Env = readEnv();
  const { values, positionals } = parseCommandLine(args);
  if (positionals.length === 0) throw new StartupProblem(usage);
  const database = await ensureDatabase(env);
  try {
    await migrate(database.ownerUrl);
    const db = openDb(database.appUrl, 2);
    const log = pino({ level: env.logLevel });
    try {
      const signer = openSigner(env);
      await obey({ db, env, log, signer, publish: () => {}, enqueue: () => {} }, positionals, values);
    } finally {
      await db.$disconnect();
    }
  } finally {
    await database.stop();
  }
}

function parseCommandLine(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: "string" },
        gss: { type: "string" },
        slug: { type: "string" },
        "may-appoint": { type: "boolean" },
      },
    });
  } catch {
    throw new StartupProblem(usage);
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
});
