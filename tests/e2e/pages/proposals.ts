import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class InboxProposalsPage extends ServicePage {
  protected readonly heading = "Visits that fit";

  async open(): Promise<this> {
    await this.page.goto("/requests/proposals");
    return this.on();
  }

  /** The box of one school's proposed visit. */
  proposed(schoolName: string): Locator {
    return this.page.getByRole("checkbox", { name: schoolName });
  }

  /** Unticks whatever is proposed for others. */
  async onlyFor(schoolName: string): Promise<void> {
    for (const box of await this.page.getByRole("checkbox").all()) await box.uncheck();
    await this.proposed(schoolName).check();
  }
}

/** The three best visits on the page of a request. */
export function proposalsOn(page: ServicePage): Locator {
  return page.page.getByRole("region", { name: "Proposed visits" }).getByRole("listitem").filter({ has: page.page.getByRole("button") });
}
