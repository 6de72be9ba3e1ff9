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
  /** The same for all occurrences of a repeating absence. */
  seriesId: string | null;
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
  seriesId: true,
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

/** Occurrences of a repeating absence that are not over, from a time on, in order. */
export async function listSeries(
  tx: Tx,
  where: { seriesId: string; presenterId: string; from: Date | null; now: Date },
): Promise<AbsenceRow[]> {
  return tx.absence.findMany({
    where: {
      seriesId: where.seriesId,
      presenterId: where.presenterId,
      removedAt: null,
      endsAt: { gt: where.now },
      ...(where.from === null ? {} : { startsAt: { gte: where.from } }),
    },
    orderBy: { startsAt: "asc" },
    select: absenceSelect,
  });
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

/** A presenter's visits that are ahead or under way, in order of time. */
export async function listPlannedVisits(
  db: Db | Tx,
  where: { presenterId: string; now: Date },
): Promise<TouchedVisit[]> {
  const rows = await db.visit.findMany({
    where: {
      status: "scheduled",
      endsAt: { gt: where.now },
      presenters: { some: { presenterId: where.presenterId } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: visitSelect,
  });
  return rows.map(toTouchedVisit);
}

/** Visits that are on the list already for the same person's hours are not put there twice. */
export async function createHoursReviewItems(
  tx: Tx,
  presenterId: string,
  visitIds: readonly string[],
  openedAt: Date,
): Promise<void> {
  const open = await listOpenHoursReviews(tx, presenterId);
  await tx.reviewItem.createMany({
    data: visitIds
      .filter((visitId) => !open.some(({ visit }) => visit.id === visitId))
      .map((visitId) => ({ kind: "working_hours", visitId, presenterId, openedAt })),
  });
}

/** What is on the list because the visit lies outside the presenter's hours. */
export async function listOpenHoursReviews(
  tx: Tx,
  presenterId: string,
): Promise<{ id: string; visit: TouchedVisit }[]> {
  const rows = await tx.reviewItem.findMany({
    where: { status: "open", kind: "working_hours", presenterId },
    select: { id: true, visit: { select: visitSelect } },
  });
  return rows.map(({ id, visit }) => ({ id, visit: toTouchedVisit(visit) }));
}

/** Nobody has to decide any more: what touched the visits is gone. */
export async function lapseReviewItems(
  tx: Tx,
  ids: readonly string[],
  by: { accountId: string | null; now: Date },
): Promise<void> {
  await tx.reviewItem.updateMany({
    where: { id: { in: [...ids] }, status: "open" },
    data: { status: "lapsed", resolvedAt: by.now, resolvedById: by.accountId },
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
  return {
    OR: [{ absence: noLongerMet }, { kind: "working_hours", ...left }, ...(sameDay ? [] : [{ absenceId: null }])],
  };
}

export type OpenReviewItem = {
  id: string;
  kind: "absence" | "closed_day" | "closed_school" | "quiet_period" | "term_change" | "working_hours";
  openedAt: Date;
  visit: TouchedVisit;
  /** Whose working hours no longer cover the visit. */
  presenterName: string | null;
  absence: { kind: AbsenceKind; startsAt: Date; endsAt: Date; wholeDays: boolean; presenterName: string } | null;
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
      presenter: { select: { account: { select: { name: true, email: true } } } },
      absence: {
        select: {
          kind: true,
          startsAt: true,
          endsAt: true,
          wholeDays: true,
          presenter: { select: { account: { select: { name: true, email: true } } } },
        },
      },
    },
  });
  return rows.map(({ visit, absence, presenter, ...item }) => ({
    ...item,
    visit: toTouchedVisit(visit),
    presenterName: presenter && (presenter.account.name || presenter.account.email),
    absence: absence && {
      kind: absence.kind,
      startsAt: absence.startsAt,
      endsAt: absence.endsAt,
      wholeDays: absence.wholeDays,
      presenterName: absence.presenter.account.name || absence.presenter.account.email,
    },
  }));
}

export async function countOpenReviews(db: Db | Tx, visitId: string): Promise<number> {
  return db.reviewItem.count({ where: { status: "open", visitId } });
}
