import { optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { isYearGroup } from "~/domain/groups";
import { answersFrom, isPointSettled, type ReadinessAnswers, type ReadinessPoint } from "~/domain/readiness";

/** Whose visit: anyone's for the team, own ones for a contact. */
export type ReadinessScope = { team: true } | { contactId: string };

const VISIT_TO_SETTLE = {
  id: true,
  status: true,
  onDate: true,
  startsAt: true,
  endsAt: true,
  sensitive: true,
  school: { select: { name: true } },
  request: { select: { id: true, reference: true, roomDetails: true, arrivalDetails: true, needsDetails: true } },
  contacts: { orderBy: { rank: "asc" }, select: { accountId: true, name: true, phone: true } },
  sessions: {
    orderBy: [{ startMinute: "asc" }, { position: "asc" }],
    select: {
      room: true,
      groups: {
        orderBy: { position: "asc" },
        select: { kind: true, yearGroups: true, label: true, expected: true, ageFrom: true, ageTo: true },
      },
    },
  },
  readiness: { select: { point: true, answer: true, settledAt: true, settledBy: { select: { name: true } } } },
} satisfies Prisma.VisitSelect;

export type VisitToSettle = NonNullable<Awaited<ReturnType<typeof findVisitToSettle>>>;

/** A visit with what is settled for it so far; null also where it is not theirs. */
export async function findVisitToSettle(db: Db | Tx, where: { visitId: string } & ReadinessScope) {
  const row = await db.visit.findFirst({
    where: { id: where.visitId, ...("team" in where ? {} : { contacts: { some: { accountId: where.contactId } } }) },
    select: VISIT_TO_SETTLE,
  });
  if (!row) return null;
  const { onDate, readiness, sessions, ...visit } = row;
  return {
    ...visit,
    onDate: optionalDayFromColumn(onDate),
    answers: answersFrom(readiness),
    sessions: sessions.map(({ room, groups }) => ({
      room,
      groups: groups.map((group) => ({ ...group, yearGroups: group.yearGroups.filter(isYearGroup) })),
    })),
  };
}

/** Two who save at once take turns: the second sees what the first has written. */
export async function lockVisitForReadiness(tx: Tx, visitId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM visit WHERE id = ${visitId}::uuid FOR UPDATE`;
}

export async function saveReadinessPoints(
  tx: Tx,
  input: {
    visitId: string;
    answers: ReadinessAnswers;
    points: readonly ReadinessPoint[];
    settledById: string;
    now: Date;
  },
): Promise<void> {
  const { visitId, answers, points, settledById, now } = input;
  for (const point of points) {
    const settled = isPointSettled(point, answers[point]);
    const columns = {
      answer: answers[point],
      settledAt: settled ? now : null,
      settledById: settled ? settledById : null,
    };
    await tx.readinessItem.upsert({
      where: { visitId_point: { visitId, point } },
      create: { visitId, point, ...columns },
      update: columns,
      select: { point: true },
    });
  }
}

/** The answers about one visit; empty ones where nothing is settled. */
export async function readReadiness(db: Db | Tx, visitId: string): Promise<ReadinessAnswers> {
  return answersFrom(await db.readinessItem.findMany({ where: { visitId }, select: { point: true, answer: true } }));
}
