import { createCapability } from "~/data/capabilities.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../support/builders";
import { mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord, workingDayAhead } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AnswerPage } from "./pages/readiness";

test("a presenter answers from the mail, and the team sees who cannot come and who could", async ({ db, browserOf }) => {
  const name = `Officer ${aWord()}`;
  const presenter = await savedPresenter(db, { name, email: anAddress("officer") });
  const coordinator = await savedAccount(db, ["coordinator"], { email: anAddress("coordinator") });
  const school = await aPlace(db);
  const request = await savedRequest(db, { school, status: "scheduled" });
  const onDate = workingDayAhead(35);
  const visit = await savedVisit(db, { request, presenters: [presenter], onDate, over: { calendarDtstampAt: new Date() } });
  const invited = { visitId: visit.id, accountId: presenter.id, email: presenter.email, name, role: "presenter" as const };
  await db.visitAttendee.create({ data: { ...invited, lastSequenceSent: 0, lastDtstampSentAt: new Date() } });
  const token = await db.$transaction((tx) =>
    createCapability(tx, {
      purpose: "answer_invitation",
      accountId: presenter.id,
      visitId: visit.id,
      sequence: 0,
      expiresAt: visit.endsAt,
      now: new Date(),
    }),
  );

  const page = await new AnswerPage(await browserOf("stranger")).open(`/answer/${token}`);
  await expect(page.page.locator("main")).toContainText("Not answered yet");
  await page.field("Anything the team should know (optional)").fill("In court that day");
  await page.press("I cannot come");
  await (await page.on()).says("The team has been told that you cannot come");
  await expect(page.page.locator("main")).toContainText("Cannot come");
  await mailTo(coordinator.email, /^Cannot come: /);

  const office = await browserOf(coordinator);
  await office.goto(`/schedule?day=${onDate}`);
  await expect(office.locator("main")).toContainText(`${name} cannot come`);
  await office.getByRole("link", { name: school.name }).click();
  await expect(office.locator("main")).toContainText("In court that day");
  await office.getByRole("link", { name: "See who could go instead" }).click();
  await expect(office.locator("main")).toContainText(school.name);

  await page.press("I will be there");
  await (await page.on()).says("you will be there");
  await office.goto(`/visits/${visit.id}`);
  await expect(office.locator("main")).toContainText(`${name}: will be there`);
});
