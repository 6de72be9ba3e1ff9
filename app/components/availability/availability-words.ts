import { cycleOfPattern, describeWorkingHours, type MinuteSpan, type WorkingPattern } from "~/domain/working-hours";
import { dayOf, formatDay, formatSpan, type Day } from "~/lib/london-time";

/** "Monday 23 November 2026, 09:00 to 12:00" or "Monday 23 to ...": what an absence covers, in London time. */
export function describeAbsenceTime(absence: { startsAt: Date; endsAt: Date; wholeDays: boolean }): string {
  if (!absence.wholeDays) return formatSpan(absence.startsAt, absence.endsAt);
  const firstOn = dayOf(absence.startsAt);
  const lastOn = dayOf(new Date(absence.endsAt.getTime() - 1));
  return firstOn === lastOn ? formatDay(firstOn) : `${formatDay(firstOn)} to ${formatDay(lastOn)}`;
}

type PlannedVisit = { schoolName: string; onDate: Day | null; startsAt: Date | null; endsAt: Date | null };

/** "Beaumont Test School, Monday 23 November 2026, 09:00 to 12:00" */
export function describeTouchedVisit({ schoolName, onDate, startsAt, endsAt }: PlannedVisit): string {
  if (onDate === null) return schoolName;
  return `${schoolName}, ${startsAt && endsAt ? formatSpan(startsAt, endsAt) : formatDay(onDate)}`;
}

/** What was saved, and which visits a coordinator has to look at now. */
export function savedMessage(saved: string, visits: readonly string[]): string {
  if (visits.length === 0) return saved;
  const shown = visits.slice(0, 5).join("; ");
  const more = visits.length > 5 ? ` and ${visits.length - 5} more` : "";
  return `${saved} A coordinator has to look at: ${shown}${more}.`;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export const weekdayLabel = (index: number): string => WEEKDAYS[index] ?? "";

/** "Monday to Thursday 08:00 to 16:00", one line for days in a row that are alike, for each week or day of the cycle. */
export function describePattern(pattern: WorkingPattern): string[] {
  const cycle = cycleOfPattern(pattern, pattern.validFromOn);
  if (cycle.unit === "days") {
    const lines = runsOf(cycle.rows).map(({ first, last, hours }) => {
      const days = first === last ? `Day ${first + 1}` : `Days ${first + 1} to ${last + 1}`;
      return `${days}: ${hours}`;
    });
    return [`Repeats every ${cycle.length} days`, ...lines];
  }
  return Array.from({ length: cycle.length }, (_, week) => {
    const prefix = cycle.length === 1 ? "" : `Week ${week + 1}: `;
    return runsOf(cycle.rows.slice(week * 7, week * 7 + 7)).map(({ first, last, hours }) => {
      const days = first === last ? weekdayLabel(first) : `${weekdayLabel(first)} to ${weekdayLabel(last)}`;
      return `${prefix}${days}: ${hours}`;
    });
  }).flat();
}

type Run = { first: number; last: number; hours: string };

function runsOf(rows: readonly (readonly MinuteSpan[])[]): Run[] {
  const runs: Run[] = [];
  for (const [index, spans] of rows.entries()) {
    const hours = describeWorkingHours({ spans, assumed: false });
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = index;
    else runs.push({ first: index, last: index, hours });
  }
  return runs;
}
