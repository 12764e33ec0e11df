import { shortDay } from "~/domain/time/words";
import { fromDateColumn, type Read } from "../persistence/db";

export interface ListedWard {
  gss: string;
  name: string;
  electorate: number | null;
  source: string;
  /** The day of the figure in words; empty when it is not known. */
  on: string;
  /** The same as typed in a form. */
  onParts: { day: string; month: string; year: string };
}

/** Every ward of a council, by name. */
export async function listWards(db: Read, councilId: string): Promise<ListedWard[]> {
  const rows = await db.ward.findMany({ where: { councilId }, orderBy: [{ name: "asc" }, { gss: "asc" }] });
  return rows.map((row) => {
    const on = row.electorateOn ? fromDateColumn(row.electorateOn) : null;
    const [year = "", month = "", day = ""] = on?.split("-") ?? [];
    return {
      gss: row.gss,
      name: row.name,
      electorate: row.electorate,
      source: row.electorateSource ?? "",
      on: on ? shortDay(on) : "",
      onParts: { day: day.replace(/^0/, ""), month: month.replace(/^0/, ""), year },
    };
  });
}

/** A ward by its GSS code with its council; null when there is none. */
export async function findWard(db: Read, gss: string) {
  return db.ward.findUnique({
    where: { gss },
    select: { gss: true, name: true, council: { select: { id: true, slug: true, name: true } } },
  });
}
