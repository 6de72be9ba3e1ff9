import type { Db } from "~/data/db.server";
import { savedAccount, savedDistrict, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { linkIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, type Place } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { ApproachPage, AskSchoolPage, CoveragePage, InvitationMailPage, InvitedPage } from "./pages/coverage";
import { ContinuePage, SchoolPage, StudentsPage } from "./pages/request-form";

/** A district of its own: others put schools on the same pages. */
async function aDistrictWith<const Places extends readonly Place[]>(db: Db, places: Places) {
  const name = aWord();
  const code = await savedDistrict(db, { code: aWord(), name });
  await db.school.updateMany({ where: { id: { in: places.map(({ id }) => id) } }, data: { districtCode: code } });
  return { code, name };
}

test("schools in need are found by district and need, the address keeps the choice, and files hold the same", async ({ db, browserOf }) => {
  const [never, earlier] = [await aPlace(db), await aPlace(db)];
  const district = await aDistrictWith(db, [never, earlier]);
  await delivered(await savedVisit(db, { school: earlier, onDate: "2020-03-10" }), testDeps(db, new Date()));
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const coverage = await new CoveragePage(page).open();
  await coverage.chooseDistrict(district.name);
  await expect(page.locator("main")).toContainText("0 of 2 schools reached this year, 1 never.");
  await coverage.follow(`Schools to approach in ${district.name} (2)`);
  const list = await new ApproachPage(page).on();
  await expect(list.row(earlier.name)).toContainText("Tuesday 10 March 2020");

  await list.field("Need").selectOption("Never reached");
  await list.press("Show");
  await expect(page).toHaveURL(/district=.+&need=never/);
  await (await list.on()).page.reload();
  await expect(list.row(never.name)).toBeVisible();
  await expect(list.row(earlier.name)).toHaveCount(0);
  const csv = await list.download("CSV");
  expect(csv.type).toContain("text/csv");
  expect(csv.text).toContain(never.name);
  expect(csv.text).not.toContain(earlier.name);
  expect((await list.download("XLSX")).type).toContain("spreadsheetml");

  await list.field("Need").selectOption("Reached in the two years before");
  await list.press("Show");
  await expect(page.locator("main")).toContainText("No school matches. Choose another district or need.");
});

test("a school is invited and begins its request with its name filled in; its address stops further invitations", async ({ db, browserOf }) => {
  const [school, next] = [await aPlace(db), await aPlace(db)];
  const district = await aDistrictWith(db, [school, next]);
  const office = anAddress("office");
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  await page.goto(`/coverage/approach?district=${district.code}`);
  const list = await new ApproachPage(page).on();
  await list.follow(`${school.name}, ${school.town}`);
  const asking = await new AskSchoolPage(page, `${school.name}, ${school.town}`).on();
  await asking.field("A sentence of your own (optional)").fill("We are near you in the spring.");
  await asking.field("Email address").fill("the office");
  await asking.press("See the mail");
  await asking.refused("Enter an email address, such as name@example.org");
  await expect(asking.field("Email address")).toHaveValue("the office");
  await expect(asking.field("A sentence of your own (optional)")).toHaveValue("We are near you in the spring.");
  await asking.field("Email address").fill(office);
  await asking.press("See the mail");
  const seen = await new InvitationMailPage(page).on();
  await expect(page.locator("main")).toContainText("We are near you in the spring.");
  await seen.press("Change it");
  await asking.on();
  await expect(asking.field("Email address")).toHaveValue(office);
  await asking.field("A sentence of your own (optional)").fill("We are near you in the summer.");
  await asking.press("See the mail");
  await (await seen.on()).press("Send the invitation");
  await list.says(`The invitation to ${office} is on its way.`);

  const mail = await mailTo(office, /^A knife crime awareness session for /);
  expect(mail.text).toContain("We are near you in the summer.");
  const contact = await browserOf("stranger");
  const invited = await new InvitedPage(contact, `Ask for a session for ${school.name}`).open(linkIn(mail, "/invited/"));
  await invited.press("Start now");
  await invited.says(`${school.name} is filled in.`);
  await (await new StudentsPage(contact).on()).goBack();
  await new SchoolPage(contact).on();
  await expect(contact.locator("main")).toContainText(school.name);
  await contact.goto("/request");
  await expect((await new ContinuePage(contact).on()).page.locator("main")).toContainText(`It is for ${school.name}.`);

  const stopping = await new InvitedPage(contact, "No more invitations to this address?").open(linkIn(mail, "/no-invitations/"));
  await stopping.press("Send me no more invitations");
  await new InvitedPage(contact, "No more invitations").on();
  await page.goto(`/coverage/approach?district=${district.code}`);
  await expect(list.row(school.name)).toHaveCount(0);
  await list.field(/^Also those asked in the last/).check();
  await list.press("Show");
  await expect(list.row(school.name)).toContainText("The address asked for no more invitations");
  await list.follow(`${next.name}, ${next.town}`);
  const again = await new AskSchoolPage(page, `${next.name}, ${next.town}`).on();
  await again.field("Email address").fill(office);
  await again.press("See the mail");
  await again.refused("This address asked for no more invitations. Use another one, or ring");
  await expect(again.field("Email address")).toHaveValue(office);
});
