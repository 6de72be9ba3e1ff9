import type { Page } from "@playwright/test";
import type { Db } from "~/data/db.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { linkIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage } from "./pages/bookings";
import { AnsweredPage, ChooseDatePage, OfferPage } from "./pages/offers";
import { RequestPage } from "./pages/requests";

async function aScene(db: Db) {
  const school = await aPlace(db);
  const contact = await savedAccount(db, [], { email: anAddress(), name: "Robin Ashdown" });
  const { reference } = await savedRequest(db, { school, contact, wishOn: workingDayAhead(10) });
  const presenter = await savedPresenter(db, { name: `Officer ${aWord()}`, email: anAddress("officer") });
  return { school, contact, reference, presenter, around: workingDayAhead(20) };
}

type Scene = Awaited<ReturnType<typeof aScene>>;

/** Offers three dates of the scene's presenter, as a coordinator; answers them in words. */
async function offer(page: Page, scene: Scene): Promise<string[]> {
  const request = await new RequestPage(page, scene.school.name).open(scene.reference);
  await request.follow("Offer other dates");
  const offering = await new OfferPage(page).on();
  await offering.lookFor(scene.presenter.name, scene.around);
  await offering.on();
  const dates = await offering.tick(scene.presenter.name, 3);
  await offering.field("Note for the school (optional)").fill("We could also come twice.");
  const mail = await offering.preview();
  await expect(mail.answer("Subject")).toContainText("Please choose a date");
  for (const date of dates) await expect(page.locator("main")).toContainText(date);
  await mail.press("Send the offer");
  await (await request.on()).says("The dates are offered.");
  return dates;
}

test("a school chooses one of the dates offered, from its mail", async ({ db, browserOf }) => {
  const scene = await aScene(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const dates = await offer(page, scene);

  const link = linkIn(await mailTo(scene.contact.email, /^Please choose a date/), "/offers/");
  const school = await browserOf("stranger");
  const choosing = await new ChooseDatePage(school).open(link);
  expect(await choosing.dates()).toEqual(dates);
  await choosing.press("Send our answer");
  await choosing.refused("Select a date, or that none of them suits you");
  await choosing.send(dates[1] ?? "");
  const booked = await new AnsweredPage(school, "Your date is booked").on();
  await expect(booked.page.locator("main")).toContainText(dates[1] ?? "");
  await mailTo(scene.contact.email, /^Confirmed: /);
  await mailTo(scene.presenter.email, /^You are presenting: /);

  const request = await new RequestPage(page, scene.school.name).open(scene.reference);
  await expect(request.page.getByRole("region", { name: "Dates offered" })).toContainText("(chosen)");
});

test("a date that has gone leads to fresh ones, and one of these is booked", async ({ db, browserOf }) => {
  const scene = await aScene(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  const dates = await offer(page, scene);
  const taken = await db.offerOption.findFirstOrThrow({
    where: { rank: 1, offer: { request: { reference: scene.reference } } },
    select: { startsAt: true },
  });
  const onDate = taken.startsAt.toISOString().slice(0, 10);
  await savedVisit(db, { presenters: [scene.presenter], onDate, startMinutes: 8 * 60, endMinutes: 15 * 60 });

  const school = await browserOf(scene.contact);
  const booking = await new BookingPage(school, scene.school.name).open(scene.reference);
  await booking.follow("Choose a date");
  const choosing = await new ChooseDatePage(school).on();
  await choosing.send(dates[0] ?? "");
  await (await choosing.on()).says("That time has just been taken.");
  const fresh = await choosing.dates();
  expect(fresh.length).toBeGreaterThanOrEqual(3);
  expect(fresh).not.toContain(dates[0]);
  expect(fresh).toContain(dates[1]);
  await choosing.send(dates[1] ?? "");
  await (await booking.on()).says("Your date is booked.");
});

test("none of the dates suits, and the team reads why", async ({ db, browserOf }) => {
  const scene = await aScene(db);
  const page = await browserOf(await savedAccount(db, ["coordinator"]));
  await offer(page, scene);
  const link = linkIn(await mailTo(scene.contact.email, /^Please choose a date/), "/offers/");
  const school = await browserOf("stranger");
  const choosing = await new ChooseDatePage(school).open(link);
  await choosing.field("Anything we should know (optional)").fill("Only on Fridays, please.");
  await choosing.send("None of these suit us");
  await new AnsweredPage(school, "Thank you for your answer").on();
  const request = await new RequestPage(page, scene.school.name).open(scene.reference);
  await expect(request.page.locator("main")).toContainText("Only on Fridays, please.");
  await expect(request.page.locator("main")).toContainText("To schedule");
});
