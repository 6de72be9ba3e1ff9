import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { action as formAction } from "~/routes/reach.past";
import { action, loader } from "~/routes/reach.past_.import";
import { loader as exampleLoader } from "~/routes/reach.past_.example[.]csv";
import type { Deps } from "~/services/deps";
import { importPast } from "~/services/import-past.server";
import { loadDeliveryForm, recordDelivery } from "~/services/record-delivery.server";
import { reachHeadline } from "~/services/reach-report.server";
import { FORMAT_IDS, savedAccount, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser, thrownResponse } from "../../support/office";
import { contextOf } from "../../support/signed-in";

let opened: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
let folder: string;

beforeAll(async () => {
  opened = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "past-"));
});
beforeEach(async () => {
  await opened.reset();
  deps = testDeps(opened.db, new Date("2026-11-16T09:00:00Z"));
  manager = await savedAccount(opened.db, ["manager"]);
  await savedSchool(opened.db, { name: "Oak Test School", urn: 123_456 });
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true, force: true });
});

const HEADER = "school,day,format,year group,attended,novelty,group";
const call = (request: Request) => ({ request, params: {}, context: contextOf(deps) });

async function check(content: string | Uint8Array<ArrayBuffer>, by = manager) {
  const browser = await signedInBrowser(deps, by);
  const sent = await action(call(browser.upload("/reach/past/import", { past: new File([content], "past.csv") })));
  if (sent.status !== 303) return { sent, report: null, path: "", apply: () => Promise.reject(new Error("Nothing was checked")) };
  const path = sent.headers.get("Location") ?? "";
  const shown = await (await loader(call(browser.get(path)))).json();
  if (!shown.check) throw new Error("Nothing was checked");
  const { id, report } = shown.check;
  return { sent, report, path, apply: () => action(call(browser.post("/reach/past/import", { id }))) };
}
const checkRows = (...rows: string[]) => check([HEADER, ...rows].join("\r\n"));
const lastYear = async () => (await reachHeadline({ kind: "programme", onDay: "2025-10-06" }, deps)).reach;
const visits = () => opened.db.visit.count();

describe("a file of sessions from before this service", () => {
  it("shows each row first, enters exactly that once it is confirmed, and enters nothing twice", async () => {
    const rows = [
      "123456,06/10/2025,Assembly,9,180,new,",
      "oak test school,07/10/2025,Classroom workshop,8,28,new,8A",
      "Oak Test School,07/10/2025,Classroom workshop,8,28,new,8B",
      "Nowhere,07/10/2025,Assembly,9,30,new,",
      "123456,07/10/2025,Puppet show,9,30,new,",
      "123456,16/11/2026,Assembly,9,30,new,",
      "123456,06/10/2025,Assembly,9,180,new,",
      "123456,20/01/2026,Assembly,9,170,same as 06/10/2025,",
    ];
    const first = await checkRows(...rows);
    expect(first.report?.entries.map(({ line }) => line)).toEqual([2, 3, 4, 9]);
    expect(first.report?.refused.map(({ line, problem }) => `${line}: ${problem.split(".")[0]}`)).toEqual([
      "5: No school has the name Nowhere",
      "6: There is no format named Puppet show",
      "7: The day must be in the past",
      "8: It is the same as line 2",
    ]);
    expect(await visits()).toBe(0);
    expect((await first.apply()).status).toBe(303);
    expect(await lastYear()).toMatchObject({ figure: 236, attendances: 406 });
    const kept = await opened.db.visit.findMany({ select: { imported: true, status: true, districtName: true, history: { select: { action: true } } } });
    expect(kept).toHaveLength(4);
    expect(kept[0]).toEqual({ imported: true, status: "completed", districtName: "North Testshire", history: [{ action: "past_entered" }] });
    expect(await opened.db.outgoingMail.count()).toBe(0);

    const again = await checkRows(...rows);
    expect(again.report).toMatchObject({ entries: [], known: [{ line: 2 }, { line: 3 }, { line: 4 }, { line: 8 }, { line: 9 }] });
    expect((await again.apply()).status).toBe(409);
    expect(await visits()).toBe(4);
  });

  it("writes nothing of a check that somebody has overtaken, and nothing at a second click", async () => {
    const row = "123456,06/10/2025,Assembly,9,180,new,";
    const stale = await checkRows(row, "123456,07/10/2025,Assembly,8,150,new,");
    const browser = await signedInBrowser(deps, manager);
    const typed = { school: "123456", "on.day": "6", "on.month": "10", "on.year": "2025", formatId: FORMAT_IDS.assembly, yearGroup: "9", attended: "180", novelty: "new" };
    expect((await formAction(call(browser.post("/reach/past", typed)))).status).toBe(303);
    expect((await stale.apply()).status).toBe(409);
    expect(await visits()).toBe(1);
    const fresh = await checkRows("123456,07/10/2025,Assembly,8,150,new,");
    expect((await fresh.apply()).status).toBe(303);
    expect((await thrownResponse(fresh.apply)).status).toBe(404);
    expect(await visits()).toBe(2);
  });

  it("refuses a day on which this service has a visit to the school, and a name that several schools have", async () => {
    const school = await savedSchool(opened.db, { name: "Ash Test School", urn: 123_457 });
    await savedVisit(opened.db, { school, onDate: "2026-11-09" });
    await savedSchool(opened.db, { name: "Ash Test School", urn: 123_458 });
    const { report } = await checkRows("123457,09/11/2026,Assembly,9,30,new,", "Ash Test School,09/10/2026,Assembly,9,30,new,");
    const [first, second] = report?.refused ?? [];
    expect(first?.problem).toContain("This service has a visit to the school on this day");
    expect(second?.problem).toContain("URN 123457");
  });

  it("takes the one of a school and its successor that was open on the day", async () => {
    const old = await savedSchool(opened.db, { name: "Elm Test School", urn: 100_001, closedOn: new Date("2025-08-31"), status: "closed" });
    await savedSchool(opened.db, { name: "Elm Test School", urn: 100_002, lineageId: old.lineageId, openedOn: new Date("2025-09-01") });
    const { apply } = await checkRows("Elm Test School,09/06/2025,Assembly,9,30,new,", "Elm Test School,09/10/2025,Assembly,9,30,new,");
    await apply();
    const rows = await opened.db.visit.findMany({ orderBy: { onDate: "asc" }, select: { school: { select: { urn: true } } } });
    expect(rows.map(({ school }) => school.urn)).toEqual([100_001, 100_002]);
  });

  it("reads semicolons, windows-1252 and a byte order mark", async () => {
    await savedSchool(opened.db, { name: "Zoë’s Test School", urn: 123_460 });
    const text = [HEADER.replaceAll(",", ";"), "Zoë’s Test School;06/10/2025;Assembly;9;180;new;"].join("\r\n");
    expect((await check(iconv.encode(text, "windows-1252").slice())).report?.entries).toHaveLength(1);
    expect((await check(`\uFEFF${text}`)).report?.entries).toHaveLength(1);
    expect((await check(text.replace("’", "'"))).report?.entries).toHaveLength(1);
  });

  it("says what is wrong with a file that cannot be read", async () => {
    const answer = async (content: string) => (await check(content)).sent.text();
    expect(await answer("a,b\r\n1,2")).toContain("no column named school, day");
    expect(await answer(HEADER)).toContain("The file has no rows");
    expect(await answer(`${HEADER}\r\n"never closed`)).toContain("cannot be read as CSV");
  });

  it("is seen by its person alone", async () => {
    const { path } = await checkRows("123456,06/10/2025,Assembly,9,180,new,");
    const other = await signedInBrowser(deps, await savedAccount(opened.db, ["coordinator"]));
    expect((await thrownResponse(() => loader(call(other.get(path))))).status).toBe(404);
  });

  it("refuses its own example, whose schools are nobody's, by their names alone", async () => {
    const browser = await signedInBrowser(deps, manager);
    const example = await (await exampleLoader(call(browser.get("/reach/past/example.csv")))).text();
    const { report } = await check(example);
    expect(report?.read).toBe(3);
    expect(report?.refused.map(({ problem }) => problem)).toEqual([
      "No school has the URN 999999",
      "No school has the name Example Academy",
      "No school has the name Example Academy",
    ]);
  });

  it("enters ten thousand rows at once from the command line, and none of them the second time", async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => {
      const day = new Date(Date.UTC(2015, 8, 1) + (index % 2_000) * 86_400_000).toISOString().slice(0, 10);
      return `123456,${day},Tutor time session,${7 + Math.floor(index / 2_000)},28,new,`;
    });
    const path = join(folder, "many.csv");
    const format = await opened.db.format.findUniqueOrThrow({ where: { id: FORMAT_IDS.tutor }, select: { name: true } });
    await writeFile(path, [HEADER, ...rows].join("\n").replaceAll("Tutor time session", format.name));
    const dry = await importPast({ path, fileName: "many.csv", check: true }, deps);
    expect(dry).toMatchObject({ ok: true, report: { refused: [] } });
    expect(await visits()).toBe(0);
    await importPast({ path, fileName: "many.csv", check: false }, deps);
    expect(await visits()).toBe(10_000);
    const again = await importPast({ path, fileName: "many.csv", check: false }, deps);
    expect(again).toMatchObject({ ok: true, report: { entries: [] } });
    expect(await visits()).toBe(10_000);
  }, 60_000);
});

describe("the form for one session", () => {
  const typed = (over: Record<string, string> = {}) => ({
    school: "123456",
    "on.day": "6",
    "on.month": "10",
    "on.year": "2025",
    formatId: FORMAT_IDS.assembly,
    yearGroup: "9",
    attended: "180",
    novelty: "new",
    ...over,
  });
  const send = async (over?: Record<string, string>) => {
    const browser = await signedInBrowser(deps, manager);
    return formAction(call(browser.post("/reach/past", typed(over))));
  };

  it("keeps day and format for the next one, and refuses the same session twice beside its number", async () => {
    const first = await send();
    expect(first.headers.get("Location")).toBe(`/reach/past?on=2025-10-06&format=${FORMAT_IDS.assembly}`);
    const second = await send();
    expect(second.status).toBe(409);
    expect(await second.json()).toHaveProperty("errors.attended");
    expect((await send({ group: "9B" })).status).toBe(409);
    expect((await send({ attended: "30", group: "9B" })).status).toBe(303);
  });

  it("asks which school is meant by a part of its name", async () => {
    const asked = await send({ school: "oak" });
    expect(asked.status).toBe(409);
    expect(await asked.json()).toMatchObject({
      errors: { schoolId: "Choose the school that is meant" },
      schools: [{ name: "Oak Test School" }],
    });
    const { id } = await opened.db.school.findFirstOrThrow({ select: { id: true } });
    expect((await send({ school: "oak", schoolId: id })).status).toBe(303);
  });

  it("links the same students to their earlier day, and refuses a day without a session", async () => {
    const same = { novelty: "same", "on.day": "7", "asOn.day": "6", "asOn.month": "10", "asOn.year": "2025" };
    expect(await (await send(same)).json()).toHaveProperty("errors.asOn");
    await send();
    expect((await send(same)).status).toBe(303);
    expect(await lastYear()).toMatchObject({ figure: 180, attendances: 360 });
  });

  it("can be corrected like any other record", async () => {
    await send();
    const visit = await opened.db.visit.findFirstOrThrow({ select: { id: true } });
    const recorder = { accountId: (await savedAccount(opened.db, ["coordinator"])).id, isCoordinator: true };
    const form = await loadDeliveryForm({ visitId: visit.id, viewer: recorder }, deps);
    const record = form?.newest?.record;
    if (!form || form.refusal !== null || !record) throw new Error("Nothing to correct");
    const corrected = { ...record, basis: "school_register" as const, counts: record.counts.map((count) => ({ ...count, attended: 150 })) };
    const input = { visitId: visit.id, recorder, version: form.version, revision: 1, record: corrected, reasons: [], correctionReason: "The register says so.", figuresConfirmed: false };
    expect(await recordDelivery(input, deps)).toMatchObject({ ok: true, attended: 150 });
    expect((await lastYear()).figure).toBe(150);
  });
});
