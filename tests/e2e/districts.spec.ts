import { savedAccount, savedDistrict } from "../support/builders";
import { aPlace, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { DistrictsPage, OutlineCheckPage } from "./pages/register";

/** Around the place that schools of tests have. */
const SQUARE = [[450_000, 300_000], [460_000, 300_000], [460_000, 310_000], [450_000, 310_000], [450_000, 300_000]];
const boundariesOf = (...names: string[]) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: names.map((name) => ({ type: "Feature", properties: { name }, geometry: { type: "Polygon", coordinates: [SQUARE] } })),
  });

test("a manager draws a district from a file: a bad one is refused, what it would change is shown first", async ({ db, browserOf }) => {
  const name = aWord();
  const districtCode = await savedDistrict(db, { code: aWord(), name });
  const { id } = await aPlace(db);
  await db.school.update({ where: { id }, data: { districtCode } });
  const page = await browserOf(await savedAccount(db, ["manager"]));
  await page.goto("/admin/districts");
  const districts = await new DistrictsPage(page).on();
  await expect(districts.row(name)).toContainText("None");
  await districts.offer("districts.geojson", "hello");
  await districts.refused("The file is not JSON. Choose a GeoJSON file of districts");
  await districts.offer("districts.geojson", boundariesOf("Elsewhere"));
  await districts.refused("None of the file’s features is one of our districts");
  await districts.offer("districts.geojson", boundariesOf(name, "Elsewhere"));

  const check = await new OutlineCheckPage(page).on();
  await expect(check.answer("Districts of ours")).toHaveText("1");
  await expect(check.answer("Of elsewhere, left out")).toHaveText("1: Elsewhere");
  await expect(districts.row(name)).toContainText("1 of 1");
  await check.press("Use these outlines");
  await (await districts.on()).says("One outline is in use.");
  await expect(districts.row(name)).toContainText("Drawn");
});
