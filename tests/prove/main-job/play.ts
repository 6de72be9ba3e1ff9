import { isWorkingDay } from "~/domain/open-days";
import { wishDays } from "~/domain/request-draft";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import type { CalendarReaderName } from "../../support/calendar-readers";
import { mainWords, type Browser, type Entries, type Page } from "../../support/http-browser";
import type { Proof } from "../../support/proof";
import type { ProofSchool } from "../../support/proof-register";
import type { Stage } from "../../support/proof-stage";
import type { Person } from "./cast";

export type Play = { proof: Proof; stage: Stage; readers: readonly CalendarReaderName[] };

export type Days = { today: Day; first: Day; second: Day };

export type Booking = {
  reference: string;
  school: ProofSchool;
  year: 8 | 9;
  contacts: Person[];
  browser: Browser;
};

export type Planned = { id: string; onDate: Day; startsAt: Date; endsAt: Date; uid: string };

export type Booked = Booking & { visit: Planned };

/** The first day that a school may ask for, and the school day after it. */
export function chooseDays(): Days {
  const today = dayOf(new Date());
  const first = wishDays(today).earliest;
  let second = addDays(first, 1);
  while (!isWorkingDay(second)) second = addDays(second, 1);
  return { today, first, second };
}

export function dateEntries(legend: string, day: Day): Entries {
  const [year = "", month = "", date = ""] = day.split("-").map((part) => String(Number(part)));
  return { [`${legend} > Day`]: date, [`${legend} > Month`]: month, [`${legend} > Year`]: year };
}

export function refusalOf(page: Page): string {
  return /There is a problem (.{0,90})/.exec(mainWords(page))?.[1] ?? mainWords(page).slice(0, 90);
}
