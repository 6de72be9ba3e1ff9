import { academicYearOf, programmeYearOf } from "~/domain/programme-year";
import { addDays, type Day } from "~/lib/london-time";

/** This academic year and the next, those of them for which no term is entered. */
export function yearsWithoutTerms(terms: readonly { academicYear: string }[], today: Day): string[] {
  const next = addDays(programmeYearOf(today).endsOn, 1);
  return [academicYearOf(today), academicYearOf(next)].filter(
    (year) => !terms.some((term) => term.academicYear === year),
  );
}

/** Fifty-two weeks: the same weekday, a day or two earlier in the calendar. */
const YEAR_OF_WEEKS_DAYS = 364;

/**
 * The newest year's terms that come before an academic year ("2027/28"), moved on to it by whole weeks: what a manager
 * begins with where nothing has been published. None where no earlier year is known.
 */
export function termsCopiedTo<Term extends { academicYear: string; name: string; startsOn: Day; endsOn: Day }>(
  terms: readonly Term[],
  academicYear: string,
): { academicYear: string; name: string; startsOn: Day; endsOn: Day }[] {
  const from = terms
    .map((term) => term.academicYear)
    .filter((year) => year < academicYear)
    .sort()
    .at(-1);
  if (from === undefined) return [];
  const years = Number(academicYear.slice(0, 4)) - Number(from.slice(0, 4));
  const on = (day: Day) => addDays(day, years * YEAR_OF_WEEKS_DAYS);
  return terms
    .filter((term) => term.academicYear === from)
    .map(({ name, startsOn, endsOn }) => ({ academicYear, name, startsOn: on(startsOn), endsOn: on(endsOn) }));
}
