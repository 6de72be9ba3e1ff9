import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class ReviewPage extends ServicePage {
  protected readonly heading = "Visits to look at";

  async open(): Promise<this> {
    await this.page.goto("/schedule/review");
    return this.on();
  }

  /** What stands there of one school's visit. */
  visit(schoolName: string): Locator {
    return this.page.getByRole("region", { name: schoolName });
  }
}

export class RosterPage extends ServicePage {
  protected readonly heading = /^(Import a roster|What the roster would change)$/;

  async open(): Promise<this> {
    await this.page.goto("/admin/rosters");
    return this.on();
  }

  async offer(text: string): Promise<this> {
    await this.field("Roster file").setInputFiles({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await this.press("Check this file");
    return this.on();
  }

  day(presenterName: string): Locator {
    return this.page.getByRole("table", { name: "Days that change" }).getByRole("row", { name: presenterName });
  }
}
