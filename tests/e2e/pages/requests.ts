import { expect, type Locator } from "@playwright/test";
import { formatDay, formatShortDay, type Day } from "~/lib/london-time";
import { ServicePage } from "./service-page";

export class InboxPage extends ServicePage {
  protected readonly heading = "Requests";

  async open(): Promise<this> {
    await this.page.goto("/requests");
    return this.on();
  }

  async find(text: string): Promise<Locator> {
    await this.page.getByLabel("Find a request").fill(text);
    await this.press("Search");
    await expect(this.page).toHaveURL((url) => url.searchParams.get("q") === text);
    return this.page.locator("tbody tr");
  }

  async openRequest(schoolName: string): Promise<RequestPage> {
    await this.follow(schoolName);
    return new RequestPage(this.page, schoolName).on();
  }
}

export class NewRequestPage extends ServicePage {
  protected readonly heading = "Enter a request for a school";
}

export class RequestPage extends ServicePage {
  protected readonly heading;

  constructor(
    page: ServicePage["page"],
    readonly schoolName: string,
  ) {
    super(page);
    this.heading = schoolName;
  }

  async open(reference: string): Promise<this> {
    await this.page.goto(`/requests/${reference}`);
    return this.on();
  }

  async plan(): Promise<PlanPage> {
    await this.follow(/^Plan (a|another) visit$/);
    return new PlanPage(this.page, this.schoolName).on();
  }

  async decline(): Promise<DeclinePage> {
    await this.follow("Decline");
    return new DeclinePage(this.page).on();
  }
}

export class PlanPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], schoolName: string) {
    super(page);
    this.heading = `Plan a visit to ${schoolName}`;
  }

  async open(reference: string): Promise<this> {
    await this.page.goto(`/requests/${reference}/plan`);
    return this.on();
  }

  /** A day out of the school's wishes. */
  async takeWishedDay(day: Day): Promise<this> {
    await this.follow(new RegExp(`^${formatShortDay(day)}`));
    await expect(this.page.getByRole("heading", { name: "Who, and from when?" })).toBeVisible();
    return this.on();
  }

  presenter(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^${name}: `));
  }

  async propose(day: Day, start: string, presenters: readonly string[]): Promise<this> {
    await this.field("First session starts at").fill(start);
    for (const name of presenters) await this.presenter(name).check();
    await this.press("Propose a running order");
    await expect(this.runningOrder(day)).toBeVisible();
    return this.on();
  }

  runningOrder(day: Day): Locator {
    return this.page.getByRole("heading", { name: `Running order on ${formatDay(day)}` });
  }

  /** One group's block of the running order. */
  row(label: string): Locator {
    return this.question(new RegExp(`^Year \\d+, ${label} `));
  }

  clash(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }

  async schedule(): Promise<void> {
    await this.press("Schedule and send invitations");
  }
}

export class DeclinePage extends ServicePage {
  protected readonly heading = "Decline this request";
}
