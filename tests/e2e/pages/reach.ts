import { expect, type Locator } from "@playwright/test";
import { ServicePage } from "./service-page";

export class ReachPage extends ServicePage {
  protected readonly heading = "Reach";

  async open(period: string): Promise<this> {
    await this.page.goto(`/reach?period=${period}`);
    return this.on();
  }

  /** "Students reached: 1,028 of 10,000" and the answer beside a key, as numbers. */
  async figure(): Promise<number> {
    const text = await this.page.getByRole("heading", { name: /^Students reached: / }).textContent();
    return numberIn(/^Students reached: ([\d,]+)/.exec(text ?? "")?.[1]);
  }

  async number(key: string): Promise<number> {
    return numberIn((await this.answer(key).textContent()) ?? undefined);
  }

  /** The table of what was counted, cell by cell; it has a page of its own. */
  async counted(period: string): Promise<string[][]> {
    await this.page.goto(`/reach/sessions?period=${period}`);
    const rows = await this.page.getByRole("table", { name: "All groups" }).locator("tbody tr").all();
    return Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  }

  part(caption: string, name: string): Locator {
    const who = this.page.getByRole("rowheader", { name, exact: true });
    return this.page.getByRole("table", { name: caption }).getByRole("row").filter({ has: who });
  }

  async csv(): Promise<string> {
    const href = await this.page
      .getByRole("link", { name: "Download the list as a CSV file" })
      .getAttribute("href");
    const response = await this.page.request.get(href ?? "");
    expect(response.headers()["content-type"]).toBe("text/csv; charset=utf-8");
    return response.text();
  }
}

export class ExplorePage extends ServicePage {
  protected readonly heading = "Reach by choice";
}

function numberIn(text: string | undefined): number {
  const digits = /[\d,]+/.exec(text ?? "")?.[0] ?? "";
  return Number(digits.replaceAll(",", ""));
}
