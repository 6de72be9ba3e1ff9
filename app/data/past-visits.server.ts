import { dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { CohortYear } from "~/domain/groups";
import type { Day } from "~/lib/london-time";

const SCHOOL = {
  id: true,
  name: true,
  typeName: true,
  phase: true,
  district: { select: { code: true, name: true } },
  localAuthority: { select: { code: true, name: true } },
} as const;

/** Schools that a URN or a full name leads to, closed ones too: the past may have been theirs. */
export async function findSchoolsNamed(db: Db | Tx, text: string) {
  const named = /^\d{5,7}$/.test(text)
    ? { urn: Number(text) }
    : { name: { equals: text, mode: "insensitive" as const } };
  return db.school.findMany({ where: named, take: 2, orderBy: { id: "asc" }, select: SCHOOL });
}

export type PastSchool = Awaited<ReturnType<typeof findSchoolsNamed>>[number];

/** A session of years before this service: completed, without time, commitment, request or mail. */
export async function createPastVisit(
  tx: Tx,
  input: {
    id: string;
    school: PastSchool;
    onDate: Day;
    formatId: string;
    minutes: number;
    yearGroup: CohortYear;
    label: string;
    attended: number;
    novelty: "new" | "mixed";
    enteredById: string | null;
    now: Date;
  },
): Promise<void> {
  const { id, school, now } = input;
  const { sessions } = await tx.visit.create({
    data: {
      id,
      schoolId: school.id,
      status: "completed",
      imported: true,
      onDate: dayToColumn(input.onDate),
      calendarUid: `past-${id}`,
      districtCode: school.district?.code ?? null,
      districtName: school.district?.name ?? null,
      localAuthorityCode: school.localAuthority?.code ?? null,
      localAuthorityName: school.localAuthority?.name ?? null,
      schoolType: school.typeName,
      schoolPhase: school.phase,
      completedAt: now,
      createdById: input.enteredById,
      sessions: {
        create: {
          position: 1,
          startMinute: 0,
          endMinute: input.minutes,
          formatId: input.formatId,
          status: "delivered",
          groups: {
            create: {
              position: 1,
              kind: input.yearGroup === "mixed" ? "mixed" : "year_group",
              yearGroups: input.yearGroup === "mixed" ? [] : [input.yearGroup],
              label: input.label,
              expected: input.attended,
            },
          },
        },
      },
    },
    select: { sessions: { select: { id: true, groups: { select: { id: true } } } } },
  });
  const [session] = sessions;
  const [group] = session?.groups ?? [];
  if (!session || !group) throw new Error("The session of a past visit was not written");
  await tx.delivery.create({
    data: {
      visitId: id,
      revision: 1,
      source: "imported",
      recordedById: input.enteredById,
      recordedAt: now,
      outcomes: { create: { sessionId: session.id, outcome: "delivered" } },
      counts: {
        create: {
          sessionId: session.id,
          sessionGroupId: group.id,
          yearGroup: input.yearGroup,
          attended: input.attended,
          novelty: input.novelty,
        },
      },
    },
    select: { id: true },
  });
}
