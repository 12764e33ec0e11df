import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ImportedPlaces, importPlaces, type PlaceFiles } from "#server/commands/import-places";
import { projectRoot } from "#server/env";
import type { SourceFile } from "#server/imports/read-table";
import { type Db, openDb, toDateColumn } from "#server/persistence/db";
import { makeCouncil, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { createTestDatabase, type TestDatabase } from "../support/database";

const fixtures = join(projectRoot, "tests", "fixtures", "places");
const realFiles = join(projectRoot, "..", "shared", "data", "places");

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database.appUrl, 3);
});

beforeEach(async () => {
  await db.residency.deleteMany();
  await db.ward.deleteMany();
  await db.council.deleteMany();
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function textOf(name: string): string {
  return readFileSync(join(fixtures, name), "utf8");
}

function fileOf(name: string, text: string = textOf(name)): SourceFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

async function load(files: PlaceFiles): Promise<ImportedPlaces> {
  const outcome = await importPlaces({ db }, files);
  if (!outcome.ok) throw new Error(outcome.refused.message);
  return outcome.value;
}

async function refusalOf(files: PlaceFiles): Promise<string> {
  const outcome = await importPlaces({ db }, files);
  if (outcome.ok) throw new Error("the load was not refused");
  expect(outcome.refused.code).toBe("invalid");
  return outcome.refused.message;
}

/** Everything that the database holds about places. */
async function placesNow() {
  const councils = await db.council.findMany({ orderBy: { gss: "asc" } });
  const wards = await db.ward.findMany({ orderBy: { gss: "asc" }, include: { council: { select: { slug: true } } } });
  return { councils, wards };
}

async function wardsOf(slug: string) {
  const wards = await db.ward.findMany({ where: { council: { slug } }, orderBy: { name: "asc" } });
  return wards.map(({ name, gss, formerCodes, vintage }) => ({ name, gss, formerCodes, vintage }));
}

const councils = () => fileOf("councils.csv");
const wards = () => fileOf("wards.csv");

describe("councils", () => {
  test("the current principal councils of England are loaded and no other authority", async () => {
    const { councils: counts, problems, notes } = await load({ councils: councils() });
    expect(problems).toEqual([]);
    expect(counts).toEqual({ added: 4, changed: 0, unchanged: 0, skipped: 0 });
    expect(notes).toEqual(["Authorities left out: 1 outside England, 3 that are gone, 1 combined or strategic"]);
    const found = (await placesNow()).councils.map(({ id: _id, ...council }) => council);
    expect(found).toEqual([
      {
        slug: "tarn",
        name: "Tarn Council",
        gss: "E06888001",
        formerCodes: ["E07888010", "E07888011", "E07888012", "E07888013"],
        kind: "unitary authority",
        population: 98000,
      },
      {
        slug: "fennick",
        name: "Fennick District Council",
        gss: "E07888001",
        formerCodes: ["E07888000"],
        kind: "district",
        population: 64187,
      },
      {
        slug: "ostwick",
        name: "Ostwick Metropolitan Borough Council",
        gss: "E08888001",
        formerCodes: [],
        kind: "metropolitan borough",
        population: 210000,
      },
      {
        slug: "tarn-county",
        name: "Tarnshire County Council",
        gss: "E10888001",
        formerCodes: [],
        kind: "county",
        population: 500000,
      },
    ]);
  });

  test("an invented council that is there already stays, and keeps its address", async () => {
    const invented = await makeCouncil(db, { name: "Invented Council", slug: "fennick" });
    await makeWard(db, invented.id, { name: "Invented Ward" });
    await load({ councils: councils(), wards: wards() });
    expect(await db.council.findUnique({ where: { id: invented.id } })).toEqual(invented);
    expect(await db.ward.count({ where: { councilId: invented.id } })).toBe(1);
    const real = await db.council.findUniqueOrThrow({ where: { gss: "E07888001" } });
    expect(real.slug).toBe("fennick-district");
  });

  test("a council that was added by hand is filled in, keeps its address and takes over its new code", async () => {
    const byHand = await makeCouncil(db, { name: "Fennick", slug: "our-fennick", gss: "E07888000" });
    const { councils: counts } = await load({ councils: councils() });
    expect(counts).toEqual({ added: 3, changed: 1, unchanged: 0, skipped: 0 });
    const filled = await db.council.findUniqueOrThrow({ where: { id: byHand.id } });
    expect(filled).toMatchObject({
      slug: "our-fennick",
      name: "Fennick District Council",
      gss: "E07888001",
      formerCodes: ["E07888000"],
      kind: "district",
      population: 64187,
    });
  });

  test("a council that an older register still calls current is not put back", async () => {
    await load({ councils: councils() });
    const older = textOf("councils.csv")
      .split("\n")
      .filter((line) => !line.startsWith("TRN"))
      .join("\n")
      .replace("NMD,False,TRN,,upper-tarn", "NMD,True,,,upper-tarn");
    const before = await placesNow();
    const { councils: counts, problems } = await load({ councils: fileOf("older.csv", older) });
    expect(counts).toEqual({ added: 0, changed: 0, unchanged: 3, skipped: 1 });
    expect(problems).toEqual([{ file: "older.csv", line: 5, what: "E07888011 is replaced by Tarn Council already" }]);
    expect(await placesNow()).toEqual(before);
  });
});

describe("wards", () => {
  test("each ward of today stands under its council of today, with older codes where they can be told", async () => {
    const { wards: counts, problems, notes } = await load({ councils: councils(), wards: wards() });
    expect(problems).toEqual([]);
    expect(counts).toEqual({ added: 12, changed: 0, unchanged: 0, skipped: 0 });
    // A list with few new codes replaces the wards of the same names only.
    expect(await wardsOf("fennick")).toEqual([
      { name: "Alder", gss: "E05880011", formerCodes: ["E05880001"], vintage: 2023 },
      { name: "Beech", gss: "E05880002", formerCodes: [], vintage: 2016 },
      { name: "St Cedds & Fir", gss: "E05880012", formerCodes: [], vintage: 2023 },
      { name: "St. Cedd's, Cedar and Elm", gss: "E05880003", formerCodes: [], vintage: 2016 },
    ]);
    // A list that redraws the council ends what has no ward of its name any more; "and" and "&" are the same name.
    expect(await wardsOf("ostwick")).toEqual([
      { name: "Dock", gss: "E05880111", formerCodes: ["E05880101"], vintage: 2022 },
      { name: "Exchange", gss: "E05880112", formerCodes: ["E05880102"], vintage: 2022 },
      { name: "Forge", gss: "E05880113", formerCodes: ["E05880103"], vintage: 2022 },
      { name: "Junction", gss: "E05880115", formerCodes: [], vintage: 2022 },
      { name: "Quay & Lees", gss: "E05880114", formerCodes: ["E05880104"], vintage: 2022 },
    ]);
    // Both merged councils had a Church, so nobody can tell which of them the new Church comes from.
    expect(await wardsOf("tarn")).toEqual([
      { name: "Beck & Fell", gss: "E05880213", formerCodes: [], vintage: 2021 },
      { name: "Bridge", gss: "E05880212", formerCodes: ["E05880202"], vintage: 2021 },
      { name: "Church", gss: "E05880211", formerCodes: [], vintage: 2021 },
    ]);
    expect(notes.at(-1)).toBe(
      "11 older ward codes: 6 kept as former codes of the ward of the same name, 5 left out, " +
        "because newer lists have redrawn those wards under other names",
    );
  });

  test("a council that the lists of wards know by a newer code takes that code and keeps the old one", async () => {
    await load({ councils: councils(), wards: wards() });
    const ostwick = await db.council.findUniqueOrThrow({ where: { slug: "ostwick" } });
    expect(ostwick).toMatchObject({ gss: "E08888002", formerCodes: ["E08888001"] });
    await load({ councils: councils() });
    expect(await db.council.findUniqueOrThrow({ where: { slug: "ostwick" } })).toEqual(ostwick);
  });

  test("loading the same files again changes nothing, and says so", async () => {
    const files = { councils: councils(), wards: wards(), electorates: fileOf("electorates.csv") };
    const first = await load(files);
    const before = await placesNow();
    const second = await load(files);
    expect(await placesNow()).toEqual(before);
    expect(second.councils).toEqual({ added: 0, changed: 0, unchanged: 4, skipped: 0 });
    expect(second.wards).toEqual({ added: 0, changed: 0, unchanged: 12, skipped: 0 });
    expect(second.electorates).toEqual({ added: 0, changed: 0, unchanged: 5, skipped: 11 });
    expect(second.problems).toEqual(first.problems);
  });

  test("two loads at the same moment add everything once", async () => {
    const files = { councils: councils(), wards: wards() };
    const [one, other] = await Promise.all([load(files), load(files)]);
    expect([one.councils?.added, other.councils?.added].sort()).toEqual([0, 4]);
    expect(await db.ward.count()).toBe(12);
  });

  test("byte-order mark, CRLF, capitals, shuffled columns and Windows letters change nothing of what is loaded", async () => {
    const shuffled = textOf("wards.csv")
      .split("\n")
      .map((line) => (line === "" ? "" : shuffleQuoted(line)))
      .join("\r\n");
    await load({
      councils: fileOf("councils.csv", `\uFEFF${textOf("councils.csv").replaceAll("\n", "\r\n")}`),
      wards: fileOf("wards.csv", `\uFEFF${shuffled}`),
    });
    expect(await wardsOf("fennick")).toHaveLength(4);
    expect(await wardsOf("ostwick")).toHaveLength(5);

    const accented = textOf("councils.csv").replace("Tarn Council,Tarn Council", "Târn Council,Târn Council");
    const windows = { name: "windows.csv", bytes: new Uint8Array(Buffer.from(accented, "latin1")) };
    const { problems } = await load({ councils: windows });
    expect(problems).toEqual([]);
    expect(await db.council.findUniqueOrThrow({ where: { slug: "tarn" } })).toMatchObject({ name: "Târn Council" });
  });

  test("a newer list moves the ward itself to its new code, so that its people stay with it", async () => {
    const older = textOf("wards.csv")
      .split("\n")
      .filter((line) => !/,202\d$/.test(line))
      .join("\n");
    await load({ councils: councils(), wards: fileOf("older.csv", older) });
    const dock = await db.ward.findUniqueOrThrow({ where: { gss: "E05880101" } });
    const heath = await db.ward.findUniqueOrThrow({ where: { gss: "E05880105" } });
    await db.ward.update({ where: { id: dock.id }, data: { electorate: 8000, electorateSource: "Officer's count" } });
    const ofDock = await makeResident(db, dock.id);
    const ofHeath = await makeResident(db, heath.id);

    const { wards: counts, notes } = await load({ councils: councils(), wards: wards() });
    expect(counts).toMatchObject({ added: 4, changed: 6, unchanged: 2 });
    const moved = await db.ward.findUniqueOrThrow({ where: { id: dock.id } });
    expect(moved).toMatchObject({ gss: "E05880111", formerCodes: ["E05880101"], vintage: 2022, electorate: 8000 });
    expect(await db.residency.count({ where: { personId: ofDock.id, wardId: dock.id } })).toBe(1);
    // Ironside is gone and empty; somebody lives in Heath.
    expect(await db.ward.findUnique({ where: { gss: "E05880106" } })).toBeNull();
    expect(await db.residency.count({ where: { personId: ofHeath.id, wardId: heath.id } })).toBe(1);
    expect(notes).toContain("Heath (E05880105) has ended, but stays because people or parishes belong to it");
    expect(notes).toContain(
      "The boundary has changed but the electorate is from before, so check it: Dock (E05880111)",
    );
  });

  test("an older list does not bring back what a newer one has ended", async () => {
    await load({ councils: councils(), wards: wards() });
    const before = await placesNow();
    const older = textOf("wards.csv")
      .split("\n")
      .filter((line) => !/,202\d$/.test(line))
      .join("\n");
    const { wards: counts } = await load({ wards: fileOf("older.csv", older) });
    expect(counts).toMatchObject({ added: 0, changed: 0, skipped: 0 });
    expect(await placesNow()).toEqual(before);
  });
});

/** The columns of a row in the opposite order; commas within quotation marks stay where they are. */
function shuffleQuoted(line: string): string {
  return (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? [])
    .filter((cell, index, cells) => index < cells.length - 1 || cell !== "")
    .map((cell) => cell.replace(/,$/, ""))
    .reverse()
    .join(",")
    .replace("WDNM", "wdnm")
    .replace("LADCD_ACTIVE", " LadCd_Active ");
}

describe("bad rows", () => {
  test("every bad row of a register is listed with its line, and the good ones are loaded", async () => {
    const { councils: counts, problems } = await load({ councils: fileOf("councils-with-defects.csv") });
    expect(problems.map(({ line, what }) => `${line}: ${what}`)).toEqual([
      "1: stands above the headings",
      '7: "E99999999" is not the code of an English council',
      "8: E07888003 has no name",
      "9: E07888001 stands on line 4 already",
      '10: "perhaps" does not say whether the council is current',
      '11: "Englund" is no nation of the United Kingdom',
      '12: "GUILD" is no type of council that is known',
      '13: E07888007 is loaded, but its population "many" is no number',
      "14: has 10 cells where the headings have 8",
      "15: repeats the headings",
      "16: has a quotation mark that is never closed",
      "24: has 1 cell where the headings have 8",
    ]);
    expect(counts).toEqual({ added: 8, changed: 0, unchanged: 0, skipped: 12 });
    const found = (await placesNow()).councils.map(({ gss, slug, name, population }) => [gss, slug, name, population]);
    expect(found).toEqual([
      ["E07888001", "fennick", "Fennick District Council", 64187],
      ["E07888007", "st-uncounted", "St. Uncounted Borough Council", null],
      ["E07888014", "hill-top", "Hill Top Council", 5],
      ["E07888015", "two-lines", "Two Lines Council", 5],
      ["E07888016", "brook", "Brook Council", 5],
      ["E07888017", "marsh", "Marsh Council", 5],
      ["E08888001", "fennick-metropolitan-borough", "Ostwick Metropolitan Borough Council", 210000],
      ["E10888002", "shore", "Shore County Council", 5],
    ]);
  });

  test("every bad row of a list of wards is listed with its line, and the good ones are loaded", async () => {
    const {
      wards: counts,
      problems,
      notes,
    } = await load({
      councils: councils(),
      wards: fileOf("wards-with-defects.csv"),
    });
    expect(problems.map(({ line, what }) => `${line}: ${what}`)).toEqual([
      '5: "880003" is not the code of an English ward',
      "6: E05880004 has no name",
      '7: "sixteen" is not the year of a list',
      "8: there is no current council with the code E07888099",
      "9: there is no current council with the code E07888099",
      '10: "Fennick" is not the code of an English council',
      "11: has 3 cells where the headings have 5",
      "12: has 6 cells where the headings have 5",
      "13: has a quotation mark that is never closed",
      "16: E05880012 has another name on line 15, in the same list of 2016",
      "17: E05880002 has another council on line 3, in the same list of 2016",
    ]);
    expect(counts).toEqual({ added: 8, changed: 0, unchanged: 0, skipped: 11 });
    expect(notes.at(-1)).toBe("1 row left out: wards outside England");
    expect((await wardsOf("fennick")).map(({ name }) => name)).toEqual([
      "Beech",
      "Maple, Oak and Pine",
      "Rowan Tree",
      "Willow",
      "Yew",
    ]);
    // The newest list wins for the name and for the council.
    expect(await db.ward.findUnique({ where: { gss: "E05880001" }, include: { council: true } })).toMatchObject({
      name: "Thorn",
      vintage: 2018,
      council: { slug: "ostwick" },
    });
  });
});

describe("electorates", () => {
  test("figures are set with their source and day, and bad ones are listed", async () => {
    const files = { councils: councils(), wards: wards(), electorates: fileOf("electorates.csv") };
    const { electorates: counts, problems } = await load(files);
    expect(counts).toEqual({ added: 5, changed: 0, unchanged: 0, skipped: 11 });
    expect(problems.map(({ line, what }) => `${line}: ${what}`)).toEqual([
      "5: E05880111 has its figure from line 4",
      "6: E05880001 is an older code of Alder (E05880011), whose boundary has changed since",
      '7: "about 300" is no whole number of electors',
      "8: an electorate of 0 cannot be right for a ward",
      '9: "2025-02-30" is no day; write it like 2025-12-01',
      '10: "-5" is no whole number of electors',
      "11: 2999-12-01 lies in the future",
      "12: there is no ward with the code E05880999",
      '13: "880116" is not the code of an English ward',
      "14: E05880212 has no electorate",
      "15: an electorate of 9999999 cannot be right for a ward",
    ]);
    const figures = await db.ward.findMany({ where: { electorate: { not: null } }, orderBy: { gss: "asc" } });
    expect(figures.map((ward) => [ward.gss, ward.electorate, ward.electorateSource, ward.electorateOn])).toEqual([
      ["E05880002", 3900, "electorates.csv", toDateColumn("2025-12-01")],
      ["E05880011", 4100, "Register of electors", toDateColumn("2025-12-01")],
      ["E05880012", 5200, "Register of electors", toDateColumn("2025-12-01")],
      ["E05880111", 8000, "Register of electors", toDateColumn("2025-12-01")],
      ["E05880211", 5100, "Register of electors", toDateColumn("2025-12-01")],
    ]);
  });

  test("a newer figure replaces an older one, and never the other way round", async () => {
    await load({ councils: councils(), wards: wards() });
    const figure = (electorate: number, date: string) =>
      fileOf("figures.csv", `Date,Code,Electorate\n${date},E05880002,${electorate}\n`);
    expect((await load({ electorates: figure(3000, "2024-12-01") })).electorates).toMatchObject({ added: 1 });
    expect((await load({ electorates: figure(3100, "2025-12-01") })).electorates).toMatchObject({ changed: 1 });
    const older = await load({ electorates: figure(2900, "2023-12-01") });
    expect(older.electorates).toEqual({ added: 0, changed: 0, unchanged: 0, skipped: 1 });
    expect(older.problems[0]?.what).toBe("E05880002 has a newer figure, of 2025-12-01, already");
    expect(await db.ward.findUnique({ where: { gss: "E05880002" } })).toMatchObject({ electorate: 3100 });
    // Loading the wards again leaves the figure alone.
    expect((await load({ councils: councils(), wards: wards() })).wards).toMatchObject({ changed: 0, unchanged: 12 });
  });
});

describe("refusals", () => {
  test.each([
    ["an empty file", "wards.csv is empty.", ""],
    ["a file of blank lines", "wards.csv is empty.", "\r\n  \r\n"],
    [
      "a file that is no text",
      "wards.csv is not a CSV file: it holds bytes that are not text.",
      "PK\u0003\u0004\u0000\u0000",
    ],
    [
      "a page of words",
      'wards.csv has none of the columns "wdcd", "wdnm", "ladcd-active", "sourcefile".',
      "<!doctype html>\n",
    ],
    [
      "a table that lacks columns",
      'wards.csv lacks the columns "ladcd-active", "sourcefile".',
      "WDCD,WDNM\nE05880001,Alder\n",
    ],
    [
      "a table with a column twice",
      'wards.csv has the column "wdnm" more than once.',
      "WDCD,WDNM,WDNM,LADCD_ACTIVE,SOURCEFILE\n",
    ],
    ["a table of headings alone", "wards.csv has no row that can be used.", "WDCD,WDNM,LADCD_ACTIVE,SOURCEFILE\n"],
    [
      "a table of bad rows alone",
      'wards.csv has no row that can be used. The first is on line 2: "1" is not the code of an English ward.',
      "WDCD,WDNM,LADCD_ACTIVE,SOURCEFILE\n1,Alder,E07888001,2016\n2,Beech,E07888001,2016\n",
    ],
    [
      "a large table of mostly bad rows",
      "wards.csv has more rows that cannot be used than rows that can. " +
        'The first is on line 3: "" is not the year of a list.',
      `WDCD,WDNM,LADCD_ACTIVE,SOURCEFILE\nE05880001,Alder,E07888001,2016\n${"E05880001,Alder,E07888001,\n".repeat(100)}`,
    ],
  ])("%s is refused as a whole, and the good file beside it is not loaded either", async (_case, message, text) => {
    expect(await refusalOf({ councils: councils(), wards: fileOf("wards.csv", text) })).toBe(message);
    expect(await placesNow()).toEqual({ councils: [], wards: [] });
  });

  test("everything is undone when the database refuses half way", async () => {
    const invented = await makeCouncil(db, { gss: "E07888001", slug: "held" });
    const held = await makeWard(db, invented.id, { gss: "E05880001" });
    const owner = openDb(database.ownerUrl, 1);
    await owner.$executeRaw`ALTER TABLE ward ADD CONSTRAINT no_church CHECK (name <> 'Church')`;
    const before = await placesNow();
    try {
      await expect(importPlaces({ db }, { councils: councils(), wards: wards() })).rejects.toThrow("no_church");
    } finally {
      await owner.$executeRaw`ALTER TABLE ward DROP CONSTRAINT no_church`;
      await owner.$disconnect();
    }
    expect(await placesNow()).toEqual(before);
    expect(before.wards[0]?.id).toBe(held.id);
  });
});

describe("on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "places-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]) {
    const script = join(projectRoot, "server", "cli", "import.ts");
    const ended = spawnSync(process.execPath, ["--import", "tsx", script, ...args], {
      cwd: projectRoot,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "production", DATABASE_URL: database.ownerUrl, INIT_CWD: fixtures },
    });
    return { status: ended.status, said: ended.stdout, complained: ended.stderr };
  }

  test("a load with bad rows ends well, lists them with file and line, and says what it did", async () => {
    const { status, said } = run("places", "--councils", "councils.csv", "--wards", "wards-with-defects.csv");
    expect(status).toBe(0);
    expect(said).toContain('  wards-with-defects.csv, line 5: "880003" is not the code of an English ward\n');
    expect(said).toContain(
      "  wards-with-defects.csv, lines 8 to 9: there is no current council with the code E07888099\n",
    );
    expect(said).toContain("Councils: 4 added, 0 changed, 0 unchanged, 0 skipped\n");
    expect(said).toContain("Wards: 8 added, 0 changed, 0 unchanged, 11 skipped\n");
    const again = run("places", "--councils", "councils.csv", "--wards", "wards-with-defects.csv");
    expect(again.status).toBe(0);
    expect(again.said).toContain("Nothing has changed");
  }, 120_000);

  test("a refused load ends with status 1 and one clear complaint", async () => {
    writeFileSync(join(folder, "wrong.csv"), "name,code\nAlder,E05880001\n");
    const wrong = run("places", "--councils", "councils.csv", "--wards", join(folder, "wrong.csv"));
    expect(wrong.status).toBe(1);
    expect(wrong.complained).toContain('has none of the columns "wdcd", "wdnm", "ladcd-active", "sourcefile".');
    expect(wrong.complained).toContain("Nothing was loaded.");
    expect(await db.council.count()).toBe(0);
    const absent = run("places", "--councils", "absent.csv", "--wards", "wards.csv");
    expect(absent.status).toBe(1);
    expect(absent.complained.trim()).toBe("There is no file absent.csv.");
    expect(run("places").complained).toContain("npm run import -- places --councils FILE --wards FILE");
  }, 120_000);
});

const hasRealFiles = existsSync(join(realFiles, "uk_local_authorities.csv"));
if (!hasRealFiles) {
  console.warn(`The real register is not at ${realFiles}: the tests that load the councils of England are skipped.`);
}

describe.skipIf(!hasRealFiles)("the real register of England", () => {
  const real = (name: string): SourceFile => ({ name, bytes: readFileSync(join(realFiles, name)) });
  const files = () => ({ councils: real("uk_local_authorities.csv"), wards: real("england-ward-to-lad.csv") });

  test("it holds 317 councils and their wards of today, and a second load changes nothing", async () => {
    const first = await load(files());
    expect(first.problems).toEqual([]);
    expect(first.councils).toEqual({ added: 317, changed: 0, unchanged: 0, skipped: 0 });
    const found = await placesNow();
    expect(found.councils).toHaveLength(317);
    expect(new Set(found.councils.map(({ slug }) => slug)).size).toBe(317);
    for (const { slug } of found.councils) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);

    // The outlines of three councils name their wards of 2025.
    for (const [slug, gss] of [
      ["lincoln", "E07000138"],
      ["adur", "E07000223"],
      ["oldham", "E08000004"],
    ]) {
      const outlines = JSON.parse(readFileSync(join(realFiles, "boundaries", `wards-${gss}.geojson`), "utf8")) as {
        features: { properties: { WD25CD: string; WD25NM: string } }[];
      };
      const expected = outlines.features.map(({ properties }) => [properties.WD25CD, properties.WD25NM]).sort();
      const ofCouncil = found.wards.filter((ward) => ward.council.slug === slug);
      expect(ofCouncil.map((ward) => [ward.gss, ward.name])).toEqual(expected);
    }
    const alexandra = found.wards.find((ward) => ward.gss === "E05014646");
    expect(alexandra).toMatchObject({ formerCodes: ["E05000719"], vintage: 2023 });

    // Of the national list of 2025, every ward stands, except those that the list of 2026 has redrawn.
    const national = JSON.parse(readFileSync(join(realFiles, "ons-wards.json"), "utf8")) as Record<string, string>;
    const redrawn = new Set(found.wards.filter((ward) => ward.vintage === 2026).map((ward) => ward.council.slug));
    const codes = new Set(found.wards.map((ward) => ward.gss));
    const absent = Object.keys(national).filter((code) => code.startsWith("E05") && !codes.has(code));
    expect(redrawn.size).toBe(17);
    expect(absent).toHaveLength(363);
    const beyond = found.wards.filter((ward) => national[ward.gss] === undefined);
    expect(beyond).toHaveLength(371);
    expect(beyond.every((ward) => ward.vintage === 2026)).toBe(true);
    expect(found.wards).toHaveLength(6834);

    const somerset = found.councils.find(({ slug }) => slug === "somerset");
    expect(somerset?.formerCodes).toEqual([
      "E07000187",
      "E07000188",
      "E07000189",
      "E07000190",
      "E07000191",
      "E07000246",
      "E10000027",
    ]);
    expect(found.councils.find(({ slug }) => slug === "barnsley")).toMatchObject({
      gss: "E08000038",
      formerCodes: ["E08000016"],
    });

    const second = await load(files());
    expect(second.councils).toEqual({ added: 0, changed: 0, unchanged: 317, skipped: 0 });
    expect(second.wards).toEqual({ added: 0, changed: 0, unchanged: 6834, skipped: 0 });
    expect(await placesNow()).toEqual(found);
  }, 120_000);
});
