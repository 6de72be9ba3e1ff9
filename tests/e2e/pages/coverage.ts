import { expect, type Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class CoveragePage extends ServicePage {
  protected readonly heading = /^Coverage/;

  async open(): Promise<this> {
    await this.page.goto("/coverage");
    return this.on();
  }

  async chooseDistrict(district: string): Promise<void> {
    await this.page.getByRole("table", { name: "By district" }).getByRole("link", { name: district, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(`Coverage: ${district}`);
  }
}

export class ApproachPage extends ServicePage {
  protected readonly heading = /^Schools to approach/;

  row(schoolName: string): Locator {
    return this.page.getByRole("row").filter({ hasText: schoolName });
  }

  /** The list as a file, as it leaves by its link on the page. */
  async download(kind: "CSV" | "XLSX"): Promise<{ type: string; text: string }> {
    const href = await this.page.getByRole("link", { name: kind, exact: true }).getAttribute("href");
    const response = await this.page.request.get(href ?? "");
    return { type: response.headers()["content-type"] ?? "", text: await response.text() };
  }
}

export class AskSchoolPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}

export class InvitationMailPage extends ServicePage {
  protected readonly heading = "The mail as it will leave";
}

/** Where the links of an invitation lead. */
export class InvitedPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }
}
