import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeSettings } from "~/data/settings.server";
import { loader as evidenceCsvLoader } from "~/routes/reach.evidence[.]csv";
import { loader as evidenceWorkbookLoader } from "~/routes/reach.evidence[.]xlsx";
import { loader as csvLoader } from "~/routes/reach[.]csv";
import { loader as printLoader } from "~/routes/reach.print";
import { loader as workbookLoader } from "~/routes/reach[.]xlsx";
import type { Deps } from "~/services/deps";
import { publishFigure } from "~/services/publish-figure.server";
import { publicFigure } from "~/services/public-figure.server";
import { savedAccount, savedDistrict, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const FORMULA = '=HYPERLINK("https://example.org","A school")';

let database: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, "2026-11-23T11:00:00Z");
  manager = await savedAccount(database.db, ["manager"]);
});
afterAll(() => database.close());

const visitTo = async (schoolName: string, onDate: string, attended: number) => {
  const districtCode = await savedDistrict(database.db);
  const school = await savedSchool(database.db, { name: schoolName, districtCode });
  const request = await savedRequest(database.db, { school, status: "scheduled" });
  await delivered(await savedVisit(database.db, { request, school, onDate }), deps, { attended });
};

const args = async (path: string) => ({ request: await requestBy(manager, deps, path), params: {}, context: contextOf(deps) });

/** The parts of a ZIP archive by name, from its directory at the end (APPNOTE 4.3.12). */
function unzip(archive: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(from, from + size);
    parts.set(name, (method === 0 ? content : inflateRawSync(content)).toString("utf8"));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

describe("the workbook", () => {
  it("says first what its numbers are, and holds no formula whatever a school is called", async () => {
    await visitTo(FORMULA, "2026-11-16", 27);
    const answer = await workbookLoader(await args("/reach.xlsx"));
    expect(answer.headers.get("Content-Disposition")).toContain("students-reached-2026-08-01-to-2027-07-31.xlsx");
    const parts = unzip(Buffer.from(await answer.arrayBuffer()));
    const sheets = [...(parts.get("xl/workbook.xml") ?? "").matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    expect(sheets).toEqual([
      "About these figures",
      ...["By month", "By year group", "By district", "By local authority", "By school", "By type of school", "By phase", "By format"],
      ...["Beside the headline", "Shares of year groups", "Sessions by format", "Topics covered", "Basis of the numbers"],
      ...["Progress against an even pace", "Years side by side", "Unlikely numbers", "Rolls in doubt", "Not recorded yet", "What was counted"],
    ]);
    const all = [...parts].filter(([name]) => /xl\/(worksheets\/|sharedStrings)/.test(name)).map(([, text]) => text);
    expect(all.join("")).toContain("each once in the period");
    expect(all.join("")).toContain("HYPERLINK");
    expect(all.filter((text) => /<f[ >]/.test(text))).toEqual([]);
    expect(parts.get("xl/worksheets/sheet2.xml")).toContain("<v>27</v>");
  });
});

describe("charts", () => {
  it("say what is seen in a sentence, carry the table's figures and no style that the page's policy refuses", async () => {
    await visitTo("Ash Vale School", "2026-09-21", 30);
    await visitTo("<b>Oak & Elm</b>", "2026-11-16", 25);
    const { charts } = await (await printLoader(await args("/reach/print"))).json();
    expect(charts.map(({ id }) => id)).toEqual(["progress", "months", "year-groups", "districts"]);
    const [progress, months] = charts;
    expect(months?.sentence).toBe("Most students were reached in September 2026: 30 of 55.");
    expect(months?.rows).toEqual([
      { name: "September 2026", values: ["30", "30"] },
      { name: "November 2026", values: ["25", "25"] },
    ]);
    expect(progress?.sentence).toMatch(/^55 of 10,000 students were reached so far: about [\d,]+ fewer than an even pace/);
    expect(progress?.rows[0]).toEqual({ name: "August 2026", values: ["0", expect.stringMatching(/^\d/)] });
    for (const { svg } of charts) {
      expect(svg).toMatch(/^<svg [^>]*role="img"/);
      expect(svg).not.toMatch(/<style|style=|<script|<b>/);
    }
  });

  it("are left out where there is nothing to show", async () => {
    const { charts } = await (await printLoader(await args("/reach/print"))).json();
    expect(charts).toEqual([]);
  });

  it("set years of one kind beside each other", async () => {
    await visitTo("Ash Vale School", "2025-10-13", 30);
    await visitTo("Ash Vale School", "2026-10-12", 40);
    const { charts } = await (await printLoader(await args("/reach/print"))).json();
    const years = charts.find(({ id }) => id === "years");
    expect(years?.rows.map(({ values }) => values[0])).toEqual(["30", "40"]);
  });
});

describe("the tables of a period, as files", () => {
  const csvOf = async (table: string) => (await csvLoader(await args(`/reach.csv?period=programme-2026-08-01&table=${table}`))).text();

  it("begin with what the page says, plans included and the target once", async () => {
    await visitTo("Ash Vale School", "2026-11-16", 27);
    const csv = await csvOf("progress");
    expect(csv.match(/^Target,/gm)).toHaveLength(1);
    expect(csv).toContain("Still to reach,9973");
    expect(csv).toMatch(/^"?Booked ahead, students expected"?,\d+/m);
    expect(csv).toMatch(/^"?Requested, students expected"?,\d+/m);
    expect(csv).toContain("By the end of,Students reached,Even pace");
    expect(csv).toMatch(/^2026-11,27,/m);
    expect(csv).toMatch(/^2026-12,to come,/m);
  });

  it("hold what was published and what registers said, for the team alone", async () => {
    await visitTo("Ash Vale School", "2026-11-16", 27);
    const published = await publishFigure({ choice: null, seenFigure: 27, reason: "", signedOffById: manager.id }, deps);
    expect(published.ok).toBe(true);
    expect(await csvOf("published")).toMatch(/,27,27,27,27,Version 2,/);
    expect(await csvOf("checked")).toContain("Ash Vale School,2026-11-16,27,");
    const analyst = await savedAccount(database.db, ["analyst"]);
    const request = await requestBy(analyst, deps, "/reach.csv?table=published");
    await expect(csvLoader({ request, params: {}, context: contextOf(deps) })).rejects.toMatchObject({ status: 404 });
  });

  it("count the same schools on paper as on the page: those with an attendance, a roll known or not", async () => {
    await visitTo("Ash Vale School", "2026-11-16", 27);
    const school = await savedSchool(database.db, { name: "Mixed Only School" });
    await delivered(await savedVisit(database.db, { school, onDate: "2026-11-17" }), deps, { attended: 20, novelty: "mixed" });
    const printed = await (await printLoader(await args("/reach/print"))).json();
    expect(printed.beside.schools).toBe(2);
    const csv = await csvOf("beside");
    expect(csv).toContain("Schools reached,2");
  });
});

describe("what schools say, as files", () => {
  it("is told with its response rate and a warning of few answers, and what they wrote to the team alone", async () => {
    await visitTo("Ash Vale School", "2026-11-16", 27);
    const { id: visitId } = await database.db.visit.findFirstOrThrow({ select: { id: true } });
    const scores = { scoreFirst: 5, scoreSecond: 4, scoreThird: 5, comment: "Pitched just right." };
    await database.db.visitFeedback.create({ data: { visitId, ...scores, givenAt: deps.now(), changedAt: deps.now() } });
    const csv = await (await evidenceCsvLoader(await args("/reach/evidence.csv"))).text();
    expect(csv).toContain("100% (1 of 1); fewer than 30");
    expect(csv).not.toContain("Pitched just right.");
    const textOf = async (viewer: SavedAccount) => {
      const request = await requestBy(viewer, deps, "/reach/evidence.xlsx");
      const answer = await evidenceWorkbookLoader({ request, params: {}, context: contextOf(deps) });
      return [...unzip(Buffer.from(await answer.arrayBuffer())).values()].join("");
    };
    expect(await textOf(manager)).toContain("Pitched just right.");
    const analyst = await textOf(await savedAccount(database.db, ["analyst"]));
    expect(analyst).toContain("fewer than 30");
    expect(analyst).not.toContain("Pitched just right.");
  });

  it("hides a small show of hands, and every share that would tell it, from whoever is handed the figures", async () => {
    await database.db.$transaction((tx) => writeSettings(tx, { smallNumbersUnder: 5 }, { accountId: null, now: deps.now() }));
    await visitTo("Ash Vale School", "2026-11-16", 27);
    const { id: visitId } = await database.db.visit.findFirstOrThrow({ select: { id: true } });
    const hands = (moment: "before" | "after", yes: number, unsure: number, no: number) => ({ visitId, moment, yes, unsure, no, changedAt: deps.now() });
    await database.db.visitSurvey.createMany({ data: [hands("before", 10, 11, 6), hands("after", 18, 6, 3)] });
    const csv = await (await evidenceCsvLoader(await args("/reach/evidence.csv"))).text();
    expect(csv).toContain("Before,10,11,6,27,0.37");
    expect(csv).toContain("After,18,not shown,under 5,27,\r\n");
    expect(csv).toContain("Change in the share of yes,\"Not known, or not shown");
  });
});

describe("the public figure", () => {
  const switchOn = () =>
    database.db.$transaction((tx) => writeSettings(tx, { publicFigure: true }, { accountId: manager.id, now: deps.now() }));

  it("is shown to nobody until a manager switches it on, and rounded down where none is published", async () => {
    await visitTo("Ash Vale School", "2026-11-16", 199);
    expect(await publicFigure(deps)).toBeNull();
    await switchOn();
    expect(await publicFigure(deps)).toMatchObject({ students: 100, published: false });
  });

  it("is the newest published one, unchanged by what was recorded since", async () => {
    await switchOn();
    const span = { startsOn: new Date("2025-08-01"), endsOn: new Date("2026-07-31"), asAt: new Date("2026-08-03") };
    const figures = { figure: 9_876, low: 9_800, high: 9_900, attendances: 10_400 };
    await database.db.publication.create({
      data: { periodName: "2025/26", ...span, ...figures, definitionVersion: "1", detail: {}, signedOffById: manager.id },
    });
    const week = { startsOn: new Date("2026-11-09"), endsOn: new Date("2026-11-13"), asAt: new Date("2026-11-20") };
    await database.db.publication.create({
      data: { periodName: "Week of action", ...week, ...figures, definitionVersion: "1", detail: {}, signedOffById: manager.id },
    });
    await visitTo("Ash Vale School", "2026-11-16", 199);
    expect(await publicFigure(deps)).toMatchObject({ students: 9_876, published: true, startsOn: "2025-08-01" });
  });
});
