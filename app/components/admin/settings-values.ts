import type { ProgrammeSettings } from "~/domain/settings";
import type { FormValues } from "~/lib/form-data";
import { formatMinutes } from "~/lib/london-time";

/** Settings as if they had been typed into the form. */
export function settingsValues(settings: ProgrammeSettings, version: string): FormValues {
  const { organizer, schoolHours, travel } = settings;
  const numbers = {
    answerWorkingDays: settings.answerWorkingDays,
    anotherDateSchoolDays: settings.contactChanges.anotherDateSchoolDays,
    cancelSchoolDays: settings.contactChanges.cancelSchoolDays,
    retentionMonths: settings.retentionMonths,
    defaultTarget: settings.defaultTarget,
    approachDays: settings.approachDays,
    smallNumbersUnder: settings.smallNumbersUnder,
    signInMinutes: travel.signInMinutes,
    leastMinutes: travel.leastMinutes,
    assumedMinutes: travel.assumedMinutes,
    detourFactor: travel.detourFactor,
    openRoadSpeed: travel.openRoadKilometresPerHour,
    slowdown: travel.schoolRun.slowdown,
  };
  return {
    version,
    organizerName: organizer.name,
    organizerEmail: organizer.email,
    teamPhone: settings.teamPhone,
    feedbackFirst: settings.feedback.first,
    feedbackSecond: settings.feedback.second,
    feedbackThird: settings.feedback.third,
    feedbackSurvey: settings.feedback.survey,
    coreYear: settings.coreYear,
    eligibleYears: [...settings.eligible.yearGroups],
    eligibleKinds: [...settings.eligible.kinds],
    publicFigure: settings.publicFigure ? "yes" : "",
    opens: formatMinutes(schoolHours.startMinutes),
    closes: formatMinutes(schoolHours.endMinutes),
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    ...Object.fromEntries(
      travel.speedBands.flatMap((band, index) => [
        [`bands.${index}.upToKilometres`, String(band.upToKilometres)],
        [`bands.${index}.speed`, String(band.kilometresPerHour)],
      ]),
    ),
    ...Object.fromEntries(
      travel.schoolRun.windows.flatMap((window, index) => [
        [`windows.${index}.start`, formatMinutes(window.startMinutes)],
        [`windows.${index}.end`, formatMinutes(window.endMinutes)],
      ]),
    ),
  };
}
