import { expect } from "@playwright/test";
import { ServicePage } from "./service-page";

export class CalendarsPage extends ServicePage {
  protected readonly heading = "Your calendars";

  async open(): Promise<this> {
    await this.page.goto("/account/calendars");
    return this.on();
  }

  /** What was just made, shown this once. */
  async address(): Promise<string> {
    await expect(this.page.getByRole("heading", { name: /: the new address$/ })).toBeVisible();
    await this.on();
    return (await this.page.locator(".app-typed strong").textContent()) ?? "";
  }
}
