import { listCommitments } from "~/data/commitments.server";
import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { listPresenters } from "~/data/presenters.server";
import { isYearGroup } from "~/domain/groups";
import type { PlanningFacts, PlanningPresenter, PlanningSchool } from "~/domain/scheduling";
import type { WorkingPattern } from "~/domain/working-hours";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/**
 * All that planning rules need to know about a school and presenters between two days (both included). Without
 * `presenterIds`: every presenter who can be booked. Inside a transaction that holds the presenters' locks it is what
 * will be true at commit.
 */
export async function loadPlanningFacts(
  db: Db | Tx,
  where: { schoolId: string; presenterIds?: readonly string[]; fromOn: Day; toOn: Day; now: Date },
): Promise<PlanningFacts> {
  // One after the other: a transaction has one connection.
  const school = await loadSchool(db, where.schoolId);
  const presenters = await loadPresenters(db, where);
  const travelExceptions = await db.travelException.findMany({
    where: { OR: [{ fromSchoolId: where.schoolId }, { toSchoolId: where.schoolId }] },
    select: { fromSchoolId: true, toSchoolId: true, minutes: true },
  });
  return {
    school,
    presenters,
    travelExceptions: travelExceptions.map(({ fromSchoolId, toSchoolId, minutes }) => ({
      fromPlaceId: fromSchoolId,
      toPlaceId: toSchoolId,
      minutes,
    })),
  };
}

async function loadSchool(db: Db | Tx, id: string): Promise<PlanningSchool> {
  const term = { select: { startsOn: true, endsOn: true } } as const;
  const row = await db.school.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      name: true,
      kind: true,
      easting: true,
      northing: true,
      opensAtMinutes: true,
      closesAtMinutes: true,
      terms: term,
      localAuthority: { select: { terms: term } },
      closedDays: { select: { onDate: true, label: true } },
      quietPeriods: { select: { label: true, startsOn: true, endsOn: true, yearGroups: true, hallOnly: true } },
    },
  });
  // A school's own dates replace its local authority's (product.md, term).
  const terms = row.terms.length > 0 ? row.terms : (row.localAuthority?.terms ?? []);
  const { kind, closedDays, quietPeriods, localAuthority: _authority, terms: _terms, ...columns } = row;
  return {
    ...columns,
    calendar: {
      kind,
      terms: terms.map(spanOf),
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

async function loadPresenters(
  db: Db | Tx,
  where: { presenterIds?: readonly string[]; fromOn: Day; toOn: Day; now: Date },
): Promise<PlanningPresenter[]> {
  const presenters = await listPresenters(db, where.presenterIds);
  const presenterIds = presenters.map(({ id }) => id);
  const patterns = await db.workingPattern.findMany({
    where: { presenterId: { in: presenterIds }, validFromOn: { lte: dayToColumn(where.toOn) } },
    select: {
      presenterId: true,
      validFromOn: true,
      anchorOn: true,
      cycleWeeks: true,
      days: { select: { week: true, weekday: true, startMinutes: true, endMinutes: true } },
    },
  });
  const commitments = await listCommitments(db, {
    presenterIds,
    from: instantAt(where.fromOn, 0),
    to: instantAt(addDays(where.toOn, 1), 0),
    now: where.now,
  });
  const patternsOf = groupBy(patterns);
  const commitmentsOf = groupBy(commitments);
  return presenters.map(({ id, name }) => ({
    id,
    name,
    patterns: (patternsOf.get(id) ?? []).map(
      ({ validFromOn, anchorOn, cycleWeeks, days }): WorkingPattern => ({
        validFromOn: dayFromColumn(validFromOn),
        anchorOn: dayFromColumn(anchorOn),
        cycleWeeks,
        days,
      }),
    ),
    commitments: commitmentsOf.get(id) ?? [],
  }));
}

function groupBy<Row extends { presenterId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.presenterId);
    if (group) group.push(row);
    else groups.set(row.presenterId, [row]);
  }
  return groups;
}

function spanOf({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }): { startsOn: Day; endsOn: Day } {
  return { startsOn: dayFromColumn(startsOn), endsOn: dayFromColumn(endsOn) };
}
