import { randomInt } from "node:crypto";
import { handleArrived } from "~/services/read-mailbox.server";
import { aReport } from "../support/arrived-mails";
import { savedAccount, savedRequest } from "../support/builders";
import { testDeps } from "../support/deps";
import { mailTo } from "../support/e2e-mail";
import { aPlace, anAddress, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AdminListPage, MailboxPage } from "./pages/office";
import { ThreadPage } from "./pages/readiness";

test("mail that comes back and a letter stand before the team until somebody has dealt with them", async ({ db, browserOf }) => {
  const arrives = (raw: Buffer) =>
    handleArrived({ uidValidity: 7n, uid: BigInt(randomInt(2 ** 40)), arrivedAt: new Date(), raw }, testDeps(db, new Date()));
  const contact = await savedAccount(db, [], { email: anAddress(), name: `Contact ${aWord()}` });
  const request = await savedRequest(db, { school: await aPlace(db), contact });
  const coordinator = await savedAccount(db, ["coordinator", "manager"], { email: anAddress("coordinator") });
  const office = await browserOf(coordinator);
  const thread = await new ThreadPage(office).open(`/requests/${request.reference}/messages`);
  await thread.field("Your question or answer").fill("Which hall is it?");
  await thread.press("Send");
  const { messageId = "" } = await mailTo(contact.email, /^A question about your session/);
  const subject = `Do you come to scout groups, asks ${aWord()}?`;

  await arrives(aReport({ messageId, address: contact.email }));
  await arrives(Buffer.from(`From: someone@elsewhere.example\r\nSubject: ${subject}\r\n\r\nOn Tuesdays?\r\n`));

  const mailbox = await new MailboxPage(office).open();
  const letter = office.getByRole("row").filter({ hasText: subject });
  await expect(letter).toContainText("To read");
  const dead = office.getByRole("table", { name: "Addresses that do not work" }).getByRole("row").filter({ hasText: contact.email });
  await expect(dead).toContainText(contact.name);
  await letter.getByRole("button", { name: /^Dealt with/ }).click();
  await (await mailbox.on()).says("Off the list.");
  await expect(letter).toHaveCount(0);
  await dead.getByRole("button", { name: /^It works again/ }).click();
  await (await mailbox.on()).says("The address is taken to work again.");
  await expect(dead).toHaveCount(0);
  await mailbox.follow("All");
  await expect((await mailbox.on()).page.getByRole("row").filter({ hasText: subject })).toHaveCount(1);

  // The coordinators were written to as well.
  await office.goto(`/admin/mail?q=${encodeURIComponent(coordinator.email)}`);
  await new AdminListPage(office, "Sent mail").on();
  await expect(office.locator("main")).toContainText(`Mail does not arrive: ${contact.email}`);
});
