import { parse } from "csv-parse/sync";
import { silentLogger } from "~/lib/logger.server";
import { formatShortDay } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { savedAccount, savedPresenter, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { aPlace, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { ExplorePage, ReachPage } from "./pages/reach";
import { SignInPage } from "./pages/sign-in";
import { DeliveryPage, MyDayPage } from "./pages/visit";

// A year that nothing else in these specs touches.
const PERIOD = "programme-2023-08-01";
const IN_PERIOD = "2024-03-12";

const WORDS_ON_THE_PAGE: Readonly<Record<string, string>> = {
  New: "New",
  "The same as before": "Same as before",
  "New and the same": "A mix",
};

test("a recorded delivery shows in the figure, the tables and the file", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const visit = await savedVisit(db, { school, presenters: [presenter], onDate: IN_PERIOD });
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const reach = await new ReachPage(manager).open(PERIOD);
  const [figure, attendances] = [await reach.figure(), await reach.number("Attendances")];
  const remaining = await reach.number("Still to reach");
  await expect(manager.getByRole("region", { name: /^Not recorded yet/ })).toContainText(school.name);

  const officer = await browserOf(presenter);
  const delivery = await new DeliveryPage(officer).open(visit.id);
  await delivery.fillSession("9A", "27", "Yes, all of them");
  await delivery.fillOnce("Headcount");
  await delivery.press("Save what happened");
  await new MyDayPage(officer).says("27 students attended");

  await reach.open(PERIOD);
  expect(await reach.figure()).toBe(figure + 27);
  expect(await reach.number("Still to reach")).toBe(remaining - 27);
  await expect(reach.part("By school", school.name).getByRole("cell")).toHaveText(["27", "27", "11"]);
  await expect(manager.getByRole("region", { name: /^Not recorded yet/ })).toHaveCount(0);

  const deps: Deps = {
    db,
    now: () => new Date(),
    origin: "http://localhost",
    log: silentLogger(),
    wakeMail: () => undefined,
  };
  const again = await savedVisit(db, { school, presenters: [presenter], onDate: "2024-05-14" });
  await delivered(again, deps, {
    attended: 25,
    novelty: "same",
    sameAsSessionId: visit.sessions[0]?.id ?? "",
  });
  await reach.open(PERIOD);
  expect(await reach.figure(), "the same students do not count again").toBe(figure + 27);
  expect(await reach.number("Attendances")).toBe(attendances + 52);

  const counted = await reach.counted(PERIOD);
  await reach.open(PERIOD);
  const lines: string[][] = parse(await reach.csv(), { bom: true, relaxColumnCount: true });
  const valueOf = (name: string) => Number(lines.find(([key]) => key === name)?.[1]);
  expect(valueOf("Students reached")).toBe(figure + 27);
  expect(valueOf("Attendances")).toBe(attendances + 52);
  const headerAt = lines.findIndex(([key]) => key === "Day");
  const asOnThePage = lines.slice(headerAt + 1).map((line) => {
    const [onDate = "", start, name, , format, year, group, attended, novelty = "", part, basis] = line;
    const day = `${formatShortDay(onDate)} ${onDate.slice(0, 4)}`;
    return [day, `${start} ${format}`, name, year, group, attended, WORDS_ON_THE_PAGE[novelty], part, basis];
  });
  expect(asOnThePage).toEqual(counted);
});

test("an analyst reads figures and no people", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const contact = await savedAccount(db, [], { name: `Contact ${aWord()}` });
  await savedVisit(db, { school, presenters: [presenter], onDate: "2024-06-11" });
  const page = await browserOf(await savedAccount(db, ["analyst"]));
  const reach = await new ReachPage(page).open(PERIOD);
  for (const name of [presenter.name, contact.name, "Not recorded yet"]) {
    await expect(page.locator("main")).not.toContainText(name);
  }
  expect(await reach.csv()).not.toContain(presenter.name);
  await expect(page.getByRole("navigation", { name: "Menu" }).getByRole("link")).toHaveText(["Reach", "Coverage"]);
  for (const path of ["/requests", "/schedule", "/my-day", "/availability", "/admin"]) {
    expect((await page.goto(path))?.status(), path).toBe(403);
  }
});

test("a period is chosen without losing the way back", async ({ db, browserOf, page }) => {
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  const reach = await new ReachPage(manager).open(PERIOD);
  await expect(manager.getByLabel("Period").locator("option:checked")).toHaveText(/2023\/24/);
  const [other = ""] = await manager.getByLabel("Period").locator("option:not(:checked)").allTextContents();
  await manager.getByLabel("Period").selectOption(other);
  await reach.press("Show this period");
  await expect(manager).not.toHaveURL(new RegExp(PERIOD));
  await reach.on();
  await expect(manager.getByLabel("Period").locator("option:checked")).toHaveText(other);
  await page.goto("/reach");
  await new SignInPage(page).on();
});

test("figures are narrowed step by step, the way back stands in links, and the list says the same", async ({ db, browserOf }) => {
  const school = await aPlace(db);
  const deps: Deps = { db, now: () => new Date(), origin: "http://localhost", log: silentLogger(), wakeMail: () => undefined };
  // A year of its own: what others record is not in it.
  await delivered(await savedVisit(db, { school, onDate: "2022-03-15" }), deps, { attended: 21 });
  await delivered(await savedVisit(db, { school, onDate: "2022-05-17" }), deps, { attended: 25 });
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await new ReachPage(manager).open("programme-2021-08-01");
  await manager.getByRole("link", { name: /^Reach by choice/ }).click();
  const explore = new ExplorePage(manager);
  await explore.on();
  await expect(explore.answer("Attendances")).toContainText("46");
  await manager.getByLabel("Month", { exact: true }).selectOption("March 2022");
  await explore.press("Show these");
  await expect(explore.answer("Students reached")).toHaveText("21");
  await manager.getByRole("link", { name: "1 group, in order of time" }).click();
  await expect(manager.locator("main")).toContainText("They add 21 to students reached");
  await manager.goBack();
  await manager.getByRole("link", { name: "Take off Month: March 2022" }).click();
  await expect(explore.answer("Students reached")).toHaveText("46");
  await manager.goto("/reach/explore?period=programme-2021-08-01&month=2021-09");
  await expect(manager.locator("main")).toContainText("Nothing was counted of this choice");
});
