import { readFilter } from "~/domain/outcomes/comparison";
import { type Sheet, sheetsOf } from "~/domain/outcomes/sheet";
import { invalid } from "../commands/outcome";
import type { Application } from "../container";
import { csvOf } from "../exports/csv";
import { spreadsheetOf, spreadsheetType } from "../exports/spreadsheet";
import { compareParishes } from "../queries/compare-parishes";
import { findCouncil } from "../queries/find-council";
import { throwRefused } from "./respond";

interface Taken {
  council: { slug: string; name: string };
  sheets: [Sheet, Sheet];
  now: Date;
}

/** The comparison that an address asks for as tables, whatever columns its page shows; or the page for its absence, or for a filter that is none. */
async function take(app: Application, request: Request, slug: string): Promise<Taken> {
  const council = await findCouncil(app.db, slug);
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const now = await app.now();
  const asked = new URL(request.url).searchParams;
  const filter = readFilter(asked);
  // A page shows which filter it took. A file would hold more than was asked for, and nobody would know.
  const [wrong] = (["state", "year"] as const).filter((name) => ![null, "", filter[name]].includes(asked.get(name)));
  if (wrong) throwRefused(invalid([{ field: wrong, message: `The comparison has no such ${wrong}.` }]).refused);
  const comparison = await compareParishes(app.db, council.id, filter, now);
  return { council, sheets: sheetsOf(comparison), now };
}

function fileAnswer(body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-cache",
      "Access-Control-Allow-Origin": "*",
    },
  });
}

/** The figures of a council's comparison as comma-separated values. */
export async function outcomesCsv(app: Application, request: Request, slug: string): Promise<Response> {
  const { council, sheets } = await take(app, request, slug);
  return fileAnswer(csvOf(sheets[0]), "text/csv; charset=utf-8; header=present", `${council.slug}-outcomes.csv`);
}

/** The comparison as an OpenDocument spreadsheet: the figures, and how each is counted. */
export async function outcomesSpreadsheet(app: Application, request: Request, slug: string): Promise<Response> {
  const { council, sheets, now } = await take(app, request, slug);
  const title = `Outcomes of the parishes of ${council.name}`;
  const file = new Uint8Array(await spreadsheetOf(sheets, { title, at: now }));
  return fileAnswer(file, spreadsheetType, `${council.slug}-outcomes.ods`);
}
