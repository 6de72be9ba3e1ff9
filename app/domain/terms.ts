import { academicYearOf, programmeYearOf } from "~/domain/programme-year";
import { addDays, type Day } from "~/lib/london-time";

/** This academic year and the next, those of them for which no term is entered. */
export function yearsWithoutTerms(terms: readonly { academicYear: string }[], today: Day): string[] {
  const next = addDays(programmeYearOf(today).endsOn, 1);
  return [academicYearOf(today), academicYearOf(next)].filter(
    (year) => !terms.some((term) => term.academicYear === year),
  );
}
