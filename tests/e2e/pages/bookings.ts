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
    await this.follow("Withdraw this request");
    const page = await new WithdrawPage(this.page, "Withdraw this request").on();
    await page.press("Withdraw this request");
  }
}

export class WithdrawPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}

export class StartChangePage extends ServicePage {
  protected readonly heading = "Change what you asked for";
}

export class SecondContactPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}

export class BookingsPage extends ServicePage {
  protected readonly heading = "Your bookings";

  async open(): Promise<this> {
    await this.page.goto("/bookings");
    return this.on();
  }
}

export class OwnMembershipPage extends ServicePage {
  protected readonly heading = "See all bookings of your school";
}
