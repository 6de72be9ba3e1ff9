import { randomInt } from "node:crypto";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { aPlace, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { ImportReportPage, SchoolImportPage, SchoolListPage, SchoolRecordPage } from "./pages/register";
import { RequestPage } from "./pages/requests";
import { SchoolPage } from "./pages/request-form";

const HEADER = "EstablishmentName,URN,LA (code),LA (name),EstablishmentStatus (name),Postcode,Town";

test("a manager imports the register: what would change is shown first, bad rows by line, closed schools with their visits", async ({
  db,
  browserOf,
}) => {
  const closing = await aPlace(db);
  const visit = await savedVisit(db, { school: closing, presenters: [await savedPresenter(db)], onDate: workingDayAhead(20) });
  const added = { urn: randomInt(800_000_000, 899_999_999), name: `${aWord()} High School`, town: aWord() };
  const rows = [
    `${added.name},${added.urn},855,Testshire,Open,TE1 1ST,${added.town}`,
    `${closing.name},${closing.urn},855,Testshire,Closed,${closing.postcode},${closing.town}`,
    `No Number School,abc,855,Testshire,Open,TE1 1ST,Testford`,
  ];
  const page = await browserOf(await savedAccount(db, ["manager"]));
  const schools = await new SchoolListPage(page).open();
  await schools.follow("Import the register");
  const uploading = await new SchoolImportPage(page).on();
  await uploading.offer("wrong.csv", "Name,Number\nA,1\n");
  await uploading.on();
  await expect(page.locator(".govuk-error-summary")).toContainText(/column/i);
  await uploading.offer("register.csv", [HEADER, ...rows].join("\r\n"));

  const report = await new ImportReportPage(page).on();
  await expect(report.answer("Schools added")).toHaveText("1");
  await expect(report.answer("Closed now")).toHaveText("1");
  await expect(report.answer("Left out")).toHaveText("1");
  await expect(page.locator("main")).toContainText(`${closing.name} has closed`);
  await page.getByText("Rows left out: 1").click();
  await expect(page.locator("main")).toContainText("Line 4:");
  expect(await db.school.count({ where: { urn: added.urn } })).toBe(0);
  await report.press("Import these changes");

  await schools.open();
  await schools.search(String(added.urn));
  await expect(page.getByRole("link", { name: added.name })).toBeVisible();
  const school = await (await new SchoolPage(page).open()).search(closing.postcode);
  await expect(school.page.locator("main")).not.toContainText(closing.name);
  expect(await db.visit.count({ where: { id: visit.id, status: "scheduled" } })).toBe(1);
  expect(await db.reviewItem.count({ where: { visitId: visit.id, status: "open" } })).toBe(1);
});

test("what a school keeps is entered once, and a setting that was not listed finds its place", async ({
  db,
  browserOf,
}) => {
  const school = await aPlace(db);
  const page = await browserOf(await savedAccount(db, ["coordinator", "manager"]));
  const schools = await new SchoolListPage(page).open();
  await schools.search(school.postcode);
  await schools.follow(school.name);
  const record = await new SchoolRecordPage(page, school.name).on();
  await record.field("Begins").first().fill("08:40");
  await record.field("Ends").first().fill("08:10");
  await record.press("Save");
  await record.on();
  await expect(page.locator(".govuk-error-summary")).toBeVisible();
  await expect(record.field("Begins").first()).toHaveValue("08:40");
  await record.field("Ends").first().fill("15:10");
  await record.press("Save");
  await record.says(/saved|kept/i);
  expect(await db.school.findUniqueOrThrow({ where: { id: school.id } })).toMatchObject({
    opensAtMinutes: 520,
    closesAtMinutes: 910,
  });

  const name = `${aWord()} Youth Club`;
  const request = await savedRequest(db, { over: { schoolId: null, unlistedName: name, unlistedTown: "Testford", unlistedPostcode: "TE1 1ST" } });
  await page.goto(`/requests/${request.reference}/school`);
  await page.getByLabel("Search by name, town, postcode or URN").fill(school.postcode);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio", { name: school.name }).check();
  await page.getByRole("button", { name: "Use this school" }).click();
  await new RequestPage(page, school.name).on();
});
