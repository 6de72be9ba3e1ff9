import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class VisitPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], schoolName: string) {
    super(page);
    this.heading = schoolName;
  }

  async open(id: string): Promise<this> {
    await this.page.goto(`/visits/${id}`);
    return this.on();
  }

  runningOrder(): Locator {
    return this.page.getByRole("table", { name: "Running order" }).locator("tbody tr");
  }

  history(): Locator {
    return this.page.getByRole("table", { name: "History" }).locator("tbody tr");
  }

  async cancel(): Promise<CancelPage> {
    await this.follow("Cancel this visit");
    return new CancelPage(this.page).on();
  }

  async correct(): Promise<DeliveryPage> {
    await this.follow("Correct what was recorded");
    return new DeliveryPage(this.page).on();
  }
}

export class CancelPage extends ServicePage {
  protected readonly heading = "Cancel this visit";
}

export class DeliveryPage extends ServicePage {
  protected readonly heading = /^(Record|Correct) what happened$/;

  async open(visitId: string): Promise<this> {
    await this.page.goto(`/visits/${visitId}/delivery`);
    return this.on();
  }

  attended(label: string): Locator {
    return this.page.getByLabel(`How many students of ${label} attended?`, { exact: true });
  }

  /** One group in one session took place. */
  async fillSession(label: string, attended: string, novelty: string): Promise<void> {
    const session = this.question(new RegExp(`, ${label}$`));
    await this.choose("Did this session take place?", "Yes", session);
    await this.attended(label).fill(attended);
    await this.choose(`Were the students of ${label} new to us this school year?`, novelty, session);
  }

  async fillOnce(basis: string): Promise<void> {
    await this.choose("Where do the numbers come from?", basis);
    await this.choose("Did you cover what knife crime is?", "Yes");
    await this.choose("Did you cover why people carry knives?", "Yes");
    await this.choose("Did you cover where to find more information, get help or report?", "Yes");
  }
}

export class MyDayPage extends ServicePage {
  protected readonly heading = "My day";

  async open(): Promise<this> {
    await this.page.goto("/my-day");
    return this.on();
  }

  visitTo(schoolName: string): Locator {
    return this.page.getByRole("article", { name: new RegExp(schoolName) });
  }

  async record(schoolName: string): Promise<DeliveryPage> {
    await this.page.getByRole("link", { name: schoolName, exact: true }).click();
    return new DeliveryPage(this.page).on();
  }
}
