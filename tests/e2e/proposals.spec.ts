import { formatDay } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedRequest } from "../support/builders";
import { mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { InboxProposalsPage, proposalsOn } from "./pages/proposals";
import { InboxPage, PlanPage, RequestPage } from "./pages/requests";
import { VisitPage } from "./pages/visit";

test("a proposed visit says why it is proposed, is scheduled with one click, and keeps the reason", async ({
  db,
  browserOf,
}) => {
  const day = workingDayAhead(31);
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress() });
  const { reference } = await savedRequest(db, { school, contact, wishOn: day });
  await savedPresenter(db);
  await savedPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const request = await new RequestPage(page, school.name).open(reference);
  const best = proposalsOn(request).first();
  await expect(best).toContainText(formatDay(day));
  await expect(best).toContainText(/wish 1/);
  await expect(best).toContainText(/travel/);
  await expect(best).toContainText(`Invitations go to ${contact.name}`);
  await best.getByRole("button", { name: /^Schedule this visit/ }).click();
  const visit = await new VisitPage(page, school.name).on();
  await visit.says("The visit is scheduled.");
  await expect(page.locator("main")).toContainText(/wish 1/);
  expect((await mailTo(contact.email, /^Confirmed: /)).text).toContain(formatDay(day));
});

test("visits are proposed for everybody who waits; nothing is saved but what is ticked", async ({ db, browserOf }) => {
  const day = workingDayAhead(33);
  const longAgo = new Date("2020-01-06T09:00:00Z");
  const [taken, left] = [await aPlace(db), await aPlace(db)];
  const waiting = { wishOn: day, createdAt: longAgo };
  const asked = await savedRequest(db, { school: taken, ...waiting });
  const other = await savedRequest(db, { school: left, ...waiting });
  for (let index = 0; index < 4; index += 1) await savedPresenter(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  await (await new InboxPage(page).open()).follow(/proposed|fit/i);
  const proposals = await new InboxProposalsPage(page).on();
  await expect(proposals.proposed(taken.name)).toBeChecked();
  await expect(proposals.proposed(left.name)).toBeChecked();
  await proposals.onlyFor(taken.name);
  await proposals.press("Schedule what is ticked");
  await (await new InboxPage(page).on()).says("1 visit is scheduled.");
  const statusOf = async ({ id }: { id: string }) =>
    (await db.bookingRequest.findUniqueOrThrow({ where: { id }, select: { status: true } })).status;
  expect([await statusOf(asked), await statusOf(other)]).toEqual(["scheduled", "submitted"]);
});

test("a time is held while somebody decides, and given back", async ({ db, browserOf }) => {
  const day = workingDayAhead(35);
  const school = await aPlace(db);
  const { reference } = await savedRequest(db, { school, wishOn: day });
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}` });
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const plan = await new PlanPage(page, school.name).open(reference);
  await plan.takeWishedDay(day);
  await plan.propose(day, "10:00", [presenter.name]);
  await page.getByText("Not decided yet? Hold this time").click();
  await plan.press("Hold this time");
  await plan.on();
  await expect(page.locator("main")).toContainText(/held until/i);
  const request = await new RequestPage(page, school.name).open(reference);
  await expect(page.locator("main")).toContainText("Held until");
  await expect(page.locator("main")).toContainText(presenter.name);
  expect(await db.commitment.count({ where: { presenterId: presenter.id, kind: "hold" } })).toBe(1);
  await request.press("Give the time back");
  await expect(page.locator("main")).not.toContainText("Held until");
  expect(await db.commitment.count({ where: { presenterId: presenter.id, kind: "hold" } })).toBe(0);
});
