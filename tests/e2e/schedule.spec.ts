import type { Db } from "~/data/db.server";
import { formatDay, formatInstantTime, instantAt, type Day } from "~/lib/london-time";
import {
  savedAccount,
  savedPresenter,
  savedRequest,
  savedVisit,
  type SavedAccount,
} from "../support/builders";
import { codeFor, invitationIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage } from "./pages/bookings";
import { InboxPage, PlanPage, RequestPage } from "./pages/requests";
import { SchedulePage } from "./pages/schedule";
import { SignInPage } from "./pages/sign-in";
import { VisitPage } from "./pages/visit";

const TWO_GROUPS = [
  { label: "9A", expected: 28 },
  { label: "9B", expected: 30 },
];

const aPresenter = (db: Db): Promise<SavedAccount> =>
  savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });

async function aWaitingRequest(db: Db, wishOn: Day) {
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const { reference } = await savedRequest(db, { school, contact, groups: TWO_GROUPS, wishOn });
  return { school, contact, reference };
}

test("a coordinator plans a visit, and everybody has it in the calendar", async ({ page, db, browserOf }) => {
  const day = workingDayAhead(15);
  const { school, contact, reference } = await aWaitingRequest(db, day);
  const [first, second] = [await aPresenter(db), await aPresenter(db)];
  const email = anAddress("coordinator");
  await savedAccount(db, ["coordinator"], { email, name: "Sam Coordinator" });

  await (await (await new SignInPage(page).open()).askFor(email)).enter(await codeFor(email));
  const inbox = await new InboxPage(page).on();
  await expect(await inbox.find(reference)).toHaveCount(1);
  const request = await inbox.openRequest(school.name);
  const plan = await request.plan();
  await plan.takeWishedDay(day);
  await expect(plan.presenter(first.name)).toBeVisible();
  await plan.propose(day, "09:10", [first.name, second.name]);
  await expect(plan.row("9A").getByLabel("Starts at")).toHaveValue("09:10");
  await plan.row("9A").getByLabel("Room").fill("Room 12");
  await plan.row("9B").getByLabel("Room").fill("Room 14");
  await plan.field("Note for the school (optional)").fill("Please have the projector on.");
  await plan.schedule();

  const visit = await new VisitPage(page, school.name).on();
  await visit.says("The visit is scheduled.");
  await expect(visit.runningOrder()).toHaveCount(2);
  await expect(visit.runningOrder().first()).toContainText("09:10 to 09:35");
  await expect(visit.answer("Presenters")).toContainText(first.name);
  const visitPath = new URL(page.url()).pathname;

  const confirmed = await mailTo(contact.email, /^Confirmed: /);
  expect(confirmed.text).toContain("Please have the projector on.");
  const forSchool = invitationIn(confirmed);
  const forPresenter = invitationIn(await mailTo(first.email, /^You are presenting: /));
  invitationIn(await mailTo(second.email, /^You are presenting: /));
  expect(forSchool).toMatchObject({ method: "REQUEST", uid: forPresenter.uid, sequence: 0 });
  expect(forSchool.attendees.map(({ email: address }) => address)).toEqual([contact.email]);
  expect(forSchool.start < instantAt(day, 9 * 60 + 10)).toBe(true);
  expect(forSchool.start > instantAt(day, 8 * 60 + 30)).toBe(true);

  const schedule = await new SchedulePage(page).open(day);
  await expect(schedule.visitOn(day, school.name)).toContainText(
    `${formatInstantTime(forSchool.start)} to ${formatInstantTime(forSchool.end)}`,
  );
  await expect(schedule.visitTo(school.name)).toContainText(second.name);
  const week = await schedule.week(day);
  await week.presenter(second.name).getByRole("link", { name: school.name }).click();
  await visit.on();
  const file = await page.request.get(`${visitPath}/calendar.ics`);
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(await file.text()).toContain(`UID:${forSchool.uid}`);
  await page.emulateMedia({ media: "print" });
  await schedule.open(day);
  await expect(page.getByRole("navigation", { name: "Schedule" })).toBeHidden();
  await expect(schedule.visitTo(school.name)).toBeVisible();

  const contactsPage = await browserOf(contact);
  await new BookingPage(contactsPage, school.name).open(reference);
  await expect(contactsPage.getByRole("heading", { name: formatDay(day) })).toBeVisible();
  await expect(contactsPage.locator("main")).toContainText("Please have the projector on.");
});

test("the loser of a race reads who is taken, and takes the nearest time with one click", async ({
  db,
  browserOf,
}) => {
  const day = workingDayAhead(16);
  const { school, contact, reference } = await aWaitingRequest(db, day);
  const presenter = await aPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.takeWishedDay(day);
  await plan.propose(day, "09:10", [presenter.name]);
  await plan.row("9A").getByLabel("Room").fill("Room 12");
  const other = await aPlace(db);
  await savedVisit(db, { school: other, onDate: day, presenters: [presenter] });

  await plan.schedule();
  await plan.refused("That time has just been taken, or was taken before. Nothing was saved");
  const clash = plan.clash("That time is taken");
  await expect(clash).toContainText(`${presenter.name} is already taken`);
  await expect(clash).toContainText(`visit to ${other.name}`);
  await expect(plan.row("9A").getByLabel("Room")).toHaveValue("Room 12");
  const nearest = clash.getByRole("button");
  await expect(nearest).toHaveCount(3);
  const label = (await nearest.first().textContent()) ?? "";
  await nearest.first().click();
  await expect(page.locator("main")).toContainText("It is not saved yet.");
  await plan.on();
  await expect(plan.row("9A").getByLabel("Starts at")).toHaveValue(label.slice(-5));
  await plan.schedule();
  const visit = await new VisitPage(page, school.name).on();
  await expect(visit.runningOrder().first()).toContainText(label.slice(-5));
  await mailTo(contact.email, /^Confirmed: /);
});

test("a plan against a rule needs a reason, which is kept", async ({ db, browserOf }) => {
  const day = workingDayAhead(17);
  const { school, reference } = await aWaitingRequest(db, day);
  const presenter = await aPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.takeWishedDay(day);
  await plan.propose(day, "15:30", [presenter.name]);
  await expect(page.locator("main")).toContainText(`is outside the hours of ${school.name}: 08:30 to 15:30.`);
  await plan.schedule();
  await plan.refused("Give a reason to plan it all the same, or choose another time");
  await expect(plan.clash("This goes against a rule")).toBeVisible();
  await plan.field("Why should it be planned all the same?").fill("Parents' evening, agreed with the head");
  await plan.schedule();
  const visit = await new VisitPage(page, school.name).on();
  await expect(visit.answer("Planned outside the rules because")).toHaveText(
    "Parents' evening, agreed with the head",
  );
});

test("a plan with mistakes comes back as it was typed", async ({ db, browserOf }) => {
  const day = workingDayAhead(18);
  const { school, reference } = await aWaitingRequest(db, day);
  const presenter = await aPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.takeWishedDay(day);
  await plan.propose(day, "09:10", [presenter.name]);
  await plan.row("9A").getByLabel("Starts at").fill("soon");
  await plan.row("9B").getByLabel("Room").fill("Library");
  await plan.schedule();
  await expect(page.locator(".govuk-error-summary")).toBeVisible();
  await plan.on();
  await expect(plan.row("9A").getByLabel("Starts at")).toHaveValue("soon");
  await expect(plan.row("9B").getByLabel("Room")).toHaveValue("Library");
});

test("a request is declined with reasons that the school reads", async ({ db, browserOf }) => {
  const { school, contact, reference } = await aWaitingRequest(db, workingDayAhead(15));
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const decline = await (await new RequestPage(page, school.name).open(reference)).decline();
  await decline.press("Decline and tell the school");
  await decline.refused("Select at least one reason");
  await decline.choose("Why?", "No presenter free");
  await decline.field("Note for the school (optional)").fill("Please ask again after Easter.");
  await decline.press("Decline and tell the school");
  const inbox = await new InboxPage(page).on();
  await inbox.says(`${reference} is declined.`);
  const mail = await mailTo(contact.email, new RegExp(reference));
  expect(mail.text).toContain("We do not have an officer free in the time you asked for.");
  expect(mail.text).toContain("Please ask again after Easter.");
  const contactsPage = await browserOf(contact);
  await new BookingPage(contactsPage, school.name).open(reference);
  await expect(contactsPage.locator("main")).toContainText("Please ask again after Easter.");
});

test("a cancelled visit leaves every calendar, and its request waits again", async ({ db, browserOf }) => {
  const day = workingDayAhead(19);
  const { school, contact, reference } = await aWaitingRequest(db, day);
  const presenter = await aPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.takeWishedDay(day);
  await plan.propose(day, "09:10", [presenter.name]);
  await plan.schedule();
  const visit = await new VisitPage(page, school.name).on();
  const invited = invitationIn(await mailTo(contact.email, /^Confirmed: /));

  const cancel = await visit.cancel();
  await cancel.press("Cancel the visit and tell everybody");
  await expect(page.locator(".govuk-error-summary").getByRole("listitem")).toHaveCount(3);
  await cancel.on();
  await cancel.choose("Who cancels?", "Our team");
  await cancel.choose("Why?", "Illness");
  await cancel.choose("What happens to the request?", "Look for another day");
  await cancel.press("Cancel the visit and tell everybody");
  await visit.says("The visit is cancelled.");
  await visit.on();
  await expect(visit.answer("Cancelled")).toHaveText("By our team: Illness");

  for (const address of [contact.email, presenter.email]) {
    const taken = invitationIn(await mailTo(address, /^Cancelled: /));
    expect(taken).toMatchObject({ method: "CANCEL", uid: invited.uid, status: "CANCELLED" });
    expect(taken.sequence).toBeGreaterThan(invited.sequence);
  }
  await new RequestPage(page, school.name).open(reference);
  await expect(page.getByRole("link", { name: "Plan a visit" })).toBeVisible();
});

test("a sensitive request waits for a manager, and is hinted at to nobody else", async ({
  db,
  browserOf,
}) => {
  const day = workingDayAhead(20);
  const school = await aPlace(db);
  const sensitive = { school, wishOn: day, status: "awaiting_go_ahead", over: { sensitive: true } } as const;
  const { reference } = await savedRequest(db, sensitive);
  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  await new RequestPage(coordinator, school.name).open(reference);
  await expect(coordinator.locator("main")).toContainText("This follows an incident. Ring the school.");
  await expect(coordinator.getByRole("link", { name: "Plan a visit" })).toHaveCount(0);
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const request = await new RequestPage(manager, school.name).open(reference);
  await request.press("Give the go-ahead");
  await request.says("Go-ahead given.");
  await request.on();
  await coordinator.reload();
  await expect(coordinator.getByRole("link", { name: "Plan a visit" })).toBeVisible();
});
