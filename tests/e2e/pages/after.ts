import { ServicePage } from "./service-page";

export class AfterVisitPage extends ServicePage {
  protected readonly heading = "Thank you for having us";

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }

  async agree(statement: string, answer: string): Promise<void> {
    const question = this.page.getByRole("group", { name: statement });
    await question.getByRole("radio", { name: answer, exact: true }).check();
  }

  async count(moment: string, hands: { yes: number; unsure: number; no: number }): Promise<void> {
    const fields = this.page.getByRole("group", { name: moment });
    await fields.getByLabel("Yes").fill(String(hands.yes));
    await fields.getByLabel("Not sure").fill(String(hands.unsure));
    await fields.getByLabel("No", { exact: true }).fill(String(hands.no));
  }
}

export class EvidencePage extends ServicePage {
  protected readonly heading = "What schools and students say";
}

export class PrintedReportPage extends ServicePage {
  protected readonly heading = "Knife crime awareness sessions: students reached";
}

export class SafeguardingNotePage extends ServicePage {
  protected readonly heading = "Safeguarding note";
}

export class SupportPage extends ServicePage {
  protected readonly heading = "Support for young people near you";
}

export class SupportFormPage extends ServicePage {
  protected readonly heading = "Add somebody";
}
