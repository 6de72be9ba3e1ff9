import { addDays } from "~/lib/london-time";
import { savedAccount, savedRequest, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { codeFor } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, today, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { CampaignPage, TagsPage } from "./pages/campaigns";
import { AdminListPage, AdminPage } from "./pages/office";
import { ReachPage } from "./pages/reach";
import {
  CheckPage,
  DatesPage,
  DetailsPage,
  PracticalitiesPage,
  ProvePage,
  RollsPage,
  SchoolPage,
  SentPage,
} from "./pages/request-form";
import { RequestPage } from "./pages/requests";
import { VisitPage } from "./pages/visit";

test("a campaign has a page, tags what schools ask for there, and is a period of the report", async ({ db, browserOf }) => {
  const name = `Week of ${aWord()}`;
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Campaigns");
  const campaigns = await new AdminListPage(manager, "Campaigns").on();
  const form = await campaigns.add("Add a campaign", "Add a campaign");
  await form.field("Name").fill(name);
  await form.fillDate("First day", addDays(today(), -3));
  await form.fillDate("Last day", addDays(today(), -4));
  await form.field("Description for everybody (optional)").fill("A week in which many schools take part.");
  await form.press("Save");
  await form.refused("The last day must not be before the first day");
  await expect(form.field("Name")).toHaveValue(name);
  await form.fillDate("Last day", addDays(today(), 60));
  await form.press("Save");
  await (await campaigns.on()).says(`“${name}” is saved.`);
  const address = await campaigns.row(name).getByRole("link", { name: /^Look at it/ }).getAttribute("href");

  const school = await aPlace(db);
  const email = anAddress();
  const page = await browserOf("stranger");
  await page.goto(address ?? "");
  const open = await new CampaignPage(page, name).on();
  await expect(page.locator("main")).toContainText("A week in which many schools take part.");
  await open.press("Ask for a session in this campaign");
  const students = await (await (await new SchoolPage(page).on()).search(school.name)).take(school.name);
  await students.fill("Tutor time", [{ audience: "Year 9", label: "9A", expected: "28" }]);
  await students.press("Continue");
  await (await new RollsPage(page).on()).press("Continue");
  const dates = await new DatesPage(page).on();
  await dates.wishDay("First choice", workingDayAhead(20));
  await dates.press("Continue");
  await (await new PracticalitiesPage(page).on()).press("Continue");
  const details = await new DetailsPage(page).on();
  await details.fill({ name: "Robin Ashdown", phone: "0116 496 0123", email });
  await details.press("Continue");
  const check = await new CheckPage(page).on();
  await expect(check.answer("Part of the campaign")).toHaveText(name);
  await check.send();
  await new ProvePage(page).enter(await codeFor(email));
  const reference = await (await new SentPage(page).on()).reference();

  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  const request = await new RequestPage(coordinator, school.name).open(reference);
  await expect(request.answer("Campaign and funder")).toContainText(`${name}, no funder`);

  const visited = await aPlace(db);
  const visit = await delivered(await savedVisit(db, { school: visited, onDate: addDays(today(), -2) }), testDeps(db, new Date()));
  const seen = await new VisitPage(coordinator, visited.name).open(visit.id);
  await seen.follow("Change campaign and funder");
  const tags = await new TagsPage(coordinator).on();
  await tags.field("Campaign").selectOption(name);
  await tags.press("Save");
  await seen.says("Campaign and funder are saved.");
  await expect(seen.answer("Campaign and funder")).toContainText(`${name}, no funder`);
  await campaigns.row(name).getByRole("link", { name: /^Reach of/ }).click();
  const reach = await new ReachPage(manager).on();
  await expect(manager.getByLabel("Period").locator("option:checked")).toHaveText(name);
  await expect(reach.part("By school", visited.name).getByRole("cell").first()).toHaveText("28");
  await expect(manager.getByRole("region", { name: "Sessions tagged with this campaign" })).toContainText(
    `1 session on any day is tagged with ${name}. Attendances: 28.`,
  );
});

test("a funder is kept with what it paid, and tags a request and its visits while it is in use", async ({ db, browserOf }) => {
  const name = `${aWord()} fund`;
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Funders");
  const funders = await new AdminListPage(manager, "Funders").on();
  const form = await funders.add("Add a funder", "Add a funder");
  await form.press("Save");
  await form.refused("Enter a name");
  await form.field("Name").fill(name);
  await form.press("Save");
  await (await funders.on()).says(`“${name}” is saved.`);

  const school = await aPlace(db);
  const booked = await savedRequest(db, { school, status: "scheduled" });
  const visit = await savedVisit(db, { request: booked, onDate: workingDayAhead(20) });
  const coordinator = await browserOf(await savedAccount(db, ["coordinator"]));
  const request = await new RequestPage(coordinator, school.name).open(booked.reference);
  await request.follow("Change campaign and funder");
  const tags = await new TagsPage(coordinator).on();
  await tags.field("Funder").selectOption(name);
  await tags.field("Change its visits too").check();
  await (await funders.openEntry(name, "Change a funder")).press("Take it out of use");
  await (await funders.on()).says("It is out of use.");
  await tags.press("Save");
  await tags.refused("This funder is not in use any more. Choose another one");
  await expect(tags.field("Change its visits too")).toBeChecked();

  await (await funders.openEntry(name, "Change a funder")).press("Use it again");
  await funders.says("It is in use again.");
  await coordinator.goto(`/requests/${booked.reference}/tags`);
  await (await tags.on()).field("Funder").selectOption(name);
  await tags.field("Change its visits too").check();
  await tags.press("Save");
  await request.says("Campaign and funder are saved.");
  await expect(request.answer("Campaign and funder")).toContainText(`No campaign, paid by ${name}`);
  const seen = await new VisitPage(coordinator, school.name).open(visit.id);
  await expect(seen.answer("Campaign and funder")).toContainText(`paid by ${name}`);
});
