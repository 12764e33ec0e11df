import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf } from "#server/exports/csv";
import { spreadsheetOf, spreadsheetType } from "#server/exports/spreadsheet";
import type { Sheet } from "~/domain/outcomes/sheet";

const awkward = '=HYPERLINK("http://evil.example","<Click> & see")';
const sheet: Sheet = {
  name: "Outcomes",
  headings: ["Parish", "Turnout (%)", "Spent (£)", "From", "Nothing"],
  rows: [
    [
      { type: "text", text: awkward },
      { type: "percent", value: 12.5 },
      { type: "pence", value: 123_450 },
      { type: "day", day: "2026-03-01" },
      null,
    ],
    [{ type: "text", text: "Línea \u0000one\ntwo" }, { type: "number", value: 3 }, null, null, null],
  ],
};

describe("comma-separated values", () => {
  it("can be read back, in UTF-8 with its mark, with a heading row", () => {
    const csv = csvOf(sheet);
    expect(csv.startsWith("\ufeffParish,")).toBe(true);
    const [headings, first, second] = parse(csv, { bom: true }) as string[][];
    expect(headings).toEqual(sheet.headings);
    expect(first?.slice(1)).toEqual(["12.5", "1234.50", "2026-03-01", ""]);
    expect(second?.[1]).toBe("3");
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"])("never holds a formula: %j", (text) => {
    const csv = csvOf({ name: "", headings: ["Name"], rows: [[{ type: "text", text }]] });
    const [, [field = ""] = []] = parse(csv, { bom: true, trim: false }) as string[][];
    expect(field).toBe(`'${text}`);
  });

  it("leaves other texts as they are", () => {
    const csv = csvOf({ name: "", headings: ["Name"], rows: [[{ type: "text", text: 'St "Mary", Île' }]] });
    expect((parse(csv, { bom: true }) as string[][])[1]).toEqual(['St "Mary", Île']);
  });
});

describe("an OpenDocument spreadsheet", () => {
  let file: Buffer;
  let parts: Map<string, string>;
  const folder = mkdtempSync(join(tmpdir(), "outcomes-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    const how: Sheet = { name: "How this is counted", headings: ["Column"], rows: [] };
    file = await spreadsheetOf([sheet, how], { title: "Outcomes", at: new Date("2026-11-22T12:00:00Z") });
    parts = unzip(file);
  });

  it("is a whole archive to a program that knows nothing of ours", () => {
    const path = join(folder, "outcomes.ods");
    writeFileSync(path, file);
    expect(execFileSync("unzip", ["-t", path], { encoding: "utf8" })).toMatch(/No errors detected/);
  });

  it("says what it is in its first bytes, not packed and without extra fields", () => {
    const [signature, flags, method] = [file.readUInt32LE(0), file.readUInt16LE(6), file.readUInt16LE(8)];
    expect({ signature, method, extra: file.readUInt16LE(28) }).toEqual({ signature: 0x04034b50, method: 0, extra: 0 });
    expect(flags & 8).toBe(0);
    expect(file.toString("latin1", 30, 38 + spreadsheetType.length)).toBe(`mimetype${spreadsheetType}`);
  });

  it("lists its parts, all of them well-formed", () => {
    expect([...parts.keys()]).toEqual(["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]);
    for (const [path, text] of parts) if (path.endsWith(".xml")) expect(elements(text).length, path).toBeGreaterThan(0);
    const listed = elements(parts.get("META-INF/manifest.xml") ?? "").map(
      ({ attributes }) => attributes["manifest:full-path"],
    );
    expect(listed.filter(Boolean)).toEqual(["/", "content.xml", "styles.xml", "meta.xml"]);
  });

  it("has a sheet for the figures and one for how they are counted, with cells of their types", () => {
    const all = elements(parts.get("content.xml") ?? "");
    const of = (name: string) => all.filter((one) => one.name === name).map(({ attributes }) => attributes);
    expect(of("table:table").map((one) => one["table:name"])).toEqual(["Outcomes", "How this is counted"]);
    const cells = of("table:table-cell").slice(5, 10);
    expect(cells.map((one) => one["office:value-type"])).toEqual([
      "string",
      "percentage",
      "currency",
      "date",
      undefined,
    ]);
    expect(cells[1]?.["office:value"]).toBe("0.125");
    expect(cells[2]).toMatchObject({ "office:value": "1234.50", "office:currency": "GBP" });
    expect(cells[3]?.["office:date-value"]).toBe("2026-03-01");
    expect(all.some(({ attributes }) => "table:formula" in attributes)).toBe(false);
    expect(all.map(({ text }) => text)).toContain(awkward);
    const styled = new Set(of("style:style").map((one) => one["style:name"]));
    for (const one of of("table:table-cell")) expect([undefined, ...styled]).toContain(one["table:style-name"]);
  });
});

interface Read {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** Every element of a document; throws when it is not well-formed or uses a prefix without a namespace. */
function elements(xml: string): Read[] {
  const found: Read[] = [];
  const open: Read[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const one = {
      name,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      text: "",
    };
    found.push(one);
    open.push(one);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return found;
}

/** The parts of an archive by its own list at the end, in the order of the list. */
function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, names, extra, note] = [10, 20, 28, 30, 32].map((offset) =>
      offset === 20 ? file.readUInt32LE(at + offset) : file.readUInt16LE(at + offset),
    ) as [number, number, number, number, number];
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(from, from + size);
    parts.set(
      file.toString("utf8", at + 46, at + 46 + names),
      (method === 8 ? inflateRawSync(packed) : packed).toString("utf8"),
    );
    at += 46 + names + extra + note;
  }
  return parts;
}
