import { randomInt } from "node:crypto";
import { savedAccount } from "../support/builders";
import { aPlace } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { PastCheckPage, PastFormPage, PastImportPage, YearsPage } from "./pages/past";
import { ReachPage } from "./pages/reach";

const HEADER = "school,day,format,year group,attended,novelty,group,basis";

/** Long before what other specs record. */
const aPastYear = (): number => randomInt(2002, 2012);

test("earlier sessions come from a file: bad rows are named, the others entered once, and their year says so", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const year = aPastYear();
  const good = `"${school.name}",14/11/${year},Tutor time,8,27,new,8B,headcount`;
  const also = `"${school.name}",12/03/${year + 1},Tutor time,8,25,same as 14/11/${year},8B,estimate`;
  const page = await browserOf(await savedAccount(db, ["manager"]));
  const importing = await new PastImportPage(page).open();
  await importing.offer("earlier.csv", ["school,when", `"${school.name}",14/11/${year}`]);
  await importing.refused(/^The file has no column named day/);

  await importing.offer("earlier.csv", [HEADER, good, `"${school.name}",12/03/${year + 1},Tutor time,8,many,new,8C,`]);
  const check = await new PastCheckPage(page).on();
  await check.entered("1 session with 27 attendances", "0", "1");
  await expect(page.getByRole("table", { name: "Refused: 1 row" }).getByRole("row").last()).toContainText("3");
  await check.goBack();
  await (await importing.on()).offer("earlier.csv", [HEADER, good, also]);
  await (await check.on()).entered("2 sessions with 52 attendances", "0", "0");
  await check.press("Enter 2 sessions");
  await (await new YearsPage(page).on()).says("2 sessions are entered.");

  await (await importing.open()).offer("earlier.csv", [HEADER, good, also]);
  await (await check.on()).entered("0 sessions", "2", "0");
  await expect(page.locator("main")).toContainText("There is nothing to enter.");

  const period = `programme-${year}-08-01`;
  const reach = await new ReachPage(page).open(period);
  await expect(reach.part("By school", school.name).getByRole("cell")).toHaveText(["27", "52", /\d/]);
  await reach.follow(/entered from before this service$/);
  await expect(page.getByRole("table", { name: "All groups" })).toContainText(school.name);
  await page.goto(`/reach/years?period=${period}`);
  await expect(new YearsPage(page).row(`${year}/${String(year + 1).slice(2)}`)).toContainText("(imported)");
});

test("one earlier session is entered by hand", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const year = aPastYear();
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const form = await new PastFormPage(page).open();
  await form.field("School").fill(school.name);
  await form.fillDate("Day", `${year}-11-14`);
  await form.field("Format").selectOption("Tutor time");
  await form.field("How many students attended").fill("all of them");
  await form.press("Keep this session");
  await form.refused("The number of students must be a whole number from 1 to 10,000", "Say whether these were new students");
  await expect(form.field("How many students attended")).toHaveValue("all of them");
  await expect(form.field("School")).toHaveValue(school.name);
  await form.field("How many students attended").fill("27");
  await form.choose("Were these new students?", "No, all of them were in one earlier session");
  await form.fillDate("The day of that session", `${year}-10-03`);
  await form.press("Keep this session");
  await form.refused("No session of this school is known on this day");
  await expect(form.question("The day of that session").getByLabel("Day", { exact: true })).toHaveValue("3");
  await form.choose("Were these new students?", "Yes, we had not met them before");
  await form.press("Keep this session");
  await (await form.on()).says(`Kept: 27 students at ${school.name}.`);
  await expect(page.getByRole("table", { name: "Entered by you lately" })).toContainText(school.name);
  // Day and format stay for the next one.
  await expect(form.question("Day").getByLabel("Year", { exact: true })).toHaveValue(String(year));
  await expect(form.field("Format").locator("option:checked")).toHaveText("Tutor time");
});
