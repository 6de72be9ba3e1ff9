import { describeWorkingHours, workingHoursOn, type WorkingPattern } from "~/domain/working-hours";
import { addDays, dayOf, formatDay, formatInstantTime, type Day } from "~/lib/london-time";

/** "Monday 23 November 2026, 09:00 to 12:00" or "Monday 23 to ...": what an absence covers, in London time. */
export function describeAbsenceTime(absence: { startsAt: Date; endsAt: Date; wholeDays: boolean }): string {
  const firstOn = dayOf(absence.startsAt);
  if (!absence.wholeDays) {
    const times = `${formatInstantTime(absence.startsAt)} to ${formatInstantTime(absence.endsAt)}`;
    return `${formatDay(firstOn)}, ${times}`;
  }
  const lastOn = dayOf(new Date(absence.endsAt.getTime() - 1));
  return firstOn === lastOn ? formatDay(firstOn) : `${formatDay(firstOn)} to ${formatDay(lastOn)}`;
}

/** "Beaumont Test School, Monday 23 November 2026" */
export function describeTouchedVisit(visit: { schoolName: string; onDate: Day | null }): string {
  return visit.onDate === null ? visit.schoolName : `${visit.schoolName}, ${formatDay(visit.onDate)}`;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export const weekdayLabel = (index: number): string => WEEKDAYS[index] ?? "";

/** "Monday to Thursday 08:00 to 16:00", one line for days in a row that are alike, for each week of the cycle. */
export function describePattern(pattern: WorkingPattern): string[] {
  return Array.from({ length: pattern.cycleWeeks }, (_, week) => describeWeek(pattern, week)).flat();
}

function describeWeek(pattern: WorkingPattern, week: number): string[] {
  const monday = addDays(pattern.anchorOn, week * 7);
  const always = { ...pattern, validFromOn: pattern.anchorOn };
  const runs: { first: number; last: number; hours: string }[] = [];
  for (const index of WEEKDAYS.keys()) {
    const hours = describeWorkingHours(workingHoursOn([always], addDays(monday, index)));
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = index;
    else runs.push({ first: index, last: index, hours });
  }
  const prefix = pattern.cycleWeeks === 1 ? "" : `Week ${week + 1}: `;
  return runs.map(({ first, last, hours }) => {
    const days = first === last ? weekdayLabel(first) : `${weekdayLabel(first)} to ${weekdayLabel(last)}`;
    return `${prefix}${days}: ${hours}`;
  });
}
