import { isOpenDay, isWorkingDay, type SchoolCalendar } from "~/domain/open-days";
import type { PlanRow } from "~/domain/plan-rows";
import { straightKilometres } from "~/domain/travel";
import { isWithinWorkingHours, workingHoursOn, type WorkingPattern } from "~/domain/working-hours";
import { addDays, daysFromTo, type Day } from "~/lib/london-time";
import type { FormatCode } from "./bookings";
import { OFFICERS, patternOf, type StoryOfficer } from "./people";
import { authorityOf, kindOf, type AuthorityCode, type StorySchool } from "./schools";
import { termsOf } from "./terms";

export type PartOfDay = "morning" | "afternoon" | "evening";

export type Slot = { onDate: Day; part: PartOfDay; startMinutes: number; officers: readonly StoryOfficer[] };

const LENGTHS: Readonly<Record<FormatCode, { minutes: number; pause: number }>> = {
  assembly: { minutes: 25, pause: 0 },
  tutor: { minutes: 25, pause: 5 },
  workshop: { minutes: 60, pause: 10 },
  "small-group": { minutes: 45, pause: 5 },
};

const STARTS: Readonly<Record<PartOfDay, readonly number[]>> = {
  morning: [9 * 60, 9 * 60 + 10, 9 * 60 + 15],
  afternoon: [13 * 60, 13 * 60 + 5, 13 * 60 + 10],
  evening: [17 * 60, 17 * 60 + 30],
};

/** Signing in and setting up before, packing down after: the longest of the formats. */
const BEFORE_MINUTES = 20;
const AFTER_MINUTES = 5;
const LEAD_OF_ONE_VISIT_KM = 8;

/** How many officers a visit needs: eight tutor groups in a morning are too many for one. */
export function officersNeeded(format: FormatCode, groups: number): number {
  return format === "assembly" || groups < 4 || (format === "tutor" && groups === 4) ? 1 : 2;
}

/** One group after the other; with two officers in two streams beside each other. */
export function rowsOf(
  format: FormatCode,
  groupIds: readonly string[],
  startMinutes: number,
  presenterIds: readonly string[],
): PlanRow[] {
  const { minutes, pause } = LENGTHS[format];
  return groupIds.map((groupId, index) => {
    const presenterId = presenterIds[index % presenterIds.length];
    const turn = Math.floor(index / presenterIds.length);
    return {
      groupId,
      startMinutes: startMinutes + turn * (minutes + pause),
      lengthMinutes: minutes,
      room: roomOf(format, index),
      presenterIds: presenterId === undefined ? [] : [presenterId],
    };
  });
}

function roomOf(format: FormatCode, index: number): string {
  if (format === "assembly") return "Main hall";
  return format === "small-group" ? "Library" : `Room ${12 + index}`;
}

/** The terms of an authority from last academic year to the next. */
export function storyTerms(authority: AuthorityCode, firstYear: number) {
  return [0, 1, 2].flatMap((year) => termsOf(authority, firstYear + year));
}

/** Who is where when: nobody is asked twice for one half of a day, outside working hours or while away. */
export function openDiary(settings: {
  validFromOn: Day;
  firstYear: number;
  awayOn: (officer: string) => readonly Day[];
}) {
  const patterns = new Map(
    OFFICERS.map((officer) => [officer.key, patternsOf(officer, settings.validFromOn)]),
  );
  const away = new Map(OFFICERS.map(({ key }) => [key, new Set(settings.awayOn(key))]));
  const taken = new Set<string>();
  const visits = new Map<string, number>();
  const calendars = new Map<AuthorityCode, SchoolCalendar>();

  const calendarOf = (school: StorySchool): SchoolCalendar => {
    const authority = authorityOf(school);
    const known = calendars.get(authority);
    const terms = known?.terms ?? storyTerms(authority, settings.firstYear);
    const calendar = { kind: "school" as const, terms, closedDays: [] };
    calendars.set(authority, calendar);
    return { ...calendar, kind: kindOf(school) };
  };

  const isOpen = (school: StorySchool, day: Day): boolean => {
    if (kindOf(school) === "youth") return isWorkingDay(day);
    return isOpenDay(calendarOf(school), day).open;
  };

  const freeOfficers = (school: StorySchool, day: Day, part: PartOfDay, span: { from: number; to: number }) =>
    OFFICERS.filter(({ key }) => {
      const hours = workingHoursOn(patterns.get(key) ?? [], day);
      return (
        !taken.has(`${key} ${day} ${part}`) &&
        !(part === "evening" && taken.has(`${key} ${day} afternoon`)) &&
        !(part === "afternoon" && taken.has(`${key} ${day} evening`)) &&
        !away.get(key)?.has(day) &&
        isWithinWorkingHours(hours, { startMinutes: span.from, endMinutes: span.to })
      );
    }).sort((one, other) => burden(one, school) - burden(other, school));

  /** The nearest first, but those who have given many visits later. */
  const burden = (officer: StoryOfficer, school: StorySchool): number => {
    const { baseEasting: easting, baseNorthing: northing } = officer.base;
    const kilometres =
      straightKilometres({ id: "base", easting, northing }, { id: "school", ...school }) ?? 0;
    return kilometres + LEAD_OF_ONE_VISIT_KM * (visits.get(officer.key) ?? 0);
  };

  /**
   * Takes the time of a visit as near to the wished day as it goes, between two days. Null: nobody is free.
   * `first` is asked for before all others, where free.
   */
  const take = (wish: {
    school: StorySchool;
    format: FormatCode;
    groups: number;
    onDate: Day;
    earliest: Day;
    latest: Day;
    turn: number;
    first?: string;
  }): Slot | null => {
    const { school, format, groups, turn, first } = wish;
    const needed = officersNeeded(format, groups);
    const { minutes, pause } = LENGTHS[format];
    const turns = Math.ceil(groups / needed);
    const length = turns * minutes + (turns - 1) * pause;
    for (const onDate of daysAround(wish)) {
      if (!isOpen(school, onDate)) continue;
      for (const part of partsFor(school, turn)) {
        const startMinutes = STARTS[part][turn % STARTS[part].length] ?? 9 * 60;
        const span = { from: startMinutes - BEFORE_MINUTES, to: startMinutes + length + AFTER_MINUTES };
        const free = freeOfficers(school, onDate, part, span);
        const wanted = free.find(({ key }) => key === first);
        const officers = (wanted ? [wanted, ...free.filter((each) => each !== wanted)] : free).slice(
          0,
          needed,
        );
        if (officers.length < needed) continue;
        for (const { key } of officers) {
          taken.add(`${key} ${onDate} ${part}`);
          visits.set(key, (visits.get(key) ?? 0) + 1);
        }
        return { onDate, part, startMinutes, officers };
      }
    }
    return null;
  };

  const openDays = (school: StorySchool, from: Day, to: Day): Day[] =>
    daysFromTo(from, to).filter((day) => isOpen(school, day));

  return { take, openDays };
}

export type Diary = ReturnType<typeof openDiary>;

/** A day counted in working days from another, forward or backward. */
export function workingDaysFrom(day: Day, count: number): Day {
  const step = count < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(count); left > 0;) {
    found = addDays(found, step);
    if (isWorkingDay(found)) left -= 1;
  }
  return found;
}

/** The day itself when it is a working day, else the last one before it. */
export function workingDayBy(day: Day): Day {
  return isWorkingDay(day) ? day : workingDaysFrom(day, -1);
}

function patternsOf(officer: StoryOfficer, validFromOn: Day): WorkingPattern[] {
  return [patternOf(officer, validFromOn)];
}

function partsFor(school: StorySchool, turn: number): readonly PartOfDay[] {
  if (kindOf(school) === "youth") return ["evening", "afternoon"];
  return turn % 3 === 2 ? ["afternoon", "morning"] : ["morning", "afternoon"];
}

/** The wished day, then those around it, the later of two first. */
function daysAround(wish: { onDate: Day; earliest: Day; latest: Day }): Day[] {
  const days: Day[] = [];
  for (let distance = 0; distance <= 60; distance += 1) {
    const around =
      distance === 0 ? [wish.onDate] : [addDays(wish.onDate, distance), addDays(wish.onDate, -distance)];
    days.push(...around.filter((day) => day >= wish.earliest && day <= wish.latest));
  }
  return days;
}
