import { z } from "zod";
import type { Collection } from "./collection";

type Value = unknown;

/** One column of a table: how it is headed, and where in an item its value stands. */
interface Column {
  name: string;
  path: readonly string[];
}

/** The columns of a schema: an object within it becomes several, named `parish.slug`. */
export function columnsOf(shape: z.ZodObject, path: readonly string[] = []): Column[] {
  return Object.entries(shape.shape).flatMap(([name, type]) => {
    const inner = type instanceof z.ZodNullable ? type.unwrap() : type;
    const here = [...path, name];
    return inner instanceof z.ZodObject ? columnsOf(inner, here) : [{ name: here.join("."), path: here }];
  });
}

/** What a spreadsheet takes for a formula when a cell begins with it. */
const formulaStart = /^[=+\-@\t\r]/;

/** A value as a cell: a list of texts with semicolons, anything else that is not one value as JSON. What people wrote never becomes a formula. */
function cellOf(value: Value): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") {
    const isTexts = Array.isArray(value) && value.every((one) => typeof one === "string");
    return quoted(isTexts ? guarded(value.join("; ")) : JSON.stringify(value));
  }
  return quoted(guarded(value));
}

function guarded(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function valueAt(item: Value, path: readonly string[]): Value {
  return path.reduce<Value>((within, name) => (within as Record<string, Value> | null)?.[name], item);
}

/** Items as CSV (RFC 4180), the names of the columns first. */
export async function* csvOf(of: Collection, pages: AsyncIterable<Record<string, Value>[]>): AsyncGenerator<string> {
  const columns = columnsOf(of.item);
  yield `${columns.map(({ name }) => name).join(",")}\r\n`;
  for await (const items of pages) {
    yield items.map((item) => `${columns.map(({ path }) => cellOf(valueAt(item, path))).join(",")}\r\n`).join("");
  }
}

/** Items as NDJSON: one line each, exactly as they stand in an answer. */
export async function* ndjsonOf(
  _of: Collection,
  pages: AsyncIterable<Record<string, Value>[]>,
): AsyncGenerator<string> {
  for await (const items of pages) yield items.map((item) => `${JSON.stringify(item)}\n`).join("");
}
