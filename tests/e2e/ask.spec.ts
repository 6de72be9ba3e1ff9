import type { Page } from "@playwright/test";
import { answerByDay } from "~/domain/open-days";
import { formatDay, type Day } from "~/lib/london-time";
import { savedAccount, savedRequest } from "../support/builders";
import { codeFor, linkIn, mailsTo, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, today, workingDayAhead, type Place } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage, BookingsPage } from "./pages/bookings";
import { HomePage, ReadingPage } from "./pages/public";
import {
  CheckPage,
  ContinuePage,
  DatesPage,
  DetailsPage,
  PracticalitiesPage,
  ProveLinkPage,
  RollsPage,
  SchoolPage,
  SentPage,
  StudentsPage,
} from "./pages/request-form";

const GROUPS = [
  { audience: "Year 9", label: "9A", expected: "28" },
  { audience: "Year 9", label: "9B", expected: "30" },
];

const CONTACT = { name: "Robin Ashdown", phone: "0116 496 0123" };

/** Everything up to the check, as a school that hurries. */
async function fillToCheck(page: Page, place: Place, email: string, day: Day): Promise<CheckPage> {
  const school = await (await new SchoolPage(page).open()).search(place.name);
  const students = await school.take(place.name);
  await students.fill("Tutor time", GROUPS);
  await students.press("Continue");
  await (await new RollsPage(page).on()).press("Continue");
  const dates = await new DatesPage(page).on();
  await dates.wishDay("First choice", day);
  await dates.press("Continue");
  await (await new PracticalitiesPage(page).on()).press("Continue");
  const details = await new DetailsPage(page).on();
  await details.fill({ ...CONTACT, email });
  await details.press("Continue");
  return new CheckPage(page).on();
}

test(
  "a school asks for a session and has it confirmed that the request is in",
  { tag: "@phone" },
  async ({ page, db }) => {
    const place = await aPlace(db);
    const email = anAddress();
    const [first, second] = [workingDayAhead(20), workingDayAhead(27)];

    const school = await (await new HomePage(page).open()).start();
    await school.search(place.name);
    const students = await school.take(place.name);
    await students.fillForms("Tutor time", { year: "Year 9", count: "8", each: "28", periods: "5" });
    await students.press("Continue");

    const rolls = await new RollsPage(page).on();
    await rolls.field("Year 9 (optional)").fill("180");
    await rolls.press("Continue");

    const dates = await new DatesPage(page).on();
    await dates.wishDay("First choice", first, "Morning");
    await dates.unfold("Second choice");
    await dates.wishDay("Second choice", second);
    await dates.wish("Second choice").getByLabel("Start time or period (optional)").fill("10:15");
    await dates.press("Continue");

    const practicalities = await new PracticalitiesPage(page).on();
    await practicalities.field("Room and equipment").fill("Hall with a screen");
    await practicalities.press("Continue");

    const details = await new DetailsPage(page).on();
    await details.fill({ ...CONTACT, email });
    await details.press("Continue");

    const check = await new CheckPage(page).on();
    await expect(check.answer("School or setting")).toContainText(place.name);
    await expect(check.answer("Students")).toContainText("Year 9, 9A, about 28 students");
    await expect(check.answer("Students")).toContainText("Year 9, 9H, about 28 students");
    await expect(check.answer("What that means")).toContainText("8 sessions of about");
    await expect(check.answer("Whole year groups")).toHaveText("Year 9: 180");
    await expect(check.answer("When")).toContainText(`${formatDay(first)}, morning`);
    await expect(check.answer("When")).toContainText(`${formatDay(second)}, starting at 10:15`);

    await check.change("room and equipment");
    const again = await new PracticalitiesPage(page).on();
    await expect(again.field("Room and equipment")).toHaveValue("Hall with a screen");
    await again.field("Room and equipment").fill("Drama studio");
    await again.press("Continue");
    await check.on();
    await expect(check.answer("Room and equipment")).toHaveText("Drama studio");

    const prove = await check.send();
    await prove.enter(await codeFor(email));
    const sent = await new SentPage(page).on();
    const answerBy = formatDay(answerByDay(today()));
    await expect(page.locator("main")).toContainText(`We answer by ${answerBy}.`);
    const reference = await sent.reference();
    expect(reference).toMatch(/^KCA-[2-9A-HJ-NP-Z]{6}$/);

    const received = await mailTo(email, /^We have your request/);
    expect(received.subject).toContain(reference);
    expect(received.text).toContain(answerBy);

    const booking = await sent.seeBooking(place.name);
    await expect(page.locator("main")).toContainText(reference);
    await expect(page.locator("main")).toContainText(`We answer by ${answerBy}.`);
    await expect(booking.answer("Room and equipment")).toHaveText("Drama studio");
    await new BookingsPage(page).open();
    await expect(page.getByRole("link", { name: new RegExp(reference) })).toBeVisible();
  },
);

test(
  "a school finds itself by name, the first letters, town, postcode and number",
  { tag: "@phone" },
  async ({ page, db }) => {
    const town = aWord();
    const [own, neighbour] = [await aPlace(db, { town }), await aPlace(db, { town })];
    const school = await new SchoolPage(page).open();
    const [firstWord = ""] = own.name.split(" ");
    for (const text of [own.name, `${firstWord.slice(0, -1)} hil aca`, own.postcode, String(own.urn)]) {
      await school.search(text);
      await expect(school.found(), text).toHaveCount(1);
      await expect(page.getByRole("radio", { name: own.name, exact: true })).toBeChecked();
    }
    await school.search(town.toUpperCase());
    await expect(school.found()).toHaveCount(2);
    await expect(page.getByRole("radio", { name: neighbour.name, exact: true })).not.toBeChecked();
    await school.on();
    await school.press("Continue");
    await school.refused("Select your school or setting");
    await school.search(`nothing ${aWord()}`);
    await expect(page.getByRole("heading", { name: /^Nothing found for/ })).toBeVisible();
    await school.on();
  },
);

test("mistakes are named, and nothing that was typed is lost", { tag: "@phone" }, async ({ page, db }) => {
  const place = await aPlace(db);
  const students = await (await (await new SchoolPage(page).open()).search(place.name)).take(place.name);
  await students.fill("Tutor time", [{ audience: "", label: "9A", expected: "many" }]);
  await students.press("Continue");
  await students.refused("Choose who is in this group", "Enter about how many students, as a number");
  const group = students.group(1);
  await expect(group.getByLabel("Class or form (optional)")).toHaveValue("9A");
  await expect(group.getByLabel("About how many students")).toHaveValue("many");
  await page.getByRole("link", { name: "Choose who is in this group" }).click();
  await expect(group.getByLabel("Year group")).toBeFocused();
  await students.fill("Tutor time", [{ audience: "Year 9", label: "9A", expected: "28" }]);
  await students.press("Continue");
  await (await new RollsPage(page).on()).press("Continue");

  const dates = await new DatesPage(page).on();
  await dates.wishDay("First choice", today());
  await dates.press("Continue");
  await dates.refused(/^The date must be .* or later, so that we can plan it$/);
  await expect(dates.wish("First choice").getByLabel("Year", { exact: true }).first()).toHaveValue(
    today().slice(0, 4),
  );
  await dates.wishDay("First choice", workingDayAhead(20));
  await dates.press("Continue");
  await (await new PracticalitiesPage(page).on()).press("Continue");

  const details = await new DetailsPage(page).on();
  await details.fill({ name: "Robin Ashdown", email: "robin", phone: "later" });
  await details.press("Continue");
  await details.refused(
    "Enter an email address, such as name@school.example",
    "Enter a phone number, such as 0116 496 0123",
  );
  await expect(details.field("Your name")).toHaveValue("Robin Ashdown");
  await expect(details.field("Work email address")).toHaveValue("robin");
});

test("back goes to the page before, with its answer, and after the check back to the check", async ({
  page,
  db,
}) => {
  const place = await aPlace(db);
  const students = await (await (await new SchoolPage(page).open()).search(place.name)).take(place.name);
  await students.fill("Tutor time", GROUPS);
  await students.press("Continue");
  await (await new RollsPage(page).on()).goBack();
  await students.on();
  await expect(students.group(2).getByLabel("Class or form (optional)")).toHaveValue("9B");
  await students.goBack();
  await students.on();
  await students.goBack();
  await new SchoolPage(page).on();
  await expect(page.locator("main")).toContainText(`You chose ${place.name}`);

  await page.context().clearCookies();
  const check = await fillToCheck(page, place, anAddress(), workingDayAhead(20));
  await check.change("students");
  await (await new StudentsPage(page).on()).goBack();
  await check.on();
});

test("a wrong code is refused with the tries left, and a new one can be asked for", async ({ page, db }) => {
  const email = anAddress();
  const check = await fillToCheck(page, await aPlace(db), email, workingDayAhead(20));
  const prove = await check.send();
  const code = await codeFor(email);
  await prove.enter(code === "111111" ? "222222" : "111111");
  await prove.refused(/^That code is not right/);
  await prove.press("Send a new code");
  await expect(page.locator("main")).toContainText("We have sent a new code. Only the newest one works.");
  await prove.enter(await codeFor(email, 2));
  await new SentPage(page).on();
});

test("a double click on send makes one request", async ({ page, db }) => {
  const email = anAddress();
  await fillToCheck(page, await aPlace(db), email, workingDayAhead(20));
  await page.getByRole("button", { name: "Continue", exact: true }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  await page.getByLabel("Code", { exact: true }).fill(await codeFor(email));
  await page.getByRole("button", { name: "Send your request", exact: true }).dblclick();
  await new SentPage(page).on();
  await mailTo(email, /^We have your request/);
  const requests = await db.bookingRequest.count({ where: { contacts: { some: { account: { email } } } } });
  expect(requests).toBe(1);
  const subjects = (await mailsTo(email)).map(({ subject }) => subject ?? "");
  expect(subjects.filter((subject) => subject.startsWith("Your code"))).toHaveLength(1);
  expect(subjects.filter((subject) => subject.startsWith("We have your request"))).toHaveLength(1);
});

test("a draft outlives a closed browser", async ({ page, browser, db }) => {
  const place = await aPlace(db);
  const students = await (await (await new SchoolPage(page).open()).search(place.name)).take(place.name);
  await students.fill("Tutor time", GROUPS);
  await students.press("Continue");
  await new RollsPage(page).on();
  const { cookies } = await page.context().storageState();
  const kept = cookies.filter(({ expires }) => expires > 0);
  await page.context().close();

  const context = await browser.newContext();
  await context.addCookies(kept);
  const later = await context.newPage();
  await later.goto("/");
  await later.getByRole("link", { name: "Start now" }).click();
  const resumed = await new ContinuePage(later).on();
  await expect(later.locator("main")).toContainText(place.name);
  await resumed.follow("Continue");
  await new RollsPage(later).on();
  await later.goto("/request/students/groups");
  await expect(new StudentsPage(later).group(1).getByLabel("About how many students")).toHaveValue("28");
  await later.goto("/request");
  await resumed.press("Start again with an empty form");
  await new SchoolPage(later).on();
  await expect(later.locator("main")).not.toContainText(place.name);
  await context.close();
});

test("the link of the mail sends the request from another browser", async ({ page, db, browserOf }) => {
  const place = await aPlace(db);
  const email = anAddress();
  await (await fillToCheck(page, place, email, workingDayAhead(20))).send();
  const link = linkIn(await mailTo(email, /^Your code/), "/request/prove/");
  const phone = await browserOf("stranger");
  await phone.goto(link);
  const prove = await new ProveLinkPage(phone).on();
  const before = await db.bookingRequest.findFirstOrThrow({
    where: { contacts: { some: { account: { email } } } },
  });
  expect(before.status).toBe("unproven");
  await prove.press("Send your request");
  await new SentPage(phone).on();
});

test("a school that is not in the register can ask as well", async ({ page, db }) => {
  const name = `${aWord()} Youth Club`;
  const email = anAddress();
  const unlisted = await (await new SchoolPage(page).open()).notListed();
  await unlisted.press("Continue");
  await unlisted.refused(
    "Select whether it is a school or a youth setting",
    "Enter the name of your school or setting",
    "Enter the town or village",
    "Enter a full postcode, such as LE1 1AA",
  );
  const students = await unlisted.describe({
    kind: "A youth setting",
    name,
    town: "Testford",
    postcode: "ze11aa",
  });
  await students.fill("Small group", [{ audience: "An age range", label: "Thursday group", expected: "10" }]);
  await students.group(1).getByLabel("Youngest age, for an age range").fill("16");
  await students.group(1).getByLabel("Oldest age, for an age range").fill("25");
  await students.press("Continue");
  const dates = await new DatesPage(page).on();
  await dates.wishDay("First choice", workingDayAhead(20));
  await dates.press("Continue");
  await (await new PracticalitiesPage(page).on()).press("Continue");
  const details = await new DetailsPage(page).on();
  await details.fill({ ...CONTACT, email });
  await details.press("Continue");
  const check = await new CheckPage(page).on();
  await expect(check.answer("School or setting")).toContainText("ZE1 1AA");
  await expect(check.answer("Students")).toHaveText("Ages 16 to 25, Thursday group, about 10 students");
  await (await check.send()).enter(await codeFor(email));
  await (await new SentPage(page).on()).seeBooking(name);
  const saved = await db.bookingRequest.findFirstOrThrow({
    where: { contacts: { some: { account: { email } } } },
  });
  expect(saved).toMatchObject({ schoolId: null, unlistedName: name, unlistedPostcode: "ZE1 1AA" });
});

test(
  "a booking is there for its contact alone, who can take it back",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const school = await aPlace(db);
    const { reference, contact } = await savedRequest(db, { school });
    const stranger = await browserOf(await savedAccount(db));
    const answer = await stranger.goto(`/bookings/${reference}`);
    expect(answer?.status()).toBe(404);
    await new ReadingPage(stranger, "Page not found").on();
    await expect(stranger.locator("body")).not.toContainText(school.name);

    const own = await browserOf(contact);
    const booking = await new BookingPage(own, school.name).open(reference);
    await booking.withdraw();
    await booking.says("Your booking is withdrawn. Everybody is being told.");
    await booking.on();
    await expect(own.locator("main")).toContainText("This booking was taken back.");
  },
);
