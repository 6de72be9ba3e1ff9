import { expect, type Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class PastFormPage extends ServicePage {
  protected readonly heading = "Enter a session from before this service";

  async open(): Promise<this> {
    await this.page.goto("/reach/past");
    return this.on();
  }
}

export class PastImportPage extends ServicePage {
  protected readonly heading = "Import sessions from before this service";

  async open(): Promise<this> {
    await this.page.goto("/reach/past/import");
    return this.on();
  }

  async offer(fileName: string, lines: readonly string[]): Promise<void> {
    const buffer = Buffer.from(lines.join("\r\n"));
    await this.field("File with the sessions").setInputFiles({ name: fileName, mimeType: "text/csv", buffer });
    await this.press("Check this file");
  }
}

export class PastCheckPage extends ServicePage {
  protected readonly heading = "What this file would enter";

  async entered(sessions: string, kept: string, refused: string): Promise<void> {
    await expect(this.answer("To be entered")).toContainText(sessions);
    await expect(this.answer("Kept already")).toHaveText(kept);
    await expect(this.answer("Refused")).toHaveText(refused);
  }
}

export class YearsPage extends ServicePage {
  protected readonly heading = "Years side by side";

  row(year: string): Locator {
    return this.page.getByRole("table", { name: /^Students reached/ }).getByRole("row").filter({ hasText: year });
  }
}
