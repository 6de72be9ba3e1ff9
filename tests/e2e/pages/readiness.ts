import { ServicePage } from "./service-page";

export class ReadinessPage extends ServicePage {
  protected readonly heading = "Getting ready for the session";

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }

  async settleAll(): Promise<void> {
    await this.field("Which room or hall?").fill("Main hall");
    await this.field("Screen, sound and computer").fill("All there");
    await this.field("Who meets the presenters?").fill("Main reception");
    await this.field("Designated safeguarding lead or deputy on site that day").fill("The deputy, extension 12");
    await this.field("Needs of the students that the presenters should know").fill("None");
    await this.page.getByRole("checkbox", { name: "A member of school staff stays" }).check();
    await this.page.getByRole("checkbox", { name: "Parents and carers have been told" }).check();
    await this.press("Save");
  }
}

export class ChangeVisitPage extends ServicePage {
  protected readonly heading = "Another date, or cancel";

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }
}

export class AnswerPage extends ServicePage {
  protected readonly heading = "Will you be there?";

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }
}

export class ThreadPage extends ServicePage {
  protected readonly heading = /^Messages with (our team|the school)$/;

  async open(path: string): Promise<this> {
    await this.page.goto(path);
    return this.on();
  }
}
