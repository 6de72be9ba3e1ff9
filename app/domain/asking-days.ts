import type { YearGroup } from "~/domain/groups";
import { isOpenDay, type SchoolCalendar, type SchoolKind, type Term } from "~/domain/open-days";
import { academicYearOf } from "~/domain/programme-year";
import type { QuietPeriod } from "~/domain/scheduling";
import { describeNever, isNever, type NeverDay } from "~/domain/never-days";
import type { BellTime } from "~/domain/bell-times";
import { addDays, daysFromTo, formatDay, weekdayOf, type Day } from "~/lib/london-time";

export type NamedTerm = Term & { name: string };

/** What is known of the days of a school whose contact is asking; nothing where the register does not know it. */
export type AskingCalendar = SchoolCalendar & {
  terms: readonly NamedTerm[];
  quietPeriods: readonly QuietPeriod[];
  bellTimes: readonly BellTime[];
};

/** Where nothing was entered: weekdays without bank holidays are open. */
export function plainCalendar(kind: SchoolKind): AskingCalendar {
  return { kind, terms: [], closedDays: [], quietPeriods: [], bellTimes: [] };
}

/** A calendar, for whom, and on which days the school said it never works. */
export type AskingDays = {
  calendar: AskingCalendar;
  yearGroups: readonly YearGroup[];
  never: readonly NeverDay[];
};

/** Why no session can be asked for on a day, as the end of "Monday 26 October 2026 ..."; null when one can. */
export function whyNot(day: Day, { calendar, yearGroups, never }: AskingDays): string | null {
  const state = isOpenDay(calendar, day);
  if (!state.open) {
    switch (state.reason) {
      case "weekend":
        return "is at a weekend";
      case "bank_holiday":
        return `is a bank holiday (${state.label})`;
      case "outside_term":
        return "is in the school holidays";
      case "closed_day":
        return state.label === "" ? "is a day on which your school is closed" : `is a closed day (${state.label})`;
    }
  }
  const quiet = quietOn(day, calendar, yearGroups);
  if (quiet) return `is in a quiet period of your school (${quiet.label})`;
  const said = never.find((each) => isNever([each], day));
  return said ? `is a day that never works, as you say below (${describeNever(said)})` : null;
}

/** Up to one day before and one after a day on which a session can be asked for. */
export function nearestAskable(day: Day, days: AskingDays, limits: { earliest: Day; latest: Day }): Day[] {
  const search = (step: 1 | -1): Day[] => {
    for (let at = addDays(day, step); at >= limits.earliest && at <= limits.latest; at = addDays(at, step)) {
      if (whyNot(at, days) === null) return [at];
    }
    return [];
  };
  return [...search(-1), ...search(1)];
}

export type ClosedSpan = { fromOn: Day; toOn: Day; because: string };

/** The days between two days on which none can be asked for, weekends left out, neighbours of one reason together. */
export function closedSpans(fromOn: Day, toOn: Day, days: AskingDays): ClosedSpan[] {
  const spans: ClosedSpan[] = [];
  let since = fromOn;
  for (const day of daysFromTo(fromOn, toOn)) {
    const because = whyNot(day, days);
    if (because === null) {
      since = addDays(day, 1);
      continue;
    }
    if (weekdayOf(day) > 5 && days.calendar.kind === "school") continue;
    const last = spans.at(-1);
    if (last?.because === because && last.toOn >= since) last.toOn = day;
    else spans.push({ fromOn: day, toOn: day, because });
  }
  return spans;
}

/** "Monday 26 October 2026 is in the school holidays. The nearest days that can work: Friday 23 October 2026 or ..." */
export function explainNot(day: Day, because: string, nearest: readonly Day[]): string {
  const first = `${formatDay(day)} ${because}.`;
  if (nearest.length === 0) return `${first} Choose another day`;
  return `${first} The nearest that can work: ${nearest.map(formatDay).join(" or ")}`;
}

/** Where every group asked for is quiet. A hall that is closed says nothing about classrooms. */
function quietOn(day: Day, calendar: AskingCalendar, yearGroups: readonly YearGroup[]): QuietPeriod | undefined {
  if (calendar.kind === "youth") return undefined;
  return calendar.quietPeriods.find(
    (period) =>
      !period.hallOnly &&
      day >= period.startsOn &&
      day <= period.endsOn &&
      (period.yearGroups.length === 0 ||
        (yearGroups.length > 0 && yearGroups.every((year) => period.yearGroups.includes(year)))),
  );
}

/** Terms that are not over, to be chosen as a period; the halves of one term also as a whole. */
export function termPeriods(terms: readonly NamedTerm[], today: Day): NamedTerm[] {
  const ahead = terms.filter(({ endsOn }) => endsOn > today);
  return ahead.flatMap((term, index) => {
    const name = wholeName(term);
    const halves = ahead.filter((other) => wholeName(other) === name && isSameYear(other, term));
    const [first, last] = [halves[0], halves.at(-1)];
    const isFirstHalf = halves.length > 1 && first === ahead[index];
    return isFirstHalf && first && last ? [{ name, startsOn: first.startsOn, endsOn: last.endsOn }, term] : [term];
  });
}

function wholeName({ name }: NamedTerm): string {
  return name.split(",")[0]?.trim() ?? name;
}

function isSameYear(one: Term, other: Term): boolean {
  return academicYearOf(one.startsOn) === academicYearOf(other.startsOn);
}
