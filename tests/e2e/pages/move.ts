import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class MovePage extends ServicePage {
  protected readonly heading = "Move this visit";

  async open(visitId: string): Promise<this> {
    await this.page.goto(`/visits/${visitId}/move`);
    return this.on();
  }

  /** What a checked move comes to. */
  outcome(): Locator {
    return this.page.getByRole("region", { name: "This is what happens" });
  }

  clash(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }

  /** One group's block of the running order. */
  row(label: string): Locator {
    return this.question(new RegExp(`^Year \\d+, ${label} `));
  }

  changes(): Locator {
    return this.page.getByRole("table", { name: "What changed meanwhile" }).locator("tbody tr");
  }

  async check(): Promise<this> {
    await this.press("Check the move");
    return this.on();
  }
}

export class PencilPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], schoolName: string) {
    super(page);
    this.heading = `Pencil a visit to ${schoolName}`;
  }
}

export class PencilledPage extends ServicePage {
  protected readonly heading = "Pencilled visits";

  line(schoolName: string): Locator {
    return this.page.getByRole("row").filter({ hasText: schoolName });
  }
}
