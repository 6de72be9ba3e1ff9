import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { termsInForce } from "~/data/terms.server";
import type { Day } from "~/lib/london-time";

/** Two academic years. */
const MOST_TERMS = 12;

export type PencilledSpan = { fromOn: Day; toOn: Day; settleByOn: Day };

export type PencilledOfRequest = PencilledSpan & { id: string; version: number };

/** What is pencilled for a request: one visit at most. */
export async function findPencilledOf(db: Db | Tx, requestId: string): Promise<PencilledOfRequest | null> {
  const row = await db.visit.findFirst({
    where: { requestId, status: "pencilled" },
    orderBy: { createdAt: "asc" },
    select: { id: true, version: true, pencilledFromOn: true, pencilledToOn: true, settleByOn: true },
  });
  if (!row?.pencilledFromOn || !row.pencilledToOn) return null;
  const fromOn = dayFromColumn(row.pencilledFromOn);
  const settleByOn = optionalDayFromColumn(row.settleByOn) ?? fromOn;
  return { id: row.id, version: row.version, fromOn, toOn: dayFromColumn(row.pencilledToOn), settleByOn };
}

/** A visit that is agreed for a stretch of time: without day, presenters or running order, it takes nobody's time. */
export async function createPencilledVisit(
  tx: Tx,
  input: PencilledSpan & {
    requestId: string;
    school: { id: string; easting: number | null; northing: number | null };
    sensitive: boolean;
    targeted: boolean;
    campaignId: string | null;
    funderId: string | null;
    calendarUid: string;
    createdAt: Date;
    createdById: string;
    contacts: readonly { rank: number; accountId: string; name: string; phone: string }[];
  },
): Promise<string> {
  const { fromOn, toOn, settleByOn, school, contacts, ...columns } = input;
  const { id } = await tx.visit.create({
    data: {
      ...columns,
      ...spanColumns({ fromOn, toOn, settleByOn }),
      status: "pencilled",
      schoolId: school.id,
      easting: school.easting,
      northing: school.northing,
      contacts: { createMany: { data: [...contacts] } },
    },
    select: { id: true },
  });
  return id;
}

/** False when somebody changed the visit first. */
export async function changePencilledSpan(
  tx: Tx,
  visit: { id: string; version: number },
  span: PencilledSpan,
): Promise<boolean> {
  const { count } = await tx.visit.updateMany({
    where: { id: visit.id, version: visit.version, status: "pencilled" },
    data: { ...spanColumns(span), version: { increment: 1 } },
  });
  return count === 1;
}

export type PencilledLine = PencilledSpan & {
  id: string;
  reference: string | null;
  schoolName: string;
  town: string;
  students: number;
};

/** Everything pencilled, by when it must be settled. */
export async function listPencilled(db: Db, most: number): Promise<PencilledLine[]> {
  const rows = await db.visit.findMany({
    where: { status: "pencilled" },
    orderBy: [{ settleByOn: "asc" }, { pencilledFromOn: "asc" }, { id: "asc" }],
    take: most,
    select: {
      id: true,
      pencilledFromOn: true,
      pencilledToOn: true,
      settleByOn: true,
      school: { select: { name: true, town: true } },
      request: { select: { reference: true, groups: { select: { expected: true } } } },
    },
  });
  return rows.flatMap(({ id, pencilledFromOn, pencilledToOn, settleByOn, school, request }) => {
    if (!pencilledFromOn || !pencilledToOn) return [];
    return [
      {
        id,
        fromOn: dayFromColumn(pencilledFromOn),
        toOn: dayFromColumn(pencilledToOn),
        settleByOn: dayFromColumn(settleByOn ?? pencilledFromOn),
        reference: request?.reference ?? null,
        schoolName: school.name,
        town: school.town,
        students: (request?.groups ?? []).reduce((sum, { expected }) => sum + expected, 0),
      },
    ];
  });
}

/** A school's terms that end after a day, in order. */
export async function listTermsAhead(db: Db, schoolId: string, after: Day): Promise<{ name: string; startsOn: Day; endsOn: Day }[]> {
  const term = { orderBy: { startsOn: "asc" }, select: { name: true, startsOn: true, endsOn: true } } as const;
  const school = await db.school.findUnique({
    where: { id: schoolId },
    select: { terms: term, localAuthority: { select: { terms: term } } },
  });
  if (!school) return [];
  return termsInForce(school.terms, school.localAuthority)
    .map(({ name, startsOn, endsOn }) => ({ name, startsOn: dayFromColumn(startsOn), endsOn: dayFromColumn(endsOn) }))
    .filter(({ endsOn }) => endsOn > after)
    .slice(0, MOST_TERMS);
}

function spanColumns({ fromOn, toOn, settleByOn }: PencilledSpan) {
  return {
    pencilledFromOn: dayToColumn(fromOn),
    pencilledToOn: dayToColumn(toOn),
    settleByOn: dayToColumn(settleByOn),
  };
}
