import { savedAccount, savedRequest } from "../support/builders";
import { codeFor, linkIn, mailTo } from "../support/e2e-mail";
import { aPlace, anAddress } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { BookingPage, BookingsPage } from "./pages/bookings";
import { HomePage, ReadingPage } from "./pages/public";
import { InboxPage, RequestPage } from "./pages/requests";
import { AccountPage, SignInLinkPage, SignInPage } from "./pages/sign-in";
import { MyDayPage } from "./pages/visit";

test("whoever is not signed in is asked to, and comes back to the page asked for", async ({ page, db }) => {
  const school = await aPlace(db);
  const { reference } = await savedRequest(db, { school });
  const email = anAddress("coordinator");
  await savedAccount(db, ["coordinator"], { email, name: "Sam Coordinator" });
  await page.goto(`/requests/${reference}`);
  const signIn = await new SignInPage(page).on();
  await signIn.press("Email me a code");
  await signIn.refused("Enter your email address");
  const code = await signIn.askFor(email);
  await code.enter("12");
  await code.refused("The code is 6 numbers, like 428 913");
  const right = await codeFor(email);
  await code.enter(right === "111111" ? "222222" : "111111");
  await code.refused("That code is not right. You have 4 tries left");
  await code.enter(right);
  await new RequestPage(page, school.name).on();
  await page.getByRole("button", { name: "Sign out" }).click();
  const home = await new HomePage(page).on();
  await home.says("You are signed out.");
  await page.goto("/requests");
  await signIn.on();
});

test("the link of a mail signs in once, by its button alone", async ({ page, browserOf }) => {
  const email = anAddress();
  await (await new SignInPage(page).open()).askFor(email);
  const path = linkIn(await mailTo(email, /^Your code to sign in/), "/sign-in/link/");
  for (const scanner of [await browserOf("stranger"), await browserOf("stranger")]) {
    await scanner.goto(path);
    await new SignInLinkPage(scanner).on();
  }
  const phone = await browserOf("stranger");
  await phone.goto(path);
  await (await new SignInLinkPage(phone).on()).press("Sign in");
  await new BookingsPage(phone).on();
  await phone.goto(path);
  await new ReadingPage(phone, "This link has been used already").on();
});

test("pages of other roles are refused with a sentence", async ({ db, browserOf }) => {
  const presenter = await browserOf(await savedAccount(db, ["presenter"]));
  const answer = await presenter.goto("/requests");
  expect(answer?.status()).toBe(403);
  await new ReadingPage(presenter, "You do not have access to this page").on();
  const menu = presenter.getByRole("navigation", { name: "Menu" });
  await expect(menu.getByRole("link", { name: "Requests" })).toHaveCount(0);
  await menu.getByRole("link", { name: "My day" }).click();
  await new MyDayPage(presenter).on();
});

test("sign-ins are listed, and their owner can end them", async ({ db, browserOf }) => {
  const coordinator = await savedAccount(db, ["coordinator"]);
  const [here, lost, old] = [
    await browserOf(coordinator),
    await browserOf(coordinator),
    await browserOf(coordinator),
  ];
  const account = await new AccountPage(here).open();
  await expect(account.signIns()).toHaveCount(3);
  await expect(account.signIns().filter({ hasText: "This browser" })).toHaveCount(1);
  await new InboxPage(lost).open();
  await account
    .signIns()
    .getByRole("button", { name: /^Sign out of/ })
    .first()
    .click();
  await account.says("Signed out there.");
  await expect(account.signIns()).toHaveCount(2);
  await account.press("Sign out everywhere else");
  await expect(account.signIns()).toHaveCount(1);
  for (const page of [lost, old]) {
    await page.goto("/requests");
    await new SignInPage(page).on();
  }
  await new InboxPage(here).open();
});

test("people put their own details right", async ({ db, browserOf }) => {
  const contact = await savedAccount(db);
  const { reference } = await savedRequest(db, {
    contact,
    school: await aPlace(db, { name: "Larkfield Test School" }),
  });
  const page = await browserOf(contact);
  const account = await new AccountPage(page).open();
  await account.field("Your name").fill("");
  await account.press("Save your details");
  await account.refused("Enter your name");
  await account.field("Your name").fill("Alex Larkfield");
  await account.press("Save your details");
  await account.says("Your details are saved.");
  await new BookingPage(page, "Larkfield Test School").open(reference);
  await expect(page.getByRole("link", { name: "Alex Larkfield" })).toBeVisible();
});
