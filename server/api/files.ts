import { z } from "zod";
import { csvRow, rowOf, textField } from "../exports/csv";
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

/** A value as a field: a list of texts with semicolons, anything else that is not one value as JSON. What people wrote never becomes a formula. */
function fieldOf(value: Value): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return textField(value);
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === "string");
  return textField(isTexts ? value.join("; ") : JSON.stringify(value));
}

function valueAt(item: Value, path: readonly string[]): Value {
  return path.reduce<Value>((within, name) => (within as Record<string, Value> | null)?.[name], item);
}

/** Items as CSV (RFC 4180), the names of the columns first. */
export async function* csvOf(of: Collection, pages: AsyncIterable<Record<string, Value>[]>): AsyncGenerator<string> {
  const columns = columnsOf(of.item);
  yield csvRow(columns.map(({ name }) => name));
  for await (const items of pages) {
    yield items.map((item) => rowOf(columns.map(({ path }) => fieldOf(valueAt(item, path))))).join("");
  }
}
