import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { inboxPage } from "~/services/inbox-page.server";
import { savedRequest, savedSchool } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { depsAt } from "../../support/signed-in";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => test.reset());
afterAll(() => test.close());

it("serves schools in and near an area before others due on the same day, never before a day or an incident", async () => {
  const deps = depsAt(test.db, "2026-11-23T12:00:00Z");
  await test.db.priorityArea.create({
    data: { name: "Riverside", easting: 458_700, northing: 304_400, radiusMetres: 500, nearMetres: 1_000 },
  });
  const ask = async (name: string, metresEast: number, hour: number, over: { answerByOn?: string; sensitive?: boolean } = {}) => {
    const school = await savedSchool(test.db, { name, easting: 458_700 + metresEast, northing: 304_400 });
    const { answerByOn = "2026-11-30", sensitive = false } = over;
    const provenAt = new Date(`2026-11-20T0${hour}:00:00Z`);
    await savedRequest(test.db, { school, answerByOn, over: { provenAt, sensitive } });
  };
  await ask("Far, first", 9_000, 1);
  await ask("Near", 900, 2);
  await ask("In", 0, 3);
  await ask("Far, due earlier", 9_000, 4, { answerByOn: "2026-11-27" });
  await ask("Far, after an incident", 9_000, 5, { sensitive: true, answerByOn: "2026-12-04" });
  const names = async () =>
    (await inboxPage({ filter: "waiting", search: "", page: 1, pageSize: 25 }, deps)).rows.map(({ schoolName }) => schoolName);
  expect(await names()).toEqual(["Far, after an incident", "Far, due earlier", "In", "Near", "Far, first"]);
  await test.db.priorityArea.updateMany({ data: { retiredAt: deps.now() } });
  expect(await names()).toEqual(["Far, after an incident", "Far, due earlier", "Far, first", "Near", "In"]);
});
