import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class AwayPage extends ServicePage {
  protected readonly heading = "Somebody is away";

  async open(): Promise<this> {
    await this.page.goto("/schedule/away");
    return this.on();
  }

  /** What is to be done about one person's place in the visit to a school. */
  place(schoolName: string): Locator {
    return this.question(new RegExp(`^${schoolName}, `));
  }
}

export class CheckAwayPage extends ServicePage {
  protected readonly heading = "Check what happens";

  visit(schoolName: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${schoolName}, `) });
  }
}

export class AwayOutcomesPage extends ServicePage {
  protected readonly heading = "What happened";

  visit(schoolName: string): Locator {
    return this.page.locator("main li").filter({ hasText: schoolName });
  }
}

export class RingPage extends ServicePage {
  protected readonly heading = "Whom to ring";

  person(schoolName: string, name: string): Locator {
    return this.page.getByRole("region", { name: schoolName }).getByRole("listitem").filter({ hasText: name });
  }
}

export class GapsPage extends ServicePage {
  protected readonly heading = "Visits short of presenters";

  async open(): Promise<this> {
    await this.page.goto("/schedule/gaps");
    return this.on();
  }

  gap(schoolName: string): Locator {
    return this.page.getByRole("region", { name: schoolName });
  }
}
