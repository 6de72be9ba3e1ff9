import type { Db } from "~/data/db.server";
import { createCapability, type VisitPurpose } from "~/data/capabilities.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { linkIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { ChangeVisitPage, ReadinessPage, ThreadPage } from "./pages/readiness";

async function aScene(db: Db) {
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const request = await savedRequest(db, { school, contact, status: "scheduled" });
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  const onDate = workingDayAhead(25);
  const over = { calendarDtstampAt: new Date() };
  const visit = await savedVisit(db, { request, presenters: [presenter], onDate, over });
  const link = (purpose: VisitPurpose) =>
    db.$transaction((tx) =>
      createCapability(tx, {
        purpose,
        accountId: contact.id,
        visitId: visit.id,
        expiresAt: new Date(visit.endsAt.getTime() + 1_000_000),
        now: new Date(),
      }),
    );
  return { school, contact, request, presenter, visit, onDate, link };
}

test("a school settles what the day needs from its mail, and whoever goes has it on one sheet", async ({ db, browserOf }) => {
  const scene = await aScene(db);
  const school = await browserOf("stranger");
  const page = await new ReadinessPage(school).open(`/readiness/${await scene.link("settle_readiness")}`);
  await expect(page.page.locator("main")).toContainText("0 of 7 settled");
  await page.settleAll();
  await (await page.on()).says("Saved. Everything is settled, thank you.");

  const officer = await browserOf(scene.presenter);
  await officer.goto(`/visits/${scene.visit.id}`);
  await officer.getByRole("link", { name: "Day sheet" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(scene.school.name);
  await expect(officer.locator("main")).toContainText("The deputy, extension 12");
  await officer.context().setOffline(true);
  await expect(officer.locator("main")).toBeVisible();
  await officer.context().setOffline(false);
});

test("a school asks for another date and is asked back; the team sees both at once", async ({ db, browserOf }) => {
  const scene = await aScene(db);
  const coordinator = await savedAccount(db, ["coordinator"], { email: anAddress("coordinator") });
  const school = await browserOf("stranger");
  const change = await new ChangeVisitPage(school).open(`/change/${await scene.link("change_booking")}`);
  await change.press("Ask for another date");
  await change.refused("Say which days or times would suit you");
  await change.field("Which days or times would suit you, and why?").fill("Any Tuesday, please");
  await change.press("Ask for another date");
  await (await change.on()).says("The team has been told");
  await mailTo(coordinator.email, /^Another date asked for: /);

  const page = await browserOf(coordinator);
  await page.goto(`/visits/${scene.visit.id}`);
  await expect(page.getByRole("region", { name: "The school asks for another date" })).toContainText("Any Tuesday, please");
  const asking = await new ThreadPage(page).open(`/requests/${scene.request.reference}/messages`);
  await asking.field("Your question or answer").fill("Would the first Tuesday do?");
  await asking.press("Send");
  await (await asking.on()).says("Sent.");

  const link = linkIn(await mailTo(scene.contact.email, /^A question about your session/), "/messages/");
  const answering = await new ThreadPage(school).open(link);
  await answering.field("Your message").fill("It would, thank you");
  await answering.press("Send");
  await (await answering.on()).says("The team has your message.");
  await mailTo(coordinator.email, /^The school has written: /);
});
