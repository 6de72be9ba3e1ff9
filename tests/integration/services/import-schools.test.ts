import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listOpenReviewItems } from "~/data/absences.server";
import { searchSchools } from "~/data/school-search.server";
import { csvRecords, UnreadableCsv } from "~/lib/csv-records.server";
import { readRegister } from "~/schemas/school";
import { readLinks } from "~/schemas/school-links";
import { importSchools } from "~/services/import-schools.server";
import { savedRequest, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";

const REAL_REGISTER = "../shared/data/gias/llr_establishments_2026.csv";
const REAL_2018 = "../shared/data/gias/llr_schools_2018_with_status.csv";
const REAL_ENGLAND = "../shared/data/gias/england_open_establishments_2026.csv";
const REAL_EXTRACT_ROWS = "../shared/data/gias/sample_full_header_mavis_2026.csv";

const LINKS_HEADER = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate";
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

async function fileOf(lines: readonly string[], encoding = "utf8", name = "register.csv"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, iconv.encode(lines.join("\r\n"), encoding));
  return path;
}

const NOW = "2026-11-23T12:00:00Z";
const deps = () => ({ db: test.db, now: () => new Date(NOW) });

const importFile = (path: string, options: Parameters<typeof importSchools>[2] = {}) =>
  importSchools({ lines: readRegister(csvRecords(path)) }, deps(), options);

const importWithLinks = async (path: string, links: readonly string[], options: { check?: boolean } = {}) => {
  const linksPath = await fileOf([LINKS_HEADER, ...links], "utf8", "links.csv");
  const files = { lines: readRegister(csvRecords(path)), links: readLinks(csvRecords(linksPath)) };
  return importSchools(files, deps(), options);
};

const count = (of: number) => expect.objectContaining({ count: of });

describe("importing the register", () => {
  it("adds schools once, however often the file is read", async () => {
    const path = await fileOf([HEADER, row(100001, "Oak School, The"), row(100002, "Elm School")]);
    expect(await importFile(path)).toMatchObject({
      ok: true,
      report: { read: 2, elsewhere: 0, added: count(2), changed: count(0), unchanged: 0, badRows: count(0) },
    });
    const again = await importFile(path);
    expect(again).toMatchObject({ report: { added: count(0), changed: count(0), unchanged: 2 } });
    const versions = await test.db.school.findMany({ select: { version: true } });
    expect(versions).toEqual([{ version: 1 }, { version: 1 }]);
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
    expect(result).toMatchObject({ ok: true, report: { read: 5, added: count(2), badRows: count(3) } });
    expect(result.ok && result.report.badRows.first.map(({ line }) => line)).toEqual([3, 4, 5]);
  });

  it("names the columns that are missing, and changes nothing", async () => {
    const path = await fileOf(["URN,EstablishmentName,Town", "100001,Oak School,Testford"]);
    const missing = { ok: false, reason: "missing_columns", file: "register" };
    expect(await importFile(path)).toEqual({ ...missing, columns: ["Postcode"] });
    const reduced = await fileOf(["URN,EstablishmentName,Postcode", "100001,Oak School,TE1 1ST"]);
    expect(await importFile(reduced, { authorities: ["855"] })).toEqual({ ...missing, columns: ["LA (code)"] });
    expect(await test.db.school.count()).toBe(0);
  });

  it("reads quotes, doubled quotes and line breaks inside them, and knows its lines", async () => {
    const path = await fileOf(["\uFEFF" + HEADER, row(100001, 'The ""Oak"", with\r\nits annexe'), row(100002, "Elm", "8,a"), ""]);
    const result = await importFile(path);
    expect(result).toMatchObject({ report: { read: 2, badRows: { first: [{ line: 4 }] } } });
    const school = await test.db.school.findUniqueOrThrow({ where: { urn: 100001 } });
    expect(school.name).toBe('The "Oak", with\r\nits annexe');
  });

  it("keeps other authorities out where it is told to", async () => {
    const path = await fileOf([HEADER, row(100001, "Oak School"), row(100002, "Far School", "201,Farshire,Open,FA1 1AR,Far")]);
    expect(await importFile(path, { authorities: ["855"] })).toMatchObject({
      report: { added: count(1), elsewhere: 1 },
    });
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

  it("checks without changing anything, and tells what would change", async () => {
    await importFile(await fileOf([HEADER, row(100001, "Oak School"), row(100002, "Elm School")]));
    const path = await fileOf([
      HEADER,
      row(100001, "Oak Academy"),
      row(100002, "Elm School", '855,Testshire,"Open, but proposed to close",TE1 1ST,Testford'),
      row(100003, "Ash School"),
    ]);
    const result = await importFile(path, { check: true });
    expect(result).toMatchObject({
      report: {
        added: { first: [{ urn: 100003 }] },
        changed: {
          first: [
            { urn: 100001, name: "Oak Academy", fields: ["name", "searchText"] },
            { urn: 100002, fields: ["status"] },
          ],
        },
        closing: { first: [{ urn: 100002 }] },
        closed: count(0),
      },
    });
    const schools = await test.db.school.findMany({ orderBy: { urn: "asc" }, select: { name: true, status: true } });
    expect(schools).toEqual([
      { name: "Oak School", status: "open" },
      { name: "Elm School", status: "open" },
    ]);
    expect((await searchSchools(test.db, "elm", 5)).schools).toHaveLength(1);
  });

  it("puts visits at a school that closes on the review list, once, and names who follows", async () => {
    await importFile(await fileOf([HEADER, row(100001, "Oak School"), row(100002, "Oak Academy")]));
    const school = await test.db.school.findUniqueOrThrow({ where: { urn: 100001 } });
    const visit = await savedVisit(test.db, { school, onDate: "2026-12-07" });
    const past = await savedVisit(test.db, { school, onDate: "2026-11-02", status: "completed" });
    await savedRequest(test.db, { school });
    const closed = [HEADER, row(100001, "Oak School", "855,Testshire,Closed,TE1 1ST,Testford")];
    const link = "100001,100002,Oak Academy,Successor,01-09-2026";
    const touched = [
      {
        urn: 100001,
        name: "Oak School",
        status: "closed",
        closedOn: null,
        visits: 1,
        requests: 1,
        successors: [{ urn: 100002, name: "Oak Academy" }],
      },
    ];
    const path = await fileOf(closed);
    expect(await importWithLinks(path, [link], { check: true })).toMatchObject({ report: { touched } });
    expect(await test.db.reviewItem.count()).toBe(0);
    for (const time of ["first", "second"]) {
      expect(await importWithLinks(path, [link]), time).toMatchObject({ report: { touched } });
      const items = await listOpenReviewItems(test.db);
      expect(items.map(({ kind, visit }) => ({ kind, id: visit.id })), time).toEqual([
        { kind: "closed_school", id: visit.id },
      ]);
    }
    expect(await test.db.visit.count({ where: { id: { in: [visit.id, past.id] } } })).toBe(2);
    const history = await test.db.historyEntry.findMany({ where: { action: "visit_school_closed" } });
    expect(history.map(({ visitId }) => visitId)).toEqual([visit.id]);
  });

  describe("with the links file", () => {
    const lineageOf = async (urn: number) =>
      (await test.db.school.findUniqueOrThrow({ where: { urn }, select: { lineageId: true } })).lineageId;
    const schools = (...urns: number[]) => fileOf([HEADER, ...urns.map((urn) => row(urn, `School ${urn}`))]);

    it("makes one lineage of schools that follow one another, however often and in whatever order it is told", async () => {
      const path = await schools(1, 2, 3);
      const links = ["2,3,School 3,Successor,", "2,1,School 1,Predecessor,01-09-2020", "1,2,School 2,Successor,01-09-2020"];
      expect(await importWithLinks(path, links)).toMatchObject({ report: { links: { read: 3, added: 2 } } });
      expect(await lineageOf(2)).toBe(await lineageOf(1));
      expect(await lineageOf(3)).toBe(await lineageOf(1));
      expect(await importWithLinks(path, links)).toMatchObject({ report: { links: { added: 0, changed: 0, unchanged: 2 } } });
    });

    it("keeps the lineages of mergers and splits apart", async () => {
      const path = await schools(1, 2, 3, 4, 5);
      await importWithLinks(path, [
        "1,3,School 3,Successor - merged,01-09-2020",
        "3,2,School 2,Predecessor,01-09-2020",
        "4,5,School 5,Successor - Split School,01-09-2020",
        "4,1,School 1,Sixth Form Centre Link,",
        "4,999,Not here,Successor,",
        "4,x,Wrong,Successor,",
      ]);
      const lineages = await Promise.all([1, 2, 3, 4, 5].map(lineageOf));
      expect(new Set(lineages).size).toBe(5);
      const kinds = await test.db.schoolLink.findMany({ select: { kind: true }, orderBy: { kind: "asc" } });
      expect(kinds.map(({ kind }) => kind)).toEqual(["successor", "merged_into", "split_into"]);
    });

    it("leaves alone what a person linked by hand", async () => {
      const path = await schools(1, 2, 3);
      await importFile(path);
      const [from, to] = await test.db.school.findMany({ where: { urn: { in: [1, 2] } }, orderBy: { urn: "asc" } });
      const ids = { fromSchoolId: from?.id ?? "", toSchoolId: to?.id ?? "" };
      await test.db.schoolLink.create({ data: { ...ids, kind: "same_as", byHand: true } });
      const links = ["1,2,School 2,Successor,01-09-2020", "2,3,School 3,Successor,01-09-2021"];
      expect(await importWithLinks(path, links)).toMatchObject({ report: { links: { added: 1, unchanged: 1 } } });
      const link = await test.db.schoolLink.findFirstOrThrow({ where: ids });
      expect(link).toMatchObject({ kind: "same_as", linkedOn: null });
      expect(await lineageOf(3)).not.toBe(await lineageOf(2));
    });
  });

  it.skipIf(!existsSync(REAL_REGISTER))("takes the real register of the three authorities", async () => {
    expect(await importFile(REAL_REGISTER, { authorities: ["855", "856", "857"] })).toMatchObject({
      report: { added: count(492), badRows: count(0) },
    });
    expect(await importFile(REAL_REGISTER)).toMatchObject({ report: { added: count(0), changed: count(0), unchanged: 492 } });
    expect(await test.db.district.count()).toBe(9);
  });

  it.skipIf(!existsSync(REAL_EXTRACT_ROWS))("takes real rows under the full header", async () => {
    const result = await importFile(REAL_EXTRACT_ROWS);
    expect(result).toMatchObject({ ok: true, report: { read: 5 } });
    expect(await test.db.school.findUnique({ where: { urn: 100000 } })).toMatchObject({ status: "closed", town: "London" });
  });

  it.skipIf(!existsSync(REAL_2018))("takes reduced extracts: status by code, no LA or status at all", async () => {
    const first = await importFile(REAL_2018);
    expect(first).toMatchObject({ ok: true, report: { badRows: count(0) } });
    expect(await test.db.school.count({ where: { status: "closed" } })).toBeGreaterThan(0);
    const england = await importFile(REAL_ENGLAND);
    expect(england).toMatchObject({ ok: true, report: { read: 26_509 } });
  });
});
