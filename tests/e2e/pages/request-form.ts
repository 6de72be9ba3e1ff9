import { expect } from "@playwright/test";
import type { Day } from "~/lib/london-time";
import { BookingPage } from "./bookings";
import { ServicePage } from "./service-page";

export class SchoolPage extends ServicePage {
  protected readonly heading = "Which school or setting is it for?";

  async open(): Promise<this> {
    await this.page.goto("/request/school");
    return this.on();
  }

  async search(text: string): Promise<this> {
    await this.page.getByLabel("Name, town or postcode").fill(text);
    await this.press("Search");
    await expect(this.page).toHaveURL((url) => url.searchParams.get("q") === text);
    return this;
  }

  /** The names of the schools found, in order. */
  found() {
    return this.page.getByRole("radio");
  }

  async take(name: string): Promise<StudentsPage> {
    await this.page.getByRole("radio", { name, exact: true }).check();
    await this.press("Continue");
    return new StudentsPage(this.page).on();
  }

  async notListed(): Promise<UnlistedSchoolPage> {
    await this.follow("My school or setting is not listed");
    return new UnlistedSchoolPage(this.page).on();
  }
}

export class UnlistedSchoolPage extends ServicePage {
  protected readonly heading = "Tell us about your school or setting";

  async describe(answer: {
    kind: string;
    name: string;
    town: string;
    postcode: string;
  }): Promise<StudentsPage> {
    await this.choose("What is it?", answer.kind);
    await this.field("Name").fill(answer.name);
    await this.field("Town or village").fill(answer.town);
    await this.field("Postcode").fill(answer.postcode);
    await this.press("Continue");
    return new StudentsPage(this.page).on();
  }
}

export type GroupAnswer = { audience: string; label: string; expected: string };

const KIND_HEADING = "What kind of session would you like?";

/** Two pages: the kind of session, then who it is for. */
export class StudentsPage extends ServicePage {
  protected readonly heading = /^(What kind of session would you like|Who is it for)\?$/;

  group(number: number) {
    return this.question(new RegExp(`^Group ${number}( |$)`));
  }

  async fill(format: string, groups: readonly GroupAnswer[]): Promise<void> {
    await this.takeFormat(format);
    await this.choose("How will the students sit together?", "In other groups");
    for (const [index, { audience, label, expected }] of groups.entries()) {
      const group = this.group(index + 1);
      await group.getByLabel("Year group").selectOption(audience);
      await group.getByLabel("Class or form (optional)").fill(label);
      await group.getByLabel("About how many students").fill(expected);
    }
  }

  async fillForms(format: string, forms: { year: string; count: string; each: string; periods: string }): Promise<void> {
    await this.takeFormat(format);
    await this.choose("How will the students sit together?", "Form by form, or class by class");
    await this.field("Year group").first().selectOption(forms.year);
    await this.field("How many forms").fill(forms.count);
    await this.field("About how many students in each form").fill(forms.each);
    await this.field("Over how many periods (optional)").fill(forms.periods);
  }

  private async takeFormat(format: string): Promise<void> {
    const heading = await this.page.getByRole("heading", { level: 1 }).textContent();
    if (!heading?.includes(KIND_HEADING)) return;
    await this.choose("Kind of session", format);
    await this.press("Continue");
    await expect(this.page.getByRole("heading", { level: 1 })).toContainText("Who is it for?");
    await this.on();
  }
}

export class RollsPage extends ServicePage {
  protected readonly heading = /^How many students are in (the whole|each) year group\?$/;
}

export class DatesPage extends ServicePage {
  protected readonly heading = "When would suit you?";

  wish(name: "First choice" | "Second choice" | "Third choice") {
    return this.question(name);
  }

  /** The second and further choices are folded until somebody needs them. */
  async unfold(name: "Second choice" | "Third choice"): Promise<void> {
    await this.page.locator("summary", { hasText: `${name} (optional)` }).click();
    await expect(this.wish(name)).toBeVisible();
  }

  async wishDay(
    name: "First choice" | "Second choice" | "Third choice",
    day: Day,
    part = "Any time",
  ): Promise<void> {
    const wish = this.wish(name);
    await this.fillDate("Date", day, wish);
    await wish.getByLabel("Part of the day").selectOption(part);
  }
}

export class PracticalitiesPage extends ServicePage {
  protected readonly heading = "What should we know for the day?";
}

export class DetailsPage extends ServicePage {
  protected readonly heading = "Your details";

  async fill(details: { name: string; email: string; phone: string }): Promise<void> {
    await this.field("Your name").fill(details.name);
    await this.field("Work email address").fill(details.email);
    await this.field("Phone number").fill(details.phone);
  }
}

export class CheckPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading = "Check your answers",
  ) {
    super(page);
  }

  async change(about: string): Promise<void> {
    await this.page.getByRole("link", { name: `Change ${about}`, exact: true }).click();
  }

  async send(): Promise<ProvePage> {
    await this.press("Continue");
    return new ProvePage(this.page).on();
  }
}

export class ProvePage extends ServicePage {
  protected readonly heading = "Check your email";

  async enter(code: string): Promise<void> {
    await this.field("Code").fill(code);
    await this.press("Send your request");
  }
}

/** What the link of the mail opens, in whatever browser. */
export class ProveLinkPage extends ServicePage {
  protected readonly heading = "Send your request";
}

export class SentPage extends ServicePage {
  protected readonly heading = "Your request is with us";

  async reference(): Promise<string> {
    return (await this.page.locator(".govuk-panel .app-reference").textContent()) ?? "";
  }

  async seeBooking(schoolName: string): Promise<BookingPage> {
    await this.follow("See your booking");
    return new BookingPage(this.page, schoolName).on();
  }
}

/** Where somebody lands who comes back with a draft. */
export class ContinuePage extends ServicePage {
  protected readonly heading = "You have started a request";
}
