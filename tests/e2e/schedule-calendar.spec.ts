import { formatDay } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { MovePage } from "./pages/move";
import { PlanPage } from "./pages/requests";
import { SchedulePage } from "./pages/schedule";
import { CalendarPage } from "./pages/schedule-calendar";
import { VisitPage } from "./pages/visit";

test("the calendar shows, moves by drag and keyboard, takes requests, and learns of changes by itself", async ({
  db,
  browserOf,
  javaScriptEnabled,
}) => {
  const day = workingDayAhead(26);
  const school = await aPlace(db);
  const request = await savedRequest(db, { school, status: "scheduled" });
  const officer = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  const { id } = await savedVisit(db, { request, school, presenters: [officer], onDate: day, over: { place: "" } });
  const asking = await aPlace(db);
  await savedRequest(db, { school: asking, over: { sensitive: true, answerByOn: new Date("2020-01-01") } });
  const page = await browserOf(await savedAccount(db, ["coordinator"]));

  if (!javaScriptEnabled) {
    await (await new SchedulePage(page).open(day)).follow("Calendar");
    const plain = await new CalendarPage(page).on();
    await expect(page.locator("main")).toContainText("The calendar needs JavaScript.");
    await plain.waiting(asking.name).getByRole("link", { name: "Plan" }).click();
    await new PlanPage(page, asking.name).on();
    return;
  }

  // One presenter alone, so that the row is in view however many officers there are.
  await page.goto(`/schedule/calendar?day=${day}&view=day&presenter=${officer.id}`);
  const calendar = await new CalendarPage(page).on();
  const visit = calendar.visitTo(school.name);
  await expect(visit).toHaveAttribute("aria-label", new RegExp(`${formatDay(day)}, 09:00 to 09:40.*${officer.name}`));
  const hour = (await page.locator(".ec-slot").first().boundingBox())?.width ?? 0;
  expect(hour).toBeGreaterThan(0);
  await calendar.drag(visit, { right: 3 * hour, down: 0 });
  const move = await new MovePage(page).on();
  const start = await move.row("9A").getByLabel("Starts at").inputValue();
  expect(start > "09:10" && start < "14:00").toBe(true);
  await expect(move.row("9A").getByLabel(officer.name)).toBeChecked();

  await calendar.open(day, "week");
  await calendar.visitTo(school.name).focus();
  await page.keyboard.press("Enter");
  await new VisitPage(page, school.name).on();

  await calendar.open(day, "month");
  const third = page.locator(".ec-day:not(.ec-col-head)").nth(2);
  await calendar.waiting(asking.name).dragTo(third, { sourcePosition: { x: 8, y: 60 }, targetPosition: { x: 30, y: 30 } });
  await new PlanPage(page, asking.name).on();
  expect(new URL(page.url()).searchParams.get("day")).toMatch(/^\d{4}-\d{2}-\d{2}$/);

  await calendar.open(day, "week");
  await expect(calendar.visitTo(school.name)).toBeVisible();
  const theirs = await browserOf(await savedAccount(db, ["coordinator"]));
  const cancel = await (await new VisitPage(theirs, school.name).open(id)).cancel();
  await cancel.choose("Who cancels?", "Our team");
  await cancel.choose("Why?", "Illness");
  await cancel.choose("What happens to the request?", "Look for another day");
  await cancel.press("Cancel the visit and tell everybody");
  await expect(calendar.visitTo(school.name)).toHaveCount(0);
  await expect(calendar.status()).toContainText("Changed by somebody");
});
