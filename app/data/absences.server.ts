import { optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { AbsenceKind } from "~/domain/absence";
import type { Interval } from "~/domain/intervals";
import type { Day } from "~/lib/london-time";

export type TouchedVisit = {
  id: string;
  requestId: string | null;
  schoolName: string;
  onDate: Day | null;
  startsAt: Date | null;
  endsAt: Date | null;
};

export type AbsenceRow = {
  id: string;
  presenterId: string;
  kind: AbsenceKind;
  startsAt: Date;
  endsAt: Date;
  wholeDays: boolean;
  noteForTeam: string;
};

export type AbsenceWithVisits = AbsenceRow & { openVisits: TouchedVisit[] };

const absenceSelect = {
  id: true,
  presenterId: true,
  kind: true,
  startsAt: true,
  endsAt: true,
  wholeDays: true,
  noteForTeam: true,
} as const;

const visitSelect = {
  id: true,
  requestId: true,
  onDate: true,
  startsAt: true,
  endsAt: true,
  school: { select: { name: true } },
} as const;

type VisitColumns = Omit<TouchedVisit, "schoolName" | "onDate"> & {
  onDate: Date | null;
  school: { name: string };
};

const toTouchedVisit = ({ school, onDate, ...visit }: VisitColumns): TouchedVisit => ({
  ...visit,
  schoolName: school.name,
  onDate: optionalDayFromColumn(onDate),
});

/** A presenter's absences that are not over, in order of time, with the visits still to be looked at. */
export async function listAbsences(
  db: Db,
  where: { presenterId: string; now: Date },
): Promise<AbsenceWithVisits[]> {
  const rows = await db.absence.findMany({
    where: { presenterId: where.presenterId, removedAt: null, endsAt: { gt: where.now } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      ...absenceSelect,
      reviewItems: {
        where: { status: "open" },
        orderBy: { visit: { startsAt: "asc" } },
        select: { visit: { select: visitSelect } },
      },
    },
  });
  return rows.map(({ reviewItems, ...absence }) => ({
    ...absence,
    openVisits: reviewItems.map(({ visit }) => toTouchedVisit(visit)),
  }));
}

export async function findAbsence(
  tx: Tx,
  where: { id: string; presenterId: string },
): Promise<AbsenceRow | null> {
  return tx.absence.findFirst({ where: { ...where, removedAt: null }, select: absenceSelect });
}

/** Absences in force that reach into this time. */
export async function listAbsencesWithin(
  tx: Tx,
  where: { presenterId: string; within: Interval },
): Promise<AbsenceRow[]> {
  return tx.absence.findMany({
    where: {
      presenterId: where.presenterId,
      removedAt: null,
      startsAt: { lt: where.within.endsAt },
      endsAt: { gt: where.within.startsAt },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: absenceSelect,
  });
}

export async function createAbsence(
  tx: Tx,
  absence: Omit<AbsenceRow, "id"> & { createdById: string; createdAt: Date },
): Promise<{ id: string }> {
  return tx.absence.create({ data: absence, select: { id: true } });
}

/** The parts must be free of other commitments; the presenter must be locked. */
export async function createAbsenceCommitments(
  tx: Tx,
  absence: { id: string; presenterId: string },
  parts: readonly Interval[],
): Promise<void> {
  await tx.commitment.createMany({
    data: parts.map(({ startsAt, endsAt }) => ({
      presenterId: absence.presenterId,
      kind: "absence",
      absenceId: absence.id,
      startsAt,
      endsAt,
    })),
  });
}

/** The absence stays for the record, its time is free again; visits need not be looked at for it any more. */
export async function markAbsenceRemoved(
  tx: Tx,
  where: { id: string; removedAt: Date; removedById: string },
): Promise<boolean> {
  const { count } = await tx.absence.updateMany({
    where: { id: where.id, removedAt: null },
    data: { removedAt: where.removedAt },
  });
  await tx.commitment.deleteMany({ where: { absenceId: where.id } });
  await tx.reviewItem.updateMany({
    where: { absenceId: where.id, status: "open" },
    data: { status: "lapsed", resolvedAt: where.removedAt, resolvedById: where.removedById },
  });
  return count === 1;
}

/** Of these visits, those still ahead or under way, in order of time. */
export async function listVisitsToReview(
  tx: Tx,
  visitIds: readonly string[],
  now: Date,
): Promise<TouchedVisit[]> {
  const rows = await tx.visit.findMany({
    where: { id: { in: [...visitIds] }, status: "scheduled", endsAt: { gt: now } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: visitSelect,
  });
  return rows.map(toTouchedVisit);
}

export async function createReviewItems(
  tx: Tx,
  absenceId: string,
  visitIds: readonly string[],
  openedAt: Date,
): Promise<void> {
  await tx.reviewItem.createMany({
    data: visitIds.map((visitId) => ({ kind: "absence", visitId, absenceId, openedAt })),
  });
}

/** Answers the absences for which the visit was on the list. */
export async function resolveReviewItems(
  tx: Tx,
  where: ReviewAnswer,
  by: { accountId: string | null; now: Date },
): Promise<AbsenceRow[]> {
  const open = { visitId: where.visitId, status: "open" as const, ...answeredBy(where.movedTo) };
  const items = await tx.reviewItem.findMany({ where: open, select: { absence: { select: absenceSelect } } });
  await tx.reviewItem.updateMany({
    where: open,
    data: { status: where.status, reason: where.reason, resolvedAt: by.now, resolvedById: by.accountId },
  });
  return items.flatMap(({ absence }) => (absence === null ? [] : [absence]));
}

/** What became of a visit that was to be looked at. */
export type ReviewAnswer = {
  visitId: string;
  status: "moved" | "cancelled" | "kept";
  reason: string;
  /** Settles only what the visit's new time and presenters answer: an absence that still meets it stays open. */
  movedTo?: { presenterIds: readonly string[]; startsAt: Date; endsAt: Date; sameDay: boolean };
};

function answeredBy(movedTo: ReviewAnswer["movedTo"]): Prisma.ReviewItemWhereInput {
  if (!movedTo) return {};
  const { presenterIds, startsAt, endsAt, sameDay } = movedTo;
  const left = { presenterId: { notIn: [...presenterIds] } };
  const noLongerMet = { OR: [left, { startsAt: { gte: endsAt } }, { endsAt: { lte: startsAt } }] };
  return { OR: [{ absence: noLongerMet }, ...(sameDay ? [] : [{ absenceId: null }])] };
}

export type OpenReviewItem = {
  id: string;
  kind: "absence" | "closed_day" | "closed_school" | "term_change";
  openedAt: Date;
  visit: TouchedVisit;
  absence: { kind: AbsenceKind; startsAt: Date; endsAt: Date; presenterName: string } | null;
};

/** Visits that a change around them has touched and nobody has settled yet, by the visit's day. */
export async function listOpenReviewItems(db: Db): Promise<OpenReviewItem[]> {
  const rows = await db.reviewItem.findMany({
    where: { status: "open" },
    orderBy: [{ visit: { startsAt: "asc" } }, { id: "asc" }],
    select: {
      id: true,
      kind: true,
      openedAt: true,
      visit: { select: visitSelect },
      absence: {
        select: {
          kind: true,
          startsAt: true,
          endsAt: true,
          presenter: { select: { account: { select: { name: true, email: true } } } },
        },
      },
    },
  });
  return rows.map(({ visit, absence, ...item }) => ({
    ...item,
    visit: toTouchedVisit(visit),
    absence: absence && {
      kind: absence.kind,
      startsAt: absence.startsAt,
      endsAt: absence.endsAt,
      presenterName: absence.presenter.account.name || absence.presenter.account.email,
    },
  }));
}

/** Without a visit: how many visits are on the list. */
export async function countOpenReviews(db: Db | Tx, visitId?: string): Promise<number> {
  if (visitId !== undefined) return db.reviewItem.count({ where: { status: "open", visitId } });
  return (await db.reviewItem.groupBy({ by: ["visitId"], where: { status: "open" } })).length;
}
