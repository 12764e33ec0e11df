import { DOMImplementation, type Document, type Element, XMLSerializer } from "@xmldom/xmldom";
import { ZipFile } from "yazl";
import type { Sheet, SheetCell } from "~/domain/outcomes/sheet";
import { oneLine } from "../feeds/plain-text";

/** What a spreadsheet file of the OpenDocument format says that it is. */
export const spreadsheetType = "application/vnd.oasis.opendocument.spreadsheet";

const namespaces = {
  office: "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
  table: "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
  text: "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
  style: "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
  number: "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
  fo: "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
  meta: "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
  dc: "http://purl.org/dc/elements/1.1/",
  manifest: "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
} as const;
type Prefix = keyof typeof namespaces;

const version = "1.3";

/** Tables as one OpenDocument spreadsheet (OASIS, version 1.3), a sheet each, with cells of their own types: a text can never be a formula. */
export function spreadsheetOf(sheets: readonly Sheet[], facts: { title: string; at: Date }): Promise<Buffer> {
  const zip = new ZipFile();
  const packed = zip.outputStream;
  const options = { mtime: facts.at, forceDosTimestamp: true };
  // First, not packed and without extra fields, so that the kind of the file can be read at a fixed place in it.
  zip.addBuffer(Buffer.from(spreadsheetType), "mimetype", { ...options, compress: false });
  const parts: [string, string][] = [
    ["content.xml", contentOf(sheets)],
    ["styles.xml", emptyStyles()],
    ["meta.xml", metaOf(facts)],
  ];
  for (const [path, text] of parts) zip.addBuffer(Buffer.from(text), path, options);
  zip.addBuffer(Buffer.from(manifestOf(parts.map(([path]) => path))), "META-INF/manifest.xml", options);
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    packed.on("data", (chunk: Buffer) => chunks.push(chunk));
    packed.on("end", () => resolve(Buffer.concat(chunks)));
    packed.on("error", reject);
    zip.on("error", reject);
  });
}

interface Part {
  root: Element;
  toString(): string;
}

/** Begins a file of the package. Only the namespaces that it needs are named. */
function part(name: string, prefixes: readonly Prefix[]): Part {
  const [prefix] = name.split(":") as [Prefix];
  const xml: Document = new DOMImplementation().createDocument(namespaces[prefix], name, null);
  const root = xml.documentElement as Element;
  for (const one of prefixes) root.setAttributeNS("http://www.w3.org/2000/xmlns/", `xmlns:${one}`, namespaces[one]);
  root.setAttributeNS(namespaces[prefix], `${prefix}:version`, version);
  return {
    root,
    toString: () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(xml)}`,
  };
}

function add(parent: Element, name: string, attributes: Record<string, string> = {}, text = ""): Element {
  const xml = parent.ownerDocument as Document;
  const uri = (named: string) => namespaces[named.split(":")[0] as Prefix];
  const element = xml.createElementNS(uri(name), name);
  for (const [key, value] of Object.entries(attributes)) element.setAttributeNS(uri(key), key, value);
  if (text !== "") element.appendChild(xml.createTextNode(oneLine(text)));
  parent.appendChild(element);
  return element;
}

function contentOf(sheets: readonly Sheet[]): string {
  const content = part("office:document-content", ["office", "table", "text", "style", "number", "fo"]);
  addStyles(add(content.root, "office:automatic-styles"));
  const book = add(add(content.root, "office:body"), "office:spreadsheet");
  for (const sheet of sheets) addSheet(book, sheet);
  return content.toString();
}

/** How numbers of each type are written, and headings in bold. */
function addStyles(styles: Element): void {
  const percent = add(styles, "number:percentage-style", { "style:name": "N-percent" });
  add(percent, "number:number", { "number:decimal-places": "1", "number:min-integer-digits": "1" });
  add(percent, "number:text", {}, "%");
  const money = add(styles, "number:currency-style", { "style:name": "N-pence" });
  add(money, "number:currency-symbol", { "number:language": "en", "number:country": "GB" }, "£");
  add(money, "number:number", {
    "number:decimal-places": "2",
    "number:min-integer-digits": "1",
    "number:grouping": "true",
  });
  const day = add(styles, "number:date-style", { "style:name": "N-day" });
  add(day, "number:year", { "number:style": "long" });
  add(day, "number:text", {}, "-");
  add(day, "number:month", { "number:style": "long" });
  add(day, "number:text", {}, "-");
  add(day, "number:day", { "number:style": "long" });
  for (const type of ["percent", "pence", "day"]) {
    add(styles, "style:style", {
      "style:name": type,
      "style:family": "table-cell",
      "style:data-style-name": `N-${type}`,
    });
  }
  const heading = add(styles, "style:style", { "style:name": "heading", "style:family": "table-cell" });
  add(heading, "style:text-properties", { "fo:font-weight": "bold" });
}

function addSheet(book: Element, { name, headings, rows }: Sheet): void {
  const table = add(book, "table:table", { "table:name": name });
  add(table, "table:table-column", { "table:number-columns-repeated": String(headings.length) });
  const head = add(add(table, "table:table-header-rows"), "table:table-row");
  for (const heading of headings) {
    const cell = add(head, "table:table-cell", { "office:value-type": "string", "table:style-name": "heading" });
    add(cell, "text:p", {}, heading);
  }
  for (const row of rows) {
    const line = add(table, "table:table-row");
    for (const one of row) addCell(line, one);
  }
}

function addCell(row: Element, cell: SheetCell): void {
  if (cell === null) {
    add(row, "table:table-cell");
    return;
  }
  const { attributes, text } = typed(cell);
  add(add(row, "table:table-cell", attributes), "text:p", {}, text);
}

function typed(cell: NonNullable<SheetCell>): { attributes: Record<string, string>; text: string } {
  switch (cell.type) {
    case "text":
      return { attributes: { "office:value-type": "string" }, text: cell.text };
    case "number":
      return {
        attributes: { "office:value-type": "float", "office:value": String(cell.value) },
        text: String(cell.value),
      };
    case "percent":
      return {
        attributes: {
          "office:value-type": "percentage",
          // A thousandth is as fine as percentages are counted.
          "office:value": String(Math.round(cell.value * 10) / 1000),
          "table:style-name": "percent",
        },
        text: `${cell.value}%`,
      };
    case "pence":
      return {
        attributes: {
          "office:value-type": "currency",
          "office:currency": "GBP",
          "office:value": (cell.value / 100).toFixed(2),
          "table:style-name": "pence",
        },
        text: `£${(cell.value / 100).toFixed(2)}`,
      };
    case "day":
      return {
        attributes: { "office:value-type": "date", "office:date-value": cell.day, "table:style-name": "day" },
        text: cell.day,
      };
  }
}

function emptyStyles(): string {
  const styles = part("office:document-styles", ["office", "style"]);
  add(styles.root, "office:styles");
  return styles.toString();
}

function metaOf({ title, at }: { title: string; at: Date }): string {
  const meta = part("office:document-meta", ["office", "meta", "dc"]);
  const facts = add(meta.root, "office:meta");
  add(facts, "dc:title", {}, title);
  add(facts, "meta:creation-date", {}, at.toISOString().slice(0, -1));
  return meta.toString();
}

function manifestOf(paths: readonly string[]): string {
  const manifest = part("manifest:manifest", ["manifest"]);
  const entry = (path: string, type: string) =>
    add(manifest.root, "manifest:file-entry", { "manifest:full-path": path, "manifest:media-type": type });
  entry("/", spreadsheetType);
  for (const path of paths) entry(path, "text/xml");
  return manifest.toString();
}
