import { savedAccount } from "../support/builders";
import { aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AdminFormPage, AdminPage, PublicMaterialsPage } from "./pages/office";

test("a manager keeps the materials that everybody may read", async ({ db, browserOf, page }) => {
  const [title, other] = [`Letter ${aWord()}`, `Film ${aWord()}`];
  const manager = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(manager).open()).follow("Materials");
  const list = await new AdminFormPage(manager, "Materials").on();
  await list.follow("Add a material");
  const form = await new AdminFormPage(manager, /material/i).on();
  await form.field("Kind").selectOption({ label: "Letter to parents and carers" });
  await form.field("Title").fill(title);
  await form.field("File").setInputFiles({ name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ not a PDF") });
  await form.press("Add this material");
  await expect(manager.locator(".govuk-error-summary")).toBeVisible();
  await expect(form.field("Title")).toHaveValue(title);
  await form.field("File").setInputFiles({ name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF") });
  await form.press("Add this material");
  await list.on();
  await list.follow("Add a material");
  await form.on();
  await form.field("Kind").selectOption({ label: "Follow-up lesson" });
  await form.field("Title").fill(other);
  await form.field("Or a link").fill("https://films.example.org/one");
  await form.press("Add this material");
  await list.on();

  const materials = await new PublicMaterialsPage(page).open();
  await expect(page.getByRole("link", { name: other })).toHaveAttribute("href", "https://films.example.org/one");
  const address = await page.getByRole("link", { name: title }).getAttribute("href");
  const file = await page.request.get(address ?? "");
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "application/pdf"]);

  await list.follow(title);
  const own = await new AdminFormPage(manager, title).on();
  await own.press("Take it off the page");
  await list.on();
  await materials.open();
  await expect(page.getByRole("link", { name: title })).toHaveCount(0);
  expect((await page.request.get(address ?? "")).status()).toBe(404);
});
