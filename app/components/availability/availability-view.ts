import type { AvailabilityView, OccurrenceView, PatternView } from "~/components/availability/availability-page";
import { describeAbsenceTime, describePattern, describeTouchedVisit } from "~/components/availability/availability-words";
import { ABSENCE_LABELS, type AbsenceKind } from "~/domain/absence";
import { describeWorkingHours, workingHoursOn, type WorkingPattern } from "~/domain/working-hours";
import { addDays, daysFromTo, mondayOf, type Day } from "~/lib/london-time";

type Person = { id: string; name: string };

type Absence = {
  id: string;
  kind: AbsenceKind;
  startsAt: Date;
  endsAt: Date;
  wholeDays: boolean;
  noteForTeam: string;
  seriesId: string | null;
  openVisits: readonly {
    id: string;
    schoolName: string;
    onDate: Day | null;
    startsAt: Date | null;
    endsAt: Date | null;
  }[];
};

type Facts = {
  presenter: Person | null;
  own: boolean;
  choices: readonly Person[];
  /** Newest first. */
  patterns: readonly WorkingPattern[];
  absences: readonly Absence[];
  today: Day;
};

/** Everything on the page as text, so that nothing of a colleague's account travels further than its name. */
export function availabilityView(facts: Facts): AvailabilityView {
  const { presenter, own, choices, patterns, absences, today } = facts;
  const monday = mondayOf(today);
  const seriesOf = (wanted: string) => absences.filter(({ seriesId }) => seriesId === wanted);
  return {
    presenter: presenter && nameOf(presenter),
    own,
    choices: choices.map(nameOf),
    thisWeek: daysFromTo(monday, addDays(monday, 6)).map((day) => ({
      day,
      hours: describeWorkingHours(workingHoursOn(patterns, day)),
    })),
    hoursAssumed: workingHoursOn(patterns, today).assumed,
    rosters: patterns
      .filter(({ validToOn }) => validToOn && validToOn >= today)
      .map(({ validFromOn, validToOn }) => ({ fromOn: validFromOn, toOn: validToOn ?? validFromOn }))
      .sort((one, other) => one.fromOn.localeCompare(other.fromOn)),
    patterns: patterns.filter(({ validToOn }) => !validToOn).map((pattern) => ({
      validFromOn: pattern.validFromOn,
      lines: describePattern(pattern),
      state: stateOf(pattern, patterns, today),
    })),
    absences: absences
      .filter(({ id, seriesId }) => seriesId === null || seriesOf(seriesId)[0]?.id === id)
      .map((absence) => ({
        ...absenceView(absence),
        later: absence.seriesId === null ? [] : seriesOf(absence.seriesId).slice(1).map(absenceView),
      })),
  };
}

function absenceView(absence: Absence): OccurrenceView {
  return {
    id: absence.id,
    kind: ABSENCE_LABELS[absence.kind],
    when: describeAbsenceTime(absence),
    noteForTeam: absence.noteForTeam,
    openVisits: absence.openVisits.map((visit) => ({ id: visit.id, text: describeTouchedVisit(visit) })),
  };
}

const nameOf = ({ id, name }: Person): Person => ({ id, name });

function stateOf(pattern: WorkingPattern, all: readonly WorkingPattern[], today: Day): PatternView["state"] {
  if (pattern.validFromOn > today) return "to come";
  const inForce = all.find(({ validFromOn, validToOn }) => !validToOn && validFromOn <= today);
  return inForce?.validFromOn === pattern.validFromOn ? "in force" : "past";
}
