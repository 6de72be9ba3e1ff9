import { addDays } from "~/lib/london-time";
import { savedPresenter, savedVisit } from "../support/builders";
import { aPlace, aWord, today } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { CalendarsPage } from "./pages/calendars";

test("a presenter subscribes to their visits, takes another address, and stops it", { tag: "@phone" }, async ({ db, browserOf }) => {
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const school = await aPlace(db);
  await savedVisit(db, { school, presenters: [presenter], onDate: addDays(today(), 3), over: { calendarDtstampAt: new Date() } });
  const page = await browserOf(presenter);
  const calendars = await new CalendarsPage(page).open();
  await calendars.press(/^Make an address\s*: Visits you present/);
  const first = await calendars.address();
  // A calendar program comes without a cookie.
  const stranger = await browserOf("stranger");
  const read = (address: string, headers = {}) => stranger.request.get(address, { headers });
  const answer = await read(first);
  expect(answer.headers()["content-type"]).toContain("text/calendar");
  const unfolded = (await answer.text()).replaceAll("\r\n ", "");
  expect(unfolded).toContain(school.name);
  expect((await read(first, { "If-None-Match": answer.headers().etag ?? "" })).status()).toBe(304);

  await calendars.open();
  await expect(page.locator("main")).not.toContainText(first);
  await expect(page.locator("main")).toContainText("read last on");
  await calendars.press(/^Make a new address\s*: Visits you present/);
  const second = await calendars.address();
  expect([(await read(first)).status(), (await read(second)).status()]).toEqual([404, 200]);
  await calendars.open();
  await calendars.press(/^Stop this address\s*: Visits you present/);
  await (await calendars.on()).says("That address has stopped working.");
  expect((await read(second)).status()).toBe(404);
});
