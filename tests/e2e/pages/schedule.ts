import type { Locator } from "@playwright/test";
import { formatDay, mondayOf, type Day } from "~/lib/london-time";
import { ServicePage } from "./service-page";

export class SchedulePage extends ServicePage {
  protected readonly heading = "Schedule";

  async open(day: Day): Promise<this> {
    await this.page.goto(`/schedule?day=${day}`);
    return this.on();
  }

  visitTo(schoolName: string): Locator {
    return this.page.locator("tbody tr", { hasText: schoolName });
  }

  /** The same, in the table of that day. */
  visitOn(day: Day, schoolName: string): Locator {
    return this.page.getByRole("table", { name: formatDay(day) }).getByRole("row", { name: schoolName });
  }

  async week(day: Day): Promise<WeekPage> {
    await this.follow("Week by presenter");
    return new WeekPage(this.page, day).on();
  }
}

export class WeekPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], day: Day) {
    super(page);
    this.heading = `Week of ${formatDay(mondayOf(day))}`;
  }

  presenter(name: string): Locator {
    const who = this.page.getByRole("rowheader", { name, exact: true });
    return this.page.getByRole("row").filter({ has: who });
  }
}
