import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class AvailabilityPage extends ServicePage {
  protected readonly heading = /^(Your availability|Availability)$/;

  async open(presenterId?: string): Promise<this> {
    await this.page.goto(presenterId ? `/availability?presenter=${presenterId}` : "/availability");
    return this.on();
  }

  async addAbsence(): Promise<AbsencePage> {
    await this.follow("Add an absence");
    return new AbsencePage(this.page).on();
  }

  async setHours(): Promise<WorkingHoursPage> {
    await this.follow("Set working hours");
    return new WorkingHoursPage(this.page).on();
  }

  away(): Locator {
    const heading = this.page.getByRole("heading", { name: "Away" });
    return this.page.locator("section", { has: heading }).locator(".app-aside");
  }
}

export class AbsencePage extends ServicePage {
  protected readonly heading = "Add an absence";
}

export class TouchedVisitPage extends ServicePage {
  protected readonly heading = "A visit is planned in this time";
}

export class WorkingHoursPage extends ServicePage {
  protected readonly heading = "Set working hours";
}

export class AdminPage extends ServicePage {
  protected readonly heading = "Admin";

  async open(): Promise<this> {
    await this.page.goto("/admin");
    return this.on();
  }
}

/** One of the lists that managers keep; `new` and each entry are forms below it. */
export class AdminListPage extends ServicePage {
  protected readonly heading;

  constructor(
    page: ServicePage["page"],
    heading: "People" | "Formats" | "Terms" | "Targets" | "Sent mail" | "Campaigns" | "Funders" | "Reasons" | "Context figures",
  ) {
    super(page);
    this.heading = heading;
  }

  row(name: string): Locator {
    const which = this.page.getByRole("rowheader", { name, exact: true });
    return this.page.getByRole("row").filter({ has: which });
  }

  async add(link: string | RegExp, heading: string): Promise<AdminFormPage> {
    await this.follow(link);
    return new AdminFormPage(this.page, heading).on();
  }

  async openEntry(name: string, heading = name): Promise<AdminFormPage> {
    await this.follow(name);
    return new AdminFormPage(this.page, heading).on();
  }
}

export class AdminFormPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], heading: string | RegExp) {
    super(page);
    this.heading = heading;
  }
}

export class PublicMaterialsPage extends ServicePage {
  protected readonly heading = "What students will see and hear";

  async open(): Promise<this> {
    await this.page.goto("/materials");
    return this.on();
  }
}

export class SchoolContactsPage extends ServicePage {
  protected readonly heading = "Contacts of schools";

  /** The line of one person. */
  line(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }
}

export class MailboxPage extends ServicePage {
  protected readonly heading = "Arrived mail";

  async open(): Promise<this> {
    await this.page.goto("/admin/mailbox");
    return this.on();
  }
}
