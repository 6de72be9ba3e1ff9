import { dayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { termsInForce } from "~/data/terms.server";
import type { AskingCalendar } from "~/domain/asking-days";
import type { BellTime } from "~/domain/bell-times";
import { isYearGroup } from "~/domain/groups";

const TERM = { orderBy: { startsOn: "asc" }, select: { name: true, startsOn: true, endsOn: true } } as const;

/** What must be read of a school to know its days. */
export const SCHOOL_DAYS = {
  kind: true,
  terms: TERM,
  localAuthority: { select: { terms: TERM } },
  closedDays: { select: { onDate: true, label: true } },
  quietPeriods: { select: { label: true, startsOn: true, endsOn: true, yearGroups: true, hallOnly: true } },
} as const;

type SchoolDaysRow = Prisma.SchoolGetPayload<{ select: typeof SCHOOL_DAYS }>;

/** When a school is open, by the terms in force for it, and when it is quiet. */
export function schoolDaysOf({ kind, terms, localAuthority, closedDays, quietPeriods }: SchoolDaysRow) {
  return {
    calendar: {
      kind,
      terms: termsInForce(terms, localAuthority).map(({ name, ...span }) => ({ name, ...spanOf(span) })),
      closedDays: closedDays.map(({ onDate, label }) => ({ onDate: dayFromColumn(onDate), label })),
    },
    quietPeriods: quietPeriods.map(({ label, hallOnly, yearGroups, ...span }) => ({
      label,
      hallOnly,
      yearGroups: yearGroups.filter(isYearGroup),
      ...spanOf(span),
    })),
  };
}

/** The days and periods of a school, for whoever asks on its behalf; null when the school is not there. */
export async function findSchoolCalendar(db: Db | Tx, id: string): Promise<AskingCalendar | null> {
  const row = await db.school.findUnique({
    where: { id },
    select: {
      ...SCHOOL_DAYS,
      bellTimes: { orderBy: { position: "asc" }, select: { label: true, startMinutes: true, endMinutes: true } },
    },
  });
  if (!row) return null;
  const { calendar, quietPeriods } = schoolDaysOf(row);
  return { ...calendar, quietPeriods, bellTimes: row.bellTimes };
}

/** A school's periods as a contact told them; where somebody has told us before, those stay. */
export async function keepFirstBellTimes(tx: Tx, schoolId: string, bellTimes: readonly BellTime[]): Promise<void> {
  if (bellTimes.length === 0 || (await tx.bellTime.count({ where: { schoolId } })) > 0) return;
  await tx.bellTime.createMany({
    data: bellTimes.map((each, index) => ({ ...each, schoolId, position: index + 1 })),
    skipDuplicates: true,
  });
}

function spanOf({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }) {
  return { startsOn: dayFromColumn(startsOn), endsOn: dayFromColumn(endsOn) };
}
