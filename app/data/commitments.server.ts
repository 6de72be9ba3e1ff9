import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { isConstraintViolation } from "~/data/transaction.server";

export type SlotTaken = { ok: false; reason: "slot_taken" };

/**
 * Takes the row lock of each presenter in id order: every writer of commitments (visit, absence, hold, roster) calls
 * this first, so that writers never deadlock and the travel rule, which no constraint can see, is checked against what
 * will be true at commit. Holds of these presenters that have run out are removed, by the database's clock.
 */
export async function lockPresenters(tx: Tx, presenterIds: readonly string[]): Promise<void> {
  const ids = [...new Set(presenterIds)].sort();
  if (ids.length === 0) return;
  await tx.$queryRaw`
    SELECT account_id FROM presenter WHERE account_id = ANY(${ids}::uuid[]) ORDER BY account_id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    DELETE FROM commitment
    WHERE presenter_id = ANY(${ids}::uuid[]) AND kind = 'hold' AND expires_at <= clock_timestamp()`;
}

/** Books each presenter for the visit's whole time; the exclusion constraint refuses what overlaps (rule 1). */
export async function createVisitCommitments(
  tx: Tx,
  visit: { visitId: string; startsAt: Date; endsAt: Date; presenterIds: readonly string[] },
): Promise<{ ok: true } | SlotTaken> {
  const { visitId, startsAt, endsAt, presenterIds } = visit;
  try {
    await tx.commitment.createMany({
      data: presenterIds.map((presenterId) => ({ presenterId, kind: "visit", startsAt, endsAt, visitId })),
    });
    return { ok: true };
  } catch (error) {
    if (isConstraintViolation(error, "commitment_no_overlap")) return { ok: false, reason: "slot_taken" };
    throw error;
  }
}

export async function deleteVisitCommitments(tx: Tx, visitId: string): Promise<void> {
  await tx.commitment.deleteMany({ where: { visitId } });
}

/** What is held for a request until a while from now, whoever is held; null where nothing is. */
export type Hold = { startsAt: Date; endsAt: Date; expiresAt: Date; presenters: { id: string; name: string }[] };

/** Holds each presenter for a request; refused where one is taken. Presenters must be locked. */
export async function createHold(
  tx: Tx,
  hold: { requestId: string; presenterIds: readonly string[]; startsAt: Date; endsAt: Date; expiresAt: Date },
): Promise<{ ok: true } | SlotTaken> {
  const { presenterIds, ...columns } = hold;
  try {
    await tx.commitment.createMany({ data: presenterIds.map((presenterId) => ({ presenterId, kind: "hold", ...columns })) });
    return { ok: true };
  } catch (error) {
    if (isConstraintViolation(error, "commitment_no_overlap")) return { ok: false, reason: "slot_taken" };
    throw error;
  }
}

/** Gives back what is held for a request without an offer, or with one too: how many rows went. */
export async function releaseHolds(tx: Tx, requestId: string, which: "planned" | "all"): Promise<number> {
  const planned = which === "planned" ? { offerOptionId: null } : {};
  return (await tx.commitment.deleteMany({ where: { kind: "hold", requestId, ...planned } })).count;
}

/** What the plan of a request holds at `now`; an offer's holds stand with the offer. */
export async function findHold(db: Db, requestId: string, now: Date): Promise<Hold | null> {
  const rows = await db.commitment.findMany({
    where: { kind: "hold", requestId, offerOptionId: null, expiresAt: { gt: now } },
    orderBy: { presenterId: "asc" },
    select: {
      presenterId: true,
      startsAt: true,
      endsAt: true,
      expiresAt: true,
      presenter: { select: { account: { select: { name: true, email: true } } } },
    },
  });
  const [first] = rows;
  if (!first?.expiresAt) return null;
  const presenters = rows.map(({ presenterId: id, presenter: { account } }) => ({ id, name: account.name || account.email }));
  return { startsAt: first.startsAt, endsAt: first.endsAt, expiresAt: first.expiresAt, presenters };
}

export type CommitmentRow = {
  id: string;
  presenterId: string;
  kind: "visit" | "absence" | "hold";
  startsAt: Date;
  endsAt: Date;
  absenceKind: "leave" | "court" | "training" | "other_duty" | "away" | null;
  visit: {
    id: string;
    schoolId: string;
    schoolName: string;
    easting: number | null;
    northing: number | null;
    /** The school has no grid reference: the centre of its district. */
    approximate: boolean;
  } | null;
};

type CommitmentColumns = Omit<CommitmentRow, "visit" | "startsAt" | "endsAt"> & {
  /** Milliseconds since 1970: thousands of rows are read for one search, and dates as text cost a third of it. */
  startsMs: number;
  endsMs: number;
  visitId: string | null;
  schoolId: string | null;
  schoolName: string | null;
  easting: number | null;
  northing: number | null;
  approximate: boolean;
};

/** Two instants, and whose time between them. */
export type CommitmentSpan = {
  presenterIds: readonly string[];
  from: Date;
  to: Date;
  now: Date;
  forRequestId?: string;
};

const COMMITMENTS_WITH_PLACES = Prisma.sql`
      FROM commitment c
      LEFT JOIN absence a ON a.id = c.absence_id
      LEFT JOIN visit v ON v.id = c.visit_id
      LEFT JOIN school s ON s.id = v.school_id
      LEFT JOIN district d ON d.code = s.district_code`;

/** The overlap is written as rule 1's constraint writes it: its index knows both ends, so that the past costs nothing. */
function whereIn({ presenterIds, from, to, now, forRequestId }: CommitmentSpan): Prisma.Sql {
  return Prisma.sql`
     WHERE c.presenter_id = ANY(${[...presenterIds]}::uuid[])
       AND tstzrange(c.starts_at, c.ends_at, '[)') && tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)')
       AND (c.expires_at IS NULL OR c.expires_at > ${now}::timestamptz)
       AND (c.request_id IS NULL OR c.request_id IS DISTINCT FROM ${forRequestId ?? null}::uuid)`;
}

/**
 * What takes these presenters' time between two instants, in order of time. Holds that have run out do not, nor those for
 * `forRequestId` itself.
 */
export async function listCommitments(db: Db | Tx, where: CommitmentSpan): Promise<CommitmentRow[]> {
  if (where.presenterIds.length === 0 || where.from >= where.to) return [];
  const rows = await db.$queryRaw<CommitmentColumns[]>`
    SELECT c.id::text, c.presenter_id::text AS "presenterId", c.kind::text,
           date_part('epoch', c.starts_at) * 1000 AS "startsMs", date_part('epoch', c.ends_at) * 1000 AS "endsMs",
           a.kind::text AS "absenceKind", v.id::text AS "visitId", v.school_id::text AS "schoolId",
           s.name AS "schoolName",
           coalesce(v.easting, d.easting) AS easting, coalesce(v.northing, d.northing) AS northing, v.easting IS NULL AS approximate
    ${COMMITMENTS_WITH_PLACES} ${whereIn(where)}`;
  // Sorted here: the database took a third of its time to sort rows of so many columns.
  rows.sort((one, other) => one.startsMs - other.startsMs || (one.id < other.id ? -1 : 1));
  return rows.map(({ id, presenterId, kind, startsMs, endsMs, absenceKind, visitId, schoolId, schoolName, ...place }) => ({
    id,
    presenterId,
    kind,
    startsAt: new Date(startsMs),
    endsAt: new Date(endsMs),
    absenceKind,
    visit:
      visitId === null || schoolId === null
        ? null
        : { id: visitId, schoolId, schoolName: schoolName ?? "", ...place },
  }));
}

/** Differs as soon as one of the rows that `listCommitments` reads is another, or another version of itself. */
export async function fingerprintOfCommitments(db: Db, where: CommitmentSpan): Promise<string> {
  const [row] = await db.$queryRaw<{ print: string }[]>`
    SELECT concat_ws(' ', count(*),
             sum(hashtextextended(concat_ws(' ', c.id, c.xmin, a.xmin, v.xmin, s.xmin, d.xmin), 0))) AS print
    ${COMMITMENTS_WITH_PLACES} ${whereIn(where)}`;
  return row?.print ?? "";
}
