import { ServicePage } from "./service-page";

export class BookingPage extends ServicePage {
  protected readonly heading;

  constructor(page: ServicePage["page"], schoolName: string) {
    super(page);
    this.heading = schoolName;
  }

  async open(reference: string): Promise<this> {
    await this.page.goto(`/bookings/${reference}`);
    return this.on();
  }

  async withdraw(): Promise<void> {
    await this.page.locator("summary", { hasText: "Withdraw this request" }).click();
    await this.press("Withdraw this request");
  }
}

export class BookingsPage extends ServicePage {
  protected readonly heading = "Your bookings";

  async open(): Promise<this> {
    await this.page.goto("/bookings");
    return this.on();
  }
}
