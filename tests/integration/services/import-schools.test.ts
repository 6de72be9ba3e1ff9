import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { searchSchools } from "~/data/schools.server";
import { csvRecords, UnreadableCsv } from "~/lib/csv-records.server";
import { readRegister } from "~/schemas/school";
import { importSchools } from "~/services/import-schools.server";
import { testDatabase, type TestDatabase } from "../../support/database";

const REAL_REGISTER = "../shared/data/gias/llr_establishments_2026.csv";
const REAL_EXTRACT_ROWS = "../shared/data/gias/sample_full_header_mavis_2026.csv";

const HEADER = "EstablishmentName,URN,LA (code),LA (name),EstablishmentStatus (name),Postcode,Town";
const row = (urn: number, name: string, rest = "855,Testshire,Open,TE1 1ST,Testford") => `"${name}",${urn},${rest}`;

let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "register-"));
});
beforeEach(() => test.reset());
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

async function fileOf(lines: readonly string[], encoding = "utf8"): Promise<string> {
  const path = join(folder, "register.csv");
  await writeFile(path, iconv.encode(lines.join("\r\n"), encoding));
  return path;
}

const importFile = (path: string, authorities?: string[]) =>
  importSchools(readRegister(csvRecords(path)), { db: test.db }, { authorities });

describe("importing the register", () => {
  it("adds schools once, however often the file is read", async () => {
    const path = await fileOf([HEADER, row(100001, "Oak School, The"), row(100002, "Elm School")]);
    expect(await importFile(path)).toEqual({
      ok: true,
      read: 2,
      elsewhere: 0,
      added: 2,
      changed: 0,
      unchanged: 0,
      badRows: [],
    });
    expect(await importFile(path)).toMatchObject({ ok: true, added: 0, changed: 0, unchanged: 2 });
    expect(await test.db.school.count()).toBe(2);
  });

  it.each(["utf8", "windows-1252"])("reads %s", async (encoding) => {
    await importFile(await fileOf([HEADER, row(100001, "École St Rémi’s")], encoding));
    const school = await test.db.school.findUniqueOrThrow({ where: { urn: 100001 } });
    expect(school.name).toBe("École St Rémi’s");
  });

  it("lists what it cannot read by line, and keeps the rest", async () => {
    const path = await fileOf([
      HEADER,
      row(100001, "Oak School"),
      row(100002, "Elm School", "855,Testshire,Asleep,TE1 1ST,Testford"),
      row(100001, "Oak School again"),
      "too,short",
      row(100003, "Ash School"),
    ]);
    const result = await importFile(path);
    expect(result).toMatchObject({ ok: true, read: 5, added: 2 });
    expect(result.ok && result.badRows.map(({ line }) => line)).toEqual([3, 4, 5]);
  });

  it("names the columns that are missing, and changes nothing", async () => {
    const path = await fileOf(["URN,EstablishmentName,Town", "100001,Oak School,Testford"]);
    const result = await importFile(path);
    expect(result).toMatchObject({ ok: false, reason: "missing_columns" });
    expect(!result.ok && result.columns).toContain("LA (code)");
    expect(await test.db.school.count()).toBe(0);
  });

  it("keeps other authorities out where it is told to", async () => {
    const path = await fileOf([HEADER, row(100001, "Oak School"), row(100002, "Far School", "201,Farshire,Open,FA1 1AR,Far")]);
    expect(await importFile(path, ["855"])).toMatchObject({ ok: true, added: 1, elsewhere: 1 });
  });

  it("keeps a school that closes, but offers it no more", async () => {
    await importFile(await fileOf([HEADER, row(100001, "Oak School")]));
    await importFile(await fileOf([HEADER, row(100001, "Oak School", "855,Testshire,Closed,TE1 1ST,Testford")]));
    expect(await test.db.school.count()).toBe(1);
    expect((await searchSchools(test.db, "oak", 5)).schools).toEqual([]);
  });

  it("says from which line on a file is no CSV", async () => {
    const path = await fileOf([HEADER, row(100001, "Oak School"), '"never closed,1,2']);
    await expect(importFile(path)).rejects.toThrow(UnreadableCsv);
  });

  it.skipIf(!existsSync(REAL_REGISTER))("takes the real register of the three authorities", async () => {
    expect(await importFile(REAL_REGISTER, ["855", "856", "857"])).toMatchObject({ ok: true, added: 492, badRows: [] });
    expect(await importFile(REAL_REGISTER)).toMatchObject({ ok: true, added: 0, changed: 0, unchanged: 492 });
    expect(await test.db.district.count()).toBe(9);
  });

  it.skipIf(!existsSync(REAL_EXTRACT_ROWS))("takes real rows under the full header", async () => {
    const result = await importFile(REAL_EXTRACT_ROWS);
    expect(result).toMatchObject({ ok: true, read: 5 });
    expect(await test.db.school.findUnique({ where: { urn: 100000 } })).toMatchObject({ status: "closed", town: "London" });
  });
});
