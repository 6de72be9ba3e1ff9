import { expect } from "@playwright/test";
import type { Day } from "~/lib/london-time";
import { ServicePage } from "./service-page";

export class OfferPage extends ServicePage {
  protected readonly heading = "Offer other dates";

  /** Leaves what was proposed, and looks for dates of one presenter around a day. */
  async lookFor(presenter: string, around: Day): Promise<void> {
    for (const box of await this.page.getByRole("group", { name: "Which dates do you offer?" }).getByRole("checkbox").all()) {
      await box.uncheck();
    }
    if (!(await this.question("Around which day?").isVisible())) await this.page.getByText("Look for further dates").first().click();
    await this.fillDate("Around which day?", around);
    await this.field("First session at about").fill("09:10");
    await this.field(presenter).check();
    // The same page comes back: what is ticked before that would be lost.
    const itCameBack = this.page.waitForEvent("domcontentloaded");
    await this.press("Look for further dates");
    await itCameBack;
  }

  /** Ticks the first dates of a presenter, and answers them in words. */
  async tick(presenter: string, count: number): Promise<string[]> {
    const items = this.page.locator(".govuk-checkboxes__item", { hasText: `${presenter};` });
    await expect(items.first()).toBeVisible();
    const words: string[] = [];
    for (const item of (await items.all()).slice(0, count)) {
      await item.getByRole("checkbox").check();
      words.push(await item.locator("label").innerText());
    }
    return words;
  }

  async preview(): Promise<OfferMailPage> {
    await this.press("See the mail");
    return new OfferMailPage(this.page).on();
  }
}

export class OfferMailPage extends ServicePage {
  protected readonly heading = "Is this the mail to send?";
}

export class ChooseDatePage extends ServicePage {
  protected readonly heading = "Choose a date";

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }

  async send(choice: string): Promise<void> {
    await this.page.getByRole("radio", { name: choice }).check();
    await this.press("Send our answer");
  }

  async dates(): Promise<string[]> {
    const labels = await this.page.locator(".govuk-radios label").allInnerTexts();
    return labels.filter((label) => label !== "None of these suit us");
  }
}

export class AnsweredPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}
