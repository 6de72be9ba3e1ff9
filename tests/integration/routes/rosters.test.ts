import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listOpenReviewItems } from "~/data/absences.server";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { describeWorkingHours, workingHoursOn } from "~/domain/working-hours";
import { action, loader } from "~/routes/admin.rosters";
import type { Deps } from "~/services/deps";
import { saveWorkingPattern } from "~/services/save-working-pattern.server";
import { savedAccount, savedPresenter, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser, thrownResponse } from "../../support/office";
import { contextOf } from "../../support/signed-in";

let opened: TestDatabase;
let deps: Deps;
let presenter: SavedAccount;
let coordinator: SavedAccount;

beforeAll(async () => {
  opened = await testDatabase();
});
beforeEach(async () => {
  await opened.reset();
  deps = testDeps(opened.db, new Date("2026-11-16T09:00:00Z"));
  presenter = await savedPresenter(opened.db, { name: "Test presenter" });
  coordinator = await savedAccount(opened.db, ["coordinator"]);
});
afterAll(() => opened.close());

const call = (request: Request) => ({ request, params: {}, context: contextOf(deps) });

async function upload(...rows: string[]): Promise<Response> {
  const browser = await signedInBrowser(deps, coordinator);
  const file = new File([["email,date,start,end", ...rows].join("\r\n")], "roster.csv");
  return action(call(browser.upload("/admin/rosters", { roster: file })));
}

async function checked(...rows: string[]) {
  const path = (await upload(...rows)).headers.get("Location") ?? "";
  const browser = await signedInBrowser(deps, coordinator);
  const { check } = await (await loader(call(browser.get(path)))).json();
  if (!check) throw new Error("Nothing was checked");
  const apply = () => action(call(browser.post("/admin/rosters", { id: check.id })));
  return { report: check.report, apply, path };
}

const row = (day: string, start: string, end: string) => `${presenter.email},${day},${start},${end}`;
const hoursOn = async (day: string): Promise<string> =>
  describeWorkingHours(workingHoursOn(await listWorkingPatterns(opened.db, presenter.id), day));

describe("importing a roster", () => {
  it("shows what would change, writes nothing before it is confirmed, and changes nothing the second time", async () => {
    const rows = [row("2026-11-24", "07:00", "15:00"), row("2026-11-25", "", ""), row("2026-11-10", "07:00", "15:00")];
    const first = await checked(...rows, "nobody@example.org,2026-11-24,07:00,15:00");
    expect(first.report).toMatchObject({
      read: 3,
      past: 1,
      badRows: [{ line: 5, problem: "No presenter has this address" }],
      changes: [
        { day: "2026-11-24", before: "08:00 to 16:00", after: "07:00 to 15:00" },
        { day: "2026-11-25", before: "08:00 to 16:00", after: "does not work" },
      ],
    });
    expect(await opened.db.workingPattern.count()).toBe(0);
    expect((await first.apply()).status).toBe(303);
    expect(await Promise.all(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"].map(hoursOn))).toEqual([
      "08:00 to 16:00", "07:00 to 15:00", "does not work", "08:00 to 16:00",
    ]);
    const again = await checked(...rows);
    expect(again.report).toMatchObject({ changes: [], touchedVisits: [] });
    expect((await again.apply()).status).toBe(303);
    expect(await opened.db.workingPattern.count()).toBe(1);
  });

  it("comes before a pattern that is entered later, and keeps days that the next file does not name", async () => {
    await (await checked(row("2026-11-24", "07:00", "15:00"), row("2026-11-25", "07:00", "15:00"))).apply();
    const actor = { kind: "staff" as const, accountId: presenter.id };
    const pattern = { presenterId: presenter.id, validFromOn: "2026-11-24", cycleWeeks: 1, days: [], actor };
    await saveWorkingPattern(pattern, deps);
    await (await checked(row("2026-11-25", "10:00", "18:00"))).apply();
    expect(await Promise.all(["2026-11-24", "2026-11-25", "2026-11-26"].map(hoursOn))).toEqual([
      "07:00 to 15:00", "10:00 to 18:00", "does not work",
    ]);
  });

  it("says which visits it leaves outside, and lists them for review", async () => {
    const visit = await savedVisit(opened.db, { presenters: [presenter] });
    const roster = await checked(row("2026-11-23", "", ""));
    expect(roster.report.touchedVisits).toMatchObject([{ id: visit.id, presenterName: "Test presenter" }]);
    expect(await listOpenReviewItems(opened.db)).toEqual([]);
    await roster.apply();
    expect(await listOpenReviewItems(opened.db)).toMatchObject([{ kind: "working_hours", visit: { id: visit.id } }]);
  });

  it("is refused when a visit was planned after the check", async () => {
    const roster = await checked(row("2026-11-23", "", ""));
    await savedVisit(opened.db, { presenters: [presenter] });
    expect((await roster.apply()).status).toBe(409);
    expect(await opened.db.workingPattern.count()).toBe(0);
  });

  it("reads a duty calendar, of whom the form says, and names a file that is none", async () => {
    const browser = await signedInBrowser(deps, coordinator);
    const ics = (...lines: string[]) => new File([["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\r\n")], "duties.ics");
    const send = (roster: File) => action(call(browser.upload("/admin/rosters", { roster, whose: presenter.email })));
    const shift = ["BEGIN:VEVENT", "DTSTART:20261124T070000Z", "DTEND:20261124T150000Z", "END:VEVENT"];
    const path = (await send(ics(...shift))).headers.get("Location") ?? "";
    const { check } = await (await loader(call(browser.get(path)))).json();
    expect(check?.report.changes).toMatchObject([{ day: "2026-11-24", after: "07:00 to 15:00" }]);
    expect((await send(new File(["BEGIN:VCALENDAR\r\nnonsense"], "duties.ics"))).status).toBe(422);
  });

  it("is seen by its person alone, and refused without a file or its columns", async () => {
    const { path } = await checked(row("2026-11-24", "", ""));
    const other = await signedInBrowser(deps, await savedAccount(opened.db, ["manager"]));
    expect((await thrownResponse(() => loader(call(other.get(path))))).status).toBe(404);
    const none = await action(call(other.upload("/admin/rosters", { roster: new File(["a,b\r\n1,2"], "roster.csv") })));
    expect(none.status).toBe(422);
    expect(await none.json()).toMatchObject({ errors: { roster: "The file has no column named email, date, start, end" } });
  });
});
