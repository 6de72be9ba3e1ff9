import { addDays, formatDay } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedVisit } from "../support/builders";
import { aPlace, anAddress, anAuthority, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AdminFormPage, AdminListPage, AvailabilityPage, TouchedVisitPage } from "./pages/office";
import { ReviewPage, RosterPage } from "./pages/review";

test("court every week over a planned visit: saved knowingly, kept with a reason, and ended from a day on", async ({
  db,
  browserOf,
}) => {
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const school = await aPlace(db);
  const [first, second] = [workingDayAhead(24), addDays(workingDayAhead(24), 7)];
  const { id } = await savedVisit(db, { school, presenters: [presenter], onDate: second });
  const page = await browserOf(presenter);
  const availability = await new AvailabilityPage(page).open();
  const absence = await availability.addAbsence();
  await absence.choose("What is it?", "Court");
  await absence.fillDate("First day", first);
  await absence.field("How often").selectOption("Every week");
  await absence.press("Save absence");
  await absence.refused("Enter until when it repeats, or how many times it comes");
  await absence.field("Or how many times it comes").fill("3");
  await absence.press("Save absence");
  await (await new TouchedVisitPage(page).on()).press("Save anyway");
  await availability.says("A coordinator has to look at");
  await expect(availability.away()).toContainText("It repeats: 2 more");

  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  const review = await new ReviewPage(coordinator).open();
  await expect(review.visit(school.name)).toContainText(`${presenter.name} is away: court`);
  await review.visit(school.name).getByText("Keep it as it is").click();
  await review.visit(school.name).getByRole("button", { name: /^Keep/ }).click();
  await review.refused(/./);
  await review.visit(school.name).getByLabel("Why it stays as it is").fill("The hearing is in the afternoon");
  await review.visit(school.name).getByRole("button", { name: /^Keep/ }).click();
  await review.says("The visit stays as it is.");
  await expect(review.visit(school.name)).toHaveCount(0);

  await availability.open();
  await page.getByText(/^It repeats: 2 more/).click();
  await page.getByRole("button", { name: /^Remove this and all later/ }).nth(1).click();
  await availability.says("removed");
  expect(await db.absence.count({ where: { presenterId: presenter.id, removedAt: null } })).toBe(1);
  expect(await db.visit.count({ where: { id, status: "scheduled" } })).toBe(1);
});

test("a roster says what it changes before it is imported, and visits outside its hours go on the list", async ({
  db,
  browserOf,
}) => {
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  const school = await aPlace(db);
  const day = workingDayAhead(26);
  await savedVisit(db, { school, presenters: [presenter], onDate: day });
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const roster = await new RosterPage(page).open();
  await roster.press("Check this file");
  await roster.refused("Choose the roster’s file");
  await roster.offer("email,date\n");
  await expect(page.locator(".govuk-error-summary")).toContainText(/column|rows/);
  const rows = [`${presenter.email},${day},14:00,22:00`, `nobody@force.example,${day},07:00,15:00`];
  await roster.offer(`email,date,start,end\n${rows.join("\n")}\n`);
  await expect(roster.day(presenter.name)).toContainText("14:00 to 22:00");
  await expect(page.locator("main")).toContainText("Line 3:");
  await expect(page.locator("main")).toContainText(`${school.name}, ${formatDay(day)}`);
  expect(await db.reviewItem.count({ where: { visit: { schoolId: school.id } } })).toBe(0);
  await roster.press("Import this roster");
  await roster.says("The roster is imported.");
  const review = await new ReviewPage(page).open();
  await expect(review.visit(school.name)).toContainText(`outside the working hours of ${presenter.name}`);
});

test("terms are copied to the next year", async ({ db, browserOf }) => {
  const authority = await anAuthority(db);
  const page = await browserOf(await savedAccount(db, ["manager"]));
  await page.goto("/admin/terms");
  const terms = await new AdminListPage(page, "Terms").on();
  const form = await terms.add(`Add a term for ${authority.name}`, "Add a term");
  await form.field("Name").fill("Summer");
  await form.fillDate("First day that schools are open", workingDayAhead(120));
  await form.fillDate("Last day that schools are open", workingDayAhead(160));
  await form.press("Add this term");
  await terms.on();
  await page.getByRole("link", { name: new RegExp(`^Copy.*${authority.name}`) }).first().click();
  const copied = await new AdminFormPage(page, /^Copy terms to /).on();
  await copied.press("Add these terms");
  await terms.says(/terms of .* are added/);
  await expect(page.getByRole("table", { name: authority.name }).locator("tbody tr")).toHaveCount(2);
});
