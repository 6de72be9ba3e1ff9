import { expect } from "@playwright/test";
import { ServicePage } from "./service-page";

/** A page that is looked at for what all pages have in common. */
export class AnyPage extends ServicePage {
  protected readonly heading = /\S/;

  override async on(): Promise<this> {
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveCount(1);
    return super.on();
  }

  /** Without its background a button is known by its border, and nothing gets wider. */
  async standsInForcedColours(): Promise<void> {
    const { page } = this;
    await page.emulateMedia({ forcedColors: "active" });
    const borders = await page
      .locator("main .govuk-button:visible")
      .evaluateAll((buttons) => buttons.map((button) => Number.parseFloat(getComputedStyle(button).borderTopWidth)));
    expect(borders.filter((width) => width === 0)).toEqual([]);
    await this.fits();
    await page.emulateMedia({ forcedColors: "none" });
  }
}
