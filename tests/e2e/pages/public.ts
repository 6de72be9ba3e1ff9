import { ServicePage } from "./service-page";
import { SchoolPage } from "./request-form";

export class HomePage extends ServicePage {
  protected readonly heading = "Ask for a knife crime awareness session";

  async open(): Promise<this> {
    await this.page.goto("/");
    return this.on();
  }

  async start(): Promise<SchoolPage> {
    await this.follow("Start now");
    return new SchoolPage(this.page).on();
  }
}

/** A page that is only read. */
export class ReadingPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], heading: string) {
    super(page);
    this.heading = heading;
  }
}
