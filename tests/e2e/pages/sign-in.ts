import { ServicePage } from "./service-page";

export class SignInPage extends ServicePage {
  protected readonly heading = "Sign in";

  async open(): Promise<this> {
    await this.page.goto("/sign-in");
    return this.on();
  }

  async askFor(email: string): Promise<CodePage> {
    await this.field("Your email address").fill(email);
    await this.press("Email me a code");
    return new CodePage(this.page).on();
  }
}

export class CodePage extends ServicePage {
  protected readonly heading = "Check your email";

  async enter(code: string): Promise<void> {
    await this.field("Code from the email").fill(code);
    await this.press("Sign in");
  }
}

/** What the link of the mail opens. */
export class SignInLinkPage extends ServicePage {
  protected readonly heading = /^(Sign in|This link has been used already)$/;
}

export class AccountPage extends ServicePage {
  protected readonly heading = "Your account";

  async open(): Promise<this> {
    await this.page.goto("/account");
    return this.on();
  }

  signIns() {
    return this.page.getByRole("table", { name: "Where you are signed in" }).locator("tbody tr");
  }
}
