import { YEAR_GROUPS, type YearGroup } from "~/domain/groups";
import { academicYearOf } from "~/domain/programme-year";
import type { Day } from "~/lib/london-time";

/** Who was in a session, and when. No year groups: they are not known. */
export type DatedYearGroups = { onDate: Day; yearGroups: readonly YearGroup[] };

/**
 * Whether a session may have held the same students as an earlier one at the school. Students move up a year group
 * each August: year 9 of this year sat in year 8 of the last. Where year groups are not known, anything may be.
 */
export function mayHoldSameStudents(session: DatedYearGroups, earlier: DatedYearGroups): boolean {
  if (session.yearGroups.length === 0 || earlier.yearGroups.length === 0) return true;
  const yearsBetween = firstYearOf(session.onDate) - firstYearOf(earlier.onDate);
  return session.yearGroups.some((yearGroup) => {
    const before = YEAR_GROUPS[YEAR_GROUPS.indexOf(yearGroup) - yearsBetween];
    return before !== undefined && earlier.yearGroups.includes(before);
  });
}

function firstYearOf(day: Day): number {
  return Number(academicYearOf(day).slice(0, 4));
}
