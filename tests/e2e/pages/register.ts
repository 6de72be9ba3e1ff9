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
