import type { Db } from "~/data/db.server";
import { addDays, formatDay } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedVisit } from "../support/builders";
import { aPlace, aWord, today } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { DeliveryPage, MyDayPage, VisitPage } from "./pages/visit";

const yesterday = addDays(today(), -1);

const TWO_SESSIONS = [
  { startMinute: 10, endMinute: 35, groups: [{ label: "9A", expected: 28 }] },
  { startMinute: 40, endMinute: 65, groups: [{ label: "9B", expected: 30 }] },
];

async function aPastVisit(db: Db, sessions = TWO_SESSIONS) {
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const school = await aPlace(db);
  const visit = await savedVisit(db, { school, presenters: [presenter], onDate: yesterday, sessions });
  return { presenter, school, visit };
}

test(
  "a presenter's day says where to be, when and whom to ask for",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
    const [now, soon] = [await aPlace(db), await aPlace(db)];
    await savedVisit(db, { school: now, presenters: [presenter], onDate: today() });
    await savedVisit(db, { school: soon, presenters: [presenter], onDate: addDays(today(), 2) });
    const page = await browserOf(presenter);
    const day = await new MyDayPage(page).open();
    const visit = day.visitTo(now.name);
    await expect(visit).toContainText("Arrive 09:00");
    await expect(visit).toContainText(now.postcode);
    await expect(visit).toContainText("Test contact");
    await expect(visit.getByRole("link", { name: "0116 496 0000" })).toHaveAttribute(
      "href",
      "tel:01164960000",
    );
    await expect(visit).toContainText("09:10 to 09:35:");
    await expect(page.getByRole("heading", { name: formatDay(addDays(today(), 2)) })).toBeVisible();
    await day.visitTo(soon.name).getByRole("link", { name: soon.name, exact: true }).click();
    await new VisitPage(page, soon.name).on();
  },
);

test(
  "a delivery is recorded from what was seen, and corrected with a reason",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const { presenter, school, visit } = await aPastVisit(db);
    const page = await browserOf(presenter);
    const myDay = await new MyDayPage(page).open();
    await expect(page.locator("main")).toContainText("One visit of yours waits to be recorded.");
    const delivery = await myDay.record(school.name);

    for (const input of await page.locator("main input[type=text]").all())
      await expect(input).toHaveValue("");
    await expect(page.locator("main input:checked")).toHaveCount(0);
    await delivery.press("Save what happened");
    await delivery.refused("9A: say whether the session took place", "9B: say whether the session took place");

    await delivery.fillSession("9A", "27", "Yes, all of them");
    await delivery.fillSession("9B", "310", "Yes, all of them");
    await delivery.fillOnce("Headcount");
    await delivery.press("Save what happened");
    await delivery.refused("Look at the figures again, and tick the box if they are right");
    await expect(page.locator("main")).toContainText(
      "You entered 310 students for 9B, where 30 were expected. Is that right?",
    );
    await expect(delivery.attended("9A")).toHaveValue("27");
    await delivery.attended("9B").fill("31");
    await delivery.press("Save what happened");
    await myDay.says(`Saved for ${school.name}: 58 students attended.`);
    await myDay.on();
    await expect(page.locator("main")).not.toContainText("waits to be recorded");

    const seen = await new VisitPage(page, school.name).open(visit.id);
    await expect(seen.runningOrder().filter({ hasText: "Delivered" })).toHaveCount(2);
    const correction = await seen.correct();
    await expect(correction.attended("9B")).toHaveValue("31");
    await correction.attended("9B").fill("29");
    await correction.press("Save the correction");
    await correction.refused("Say why the record is corrected");
    await correction.field("Why is the record corrected?").fill("Two left early");
    await correction.press("Save the correction");
    await myDay.says(`Saved for ${school.name}: 56 students attended.`);
    const records = await db.delivery.findMany({
      where: { visitId: visit.id },
      orderBy: { revision: "asc" },
    });
    expect(records.map(({ revision, correctionReason }) => [revision, correctionReason])).toEqual([
      [1, ""],
      [2, "Two left early"],
    ]);
  },
);

test(
  "unlikely figures are kept once they are said to be right",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const { presenter, school, visit } = await aPastVisit(db, TWO_SESSIONS.slice(0, 1));
    const page = await browserOf(presenter);
    const delivery = await new DeliveryPage(page).open(visit.id);
    await delivery.fillSession("9A", "120", "A mix: some were new, some were not");
    await delivery.fillOnce("School register");
    await delivery.press("Save what happened");
    await delivery.refused("Look at the figures again, and tick the box if they are right");
    await delivery.field("These figures are right").check();
    await delivery.press("Save what happened");
    await new MyDayPage(page).says(`Saved for ${school.name}: 120 students attended.`);
  },
);

test(
  "a session that did not take place has a reason and no number",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const { presenter, school, visit } = await aPastVisit(db);
    const page = await browserOf(presenter);
    const delivery = await new DeliveryPage(page).open(visit.id);
    await delivery.fillSession("9A", "28", "Yes, all of them");
    await delivery.fillOnce("Estimate");
    const second = delivery.question(/, 9B$/);
    await delivery.choose("Did this session take place?", "No", second);
    await delivery.press("Save what happened");
    await delivery.refused("9B: choose why the session did not take place");
    await second
      .getByRole("group", { name: "Why did it not take place?" })
      .getByRole("checkbox")
      .first()
      .check();
    await delivery.press("Save what happened");
    await new MyDayPage(page).says(`Saved for ${school.name}: 28 students attended.`);
    const seen = await new VisitPage(page, school.name).open(visit.id);
    await expect(seen.runningOrder().nth(1)).toContainText("Did not take place");
  },
);

test(
  "two people record the same visit: the second is told and loses nothing",
  { tag: "@phone" },
  async ({ db, browserOf }) => {
    const { presenter, school, visit } = await aPastVisit(db, TWO_SESSIONS.slice(0, 1));
    const [own, office] = [
      await browserOf(presenter),
      await browserOf(await savedAccount(db, ["coordinator"])),
    ];
    const [first, second] = [
      await new DeliveryPage(own).open(visit.id),
      await new DeliveryPage(office).open(visit.id),
    ];
    for (const delivery of [first, second]) {
      await delivery.fillSession("9A", delivery === first ? "28" : "26", "Yes, all of them");
      await delivery.fillOnce("Headcount");
      await delivery.press("Save what happened");
    }
    await new MyDayPage(own).says(`Saved for ${school.name}: 28 students attended.`);
    await second.refused(/^Somebody else changed this visit or its record meanwhile/);
    await expect(second.attended("9A")).toHaveValue("26");
    await second.field("Why is the record corrected?").fill("The register says so");
    await second.press("Save the correction");
    await new VisitPage(office, school.name).says(`Saved for ${school.name}: 26 students attended.`);
  },
);
