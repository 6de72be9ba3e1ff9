import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class QualityPage extends ServicePage {
  protected readonly heading = "Figures to look at again";

  async open(period: string): Promise<this> {
    await this.page.goto(`/reach/quality?period=${period}`);
    return this.on();
  }
}

export class PublishPage extends ServicePage {
  protected readonly heading = "Publish a figure";

  async open(period: string): Promise<this> {
    await this.page.goto(`/reach/publish?period=${period}`);
    return this.on();
  }

  /** The newest first. */
  published(): Locator {
    return this.page.getByRole("table", { name: "Published figures" }).locator("tbody tr");
  }
}
