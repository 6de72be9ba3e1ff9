import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MyDayPage } from "~/components/my-day/my-day-page";
import { loader } from "~/routes/my-day";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const NOW = "2026-11-23T09:30:00Z";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

async function open(account: { id: string }, now = NOW) {
  const deps = depsAt(database.db, now);
  const request = await requestBy(account, deps, "/my-day");
  return (await loader({ request, params: {}, context: contextOf(deps) })).json();
}

describe("a presenter's day", () => {
  it("shows their own visits of today and the next 14 days, in order of time", async () => {
    const presenter = await savedPresenter(database.db);
    const own = { presenters: [presenter] };
    const afternoon = await savedVisit(database.db, { ...own, startMinutes: 13 * 60 });
    const morning = await savedVisit(database.db, own);
    const last = await savedVisit(database.db, { ...own, onDate: "2026-12-07" });
    await savedVisit(database.db, { ...own, onDate: "2026-12-08" });
    await savedVisit(database.db, { ...own, startMinutes: 15 * 60, status: "cancelled" });
    await savedVisit(database.db);
    const { visits } = await open(presenter);
    expect(visits.map(({ id }) => id)).toEqual([morning.id, afternoon.id, last.id]);
    expect(visits[0]).toMatchObject({
      arriveTime: "09:00",
      leaveTime: "09:40",
      canRecord: true,
      sessions: [{ startTime: "09:10", endTime: "09:35", mine: true }],
    });
    expect(visits[1]).toMatchObject({ canRecord: false, recorded: false });
  });

  it("names the visits before today that nobody has recorded", async () => {
    const presenter = await savedPresenter(database.db);
    const own = { presenters: [presenter] };
    const open1 = await savedVisit(database.db, { ...own, onDate: "2026-11-19" });
    const done = await savedVisit(database.db, { ...own, onDate: "2026-11-20" });
    await delivered(done, depsAt(database.db, NOW));
    const { overdue } = await open(presenter);
    expect(overdue.map(({ id }) => id)).toEqual([open1.id]);
  });

  it("is in London time on both sides of the clock change", async () => {
    const presenter = await savedPresenter(database.db);
    await savedVisit(database.db, { presenters: [presenter], onDate: "2026-10-23" });
    await savedVisit(database.db, { presenters: [presenter], onDate: "2026-10-26" });
    const { visits } = await open(presenter, "2026-10-22T23:30:00Z");
    expect(visits.map(({ onDate, arriveTime }) => [onDate, arriveTime])).toEqual([
      ["2026-10-23", "09:00"],
      ["2026-10-26", "09:00"],
    ]);
  });

  it("says whom to ask for, and keeps the context of a sensitive visit away", async () => {
    const presenter = await savedPresenter(database.db);
    const over = { needsDetails: "After the incident on Friday" };
    const plain = await savedRequest(database.db, {
      status: "scheduled",
      over: { needsDetails: "A hearing loop" },
    });
    const sensitive = await savedRequest(database.db, { status: "scheduled", over });
    await savedVisit(database.db, { presenters: [presenter], request: plain });
    await savedVisit(database.db, {
      presenters: [presenter],
      request: sensitive,
      sensitive: true,
      startMinutes: 720,
    });
    const page = renderToStaticMarkup(createElement(MyDayPage, await open(presenter)));
    expect(page).toContain('href="tel:01164960000"');
    expect(page).toContain("A hearing loop");
    expect(page).not.toContain("incident");
    expect(page).not.toContain("ensitive");
  });

  it("is empty for a coordinator who gives no sessions, and closed to the rest", async () => {
    await savedVisit(database.db);
    expect(await open(await savedAccount(database.db, ["coordinator"]))).toMatchObject({
      visits: [],
      overdue: [],
    });
    const analyst = await savedAccount(database.db, ["analyst"]);
    await expect(open(analyst)).rejects.toMatchObject({ status: 403 });
  });
});
