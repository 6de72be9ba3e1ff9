import { formatDay, formatMonth, instantAt, monthOf } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { invitationIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage } from "./pages/bookings";
import { MovePage, PencilledPage, PencilPage } from "./pages/move";
import { PlanPage } from "./pages/requests";
import { VisitPage } from "./pages/visit";

test("a coordinator moves and reassigns a visit; two at once, a clash, and every calendar follows", async ({
  db,
  browserOf,
}) => {
  const [day, next] = [workingDayAhead(22), workingDayAhead(23)];
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const request = await savedRequest(db, { school, contact, status: "scheduled" });
  const [first, second] = [
    await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") }),
    await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") }),
  ];
  const over = { calendarDtstampAt: new Date(), place: "" };
  const { id } = await savedVisit(db, { request, school, presenters: [first], onDate: day, over });
  await savedVisit(db, { presenters: [second], onDate: next, startMinutes: 9 * 60, school: await aPlace(db) });
  const mine = await browserOf(await savedAccount(db, ["coordinator"]));
  const theirs = await browserOf(await savedAccount(db, ["coordinator"], { name: `Coordinator ${aWord()}` }));

  const visit = await new VisitPage(mine, school.name).open(id);
  await visit.follow("Move or reassign");
  const move = await new MovePage(mine).on();
  await expect(move.row("9A").getByLabel("Starts at")).toHaveValue("09:10");
  await move.fillDate("Day of the visit", next);
  await move.press("Check the move");
  await move.refused("Select at least one reason");
  await move.choose("Why?", "Officer no longer available");
  await move.row("9A").getByLabel(first.name).uncheck();
  await move.row("9A").getByLabel(second.name).check();
  await move.press("Check the move");
  await move.refused(/That time has just been taken/);
  await expect(move.clash("That time is taken")).toContainText(`${second.name} is already taken`);

  const other = await new MovePage(theirs).open(id);
  await other.row("9A").getByLabel("Room").fill("Library");
  await other.choose("Why?", "School asked us to");
  await other.check();
  await other.press("Confirm and tell everybody");
  await (await new VisitPage(theirs, school.name).on()).says("The visit is changed.");

  await move.field("First session starts at (optional)").fill("13:10");
  await move.press("Shift all sessions");
  await expect(move.row("9A").getByLabel("Starts at")).toHaveValue("13:10");
  await move.press("Check the move");
  await move.refused("Somebody changed this visit meanwhile. Nothing was saved");
  await expect(move.changes()).toContainText(/Running order or presenters of the visit changed.*Coordinator/);
  await expect(move.row("9A").getByLabel("Starts at")).toHaveValue("13:10");
  await move.check();
  await expect(move.outcome()).toContainText(formatDay(next));
  for (const { name } of [contact, first, second]) await expect(move.outcome()).toContainText(name);
  await move.press("Confirm and tell everybody");
  await (await new VisitPage(mine, school.name).on()).says("The visit is changed.");
  await expect(visit.answer("Presenters")).toHaveText(second.name);
  await expect(visit.history().first()).toContainText("Visit moved from");

  const moved = await mailTo(contact.email, /^Moved to: /);
  expect(moved.text).toContain(formatDay(day));
  const forSchool = invitationIn(moved);
  expect(forSchool.start >= instantAt(next, 12 * 60 + 30)).toBe(true);
  const joined = invitationIn(await mailTo(second.email, /^You are presenting: /));
  const left = invitationIn(await mailTo(first.email, /^Out of your calendar: /));
  expect([forSchool.method, joined.method, left.method]).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
  expect(new Set([forSchool.uid, joined.uid, left.uid]).size).toBe(1);
  const contactsPage = await browserOf(contact);
  await new BookingPage(contactsPage, school.name).open(request.reference);
  await expect(contactsPage.locator("main")).toContainText(formatDay(next));
});

test("a request is pencilled for a month, and planning turns the pencilled visit into the visit", async ({
  db,
  browserOf,
}) => {
  const day = workingDayAhead(40);
  const school = await aPlace(db);
  const { reference } = await savedRequest(db, { school, wishOn: day });
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.follow("Pencil it for a month or half-term");
  const pencil = await new PencilPage(page, school.name).on();
  await pencil.press("Pencil it");
  await pencil.refused("Select a month or half-term");
  await pencil.field("For when?").selectOption(formatMonth(monthOf(day)));
  await pencil.fillDate("Settle the day by (optional)", workingDayAhead(3));
  await pencil.press("Pencil it");
  const list = await new PencilledPage(page).on();
  await list.says(`${reference} is pencilled.`);
  const href = (await list.line(school.name).getByRole("link", { name: school.name, exact: true }).getAttribute("href")) ?? "";
  await list.line(school.name).getByRole("link", { name: /^Plan it/ }).click();
  await plan.on();
  await plan.takeWishedDay(day);
  await plan.propose(day, "09:10", [presenter.name]);
  await plan.schedule();
  const visit = await new VisitPage(page, school.name).on();
  await visit.says("The visit is scheduled.");
  expect(new URL(page.url()).pathname).toBe(href);
});
