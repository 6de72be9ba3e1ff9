import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { SCHOOL_DAYS, schoolDaysOf } from "~/data/school-calendar.server";
import { isYearGroup, type YearGroup } from "~/domain/groups";
import type { SchoolCalendar } from "~/domain/open-days";
import type { QuietPeriod } from "~/domain/scheduling";
import type { Day } from "~/lib/london-time";

/** Whose days are changed: one school's, or those of all schools of a local authority. */
export type SchoolsConcerned = { schoolId: string } | { localAuthorityCode: string };

/** What a change of a school's days can do to a visit. */
export type CalendarReviewKind = "term_change" | "closed_day" | "quiet_period";

export type PlannedOnDay = {
  id: string;
  requestId: string | null;
  onDate: Day;
  schoolName: string;
  calendar: SchoolCalendar;
  quietPeriods: QuietPeriod[];
  sessions: { room: string; groups: { label: string; yearGroups: YearGroup[] }[] }[];
};

/** Visits ahead at these schools, each with its school's days as they are now. */
export async function listPlannedOnDays(db: Db | Tx, concerned: SchoolsConcerned, today: Day): Promise<PlannedOnDay[]> {
  const school = "schoolId" in concerned ? { id: concerned.schoolId } : concerned;
  const rows = await db.visit.findMany({
    where: { status: "scheduled", onDate: { gte: dayToColumn(today) }, school },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      requestId: true,
      onDate: true,
      sessions: { select: { room: true, groups: { select: { label: true, yearGroups: true } } } },
      school: { select: { name: true, ...SCHOOL_DAYS } },
    },
  });
  return rows.flatMap(({ onDate, sessions, school: { name: schoolName, ...days }, ...visit }) =>
    onDate === null
      ? []
      : [
          {
            ...visit,
            onDate: dayFromColumn(onDate),
            schoolName,
            ...schoolDaysOf(days),
            sessions: sessions.map(({ room, groups }) => ({
              room,
              groups: groups.map(({ label, yearGroups }) => ({ label, yearGroups: yearGroups.filter(isYearGroup) })),
            })),
          },
        ],
  );
}

export async function openCalendarReviews(
  tx: Tx,
  kind: CalendarReviewKind,
  visitIds: readonly string[],
  openedAt: Date,
): Promise<void> {
  await tx.reviewItem.createMany({ data: visitIds.map((visitId) => ({ kind, visitId, openedAt })) });
}

/** What these visits are on the review list for, of one kind. */
export async function listOpenCalendarReviews(
  tx: Tx,
  kind: CalendarReviewKind,
  visitIds: readonly string[],
): Promise<{ id: string; visitId: string }[]> {
  return tx.reviewItem.findMany({
    where: { status: "open", kind, visitId: { in: [...visitIds] } },
    select: { id: true, visitId: true },
  });
}
