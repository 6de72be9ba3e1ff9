import { randomUUID } from "node:crypto";
import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { isYearGroup, type YearGroup } from "~/domain/groups";
import type { SchoolKind } from "~/domain/open-days";
import { foldForSearch, searchTextOf, type RegisterStatus } from "~/domain/school";
import type { Day } from "~/lib/london-time";

export type RegisterHit = {
  id: string;
  urn: number | null;
  name: string;
  kind: SchoolKind;
  status: RegisterStatus;
  targeted: boolean;
  typeName: string;
  phase: string;
  town: string;
  postcode: string;
};

/** Codes of the authorities that have schools here. */
export async function listAuthoritiesWithSchools(db: Db): Promise<string[]> {
  const rows = await db.localAuthority.findMany({
    where: { schools: { some: {} }, code: { not: "" } },
    orderBy: { code: "asc" },
    take: 200,
    select: { code: true },
  });
  return rows.map(({ code }) => code).filter((code) => /^\d{3}$/.test(code));
}

/**
 * The whole register for the team, closed schools and targeted places included: every word stands somewhere in name,
 * town, postcode or URN, or the whole is much alike. The likeliest first.
 */
export async function searchRegister(db: Db, text: string, limit: number): Promise<{ schools: RegisterHit[]; more: boolean }> {
  const folded = foldForSearch(text);
  if (folded === "") return { schools: [], more: false };
  const words = folded.split(" ").map((word) => `%${word}%`);
  const schools = await db.$queryRaw<RegisterHit[]>`
    SELECT id::text AS id, urn, name, kind::text AS kind, status::text AS status, targeted, type_name AS "typeName",
      phase, town, postcode
    FROM school
    WHERE search_text LIKE ALL (${words}::text[]) OR ${folded} <% search_text
    ORDER BY (search_text LIKE ALL (${words}::text[])) DESC, status = 'closed',
      word_similarity(${folded}, search_text) DESC, search_text, id
    LIMIT ${limit + 1}`;
  return { schools: schools.slice(0, limit), more: schools.length > limit };
}

const RECORD = {
  id: true,
  urn: true,
  name: true,
  kind: true,
  status: true,
  typeName: true,
  phase: true,
  street: true,
  town: true,
  postcode: true,
  easting: true,
  northing: true,
  lowAge: true,
  highAge: true,
  pupils: true,
  openedOn: true,
  closedOn: true,
  opensAtMinutes: true,
  closesAtMinutes: true,
  targeted: true,
  version: true,
  district: { select: { name: true } },
  localAuthority: { select: { name: true } },
  bellTimes: { orderBy: { position: "asc" }, select: { label: true, startMinutes: true, endMinutes: true } },
  closedDays: { orderBy: { onDate: "asc" }, select: { onDate: true, label: true } },
  quietPeriods: {
    orderBy: { startsOn: "asc" },
    select: { label: true, startsOn: true, endsOn: true, yearGroups: true, hallOnly: true },
  },
  lineageId: true,
  linksFrom: { select: { kind: true, linkedOn: true, byHand: true, to: { select: { id: true, name: true } } } },
  linksTo: { select: { kind: true, linkedOn: true, byHand: true, from: { select: { id: true, name: true } } } },
} satisfies Prisma.SchoolSelect;

export type SchoolRecord = NonNullable<Awaited<ReturnType<typeof findSchoolRecord>>>;

/** What the register says about a school and what the team keeps about it. */
export async function findSchoolRecord(db: Db | Tx, id: string) {
  const row = await db.school.findUnique({ where: { id }, select: RECORD });
  if (!row) return null;
  const { openedOn, closedOn, closedDays, quietPeriods, ...columns } = row;
  return {
    ...columns,
    openedOn: optionalDayFromColumn(openedOn),
    closedOn: optionalDayFromColumn(closedOn),
    closedDays: closedDays.map(({ onDate, label }) => ({ onDate: dayFromColumn(onDate), label })),
    quietPeriods: quietPeriods.map(({ startsOn, endsOn, yearGroups, ...period }) => ({
      ...period,
      startsOn: dayFromColumn(startsOn),
      endsOn: dayFromColumn(endsOn),
      yearGroups: yearGroups.filter(isYearGroup),
    })),
  };
}

export type KeptBySchool = {
  hours: { startMinutes: number; endMinutes: number } | null;
  bellTimes: readonly { label: string; startMinutes: number; endMinutes: number }[];
  closedDays: readonly { onDate: Day; label: string }[];
  quietPeriods: readonly {
    label: string;
    startsOn: Day;
    endsOn: Day;
    yearGroups: readonly YearGroup[];
    hallOnly: boolean;
  }[];
  /** Left out by those who may not decide it. */
  targeted?: boolean;
};

/** Replaces what the team keeps, by compare-and-set on the version: false where somebody changed it meanwhile. */
export async function replaceKept(
  tx: Tx,
  { id, version, kept }: { id: string; version: number; kept: KeptBySchool },
): Promise<boolean> {
  const { hours, bellTimes, closedDays, quietPeriods, targeted } = kept;
  const { count } = await tx.school.updateMany({
    where: { id, version },
    data: {
      version: { increment: 1 },
      opensAtMinutes: hours?.startMinutes ?? null,
      closesAtMinutes: hours?.endMinutes ?? null,
      ...(targeted === undefined ? {} : { targeted }),
    },
  });
  if (count === 0) return false;
  await tx.bellTime.deleteMany({ where: { schoolId: id } });
  await tx.schoolClosedDay.deleteMany({ where: { schoolId: id } });
  await tx.quietPeriod.deleteMany({ where: { schoolId: id } });
  await tx.bellTime.createMany({ data: bellTimes.map((bell, position) => ({ ...bell, schoolId: id, position })) });
  await tx.schoolClosedDay.createMany({
    data: closedDays.map(({ onDate, label }) => ({ schoolId: id, onDate: dayToColumn(onDate), label })),
  });
  await tx.quietPeriod.createMany({
    data: quietPeriods.map(({ startsOn, endsOn, yearGroups, ...period }) => ({
      ...period,
      schoolId: id,
      startsOn: dayToColumn(startsOn),
      endsOn: dayToColumn(endsOn),
      yearGroups: [...yearGroups],
    })),
  });
  return true;
}

export type NewSetting = {
  kind: SchoolKind;
  name: string;
  town: string;
  postcode: string;
  districtCode: string | null;
  easting: number | null;
  northing: number | null;
  targeted: boolean;
};

/** A setting that stands in no register: its own lineage, without a URN, so that no import touches it. */
export async function createSetting(tx: Tx, setting: NewSetting): Promise<string> {
  const id = randomUUID();
  const district =
    setting.districtCode === null
      ? null
      : await tx.district.findUnique({ where: { code: setting.districtCode }, select: { localAuthorityCode: true } });
  await tx.school.create({
    data: {
      ...setting,
      id,
      lineageId: id,
      typeName: setting.kind === "youth" ? "Youth setting" : "",
      localAuthorityCode: district?.localAuthorityCode ?? null,
      searchText: searchTextOf({ ...setting, urn: null }),
    },
    select: { id: true },
  });
  return id;
}

/** Links a request of a place that was not listed; false where it has a school or has changed meanwhile. */
export async function setRequestSchool(
  tx: Tx,
  where: { requestId: string; version: number; schoolId: string },
): Promise<boolean> {
  const { count } = await tx.bookingRequest.updateMany({
    where: { id: where.requestId, version: where.version, schoolId: null },
    data: { schoolId: where.schoolId, version: { increment: 1 } },
  });
  return count === 1;
}

export async function listDistricts(db: Db): Promise<{ code: string; name: string }[]> {
  return db.district.findMany({ orderBy: { name: "asc" }, take: 500, select: { code: true, name: true } });
}

/** What is planned or was asked for there, also before it became an academy, the latest first. */
export async function listBookingsOfSchool(db: Db, lineageId: string) {
  const [requests, visits] = await Promise.all([
    db.bookingRequest.findMany({
      where: { school: { lineageId }, status: { not: "unproven" } },
      orderBy: { createdAt: "desc" },
      take: 10,
      select: { reference: true, status: true },
    }),
    db.visit.findMany({
      where: { school: { lineageId }, onDate: { not: null } },
      orderBy: { onDate: "desc" },
      take: 10,
      select: { id: true, status: true, onDate: true },
    }),
  ]);
  return { requests, visits: visits.map((visit) => ({ ...visit, onDate: optionalDayFromColumn(visit.onDate) })) };
}

/**
 * Visits at the schools that a merger or a split made this one of, the latest first: its past to read, not its cohorts
 * (docs/decisions/009).
 */
export async function listVisitsBeforeMerger(db: Db, schoolId: string) {
  const rows = await db.visit.findMany({
    where: {
      status: "completed",
      onDate: { not: null },
      school: { linksFrom: { some: { toSchoolId: schoolId, kind: { in: ["merged_into", "split_into"] } } } },
    },
    orderBy: [{ onDate: "desc" }, { id: "asc" }],
    take: 20,
    select: { id: true, onDate: true, school: { select: { name: true } } },
  });
  return rows.map(({ id, onDate, school }) => ({ id, onDate: optionalDayFromColumn(onDate), schoolName: school.name }));
}
