import type { Db } from "~/data/db.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { codeFor, invitationIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage } from "./pages/bookings";
import { FirstContactPage, PlacePage } from "./pages/changes";
import { RequestPage } from "./pages/requests";
import { SignInPage } from "./pages/sign-in";
import { VisitPage } from "./pages/visit";

async function aBookedVisit(db: Db) {
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  const request = await savedRequest(db, { school, contact, status: "scheduled" });
  const onDate = workingDayAhead(25);
  const visit = await savedVisit(db, { request, presenters: [presenter], onDate, over: { calendarDtstampAt: new Date() } });
  return { school, contact, presenter, request, visit };
}

test("a visit gets another place, and everybody’s calendar follows", async ({ db, browserOf }) => {
  const { school, contact, presenter, visit } = await aBookedVisit(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const seen = await new VisitPage(page, school.name).open(visit.id);
  await seen.follow("Change the place");
  const form = await new PlacePage(page).on();
  await expect(form.field("Place")).toHaveValue("Test hall");
  await form.field("Why, or how to find it (optional)").fill("The hall has exams that day.");
  await form.press("Change the place");
  await form.refused("Enter another place than the one that stands");
  await expect(form.field("Why, or how to find it (optional)")).toHaveValue("The hall has exams that day.");
  await form.field("Place").fill("Sports hall, 2 Field Lane, Testford, TE1 1ST");
  await form.press("Change the place");
  await (await seen.on()).says("The place is changed. Everybody is being told.");
  await expect(page.locator("main")).toContainText("Sports hall, 2 Field Lane");

  for (const { email } of [contact, presenter]) {
    const mail = await mailTo(email, /^Place changed: /);
    expect(mail.text).toContain(`The place is another one. Before: ${school.name}, Test hall.`);
    expect(mail.text).toContain("The hall has exams that day.");
    expect(invitationIn(mail).location).toContain("Sports hall, 2 Field Lane");
  }
});

test("somebody else of the school takes a booking over, and the one before no longer has it", async ({ db, browserOf }) => {
  const { school, contact, presenter, request } = await aBookedVisit(db);
  const next = { name: "Kit Marsh", email: anAddress("kit") };
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const seen = await new RequestPage(page, school.name).open(request.reference);
  await seen.follow("Change the contact");
  const form = await new FirstContactPage(page).on();
  await form.field("Name").fill(next.name);
  await form.field("Work email address").fill(contact.email);
  await form.press("Change the contact");
  await form.refused("This is the address of the contact now. Enter somebody else’s");
  await expect(form.field("Name")).toHaveValue(next.name);
  await form.field("Work email address").fill(next.email);
  await form.press("Change the contact");
  await (await seen.on()).says(`${next.name} is the contact now. Everybody is being told.`);

  await mailTo(contact.email, /^You are no longer a contact for /);
  await mailTo(next.email, /^You are a contact for a session at /);
  expect(invitationIn(await mailTo(presenter.email, /^Contact changed: /)).description).toContain(next.name);
  const own = await browserOf("stranger");
  await (await (await new SignInPage(own).open()).askFor(next.email)).enter(await codeFor(next.email));
  await new BookingPage(own, school.name).open(request.reference);
  const before = await browserOf(contact);
  expect((await before.goto(`/bookings/${request.reference}`))?.status()).toBe(404);
});
