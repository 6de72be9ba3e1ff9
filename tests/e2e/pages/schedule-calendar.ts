import type { Locator } from "@playwright/test";
import type { Day } from "~/lib/london-time";
import { ServicePage } from "./service-page";

export class CalendarPage extends ServicePage {
  protected readonly heading = "Calendar";

  async open(day: Day, view: "day" | "week" | "month" | "list"): Promise<this> {
    await this.page.goto(`/schedule/calendar?day=${day}&view=${view}`);
    return this.on();
  }

  visitTo(schoolName: string): Locator {
    return this.page.locator(".ec-event").filter({ hasText: schoolName });
  }

  waiting(schoolName: string): Locator {
    return this.page.locator(".app-waiting__request").filter({ hasText: schoolName });
  }

  status(): Locator {
    return this.page.locator("#calendar-status");
  }

  /** With the mouse, as people do: pressed, moved in steps, let go. */
  async drag(what: Locator, by: { right: number; down: number }): Promise<void> {
    const box = await what.boundingBox();
    if (!box) throw new Error("Nothing to drag is shown");
    const [x, y] = [box.x + Math.min(12, box.width / 2), box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by.right / 2, y + by.down / 2, { steps: 5 });
    await this.page.mouse.move(x + by.right, y + by.down, { steps: 5 });
    await this.page.mouse.up();
  }
}
