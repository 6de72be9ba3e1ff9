import type { Page } from "@playwright/test";
import { formatDay } from "~/lib/london-time";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage, BookingsPage, OwnMembershipPage, SecondContactPage, StartChangePage, WithdrawPage } from "./pages/bookings";
import {
  CheckPage,
  DatesPage,
  DetailsPage,
  PracticalitiesPage,
  RollsPage,
  SchoolPage,
  SentPage,
  StudentsPage,
} from "./pages/request-form";
import { SchoolContactsPage } from "./pages/office";
import { NewRequestPage, RequestPage } from "./pages/requests";

const said = (page: Page) => page.locator("main");

test(
  "a contact changes what was asked, then books again from it",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const school = await aPlace(db);
    const [first, next] = [workingDayAhead(20), workingDayAhead(27)];
    const { reference, contact } = await savedRequest(db, { school, wishOn: first, formatId: FORMAT_IDS.tutor });
    const page = await browserOf(contact);
    const booking = await new BookingPage(page, school.name).open(reference);
    await booking.follow("Change what you asked for");
    await (await new StartChangePage(page).on()).press("Change what you asked for");

    const check = await new CheckPage(page, "Check your changes").on();
    await expect(said(page)).toContainText("You are changing what you asked for in");
    await check.press("Send your changes");
    await expect(page.locator(".govuk-error-summary")).toContainText("You have not changed anything yet");
    await check.change("when");
    const dates = await new DatesPage(page).on();
    await dates.wishDay("First choice", next);
    await dates.press("Continue");
    await check.on();
    await expect(said(page)).toContainText(formatDay(first));
    await expect(said(page)).toContainText(formatDay(next));
    await check.press("Send your changes");
    await booking.says("Your changes are with our team.");
    await booking.on();
    await expect(booking.answer("When")).toContainText(formatDay(next));

    await booking.press("Book again with these answers");
    await (await new RollsPage(page).on()).press("Continue");
    const again = await new DatesPage(page).on();
    await again.wishDay("First choice", workingDayAhead(40));
    await again.press("Continue");
    await (await new CheckPage(page).on()).press("Send your request");
    await new SentPage(page).on();
    await new BookingsPage(page).open();
    await expect(page.getByRole("heading", { level: 2, name: new RegExp(school.name) })).toHaveCount(2);
    await page.getByRole("link", { name: /^Past and closed/ }).click();
    await expect(said(page)).toContainText("You have no bookings that are over.");

    const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
    await coordinator.goto(`/requests/${reference}`);
    await expect(said(coordinator)).toContainText("Changed by the school on");
  },
);

test(
  "a contact names a second one, and cancels a booking with its visit",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const school = await aPlace(db);
    const onDate = workingDayAhead(10);
    const request = await savedRequest(db, { school, status: "scheduled" });
    const presenters = [await savedPresenter(db)];
    const visit = await savedVisit(db, { request, presenters, onDate, over: { calendarDtstampAt: new Date() } });
    const second = { name: "Kit Marsh", email: anAddress("kit") };
    const page = await browserOf(request.contact);
    const booking = await new BookingPage(page, school.name).open(request.reference);

    await booking.follow("Add a second contact");
    const adding = await new SecondContactPage(page, "Add a second contact").on();
    await adding.press("Add the second contact");
    await adding.refused("Enter the second contact’s name", "Enter the second contact’s email address");
    await adding.field("Name").fill(second.name);
    await adding.field("Work email address").fill(second.email);
    await adding.press("Add the second contact");
    await booking.on();
    await expect(booking.answer("Second contact")).toContainText(second.email);
    await mailTo(second.email, /^You are a contact for a session/);

    const kit = await browserOf(await db.account.findUniqueOrThrow({ where: { email: second.email } }));
    const own = await new BookingPage(kit, school.name).open(request.reference);
    await own.follow("Cancel this booking");
    const cancelling = await new WithdrawPage(kit, "Cancel this booking").on();
    await expect(said(kit)).toContainText(formatDay(onDate));
    await cancelling.press("Cancel the visit and withdraw");
    await cancelling.on();
    await expect(kit.locator(".govuk-error-summary")).toContainText("Select at least one reason");
    await kit.getByRole("checkbox").first().check();
    await kit.getByRole("button", { name: "Cancel the visit and withdraw" }).dblclick();
    await own.on();
    await expect(said(kit)).toContainText("Your school cancelled this visit.");
    await mailTo(request.contact.email, /^Cancelled: /);
    expect(await db.commitment.count({ where: { visitId: visit.id } })).toBe(0);
  },
);

test("a contact sees the bookings of colleagues once the team has approved it", { tag: "@phone" }, async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const mine = await savedRequest(db, { school });
  const theirs = await savedRequest(db, { school });
  const page = await browserOf(mine.contact);
  const booking = await new BookingPage(page, school.name).open(mine.reference);
  await booking.follow("See all bookings of this school");
  const asking = await new OwnMembershipPage(page).on();
  await asking.press("Ask to see all bookings of this school");
  await booking.says("Your question is with our team.");

  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  await coordinator.goto("/requests");
  await coordinator.getByRole("link", { name: "Contacts of schools" }).click();
  const contacts = await new SchoolContactsPage(coordinator).on();
  await contacts.line(mine.contact.email).getByRole("button", { name: /^Approve/ }).click();
  await contacts.says("Approved. We are telling them by mail.");
  await mailTo(mine.contact.email, /^You are a contact of /);

  await new BookingsPage(page).open();
  await page.getByRole("link", { name: new RegExp(theirs.reference) }).click();
  await booking.on();
  await expect(page.getByRole("link", { name: "Withdraw this request" })).toHaveCount(0);
  await booking.open(mine.reference);
  await booking.follow("See all bookings of this school");
  await asking.on();
  await asking.press("I no longer book for this school");
  await booking.says("You no longer see your colleagues’ bookings.");
  await new BookingsPage(page).open();
  await expect(said(page)).not.toContainText(theirs.reference);
});

test("a coordinator enters a request for a school that rang", { tag: "@phone" }, async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const email = anAddress();
  const page = await browserOf(await savedAccount(db, ["coordinator"], { name: "Jo Coordinator" }));
  await page.goto("/requests");
  await page.getByRole("link", { name: "Enter a request for a school that rang" }).click();
  await (await new NewRequestPage(page).on()).press("Start");
  const students = await (await (await new SchoolPage(page).on()).search(school.name)).take(school.name);
  await expect(said(page)).toContainText("You are entering this for a school.");
  await students.goBack();
  await page.goto("/requests/new");
  await expect(said(page)).toContainText(`You have begun one for ${school.name}`);
  await page.getByRole("link", { name: "Continue it" }).click();
  await (await new StudentsPage(page).on()).fill("Tutor time", [{ audience: "Year 9", label: "9A", expected: "28" }]);
  await students.press("Continue");
  await (await new RollsPage(page).on()).press("Continue");
  const dates = await new DatesPage(page).on();
  await dates.wishDay("First choice", workingDayAhead(20));
  await dates.press("Continue");
  await (await new PracticalitiesPage(page).on()).press("Continue");
  const details = await new DetailsPage(page).on();
  await expect(details.field("Your name")).toHaveValue("");
  await details.fill({ name: "Robin Ashdown", phone: "0116 496 0123", email });
  await details.press("Continue");
  await (await new CheckPage(page).on()).press("Send the request to the inbox");
  const request = await new RequestPage(page, school.name).on();
  await request.says("is in the inbox");
  await expect(said(page)).toContainText("Entered for the school by Jo Coordinator");
  const received = await mailTo(email, /^We have your request/);
  expect(received.text).toContain("Jo Coordinator entered this request for you");
  await page.goto("/request");
  await new SchoolPage(page).on();
  await expect(said(page)).not.toContainText("You are entering this for a school.");
});
