import { ABSENCE_LABELS } from "~/domain/absence";
import { describeNever } from "~/domain/never-days";
import { describeClosed } from "~/domain/open-days";
import type { Clash, Commitment } from "~/domain/scheduling";
import { describeWorkingHours } from "~/domain/working-hours";
import { assertNever } from "~/lib/assert-never";
import { dayOf, formatDay, formatInstantTime, formatMinutes, formatShortDay } from "~/lib/london-time";

/** A full sentence for coordinators that names what clashes. Not for schools: it names other schools. */
export function describeClash(clash: Clash): string {
  switch (clash.kind) {
    case "presenter_taken":
      return `${clash.presenterName} is already taken ${spanOf(clash.by)}: ${takenBy(clash.by)}.`;
    case "presenter_twice":
      return `${clash.presenterName} is in two sessions of this visit at ${formatMinutes(clash.atMinutes)}.`;
    case "travel_too_short":
      return (
        `${clash.presenterName} needs ${minutesOf(clash.neededMinutes)} to travel ` +
        `${clash.direction === "before" ? "from" : "on to"} ${clash.otherSchoolName} ` +
        `and has ${clash.availableMinutes}.`
      );
    case "outside_working_hours":
      return clash.hours.spans.length === 0
        ? `${clash.presenterName} does not work on this day.`
        : `${clash.presenterName} works ${describeWorkingHours(clash.hours)}; this visit is outside that.`;
    case "school_closed":
      return `${clash.schoolName} ${describeClosed(clash.day)}: ${formatDay(clash.onDate)}.`;
    case "outside_school_hours":
      return (
        `Arriving at ${formatMinutes(clash.times.arriveMinutes)} and leaving at ` +
        `${formatMinutes(clash.times.leaveMinutes)} is outside the hours of ${clash.schoolName}: ` +
        `${formatMinutes(clash.opensAtMinutes)} to ${formatMinutes(clash.closesAtMinutes)}.`
      );
    case "never_day":
      return `${clash.schoolName} says that ${formatDay(clash.onDate)} does not work: ${describeNever(clash.never)}.`;
    case "quiet_period":
      return `${clash.schoolName} has a quiet period (${clash.label}) that day for ${listOf(clash.groups)}.`;
    case "terms_assumed":
      return (
        `No term dates are entered for ${clash.schoolName}, so ${formatDay(clash.onDate)} ` +
        "is taken to be a school day. Please check with the school."
      );
    case "working_hours_assumed":
      return (
        `No working pattern is entered for ${clash.presenterName}, ` +
        "so weekdays 08:00 to 16:00 are assumed."
      );
    case "travel_assumed":
      return (
        `A grid reference is missing, so the travel time of ${clash.presenterName} between this school and ` +
        `${clash.otherSchoolName} is assumed, where possible from the centre of the district.`
      );
    default:
      return assertNever(clash);
  }
}

/** "visit to Oakfield School", "Leave", "time held for an offer" */
export function takenBy(commitment: Commitment): string {
  switch (commitment.kind) {
    case "visit":
      return `visit to ${commitment.visit?.schoolName ?? "another school"}`;
    case "absence":
      return commitment.absenceKind ? ABSENCE_LABELS[commitment.absenceKind].toLowerCase() : "absence";
    case "hold":
      return "time held for an offer";
    default:
      return assertNever(commitment.kind);
  }
}

function spanOf(commitment: Commitment): string {
  const from = formatInstantTime(commitment.startsAt);
  const to = formatInstantTime(commitment.endsAt);
  const firstDay = dayOf(commitment.startsAt);
  const lastDay = dayOf(new Date(commitment.endsAt.getTime() - 1));
  if (firstDay === lastDay) return from === to ? "all day" : `from ${from} to ${to}`;
  return `from ${formatShortDay(firstDay)} to ${formatShortDay(lastDay)}`;
}

function minutesOf(count: number): string {
  return `${count} minute${count === 1 ? "" : "s"}`;
}

function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join();
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
