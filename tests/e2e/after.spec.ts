import { createCapability } from "~/data/capabilities.server";
import { DEFAULT_FEEDBACK_WORDING as STATEMENTS } from "~/domain/feedback";
import { addDays } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { aPlace, anAddress, aWord, today } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import {
  AfterVisitPage,
  EvidencePage,
  PrintedReportPage,
  SafeguardingNotePage,
  SupportFormPage,
  SupportPage,
} from "./pages/after";
import { BookingPage } from "./pages/bookings";
import { VisitPage } from "./pages/visit";

const yesterday = addDays(today(), -1);

test("after a visit its school says how it went, and the team reads it", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const request = await savedRequest(db, { school, contact, status: "scheduled" });
  const visit = await savedVisit(db, { request, school, onDate: yesterday });
  await delivered(visit, testDeps(db, new Date()));
  const now = new Date();
  const token = await db.$transaction((tx) =>
    createCapability(tx, {
      purpose: "give_feedback",
      accountId: contact.id,
      visitId: visit.id,
      expiresAt: new Date(now.getTime() + 3_600_000),
      now,
    }),
  );
  const comment = `Calm and honest, says ${aWord()}.`;

  const stranger = await browserOf("stranger");
  const after = await new AfterVisitPage(stranger).open(`/after/${token}`);
  await after.press("These numbers are right");
  await (await after.on()).says("Thank you. We have your numbers.");
  await after.press("Send your answers");
  await after.refused(/the first statement/, /the second statement/, /the third statement/);
  for (const statement of [STATEMENTS.first, STATEMENTS.second, STATEMENTS.third]) await after.agree(statement, "Agree");
  await after.field("Anything you would like to tell the team (optional)").fill(comment);
  await after.press("Send your answers");
  await (await after.on()).says("Thank you. We have your answers.");
  await after.count("Before the session", { yes: 9, unsure: 10, no: 9 });
  await after.count("After the session", { yes: 25, unsure: 2, no: 1 });
  await after.press("Save the counts");
  await (await after.on()).says("Thank you. We have your counts.");

  const own = await browserOf(contact);
  const booking = await new BookingPage(own, school.name).open(request.reference);
  await booking.follow("Tell us how it went");
  const again = await new AfterVisitPage(own).on();
  await expect(again.field("Anything you would like to tell the team (optional)")).toHaveValue(comment);
  await again.agree(STATEMENTS.first, "Strongly agree");
  await again.press("Change your answers");
  await (await again.on()).says("Thank you. We have your answers.");

  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await manager.goto("/reach/evidence");
  await new EvidencePage(manager).on();
  await expect(manager.locator("main")).toContainText(comment);
  await manager.goto("/reach/print");
  const printed = await new PrintedReportPage(manager).on();
  await expect(printed.page.getByRole("img", { name: /^Students reached by month/ })).toBeVisible();
  const book = await manager.request.get("/reach.xlsx");
  expect(book.headers()["content-type"]).toContain("spreadsheetml");
});

test("a presenter notes that a disclosure was passed on", { tag: "@phone" }, async ({ db, browserOf }) => {
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const school = await aPlace(db);
  const visit = await savedVisit(db, { school, presenters: [presenter], onDate: yesterday });
  const page = await browserOf(presenter);
  const opened = await new VisitPage(page, school.name).open(visit.id);
  await opened.follow("Note that it was passed on");
  const note = await new SafeguardingNotePage(page).on();
  await note.press("Save the note");
  await note.refused(
    "Enter the time at which it was passed on",
    "Select whom it was passed on to",
    "Select whether the force’s own process was started",
  );
  await note.field("Time at which it was passed on").fill("10:05");
  await note.field("The school’s designated safeguarding lead").check();
  await note.field("Yes").check();
  await note.press("Save the note");
  await (await note.on()).says("The note is saved.");
  await expect(page.getByRole("table", { name: "Notes of this visit" })).toContainText("designated safeguarding lead");
});

test("a manager adds somebody to the support directory, and everybody finds them", async ({ db, browserOf }) => {
  const name = `${aWord()} Youth Project`;
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await manager.goto("/admin/support/new");
  const form = await new SupportFormPage(manager).on();
  await form.field("Name").fill(name);
  await form.field("Where they work").fill("All of the county");
  await form.field("What they offer").fill("Mentoring");
  await form.press("Save");
  await form.refused("Enter an address or a phone number");
  await form.field("Phone number (optional)").fill("01632 960100");
  await form.press("Save");
  await expect(manager.locator("main")).toContainText(name);

  const stranger = await browserOf("stranger");
  await stranger.goto("/support");
  await new SupportPage(stranger).on();
  await expect(stranger.locator("main")).toContainText(name);
});
