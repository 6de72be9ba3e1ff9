import { savedAccount, savedRequest, savedVisit } from "../support/builders";
import { mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage } from "./pages/bookings";
import { AdminListPage, AdminPage } from "./pages/office";
import { ChangeVisitPage } from "./pages/readiness";
import { VisitPage } from "./pages/visit";

test("a manager lets schools choose a new reason, which one gives for another date and the team reads", async ({ db, browserOf }) => {
  const word = aWord();
  const [label, forSchool] = [`${word} week`, `Our hall is closed for ${word}.`];
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Reasons");
  const reasons = await new AdminListPage(manager, "Reasons").on();
  const form = await reasons.add("Add a reason", "Add a reason");
  await form.field("What the school reads").fill(forSchool);
  await form.field("Schools may choose it themselves").check();
  await form.press("Save");
  await form.refused("Select what it is a reason for", "Enter a label for the team, such as Illness", "The position must be a whole number from 0 to 999");
  await expect(form.field("What the school reads")).toHaveValue(forSchool);
  await expect(form.field("Schools may choose it themselves")).toBeChecked();
  await form.choose("What is it a reason for?", "Moving a visit");
  await form.field("Label for the team").fill(label);
  await form.field("Position on the form").fill("90");
  await form.press("Save");
  await (await reasons.on()).says(`“${label}” is saved.`);
  await expect(reasons.row(label)).toContainText("In use, schools too");

  const school = await aPlace(db);
  const request = await savedRequest(db, { school, status: "scheduled" });
  const visit = await savedVisit(db, { request, onDate: workingDayAhead(25), over: { calendarDtstampAt: new Date() } });
  const coordinator = await savedAccount(db, ["coordinator"], { email: anAddress("coordinator") });
  const contact = await browserOf(request.contact);
  const booking = await new BookingPage(contact, school.name).open(request.reference);
  await booking.follow("Ask for another date, or cancel this visit");
  const change = await new ChangeVisitPage(contact).on();
  await change.field(forSchool).check();
  await change.press("Ask for another date");
  await change.refused("Say which days or times would suit you");
  await expect(change.field(forSchool)).toBeChecked();
  await change.field("Which days or times would suit you, and why?").fill("Any Tuesday, please");
  await change.press("Ask for another date");
  await booking.says("The team has been told");

  const mail = await mailTo(coordinator.email, new RegExp(`^Another date asked for: .*${school.name}`));
  expect(mail.text).toContain(label);
  const office = await browserOf(coordinator);
  await new VisitPage(office, school.name).open(visit.id);
  await expect(office.getByRole("region", { name: "The school asks for another date" })).toContainText(`Reasons: ${label}.`);

  await (await reasons.openEntry(label, "Change a reason")).press("Take it out of use");
  await (await reasons.on()).says("It is out of use.");
  await contact.goto(`/bookings/${request.reference}/another-date`);
  await expect((await change.on()).field(forSchool)).toHaveCount(0);
});
