import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { addDays, formatDay, mondayOf } from "~/lib/london-time";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { invitationIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, today } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AwayOutcomesPage, AwayPage, CheckAwayPage, GapsPage, RingPage } from "./pages/away";
import { VisitPage } from "./pages/visit";

/** Works on every day of the week and likes to: among the best, whomever specs beside this one bring. */
async function aWillingOfficer(db: Db) {
  const name = `Officer ${aWord()}`;
  const officer = await savedPresenter(db, { name, email: anAddress("officer"), phone: "0116 496 0777" });
  const monday = dayToColumn(mondayOf(today()));
  const days = Array.from({ length: 7 }, (_, index) => ({ week: 0, weekday: index + 1, startMinutes: 0, endMinutes: 1440 }));
  await db.workingPattern.create({
    data: { presenterId: officer.id, validFromOn: monday, anchorOn: monday, days: { createMany: { data: days } } },
  });
  await db.presenterFormat.create({ data: { presenterId: officer.id, formatId: FORMAT_IDS.tutor, likes: true } });
  return officer;
}

/** So that the same story in another browser meets nobody who is as willing. */
const leaves = (db: Db, presenter: { id: string }) =>
  db.presenter.update({ where: { accountId: presenter.id }, data: { endedOn: dayToColumn(addDays(today(), -1)) } });

test("an officer is away: one visit goes to a substitute, one is left, who must know is rung, the gap is filled", async ({
  db,
  browserOf,
}) => {
  const [tomorrow, after] = [addDays(today(), 1), addDays(today(), 2)];
  const away = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  const officer = await aWillingOfficer(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const aVisitOn = async (onDate: string) => {
    const school = await aPlace(db);
    const request = await savedRequest(db, { school, contact, status: "scheduled" });
    const over = { calendarDtstampAt: new Date() };
    return { school, visit: await savedVisit(db, { request, school, presenters: [away], onDate, over }) };
  };
  const [first, second] = [await aVisitOn(tomorrow), await aVisitOn(after)];
  const page = await browserOf(await savedAccount(db, ["coordinator"], { name: "Sam Coordinator" }));

  const form = await new AwayPage(page).open();
  await form.press("Show what is affected");
  await form.refused("Select who is away");
  await form.choose("Who is away?", away.name);
  await form.fillDate("From", tomorrow);
  await form.fillDate("Until (optional)", after);
  await form.press("Show what is affected");
  await form.on();
  await expect(form.place(first.school.name).getByRole("radio", { checked: true })).toHaveAccessibleName(/\S/);
  await form.place(first.school.name).getByLabel(officer.name, { exact: true }).check();
  await form.place(second.school.name).getByLabel("Leave it as it is for now").check();
  await form.press("Check what happens");
  const check = await new CheckAwayPage(page).on();
  await expect(check.visit(first.school.name)).toContainText(`${officer.name} gives it instead of ${away.name}.`);
  await expect(check.visit(first.school.name)).toContainText(`Mail goes to ${contact.name}, ${away.name}, ${officer.name}.`);
  await check.press("Choose again");
  await form.on();
  await expect(form.place(second.school.name).getByLabel("Leave it as it is for now")).toBeChecked();
  await form.press("Check what happens");
  await check.on();
  await check.press("Confirm");
  const outcomes = await new AwayOutcomesPage(page).on();
  await expect(outcomes.visit(first.school.name)).toContainText("Reassigned");
  await expect(outcomes.visit(second.school.name)).toContainText("As it was");

  const [joined, left, told] = [
    invitationIn(await mailTo(officer.email, /^You are presenting: /)),
    invitationIn(await mailTo(away.email, /^Out of your calendar: /)),
    await mailTo(contact.email, /^Presenter changed: /),
  ];
  expect([joined.method, left.method, joined.uid === left.uid]).toEqual(["REQUEST", "CANCEL", true]);
  expect(told.text).toContain(officer.name);
  expect(told.text).not.toContain("away");

  await outcomes.follow("Whom to ring, today and tomorrow");
  const ring = await new RingPage(page).on();
  await expect(ring.person(first.school.name, contact.name)).toContainText("0116 496 0000");
  await expect(ring.person(first.school.name, away.name)).toContainText("No telephone number is kept");
  const substitute = ring.person(first.school.name, officer.name);
  await expect(substitute.getByRole("link", { name: "0116 496 0777" })).toHaveAttribute("href", "tel:01164960777");
  await substitute.getByRole("button").click();
  await (await ring.on()).says(`It is kept that ${officer.name} was told.`);
  await expect(substitute).toContainText(/Told .* by Sam Coordinator/);
  const visit = await new VisitPage(page, first.school.name).open(first.visit.id);
  await expect(visit.history().first()).toContainText("A presenter was told in person");

  // The first officer has more to do now than others have.
  const another = await aWillingOfficer(db);
  const gaps = await new GapsPage(page).open();
  const gap = gaps.gap(second.school.name);
  await expect(gap).toContainText("Within 7 days");
  await expect(gap).toContainText(formatDay(after));
  await expect(gap).toContainText(`0 of 1 presenter: ${away.name} cannot come`);
  await gap.getByRole("button", { name: new RegExp(`^Assign ${another.name}`) }).click();
  await (await gaps.on()).says("The presenter is assigned.");
  await expect(gap).toHaveCount(0);
  await Promise.all([leaves(db, officer), leaves(db, another)]);
  await expect((await new VisitPage(page, second.school.name).open(second.visit.id)).answer("Presenters")).toHaveText(another.name);
});
