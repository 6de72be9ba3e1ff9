import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { partsFromDay } from "~/lib/form-data";
import type { Day } from "~/lib/london-time";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What all pages have. A page object is handed out after `on`: it was there, and everybody can use it. */
export abstract class ServicePage {
  constructor(readonly page: Page) {}

  /** The words of the one h1. */
  protected abstract readonly heading: string | RegExp;

  /** It is this page, nothing scrolls sideways, and axe finds nothing. */
  async on(): Promise<this> {
    const { page } = this;
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(this.heading);
    await expect(page).toHaveTitle(/Knife Crime Awareness sessions/);
    await this.fits();
    await this.isAccessible();
    return this;
  }

  /** Nothing scrolls sideways. */
  protected async fits(): Promise<void> {
    const tooWide = await this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(tooWide, "pixels to scroll sideways").toBeLessThanOrEqual(0);
  }

  /**
   * axe looks once at what is built alike: other words in the same elements are no news to it. It needs scripts; what
   * stands on a page without them, and on a phone, is looked at by every-page.spec.ts.
   */
  private async isAccessible(): Promise<void> {
    if (test.info().project.name !== "chromium") return;
    const shape = await this.page.evaluate(shapeOfPage);
    if (looked.has(shape)) return;
    expect(await scan(this.page)).toEqual([]);
    looked.add(shape);
  }

  /** Came back with these messages, in this order; the summary says so first and has the focus. */
  async refused(...messages: (string | RegExp)[]): Promise<this> {
    const summary = this.page.locator(".govuk-error-summary");
    await expect(summary.getByRole("listitem")).toHaveText(messages);
    await expect(this.page).toHaveTitle(/^Error: /);
    if (hasScripts()) await expect(summary).toBeFocused();
    return this.on();
  }

  /** The banner after something was done. */
  async says(text: string | RegExp): Promise<this> {
    await expect(this.page.locator(".govuk-notification-banner")).toContainText(text);
    return this;
  }

  field(label: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByLabel(label, { exact: true });
  }

  /** A fieldset by its legend. */
  question(legend: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("group", { name: legend, exact: typeof legend === "string" });
  }

  /** The answer beside a key of a summary list. */
  answer(key: string): Locator {
    const name = this.page.locator("dt", { hasText: new RegExp(`^${key}$`) });
    return this.page.locator(".govuk-summary-list__row", { has: name }).locator("dd").first();
  }

  /** Radios and boxes by their label, inside a question. */
  async choose(legend: string | RegExp, label: string, within: Page | Locator = this.page): Promise<void> {
    await this.question(legend, within).getByLabel(label, { exact: true }).check();
  }

  async fillDate(legend: string, day: Day, within: Page | Locator = this.page): Promise<void> {
    const date = this.question(legend, within);
    const { day: ofMonth, month, year } = partsFromDay(day);
    await date.getByLabel("Day", { exact: true }).fill(ofMonth);
    await date.getByLabel("Month", { exact: true }).fill(month);
    await date.getByLabel("Year", { exact: true }).fill(year);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name, exact: typeof name === "string" }).click();
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole("link", { name, exact: typeof name === "string" })
      .first()
      .click();
  }

  async goBack(): Promise<void> {
    await this.page.locator(".govuk-back-link").click();
  }
}

export function hasScripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

const looked = new Set<string>();

/** Runs in the browser: every element with what matters to axe but its words, and how the page is shown. */
function shapeOfPage(): string {
  const elements = [...document.querySelectorAll("*")].map((element) => {
    const marks = ["class", "role", "type", "hidden", "open", "aria-expanded"].map(
      (name) => element.getAttribute(name) ?? "",
    );
    const described = [
      "id",
      "name",
      "for",
      "href",
      "alt",
      "lang",
      "aria-label",
      "aria-labelledby",
      "aria-describedby",
    ];
    const has = described.filter((name) => element.getAttribute(name));
    return `${element.tagName} ${[...marks, ...has, element.textContent === "" ? "empty" : ""].join(" ")}`;
  });
  return [window.innerWidth, ...elements].join("\n");
}

/** What axe finds, as "rule: places". */
async function scan(page: Page): Promise<string[]> {
  // Without frames in our pages the older mode finds the same, and needs no second page for each look.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(STANDARDS)
    .setLegacyMode(true)
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
