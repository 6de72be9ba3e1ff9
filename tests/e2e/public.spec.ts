import { expect, test } from "../support/e2e-test";
import { HomePage, ReadingPage } from "./pages/public";
import { hasScripts } from "./pages/service-page";

const PAGES = [
  { path: "/", heading: "Ask for a knife crime awareness session" },
  { path: "/materials", heading: "What students will see and hear" },
  { path: "/help", heading: "Help and reporting" },
  { path: "/privacy", heading: "Privacy" },
  { path: "/accessibility", heading: "Accessibility" },
  { path: "/sign-in", heading: "Sign in" },
  { path: "/request/school", heading: "Which school or setting is it for?" },
];

/** Bytes on the wire, compressed. */
const MOST_SCRIPT_BYTES = 15_000;
const MOST_STYLE_BYTES = 25_000;

for (const { path, heading } of PAGES) {
  test(`${path} is light, and readable in forced colours`, { tag: ["@phone", "@look"] }, async ({ page }) => {
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
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await Promise.all(measured);
    expect(loaded.script).toBeGreaterThan(0);
    expect(loaded.script).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(loaded.stylesheet).toBeGreaterThan(0);
    expect(loaded.stylesheet).toBeLessThanOrEqual(MOST_STYLE_BYTES);

    const shown = await new ReadingPage(page, heading).on();
    await page.emulateMedia({ forcedColors: "active" });
    await shown.on();
    // Without its background a button is known by its border.
    for (const button of await page.locator("main .govuk-button").all()) {
      const border = await button.evaluate((element) => getComputedStyle(element).borderTopWidth);
      expect(Number.parseFloat(border), await button.innerText()).toBeGreaterThan(0);
    }
  });
}

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
