import { bankHolidays, type Term } from "~/domain/open-days";
import { addDays, mondayOf, weekdayOf, type Day } from "~/lib/london-time";
import type { AuthorityCode } from "./schools";

export type StoryTerm = Term & { name: string };

/**
 * Half-terms much as the authorities set them: Leicester and Leicestershire start in late August, break in
 * the middle of October, Rutland starts in September and breaks a week later. `year` is that of the autumn.
 */
export function termsOf(authority: AuthorityCode, year: number): StoryTerm[] {
  const late = authority === "857" ? 7 : 0;
  const autumnStart = weekday(`${year}-08-26`, 3, late);
  const octoberBreak = weekday(`${year}-10-12`, 1, late);
  const christmas = addDays(mondayOf(`${year}-12-20`), -3);
  const january = weekday(`${year + 1}-01-04`, 1, 0);
  const februaryBreak = weekday(`${year + 1}-02-12`, 1, 0);
  const goodFriday = holiday(year + 1, "Good Friday");
  const springBreak = mondayOf(holiday(year + 1, "Spring"));
  const summerEnd = weekday(`${year + 1}-07-09`, 5, late);
  return [
    { name: "Autumn term, first half", startsOn: autumnStart, endsOn: addDays(octoberBreak, -3) },
    { name: "Autumn term, second half", startsOn: addDays(octoberBreak, 7), endsOn: christmas },
    { name: "Spring term, first half", startsOn: january, endsOn: addDays(februaryBreak, -3) },
    {
      name: "Spring term, second half",
      startsOn: addDays(februaryBreak, 7),
      endsOn: addDays(goodFriday, -7),
    },
    { name: "Summer term, first half", startsOn: addDays(goodFriday, 10), endsOn: addDays(springBreak, -3) },
    { name: "Summer term, second half", startsOn: addDays(springBreak, 7), endsOn: summerEnd },
  ];
}

/** The first such weekday (1 is Monday) on or after a day, and so many days later. */
function weekday(day: Day, isoWeekday: number, later: number): Day {
  return addDays(day, ((isoWeekday - weekdayOf(day) + 7) % 7) + later);
}

function holiday(year: number, name: string): Day {
  const found = bankHolidays(year).find((each) => each.name.includes(name));
  if (!found) throw new Error(`No bank holiday ${name} in ${year}`);
  return found.onDate;
}
