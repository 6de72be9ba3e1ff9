import { savedAccount, savedVisit } from "../support/builders";
import { formatDay } from "~/lib/london-time";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { aPlace } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { SchoolLinksPage, SchoolRecordPage } from "./pages/register";

const VISITED_ON = "2019-03-12";

test("a manager links a school to the one that it follows, whose visits are then its own, and takes it back", async ({ db, browserOf }) => {
  const [old, academy] = [await aPlace(db), await aPlace(db)];
  await delivered(await savedVisit(db, { school: old, onDate: VISITED_ON }), testDeps(db, new Date()));
  const page = await browserOf(await savedAccount(db, ["manager"]));
  await page.goto(`/admin/schools/${academy.id}`);
  const record = await new SchoolRecordPage(page, academy.name).on();
  await expect(record.answer("Visits")).toHaveText("None");
  await record.follow("Link schools by hand");
  const links = await new SchoolLinksPage(page).on();
  await links.field("URN of the other school").fill(String(academy.urn));
  await links.press("Link them");
  await links.refused("Select what one school is to the other");
  await links.choose(`What is ${academy.name} to the other school?`, "It follows the other school");
  await links.press("Link them");
  await links.refused("Enter the URN of another school");
  await expect(links.field("URN of the other school")).toHaveValue(String(academy.urn));
  await expect(links.field("It follows the other school")).toBeChecked();
  await links.field("URN of the other school").fill(String(old.urn));
  await links.press("Link them");
  await (await links.on()).says("The schools are linked.");
  await expect(page.locator("main")).toContainText(`Follows ${old.name} (by hand)`);

  await links.goBack();
  await record.on();
  await expect(record.answer("Visits")).toContainText(formatDay(VISITED_ON));
  await record.follow("Link schools by hand");
  await links.press(/^Take it back/);
  await (await links.on()).says("The link is taken back.");
  await links.goBack();
  await expect(record.answer("Visits")).toHaveText("None");
});
