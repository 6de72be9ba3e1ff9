import { readAccessTable } from "../support/access-table";
import { expect, test } from "../support/e2e-test";
import { HomePage, ReadingPage } from "./pages/public";
import { hasScripts } from "./pages/service-page";

/** Bytes on the wire, compressed. */
const MOST_SCRIPT_BYTES = 15_000;
const MOST_STYLE_BYTES = 25_000;

test("every public page is light", { tag: "@look" }, async ({ browserOf }) => {
  const addresses = readAccessTable()
    .filter(({ method, address, outcomes }) => method === "GET" && outcomes.nobody === "allow" && !address.includes("{"))
    .map(({ address }) => address);
  expect(addresses).toContain("/");
  for (const address of addresses) {
    // A browser that has been nowhere before: nothing is kept from another page.
    const page = await browserOf("stranger");
    const loaded = { script: 0, stylesheet: 0 };
    const measured: Promise<void>[] = [];
    page.on("requestfinished", (request) => {
      const type = request.resourceType();
      if (type !== "script" && type !== "stylesheet") return;
      measured.push(
        request.sizes().then(({ responseBodySize }) => {
          loaded[type] += responseBodySize;
        }),
      );
    });
    const answer = await page.goto(address);
    if (!(answer?.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    await Promise.all(measured);
    console.log(`${address}: ${loaded.script} bytes of script, ${loaded.stylesheet} bytes of style`);
    expect(loaded.script, `script of ${address}`).toBeGreaterThan(0);
    expect(loaded.script, `script of ${address}`).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(loaded.stylesheet, `style of ${address}`).toBeGreaterThan(0);
    expect(loaded.stylesheet, `style of ${address}`).toBeLessThanOrEqual(MOST_STYLE_BYTES);
    await page.context().close();
  }
});

test("a page prints without menus and buttons", async ({ page }) => {
  await new HomePage(page).open();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("All help and reporting lines")).toBeVisible();
  for (const unwanted of [".govuk-service-navigation", ".govuk-button", ".app-footer"]) {
    await expect(page.locator(unwanted).first()).toBeHidden();
  }
});

test("an address that does not exist says so", async ({ page }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  const notFound = await new ReadingPage(page, "Page not found").on();
  await notFound.follow("Go to the start page");
  await new HomePage(page).on();
});

test(
  "the keyboard reaches the content first, and the menu on every width",
  { tag: "@phone" },
  async ({ page, isMobile }) => {
    await new HomePage(page).open();
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to main content" });
    await expect(skip).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("#main-content")).toBeFocused();
    const help = page
      .getByRole("navigation", { name: "Menu" })
      .getByRole("link", { name: "Help and reporting" });
    if (isMobile && hasScripts()) {
      const toggle = page.getByRole("button", { name: "Menu" });
      await expect(toggle).toHaveAttribute("aria-expanded", "false");
      await expect(help).toBeHidden();
      await toggle.press("Enter");
      await expect(toggle).toHaveAttribute("aria-expanded", "true");
    }
    await help.click();
    const lines = await new ReadingPage(page, "Help and reporting").on();
    for (const line of ["999", "101", "0800 555 111", "0800 1111"]) {
      await expect(lines.page.locator("main")).toContainText(line);
    }
  },
);
