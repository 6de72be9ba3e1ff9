import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listPriorityAreas } from "~/data/priority-areas.server";
import { action } from "~/routes/admin.priority-areas.$id";
import type { Deps } from "~/services/deps";
import { savedAccount, savedSchool, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
});
afterAll(() => test.close());

const WORDS = { name: "Riverside", reason: "Two robberies", near: "400" };
const RING = [[458_000, 304_000], [458_900, 304_000], [458_900, 304_900], [458_000, 304_000]];

/** Posts the form as a browser does, with the outline as a file. */
async function send(id: string, fields: Record<string, string>, outline?: string) {
  const signedIn = await requestBy(manager, deps, "/");
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (outline !== undefined) body.append("outline", new File([outline], "outline.geojson"));
  const headers = { Cookie: signedIn.headers.get("Cookie") ?? "" };
  const request = new Request(`http://localhost:3000/admin/priority-areas/${id}`, { method: "POST", headers, body });
  const response = await action({ request, params: { id }, context: contextOf(deps) });
  const text = await response.text();
  const answer: { errors?: Record<string, string>; values?: Record<string, string> } = text === "" ? {} : JSON.parse(text);
  return { status: response.status, ...answer };
}
const areas = () => listPriorityAreas(test.db);

it("keeps a circle around a point or a school's postcode, and an outline from a file, with a history without words", async () => {
  await savedSchool(test.db, { postcode: "LE1 9ZZ", easting: 458_700, northing: 304_400 });
  expect((await send("new", { ...WORDS, centre: "le19zz", radius: "800" })).status).toBe(303);
  const [circle] = await areas();
  expect(circle).toMatchObject({ name: "Riverside", nearMetres: 400, startsOn: null, retired: false });
  expect(circle?.shape).toEqual({ kind: "circle", centre: { easting: 458_700, northing: 304_400 }, radiusMetres: 800 });

  const id = circle?.id ?? "";
  const outline = JSON.stringify({ type: "Polygon", coordinates: [RING] });
  expect((await send(id, { ...WORDS, version: "1" }, outline)).status).toBe(303);
  expect((await areas())[0]?.shape).toEqual({ kind: "outline", polygons: [[RING]] });
  // Without a new shape the outline stays.
  expect((await send(id, { ...WORDS, name: "Old Mills", version: "2" })).status).toBe(303);
  expect((await areas())[0]).toMatchObject({ name: "Old Mills", version: 3, shape: { kind: "outline" } });
  expect((await send(id, { intent: "retire", version: "3", retired: "yes" })).status).toBe(303);
  expect((await areas())[0]?.retired).toBe(true);

  const history = await test.db.historyEntry.findMany({ where: { subject: "priority_area" }, orderBy: { id: "asc" } });
  const [added, changed] = ["priority_area_added", "priority_area_changed"];
  expect(history.map((row) => row.action)).toEqual([added, changed, changed, "priority_area_retired"]);
  expect(JSON.stringify(history.map(({ detail }) => detail))).not.toContain("robberies");
});

it("says beside the field what is wrong, keeps what was typed, and saves nothing", async () => {
  const wrong = await send("new", { ...WORDS, centre: "nowhere", radius: "5" }, "not JSON");
  expect(wrong.status).toBe(422);
  expect(Object.keys(wrong.errors ?? {}).sort()).toEqual(["centre", "outline", "radius"]);
  expect(wrong.values).toMatchObject({ ...WORDS, centre: "nowhere", radius: "5" });
  const refusals = [
    [await send("new", WORDS), "centre"],
    [await send("new", { ...WORDS, centre: "SK 587 044" }), "radius"],
    [await send("new", { ...WORDS, centre: "ZZ1 1ZZ", radius: "500" }), "centre"],
    [await send("new", WORDS, " ".repeat(1_000_001)), "outline"],
  ] as const;
  for (const [answer, field] of refusals) {
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.errors ?? {})).toEqual([field]);
  }
  expect(await areas()).toEqual([]);
});

it("lets nobody overwrite what somebody else changed, nor take a name twice", async () => {
  const circle = { ...WORDS, centre: "SK 587 044", radius: "500" };
  await send("new", circle);
  const id = (await areas())[0]?.id ?? "";
  await send(id, { ...circle, reason: "Newer", version: "1" });
  expect((await send(id, { ...circle, reason: "Older", version: "1" })).status).toBe(409);
  expect((await areas())[0]?.reason).toBe("Newer");
  expect(await send("new", circle)).toMatchObject({ status: 422, errors: { name: expect.any(String) } });
});
