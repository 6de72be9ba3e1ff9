import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listOutlines } from "~/data/district-outlines.server";
import { action, loader } from "~/routes/admin.districts";
import type { Deps } from "~/services/deps";
import { cleanUp } from "~/services/clean-up.server";
import { savedAccount, savedDistrict, savedSchool, type SavedAccount } from "../../support/builders";
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
  await savedDistrict(test.db, { code: "E07000130", name: "Charnwood" });
  await savedSchool(test.db, { districtCode: "E07000130", easting: 455_000, northing: 305_000 });
});
afterAll(() => test.close());

const RING = [[450_000, 300_000], [460_000, 300_000], [460_000, 310_000], [450_000, 310_000], [450_000, 300_000]];
const fileOf = (...properties: object[]) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: properties.map((each) => ({ type: "Feature", properties: each, geometry: { type: "Polygon", coordinates: [RING] } })),
  });

/** Posts the form as a browser does, with the boundaries as a file. */
async function send(account: SavedAccount, parts: { id?: string; boundaries?: string }) {
  const signedIn = await requestBy(account, deps, "/");
  const body = new FormData();
  if (parts.id !== undefined) body.append("id", parts.id);
  if (parts.boundaries !== undefined) body.append("boundaries", new File([parts.boundaries], "districts.geojson"));
  const headers = { Cookie: signedIn.headers.get("Cookie") ?? "" };
  const request = new Request("http://localhost:3000/admin/districts", { method: "POST", headers, body });
  return action({ request, params: {}, context: contextOf(deps) });
}
const look = async (account: SavedAccount, id: string) => {
  const request = await requestBy(account, deps, `/admin/districts?check=${id}`);
  return (await loader({ request, params: {}, context: contextOf(deps) })).json();
};
const idOf = (answer: Response) => new URL(answer.headers.get("Location") ?? "", "http://x").searchParams.get("check") ?? "";
const outlines = () => listOutlines(test.db, ["E07000130", "TEST-D1"]);

it("says what a boundary file has, and uses it exactly so when told to, once and by the person who checked it", async () => {
  const checked = await send(manager, { boundaries: fileOf({ LAD24CD: "E07000130", LAD24NM: "Charnwood" }, { name: "Elsewhere" }) });
  expect(checked.status).toBe(303);
  const id = idOf(checked);
  const { check } = await look(manager, id);
  expect(check?.report).toMatchObject({
    matched: [{ name: "Charnwood", by: "code", schoolsInside: 1, schoolsPlaced: 1 }],
    elsewhere: { count: 1, names: ["Elsewhere"] },
    missing: ["North Testshire"],
  });
  expect(await outlines()).toEqual([]);

  const other = await savedAccount(test.db, ["manager"]);
  await expect(send(other, { id })).rejects.toMatchObject({ status: 404 });
  const applied = await send(manager, { id });
  expect(applied.headers.get("Location")).toBe("/admin/districts");
  expect(await outlines()).toEqual([{ code: "E07000130", name: "Charnwood", polygons: [[RING]] }]);
  await expect(send(manager, { id })).rejects.toMatchObject({ status: 404 });
  const history = await test.db.historyEntry.findMany({ where: { subject: "outline_import" } });
  expect(history.map(({ action: what, detail }) => [what, detail])).toEqual([["outlines_imported", { districts: ["E07000130"] }]]);
});

it("refuses with a sentence what it cannot use, and keeps nothing of it", async () => {
  const wrong: [string | undefined, string][] = [
    [undefined, "Choose a boundary file"],
    ["hello", "The file is not JSON. Choose a GeoJSON file of districts"],
    [fileOf({ name: "Elsewhere" }), "None of the file’s features is one of our districts"],
    [fileOf({ code: "E07000130" }, { name: "Charnwood" }), "Charnwood stands in the file twice"],
    [" ".repeat(8_000_001), "The file must be 8 MB or smaller. Choose the generalised boundaries"],
  ];
  for (const [boundaries, words] of wrong) {
    const answer = await send(manager, { boundaries });
    expect([answer.status, (await answer.json()).errors.boundaries]).toEqual([422, words]);
  }
  expect(await test.db.outlineImport.count()).toBe(0);
});

it("forgets a checked file that nobody applied in a day", async () => {
  await send(manager, { boundaries: fileOf({ name: "Charnwood" }) });
  expect(await test.db.outlineImport.count()).toBe(1);
  deps = depsAt(test.db, "2026-12-01T12:30:00Z");
  await cleanUp(deps);
  expect(await test.db.outlineImport.count()).toBe(0);
});
