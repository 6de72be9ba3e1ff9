import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { shownName } from "~/domain/retention";
import { daysBetween, type Day } from "~/lib/london-time";

export type PublicationRow = {
  id: string;
  periodName: string;
  asAt: Date;
  definitionVersion: string;
  figure: number;
  low: number;
  high: number;
  attendances: number;
  revisesId: string | null;
  reason: string;
  signedOffByName: string;
  sample: {
    visitId: string;
    schoolName: string;
    onDate: Day | null;
    recorded: number;
    found: number | null;
    checkedAt: Date | null;
  }[];
};

/** What was published of a period, the newest first, with each one's audit sample. */
export async function listPublications(
  db: Db | Tx,
  where: { startsOn: Day; endsOn: Day },
): Promise<PublicationRow[]> {
  const rows = await db.publication.findMany({
    where: { startsOn: dayToColumn(where.startsOn), endsOn: dayToColumn(where.endsOn) },
    orderBy: [{ asAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      periodName: true,
      asAt: true,
      definitionVersion: true,
      figure: true,
      low: true,
      high: true,
      attendances: true,
      revisesId: true,
      reason: true,
      signedOffBy: { select: { name: true, email: true } },
      auditVisits: {
        orderBy: { position: "asc" },
        select: {
          visitId: true,
          recorded: true,
          found: true,
          checkedAt: true,
          visit: { select: { onDate: true, school: { select: { name: true } } } },
        },
      },
    },
  });
  return rows.map(({ signedOffBy, auditVisits, ...row }) => ({
    ...row,
    signedOffByName: shownName(signedOffBy),
    sample: auditVisits.map(({ visit, ...checked }) => ({
      ...checked,
      schoolName: visit.school.name,
      onDate: visit.onDate && dayFromColumn(visit.onDate),
    })),
  }));
}

export async function createPublication(
  tx: Tx,
  input: {
    periodName: string;
    startsOn: Day;
    endsOn: Day;
    asAt: Date;
    definitionVersion: string;
    figure: number;
    low: number;
    high: number;
    attendances: number;
    detail: Prisma.InputJsonObject;
    signedOffById: string;
    revisesId: string | null;
    reason: string;
  },
): Promise<string> {
  const { startsOn, endsOn, ...columns } = input;
  const { id } = await tx.publication.create({
    data: { ...columns, startsOn: dayToColumn(startsOn), endsOn: dayToColumn(endsOn), createdAt: input.asAt },
    select: { id: true },
  });
  return id;
}

/** One publication of a period after another: two managers at once would both publish the first. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('publication', 0))`;
}

export async function createAuditSample(
  tx: Tx,
  publicationId: string,
  visits: readonly { visitId: string; recorded: number }[],
): Promise<void> {
  await tx.auditSampleVisit.createMany({
    data: visits.map((visit, position) => ({ ...visit, publicationId, position })),
  });
}

/** False where the visit is not in the sample. */
export async function setAuditResult(
  tx: Tx,
  where: { publicationId: string; visitId: string },
  result: { found: number; checkedAt: Date; checkedById: string },
): Promise<boolean> {
  const { count } = await tx.auditSampleVisit.updateMany({ where, data: result });
  return count === 1;
}

export type PublishedFigure = { periodName: string; startsOn: Day; endsOn: Day; asAt: Date; figure: number };

/** A campaign's figure may be published too, but is no year's. */
const LEAST_DAYS_OF_A_YEAR = 300;

/** The figure of a year that was published last, and nothing of who signed it off; null before the first. */
export async function findNewestPublished(db: Db): Promise<PublishedFigure | null> {
  const rows = await db.publication.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { periodName: true, startsOn: true, endsOn: true, asAt: true, figure: true },
  });
  const periods = rows.map((row) => ({ ...row, startsOn: dayFromColumn(row.startsOn), endsOn: dayFromColumn(row.endsOn) }));
  return periods.find(({ startsOn, endsOn }) => daysBetween(startsOn, endsOn) >= LEAST_DAYS_OF_A_YEAR) ?? null;
}
