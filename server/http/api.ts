import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { actAsData } from "~/domain/act/published-act";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { isCivilDate } from "~/domain/time/civil";
import {
  type Asked,
  type Collection,
  firstYear,
  placeOf,
  readAll,
  readPage,
  readPlace,
  statesOf,
} from "../api/collection";
import { collections } from "../api/collections";
import { csvOf } from "../api/files";
import { askingLimit, licence, listName, openApiDocument, pageSizes } from "../api/guide";
import { networkOf } from "../auth/network-of";
import type { Application } from "../container";
import { ndjsonOf } from "../exports/ndjson";
import { settledBefore } from "../persistence/db";
import { siteOf } from "./feed-file";
import { bytesOf } from "./vote-file";

export * from "../api/guide";

/** Why a request was not answered (RFC 9457). The page /api explains each code. */
class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: keyof typeof problemTitles,
    detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** Every code that a refusal can carry, with what it means. */
export const problemTitles = {
  not_found: "Nothing is there",
  unknown_parameter: "Something was asked that is not understood here",
  bad_parameter: "Something was asked in a form that is not understood",
  read_only: "The API can only be read",
  too_many: "Too much was asked in a short time",
} as const;

const methods = "GET, HEAD, OPTIONS";

/** Everything that the API answers is public, so every site may ask for it. */
const open = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
} as const;

interface Caller {
  app: Application;
  clientAddress: string;
}

/**
 * Answers a request to `/api/v1/`: a page of a collection, one item, a file, or what the API says of itself.
 *
 * @param path what follows `/api/v1/` in the address, decoded
 */
export async function answerApi(caller: Caller, request: Request, path: string): Promise<Response> {
  const site = siteOf(caller.app, request);
  try {
    if (request.method === "OPTIONS") return allowed();
    if (request.method !== "GET" && request.method !== "HEAD") {
      throw new Problem(405, "read_only", "The API can only be read, with GET or HEAD.", { Allow: methods });
    }
    await takeTurn(caller);
    return await answered(caller.app, request, path, site);
  } catch (error) {
    if (error instanceof Problem) return refusal(error, site);
    throw error;
  }
}

/** The answer at an address of the API where nothing is. */
export function nothingThere(app: Application, request: Request): Response {
  return refusal(new Problem(404, "not_found", "The API has nothing at this address."), siteOf(app, request));
}

function allowed(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...open,
      Allow: methods,
      "Access-Control-Allow-Methods": methods,
      "Access-Control-Allow-Headers": "If-None-Match",
      "Access-Control-Max-Age": "86400",
    },
  });
}

function refusal({ status, code, message, headers }: Problem, site: string): Response {
  const body = { type: `${site}/api#${code}`, title: problemTitles[code], status, detail: message, code };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      ...open,
      "Content-Type": "application/problem+json; charset=utf-8",
      "Cache-Control": "no-store",
      ...headers,
    },
  });
}

// Counted in memory, by each process for itself: it keeps one reader from taking everything, and costs no statement.
const turns = new RateLimiterMemory({ points: askingLimit.times, duration: askingLimit.seconds });

async function takeTurn({ clientAddress }: Caller): Promise<void> {
  try {
    await turns.consume(networkOf(clientAddress) || clientAddress);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new Problem(
      429,
      "too_many",
      `Your network may ask ${askingLimit.times} times in ${askingLimit.seconds} seconds. Wait ${seconds} seconds. The files hold whole collections in one request.`,
      { "Retry-After": String(seconds) },
    );
  }
}

async function answered(app: Application, request: Request, path: string, site: string): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const hour = 3_600;
  const plain = (body: object, keptFor: number) => {
    readQuery(query, {});
    return document(request, body, { keptFor });
  };
  const clean = path.replace(/\/$/, "");
  if (clean === "") return plain(index(), hour);
  if (clean === "openapi.json") return plain(openApiDocument(site), hour);
  if (clean === "act") return plain(actAsData(), hour);
  const [, name = "", format] = /^(.*)\.(csv|ndjson)$/.exec(clean) ?? [];
  for (const of of collections) {
    if (clean === of.name) return page(app, request, of, query, site);
    if (name === of.name) return file(app, request, of, query, format as "csv" | "ndjson");
    if (clean.startsWith(`${of.name}/`)) {
      readQuery(query, {});
      return item(app, request, of, clean.slice(of.name.length + 1));
    }
  }
  throw new Problem(404, "not_found", "The API has nothing at this address. /api/v1 lists what there is.");
}

function index() {
  return {
    openapi: "/api/v1/openapi.json",
    guide: "/api",
    licence: licence.url,
    collections: collections.map(({ name, title }) => ({
      name,
      title,
      href: `/api/v1/${name}`,
      csv: `/api/v1/${name}.csv`,
      ndjson: `/api/v1/${name}.ndjson`,
    })),
    act: "/api/v1/act",
    simulated: disclosure.line,
  };
}

/** What an address asks for, one value each; refuses what is asked twice, or is not among the parameters. */
function readQuery<Shape extends z.ZodRawShape>(query: URLSearchParams, shape: Shape): z.output<z.ZodObject<Shape>> {
  const known = Object.keys(shape);
  for (const name of new Set(query.keys())) {
    if (!known.includes(name)) {
      const takes = known.length > 0 ? `It takes ${known.join(", ")}.` : "It takes no parameters.";
      throw new Problem(400, "unknown_parameter", `“${name}” is not a parameter of this address. ${takes}`);
    }
    if (query.getAll(name).length > 1) throw new Problem(400, "bad_parameter", `“${name}” was given more than once.`);
  }
  const read = z.object(shape).safeParse(Object.fromEntries(query));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Problem(400, "bad_parameter", `“${first?.path.join(".")}” cannot be read. ${first?.message ?? ""}`);
}

const shapes = {
  after: z.string().optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `It is a whole number from 1 to ${pageSizes.most}.`)
    .transform(Number)
    .refine((count) => count <= pageSizes.most, `It is a whole number from 1 to ${pageSizes.most}.`)
    .optional(),
  council: z.string().optional(),
  parish: z.string().optional(),
  since: z
    .string()
    .refine((text) => isCivilDate(text) || z.iso.datetime({ offset: true }).safeParse(text).success, {
      message: "It is an instant, such as 2026-11-22T09:00:00Z, or a day, such as 2026-11-22.",
    })
    .transform((text) => new Date(text))
    .refine((at) => at.getUTCFullYear() >= firstYear, "The calendar begins with the year 1.")
    .optional(),
};

function shapeOf(of: Collection, isPaged: boolean) {
  const states = statesOf(of);
  const all = {
    ...shapes,
    state: z.enum(states as [string, ...string[]], `It is one of ${states.join(", ")}.`).optional(),
  };
  const names = [...(isPaged ? (["after", "limit"] as const) : []), ...of.filters];
  return Object.fromEntries(names.map((name) => [name, all[name]])) as typeof all;
}

/** What is asked of a collection, with places by their identifiers. */
async function askedOf(app: Application, of: Collection, query: URLSearchParams, isPaged: boolean) {
  const read = readQuery(query, shapeOf(of, isPaged));
  const idOf = async (kind: "council" | "parish", slug: string | undefined) => {
    if (slug === undefined) return undefined;
    const where = { where: { slug }, select: { id: true } };
    const found = await (kind === "council" ? app.db.council.findUnique(where) : app.db.parish.findUnique(where));
    if (!found) throw new Problem(404, "not_found", `There is no ${kind} with the slug “${slug}”.`);
    return found.id;
  };
  const [now, settled, councilId, parishId] = await Promise.all([
    app.now(),
    of.at ? settledBefore(app.db) : undefined,
    idOf("council", read.council),
    idOf("parish", read.parish),
  ]);
  const { state, since, limit } = read;
  const after = read.after === undefined ? undefined : await placeAfter(app, of, read.after, now);
  const asked: Asked & { state?: string } = { now, take: limit ?? pageSizes.usual };
  // Left out and undefined are the same here, but not to the database client.
  for (const [name, value] of Object.entries({ after, state, since, settledBefore: settled, councilId, parishId })) {
    if (value !== undefined) Object.assign(asked, { [name]: value });
  }
  return asked;
}

function isKey(of: Collection, key: string): boolean {
  return (of.item.shape[of.key] as z.ZodType).safeParse(key).success;
}

/**
 * The place after which a reader goes on: what `next` answered, which tells it by itself whatever has become of the item there; or the key of an
 * item that they have.
 */
async function placeAfter(app: Application, of: Collection, after: string, now: Date): Promise<string> {
  const place = of.at && readPlace(after);
  if (place && isKey(of, place.key)) return after;
  if (!isKey(of, after)) throwNoSuchItem(of, after);
  if (!of.at && !of.isFixed) return after;
  const [item] = await of.read(app.db, { now, one: after, take: 1 });
  return item ? placeOf(of, item) : throwNoSuchItem(of, after);
}

function throwNoSuchItem(of: Collection, key: string): never {
  throw new Problem(404, "not_found", `“${of.name}” has nothing with the key “${key}”.`);
}

async function page(app: Application, request: Request, of: Collection, query: URLSearchParams, site: string) {
  const asked = await askedOf(app, of, query, true);
  const { items, next } = await readPage(of, app.db, asked);
  const end = items.at(-1);
  const last = end ? placeOf(of, end) : (asked.after ?? null);
  const links = [`<${site}/api/v1/openapi.json>; rel="service-desc"`, `<${licence.url}>; rel="license"`];
  if (next !== null) {
    const following = new URLSearchParams(query);
    following.set("after", next);
    links.unshift(`<${site}/api/v1/${of.name}?${following}>; rel="next"`);
  }
  return document(request, { [listName(of)]: items, next, last, simulated: disclosure.line }, { links });
}

async function item(app: Application, request: Request, of: Collection, key: string) {
  if (!isKey(of, key)) throwNoSuchItem(of, key);
  const now = await app.now();
  const [one] = await of.read(app.db, { now, one: key, take: 1 });
  if (!one) throwNoSuchItem(of, key);
  const more = await of.more?.read(app.db, key, now);
  return document(request, { ...one, ...more, simulated: disclosure.line }, { keptFor: of.keeps?.(one) });
}

const formats = {
  csv: { type: "text/csv; charset=utf-8; header=present", write: csvOf },
  ndjson: {
    type: "application/x-ndjson; charset=utf-8",
    write: (_of: Collection, pages: AsyncIterable<object[]>) => ndjsonOf(pages),
  },
} as const;

async function file(
  app: Application,
  request: Request,
  of: Collection,
  query: URLSearchParams,
  format: keyof typeof formats,
): Promise<Response> {
  const asked = await askedOf(app, of, query, false);
  const { type, write } = formats[format];
  const headers = {
    ...open,
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${of.name.replace("/", "-")}.${format}"`,
    "Cache-Control": "no-cache",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(bytesOf(write(of, readAll(of, app.db, asked))), { headers });
}

const gzipped = promisify(gzip);
const worthPacking = 1_024;

/**
 * A document, or 304 when the reader has this very one. It is packed here and not on its way, because its strong tag names these very bytes.
 *
 * @param options.keptFor for how many seconds it stays true whatever happens; otherwise it is asked for again each time
 */
async function document(
  request: Request,
  body: object,
  options: { keptFor?: number; links?: string[] },
): Promise<Response> {
  const text = `${JSON.stringify(body)}\n`;
  const mayPack = /\bgzip\b/.test(request.headers.get("Accept-Encoding") ?? "");
  const isPacked = mayPack && text.length >= worthPacking;
  const tag = `"${createHash("sha256").update(text).digest("base64url")}${isPacked ? ".gz" : ""}"`;
  const headers = new Headers({
    ...open,
    "Content-Type": "application/json; charset=utf-8",
    // `no-transform`, so that nothing packs it once more under the same tag.
    "Cache-Control": options.keptFor
      ? `public, max-age=${options.keptFor}, no-transform`
      : "public, no-cache, no-transform",
    ETag: tag,
    Vary: "Accept-Encoding",
  });
  if (options.links) headers.set("Link", options.links.join(", "));
  const asked = (request.headers.get("If-None-Match") ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  if (asked.includes(tag) || asked.includes("*")) return new Response(null, { status: 304, headers });
  if (isPacked) headers.set("Content-Encoding", "gzip");
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(isPacked ? await gzipped(text) : text, { headers });
}
