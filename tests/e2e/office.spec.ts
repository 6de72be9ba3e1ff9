import { randomInt } from "node:crypto";
import { addDays, formatDay } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedVisit } from "../support/builders";
import { codeFor } from "../support/e2e-mail";
import { aPlace, anAddress, anAuthority, aWord, today, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AdminFormPage, AdminListPage, AdminPage, AvailabilityPage, TouchedVisitPage } from "./pages/office";
import { SignInPage } from "./pages/sign-in";
import { MyDayPage, VisitPage } from "./pages/visit";

test("a presenter sets working hours", async ({ db, browserOf }) => {
  const page = await browserOf(await savedPresenter(db));
  const availability = await new AvailabilityPage(page).open();
  await expect(page.locator("main")).toContainText("No working hours have been entered.");
  const hours = await availability.setHours();
  await hours.fillDate("From which day do these hours hold?", today());
  for (const weekday of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) {
    const times = hours.question(weekday);
    await times.getByLabel("Start").fill("07:30");
    await times.getByLabel("End").fill(weekday === "Friday" ? "07:00" : "15:30");
  }
  await hours.press("Save working hours");
  await hours.refused("The end must be later than the start");
  await hours.question("Friday").getByLabel("End").fill("12:00");
  await hours.press("Save working hours");
  await availability.says("The working hours are saved.");
  await availability.on();
  await expect(page.locator("main")).toContainText("Monday to Thursday: 07:30 to 15:30");
  await expect(page.locator("main")).toContainText("Friday: 07:30 to 12:00");
});

test("an absence over a planned visit is saved knowingly, and puts the visit on the list", async ({
  db,
  browserOf,
}) => {
  const presenter = await savedPresenter(db);
  const school = await aPlace(db);
  const day = workingDayAhead(12);
  const visit = await savedVisit(db, { school, presenters: [presenter], onDate: day });
  const page = await browserOf(presenter);
  const availability = await new AvailabilityPage(page).open();
  const absence = await availability.addAbsence();
  await absence.press("Save absence");
  await absence.refused("Select what it is", "Enter the first day");
  await absence.choose("What is it?", "Leave");
  await absence.fillDate("First day", day);
  await absence.fillDate("Last day", addDays(day, 2));
  await absence.press("Save absence");
  const touched = await new TouchedVisitPage(page).on();
  await expect(page.locator("main")).toContainText(`${school.name}, ${formatDay(day)}`);
  await touched.press("Save anyway");
  await availability.says("The absence is saved. A coordinator has to look at");
  await availability.on();
  await expect(availability.away()).toContainText(school.name);

  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  const seen = await new AvailabilityPage(coordinator).open(presenter.id);
  await expect(seen.away()).toContainText("Leave");
  await seen.follow(new RegExp(school.name));
  await new VisitPage(coordinator, school.name).on();
  await seen.open(presenter.id);
  await seen.press(/^Remove/);
  await seen.says("The absence is removed.");
  expect(await db.visit.count({ where: { id: visit.id, status: "scheduled" } })).toBe(1);
});

test("a manager takes somebody on, who signs in, and shuts them out again", async ({
  db,
  browserOf,
  page,
}) => {
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const [name, email] = [`Officer ${aWord()}`, anAddress("officer")];
  await (await new AdminPage(manager).open()).follow("People");
  const people = await new AdminListPage(manager, "People").on();
  const form = await people.add("Add a person", "Add a person");
  await form.press("Add this person");
  await form.refused(
    "Enter a name",
    "Select at least one role",
    "Enter an email address, such as name@example.org",
  );
  await form.field("Email address").fill(email);
  await form.field("Name").fill(name);
  await form.choose("Roles", "Presenter");
  await form.press("Add this person");
  await people.says(`${name} is on the team and can sign in.`);
  await people.on();
  await expect(people.row(name)).toContainText("Presenter");

  await (await (await new SignInPage(page).open()).askFor(email)).enter(await codeFor(email));
  await new MyDayPage(page).on();

  const person = await people.openEntry(name);
  await person.press("Shut this person out");
  await person.says("This person is signed out and shut out.");
  await page.reload();
  await new SignInPage(page).on();
  await person.press("Let this person sign in again");
  await person.says("This person can sign in again.");
});

test("formats are added, offered to schools and no longer offered", async ({ db, browserOf, page }) => {
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const name = `${aWord()} talk`;
  await (await new AdminPage(manager).open()).follow("Formats");
  const formats = await new AdminListPage(manager, "Formats").on();
  const form = await formats.add("Add a format", "Add a format");
  const figures = {
    Name: name,
    "Shortest length": "20",
    "Longest length": "40",
    "Usual length": "50",
    "Set-up before the first session": "5",
    "Pack-down after the last session": "5",
    "Largest group": "60",
    "Presenters needed": "1",
    "Place in the list": "90",
  };
  for (const [label, figure] of Object.entries(figures)) await form.field(label).fill(figure);
  await form.choose("How do groups take part?", "One group a session");
  await form.press("Add this format");
  await form.refused("Usual length must lie between the shortest and the longest");
  await form.field("Usual length").fill("30");
  await form.press("Add this format");
  await formats.says(`${name} is saved.`);
  await expect(formats.row(name)).toContainText("20 to 40, usually 30");

  const place = await aPlace(db);
  await page.goto(`/request/school?q=${encodeURIComponent(place.name)}`);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("radio", { name })).toBeVisible();
  await (await formats.openEntry(name)).press("Stop offering this format");
  await formats.says("The format is no longer offered.");
  await expect(formats.row(name)).toContainText("Not offered");
  await page.reload();
  await expect(page.getByRole("radio", { name })).toHaveCount(0);
});

test("terms are kept by local authority and may not overlap", async ({ db, browserOf }) => {
  const authority = await anAuthority(db);
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Terms");
  const terms = await new AdminListPage(manager, "Terms").on();
  const add = `Add a term for ${authority.name}`;
  for (const [name, starts, ends] of [
    ["Autumn, first half", "2027-08-30", "2027-10-15"],
    ["Autumn, second half", "2027-10-11", "2027-12-17"],
  ] as const) {
    const form = await terms.add(add, "Add a term");
    await form.field("Name").fill(name);
    await form.fillDate("First day that schools are open", starts);
    await form.fillDate("Last day that schools are open", ends);
    await form.press("Add this term");
  }
  const form = await new AdminFormPage(manager, "Add a term").refused(
    /^These days overlap Autumn, first half/,
  );
  await form.fillDate("First day that schools are open", "2027-10-25");
  await form.press("Add this term");
  await terms.says("Autumn, second half is saved.");
  await terms.on();
  const listed = manager.getByRole("table", { name: authority.name }).locator("tbody tr");
  await expect(listed).toHaveCount(2);
  await listed.getByRole("link", { name: /^Autumn, second half/ }).click();
  await (await new AdminFormPage(manager, "Change a term").on()).press("Remove this term");
  await terms.says("The term is removed.");
  await expect(listed).toHaveCount(1);
});

test("a programme year has its own target, and years may not overlap", async ({ db, browserOf }) => {
  const year = randomInt(2100, 9000);
  const name = `Year ${year}`;
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Targets");
  const targets = await new AdminListPage(manager, "Targets").on();
  const form = await targets.add("Add a programme year", "Add a programme year");
  await form.field("Name").fill(name);
  await form.fillDate("First day", `${year}-08-01`);
  await form.fillDate("Last day", `${year + 1}-07-31`);
  await form.field("Target").fill("many");
  await form.press("Add this year");
  await expect(manager.locator(".govuk-error-summary")).toContainText("Target");
  await form.on();
  await form.field("Target").fill("12500");
  await form.press("Add this year");
  await targets.says(`${name} is saved.`);
  await targets.on();
  await expect(targets.row(name)).toContainText("12,500");
  await targets.add("Add a programme year", "Add a programme year");
  await form.field("Name").fill(`${name} again`);
  await form.fillDate("First day", `${year + 1}-07-01`);
  await form.fillDate("Last day", `${year + 2}-06-30`);
  await form.press("Add this year");
  await form.refused(new RegExp(`^These days overlap ${name}`));
});

test("managers see the mail that left and the settings", async ({ db, browserOf }) => {
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const admin = await new AdminPage(manager).open();
  await admin.follow("Sent mail");
  await new AdminListPage(manager, "Sent mail").on();
  await admin.open();
  await admin.follow("Settings");
  const settings = await new AdminFormPage(manager, "Settings").on();
  await settings.field("Phone number for schools").fill("");
  await settings.press("Save settings");
  await settings.refused("Enter a phone number");
});
