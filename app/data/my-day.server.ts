import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { formatInstantTime, type Day } from "~/lib/london-time";

const MY_VISIT = {
  id: true,
  status: true,
  onDate: true,
  startsAt: true,
  endsAt: true,
  place: true,
  sensitive: true,
  school: { select: { name: true, street: true, town: true, postcode: true } },
  request: { select: { roomDetails: true, arrivalDetails: true, needsDetails: true } },
  contacts: { orderBy: { rank: "asc" }, select: { name: true, phone: true } },
  readiness: { where: { settledAt: { not: null } }, select: { point: true } },
  presenters: {
    orderBy: { presenter: { account: { name: "asc" } } },
    select: {
      presenterId: true,
      presenter: { select: { account: { select: { name: true, email: true } } } },
    },
  },
  sessions: {
    orderBy: [{ startMinute: "asc" }, { position: "asc" }],
    select: {
      id: true,
      startMinute: true,
      endMinute: true,
      room: true,
      status: true,
      format: { select: { name: true } },
      groups: { orderBy: { position: "asc" }, select: { label: true, expected: true } },
      presenters: { select: { presenterId: true } },
    },
  },
} satisfies Prisma.VisitSelect;

export type MyVisit = ReturnType<typeof toMyVisit>[number];

/** A presenter's own visits with a day between two days (both included), in order of time. */
export async function listMyVisits(
  db: Db | Tx,
  where: { presenterId: string; fromOn: Day; toOn: Day; now: Date },
): Promise<MyVisit[]> {
  const rows = await db.visit.findMany({
    where: {
      presenters: { some: { presenterId: where.presenterId } },
      status: { in: ["scheduled", "completed"] },
      onDate: { gte: dayToColumn(where.fromOn), lte: dayToColumn(where.toOn) },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: MY_VISIT,
  });
  return rows.flatMap((row) => toMyVisit(row, where));
}

export type OverdueVisit = { id: string; onDate: Day; schoolName: string };

/** A presenter's own visits before a day of which nobody has recorded what happened, oldest first. */
export async function listMyUnrecordedVisits(
  db: Db | Tx,
  where: { presenterId: string; beforeOn: Day },
): Promise<OverdueVisit[]> {
  const rows = await db.visit.findMany({
    where: {
      presenters: { some: { presenterId: where.presenterId } },
      status: "scheduled",
      onDate: { lt: dayToColumn(where.beforeOn) },
      deliveries: { none: {} },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true, onDate: true, school: { select: { name: true } } },
  });
  return rows.flatMap(({ id, onDate, school }) =>
    onDate === null ? [] : [{ id, onDate: dayFromColumn(onDate), schoolName: school.name }],
  );
}

/** What a sensitive request says stays with coordinators and managers: others see a visit without context. */
function toMyVisit(
  row: Prisma.VisitGetPayload<{ select: typeof MY_VISIT }>,
  { presenterId, now }: { presenterId: string; now: Date },
) {
  const { onDate, startsAt, endsAt, status, sensitive, request, presenters, sessions, readiness, ...visit } = row;
  if (onDate === null || startsAt === null || endsAt === null) return [];
  const promised = request && !sensitive ? request : null;
  const timeAfter = (minutes: number): string =>
    formatInstantTime(new Date(startsAt.getTime() + minutes * 60_000));
  return [
    {
      ...visit,
      onDate: dayFromColumn(onDate),
      arriveTime: formatInstantTime(startsAt),
      leaveTime: formatInstantTime(endsAt),
      settled: readiness.length,
      recorded: status === "completed",
      canRecord: status === "scheduled" && startsAt <= now,
      roomDetails: promised?.roomDetails ?? "",
      arrivalDetails: promised?.arrivalDetails ?? "",
      needsDetails: promised?.needsDetails ?? "",
      colleagues: presenters
        .filter((other) => other.presenterId !== presenterId)
        .map(({ presenter: { account } }) => account.name || account.email),
      sessions: sessions.map(({ startMinute, endMinute, format, presenters: givers, ...session }) => ({
        ...session,
        startTime: timeAfter(startMinute),
        endTime: timeAfter(endMinute),
        formatName: format.name,
        mine: givers.some((giver) => giver.presenterId === presenterId),
      })),
    },
  ];
}
