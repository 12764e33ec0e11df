import { civilDateOf } from "~/domain/time/civil";
import { type Counts, count, type PlaceLists, planPlaces, type WardRecord } from "../imports/plan-places";
import { readCouncils } from "../imports/read-councils";
import { readElectorates } from "../imports/read-electorates";
import type { Problem, Reading, SourceFile } from "../imports/read-table";
import { readWards } from "../imports/read-wards";
import { type Db, fromDateColumn, instant, type Tx } from "../persistence/db";
import { done, type Outcome, refused } from "./outcome";
import { auditServer } from "./write-audit-line";

export interface PlaceFiles {
  /** A register of local authorities. */
  councils?: SourceFile;
  /** Lists of wards with their councils, of one or more years. */
  wards?: SourceFile;
  /** Electorates of wards. */
  electorates?: SourceFile;
}

export interface ImportedPlaces {
  /** What became of each file that was given. */
  councils: Counts | null;
  wards: Counts | null;
  electorates: Counts | null;
  /** Every row that was skipped, in the order of the files. */
  problems: Problem[];
  /** What else a person should know. */
  notes: string[];
}

/** The whole load is a few seconds of work; a slow disk may take its time. */
const limitMs = 300_000;

/** As many bad rows as this, and more than good ones, are no slips: the file is the wrong one or its columns have moved. */
const wrongFileRows = 100;

/**
 * Loads councils, wards and electorates from lists, in one transaction: either everything that the files say is in, or
 * nothing. Loading the same files again changes nothing. For the person at the machine; no page leads here.
 *
 * A row that cannot be used (a malformed code, an unknown council, a figure that is none) is skipped and listed, because
 * one bad row must not keep a county out. The load as a whole is refused, and nothing is changed, when a file is no CSV
 * file, is empty, lacks a needed column, has no usable row, or has a hundred bad rows and more of them than good ones
 * (`invalid`).
 *
 * @param files at least one of the three
 * @param say takes the name of each step as it begins
 */
export async function importPlaces(
  context: { db: Db },
  files: PlaceFiles,
  say: (step: string) => void = () => {},
): Promise<Outcome<ImportedPlaces>> {
  say("Reading the files");
  const today = civilDateOf(await instant(context.db));
  const read = readAll(files, (file) => readElectorates(file, today));
  if (!read.ok) return refused("invalid", read.why);
  const { lists, problems } = read.value;

  return context.db.$transaction(
    async (tx) => {
      // Two loads at once would add the same councils twice.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('import-places'))`;
      say("Comparing with the database");
      const plan = planPlaces(lists, await placesNow(tx));
      const { councils, wards } = plan;
      const written = [councils.added, councils.changed, wards.added, wards.changed].map((rows) => rows.length);
      say(
        `Writing ${count(
          written.reduce((sum, rows) => sum + rows),
          "record",
        )}`,
      );
      await writeCouncils(tx, plan.councils);
      await writeWards(tx, plan.wards);
      const { removed, kept } = await removeEnded(tx, plan.ended);
      if (removed > 0)
        plan.notes.push(`${count(removed, "ward")} removed: newer lists have ended them and nobody lives there`);
      for (const ward of kept) {
        plan.notes.push(`${ward.name} (${ward.gss}) has ended, but stays because people or parishes belong to it`);
      }
      const changed = written.reduce((sum, rows) => sum + rows, 0) + removed;
      if (changed > 0) {
        await auditServer(tx, await instant(tx), {
          action: "server.import_places",
          about: [files.councils, files.wards, files.electorates].flatMap((file) => file?.name ?? []).join(", "),
          path: "/councils",
          changes: [{ what: "Councils and wards that were added, changed or removed", after: String(changed) }],
        });
      }
      const all = [...problems, ...plan.problems];
      const order = [files.councils, files.wards, files.electorates].map((file) => file?.name);
      all.sort((one, other) => order.indexOf(one.file) - order.indexOf(other.file) || one.line - other.line);
      const withSkipped = (counts: Counts, file: SourceFile | undefined) =>
        file ? { ...counts, skipped: all.filter((problem) => problem.file === file.name).length } : null;
      return done({
        councils: withSkipped(councils.counts, files.councils),
        wards: withSkipped(wards.counts, files.wards),
        electorates: withSkipped(plan.electorates, files.electorates),
        problems: all,
        notes: [...leftOutOf(lists), ...plan.notes],
      });
    },
    { timeout: limitMs, maxWait: limitMs },
  );
}

function readAll(
  files: PlaceFiles,
  readFigures: (file: SourceFile) => ReturnType<typeof readElectorates>,
): Reading<{ lists: PlaceLists; problems: Problem[] }> {
  const lists: PlaceLists = {};
  const problems: Problem[] = [];
  const refusals: string[] = [];
  function take<List extends { problems: Problem[] }>(
    file: SourceFile | undefined,
    read: (file: SourceFile) => Reading<List>,
    usableOf: (list: List) => number,
  ): { file: string; list: List } | undefined {
    if (file === undefined) return undefined;
    const reading = read(file);
    if (!reading.ok) {
      refusals.push(reading.why);
      return undefined;
    }
    const { problems: bad } = reading.value;
    const usable = usableOf(reading.value);
    if (usable === 0 || (bad.length >= wrongFileRows && bad.length > usable)) {
      const what =
        usable === 0 ? "has no row that can be used" : "has more rows that cannot be used than rows that can";
      const first = bad[0] ? ` The first is on line ${bad[0].line}: ${bad[0].what}.` : "";
      refusals.push(`${file.name} ${what}.${first}`);
      return undefined;
    }
    problems.push(...bad);
    return { file: file.name, list: reading.value };
  }
  lists.councils = take(files.councils, readCouncils, ({ councils, leftOut }) =>
    [councils.length, leftOut.combined, leftOut.elsewhere, leftOut.gone].reduce((sum, number) => sum + number),
  );
  lists.wards = take(files.wards, readWards, (list) => list.rows.length + list.elsewhere);
  lists.electorates = take(files.electorates, readFigures, (list) => list.rows.length + list.elsewhere);
  if (refusals.length > 0) return { ok: false, why: refusals.join("\n") };
  return { ok: true, value: { lists, problems } };
}

function leftOutOf(lists: PlaceLists): string[] {
  const notes: string[] = [];
  const { elsewhere = 0, gone = 0, combined = 0 } = lists.councils?.list.leftOut ?? {};
  if (elsewhere + gone + combined > 0) {
    notes.push(
      `Authorities left out: ${elsewhere} outside England, ${gone} that are gone, ${combined} combined or strategic`,
    );
  }
  const wards = (lists.wards?.list.elsewhere ?? 0) + (lists.electorates?.list.elsewhere ?? 0);
  if (wards > 0) notes.push(`${count(wards, "row")} left out: wards outside England`);
  return notes;
}

async function placesNow(tx: Tx) {
  const councils = await tx.council.findMany({
    select: { id: true, slug: true, name: true, gss: true, formerCodes: true, kind: true, population: true },
  });
  const wards = await tx.ward.findMany({
    select: {
      id: true,
      councilId: true,
      gss: true,
      name: true,
      formerCodes: true,
      vintage: true,
      electorate: true,
      electorateSource: true,
      electorateOn: true,
    },
  });
  return {
    councils,
    wards: wards.map((ward) => ({ ...ward, electorateOn: ward.electorateOn && fromDateColumn(ward.electorateOn) })),
  };
}

/** All rows in one statement each, passed as one value: thousands of parameters would be slower and have a limit. */
async function writeCouncils(tx: Tx, { added, changed }: ReturnType<typeof planPlaces>["councils"]): Promise<void> {
  if (added.length > 0) {
    await tx.$executeRaw`
      INSERT INTO council (id, slug, name, gss, former_codes, kind, population)
      SELECT id, slug, name, gss, "formerCodes", kind, population
      FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
        AS given(id uuid, slug text, name text, gss text, "formerCodes" text[], kind text, population int)`;
  }
  if (changed.length > 0) {
    await tx.$executeRaw`
      UPDATE council SET name = given.name, gss = given.gss, former_codes = given."formerCodes", kind = given.kind,
        population = given.population
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        AS given(id uuid, name text, gss text, "formerCodes" text[], kind text, population int)
      WHERE council.id = given.id`;
  }
}

async function writeWards(tx: Tx, { added, changed }: ReturnType<typeof planPlaces>["wards"]): Promise<void> {
  if (changed.length > 0) {
    await tx.$executeRaw`
      UPDATE ward SET council_id = given."councilId", gss = given.gss, name = given.name,
        former_codes = given."formerCodes", vintage = given.vintage, electorate = given.electorate,
        electorate_source = given."electorateSource", electorate_on = given."electorateOn"
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        AS given(id uuid, "councilId" uuid, gss text, name text, "formerCodes" text[], vintage int,
          electorate int, "electorateSource" text, "electorateOn" date)
      WHERE ward.id = given.id`;
  }
  if (added.length > 0) {
    await tx.$executeRaw`
      INSERT INTO ward (id, council_id, gss, name, former_codes, vintage, electorate, electorate_source, electorate_on)
      SELECT id, "councilId", gss, name, "formerCodes", vintage, electorate, "electorateSource", "electorateOn"
      FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
        AS given(id uuid, "councilId" uuid, gss text, name text, "formerCodes" text[], vintage int,
          electorate int, "electorateSource" text, "electorateOn" date)`;
  }
}

/** Removes wards that lists have ended, unless something in the database belongs to them. */
async function removeEnded(tx: Tx, ended: WardRecord[]): Promise<{ removed: number; kept: WardRecord[] }> {
  if (ended.length === 0) return { removed: 0, kept: [] };
  const ids = ended.map(({ id }) => id);
  // Locked first, so that nobody moves in between the look and the removal.
  await tx.$executeRaw`SELECT 1 FROM ward WHERE id = ANY(${ids}::uuid[]) FOR UPDATE`;
  const used = await tx.ward.findMany({
    where: { id: { in: ids }, OR: [{ residencies: { some: {} } }, { parishes: { some: {} } }] },
    select: { id: true },
  });
  const usedIds = new Set(used.map(({ id }) => id));
  await tx.ward.deleteMany({ where: { id: { in: ids.filter((id) => !usedIds.has(id)) } } });
  return { removed: ids.length - usedIds.size, kept: ended.filter(({ id }) => usedIds.has(id)) };
}
