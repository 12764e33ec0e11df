import { z } from "zod";
import { disclosure } from "~/domain/act/s01-simulated-status";
import type { Collection, Filter } from "./collection";
import { statesOf } from "./collection";
import { collections } from "./collections";
import { columnsOf } from "./files";

// What the API says of itself: the page for people and the document for programs say the same, because both are made from this.

/** How many items a page holds, unless fewer or more are asked for. */
export const pageSizes = { usual: 100, most: 500 } as const;

/** How often one network may ask, before it is asked to wait. */
export const askingLimit = { times: 600, seconds: 60 } as const;

export const licence = {
  name: "Open Government Licence v3.0",
  url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
  /** What may be done and what is asked for it, in plain words. */
  terms: [
    "You may copy, publish, change and use the data, for money too. Nobody has to be asked.",
    "Say where it comes from: “Contains data of Pop-up Parish, licensed under the Open Government Licence v3.0”, with a link to the licence where you can.",
    "Do not say or suggest that a council or a parish endorses you, and do not twist what they decided.",
    "Names of people stand in the data only where the pages show them. Data-protection law still applies to what you do with them.",
    "The data comes as it is, without a promise that it is right or that it will always be here.",
  ],
} as const;

export const popolo =
  "Popolo has no version numbers. The fields are those of its JSON Schemas as they stand at popoloproject.com/schemas.";

/** Each thing that an address may ask for. */
export const parameterWords: Readonly<Record<Filter | "after" | "limit", string>> = {
  after:
    "Only what comes after this place. Takes what “next” or “last” answered, which stays good when the item there is taken away, or the key of an item.",
  limit: `How many items at most: 1 to ${pageSizes.most}, and ${pageSizes.usual} where nothing is said.`,
  council: "Only of this council, by its slug.",
  parish: "Only of this parish, by its slug.",
  state: "Only what is in this state now.",
  since:
    "Only what came about at this instant or later: 2026-11-22T09:00:00Z, or 2026-11-22 for the start of that day in UTC.",
};

export interface GuideEntry {
  name: string;
  title: string;
  description: string;
  key: string;
  filters: string[];
  states: string[];
  since: string;
  fields: { name: string; words: string }[];
}

/** The collections as the page for people lists them. */
export function guideEntries(): GuideEntry[] {
  return collections.map((of) => ({
    name: of.name,
    title: of.title,
    description: of.description,
    key: of.key,
    filters: [...of.filters],
    states: [...statesOf(of)],
    since: of.since ?? "",
    fields: columnsOf(of.item).map(({ name, path }) => ({ name, words: describedAt(of.item, path) })),
  }));
}

function describedAt(shape: z.ZodObject, path: readonly string[]): string {
  const [first = "", ...rest] = path;
  const type = shape.shape[first] as z.ZodType;
  const inner = type instanceof z.ZodNullable ? type.unwrap() : type;
  if (rest.length > 0 && inner instanceof z.ZodObject) return describedAt(inner, rest);
  return type.description ?? "";
}

/** A schema in the words of OpenAPI 3.1, which are those of JSON Schema 2020-12. */
function schemaOf(type: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { target: "draft-2020-12", io: "output" });
  return schema;
}

const simulated = z.string().describe("That the Act is simulated");
const answer = (description: string, schema: object, type = "application/json") => ({
  description,
  headers: { ETag: { description: "Names exactly this answer", schema: { type: "string" } } },
  content: { [type]: { schema } },
});
const refusals = {
  "304": { description: "The reader has this very answer (If-None-Match)" },
  "400": { $ref: "#/components/responses/Refused" },
  "404": { $ref: "#/components/responses/Refused" },
  "405": { $ref: "#/components/responses/Refused" },
  "429": { $ref: "#/components/responses/Refused" },
};

/** "PopoloVoteEvents" for popolo/vote_events. */
export function schemaName(of: Collection): string {
  return of.name
    .split(/[^a-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** The name of the list in an answer: the last part of the collection's name. */
export function listName(of: Collection): string {
  return of.name.split("/").at(-1) as string;
}

function parametersOf(of: Collection, isPaged: boolean) {
  const states = statesOf(of);
  const schemas: Record<Filter | "after" | "limit", object> = {
    after: { type: "string" },
    limit: { type: "integer", minimum: 1, maximum: pageSizes.most, default: pageSizes.usual },
    council: { type: "string" },
    parish: { type: "string" },
    state: { type: "string", enum: states },
    since: { type: "string" },
  };
  const names = [...(isPaged ? (["after", "limit"] as const) : []), ...of.filters];
  return names.map((name) => ({
    name,
    in: "query",
    description: name === "since" ? `${parameterWords.since} It is compared with ${of.since}.` : parameterWords[name],
    schema: schemas[name],
  }));
}

function pathsOf(of: Collection): Record<string, object> {
  const item = { $ref: `#/components/schemas/${schemaName(of)}` };
  const list = {
    type: "object",
    required: [listName(of), "next", "last", "simulated"],
    additionalProperties: false,
    properties: {
      [listName(of)]: { type: "array", items: item },
      next: {
        type: ["string", "null"],
        description: "The value of “after” for the page that follows; null at the end",
      },
      last: {
        type: ["string", "null"],
        description:
          "The value of “after” for what comes after this page at any later time; null where there is nothing yet",
      },
      simulated: schemaOf(simulated),
    },
  };
  const file = (type: string, format: string) => ({
    get: {
      operationId: `${schemaName(of)}${format}`,
      tags: [of.title],
      summary: `${of.title} as ${format}`,
      description: of.description,
      parameters: parametersOf(of, false),
      responses: {
        ...refusals,
        "200": { description: "All of them", content: { [type]: { schema: { type: "string" } } } },
      },
    },
  });
  return {
    [`/${of.name}`]: {
      get: {
        operationId: `list${schemaName(of)}`,
        tags: [of.title],
        summary: of.title,
        description: of.description,
        parameters: parametersOf(of, true),
        responses: { ...refusals, "200": answer("A page", list) },
      },
    },
    [`/${of.name}.csv`]: file("text/csv", "CSV"),
    [`/${of.name}.ndjson`]: file("application/x-ndjson", "NDJSON"),
    [`/${of.name}/{${of.key}}`]: {
      get: {
        operationId: `get${schemaName(of)}`,
        tags: [of.title],
        summary: `${of.one.charAt(0).toUpperCase()}${of.one.slice(1)}`,
        description: of.description,
        parameters: [{ name: of.key, in: "path", required: true, schema: { type: "string" } }],
        responses: { ...refusals, "200": answer("The item", { $ref: `#/components/schemas/${schemaName(of)}Item` }) },
      },
    },
  };
}

const problem = z.object({
  type: z.string().describe("Address of its explanation"),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("What is wrong with this request, in one sentence"),
  code: z.string(),
});

/** The OpenAPI 3.1 document of the API, for programs. */
export function openApiDocument(site: string): Record<string, unknown> {
  const anything = { type: "object", additionalProperties: true };
  const plain = (operationId: string, summary: string) => ({
    get: { operationId, tags: ["About"], summary, responses: { ...refusals, "200": answer(summary, anything) } },
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Pop-up Parish",
      version: "1",
      summary: "Everything that is public about parishes, their votes and what councils owe them. Read-only.",
      description: `${disclosure.line} ${popolo}`,
      license: { name: licence.name, url: licence.url },
    },
    servers: [{ url: `${site}/api/v1` }],
    externalDocs: { url: `${site}/api` },
    security: [],
    tags: [{ name: "About" }, ...collections.map(({ title, description }) => ({ name: title, description }))],
    paths: {
      "/": plain("index", "What there is"),
      "/openapi.json": plain("openapi", "This document"),
      "/act": plain("act", "The whole Act in one answer"),
      ...Object.assign({}, ...collections.map(pathsOf)),
    },
    components: {
      schemas: {
        Problem: schemaOf(problem),
        ...Object.fromEntries(
          collections.flatMap((of) => [
            [schemaName(of), schemaOf(of.item)],
            [`${schemaName(of)}Item`, schemaOf(of.item.extend({ ...of.more?.item.shape, simulated }))],
          ]),
        ),
      },
      responses: {
        Refused: {
          description: "Why not (RFC 9457)",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}
