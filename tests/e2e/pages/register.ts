import type { Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class SchoolListPage extends ServicePage {
  protected readonly heading = "Schools and settings";

  async open(): Promise<this> {
    await this.page.goto("/admin/schools");
    return this.on();
  }

  async search(text: string): Promise<void> {
    await this.field("Name, town, postcode or URN").fill(text);
    await this.press("Search");
  }
}

export class SchoolImportPage extends ServicePage {
  protected readonly heading = "Import the school register";

  async offer(fileName: string, text: string): Promise<void> {
    await this.field("Local authorities").fill("");
    await this.field("Register file").setInputFiles({ name: fileName, mimeType: "text/csv", buffer: Buffer.from(text) });
    await this.press("Check this file");
  }
}

export class ImportReportPage extends ServicePage {
  protected readonly heading = "What the import would change";
}

export class SchoolRecordPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}

export class SchoolLinksPage extends ServicePage {
  protected readonly heading = "Link schools by hand";
}

export class DistrictsPage extends ServicePage {
  protected readonly heading = "District outlines";

  async offer(fileName: string, text: string): Promise<void> {
    const mimeType = "application/geo+json";
    await this.field("Boundary file").setInputFiles({ name: fileName, mimeType, buffer: Buffer.from(text) });
    await this.press("Check this file");
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }
}

export class OutlineCheckPage extends ServicePage {
  protected readonly heading = "What the file would change";
}
